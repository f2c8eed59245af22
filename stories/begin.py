"""A story is begun at the desk: a draft page of its author's own in the waiting room, of which nothing is required until it is sent; and a
draft that was never sent is thrown away."""

from __future__ import annotations

import secrets
from datetime import timedelta

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Page

from people.models import Byline, User
from stories import tell_files
from stories.make_page import block, byline_of, free_slug
from stories.models import Author, CallPage, Review, StoryPage, TellDraft, WaitingRoomPage
from stories.states import State

SAME_CLICK = timedelta(seconds=10)  # a second click within this time is the first one
PLACEHOLDER = "untitled-"  # how the address begins until there is a title
MOST_UNTOUCHED = 50


class CannotBegin(Exception):
    """Not possible now; the message says what to do."""


def story(*, by: User, call: CallPage | None = None) -> StoryPage:
    """Her new draft: untitled, with one empty text and a byline of hers. Raises CannotBegin."""
    with transaction.atomic():
        User.objects.select_for_update().get(pk=by.pk)
        own = Review.objects.filter(owner=by, state=State.DRAFT, submitted_at=None, story__slug__startswith=PLACEHOLDER)
        just_begun = _just_begun(own, call)
        if just_begun:
            return just_begun
        if own.count() >= MOST_UNTOUCHED:
            raise CannotBegin(_("You have many drafts without a title. Go on with one of them, or throw some away first."))
        page = _page(by)
        Review.objects.create(story=page, owner=by, state=State.DRAFT, call=call)
    return page


def _just_begun(own: QuerySet[Review], call: CallPage | None) -> StoryPage | None:
    """The draft of the first click of two: begun a moment ago, perhaps opened since, with nothing typed in it."""
    recent = own.filter(call=call, story__latest_revision_created_at__gt=timezone.now() - SAME_CLICK).select_related("story__change_draft")
    return next((one.story for one in recent.order_by("pk") if not _is_typed_in(one.story)), None)


def _is_typed_in(page: StoryPage) -> bool:
    draft = getattr(page, "change_draft", None)
    return page.revisions.count() > 1 or (draft is not None and draft.version != draft.data.get("_followed"))


def _page(by: User) -> StoryPage:
    page = StoryPage(owner=by, live=False, title=untitled(), draft_title=untitled(), stake="", ai_use="", slug=f"{PLACEHOLDER}{secrets.token_hex(6)}")
    page.body = [("text", "")]
    page.body.raw_data[0]["id"] = block("text", "")["id"]
    page.authors = [Author(user=by, byline=_signs_as(by), consent_at=timezone.now())]
    Page.objects.select_for_update().get(pk=WaitingRoomPage.objects.get().pk)  # two at once would ask the tree for the same path
    WaitingRoomPage.objects.get().add_child(instance=page)
    page.save_revision(user=by, clean=False)
    return page


def untitled() -> str:
    return _("Untitled story")


def is_untitled(page: StoryPage) -> bool:
    return page.slug.startswith(PLACEHOLDER) and page.title == untitled()


def give_address(page: StoryPage) -> None:
    """A story that has got its first title gets an address of its own; the caller saves the revision."""
    if not page.slug.startswith(PLACEHOLDER) or page.title == untitled():
        return
    page.slug = free_slug(page.get_parent(), page.title)
    path = page.set_url_path(page.get_parent())
    StoryPage.objects.filter(pk=page.pk).update(slug=page.slug, url_path=path)


def _signs_as(by: User) -> Byline:
    """The byline she signed with last, or a new one under her name."""
    latest = Author.objects.filter(user=by).select_related("byline").order_by("-pk").first()
    own = latest.byline if latest else Byline.objects.filter(user=by).order_by("pk").first()
    return own or byline_of(by, {"byline": by.get_full_name() or _("A writer"), "byline_kind": Byline.Kind.NAME})


def never_sent(review: Review) -> bool:
    return review.state == State.DRAFT and review.submitted_at is None


def throw_away(review: Review, *, by: User) -> None:
    """The draft is gone, with the pictures and files that came with it. Raises CannotBegin where it was sent, or is somebody else's."""
    with transaction.atomic():
        held = Review.objects.select_for_update().filter(pk=review.pk).first()
        if held is None:
            return
        if held.owner_id != by.pk or not never_sent(held):
            raise CannotBegin(_("Only a draft of your own that was never sent can be thrown away. You can withdraw this one."))
        page, pictures = held.story, []
        for draft in TellDraft.objects.filter(changes=page):
            pictures = [row.image for row in draft.photos.select_related("image") if row.image.uploaded_by_user_id in (None, by.pk)]
            draft.photos.all().delete()
            tell_files.forget(draft)
        for row in page.evidence.all():
            storage, name = row.file.storage, str(row.file.name)
            row.delete()
            transaction.on_commit(lambda storage=storage, name=name: storage.delete(name))
        page.consents.all().delete()
        page.delete()
        for image in pictures:
            image.delete()
