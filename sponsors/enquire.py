"""Talking first: a company's question comes in and waits for an editor, whose answer goes out by mail."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core import mail
from moderation import log
from people.models import User
from quotes.clean import UNSEEN, clean_line
from sponsors import letters
from sponsors.models import Enquiry, Slot
from sponsors.states import CannotBook

LONGEST_ANSWER = 4000


def enquire(*, slot: Slot | None, name: str, company: str, email: str, words: str) -> Enquiry:
    """Raises CannotBook where nobody could be answered."""
    name, company, email, words = clean_line(name)[:80], clean_line(company)[:80], email.strip().lower(), UNSEEN.sub("", words).strip()
    try:
        validate_email(email)
    except ValidationError:
        raise CannotBook(_("Check your e-mail address: our answer goes there.")) from None
    if not (name and company and words):
        raise CannotBook(_("Write your name, your company and what you would like to know."))
    if len(words) > 2000:
        raise CannotBook(_("Your question is longer than 2,000 letters. Shorten it a little; we can talk about the rest."))
    with transaction.atomic():
        made = Enquiry.objects.create(slot=slot, name=name, company=company, email=email, words=words)
        letters.to_newsroom(_("A question from %(company)s") % {"company": company}, path=f"/cms/sponsors/enquiries/{made.pk}/", words=words)
    return made


def answer(enquiry: Enquiry, *, by: User, words: str) -> Enquiry:
    """Once. Raises CannotBook without words, and for the second of two editors."""
    words = UNSEEN.sub("", words).strip()
    if not words:
        raise CannotBook(_("Write your answer first."))
    if len(words) > LONGEST_ANSWER:
        raise CannotBook(_("This answer has %(number)s letters: shorten it to 4,000 at most.") % {"number": f"{len(words):,}"})
    with transaction.atomic():
        waiting = Enquiry.objects.filter(pk=enquiry.pk, answered_at=None)
        if not waiting.update(answer=words, answered_by=by, answered_at=timezone.now()):
            raise CannotBook(_("This question has been answered already. Reload the page to read the answer."))
        enquiry.refresh_from_db()
        log.record(enquiry, action="enquiry-answered", actor=by, words=enquiry.answer)
        mail.send("sponsor_enquiry_answered", enquiry.email, {"enquiry": enquiry, "editor": by.get_full_name(), "url": mail.absolute("/sponsor/")})
    return enquiry
