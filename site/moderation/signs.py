"""The signs that something wants a second look: each is one small question about what was sent, answered with words for a moderator."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from moderation import fold, known_names, subjects
from moderation.models import ListedWord, Moderated

FASTEST_SECONDS = 3.0
MANY, MANY_HOURS = 5, 24
RECENT, ALIKE, SHORTEST_ALIKE = 300, 0.6, 12  # lines compared, likeness of trigrams, characters
NEARLY, QUOTED = "nearly-repeated", 120  # the sign that quotes another line, and how many characters of it
ENDINGS = "com|net|org|io|co|info|biz|shop|site|xyz|ru|link|me|app|online|top"
LINK = re.compile(rf"(?:https?://|www\.)\S+|\b[\w-]{{1,63}}(?:\.[\w-]{{1,63}}){{0,6}}\.(?:{ENDINGS})\b(?:/\S*)?", re.IGNORECASE)
NAME = re.compile(r"(?<![^\W\d_][’'-])\b[^\W\d_]+(?:[’'-][^\W\d_]+)*(?:[ ]+[^\W\d_]+(?:[’'-][^\W\d_]+)*)+")
NO_FIRST_NAME = frozenset(
    """a all always an and any as at be because being but by customer do every for from good great he her his how i if in is it its just knowing
    las los making my never new no north not of on one our people real saint san santa service she simply so some south st thank thanks that the
    their then there they this to treat treating true united we west east what when where who with you your""".split()  # noqa: SIM905
)


@dataclass(frozen=True)
class Circumstances:
    """How something arrived. `seconds` passed between showing the form and sending it (None: not known); `honeypot` is what a hidden field held."""

    source_key: str = ""
    seconds: float | None = None
    honeypot: str = ""


@dataclass(frozen=True)
class Sent:
    """What the signs look at: a saved row, its words, who is said to have written them, and how they arrived."""

    thing: Moderated
    text: str
    name: str
    circumstances: Circumstances

    @cached_property
    def others(self):
        return type(self.thing)._default_manager.exclude(pk=self.thing.pk)

    @cached_property
    def listed(self) -> list[ListedWord]:
        """The words on the editors' lists that stand in the line or the name."""
        readings = [*fold.readings(self.text), *fold.readings(self.name)]
        return [row for row in ListedWord.objects.all() if any(_holds(reading, row.word) for reading in readings)]


def _holds(reading: str, word: str) -> bool:
    return any(f" {form} " in reading for form in {fold.folded(word), fold.skeleton(word)} if form)


def honeypot(sent: Sent) -> str:
    return _("A field that people cannot see was filled in.") if sent.circumstances.honeypot.strip() else ""


def rejected_word(sent: Sent) -> str:
    return _on_list(sent, ListedWord.Kind.REJECT, _("On the list of words to reject: %(words)s"))


def suspect_word(sent: Sent) -> str:
    return _on_list(sent, ListedWord.Kind.SUSPECT, _("On the list of suspect words: %(words)s"))


def _on_list(sent: Sent, kind: str, words: str) -> str:
    found = [row.word for row in sent.listed if row.kind == kind]
    return words % {"words": ", ".join(found)} if found else ""


def repeated(sent: Sent) -> str:
    times = len(sent.others.filter(text_key=fold.text_key(sent.text)).values_list("pk")[:1000])
    return ngettext("The same words were sent once before.", "The same words were sent %(times)s times before.", times) % {"times": times} if times else ""


def nearly_repeated(sent: Sent) -> str:
    """Against the last lines of the same prompt only: bounded work, whatever the wall's size."""
    line, key = fold.folded(sent.text), fold.text_key(sent.text)
    if len(line) < SHORTEST_ALIKE:
        return ""
    subject, mine = subjects.of(sent.thing), fold.trigrams(line)
    rows = sent.others.exclude(text_key=key)
    if subject and subject.group:
        rows = rows.filter(**{f"{subject.group}_id": getattr(sent.thing, f"{subject.group}_id")})
    for text in rows.order_by("-pk").values_list("text", flat=True)[:RECENT]:
        other = fold.folded(text[: 2 * fold.COMPARED])
        if 0.6 < len(other) / len(line) < 1.7 and fold.likeness(mine, fold.trigrams(other)) >= ALIKE:
            return _("Nearly the same as: “%(text)s”") % {"text": text[:QUOTED]}
    return ""


def link(sent: Sent) -> str:
    found = LINK.search(sent.text) or LINK.search(sent.name)
    return _("Holds a link: %(link)s") % {"link": found[0][:120]} if found else ""


def many_from_one_address(sent: Sent) -> str:
    key = sent.circumstances.source_key
    if not key:
        return ""
    since = timezone.now() - timedelta(hours=MANY_HOURS)
    times = len(sent.others.filter(source_key=key, created_at__gt=since).values_list("pk")[:1000])
    return _("%(times)s others from the same source in %(hours)s hours.") % {"times": times, "hours": MANY_HOURS} if times >= MANY else ""


def typed_too_fast(sent: Sent) -> str:
    seconds = sent.circumstances.seconds
    if seconds is None or seconds >= FASTEST_SECONDS:
        return ""
    return _("Sent %(seconds).1f seconds after the form was opened.") % {"seconds": max(seconds, 0.0)}


def named_person(sent: Sent) -> str:
    """First and last name of somebody who is not the author, a business, a place or a byline. A guess: a reason to look, no more."""
    phrases = {phrase for run in NAME.findall(sent.text) for phrase in _name_like(run.split())}
    own = set(fold.words(sent.name))
    asked = {part for phrase in phrases for part in _parts(phrase)}
    nobody = known_names.unknown({part for part in asked if not set(fold.words(part)) <= own})
    found = [phrase for phrase in sorted(phrases) if nobody.issuperset(_parts(phrase))]
    return _("Names a person, perhaps a private one: %(names)s") % {"names": ", ".join(found)} if found else ""


def _name_like(words: list[str]) -> list[str]:
    """Runs of two or three capitalised words; a line In Title Case Throughout is no row of people."""
    runs: list[list[str]] = [[]]
    for word in words:
        if word[:1].isupper() and len(word) > 1 and not word.isupper() and (runs[-1] or word.casefold() not in NO_FIRST_NAME):
            runs[-1].append(word.removesuffix("’s").removesuffix("'s"))
        else:
            runs.append([])
    return [" ".join(run) for run in runs if 2 <= len(run) <= 3]


def _parts(phrase: str) -> list[str]:
    """Itself, and of three words each two that stand together: the first may only begin a sentence."""
    words = phrase.split()
    return [phrase] if len(words) == 2 else [phrase, " ".join(words[:2]), " ".join(words[1:])]


def shouting(sent: Sent) -> str:
    letters = [c for c in sent.text if c.isupper() or c.islower()]
    loud = sum(c.isupper() for c in letters)
    if len(letters) >= 12 and loud / len(letters) >= 0.7:
        return _("Written in capitals.")
    return _("Three exclamation marks or more in a row.") if "!!!" in sent.text else ""


@dataclass(frozen=True)
class Sign:
    name: str
    weight: int
    seen: Callable[[Sent], str]  # words for the moderator; empty where it is not there


SIGNS = (
    Sign("honeypot", 100, honeypot),
    Sign("reject", 40, rejected_word),
    Sign("repeated", 30, repeated),
    Sign(NEARLY, 20, nearly_repeated),
    Sign("link", 20, link),
    Sign("many", 20, many_from_one_address),
    Sign("too-fast", 15, typed_too_fast),
    Sign("suspect", 15, suspect_word),
    Sign("person", 15, named_person),
    Sign("shouting", 5, shouting),
)
