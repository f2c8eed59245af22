"""The demo's sponsors, from demo/data: booked, decided and billed by the verbs that everybody's go through, then moved to their days."""

from __future__ import annotations

import random
from datetime import date, timedelta
from io import BytesIO
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.core.files.base import ContentFile
from django.db.models import F
from django.utils import timezone
from PIL import Image, ImageDraw
from post_office.models import Email
from wagtail.models import Site

from businesses.models import Business
from core import lettering
from demo import cast, data_files
from moderation.models import Decision
from people.models import User
from sponsors import approve, bill, book, compose, defaults, enquire, register, submit, wrap_up
from sponsors.models import (
    Bill,
    Blackout,
    Creative,
    DayDiscard,
    DayPage,
    DayTotal,
    HouseMessage,
    LineOfBusiness,
    Member,
    Placement,
    Reason,
    SeatDay,
    Slot,
    Sponsor,
    SponsorTerms,
)
from sponsors.states import CannotBook
from stories.models import PublishedStory, SectionPage, StoryPage

LOGO = (560, 160)  # pixels
DISCARDS = [(Reason.BOT, 0.09), (Reason.REPEATED, 0.05), (Reason.PREFETCH, 0.03), (Reason.TOO_FAST, 0.02), (Reason.STAFF, 0.01), (Reason.EXPIRED, 0.01)]
BY_DAY = [1.0, 1.12, 1.08, 1.05, 0.96, 0.78, 0.84]  # of a week, Monday first


def fill(editors: list[User]) -> None:
    told, last_mail = data_files.read("sponsors"), newest_mail()
    make_terms(told)
    sponsors = {row.pop("key"): make_sponsor(row, editors[0]) for row in told["sponsors"]}
    Email.objects.filter(pk__gt=last_mail).delete()  # they joined long ago
    for row in told["placements"]:
        make_placement(row, sponsors, editors[0])
    refuse_own_subject(told["refused"], sponsors)
    enquire.enquire(slot=None, **told["enquiry"])


def newest_mail() -> int:
    return Email.objects.order_by("-pk").values_list("pk", flat=True).first() or 0


def make_terms(told: dict[str, Any]) -> None:
    defaults.lines()
    SponsorTerms.objects.update_or_create(site=Site.objects.get(is_default_site=True), defaults=told["terms"])
    sections = {section.slug: section for section in SectionPage.objects.all()}
    for row in told["slots"]:
        Slot.objects.create(section=sections.get(row.pop("section", "")), lead_days=2, **row)
    for row in told["blackouts"]:
        first = timezone.localdate() + timedelta(days=row["starts"])
        Blackout.objects.create(starts=first, ends=first + timedelta(days=row["days"] - 1), reason=row["reason"])
    for row in told["houses"]:
        HouseMessage.objects.create(**row)


def make_sponsor(row: dict[str, Any], editor: User) -> Sponsor:
    colors, emblem, members = row.pop("colors"), row.pop("emblem"), [member_of(one) for one in row.pop("members")]
    businesses = list(Business.objects.filter(slug__in=row.pop("businesses", [])))
    values = row | {"line": LineOfBusiness.objects.get(name=row.pop("line"))}
    sponsor = register.register(user=members[0][0], businesses=businesses, **values)
    for user, role in members[1:]:
        Member.objects.create(sponsor=sponsor, user=user, role=role)
    sponsor.logo.save("logo.png", ContentFile(drawn_logo(sponsor.name, colors, emblem)))
    register.accept(sponsor, by=editor, words="Welcome. What you may expect of us stands under Sponsor a section.")
    return sponsor


def member_of(row: dict[str, str]) -> tuple[User, str]:
    person = data_files.read("people")["sponsor"] if row.get("person") == "sponsor" else row
    return User.objects.filter(email=person["email"]).first() or cast.person(person), row["role"]


