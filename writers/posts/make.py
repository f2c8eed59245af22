"""A post that was read comes in; a draft of her own, with its pictures, goes out, once whatever is brought again."""

from __future__ import annotations

import json
import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.models import Collection, Page

from businesses.suggest import place_named
from core import pictures
from core.models import Image
from people.models import Byline, User
from stories import consent
from stories.make_page import byline_of, fill, free_slug, set_pseudonyms
from stories.models import Author, Consent, Evidence, Review, SectionPage, StoryPage, WaitingRoomPage
from stories.setup import SUBMITTED
from stories.states import State
from stories.tell_text import plain
from stories.typing import clean, clean_line, storable
from writers.models import ImportedPost, ImportRun
from writers.posts import front, lay_out, own, photos, table
from writers.posts.lay_out import LONGEST_STANDFIRST, NumberOf
from writers.posts.photos import Photos, Use
from writers.posts.post import Left, Picture, Post, Words, hashed
from writers.posts.put import put
from writers.posts.shelf import Shelf

LONG_TITLE, LONGEST_TITLE = 160, 255
FIRST_WORDS = 8  # of a text without a title
MOST_WORDS = 20  # things said of one post

Row = dict[str, Any]  # {"title", "what": "in" | "would" | "again" | "changed" | "not", "why": [words], "story": its number or None}


@dataclass
class Bringing:
    """Whose posts, where they go, and what one pass over a shelf remembers."""

    user: User
    shelf: Shelf
    section: SectionPage | None = None
    table: Mapping[str, str] = field(default_factory=dict)
    dry: bool = False
    agreed: bool = False  # she herself pressed the button
    run: ImportRun | None = None
    seen: dict[str, str] = field(default_factory=dict)  # {key: digest} of this pass


def taken(post: Post | Left, bringing: Bringing) -> Row:
    """What came of it, for the table."""
    if isinstance(post, Left):
        return row(post.where, "not", [post.words])
    if not post.pieces:
        return row(post.title or post.where, "not", [_("There is no text in it."), *post.said])
    _scrub(post)
    if not post.title:
        _entitle(post)
    key = _key(post, bringing)
    if not key:
        return row(post.title, "not", [_("The same post stands in this file twice.")])
    known = _known(post, key, bringing)
    if known:
        return known
    shown = photos.opened(post, bringing.shelf, edge=photos.LOOK_EDGE if bringing.dry else pictures.LONGEST_EDGE)
    _say_what_is_missing(post, shown, bringing)
    if bringing.dry:
        numbers = {use: number for number, use in enumerate(shown.uses(), 1)}  # none is stored: these tell the photographs apart
        lay_out.blocks(post, lambda one: numbers.get(shown.use(one)))
        return row(post.title, "would", post.said)
    try:
        story = _made(post, key, shown, bringing)
    except IntegrityError:
        return _known(post, key, bringing) or row(post.title, "not", [_("Something else of that name came in at this moment. Bring it once more.")])
    return row(post.title, "in", post.said, story)


def row(title: str, what: str, why: list[str], story: int | None = None) -> Row:
    more = len(why) - MOST_WORDS
    shown = [*why[:MOST_WORDS], _("... and %(count)s more.") % {"count": more}] if more > 0 else why
    return {"title": Truncator(title).chars(160), "what": what, "why": shown, "story": story}


def _scrub(post: Post) -> None:
    """Whatever a file held: what a database cannot keep, or what would mislead a reader, is in none of it."""
    post.title, post.standfirst, post.url = clean_line(post.title), clean_line(post.standfirst), clean_line(post.url)
    post.terms, post.comments, post.said = [clean_line(term)[:80] for term in post.terms], clean(post.comments), [clean_line(one) for one in post.said]
    for picture in photos.shown_in(post):
        picture.description, picture.caption = clean_line(picture.description), clean_line(picture.caption)
    for piece in post.pieces:
        if isinstance(piece, Words):
            piece.html = clean(piece.html)


def _entitle(post: Post) -> None:
    """Its first words, for her to change."""
    words = next((plain(piece.html) for piece in post.pieces if isinstance(piece, Words)), "")
    post.title = Truncator(clean_line(words)).words(FIRST_WORDS) or post.where
    post.say(_("It had no title: its first words were taken."))


