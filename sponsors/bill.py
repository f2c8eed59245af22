"""Bills: an approved placement comes in, an invoice goes out whose number leaves no gap; credit notes, and what is paid.

The number is drawn from the counter's row, which stays locked until the transaction ends: a bill that comes to nothing gives its number back,
and two credit notes for one invoice come one after the other.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django.db import models, transaction
from django.db.models import F, Q, QuerySet, Sum
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core import mail
from moderation import log
from people.models import User
from sponsors import payment, price, rules
from sponsors.dates import dates, site_today
from sponsors.models import Bill, BillCounter, Placement, Sponsor, SponsorTerms
from sponsors.states import CannotBook

MOST = 2_147_483_647  # what a column of money holds
INVOICE, CREDIT = Bill.Kind.INVOICE, Bill.Kind.CREDIT


@dataclass(frozen=True)
class Left:
    """Of an invoice, after its credit notes; smallest units."""

    net: int
    tax: int

    @property
    def total(self) -> int:
        return self.net + self.tax


def issue(placement: Placement, *, by: User | None, extra_days: int | None = None) -> Bill:
    """An invoice for the placement's price or, when it was made longer, for the last `extra_days` of it. Its letter goes to the address for bills."""
    terms = terms_of_sale()
    net = placement.price if extra_days is None else _price_of_last(placement, extra_days)
    days = placement.days if extra_days is None else extra_days
    line = _line(placement, days)
    with transaction.atomic():
        bill = _write(
            INVOICE,
            placement,
            net=net,
            tax=tax_on(net, terms.tax_percent),
            tax_percent=terms.tax_percent,
            by=by,
            as_issued=_as_issued(placement.sponsor, terms, line, net),
        )
        _tell(bill)
    return bill


def give_credit(invoice: Bill, *, amount: int, words: str, by: User) -> Bill:
    """An editor's own decision, and never for a sponsor of their own; what a move or an end takes back was decided there, and goes straight to credit."""
    may_decide(invoice, by)
    return credit(invoice, amount=amount, words=words, by=by)


def credit(invoice: Bill, *, amount: int, words: str, by: User | None) -> Bill:
    """A credit note for part or all of an invoice. `amount` is what comes off before tax, in the smallest unit; its share of the tax comes off with it."""
    if invoice.kind != INVOICE:
        raise CannotBook(_("Only an invoice can be credited: this is a credit note itself."))
    if not words.strip():
        raise CannotBook(_("Say why: the reason stands on the credit note."))
    with transaction.atomic():
        number = _draw(CREDIT)  # from here on nobody else credits anything
        left = _counted(invoice)
        if not 1 <= amount <= left.net:
            raise CannotBook(_too_much(invoice, left))
        tax = left.tax if amount == left.net else min(tax_on(amount, invoice.tax_percent), left.tax)
        issued = invoice.as_issued | {"lines": [{"words": words.strip()[:300], "amount": amount}], "pay_words": ""}
        values = {"credits": invoice, "currency": invoice.currency, "words": words.strip()[:300], "as_issued": issued, "number": number}
        note = _write(CREDIT, invoice.placement, net=amount, tax=tax, tax_percent=invoice.tax_percent, by=by, **values)
        _tell(note)
    return note


def mark_paid(invoice: Bill, *, by: User, words: str = "") -> Bill:
    if invoice.kind != INVOICE or not left_of(invoice).total:
        raise CannotBook(_("There is nothing to pay on %(number)s.") % {"number": invoice.label})
    return _mark(invoice, action="mark-paid", by=by, words=words, paid_at=timezone.now())


def mark_unpaid(invoice: Bill, *, by: User, words: str = "") -> Bill:
    with transaction.atomic():
        lock(invoice)  # no money of it is given back meanwhile
        if invoice.credit_notes.filter(paid_at__isnull=False).exists():
            raise CannotBook(_("Money of %(number)s was given back. Take that back first, on its credit note.") % {"number": invoice.label})
        return _mark(invoice, action="mark-unpaid", by=by, words=words, paid_at=None)


def lock(bill: Bill) -> None:
    """Until the transaction ends; SQLite lets one writer in at a time anyway."""
    Bill.objects.select_for_update().filter(pk=bill.pk).values_list("pk").first()


