"""What an editor is told about a story before reading it: names that leaked, figures without a source, superlatives.

Nothing here decides; each flag says in words what was seen and where.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from bs4 import BeautifulSoup
from django.utils.translation import gettext as _

from stories import holds
from stories.models import StoryPage

SUPERLATIVES = re.compile(r"\b(the best|the worst|world[- ]class|number one|unbeatable|always the first|never once|the only one in)\b", re.IGNORECASE)
REACHED = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}|(?<![\w.,$€£])\+?\(?\d(?:[ \u00a0().-]{0,2}\d){8,14}(?!\w)")
FEW_WORDS = 120
WRITTEN = {"text", "lesson", "pull_quote"}  # blocks whose words an author wrote, in a row
SHORTEST_NAME = 3  # letters
BLOCK_TAGS = ["p", "h2", "h3", "li", "blockquote", "br", "hr"]


@dataclass(frozen=True)
class Flag:
    key: str  # 'leak', 'own-name', 'figures', 'superlative', 'stake', 'short', 'description', 'hold'
    words: str
    blocks: bool = False  # the fact and consent check cannot be passed with it
    url: str = ""  # where an editor settles it, if that is elsewhere


def plain(text: str) -> str:
    """Folded for comparing: without case and accents, spaces single."""
    folded = "".join(c for c in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(c))
    return " ".join(folded.split())


def texts(story: StoryPage) -> Iterator[tuple[str, str]]:
    """Every text of a story that could show a name, with where it stands in words."""
    yield from field_texts(story)
    for _block, where, text in block_texts(story):
        yield where, text


def field_texts(story: StoryPage) -> Iterator[tuple[str, str]]:
    """Around the story's blocks."""
    yield _("the title"), story.title
    yield _("the standfirst"), story.standfirst
    yield _("the address"), story.slug.replace("-", " ")
    yield _("the connection"), story.stake_note
    yield _("the note on AI"), story.ai_note
    yield _("when it happened"), story.happened
    yield _("the words for search engines"), f"{story.seo_title} {story.search_description}"
    yield _("a byline"), " ".join(row.byline.name for row in story.authors.all())
    yield _("the line under the photograph"), story.photo_caption
    if story.photo:
        yield from photo_texts(story.photo)


def block_texts(story: StoryPage) -> Iterator[tuple[Any, str, str]]:
    for block in story.body:
        yield block, _("the text"), block_text(block)
        if block.block_type == "photo" and block.value.get("image"):
            yield from ((block, where, text) for where, text in photo_texts(block.value["image"]))


def photo_texts(image) -> Iterator[tuple[str, str]]:
    yield _("a photograph's description"), image.description
    yield _("a photograph's title or file name"), f"{image.title} {image.filename}"
    yield _("a photograph's credit"), f"{image.credit} {image.rights}"


def block_text(block) -> str:
    if block.block_type == "text":
        soup = BeautifulSoup(str(block.value.source), "html.parser")
        for element in soup.find_all(BLOCK_TAGS):
            element.append(" ")  # words of two paragraphs stay two words; "Ma<b>ria</b>" stays one
        return soup.get_text()
    return " ".join(str(value) for value in block.value.values() if isinstance(value, str))


def leaks(story: StoryPage) -> list[Flag]:
    """Real names of the pseudonym map that still stand somewhere, whole words only, whatever their case or accents."""
    found = []
    shown = [(where, plain(text)) for where, text in texts(story) if text]
    for row in story.pseudonyms.all():
        name = plain(row.real)
        pattern = re.compile(rf"(?<!\w){re.escape(name)}(?!\w)") if name else None
        places = sorted({where for where, text in shown if pattern and pattern.search(text)})
        if places:
            found.append(
                Flag(
                    "leak",
                    _("“%(name)s” should be shown as “%(shown)s” but stands in %(places)s.")
                    % {"name": row.real, "shown": row.shown, "places": ", ".join(places)},
                    blocks=True,
                )
            )
    return found