def _key(post: Post, bringing: Bringing) -> str:
    """Two files of one name and date are told apart by what they say; the same one twice has no key."""
    key, digest = post.key, post.digest
    if bringing.seen.get(key) == digest:
        return ""
    if key in bringing.seen:
        key = hashed(f"{key}|{post.where}")
        if bringing.seen.get(key) == digest:
            return ""
    bringing.seen[key] = digest
    return key


def _known(post: Post, key: str, bringing: Bringing) -> Row | None:
    """A post that is here already is left as it is, and a change of it is said."""
    there = ImportedPost.objects.filter(user=bringing.user, key=key).first()
    if there is None:
        hers = StoryPage.objects.filter(translation_key=post.own["story"], owner=bringing.user).first() if _is_key(post.own.get("story")) else None
        return _again(post, hers.pk, _digest_now(hers, bringing.user)) if hers else None
    if bringing.run and there.source.get("run") == bringing.run.pk and not bringing.dry:
        return row(post.title, "in", there.source.get("said", []), there.story_id)
    kept = there.source.get("digest")
    if kept == post.digest or (kept is None and not post.own):  # also where a part of it had no place here
        return _again(post, there.story_id, post.digest)
    return _again(post, there.story_id, _digest_now(there.story, bringing.user) if post.own else "")


def _again(post: Post, story: int, digest: str) -> Row:
    """`digest`: of what is here."""
    if digest != post.digest:
        return row(post.title, "changed", [_("It is here already, and was changed since where it came from. Yours here was left as it is.")], story)
    return row(post.title, "again", [_("It is here already.")], story)


def _digest_now(story: StoryPage, user: User) -> str:
    """Of the story as it would be taken along this moment: what came from another program is written differently by now."""
    text = put(story.get_latest_revision_as_object(), by=user, state="").text
    return own.read(front.split(text), name="").digest


def _is_key(text: Any) -> bool:
    return bool(re.fullmatch(r"[0-9a-f-]{36}", str(text or "")))


def _say_what_is_missing(post: Post, shown: Photos, bringing: Bringing) -> None:
    if len(post.title) > LONG_TITLE:
        post.say(_("Its title is longer than %(most)s letters: shorten it before you send it.") % {"most": LONG_TITLE})
    if len(post.standfirst) > LONGEST_STANDFIRST:
        post.say(_("Its summary is longer than %(most)s letters: it stands as the first paragraph.") % {"most": LONGEST_STANDFIRST})
    if post.comments:
        post.say(_("Its comments come along as a file that only editors see."))
    if post.signed and not _hers(post.signed, bringing.user):
        post.say(_("It was signed by %(names)s there: bring only what is yours.") % {"names": ", ".join(post.signed)[:200]})
    unnamed = sum(not shown.about(use).description for use in shown.uses())
    if unnamed:
        post.say(ngettext("%(count)s picture has no description yet.", "%(count)s pictures have no description yet.", unnamed) % {"count": unnamed})
    without = [term for term in post.terms if not table.services([term], bringing.table)]
    if without:
        post.say(_("Without a kind of service here: %(terms)s.") % {"terms": ", ".join(without[:8])})


def _hers(signed: list[str], user: User) -> bool:
    """Her name as she signs here, alone."""
    names = {user.get_full_name(), user.handle, *Byline.objects.filter(user=user).values_list("name", flat=True)}
    return {name.casefold() for name in signed} <= {str(name or "").casefold() for name in names}


def _made(post: Post, key: str, shown: Photos, bringing: Bringing) -> int:
    """One transaction. Files that were written for a page that did not come to be are taken away again."""
    written: list[Any] = []
    try:
        with transaction.atomic():
            numbers: dict[Use, int] = {}
            for use in shown.uses():
                image = _image(shown.about(use), shown.files[use[0]], bringing.user)
                numbers[use] = image.pk
                written.append(image.file)
            page = _page(post, lambda one: numbers.get(shown.use(one)), bringing)
            kept = {"digest": post.digest, "front": _storable(post), "said": post.said[:MOST_WORDS], "run": bringing.run.pk if bringing.run else None}
            url = post.url if post.url.startswith(("https://", "http://")) else ""
            if bringing.agreed and numbers:
                Consent.objects.create(story=page, user=bringing.user, words=str(consent.PHOTOS), version=consent.VERSION, given_at=timezone.now())
            ImportedPost.objects.create(user=bringing.user, key=key, story=page, original_url=url[:1000], original_at=post.date, source=kept)
            if post.comments:
                file = ContentFile(post.comments.encode(errors="replace"), name=f"{secrets.token_hex(12)}.txt")
                written.append(Evidence.objects.create(story=page, file=file, name=_("Comments from the old site.txt")).file)
    except BaseException:
        for file in written:
            file.storage.delete(file.name)
        raise
    return page.pk


