"""What may be pinned: a line, a name or an address comes in, words for its writer go out; an empty string when all is well."""

from __future__ import annotations

import regex
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from quotes.clean import graphemes
from quotes.models import Quote
from quotes.models.quotes import LONGEST, MOST_CODE_POINTS

SHORTEST = 3  # characters as a reader sees them
MOST_MARKS = 8  # accents on one letter; no script needs more
ENDINGS = "com|org|net|info|biz|shop|store|online|site|io|co|me|us|uk|de|ru|cn"
ONLY_LINKS = regex.compile(rf"(?:(?:[a-z][a-z0-9+.-]*://\S+|www\.\S+|mailto:\S+|[\w.-]+\.(?:{ENDINGS})(?:[/?#:]\S*)?)[\s,;.]*)+", regex.IGNORECASE)
STACKED = regex.compile(rf"\p{{M}}{{{MOST_MARKS + 1},}}")
HANDLE = regex.compile(r"@?[A-Za-z0-9_](?:[A-Za-z0-9_.-]*[A-Za-z0-9_])?(?:@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+)?")


def line_problem(text: str) -> str:
    """Of a line that quotes.clean.clean_line has cleaned."""
    length = graphemes(text)
    if not text:
        return _("Write your line first: %(shortest)s characters or more that can be read.") % {"shortest": SHORTEST}
    if length < SHORTEST:
        return _("A line has %(shortest)s characters or more. Say a little more.") % {"shortest": SHORTEST}
    if length > LONGEST:
        return _too_long(length - LONGEST)
    if len(text) > MOST_CODE_POINTS or STACKED.search(text):
        return _("Too many marks are stacked on one character here. Take some away.")
    if ONLY_LINKS.fullmatch(text):
        return _("A link alone is not an answer. Say it in your own words.")
    return ""


def _too_long(over: int) -> str:
    words = ngettext("This is %(over)s character too long (at most %(most)s).", "This is %(over)s characters too long (at most %(most)s).", over)
    return words % {"over": f"{over:,}", "most": LONGEST}


def name_problem(name: str, network: str) -> str:
    """Of a cleaned name. With a network it must be a handle there; without one any name will do."""
    if not name:
        return _("Sign it: your name, initials or a handle.")
    if not network:
        return ""
    where = Quote.Network(network).label
    if " " in name:
        return _("A handle on %(network)s has no spaces. Take them out, or choose “no network” if this is a name.") % {"network": where}
    if not HANDLE.fullmatch(name):
        return _("This is not a handle on %(network)s: letters, digits, dots and underscores, like @name. Choose “no network” if it is a name.") % {
            "network": where
        }
    return ""


def as_handle(name: str, network: str) -> str:
    """A handle is kept with its @."""
    return f"@{name}" if network and not name.startswith("@") else name
