"""One answer as somebody wrote it down comes in, a Row goes out: whose words they are is looked for in one shape after another."""

from __future__ import annotations

import re
from collections.abc import Callable

from django.utils.translation import gettext as _

from quotes.understand.credit import DASH, HANDLE, LINK, LONGEST, TAGS, Credit, credit
from quotes.understand.row import Row

PAIRS = {
    **dict.fromkeys('"＂', '"＂”“'),
    "“": '”"“',
    "”": '”"',
    "„": '“”"‟',
    "‟": '”"',
    "«": "»",
    "»": "«",
    "‹": "›",
    "›": "‹",
    "‚": "‘’'",
    "‘": "’'",
    "’": "’'",
    "'": "'’",
    "`": "`'´",
    "「": "」",
    "『": "』",
    "《": "》",
    "〈": "〉",
}
BULLET = re.compile(
    r"^\s*(?:[*•●▪◦‣·➤➢✔✓♥❤>]\uFE0F?\s*(?=\S)|[-–—]\s+(?=\S)|\(?\d{1,4}[.):]\s*(?=\D)|#\d{1,4}[.):]?\s+|\d{1,3}\s+[-–—]\s+|[a-z]\)\s+|\d{1,4}/\s+)"
)  # 3/ but not 24/7
SAYING = r"(?:said|says|saying|tweeted|tweets|wrote|writes|replied|replies|answered|answers|commented|adds|added)"
END_LINK = re.compile(r"\s*[(\[<]?(?P<link>" + LINK.pattern + r"?)[)\]>]?[\s.]*$", re.IGNORECASE)
MENTIONS = re.compile(rf"^\.?\s*(?:{HANDLE}[\s,:]+)+")
AFTER_WORDS = r"(?:\s+|(?<=[.!?…\"”»)’']))"
SEPARATOR = re.compile(  # a hyphen stands in words, too: it needs room on both sides, or a handle after it
    rf"{AFTER_WORDS}(?:--+|[‒–—―−⸺⸻~|])\s*(?=\S)|\s+[-‐‑﹘]\s+|{AFTER_WORDS}[-‐‑]\s*(?=@)|(?<=[.!?…\"”»])-\s*(?=[^\W\d_])|(?<=\S)[–—―~]\s*(?=@)"
)
SAYS_SOMETHING = re.compile(r"\w|[\u2600-\u27BF\U0001F000-\U0001FAFF]")  # an emoji is an answer, too
LAST = 600  # characters in which a link at the end is looked for
MOST_LINKS = 10  # of one answer
READ = 2_000  # characters of a line in which a name is looked for at all
BEGINNING = 400  # characters in which a name at the beginning is looked for
Found = tuple[str, Credit, str]  # the words, whose, and what it was taken for


def read_line(raw: str) -> Row:
    """Never raises; what is not understood becomes the text of a row without a name."""
    row = Row(raw=raw)
    line = " ".join(raw.replace("＠", "@").split())
    line = _cut_links(without_bullet(line), row)
    line = re.sub(r"^(?:(?:RT|MT)\s+|\.)(?=@)", "", line)
    for shape in SHAPES if len(line) <= READ else ():
        found = shape(line)
        if found and SAYS_SOMETHING.search(found[0]):
            return _filled(row, *found)
    row.text, row.how = unquoted(line), _("words without a name")
    return row


def without_bullet(line: str) -> str:
    """A dash before a handle or name alone is no bullet: see paste.py, which asks credit_alone first."""
    return BULLET.sub("", line, count=1)


def credit_alone(line: str) -> Credit | None:
    """A line of its own under the words: `- @handle`, `— Name, Town`, `(via @handle)`, `by Name`."""
    if len(line) > LONGEST:
        return None
    marked = re.match(rf"^\s*(?:{DASH}|~|\||\(|\[|by\s|via\s|from\s|h/t\s)\s*", line, re.IGNORECASE)
    if marked:
        return credit(line[marked.end() :])
    return credit(line) if re.match(rf"^\s*{HANDLE}\s*(?:$|[(,·•|])", line) else None