def _image(about: Picture, file: ContentFile, user: User) -> Image:
    """One for each use of a file, under whatever addresses the post shows it."""
    file = ContentFile(file.open().read(), name=file.name)
    collection = Collection.objects.filter(name=SUBMITTED).first() or Collection.get_first_root_node()
    words = about.description[:255]
    image = Image(title=words or _("Photograph"), file=file, description=words, credit=about.credit, rights=about.rights)
    image.collection, image.uploaded_by_user = collection, user
    image.save()
    return image


def _page(post: Post, number_of: NumberOf, bringing: Bringing) -> StoryPage:
    """A draft of hers: its review says so, and nothing that only she can declare is declared."""
    user, own = bringing.user, post.own
    title = Truncator(post.title).chars(LONGEST_TITLE)
    page = StoryPage(owner=user, live=False, title=title, draft_title=title)
    fill(page, _values(post, bringing) | {"title": title}, owner=user)
    if own and not own["place"]:
        page.place = None  # fill() takes the business's
    page.body = json.dumps(lay_out.blocks(post, number_of))
    page.photo_id = number_of(post.lead) if post.lead else None
    page.photo_caption = lay_out.line_under_lead(post, number_of) if page.photo_id else ""
    page.authors = [Author(user=user, byline=_byline(user, own), consent_at=timezone.now() if bringing.agreed else None)]
    room = _room(SectionPage.objects.filter(slug=own["section"]).first() if own.get("section") else None, bringing.section)
    page.slug = free_slug(room, post.slug or title)
    room.add_child(instance=page)
    set_pseudonyms(page, own.get("names", []))
    page.save_revision(user=user, clean=False)  # not whole yet: only she can say how she knows the business
    Review.objects.create(story=page, owner=user, state=State.DRAFT)
    return page


def _values(post: Post, bringing: Bringing) -> dict[str, Any]:
    own = dict(post.own)
    named = [{"business": at["name"], "place": _place(at)} for at in own.get("businesses", [])]
    standfirst = post.standfirst if len(post.standfirst) <= LONGEST_STANDFIRST else ""
    services = list(dict.fromkeys([*own.get("services", []), *table.services(post.terms, bringing.table)]))
    own |= {"business": "", "also": named}  # with their places apart: those are looked up by their keys
    return {"stake": ""} | own | {"standfirst": standfirst, "services": services}


def _place(at: dict[str, str]) -> str:
    """As it is called here; made where it is new."""
    found = place_named(at["place"], country=at["country"])
    return found.label if found else ""


def _byline(user: User, own: Mapping[str, Any]) -> Byline:
    """The one it had; else the one she signed with last; else her name."""
    if own.get("byline"):
        return byline_of(user, {"byline": own["byline"], "byline_kind": own["byline_kind"]})
    last = Author.objects.filter(user=user, byline__user=user).select_related("byline").order_by("-pk").first()
    known = last.byline if last else Byline.objects.filter(user=user).order_by("pk").first()
    return known or byline_of(user, {"byline": user.get_full_name()[:80], "byline_kind": Byline.Kind.NAME})


def _room(*sections: SectionPage | None) -> Page:
    room = next((one for one in sections if one), None) or WaitingRoomPage.objects.get()
    return type(room).objects.select_for_update().get(pk=room.pk)  # two at once would ask the tree for the same path


def _storable(post: Post) -> dict[str, Any]:
    """What has no field of ours, as JSON; the old tags with it, so that they go out again."""
    front = post.front | ({"tags": post.terms} if post.terms else {})
    return storable(json.loads(json.dumps(front, default=str)))  # type: ignore[return-value]
