"""Publishing: the only way a story gets live is publish_approved, and whatever goes live by another way is caught and written down.

keep() writes what readers get (PublishedStory, SearchEntry) and makes every cached page old; it follows Wagtail's signals, so the
button, a bulk action, the scheduler, a move and a superuser all pass through it.
"""

from __future__ import annotations

from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime
from functools import partial

from django.db import transaction
from django.dispatch import Signal
from django.utils import timezone
from django.utils.translation import gettext as _

from businesses.models import Business
from core import generation, mail
from core.models import SearchEntry
from moderation import log
from stories import checks, holds, render, share_picture
from stories.models import PublishedStory, Review, StoryBusiness, StoryOfBusiness, StoryOfByline, StoryPage
from stories.states import State

LINKS = (StoryOfBusiness, StoryOfByline)

announced = Signal()  # story, path: its author is told at this moment that it stands
_verb: ContextVar[bool] = ContextVar("a verb of ours publishes", default=False)


class CannotPublish(Exception):
    """Says in words why this story cannot be published now."""


@contextmanager
def our_own_verb():
    token = _verb.set(True)
    try:
        yield
    finally:
        _verb.reset(token)


@transaction.atomic
def publish_approved(story: StoryPage, *, user=None) -> StoryPage:
    """Publishes, or schedules, exactly the revision that the fact and consent check approved. Called by the workflow's end.

    Raises CannotPublish where the story has no section or its approved revision is gone.
    """
    review = Review.objects.select_related("approved_revision").get(story_id=story.pk)
    revision = review.approved_revision
    if revision is None:
        raise CannotPublish(_("Nobody has approved this version. Pass the fact and consent check first."))
    if story.section is None:
        raise CannotPublish(_("Choose a section first: a story without one has no address."))
    if held := holds.reasons(revision.as_object()):
        raise CannotPublish(" ".join(held))
    later = review.publish_at if review.publish_at and review.publish_at > timezone.now() else None
    revision.content["go_live_at"] = later.isoformat() if later else None
    revision.save(update_fields=["content"])
    review.state = State.SCHEDULED if later else State.PUBLISHED
    review.decided_at = timezone.now()
    review.save(update_fields=["state", "decided_at"])
    with our_own_verb():
        revision.publish(user=user, skip_permission_checks=True)
    return StoryPage.objects.get(pk=story.pk)


def published(story: StoryPage, *, revision=None) -> None:
    """Follows page_published. Scheduling sends that signal too, with a page that is not live: nothing to do then."""
    if not story.live:
        return
    review, _made = Review.objects.get_or_create(story_id=story.pk, defaults={"owner": story.owner})
    was = review.state
    keep(story)
    if _verb.get():
        return
    review.state, review.decided_at = State.PUBLISHED, review.decided_at or timezone.now()
    review.save(update_fields=["state", "decided_at"])
    if was == State.SCHEDULED:
        tell_published(review, by=review.editor)
        return
    actor = revision.user if revision else None
    action = "changed-directly" if was == State.PUBLISHED else "published-directly"
    log.record(story, action=action, actor=actor, rule="outside-review", note=_("Published in the CMS, not by the review's last step."))


def unpublished(story: StoryPage, *, by=None) -> None:
    """Follows page_unpublished, whoever caused it: the address says Removed, lists and search forget the story."""
    rows = PublishedStory.objects.filter(story_id=story.pk)
    for card in rows.values_list("card", flat=True):
        transaction.on_commit(partial(share_picture.forget, card), robust=True)
    rows.update(live=False)
    for links in LINKS:
        links.objects.filter(published__in=rows).delete()
    SearchEntry.objects.filter(kind="story", target=story.pk).delete()
    if not _verb.get():
        Review.objects.filter(story_id=story.pk).update(state=State.UNPUBLISHED)
        log.record(story, action="unpublished-directly", actor=by, rule="outside-review")
    generation.bump()


