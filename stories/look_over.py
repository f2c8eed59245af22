"""What an author is told about her story while she writes, and the few things that must be put right before it is sent: a version of the page
comes in, hints go out. Each says what was seen, why it matters, and how to mend it. The same function is asked on the desk and when sending."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from stories import begin, checks, readable
from stories.models import StoryPage
from stories.tell_text import plain

LONG_STORY = 2_500
MOST_OF_A_KIND = 3  # hints about one thing; then they are counted


@dataclass(frozen=True)
class Hint:
    key: str  # 'title', 'text', 'stake', 'ai', 'leak', 'staff', 'picture'; 'own-name', 'figures', 'superlative', 'length', or what stories.readable finds
    words: str
    why: str
    mend: str
    anchor: str = ""  # of the field or block, on the edit page
    blocks: bool = False
    quote: str = ""  # the words of the text that it is about

    @property
    def to_quote(self) -> str:
        """What `words` has not quoted already."""
        return "" if self.quote in self.words else self.quote

    @property
    def at_block(self) -> bool:
        """It is told in full at the block that it is about."""
        return self.anchor.startswith("block-")


@dataclass(frozen=True)
class Asked:
    """What is asked about a story besides the page itself."""

    names: tuple[tuple[str, str], ...] = ()  # real name, shown name
    criticized: str = ""  # 'yes', 'no', or not answered


def found(page: StoryPage, *, asked: str = "", names: Iterable[tuple[str, str]] | None = None) -> list[Hint]:
    """Everything to say about this version, what blocks first. `asked`: the answer whether staff is criticized by name; `names`: the pseudonym
    map, where it is not the stored one."""
    known = tuple(names) if names is not None else tuple((row.real, row.shown) for row in page.pseudonyms.all())
    told = Asked(known, asked)
    hints = [hint for check in CHECKS for hint in check(page, told)]
    return sorted(hints, key=lambda hint: not hint.blocks)


def blocking(hints: Iterable[Hint]) -> list[Hint]:
    return [hint for hint in hints if hint.blocks]


def is_critical(page: StoryPage) -> bool:
    """Something went wrong in it, or was not put right."""
    return page.outcome in {StoryPage.Outcome.NOT, StoryPage.Outcome.PARTLY} or any(page.went_wrong.all())


def _title(page: StoryPage, _asked: Asked) -> list[Hint]:
    if page.title.strip() and not begin.is_untitled(page) and page.title != begin.untitled():
        return []
    mend = _("One line will do; an editor can help.")
    return [Hint("title", _("The story has no title."), _("It is what readers see first, everywhere."), mend, "id_title", blocks=True)]


def _text(page: StoryPage, _asked: Asked) -> list[Hint]:
    words = sum(readable.word_count(checks.block_text(block)) for block in page.body if block.block_type == "text")
    if not words:
        why, mend = _("The text is the story itself."), _("Tell what happened, in order: what you saw, what was said, what they did.")
        return [Hint("text", _("There is no text yet."), why, mend, "blocks", blocks=True)]
    if words < checks.FEW_WORDS:
        why, mend = _("Readers need enough to see what happened."), _("Add what was said, and what it changed. 300 to 1,200 words read best.")
        return [Hint("length", _("It has %(count)s words.") % {"count": words}, why, mend, "blocks")]
    if words > LONG_STORY:
        why, mend = _("Few readers stay to the end of a text this long."), _("Ask of each paragraph what would be lost without it, or make two stories.")
        return [Hint("length", _("It has %(count)s words.") % {"count": f"{words:,}"}, why, mend, "blocks")]
    return []


def _declared(page: StoryPage, _asked: Asked) -> list[Hint]:
    hints = []
    if not page.stake:
        why, mend = _("Readers are told how you know a business, and weigh the story by it."), _("Choose one under “How do you know this business?”")
        hints.append(Hint("stake", _("Your connection is not stated."), why, mend, "id_stake_0", blocks=True))
    if not page.ai_use:
        why, mend = _("Readers are told where AI helped to write."), _("Choose one under “Did you use AI to write it?”, also if you used none.")
        hints.append(Hint("ai", _("You have not said whether you used AI."), why, mend, "id_ai_use_0", blocks=True))
    return hints


def _leaks(page: StoryPage, asked: Asked) -> list[Hint]:
    """Real names that were to be changed, whole words only, whatever their case or accents."""
    shown = [(where, checks.plain(text), anchor) for where, text, anchor in _placed_texts(page) if text]
    hints = []
    for real, shown_as in asked.names:
        name = checks.plain(real)
        pattern = re.compile(rf"(?<!\w){re.escape(name)}(?!\w)") if name else None
        hits = [(where, anchor) for where, text, anchor in shown if pattern and pattern.search(text)]
        if hits:
            words = _("“%(name)s” stands in %(places)s.") % {"name": real, "places": ", ".join(sorted({where for where, _anchor in hits}))}
            why, mend = _("You said that this name is to be changed."), _("Write “%(shown)s” instead.") % {"shown": shown_as}
            hints.append(Hint("leak", words, why, mend, hits[0][1], blocks=True, quote=real))
    return hints


def _own_names(page: StoryPage, _asked: Asked) -> list[Hint]:
    """Whoever writes under another name may have signed a letter with her own."""
    hints, shown = [], list(_placed_texts(page)) if (names := checks.own_names(page)) else []
    for name, pattern in names:
        hits = [(where, anchor) for where, text, anchor in shown if pattern.search(text or "")]
        if hits:
            words = _("An author's own name, “%(name)s”, stands in %(places)s.") % {"name": name, "places": ", ".join(sorted({where for where, _at in hits}))}
            why, mend = _("Readers are to see another name there, and would know who it is by this one."), _("Take it out, unless it is somebody else's.")
            hints.append(Hint("own-name", words, why, mend, hits[0][1], quote=name))
    return hints


def _placed_texts(page: StoryPage) -> Iterator[tuple[str, str, str]]:
    """Every text with where it stands, in words and on the edit page."""
    fields = {_("the title"): "id_title", _("the standfirst"): "id_standfirst", _("the connection"): "id_stake_note", _("the note on AI"): "id_ai_note"}
    fields |= {_("when it happened"): "id_happened", _("a byline"): "id_byline"}
    for where, text in checks.field_texts(page):
        yield where, text, fields.get(where, "blocks")
    for block, where, text in checks.block_texts(page):
        yield where, text, f"block-{block.id}"


def _staff(page: StoryPage, asked: Asked) -> list[Hint]:
    """Asked, not guessed, and only where something went wrong."""
    if not is_critical(page) or asked.criticized == "no":
        return []
    why = _("We name staff in praise only. Criticism names the business, never the person at the counter.")
    if asked.criticized == "yes":
        words, mend = _("Somebody who works there is criticized by name."), _("Take the name out, or say what the person does there instead. Then answer No.")
    else:
        words = _("Something went wrong in this story. Does it criticize somebody who works there by name?")
        mend = _("Answer the question under “How did it end?”")
    return [Hint("staff", words, why, mend, "id_criticized_0", blocks=True)]


def _pictures(page: StoryPage, _asked: Asked) -> list[Hint]:
    pictures = [page.photo, *(block.value.get("image") for block in page.body if block.block_type == "photo")]
    bare = {image.pk for image in pictures if image and not image.description.strip()}
    if not bare:
        return []
    why, mend = _("Somebody who cannot see it hears your words instead."), _("Say in one line what it shows.")
    return [Hint("picture", _("A photograph is not described."), why, mend, "blocks", blocks=True)]


def _figures(page: StoryPage, _asked: Asked) -> list[Hint]:
    hints = []
    for block in page.body:
        if block.block_type != "figures":
            continue
        label, anchor = {"label": block.value["label"]}, f"block-{block.id}"
        if not block.value["source"]:
            why, mend = _("A figure without a source is not published."), _("Say who counted, or where it is written down.")
            hints.append(Hint("figures", _("The figure “%(label)s” has no source.") % label, why, mend, anchor))
        if not block.value["confounder"]:
            why = _("Something else may have made the difference, and readers will ask.")
            mend = _("Name what else changed in that time; “nothing that I know of” is an answer, too.")
            hints.append(Hint("figures", _("The figure “%(label)s” does not say what else changed.") % label, why, mend, anchor))
    return hints


def _superlatives(page: StoryPage, _asked: Asked) -> list[Hint]:
    said: dict[str, tuple[str, str]] = {}
    for _where, text, anchor in _placed_texts(page):
        for match in checks.SUPERLATIVES.finditer(text):
            said.setdefault(match.group(0).lower(), (match.group(0), anchor))
    why, mend = _("Nobody has counted, and readers know it."), _("Say what you saw: it convinces more than the strongest word.")
    hints = [
        Hint("superlative", _("It says “%(words)s”.") % {"words": words}, why, mend, anchor, quote=quote) for words, (quote, anchor) in sorted(said.items())
    ]
    return _counted(hints)


def _readable(page: StoryPage, _asked: Asked) -> list[Hint]:
    """What is hard to read, at the block it stands in."""
    found: dict[str, list[Hint]] = {}
    for block in page.body:
        if block.block_type == "text":
            for one in readable.findings(plain(str(block.value.source)).split("\n")):
                found.setdefault(one.key, []).append(_hard_to_read(one, f"block-{block.id}"))
    return [hint for hints in found.values() for hint in _counted(hints)]


def _hard_to_read(one: readable.Finding, anchor: str) -> Hint:
    if one.key == "sentence":
        words, why = _("A sentence of %(count)s words.") % {"count": one.count}, _("Readers lose its beginning before they reach its end.")
        mend = _("Make two sentences of it, or three.")
    elif one.key == "paragraph":
        words, why = _("A paragraph of %(count)s words.") % {"count": one.count}, _("On a phone it fills the screen without a rest for the eye.")
        mend = _("Begin a new paragraph where something new begins.")
    elif one.key == "passive":
        said = ", ".join(f"“{word}”" for word in one.all_words[:MOST_OF_A_KIND])
        words, why = _("Who did it? One paragraph says %(words)s.") % {"words": said}, _("Good service is done by somebody, and readers want to meet them.")
        mend = _("Say who, where you know: “Ana told me”, not “I was told”.")
    else:
        words, why = _("“%(word)s” is a heavy word.") % {"word": one.words}, _("It sounds like an office, not like a person.")
        mend = _("Perhaps: %(plain)s.") % {"plain": one.instead}
    return Hint(one.key, words, why, mend, anchor, quote=one.words)


def _counted(hints: list[Hint]) -> list[Hint]:
    """The first few; the rest as a number."""
    more = len(hints) - MOST_OF_A_KIND
    if more <= 0:
        return hints
    words = ngettext("%(number)s more place like this in the story.", "%(number)s more places like this in the story.", more) % {"number": more}
    last = hints[MOST_OF_A_KIND - 1]
    return [*hints[: MOST_OF_A_KIND - 1], replace(last, mend=f"{last.mend} {words}")]


CHECKS: tuple[Callable[[StoryPage, Asked], list[Hint]], ...] = (
    _title,
    _text,
    _declared,
    _leaks,
    _own_names,
    _staff,
    _pictures,
    _figures,
    _superlatives,
    _readable,
)