def drawn_logo(name: str, colors: list[str], emblem: str) -> bytes:
    """An emblem and the name beside it, as a small company might have had it drawn."""
    picture = Image.new("RGB", LOGO, "#FFFCF7")
    draw = ImageDraw.Draw(picture)
    dark, light = colors
    draw.rounded_rectangle((10, 10, 150, 150), 28, fill=dark)
    {"ring": _ring, "bird": _bird, "wave": _wave, "wheel": _wheel}[emblem](draw, light, dark)
    lettering.fit(draw, name, (176, 34, 548, 150), range(30, 60), face="fraunces", fill=dark, leading=1.1)
    out = BytesIO()
    picture.save(out, "PNG")
    return out.getvalue()


def _ring(draw: ImageDraw.ImageDraw, light: str, dark: str) -> None:
    draw.ellipse((36, 36, 124, 124), outline=light, width=14)
    draw.polygon([(80, 22), (98, 56), (62, 56)], fill=light)


def _bird(draw: ImageDraw.ImageDraw, light: str, dark: str) -> None:
    draw.pieslice((34, 44, 118, 128), 180, 360, fill=light)
    draw.polygon([(112, 72), (138, 60), (118, 88)], fill=light)
    draw.polygon([(34, 86), (24, 52), (62, 74)], fill=light)


def _wave(draw: ImageDraw.ImageDraw, light: str, dark: str) -> None:
    for radius in (18, 36, 54):
        draw.arc((46 - radius + 20, 80 - radius, 46 + radius + 20, 80 + radius), 300, 60, fill=light, width=9)


def _wheel(draw: ImageDraw.ImageDraw, light: str, dark: str) -> None:
    draw.ellipse((34, 34, 126, 126), outline=light, width=9)
    for x, y in ((80, 40), (80, 120), (40, 80), (120, 80), (52, 52), (108, 108), (52, 108), (108, 52)):
        draw.line((80, 80, x, y), fill=light, width=4)
    draw.ellipse((72, 72, 88, 88), fill=dark)


def make_placement(row: dict[str, Any], sponsors: dict[str, Sponsor], editor: User) -> None:
    """Booked for days ahead of us, decided, and only then moved into the past where it belongs there."""
    sponsor, last_mail = sponsors[row["sponsor"]], newest_mail()
    owner = sponsor.members.get(role=Member.Role.OWNER).user
    slot = Slot.objects.get(kind=Slot.Kind.WALL) if row.get("wall") else Slot.objects.get(section__slug=row["section"])
    ahead = row["starts"] if row["starts"] > 0 else 200  # behind everything that is booked for days to come
    first = timezone.localdate() + timedelta(days=ahead)
    placement = book.hold(slot=slot, sponsor=sponsor, starts=first, ends=first + timedelta(days=row["days"] - 1), by=owner)
    compose.save(placement, by=owner, **{name: row[name] for name in ("text", "link", "link_words")})
    decide(placement, row, owner=owner, editor=editor)
    if row["starts"] < 0:
        to_the_past(placement, days=ahead - row["starts"])
        Email.objects.filter(pk__gt=last_mail).delete()  # weeks old
        count(placement, **row["figures"])
    if row.get("paid"):
        bill.mark_paid(Bill.objects.get(placement=placement), by=editor, words=row["paid"])
    if row.get("change"):
        compose.save(placement, by=owner, text=row["change"], link=row["link"], link_words=row["link_words"])
        submit.submit(placement, by=owner)
    wrap_up.end()


def decide(placement: Placement, row: dict[str, Any], *, owner: User, editor: User) -> None:
    if row["end"] == "hold":
        Placement.objects.filter(pk=placement.pk).update(held_until=timezone.now() + timedelta(hours=row["hours_left"]))
        return
    submit.submit(placement, by=owner)
    verb = approve.approve if row["end"] == "approve" else approve.decline
    verb(placement, by=editor, words=row["words"])