def _filled(row: Row, text: str, who: Credit, how: str) -> Row:
    text = _cut_links(text, row)
    mentioned = MENTIONS.match(text)
    if mentioned and len(mentioned[0]) < len(text):
        row.notes.append(_("Left out at the beginning: %(words)s") % {"words": mentioned[0].strip()})
        text = text[mentioned.end() :]
    row.text, row.how = unquoted(text), how
    row.name, row.network, row.town, row.work = who.shown, "" if who.name and who.handle else who.network, who.town, who.work
    row.source_url, row.source_date = row.source_url or who.url, row.source_date or who.day
    row.notes += who.notes
    return row


def _cut_links(line: str, row: Row) -> str:
    """Links at the end say where it was seen; words that are nothing but a link stay."""
    for _again in range(MOST_LINKS):
        match = END_LINK.search(line, max(0, len(line) - LAST))
        if match is None or match.start() == 0:
            break
        link = match["link"].rstrip(".,;")
        if link.lower().startswith("http") and (not row.source_url or re.search(r"/status/|/post/|/@|/p/", link)):
            row.source_url = link
        row.notes.append(_("Link at the end, left out of the words: %(link)s") % {"link": link[:200]})
        line = line[: match.start()]
    return line


def unquoted(text: str) -> str:
    """Without the one pair of quotation marks around the whole."""
    text = text.strip()
    if len(text) > 2 and text[0] in PAIRS and text[-1] in PAIRS[text[0]] and not re.search(f"[{re.escape(PAIRS[text[0]])}](?!\\w)", text[1:-1]):
        return text[1:-1].strip()
    return text


def _quoted_then_credit(line: str) -> Found | None:
    closers = PAIRS.get(line[:1], "")
    ends = [at for at, letter in enumerate(line) if at > 1 and letter in closers and not line[at + 1 : at + 2].isalnum()]
    for at in reversed(ends[-12:]):
        rest = line[at + 1 :].lstrip(" \t.,").rstrip(" \t,")  # the last dot may be an initial's: credit() knows
        marked = re.match(rf"(?:{DASH}|~|\||/|:|\(|\[|by\b|via\b|from\b|@|{SAYING}\b)", rest, re.IGNORECASE)
        who = credit(rest, lenient=bool(marked)) if rest and len(rest) <= 160 else None
        if who:
            return line[:at].rstrip(",") + line[at], who, _("“words”, then a name")
    return None


def _credit_then_quoted(line: str) -> Found | None:
    match = re.match(rf"^(?P<who>[^\"“«„]{{2,120}}?)\s*(?:[:,>|]|{DASH}|\b{SAYING}\b[:,]?)?\s*(?P<words>[\"“«„].+)$", line)
    if not match or unquoted(match["words"]) == match["words"].strip():
        return None
    who = credit(match["who"])
    return (match["words"], who, _("name, then “words”")) if who else None


def _in_brackets(line: str) -> Found | None:
    match = re.match(r"^(?P<words>.+?)\s*[(\[](?P<who>[^()\[\]]{2,120})[)\]][\s.]*$", line)
    who = credit(match["who"]) if match else None
    if not match or not who:
        return None
    before = re.search(rf"(?:\s{DASH}|~)\s*([^-–—~]{{2,60}})$", match["words"])  # words - Name (@handle)
    if before and (whole := credit(f"{before[1]} ({match['who']})")):
        return match["words"][: before.start()], whole, _("words, then a name")
    tail = re.match(r"^(?P<words>.+[.!?…][\"”»]?)\s+(?P<name>[^.!?…]{2,60})$", match["words"])
    if tail and (whole := credit(f"{tail['name']} ({match['who']})")) and whole.name:
        return tail["words"], whole, _("words, then a name")
    return match["words"], who, _("words, then a name in brackets")


def _words_then_dash(line: str) -> Found | None:
    for separator in list(SEPARATOR.finditer(line))[-8:]:
        who = credit(line[separator.end() :])
        if who and separator.start() > 0:
            return line[: separator.start()], who, _("words, then a name")
    return None