def with_credits(bills: QuerySet[Bill]) -> QuerySet[Bill]:
    """Each invoice knows what was credited of it, and each credit note its invoice, without a query of its own."""
    sums = {"credited_net": Coalesce(Sum("credit_notes__net"), 0), "credited_tax": Coalesce(Sum("credit_notes__tax"), 0)}
    owed = Q(credit_notes__issued_at__gt=F("paid_at"), credit_notes__paid_at=None)
    back = Q(credit_notes__paid_at__isnull=False)
    sums |= {name: Coalesce(Sum("credit_notes__total", filter=which), 0) for name, which in (("owed_back", owed), ("given_back", back))}
    return bills.annotate(**sums).select_related("credits")


def to_be_returned(bills: QuerySet[Bill]) -> QuerySet[Bill]:
    """Credit notes for money that was received and has not been given back."""
    return bills.filter(kind=CREDIT, paid_at=None, credits__paid_at__lt=F("issued_at"))


def left_of(invoice: Bill) -> Left:
    known = vars(invoice)
    return Left(invoice.net - known["credited_net"], invoice.tax - known["credited_tax"]) if "credited_net" in known else _counted(invoice)


class Standing(models.TextChoices):
    """Where a bill stands: derived, never stored."""

    OPEN = "open", _("to be paid")
    OVERDUE = "overdue", _("overdue")
    PAID = "paid", _("paid")
    CREDITED = "credited", _("credited")
    CREDIT = "credit", _("credit note")


def standing(bill: Bill) -> Standing:
    if bill.kind == CREDIT:
        return Standing.CREDIT
    if bill.paid_at or not bill.total:
        return Standing.PAID
    if not left_of(bill).total:
        return Standing.CREDITED
    return Standing.OVERDUE if bill.due_on and bill.due_on < site_today() else Standing.OPEN


def to_pay(bill: Bill) -> int:
    """What is still owed on it, in the smallest unit."""
    return left_of(bill).total if standing(bill) in {Standing.OPEN, Standing.OVERDUE} else 0


def to_return(bill: Bill) -> int:
    """What is still to be given back, in the smallest unit: of an invoice what was credited after it was paid, of a credit note all of it or nothing."""
    if bill.kind == CREDIT:
        paid_at = bill.credits.paid_at if bill.credits else None
        return bill.total if paid_at and paid_at < bill.issued_at and not bill.paid_at else 0
    known = vars(bill)
    if "owed_back" in known:
        return int(known["owed_back"])
    return _total(to_be_returned(bill.credit_notes.all()))


def returned(bill: Bill) -> int:
    """What was given back, in the smallest unit."""
    if bill.kind == CREDIT:
        return bill.total if bill.paid_at else 0
    known = vars(bill)
    return int(known["given_back"]) if "given_back" in known else _total(bill.credit_notes.filter(paid_at__isnull=False))


def standing_words(bill: Bill) -> str:
    """Where it stands, with the amount wherever credit notes have changed it."""
    stands, owed = standing(bill), to_pay(bill)
    if stands == Standing.CREDIT:  # all of it or nothing
        return str(_("to be returned") if to_return(bill) else _("returned") if returned(bill) else stands.label)
    for amount, words in ((to_return(bill), _("paid, %(amount)s to be returned")), (returned(bill), _("paid, %(amount)s returned"))):
        if amount:
            return words % {"amount": price.money(amount, bill.currency)}
    if owed and owed != bill.total:
        words = _("%(amount)s left, overdue") if stands == Standing.OVERDUE else _("%(amount)s left to be paid")
        return words % {"amount": price.money(owed, bill.currency)}
    return str(stands.label)


def came_to(placement: Placement) -> str:
    """What it cost in the end, before tax; nothing where it is what was agreed."""
    sums = {"billed": Coalesce(Sum("net", filter=Q(kind=INVOICE)), 0), "back": Coalesce(Sum("net", filter=Q(kind=CREDIT)), 0)}
    net = placement.bills.aggregate(**sums)
    return price.money(net["billed"] - net["back"], placement.currency) if net["back"] else ""


def tax_on(net: int, percent: Decimal) -> int:
    """Half a unit goes up."""
    return int((Decimal(net) * Decimal(percent) / 100).quantize(Decimal(1), ROUND_HALF_UP))


def terms_of_sale() -> SponsorTerms:
    from wagtail.models import Site

    return SponsorTerms.for_site(Site.objects.get(is_default_site=True))


def link(bill: Bill) -> str:
    return reverse("sponsor_bill", args=[bill.sponsor.slug, bill.pk])


