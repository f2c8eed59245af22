"""A post that was read comes in; a draft of her own, with its pictures, goes out, once whatever is brought again."""

from __future__ import annotations

import base64
import binascii
import json
import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from html import escape
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
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
from quotes.models import Prompt, Quote
from stories import consent
from stories.make_page import block, byline_of, fill, free_slug, set_pseudonyms
from stories.models import Author, Consent, Evidence, Review, SectionPage, StoryPage, WaitingRoomPage
from stories.setup import SUBMITTED
from stories.states import State
from stories.typing import clean, clean_line, storable
from writers.models import ImportedPost, ImportRun
from writers.posts import table
from writers.posts.post import Block, Left, NotReadable, Picture, Post, Words, hashed
from writers.posts.shelf import Shelf

MOST_PICTURES = 40
LONG_TITLE, LONGEST_TITLE, LONGEST_STANDFIRST = 160, 255, 300
MOST_WORDS = 20  # things said of one post
DATA = re.compile(r"^data:image/[\w.+-]+;base64,(.*)$", re.DOTALL)

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
    key = _key(post, bringing)
    if not key:
        return row(post.title, "not", [_("The same post stands in this file twice.")])
    known = _known(post, key, bringing)
    if known:
        return known
    photos = _found(post, bringing)
    _say_what_is_missing(post, photos, bringing)
    if bringing.dry:
        return row(post.title, "would", post.said)
    try:
        story = _made(post, key, photos, bringing)
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
    for picture in _pictures(post):
        picture.description, picture.caption = clean_line(picture.description), clean_line(picture.caption)
    for piece in post.pieces:
        if isinstance(piece, Words):
            piece.html = clean(piece.html)


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
        return row(post.title, "again", [_("It is here already.")], hers.pk) if hers else None
    if bringing.run and there.source.get("run") == bringing.run.pk and not bringing.dry:
        return row(post.title, "in", there.source.get("said", []), there.story_id)
    if there.source.get("digest") not in (None, post.digest):
        return row(post.title, "changed", [_("It is here already, and was changed since where it came from. Yours here was left as it is.")], there.story_id)
    return row(post.title, "again", [_("It is here already.")], there.story_id)


def _is_key(text: Any) -> bool:
    return bool(re.fullmatch(r"[0-9a-f-]{36}", str(text or "")))


def _found(post: Post, bringing: Bringing) -> dict[str, str]:
    """{what the post calls a picture: the member it means}; pictures in the text itself mean themselves."""
    found: dict[str, str] = {}
    for picture in _pictures(post):
        if picture.ref in found:
            continue
        name = picture.ref if DATA.match(picture.ref) else bringing.shelf.picture(picture.ref, beside=post.where)
        if name is None:
            post.say(_("A picture is not in what you brought, and is not fetched: %(ref)s") % {"ref": picture.ref[:120]})
        elif len(found) >= MOST_PICTURES:
            post.say(_("Only the first %(most)s pictures came along.") % {"most": MOST_PICTURES})
        else:
            found[picture.ref] = name
    return found


def _pictures(post: Post) -> list[Picture]:
    return [*([post.lead] if post.lead else []), *(piece for piece in post.pieces if isinstance(piece, Picture))]


def _say_what_is_missing(post: Post, photos: Mapping[str, str], bringing: Bringing) -> None:
    if len(post.title) > LONG_TITLE:
        post.say(_("Its title is longer than %(most)s letters: shorten it before you send it.") % {"most": LONG_TITLE})
    if len(post.standfirst) > LONGEST_STANDFIRST:
        post.say(_("Its summary is longer than %(most)s letters: it stands as the first paragraph.") % {"most": LONGEST_STANDFIRST})
    if post.comments:
        post.say(_("Its comments come along as a file that only editors see."))
    unnamed = sum(picture.ref in photos and not picture.description for picture in _pictures(post))
    if unnamed:
        post.say(ngettext("%(count)s picture has no description yet.", "%(count)s pictures have no description yet.", unnamed) % {"count": unnamed})
    without = [term for term in post.terms if not table.services([term], bringing.table)]
    if without:
        post.say(_("Without a kind of service here: %(terms)s.") % {"terms": ", ".join(without[:8])})


def _made(post: Post, key: str, photos: Mapping[str, str], bringing: Bringing) -> int:
    """One transaction. Files that were written for a page that did not come to be are taken away again."""
    files = {ref: file for ref, name in photos.items() if (file := _cleaned(name, post, bringing.shelf))}
    written: list[Any] = []
    try:
        with transaction.atomic():
            images = {ref: _image(ref, file, post, bringing.user) for ref, file in files.items()}
            written += [image.file for image in images.values()]
            page = _page(post, images, bringing)
            kept = {"digest": post.digest, "front": _storable(post), "said": post.said[:MOST_WORDS], "run": bringing.run.pk if bringing.run else None}
            url = post.url if post.url.startswith(("https://", "http://")) else ""
            if bringing.agreed and images:
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


