"""The end (or beginning) of a line that says whose words they are comes in; name, handle, network, town and line of work go out."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date

from django.utils.translation import gettext as _

HANDLE = r"(?<![\w@./])@\w(?:[\w.-]*\w)?(?:@[\w-]+(?:\.[\w-]+)+)?"
DASH = r"(?:--+|[-‐‑‒–—―−﹘⸺⸻])"
LINK = re.compile(r"(?:https?://|www\.|pic\.(?:twitter|x)\.com/)[^\s<>\"”]+", re.IGNORECASE)
LONGEST = 300  # characters; a longer piece of text is nobody's name
EMAIL = re.compile(r"(?<![\w@])[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
TAGS = re.compile(r"(?<!\w)#\w+")
LEAD_IN = re.compile(r"^(?:by|via|from|h/t|ht|/via|hat tip(?: to)?|thanks to|per|source|credit|said|says|tweeted|wrote|quoth)\b[\s:]*", re.IGNORECASE)
TRAIL_OUT = re.compile(r"\s+(?:said|says|tweeted|tweets|wrote|writes|replied|replies|answered|answers|commented)$", re.IGNORECASE)
NETWORKS = {  # "" has no handles that the wall knows; its name is no town all the same
    "twitter": "x",
    "x": "x",
    "mastodon": "mastodon",
    "bluesky": "bluesky",
    "bsky": "bluesky",
    "instagram": "instagram",
    "insta": "instagram",
    "ig": "instagram",
    **dict.fromkeys(["linkedin", "facebook", "tiktok", "reddit", "youtube"], ""),
}
ON_NETWORK = re.compile(rf"\b(?:on|via|from|in)\s+({'|'.join(NETWORKS)})\b", re.IGNORECASE)
MONTHS = {m: i for i, m in enumerate(["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"], 1)}
MONTH = r"(?P<month>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?"
DATES = [
    re.compile(r"\b(?P<year>\d{4})-(?P<number>\d{2})-(?P<day>\d{2})\b"),
    re.compile(rf"\b{MONTH}\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<year>\d{{4}})\b", re.IGNORECASE),
    re.compile(rf"\b(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s+{MONTH},?\s+(?P<year>\d{{4}})\b", re.IGNORECASE),
]
CLOCK = re.compile(r"\b\d{1,2}:\d{2}(?::\d{2})?\s*(?:[ap]\.?m\.?)?(?=\W|$)", re.IGNORECASE)
PARTICLE = re.compile(r"van|von|de|der|den|del|della|di|da|la|le|du|bin|al|el|y|e|and|&|of|the|dos|ten|ter|zu", re.IGNORECASE)
NO_BEGINNING = re.compile(r"y|e|and|&|of|the|der|den|dos|ten|ter|zu|du|bin|del|della", re.IGNORECASE)
NO_NAME = re.compile(
    r"customer service|cs|service|great service|good service|(?:my )?answer|a|q|question|p\.?s|edit|update|note|thanks|thank you|yes|no|also|example|tl;dr"
    r"|simple|simply|for me|to me|always|period|end of story|full stop|rt|i|the|it|ok|reply|author|warning|nb",
    re.IGNORECASE,
)
JOBS = re.compile(
    r"\b(?:owner|manager|director|founder|co-?founder|ceo|coo|cto|cmo|vp|president|head|lead|chief|consultant|teacher|nurse|doctor|gp|student|retired|barista|chef"
    r"|cook|clerk|shop|store|cafe|café|freelance\w*|agent|rep|assistant|author|blogger|editor|coach|analyst|partner|principal|staff|at|inc|ltd|llc|gmbh|co|corp"
    r"|company|group|agency|\w+(?:keeper|wright|smith|maker|monger|ician|ologist|grapher|dresser)|[a-z]\w*(?:ist|ant)"
    r"|\w*(?:baker|driver|seller|waiter|waitress|grocer|plumber|carpenter|butcher|farmer|porter|engineer|designer|developer|writer|speaker|trainer|lawyer|cleaner"
    r"|gardener|painter|tailor|cobbler|librarian|optician|mechanic|receptionist|pharmacist|electrician))\b",
    re.IGNORECASE,
)
EDGE = rf"(?:[\s~|•·,;:/\"“”()\[\]<>*_]|{DASH})+"
PARTS = re.compile(rf"\s+from\s+(?=[^\W\d_])|\s*[,;|•·()\[\]/]\s*|\s+(?:{DASH}|~)\s+")
LAST_INITIAL = re.compile(r"\s(?:[^\W\d_]|[JS]r)\.$")


@dataclass
class Credit:
    name: str = ""
    handle: str = ""
    network: str = ""
    town: str = ""
    work: str = ""
    url: str = ""
    day: str = ""
    notes: list[str] = field(default_factory=list)

    @property
    def shown(self) -> str:
        """The name; with the handle behind it where both are known."""
        return f"{self.name} ({self.handle})" if self.name and self.handle else self.name or self.handle


def credit(text: str, *, lenient: bool = False) -> Credit | None:
    """None where this does not look like somebody's name. `lenient` takes any few words: they stand behind a closing quotation mark."""
    if len(text) > LONGEST:
        return None
    found = Credit()
    rest = _take_facts(text, found)
    handles = re.findall(HANDLE, rest)
    rest = re.sub(HANDLE, " ", rest)
    rest = TRAIL_OUT.sub("", LEAD_IN.sub("", re.sub(rf"^{EDGE}|{EDGE}$", "", rest)))
    parts = [_bare(part) for part in PARTS.split(rest)]
    parts = [part for part in parts if part and re.search(r"\w", part)]
    if len(handles) > 1 and all(part.lower() in {"and", "&", "or"} for part in parts):
        return Credit(**{**vars(found), "name": " & ".join(handles)[:80]})
    found.handle = handles[0] if handles else ""
    parts = _take_networks(parts, found)
    first = re.match(rf"\W*{HANDLE}", text)
    if first and len(parts) == 1 and len(parts[0].split()) == 1 and is_name(parts[0]):
        _give(parts.pop(), found)  # @handle (Leeds): where somebody is; @handle (Ann Lee) is a name
    if not _place(parts, found, lenient=lenient):
        return None
    found.network = found.network or network_of(found.handle)
    return found if found.name or found.handle else None


