"""A text of WordPress's comes in, with the blocks that its posts share; the text with their words in it goes out, and what to say of those not there."""

from __future__ import annotations

import re
from collections.abc import Mapping

from django.utils.translation import ngettext

from writers.posts.post import MOST_TEXT

SHARED = re.compile(r"<!-- wp:(?:core/)?block\s(\{[^\n<>]{0,5000}?\}\s)?/-->")
NUMBER = re.compile(r"\"ref\":\s?\"?(\d{1,20})")
DEEPEST = 4  # blocks in blocks


def put_in(text: str, blocks: Mapping[str, str]) -> tuple[str, list[str]]:
    missing, room = 0, MOST_TEXT

    def words(found: re.Match[str]) -> str:
        nonlocal missing, room
        number = NUMBER.search(found[1] or "")
        inner = blocks.get(number[1]) if number else None
        if inner is None or len(inner) > room:
            missing += 1
            return ""
        room -= len(inner)
        return f"\n\n{inner}\n\n"

    for _depth in range(DEEPEST):
        text = SHARED.sub(words, text)
    text, deeper = SHARED.subn("", text)
    missing += deeper
    told = ngettext(
        "%(count)s part that posts share (a reusable block) is not in the export; its place is empty.",
        "%(count)s parts that posts share (reusable blocks) are not in the export; their places are empty.",
        missing,
    )
    return text, [told % {"count": missing}] if missing else []
