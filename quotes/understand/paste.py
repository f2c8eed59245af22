"""A block of text as somebody copied it comes in, one Row for each answer goes out: first cut into answers, then read one by one."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from quotes.understand import page
from quotes.understand.credit import HANDLE, Credit, credit, network_at, network_of
from quotes.understand.line import BULLET, HANDLE_FIRST, PAIRS, SAYING, credit_alone, read_line, without_bullet
from quotes.understand.row import NotUnderstood, Row, Understood, finished

BLIND = re.compile("[\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\u00ad]")  # a network's page puts them around names
END_TAGS = re.compile(r"(?:\s+#\w+)+\s*$")
OPENING = re.compile(rf"^(?:{HANDLE}\s*(?:[(\[][^()\[\]]{{1,80}}[)\]])?\s*(?::|[-–—~|>]\s|{SAYING})|RT\s+@)")
MOST_LINES = 5_000  # of one paste; a person looks through 500 answers at a time
MOST_TOGETHER = 60  # lines of one answer
OFTEN = 3  # a tag or handle that so many lines share belongs to the thread


@dataclass
class Entry:
    lines: list[str] = field(default_factory=list)
    who: Credit | None = None  # from a line of its own
    shown: str = ""
    raw: list[str] = field(default_factory=list)


def understand_paste(text: str) -> Understood:
    lines = [BLIND.sub("", line).replace("\xa0", " ").replace("＠", "@").strip() for line in text.splitlines()]
    aside: list[str] = []
    if sum(map(bool, lines)) > MOST_LINES:
        raise NotUnderstood(
            _("These are more than %(most)s lines. Bring them in parts, or make a CSV with the columns text and name.") % {"most": f"{MOST_LINES:,}"}
        )
    if _is_page(lines):
        entries, shape = _of_page(lines, aside), _("a thread copied from a page: names above, words below")
    elif sum(map(page.is_strong, lines)) > 1 and not any(map(_has_credit, lines)):
        entries, shape = _between_furniture(lines, aside), _("comments copied from a page")
    else:
        entries, shape = _of_list(lines), _("a list of answers")
    rows = [_row(entry) for entry in entries]
    _sort_out_the_asked(rows)
    _drop_the_threads_tag(rows)
    return Understood(shape, [finished(row) for row in rows], aside)


def _after(lines: list[str], at: int) -> str:
    return next((line for line in lines[at + 1 : at + 4] if line), "")


def _heads(lines: list[str]) -> dict[int, page.Head]:
    """Which lines say who speaks; not those that say whom somebody answers."""
    found = {at: head for at, line in enumerate(lines) if line and (head := page.head(line, _after(lines, at)))}
    for at, line in enumerate(lines):
        if page.REPLYING.fullmatch(line):
            for below in range(at + 1, len(lines)):
                if lines[below] and below not in found and lines[below].lower() not in {"and", "and others"}:
                    break
                found.pop(below, None)
    return found


def _is_page(lines: list[str]) -> bool:
    """Names stand on lines of their own above the words, more often than beside them."""
    heads = _heads(lines)
    said = [at for at, line in enumerate(lines) if line and not page.is_furniture(line)]
    named = [at for at in said if page.named(lines[at])]
    if not said or not (heads or len(named) > 1) or said[-1] in heads:
        return False
    return len(heads) + len(named) >= sum(_has_credit(lines[at]) for at in said if at not in heads)


def _has_credit(line: str) -> bool:
    row = read_line(line) if line else None
    return bool(row and row.name and row.how != HANDLE_FIRST)


def _of_page(lines: list[str], aside: list[str]) -> list[Entry]:
    heads = _heads(lines)
    first = min(heads, default=0)
    shows_names = any(line and page.may_be_shown_name(line) for line in lines[max(0, first - 1) : first])
    entries: list[Entry] = []
    answering = False
    for at, line in enumerate(lines):
        head = heads.get(at)
        speaker = page.named(line) if line and not head else None
        if not line:
            continue
        if page.is_furniture(line) or (answering and at not in heads and page.head(line)) or (answering and line.lower() == "and"):
            aside.append(line)
            answering = bool(page.REPLYING.fullmatch(line)) or answering
            continue
        answering = False
        if head or speaker:
            entry = Entry(who=head.who if head else speaker, shown=head.shown if head else "", raw=[line])
            if head and shows_names and not head.shown:
                _take_shown_name(entries, entry)
            entries.append(entry)
        else:
            if not entries:
                entries.append(Entry())
            entries[-1].lines.append(line)
            entries[-1].raw.append(line)
    return [entry for entry in entries if entry.raw]


def _take_shown_name(entries: list[Entry], entry: Entry) -> None:
    """The last line of the answer before is the name above this handle, if that answer has other words."""
    before = entries[-1] if entries else None
    if before and before.lines and page.may_be_shown_name(before.lines[-1]) and (len(before.lines) > 1 or before.who is None):
        entry.shown = before.lines.pop()
        entry.raw.insert(0, before.raw.pop())


def _between_furniture(lines: list[str], aside: list[str]) -> list[Entry]:
    """Comments without handles: a name, the words, and then “2h Like Reply”."""
    entries, fresh = [Entry()], False
    for line in filter(None, lines):
        if page.is_furniture(line):
            aside.append(line)
            fresh = bool(entries[-1].lines) or fresh
            if len(entries[-1].lines) == 1 and entries[-1].who is None and page.may_be_shown_name(entries[-1].lines[0]):
                entries[-1].who, fresh = credit(entries[-1].lines[0]) or Credit(name=entries[-1].lines[0]), False
                entries[-1].lines = []
            continue
        if fresh:
            entries.append(Entry())
            fresh = False
        entries[-1].lines.append(line)
        entries[-1].raw.append(line)
    for entry in entries:
        if entry.who is None and len(entry.lines) > 1 and page.may_be_shown_name(entry.lines[0]):
            entry.who = credit(entry.lines[0]) or Credit(name=entry.lines[0])
            entry.lines = entry.lines[1:]
    return [entry for entry in entries if entry.raw]


def _of_list(lines: list[str]) -> list[Entry]:
    paragraphs: list[list[str]] = [[]]
    for line in lines:
        if line:
            paragraphs[-1].append(line)
        elif paragraphs[-1]:
            paragraphs.append([])
    paragraphs = [paragraph for paragraph in paragraphs if paragraph]
    entries: list[Entry] = []
    for paragraph in paragraphs:
        _cut_paragraph(paragraph, entries, one_a_line=len(paragraphs) == 1)
    return entries


def _cut_paragraph(lines: list[str], entries: list[Entry], *, one_a_line: bool) -> None:
    """Adds the answers of one paragraph; a paragraph that is only somebody's name belongs to the answer above it."""
    current: Entry | None = None
    for at, line in enumerate(lines):
        who = credit_alone(line)
        above = current or (entries[-1] if at == 0 and entries else None)
        if who and above and above.who is None and above.lines and not _has_credit(" ".join(above.lines)):
            above.who = who
            above.raw.append(line)
            current = None
            continue
        if current and at and at + 1 == len(lines) and not one_a_line and (who := _name_below(current, line)):
            current.who = who
            current.raw.append(line)
        elif current and _goes_on(current, line, one_a_line=one_a_line):
            current.lines.append(line)
            current.raw.append(line)
        else:
            current = Entry([line], raw=[line])
            entries.append(current)