def own_names(story: StoryPage) -> list[tuple[str, re.Pattern[str]]]:
    """The names, whole and in parts, of authors who are not to be known by them. A part only as it is written: “will” is no Will."""
    hidden = [row.user.display_name for row in story.authors.all() if row.byline.kind != row.byline.Kind.NAME and row.user]
    parts = {part for name in hidden for part in [name, *name.split()] if len(part) >= SHORTEST_NAME}
    return [(part, re.compile(rf"(?<!\w){re.escape(part)}(?!\w)")) for part in sorted(parts, key=lambda part: (-len(part), part))]


def signed(story: StoryPage) -> list[Flag]:
    """It does not block: the same word may be another's name."""
    names = own_names(story)
    places = {(name, where) for where, text in texts(story) if names for name, pattern in names if pattern.search(text or "")}
    words = _("The author is shown under another name, and “%(name)s” stands in %(where)s.")
    return [Flag("own-name", words % {"name": name, "where": where}) for name, where in sorted(places)]


def closed(story: StoryPage) -> list[Flag]:
    words = _("The account of %(name)s is closed: a letter is kept here and mailed to nobody.")
    return [Flag("closed", words % {"name": row.byline.name}) for row in story.authors.all() if row.user and not row.user.is_active]


def reached(story: StoryPage) -> list[Flag]:
    """Addresses and telephone numbers that readers would see: a letter that was quoted whole often has them at its end."""
    told = dict.fromkeys(found.group().strip() for block in story.body for found in REACHED.finditer(block_text(block) if block.block_type in WRITTEN else ""))
    words = _("Readers could reach somebody by it: “%(found)s”. Was it meant to be published?")
    return [Flag("reached", words % {"found": one[:80]}) for one in told]


def figures(story: StoryPage) -> list[Flag]:
    found = []
    for block in story.body:
        if block.block_type != "figures":
            continue
        if not block.value["source"]:
            found.append(Flag("figures", _("The figure “%(label)s” has no source.") % {"label": block.value["label"]}, blocks=True))
        if not block.value["confounder"]:
            found.append(Flag("figures", _("The figure “%(label)s” does not say what else changed.") % {"label": block.value["label"]}))
    return found


def superlatives(story: StoryPage) -> list[Flag]:
    said = {match.group(0).lower() for _where, text in texts(story) for match in SUPERLATIVES.finditer(text)}
    return [Flag("superlative", _("It says “%(words)s”: who counted?") % {"words": words}) for words in sorted(said)]


def declared(story: StoryPage) -> list[Flag]:
    found = []
    if not story.stake:
        found.append(Flag("stake", _("The author's connection is missing."), blocks=True))
    if len(" ".join(block_text(block) for block in story.body).split()) < FEW_WORDS:
        found.append(Flag("short", _("It is shorter than %(count)s words.") % {"count": FEW_WORDS}))
    if not story.story_businesses.exists() and story.kind == StoryPage.Kind.ACCOUNT:
        found.append(Flag("business", _("No business is named.")))
    return found


def suggested(story: StoryPage) -> list[Flag]:
    waiting = [row.business.name for row in story.story_businesses.select_related("business") if row.business.status == "suggested"]
    return [Flag("business", _("New business, listed when the story is published: %(name)s.") % {"name": name}) for name in waiting]


def is_empty_text(raw: dict[str, Any]) -> bool:
    """A block of text that nobody has filled yet, as StreamField keeps it."""
    return raw["type"] == "text" and not BeautifulSoup(raw["value"] or "", "html.parser").get_text().strip()


def bare_pairs(story: StoryPage) -> int:
    """In how many places two quotes from the wall follow each other with none of the editor's words between."""
    kinds = [raw["type"] for raw in story.body.raw_data if not is_empty_text(raw)]
    told = [kind for kind in kinds if kind in {"wall_quote", "text", "lesson"}]
    return sum(one == two == "wall_quote" for one, two in pairwise(told))


def bare(story: StoryPage) -> list[Flag]:
    return [Flag("bare", _("Two quotes follow each other with none of the editor's words between."))] if bare_pairs(story) else []


def held(story: StoryPage) -> list[Flag]:
    """What an app above us wants settled before the story goes out."""
    return [Flag("hold", hold.words, blocks=True, url=hold.url) for hold in holds.found(story)]


def flags(story: StoryPage) -> list[Flag]:
    return [flag for check in (held, leaks, signed, closed, reached, figures, declared, superlatives, suggested, bare) for flag in check(story)]
