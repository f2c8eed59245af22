"""Taking one's work along: a person comes in, a zip of Markdown with front matter and pictures goes out, piece by piece in bounded memory.

What is in it goes back in through writers/bring.py unchanged.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from typing import IO, Any

import yaml
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from core.models import Image
from core.slugs import slug_of
from people.models import User
from stories.models import StoryPage, TellDraft
from stories.states import State
from writers.posts.put import Put, put

PIECE = 256 * 1024
TYPED = ("happened", "stake", "stake_note", "ai_use", "ai_note", "outcome", "kind")
FIGURES = ("label", "before", "after", "unit", "period", "source", "confounder")


class _Out:
    """What zipfile writes, until it is handed on."""

    def __init__(self) -> None:
        self.parts: list[bytes] = []
        self.at = 0

    def write(self, data: bytes) -> int:
        self.parts.append(bytes(data))
        self.at += len(data)
        return len(data)

    def tell(self) -> int:
        return self.at

    def flush(self) -> None:
        """Nothing is held back."""

    def taken(self) -> bytes:
        whole, self.parts = b"".join(self.parts), []
        return whole


def stories_of(user: User) -> QuerySet[StoryPage]:
    """What she works on, drafts too, and what she is only named on once it is published; the oldest first. `works` tells the two apart."""
    works = Q(owner=user) | Q(review__owner=user) | Q(co_authors__user=user, co_authors__state="agreed", co_authors__may_edit=True)
    named = Q(live=True) & (Q(authors__user=user) | Q(co_authors__user=user, co_authors__state="agreed"))
    return (
        StoryPage.objects.filter(pk__in=StoryPage.objects.filter(works | named).values("pk"))
        .annotate(works=Exists(StoryPage.objects.filter(works, pk=OuterRef("pk"))))
        .select_related("review", "photo", "place", "latest_revision")
        .order_by("pk")
    )


def drafts_of(user: User) -> QuerySet[TellDraft]:
    return TellDraft.objects.filter(user=user, story=None, changes=None).order_by("pk")


def how_many(user: User) -> int:
    return stories_of(user).count() + drafts_of(user).count()


def filename(user: User) -> str:
    return f"{slug_of(user.get_full_name(), longest=40) or 'stories'}-{timezone.localdate().isoformat()}.zip"


def take_away(user: User) -> Iterator[bytes]:
    """The zip's bytes in order. One story is in memory at a time, and of a picture one piece."""
    out = _Out()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as zipped:  # type: ignore[call-overload]
        missing: list[str] = []
        taken: set[str] = set()
        for story in stories_of(user).iterator(chunk_size=20):
            page, state = _version(story)
            yield from _written(zipped, out, _folder(page, taken), put(page, by=user, state=state), missing)
        for draft in drafts_of(user).iterator(chunk_size=20):
            yield from _written(zipped, out, _named(str(draft.data.get("title") or f"draft-{draft.pk}"), taken), typed(draft), missing)
        zipped.writestr("README.txt", _read_me(user, missing))
    yield out.taken()


def _version(story: Any) -> tuple[StoryPage, str]:
    """The newest, with the state of its review, for who works on it; for who is only named, what readers get."""
    if not story.works:
        return story, State.PUBLISHED.value
    return story.get_latest_revision_as_object(), story.review.state if hasattr(story, "review") else "draft"


def _written(zipped: zipfile.ZipFile, out: _Out, folder: str, one: Put, missing: list[str]) -> Iterator[bytes]:
    zipped.writestr(f"{folder}/index.md", one.text)
    for name, image in one.pictures.items():
        try:
            file = image.file.storage.open(image.file.name)
        except OSError:
            missing.append(f"{folder}/{name}")
            continue
        with file, zipped.open(zipfile.ZipInfo(f"{folder}/{name}", date_time=timezone.now().timetuple()[:6]), "w") as target:
            yield from _copied(file, target, out)
    yield out.taken()


def _copied(file: Any, target: IO[bytes], out: _Out) -> Iterator[bytes]:
    while piece := file.read(PIECE):
        target.write(piece)
        yield out.taken()


def _folder(page: StoryPage, taken: set[str]) -> str:
    return _named(page.slug, taken)


def _named(title: str, taken: set[str]) -> str:
    base = slug_of(title, longest=80) or "story"
    name = next(one for one in (base, *(f"{base}-{number}" for number in range(2, 100_000))) if one not in taken)
    taken.add(name)
    return f"posts/{name}"


def typed(draft: TellDraft) -> Put:
    """A draft that was never sent: what she typed so far."""
    data: dict[str, Any] = draft.data
    held: dict[str, Any] = {"version": 1, "state": "unsent"} | {name: data[name] for name in TYPED if data.get(name)}
    held |= {name: data[name] for name in ("services", "went_wrong") if data.get(name)}
    if data.get("place"):
        held["place"] = {"label": data["place"], "country": data.get("country", "")}
    if data.get("business"):
        held["businesses"] = [{"name": data["business"], "place": "", "country": ""}]
    if data.get("byline"):
        held["byline"] = {"name": data["byline"], "kind": data.get("byline_kind", "")}
    pictures: dict[str, Image] = {}
    blocks, shown = _typed_blocks(draft, pictures)
    front = {"title": data.get("title") or _("Untitled"), "date": draft.created_at.isoformat(), "draft": True, "description": data.get("standfirst") or ""}
    top = yaml.safe_dump(front | {"well_served": held | {"blocks": blocks}}, allow_unicode=True, sort_keys=False, width=10_000)
    return Put(f"---\n{top}---\n\n{data.get('text', '')}\n\n{shown}", pictures)


def _typed_blocks(draft: TellDraft, pictures: dict[str, Image]) -> tuple[list[dict[str, Any]], str]:
    data, blocks = draft.data, []
    for number, photo in enumerate(draft.photos.select_related("image"), 1):
        name = f"pictures/{number}.{photo.image.file.name.rpartition('.')[2].lower()}"
        pictures[name] = photo.image
        blocks.append({"type": "photo", "file": name, "description": data.get(f"photo_{photo.pk}", ""), "caption": data.get(f"caption_{photo.pk}", "")})
    for number in range(20):
        row = {name: data.get(f"figures-{number}-{name}", "") for name in FIGURES}
        if row["label"]:
            blocks.append({"type": "figures"} | row)
    if data.get("lesson"):
        blocks.append({"type": "lesson", "words": data["lesson"]})
    marks = [f"<!-- well served: {block['type']} {number} -->\n<!-- well served: end -->\n" for number, block in enumerate(blocks, 1)]
    return blocks, "\n".join(marks)


def _read_me(user: User, missing: list[str]) -> str:
    told = _(
        "Your work, taken along on %(day)s.\n\nEach folder under posts/ is one story: index.md is its text in Markdown, with what belongs to it at the top,"
        " and its pictures lie beside it. Most blog programs read this as it is. It goes back in at /desk/bring/ unchanged.\n\nStories with changed names"
        " hold the real names too, under “names”: keep such files to yourself.\n"
    ) % {"day": timezone.localdate().isoformat()}
    lost = "\n".join([_("These pictures were not to be found:"), *missing]) if missing else ""
    return f"{told}\n{lost}\n"