def _take_facts(text: str, found: Credit) -> str:
    """Cuts link, date, network and an e-mail address out."""
    link = LINK.search(text)
    if link:
        found.url = link[0].rstrip(".,;)]")
        text = LINK.sub(" ", text)
    found.day, text = cut_day(text)
    text = TAGS.sub(" ", CLOCK.sub(" ", text))
    if EMAIL.search(re.sub(HANDLE, " ", text)):
        text = " ".join(word for word in text.split(" ") if not EMAIL.fullmatch(word.strip("()<>,;")))
        found.notes.append(_("An e-mail address was left out."))
    named = ON_NETWORK.search(text)
    if named:
        found.network = NETWORKS[named[1].lower()]
        text = text[: named.start()] + text[named.end() :]
    return text


def _bare(part: str) -> str:
    """Without signs around it; a short one keeps its dot, as in Jr. and B., and so does a last initial, as in Ann Lee D."""
    bare = part.strip(' \t:*_"“”')
    return bare if len(bare) <= 4 or LAST_INITIAL.search(bare) else bare.strip(' \t:*_"“”.')


def cut_day(text: str) -> tuple[str, str]:
    """The first full date in it as 2026-03-31 (or nothing), and the text without it."""
    for pattern in DATES:
        if match := pattern.search(text):
            parts = match.groupdict()
            month = int(parts["number"]) if "number" in parts else MONTHS[parts["month"].lower()[:3]]
            try:
                return date(int(parts["year"]), month, int(parts["day"])).isoformat(), text[: match.start()] + " " + text[match.end() :]
            except ValueError:
                continue
    return "", text


def _take_networks(parts: list[str], found: Credit) -> list[str]:
    for part in parts:
        if part.lower() in NETWORKS and part != "x":
            found.network = NETWORKS[part.lower()]
    return [part for part in parts if part.lower() not in NETWORKS or part == "x"]


def _place(parts: list[str], found: Credit, *, lenient: bool) -> bool:
    """Gives each part its field. False where a part is no name and nothing a name is followed by."""
    if len(parts) > 5 or any(len(part) > 80 for part in parts):
        return False
    if parts and not (found.handle and not lenient and not is_name(parts[0])):
        if not lenient and not is_name(parts[0]):
            return False
        if lenient and len(parts[0].split()) > 7:
            return False
        if not (found.handle and JOBS.search(parts[0]) and len(parts) == 1 and not is_name(parts[0])):
            found.name, parts = parts[0], parts[1:]
    elif parts and (len(parts[0].split()) > 4 or not (parts[0][:1].isupper() or JOBS.search(parts[0]))):
        return False
    for part in parts:
        if len(part.split()) > 6:
            return False
        _give(part, found)
    return True


def _give(part: str, found: Credit) -> None:
    where = re.fullmatch(r"(?P<work>.+?)\s+in\s+(?P<town>[^\W\d_a-z].*)", part)
    if where and JOBS.search(where["work"]) and not found.town:
        part, found.town = where["work"], where["town"]
    part = re.sub(r"^(?:an?|the)\s+(?=\w)", "", part, flags=re.IGNORECASE)
    if JOBS.search(part) and not found.work:
        found.work = part
    elif not found.town or re.fullmatch(r"[A-Z]{2,3}", part):
        found.town = f"{found.town}, {part}" if found.town else part
    elif not found.work:
        found.work = part
    else:
        found.work = f"{found.work}, {part}"


def is_name(text: str) -> bool:
    """Up to five words, each with a capital (or of a script without capitals), and no known phrase."""
    words = text.split()
    if not 1 <= len(words) <= 5 or len(text) > 60 or NO_NAME.fullmatch(text.strip(".")) or re.search(r"[?!…:;\"“”]|\d{3}", text):
        return False
    if any(word.endswith(".") and len(word) > 5 for word in words):
        return False
    if not words[0][0].isalpha() or NO_BEGINNING.fullmatch(words[0]):
        return False
    return all(_capital(word) or PARTICLE.fullmatch(word) for word in words) and any(_capital(word) for word in words)


def _capital(word: str) -> bool:
    first = next((letter for letter in word if letter.isalnum()), "")
    return bool(first) and (first.isupper() or (first.isalpha() and first.lower() == first.upper()) or first.isdigit())


def network_of(handle: str) -> str:
    """What the form of a handle tells by itself: @a@host is Mastodon, @a.bsky.social is Bluesky. Anything else may be anywhere."""
    if re.fullmatch(r"@[\w.-]+@[\w.-]+", handle):
        return "mastodon"
    return "bluesky" if handle.lower().endswith((".bsky.social", ".bsky.team")) else ""


def network_at(url: str) -> str:
    """The network whose page this link leads to."""
    host = re.sub(r"^https?://(?:www\.|m\.|mobile\.)?", "", url.lower()).partition("/")[0]
    known = {"twitter.com": "x", "x.com": "x", "bsky.app": "bluesky", "instagram.com": "instagram"}
    if host in known:
        return known[host]
    return "mastodon" if host.startswith(("mastodon.", "mstdn.", "fosstodon.", "hachyderm.")) else ""