def _words_via(line: str) -> Found | None:
    match = re.match(rf"^(?P<words>.+?)[\s,]+(?:/?via|by|from|h/t|HT|MT|RT)\s+(?P<who>{HANDLE}.*)$", line)
    who = credit(match["who"]) if match else None
    return (match["words"], who, _("words via a handle")) if match and who else None


def _handle_then_words(line: str) -> Found | None:
    match = re.match(rf"^(?P<who>{HANDLE}(?:\s*[(\[][^()\[\]]{{1,80}}[)\]])?)\s*(?:[:>|»=]|\s{DASH}|{DASH}\s|~|\b{SAYING}\b:?)\s*(?P<words>.+)$", line)
    who = credit(match["who"], lenient=True) if match else None
    return (match["words"], who, _("handle, then words")) if match and who else None


def _name_then_words(line: str) -> Found | None:
    match = re.match(r"^(?P<who>[^:\"“]{2,120}?)\s*:\s*(?P<words>\S.*)$", line[:BEGINNING])
    who = credit(match["who"]) if match and not match["who"].lower().endswith(("http", "https")) else None
    if match and not who and re.fullmatch(r"(?=\w*[\d_])[a-z]\w{2,29}", match["who"]):
        who = Credit(name=match["who"])  # anna_b: text
    return (line[match.start("words") :], who, _("name, then words")) if match and who else None


def _name_dash_words(line: str) -> Found | None:
    match = re.match(rf"^(?P<who>[^-–—―−~|:\"“]{{2,80}}?)\s+(?:{DASH}|[~|])\s+(?P<words>\S.*)$", line[:BEGINNING])
    who = credit(match["who"]) if match and len(match["words"].split()) > 2 else None
    if not match or not who or not (who.handle or who.town or who.work or len(who.name.split()) > 1):
        return None
    return line[match.start("words") :], who, _("name, then words")


def _sentence_then_name(line: str) -> Found | None:
    for end in list(re.finditer(r"(?<!\b[A-Z])(?<!\bSt)(?<!\bDr)(?<!\bMr)(?<!\bMrs)[.!?…][\"”»’)]?\s+(?=\S)", line))[-6:]:
        rest = line[end.end() :].strip()
        who = credit(rest) if len(rest) <= 100 else None
        if who and (who.handle or who.town or who.work or 2 <= len(who.name.split()) <= 3):
            if not (who.handle or "," in rest):
                who.notes.append(_("The last words were taken for a name: look twice."))
            return line[: end.end()], who, _("words, then a name")
    return None


def _words_then_handle(line: str) -> Found | None:
    match = re.match(rf"^(?P<words>.+?)[\s,;:]+(?P<who>{HANDLE})(?P<tags>(?:\s+#\w+)*)[\s.]*$", line)
    who = credit(match["who"]) if match and re.search(r"\w", re.sub(HANDLE, "", match["words"])) else None
    if not match or not who:
        return None
    if not re.search(r"[.!?…\"”»)]$", match["words"]):
        who.notes.append(_("The handle at the end was taken for the author: look twice."))
    return match["words"] + match["tags"], who, _("words, then a handle")


def _handle_alone_then_words(line: str) -> Found | None:
    match = re.match(rf"^\.?(?P<who>{HANDLE})[\s,]+(?P<words>\S.*)$", line)
    who = credit(match["who"]) if match and re.search(r"\w", re.sub(HANDLE, "", TAGS.sub("", match["words"]))) else None
    return (match["words"], who, HANDLE_FIRST) if match and who else None


HANDLE_FIRST = "@… …"  # whose: the author's, or the one they answer? paste.py asks the other lines
SHAPES: list[Callable[[str], Found | None]] = [
    _quoted_then_credit,
    _handle_then_words,
    _credit_then_quoted,
    _in_brackets,
    _words_then_dash,
    _words_via,
    _name_then_words,
    _name_dash_words,
    _sentence_then_name,
    _words_then_handle,
    _handle_alone_then_words,
]