def _counted(invoice: Bill) -> Left:
    """As it is at this moment, whatever was known when the invoice was fetched."""
    sums = invoice.credit_notes.aggregate(net=Coalesce(Sum("net"), 0), tax=Coalesce(Sum("tax"), 0))
    return Left(invoice.net - sums["net"], invoice.tax - sums["tax"])


def _total(bills: QuerySet[Bill]) -> int:
    return int(bills.aggregate(total=Coalesce(Sum("total"), 0))["total"])


def _draw(kind: str) -> int:
    """The next number of the series: the row is made when it is first needed, and locked by the UPDATE until the transaction ends."""
    rows = BillCounter.objects.filter(series=kind)
    if not rows.update(last=F("last") + 1):
        BillCounter.objects.bulk_create([BillCounter(series=kind)], ignore_conflicts=True)
        rows.update(last=F("last") + 1)
    return rows.values_list("last", flat=True).get()


def _write(kind: str, placement: Placement, *, net: int, tax: int, by: User | None, **values: Any) -> Bill:
    if net + tax > MOST:
        raise CannotBook(_("This amount is larger than a bill can hold. Sell fewer days at once, or a rate in larger units."))
    number = values.pop("number", None) or _draw(kind)
    due_on = site_today() + timedelta(days=terms_of_sale().pay_within_days) if kind == INVOICE else None
    amounts = {"net": net, "tax": tax, "total": net + tax, "currency": placement.currency} | values
    bill = Bill.objects.create(kind=kind, number=number, sponsor=placement.sponsor, placement=placement, issued_by=by, due_on=due_on, **amounts)
    log.record(bill, action="issue", actor=by, words=bill.words)
    return bill


def _as_issued(sponsor: Sponsor, terms: SponsorTerms, line: str, net: int) -> dict[str, Any]:
    own = {"from": terms.bill_from, "from_tax_number": terms.bill_tax_number, "pay_words": terms.pay_words}
    theirs = {"to": sponsor.bill_name, "address": sponsor.bill_address, "tax_number": sponsor.tax_number}
    return own | theirs | {"lines": [{"words": line, "amount": net}]}


def _line(placement: Placement, days: int) -> str:
    told = {
        "what": placement.slot.label,
        "dates": dates(placement.ends - timedelta(days=days - 1), placement.ends),
        "days": ngettext("%(number)d day", "%(number)d days", days) % {"number": days},
    }
    return _("Support of “%(what)s”, %(dates)s (%(days)s)") % told


def _price_of_last(placement: Placement, days: int) -> int:
    """As a difference, so that all invoices of a placement add up to its price."""
    return price.price(placement.rate, placement.days) - price.price(placement.rate, placement.days - days)


def _too_much(invoice: Bill, left: Left) -> str:
    if not left.net:
        return _("All of %(number)s is credited already.") % {"number": invoice.label}
    told = {"number": invoice.label, "left": price.money(left.net, invoice.currency)}
    return _("Of %(number)s %(left)s before tax can still be credited: give an amount up to that.") % told


def may_decide(invoice: Bill, by: User) -> None:
    against = rules.cannot_decide(by, invoice.sponsor)
    if against:
        raise CannotBook(against)


def _mark(invoice: Bill, *, action: str, by: User, words: str, paid_at: Any) -> Bill:
    """Of two editors at once, the second is told."""
    may_decide(invoice, by)
    with transaction.atomic():
        rows = Bill.objects.filter(pk=invoice.pk, kind=INVOICE, paid_at__isnull=paid_at is not None)
        if not rows.update(paid_at=paid_at, paid_words=words.strip()[:200] if paid_at else ""):
            said = _("%(number)s is marked as paid already.") if paid_at else _("%(number)s is not marked as paid.")
            raise CannotBook(said % {"number": invoice.label})
        log.record(invoice, action=action, actor=by, words=words.strip())
    invoice.refresh_from_db()
    return invoice


def _tell(bill: Bill) -> None:
    adapter = payment.adapter()
    context = {
        "bill": bill,
        "placement": bill.placement,
        "total": price.money(bill.total, bill.currency),
        "pay": adapter.instructions(bill) if bill.kind == INVOICE else "",
        "pay_url": adapter.pay_url(bill) if bill.kind == INVOICE else None,
        "url": mail.absolute(link(bill)),
    }
    mail.send("sponsor_bill", bill.sponsor.bill_email, context)