def _cleaned(name: str, post: Post, shelf: Shelf) -> ContentFile | None:
    try:
        data = DATA.match(name)
        raw = base64.b64decode(re.sub(r"\s", "", data[1]), validate=True) if data else shelf.read(name, most=pictures.MOST_BYTES)
        return pictures.clean(SimpleUploadedFile("picture", raw))
    except (pictures.NotAPicture, NotReadable, binascii.Error) as problem:
        post.say(f"{'data:' if name.startswith('data:') else name.rsplit('/', 1)[-1]}: {problem}")
        return None


def _image(ref: str, file: ContentFile, post: Post, user: User) -> Image:
    about = next((one for one in _pictures(post) if one.ref == ref and one.description), None) or next(one for one in _pictures(post) if one.ref == ref)
    collection = Collection.objects.filter(name=SUBMITTED).first() or Collection.get_first_root_node()
    words = about.description[:255]
    image = Image(title=words or _("Photograph"), file=file, description=words, credit=about.credit, rights=about.rights)
    image.collection, image.uploaded_by_user = collection, user
    image.save()
    return image


def _page(post: Post, images: Mapping[str, Image], bringing: Bringing) -> StoryPage:
    """A draft of hers: its review says so, and nothing that only she can declare is declared."""
    user, own = bringing.user, post.own
    title = Truncator(post.title).chars(LONGEST_TITLE)
    page = StoryPage(owner=user, live=False, title=title, draft_title=title)
    fill(page, _values(post, bringing) | {"title": title}, owner=user)
    if own and not own["place"]:
        page.place = None  # fill() takes the business's
    lead = images.get(post.lead.ref) if post.lead else None
    page.photo, page.photo_caption = lead, post.lead.caption[:240] if lead and post.lead else ""
    page.body = json.dumps(_body(post, images, lead))
    page.authors = [Author(user=user, byline=_byline(user, own), consent_at=timezone.now() if bringing.agreed else None)]
    room = _room(bringing.section)
    page.slug = free_slug(room, title)
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


def _body(post: Post, images: Mapping[str, Image], lead: Image | None) -> list[dict[str, Any]]:
    """The blocks in order. Texts that only a missing picture kept apart are one; of an own post each stays what it was."""
    found: list[dict[str, Any]] = []
    if len(post.standfirst) > LONGEST_STANDFIRST:
        found.append(block("text", f"<p>{escape(post.standfirst)}</p>"))
    for piece in post.pieces:
        if isinstance(piece, Words):
            if found and found[-1]["type"] == "text" and not post.own and len(found[-1]["value"]) + len(piece.html) < 50_000:
                found[-1]["value"] += piece.html
            else:
                found.append(block("text", piece.html))
        elif isinstance(piece, Picture):
            image = images.get(piece.ref)
            doubled = image == lead and not post.own and not any(one["type"] == "photo" for one in found)
            if image and not doubled:
                found.append(block("photo", {"image": image.pk, "caption": piece.caption[:240]}))
        else:
            found += [block(piece.kind, value) for value in _reference(piece, post)]
    return found


def _reference(piece: Block, post: Post) -> list[dict[str, Any]]:
    """A block's value; one that points at something on this site only where that is here."""
    if piece.kind == "wall_quote":
        number = piece.value["quote"] if isinstance(piece.value["quote"], int) else 0
        quote = Quote.objects.approved().filter(pk=number).first()
        if quote and quote.created_at.isoformat() == piece.value["pinned"]:
            return [{"quote": quote.pk}]
        post.say(_("A quote from the wall is not on this site's wall; its place is empty."))
        return []
    if piece.kind == "question":
        prompt = Prompt.objects.public_at(timezone.now()).filter(slug=piece.value["prompt"]).first()
        return [{"prompt": prompt.pk}] if prompt else []
    return [piece.value]


def _byline(user: User, own: Mapping[str, Any]) -> Byline:
    """The one it had; else the one she signed with last; else her name."""
    if own.get("byline"):
        return byline_of(user, {"byline": own["byline"], "byline_kind": own["byline_kind"]})
    last = Author.objects.filter(user=user, byline__user=user).select_related("byline").order_by("-pk").first()
    known = last.byline if last else Byline.objects.filter(user=user).order_by("pk").first()
    return known or byline_of(user, {"byline": user.get_full_name()[:80], "byline_kind": Byline.Kind.NAME})


def _room(section: SectionPage | None) -> Page:
    room = section or WaitingRoomPage.objects.get()
    return type(room).objects.select_for_update().get(pk=room.pk)  # two at once would ask the tree for the same path


def _storable(post: Post) -> dict[str, Any]:
    """What has no field of ours, as JSON; the old tags with it, so that they go out again."""
    front = post.front | ({"tags": post.terms} if post.terms else {})
    return storable(json.loads(json.dumps(front, default=str)))  # type: ignore[return-value]
