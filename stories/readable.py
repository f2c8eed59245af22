"""What makes a text hard to read: paragraphs come in, findings go out, each with the very words it is about. Sentence and paragraph length are
counted in any language; who-did-what and hard words are looked at in English, where a wrong guess costs least. Nothing here decides."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

LONG_SENTENCE = 35  # words; plain-language guides ask for 15 to 20 on average
LONG_PARAGRAPH = 150
PASSIVES = 3  # in one paragraph: one or two are good English

ENDS = re.compile(r"(?<=[.!?…])[\"”’')»\]]*\s+(?=[^a-zà-öø-ÿа-я])|(?<=[。！？])|\n+")
NO_END = re.compile(r"(?:\b(?:[^\W\d_]|Mr|Mrs|Ms|Dr|St|No|Jr|Sr|Inc|Co|Ave|vs|etc|e\.g|i\.e|a\.m|p\.m|approx)\.)[\"”’')»\]]*$")
WITHOUT_SPACES = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]")  # Chinese and Japanese: two signs make about one word
IRREGULAR = "told|sent|given|made|done|taken|seen|said|brought|bought|sold|paid|lost|found|kept|held|left|put|shown|written|known|built|caught|charged|met"
NO_PASSIVE = "used|supposed|interested|tired|pleased|delighted|excited|surprised|worried|married|scared|bored|satisfied|involved|closed|located|need|indeed"
PASSIVE = re.compile(
    rf"\b(?:was|were|is|are|am|be|been|being|got)\s+(?:not\s+|never\s+|\w+ly\s+)?(?!(?:{NO_PASSIVE})\b)(?:\w{{2,}}ed|{IRREGULAR})\b", re.IGNORECASE
)
HARD: dict[str, str] = {
    r"utili[sz]e": "use",
    r"utili[sz]ed": "used",
    r"utili[sz]ing": "using",
    r"commence": "begin",
    r"commenced": "began",
    r"endeavou?r(?:ed)? to": "try to",
    r"facilitate": "help",
    r"facilitated": "helped",
    r"ascertain": "find out",
    r"in order to": "to",
    r"prior to": "before",
    r"subsequent to": "after",
    r"subsequently": "later",
    r"with regards? to|in regards? to|pertaining to": "about",
    r"in the event that": "if",
    r"due to the fact that": "because",
    r"at this point in time": "now",
    r"in a timely manner": "in time",
    r"on a (?:daily|weekly|monthly|regular) basis": "every day, every week, or often",
    r"a large number of": "many",
    r"leverage(?:d|s)?|leveraging": "use",
    r"going forward": "from now on",
    r"reach(?:ed)? out to": "call, write to, or ask",
    r"synerg(?:y|ies)": "what they do together",
    r"touch ?points?": "each time they met a customer",
    r"stakeholders?": "the people it concerns",
    r"value[- ]added": "what it adds, in words",
    r"customer[- ]centric": "what they do for customers",
    r"customer journey": "what happened to the customer",
    r"solutions? provider": "what the firm does",
    r"actionable": "what can be done",
    r"deliverables?": "what is handed over",
    r"remunerat(?:ion|ed)": "pay",
    r"notwithstanding": "in spite of",
    r"aforementioned": "this, or its name",
}
HARD_WORDS = [(re.compile(rf"\b(?:{pattern})\b", re.IGNORECASE), plain) for pattern, plain in HARD.items()]


@dataclass(frozen=True)
class Finding:
    key: str  # 'sentence', 'paragraph', 'passive', 'hard'
    words: str  # as they stand in the text
    count: int = 0  # words of a sentence or paragraph, passives
    instead: str = ""  # a plainer word
    all_words: tuple[str, ...] = ()  # each passive


def findings(paragraphs: list[str]) -> list[Finding]:
    """In the order of the text."""
    return [finding for paragraph in paragraphs for look in LOOKS for finding in look(paragraph)]


def word_count(text: str) -> int:
    signs = len(WITHOUT_SPACES.findall(text))
    return len(WITHOUT_SPACES.sub(" ", text).split()) + (signs + 1) // 2


def sentences(paragraph: str) -> list[str]:
    """'Dr. Lee came at 5 p.m. sharp. He left.' has two."""
    found: list[str] = []
    for piece in ENDS.split(paragraph):
        if found and NO_END.search(found[-1]):
            found[-1] = f"{found[-1]} {piece}"
        elif piece.strip():
            found.append(piece.strip())
    return found


def _long_sentences(paragraph: str) -> Iterator[Finding]:
    for one in sentences(paragraph):
        if (count := word_count(one)) > LONG_SENTENCE:
            yield Finding("sentence", one, count)


def _long_paragraph(paragraph: str) -> Iterator[Finding]:
    if (count := word_count(paragraph)) > LONG_PARAGRAPH:
        yield Finding("paragraph", sentences(paragraph)[0], count)


def _passives(paragraph: str) -> Iterator[Finding]:
    """Several in one paragraph: nobody is left who did something."""
    found = [" ".join(match.group(0).split()) for match in PASSIVE.finditer(paragraph)]
    if len(found) >= PASSIVES:
        yield Finding("passive", found[0], len(found), all_words=tuple(dict.fromkeys(found)))


def _hard_words(paragraph: str) -> Iterator[Finding]:
    for pattern, plain in HARD_WORDS:
        match = pattern.search(paragraph)
        if match:
            yield Finding("hard", match.group(0), instead=plain)


LOOKS: tuple[Callable[[str], Iterator[Finding]], ...] = (_long_sentences, _long_paragraph, _passives, _hard_words)