@transaction.atomic
def keep(story: StoryPage, *, shown_at: datetime | None = None) -> PublishedStory | None:
    """Renders a live story and stores what readers get of it; one that left the site meanwhile stays away."""
    story = StoryPage.objects.get(pk=story.pk)
    if not story.live:
        return PublishedStory.objects.filter(story_id=story.pk).first()
    _follow_merges(story)
    story = StoryPage.objects.get(pk=story.pk)
    made = render.build(story)
    _list_businesses(made.relations["businesses"])
    names = [f.name for f in PublishedStory._meta.concrete_fields if f.name not in {"id", "story", "section", "place", "rings"}]
    values = {name: getattr(made, name) for name in names} | {"section_id": made.section_id, "place_id": made.place_id, "live": True}
    if shown_at:
        values["shown_at"] = shown_at
    before = PublishedStory.objects.filter(story_id=story.pk).values_list("card", flat=True).first()
    row, _made = PublishedStory.objects.update_or_create(story_id=story.pk, defaults=values)
    transaction.on_commit(partial(share_picture.replace, row, before=before), robust=True)
    for name, related in made.relations.items():
        dated = {"shown_at": row.shown_at} if getattr(PublishedStory, name).through in LINKS else None
        getattr(row, name).set(related, through_defaults=dated)
    date_links(row)
    index(row, made)
    generation.bump()
    return row


def date_links(row: PublishedStory) -> None:
    """Links that were there before get the date that the story has now: what a business or a byline is listed with goes by it."""
    for links in LINKS:
        links.objects.filter(published=row).exclude(shown_at=row.shown_at).update(shown_at=row.shown_at)


def _follow_merges(story: StoryPage) -> None:
    """A version written before two businesses were merged names the one that is gone: the kept one takes its place."""
    rows = list(StoryBusiness.objects.filter(story=story).select_related("business").order_by("sort_order"))
    named = {row.business_id for row in rows if row.business.merged_into_id is None}
    for row in rows:
        if row.business.merged_into_id is None:
            continue
        if row.business.merged_into_id in named:
            row.delete()
        else:
            named.add(row.business.merged_into_id)
            StoryBusiness.objects.filter(pk=row.pk).update(business=row.business.merged_into_id)


def _list_businesses(businesses: list[Business]) -> None:
    """A business an author suggested is listed with the first story that names it."""
    for business in businesses:
        if business.status == Business.Status.SUGGESTED:
            business.status = Business.Status.LISTED
            business.save(update_fields=["status", "key"])


def index(row: PublishedStory, made: render.Rendered) -> None:
    from stories.models import StoryPage as Page

    page = Page.objects.get(pk=row.story_id)
    body = " ".join(checks.block_text(block) for block in page.body if block.block_type != "wall_quote")
    names = " ".join([made.byline, made.card["place_label"], *[business.name for business in made.relations["businesses"]]])
    SearchEntry.objects.update_or_create(
        kind="story",
        target=row.story_id,
        defaults={
            "title": row.title,
            "text": f"{row.standfirst} {body} {names}",
            "summary": row.standfirst[:400],
            "url": row.get_absolute_url(),
            "label": made.card["section_label"],
            "section": row.section_slug,
            "place": row.place.slug if row.place else "",
            "services": " ".join(["", *[one.slug for one in made.relations["services"]], ""]),
            "year": timezone.localtime(row.shown_at).year,
            "shown_at": row.shown_at,
        },
    )


def tell_published(review: Review, *, by, words: str = "", rule: str = "") -> None:
    from stories.review import write_letter

    decision = log.record(review.story, action="published", actor=by, words=words, rule=rule)
    path = PublishedStory.objects.get(story_id=review.story_id).get_absolute_url()
    write_letter(review, decision=decision, words=words, template="published", extra={"url": mail.absolute(path)})
    announced.send(StoryPage, story=review.story, path=path)
