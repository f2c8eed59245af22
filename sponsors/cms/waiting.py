"""What of sponsorships waits for an editor, for the page that `/cms/` opens on: sponsors, placements, changed messages, enquiries, held publications."""

from __future__ import annotations

from collections.abc import Callable

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from moderation import queue
from moderation.queue import Waiting
from sponsors import holds
from sponsors.models import Creative, Enquiry, Placement, Sponsor
from stories.models import Review
from stories.states import State

MOST = 100


def register() -> None:
    for rows, told in SOURCES:
        queue.register(_source(rows, told), _count(rows))
    queue.register(held_schedules, lambda: len(held_schedules()))


def _source(rows: Callable[[], QuerySet], told: Callable[..., Waiting]) -> queue.Source:
    return lambda: [told(row) for row in rows()[:MOST]]


def _count(rows: Callable[[], QuerySet]) -> Callable[[], int]:
    return lambda: rows().count()


def sponsors() -> QuerySet[Sponsor]:
    return Sponsor.objects.waiting().order_by("made_at", "pk")


def _sponsor(row: Sponsor) -> Waiting:
    return Waiting("sponsor", row.name, reverse("cms_sponsor", args=[row.pk]), row.made_at, step=_("A new sponsor"))


def placements() -> QuerySet[Placement]:
    return Placement.objects.waiting().select_related("sponsor", "slot__section", "slot__story").order_by("submitted_at", "pk")


def _placement(row: Placement) -> Waiting:
    title, since = f"{row.sponsor.name}: {row.slot.label}", row.submitted_at or row.made_at
    return Waiting("placement", title, reverse("cms_placement", args=[row.pk]), since, author=row.sponsor.name, step=_("A placement to approve"))


def messages() -> QuerySet[Creative]:
    """Of approved placements: those of others wait together with their placement."""
    rows = Creative.objects.filter(state=Creative.State.WAITING, placement__state=Placement.State.APPROVED)
    return rows.select_related("placement__sponsor", "placement__slot__section", "placement__slot__story").order_by("sent_at", "pk")


def _message(row: Creative) -> Waiting:
    sponsor = row.placement.sponsor.name
    since = row.sent_at or row.made_at
    return Waiting(
        "message", f"{sponsor}: {row.text[:60]}", reverse("cms_placement", args=[row.placement_id]), since, author=sponsor, step=_("A changed message")
    )


def enquiries() -> QuerySet[Enquiry]:
    return Enquiry.objects.filter(answered_at=None).order_by("made_at", "pk")


def _enquiry(row: Enquiry) -> Waiting:
    return Waiting("enquiry", row.company, reverse("cms_enquiry", args=[row.pk]), row.made_at, author=row.name, step=_("A question from a company"))


SOURCES: list[tuple[Callable[[], QuerySet], Callable[..., Waiting]]] = [
    (sponsors, _sponsor),
    (placements, _placement),
    (messages, _message),
    (enquiries, _enquiry),
]


def held_schedules() -> list[Waiting]:
    """Scheduled stories that would not go out on their date as things stand. Held stories in review carry a flag in their own line."""
    reviews = Review.objects.filter(state=State.SCHEDULED).select_related("story", "owner", "approved_revision").order_by("publish_at", "pk")[:MOST]
    found = ((review, holds.reasons(review.approved_revision.as_object())) for review in reviews if review.approved_revision)
    return [
        Waiting(
            "held",
            review.story.draft_title or review.story.title,
            reverse("cms_clash", args=[review.story_id]),
            review.decided_at or review.publish_at,
            author=review.owner.get_full_name() if review.owner else "",
            step=_("Scheduled, and held"),
            flags=tuple(words),
        )
        for review, words in found
        if words
    ]
