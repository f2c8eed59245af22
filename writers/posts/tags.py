"""Tags of old sites' templates (Liquid's, Hugo's) and fences of code in a stranger's text: found in one pass, however many never close."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from django.utils.translation import gettext as _

LONGEST, LONGEST_FIGURE = 500, 2_000  # letters within a tag; what is longer is a text that begins like one
OPENING = re.compile(r"\{[%{]")
CLOSING = {"{%": "%}", "{{": "}}"}
RELATIVE = re.compile(r"(?:\"([^\"|]+)\"|'([^'|]+)')\s*\|\s*(?:relative_url|absolute_url|prepend:\s*site\.\w+(?:\s*\|\s*prepend:\s*site\.\w+)?)$")
NAME = re.compile(r"[\w./-]+")
FENCE = re.compile(r" {0,3}(`{3,}(?=[^`]*$)|~{3,})")
CODES = {"highlight", "raw", "codeblock"}
TICKS = re.compile(r"`+")
SHOWN = 12  # names


class Tag(NamedTuple):
    start: int
    end: int
    kind: str  # "{%" Liquid's tag, "{{" its expression, "{{<" Hugo's tag
    name: str  # of one that ends another: with "/" or "end" before it; of an address in quotes: none
    told: str  # what stands in it after its name


def tags(text: str) -> Iterator[Tag]:
    """In order, none within another. Where the next closing mark stands is looked for once, not once for each opening."""
    ends = dict.fromkeys(CLOSING.values(), 0)
    at = 0
    while found := OPENING.search(text, at):
        close, at = CLOSING[found[0]], found.end()
        if 0 <= ends[close] < at:
            ends[close] = text.find(close, at)
        if not at <= ends[close] <= at + LONGEST_FIGURE:
            continue
        tag = _tag(found, text[at : ends[close]], ends[close] + 2)
        if tag:
            at = tag.end
            yield tag


def _tag(found: re.Match[str], inner: str, end: int) -> Tag | None:
    hugo = found[0] == "{{" and inner[:1] in {"<", "%"} and inner[-1:] in {">", "%"} and len(inner) > 1
    inner = (inner[1:-1] if hugo else inner.removeprefix("-").removesuffix("-")).strip()
    ending = "/" if hugo and inner.startswith("/") else ""
    inner = inner.removeprefix(ending).lstrip()
    name = NAME.match(inner)
    quoted = found[0] == "{{" and not hugo and RELATIVE.match(inner)
    if not (name or quoted) or (len(inner) > LONGEST and not (hugo and name and name[0] == "figure")):
        return None
    kind = "{{<" if hugo else found[0]
    return Tag(found.start(), end, kind, ending + name[0] if name else "", inner[name.end() :].strip() if name else inner)


def left_out(names: Iterable[str]) -> str:
    """What to say of tags that nobody here knows, each named once."""
    known = list(dict.fromkeys(name.strip("/").removeprefix("end") or name for name in names))
    more = _(" and %(count)s more") % {"count": len(known) - SHOWN} if len(known) > SHOWN else ""
    return _("Tags of the old site were left out: %(names)s.") % {"names": ", ".join(known[:SHOWN]) + more}


def with_fences(text: str, *, away: Callable[[str], str] = str, fenced: Callable[[str], str] = "```\n{}\n```".format) -> str:
    """What stands between a tag for code and its end, as Markdown's own code; within a line, as it stands. One that never ends is a tag like any other."""
    return _between(text, CODES, lambda name, words: fenced(words.removeprefix("\n")) if name != "raw" or "\n" in words else away(words))


def without_comments(text: str) -> str:
    """Without what stands between a comment's tags, which no reader ever saw."""
    return _between(text, {"comment"}, lambda name, words: "")


def _between(text: str, names: set[str], new: Callable[[str, str], str]) -> str:
    """What stands between a tag of these names and its end, as `new` has it."""
    found = [tag for tag in tags(text) if _bare(tag) in names]
    ends: dict[str, list[int]] = defaultdict(list)
    for tag in found:
        ends[tag.kind + tag.name].append(tag.start)
    by_start = {tag.start: tag for tag in found}
    parts, at = [], 0
    for tag in found:
        later = ends.get(_ending(tag), [])
        number = bisect_left(later, tag.end)
        if tag.start >= at and number < len(later):
            parts += [text[at : tag.start], new(tag.name, text[tag.end : later[number]])]
            at = by_start[later[number]].end
    return "".join([*parts, text[at:]])


def _bare(tag: Tag) -> str:
    """Its name, or that of the one it ends."""
    if tag.kind == "{{":
        return ""
    return tag.name.removeprefix("end") if tag.kind == "{%" else tag.name.removeprefix("/")


def _ending(tag: Tag) -> str:
    return f"{tag.kind}end{tag.name}" if tag.kind == "{%" else f"{tag.kind}/{tag.name}"


def fences_away(text: str, away: Callable[[str], str]) -> str:
    """Each fenced part goes through `away`, line by line; one that never closes goes on to the end, as Markdown has it."""
    out: list[str] = []
    inside: list[str] = []
    mark = ""
    for line in text.split("\n"):
        if mark:
            inside.append(line)
            if _closes(line, mark):
                out.append(away("\n".join(inside)))
                mark, inside = "", []
        elif found := FENCE.match(line):
            mark, inside = found[1], [line]
        else:
            out.append(line)
    return "\n".join([*out, away("\n".join(inside))] if inside else out)


def _closes(line: str, mark: str) -> bool:
    bare = line.strip(" \t")
    return len(bare) >= len(mark) and not bare.strip(mark[0])


def without_tags(text: str, new: Callable[[Tag], str]) -> str:
    """Each tag as `new` has it."""
    parts, at = [], 0
    for tag in tags(text):
        parts += [text[at : tag.start], new(tag)]
        at = tag.end
    return "".join([*parts, text[at:]])


def spans_away(text: str, away: Callable[[str], str]) -> str:
    """Code within a line: what stands between two runs of backticks of one length, as Markdown has it, goes through `away`."""
    return "\n".join(_spans_away(line, away) if "`" in line else line for line in text.split("\n"))


def _spans_away(line: str, away: Callable[[str], str]) -> str:
    runs = [found for found in TICKS.finditer(line) if found.start() == 0 or line[found.start() - 1] != "\\"]
    later: dict[int, list[int]] = defaultdict(list)
    for number, run in enumerate(runs):
        later[len(run[0])].append(number)
    parts, at, number = [], 0, 0
    while number < len(runs):
        same = later[len(runs[number][0])]
        after = bisect_left(same, number + 1)
        if after < len(same):
            end = runs[same[after]].end()
            parts += [line[at : runs[number].start()], away(line[runs[number].start() : end])]
            at, number = end, same[after]
        number += 1
    return "".join([*parts, line[at:]])
