"""What was changed between two versions of a story, word by word: two StoryPages come in, marked-up HTML by block goes out."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from hashlib import sha256
from html import unescape
from typing import Any

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from core.quotation import within_quotes
from stories.models import StoryPage
from stories.tell_text import to_text

WORDS = re.compile(r"\s+|\w+|[^\w\s]", re.UNICODE)
PIECES = re.compile(r"(?:<del>(.*?)</del>)?(?:<ins>(.*?)</ins>)?", re.DOTALL)
MOST_TOLD = 600  # letters
FIELDS = ("title", "standfirst", "happened", "stake_note", "ai_note", "photo_caption")
CHOICES = ("kind", "stake", "ai_use", "outcome")


@dataclass(frozen=True)
class Change:
    """One place that differs; `html` has <ins> and <del> and is otherwise escaped."""

    label: str
    html: SafeString

    @property
    def mark(self) -> str:
        """Names this very change: the same place changed otherwise has another."""
        return sha256(f"{self.label}\n{self.html}".encode()).hexdigest()[:12]

    @property
    def in_words(self) -> str:
        """'“big” → “small”; new: “twice”', for a message."""
        return "; ".join(_told(gone, come) for gone, come in PIECES.findall(self.html) if (gone + come).strip())[:MOST_TOLD]


def changes(before: StoryPage, after: StoryPage) -> list[Change]:
    """The differences in the order of the page: title and facts first, then the blocks. Empty where nothing was changed."""
    found = []
    old, new = dict(_texts(before)), dict(_texts(after))
    for key in [*new, *(key for key in old if key not in new)]:
        was, now = old.get(key, ("", ""))[1], new.get(key, ("", ""))[1]
        if was != now:
            found.append(Change((new.get(key) or old[key])[0], words(was, now)))
    return found


def words(before: str, after: str) -> SafeString:
    """'a <del>big</del><ins>small</ins> shop'."""
    old, new = WORDS.findall(before), WORDS.findall(after)
    parts: list[str] = []
    for what, a1, a2, b1, b2 in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        gone, come = escape("".join(old[a1:a2])), escape("".join(new[b1:b2]))
        if what == "equal":
            parts.append(gone)
            continue
        parts.append((f"<del>{gone}</del>" if gone else "") + (f"<ins>{come}</ins>" if come else ""))
    return mark_safe("".join(parts))  # every piece is escaped above  # noqa: S308


def _told(gone: str, come: str) -> str:
    was, now = within_quotes(unescape(gone).strip()), within_quotes(unescape(come).strip())
    if was and now:
        return _("“%(was)s” → “%(now)s”") % {"was": was, "now": now}
    return _("taken out: “%(was)s”") % {"was": was} if was else _("added: “%(now)s”") % {"now": now}


def _texts(page: StoryPage) -> list[tuple[str, tuple[str, str]]]:
    """(key, (label, text)) of everything that can be compared; blocks by their id, which survives edits."""
    found = [(name, (str(page._meta.get_field(name).verbose_name), getattr(page, name))) for name in FIELDS]
    found += [(name, (str(page._meta.get_field(name).verbose_name), str(getattr(page, f"get_{name}_display")()))) for name in CHOICES]
    found.append(("photo", (_("photograph over the story"), page.photo.description if page.photo else "")))
    found.append(("place", (_("place"), str(page.place or ""))))
    found.append(("businesses", (_("businesses"), ", ".join(str(row.business) for row in page.story_businesses.all()))))
    found.append(("services", (_("kinds of service"), ", ".join(sorted(one.name for one in page.services.all())))))
    found += [(str(block.id), (str(block.block.label), block_text(block))) for block in page.body]
    return found


def block_text(block: Any) -> str:
    """A block as its author edits it."""
    if block.block_type == "text":
        return to_text(block.value.source)
    return "\n".join(str(value) for value in block.value.values() if value not in (None, ""))
