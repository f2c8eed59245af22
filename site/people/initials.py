"""Whoever asks to be shown by initials is never shown by a name: what was typed comes in, what is wrong with it goes out."""

from __future__ import annotations

import re

from django.utils.translation import gettext as _

LETTERS = re.compile(r"[^\W\d_]+")
LONGEST = 3  # letters of one initial: JFK, Th., van


def problem_of(name: str) -> str:
    """In words what to do, or nothing where these are initials."""
    if not any(_is_a_name(name, run) for run in LETTERS.finditer(name)):
        return ""
    told = _("These are more than initials. Yours would be %(initials)s; to be shown as you typed it, choose another way to sign.")
    return told % {"initials": initials_of(name)}


def initials_of(name: str) -> str:
    """'Nora de Vries' is 'N. V.'"""
    words = [run.group() for run in LETTERS.finditer(name)]
    return " ".join(f"{word[0].upper()}." for word in words if not _is_particle(word)) or f"{words[0][0].upper()}."


def _is_a_name(name: str, run: re.Match[str]) -> bool:
    """Not one letter, not capitals, not cut short by a period, not a 'van' between them."""
    word = run.group()
    if len(word) > LONGEST:
        return True
    cut_short = name[run.end() : run.end() + 1] == "."
    return not (len(word) == 1 or word.isupper() or cut_short or _is_particle(word))


def _is_particle(word: str) -> bool:
    return word.islower() and 1 < len(word) <= LONGEST