def _name_below(entry: Entry, line: str) -> Credit | None:
    """The last line of a paragraph that is nothing but a name, with no dash before it."""
    who = credit(line) if len(line.split()) <= 5 and not _has_credit(" ".join(entry.lines)) and not _open_mark(entry.lines) else None
    if who:
        who.notes.append(_("The line below the words was taken for a name: look twice."))
    return who


def _goes_on(entry: Entry, line: str, *, one_a_line: bool) -> bool:
    """Whether `line` is the rest of what the entry began."""
    open_mark = _open_mark(entry.lines)
    begins = BULLET.match(line) or OPENING.match(line) or (line[0] in PAIRS and not open_mark)
    if begins or len(entry.lines) >= MOST_TOGETHER:
        return False
    if not _has_credit(" ".join(entry.lines)):
        return open_mark or not one_a_line
    return not one_a_line and not _has_credit(line) and not _ends(entry.lines[-1])


def _ends(line: str) -> bool:
    """A sentence, a credit or a quotation ends here, so that the next line begins something."""
    return bool(re.search(rf"[.!?…\"”»)]$|{HANDLE}$", line)) or _has_credit(line)


def _open_mark(lines: list[str]) -> bool:
    """A quotation mark was opened and not closed yet."""
    text = without_bullet(" ".join(lines))
    return text[:1] in PAIRS and text[0] not in "'’" and not any(mark in text[1:] for mark in PAIRS[text[0]])


def _row(entry: Entry) -> Row:
    raw = "\n".join(entry.raw)
    if entry.who is None:
        row = read_line(" ".join(entry.lines))
    else:
        said = without_bullet(" ".join(entry.lines))
        row = read_line(f"{said} — @x") if said else Row()  # so that links, mentions and marks go by the same rules
        if said and row.name != "@x":
            row = Row(text=said)
        row.name, row.network, row.how = entry.who.shown, "" if entry.who.name and entry.who.handle else entry.who.network, _("name on a line of its own")
        row.town, row.work, row.source_date = entry.who.town, entry.who.work, row.source_date or entry.who.day
        row.source_url = row.source_url or entry.who.url
        row.notes += entry.who.notes
        if entry.shown:
            row.notes.append(_("Shown there as %(name)s") % {"name": entry.shown})
    if not row.network and re.fullmatch(HANDLE, row.name):
        row.network = network_at(row.source_url)
    row.raw = raw
    return row


def _sort_out_the_asked(rows: list[Row]) -> None:
    """`@asker CS is …`: a handle that many answers begin with is the one they answer, not their author."""
    first = Counter(row.name.lower() for row in rows if row.how == HANDLE_FIRST)
    asked = {name for name, count in first.items() if count >= OFTEN or (count > 1 and count == len(rows))}
    for row in rows:
        if row.how != HANDLE_FIRST:
            continue
        row.how = _("handle, then words")
        if row.name.lower() in asked:
            row.notes.append(_("%(handle)s is whom many of these answer: it was not taken for the author.") % {"handle": row.name})
            row.name, row.network, row.how = "", "", _("words without a name")
        else:
            row.network = row.network or network_of(row.name)


def _drop_the_threads_tag(rows: list[Row]) -> None:
    """A hashtag at the end of many answers is the thread's label; one that stands in few belongs to their words."""
    tails = [END_TAGS.search(row.text) for row in rows]
    shared = Counter(tag.lower() for tail in tails if tail for tag in set(tail[0].split()))
    for row, tail in zip(rows, tails, strict=True):
        tags = tail[0].split() if tail else []
        left_out = []
        while tags and shared[tags[-1].lower()] >= OFTEN and row.text.rstrip().endswith(tags[-1]):
            left_out.insert(0, tags.pop())
            row.text = row.text.rstrip()[: -len(left_out[0])].rstrip()
        if left_out:
            row.notes.append(_("The thread's tag at the end was left out: %(tags)s") % {"tags": " ".join(left_out)})
