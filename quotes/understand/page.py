"""A thread as it is copied from a network's page: which lines are names, and which are furniture (“2h”, “12 likes”, “Reply”)."""

from __future__ import annotations

import re
from dataclasses import dataclass

from quotes.understand.credit import HANDLE, Credit, credit, cut_day, is_name, network_of

TIME = (
    r"(?:(?:\d{1,2}:\d{2}\s*(?:[ap]m)?\s*[·•,-]?\s*)?(?:(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?\s+\d{1,2}(?:,?\s+\d{4})?"
    r"|\d{1,2}\s+(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?(?:,?\s+\d{4})?|\d{4}-\d{2}-\d{2})(?:,?\s*(?:at\s+)?\d{1,2}:\d{2}\s*(?:[ap]m)?)?"
    r"|\d{1,3}\s?(?:s|m|h|d|w|y|mo|min|mins|hr|hrs|yrs?|sec|secs|minutes?|hours?|days?|weeks?|months?|years?)\.?(?:\s+ago)?|just now|yesterday)"
)
WORDS = (
    r"(?:likes?|liked|replies|reply|retweets?|retweeted|reposts?|reposted|reblogs?|boosts?|boosted|quotes|quote (?:post|tweet)s?|favou?rites?|shares?"
    r"|comments?|views?|bookmarks?|following|follow|show (?:more|less|this thread|thread|replies|more replies)|read more|see more|see translation"
    r"|translate (?:post|tweet|bio)|edited|author|verified(?: account)?|pinned|op|alt|public|hide (?:replies|all replies)"
    r"|view (?:all )?(?:\d+ )?(?:more )?repl(?:y|ies)|view replies(?: \(\d+\))?|load more(?: comments)?|top comments|most relevant|write a reply"
    r"|post your reply|add a comment|more replies|replying to|in reply to|user avatar|profile picture|report|copy link|more)"
)
NUMBER = r"\d[\d.,]*+\s?[km]?"
TOKEN = rf"(?:{TIME}|{NUMBER}\s*{WORDS}|{WORDS}|{NUMBER}|[·•|…—♡♥❤↩🔁💬⭐👍🔄-]\uFE0F?)"
FURNITURE = re.compile(  # what separates is in no token, and numbers give nothing back: otherwise a long row of figures takes for ever
    rf"\s*(?:{TOKEN}[\s,]*+)+|.{{1,60}}['’]s (?:profile picture|avatar)|liked by .{{1,80}}"
    r"|(?:in reply to|replying to) @?\S+(?:\s+and\s+(?:@\S+|\d+ others?))*",
    re.IGNORECASE,
)
STRONG = re.compile(rf".*\b(?:reply|likes?|retweets?|reposts?|boosts?|\d+\s?[hdw])\b.*|.*{HANDLE}.*", re.IGNORECASE)
HEAD = re.compile(
    rf"^(?P<shown>.{{0,60}}?)\s*[(]?(?P<handle>{HANDLE})[)]?\s*(?P<rest>(?:(?:{TIME}|verified(?: account)?|author|edited|op|follow|[·•✓✔:]|said:?)[\s,]*+)*)$",
    re.IGNORECASE,
)
BARE = re.compile(r"^(?=.*[._\d]|[a-z])[a-z0-9_](?:[a-z0-9._-]{1,60})[a-z0-9_]$")
REPLYING = re.compile(r"\s*(?:replying to|in reply to)\s*", re.IGNORECASE)
SHORT_TIME = re.compile(rf"\s*[·•]?\s*{TIME}(?:\s*[·•]?\s*(?:edited|author))?\s*", re.IGNORECASE)


@dataclass
class Head:
    """A line that says who speaks in the lines after it."""

    who: Credit
    shown: str = ""  # the name beside the handle


def is_furniture(line: str) -> bool:
    return len(line) < 160 and bool(FURNITURE.fullmatch(line))


def is_strong(line: str) -> bool:
    """Furniture that stands under a comment, and nowhere by chance."""
    return bool(line) and is_furniture(line) and bool(STRONG.fullmatch(line))


def head(line: str, after: str = "") -> Head | None:
    """A handle alone, a name and a handle, a handle and a time; a bare user name only where a time or furniture follows it."""
    if len(line) > 140:
        return None
    match = HEAD.match(line)
    if match:
        shown = match["shown"].strip(" ·•|-—–")
        if shown and not (is_name(shown) or re.search(r"\d", match["rest"])):
            return None
        who = Credit(handle=match["handle"], network=network_of(match["handle"]), day=cut_day(match["rest"])[0])
        return Head(who, shown)
    if re.fullmatch(r"[a-z0-9-]+\.bsky\.social", line, re.IGNORECASE) or (BARE.match(line) and after and SHORT_TIME.fullmatch(after)):
        return Head(Credit(handle=f"@{line}", network=network_of(f"@{line}")))
    return None


def named(line: str) -> Credit | None:
    """`Name:` or `Name (@handle):` on a line of its own."""
    return credit(line.rstrip(" :")) if line.endswith(":") and len(line) < 100 else None


def may_be_shown_name(line: str) -> bool:
    """The name that stands above a handle: a few words without the end of a sentence."""
    return len(line) <= 50 and len(line.split()) <= 6 and not re.search(r"[.!?…:,;\"”]$", line) and not FURNITURE.fullmatch(line)