def to_the_past(placement: Placement, *, days: int) -> None:
    back = timedelta(days=days)
    starts, ends = placement.starts - back, placement.ends - back
    asked = timezone.now() - (timezone.localdate() - starts) - timedelta(days=9)
    Placement.objects.filter(pk=placement.pk).update(
        starts=starts, ends=ends, made_at=asked, submitted_at=asked, decided_at=asked + timedelta(days=1),
        start_told_at=asked, half_told_at=asked if starts + timedelta(days=placement.days // 2) <= timezone.localdate() else None,
    )  # fmt: skip
    for seat in SeatDay.objects.filter(placement=placement):
        SeatDay.objects.filter(pk=seat.pk).update(day=F("day") - back)
    Creative.objects.filter(placement=placement).update(made_at=asked, sent_at=asked)
    Bill.objects.filter(placement=placement).update(issued_at=asked + timedelta(days=1), due_on=(asked + timedelta(days=15)).date())
    about = Decision._base_manager.filter(content_type=ContentType.objects.get_for_model(Placement), object_id=placement.pk)
    about.update(made_at=asked)  # the verbs wrote today's date
    placement.refresh_from_db()


def count(placement: Placement, *, views: int, clicks: int) -> None:
    """Daily rows as readers would have left them, the same at every fill; the totals are the rows' sums."""
    dice = random.Random(f"{placement.sponsor.slug}-{placement.slot_id}")  # noqa: S311
    day, until = placement.starts, min(placement.ends, timezone.localdate() - timedelta(days=1))
    while day <= until:
        lift = BY_DAY[day.weekday()] * dice.uniform(0.8, 1.25)
        _count_day(placement, day, round(views * lift), round(clicks * lift * dice.uniform(0.6, 1.4)), dice)
        day += timedelta(days=1)
    rows = list(DayTotal.objects.filter(placement=placement))
    sums = {name: sum(getattr(row, name) for row in rows) for name in ("views", "clicks", "discarded")}
    Placement.objects.filter(pk=placement.pk).update(**sums)


def _count_day(placement: Placement, day: date, views: int, clicks: int, dice: random.Random) -> None:
    discards = {("view", reason): round(views * share * dice.uniform(0.5, 1.6)) for reason, share in DISCARDS}
    discards |= {("click", Reason.REPEATED): dice.randint(0, 2), ("click", Reason.SCANNER): dice.randint(0, 1)}
    DayDiscard.objects.bulk_create(
        DayDiscard(placement=placement, day=day, hit=hit, reason=reason, number=number) for (hit, reason), number in discards.items() if number
    )
    total = {"views": views, "clicks": clicks, "discarded": sum(discards.values())}
    DayTotal.objects.create(placement=placement, sponsor_id=placement.sponsor_id, day=day, **total)
    pages = _pages(placement, day)
    parts = dict.fromkeys(pages, 0), dict.fromkeys(pages, 0)
    for part, number in zip(parts, (views, clicks), strict=True):
        for page in dice.choices(pages, weights=[3, *[2] * (len(pages) - 1)], k=number):
            part[page] += 1
    DayPage.objects.bulk_create(
        DayPage(placement=placement, day=day, page=kind, story_id=story, views=parts[0][kind, story], clicks=parts[1][kind, story])
        for kind, story in pages
        if parts[0][kind, story] or parts[1][kind, story]
    )


def _pages(placement: Placement, day: date) -> list[tuple[str, int]]:
    """Where it was shown that day: the section's page and the stories that were out."""
    if placement.slot.kind == Slot.Kind.WALL:
        return [("wall", 0)]
    stories = PublishedStory.objects.live().filter(section_id=placement.slot.section_id, shown_at__date__lte=day).order_by("-shown_at")
    return [("section", 0), *[("story", pk) for pk in stories.values_list("story_id", flat=True)[:6]]]


def refuse_own_subject(row: dict[str, Any], sponsors: dict[str, Sponsor]) -> None:
    """A company that a story praises asks for that very story, and is told why not."""
    sponsor = sponsors[row["sponsor"]]
    slot = book.slot_for_story(StoryPage.objects.get(slug=row["story"]))
    if slot is None:
        raise ValueError("The demo sells single stories.")
    first = timezone.localdate() + timedelta(days=row["starts"])
    try:
        book.hold(slot=slot, sponsor=sponsor, starts=first, ends=first + timedelta(days=row["days"] - 1), by=sponsor.members.get(role=Member.Role.OWNER).user)
    except CannotBook:
        return
    raise ValueError("The demo's refused booking was not refused.")
