"""Which stories are about a sponsor, and which name one: current sponsors come in; stories that may not carry them go out."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from sponsors import subject
from sponsors.models import Sponsor

TAG = re.compile(r"<[^>]*>")
STORY = "published_stories__story_id"


@dataclass(frozen=True)
class Known:
    """What is known of today's sponsors: the stories about each, and the names by which a text may call them."""

    stories: dict[int, set[int]] = field(default_factory=dict)  # sponsor: keys of StoryPage
    names: list[tuple[str, str]] = field(default_factory=list)  # as a text may have it, the sponsor's name
    told: dict[int, tuple[int, list[str]]] = field(default_factory=dict)  # of each published text: its hash (a quote in it may come and go) and what was found

    def subject(self, sponsor_id: int, row: Any) -> bool:
        return row.story_id in self.stories.get(sponsor_id, ())

    def mentioned(self, row: Any, text: str) -> list[str]:
        """The sponsors whose name, or a business of theirs, stands in the title, the standfirst or the body."""
        if not self.names:
            return []
        if row.pk is None:  # a preview
            return self._look(row, text)
        seen, names = self.told.get(row.pk, (None, []))
        if seen != hash(text):
            names = self._look(row, text)
            self.told[row.pk] = (hash(text), names)
        return names

    def _look(self, row: Any, text: str) -> list[str]:
        words = " ".join(html.unescape(TAG.sub(" ", f"{row.title} \n{row.standfirst} \n{text}")).split())
        lower = words.casefold()
        return list(dict.fromkeys(sponsor for name, sponsor in self.names if name.casefold() in lower and names_it(words, name)))


def names_it(words: str, name: str) -> bool:
    """Whole words only. A name of one word counts as it is written: a shop called Boots is not every boot."""
    flags = re.IGNORECASE if " " in name else 0
    return any(re.search(rf"(?<!\w){re.escape(form)}(?!\w)", words, flags) for form in (name, name.upper()))


def known(sponsors: Iterable[Sponsor]) -> Known:
    """At most one query, and none where there is no sponsor."""
    wanted = {sponsor.pk: sponsor for sponsor in sponsors}
    stories: dict[int, set[int]] = {}
    names = [(sponsor.name, sponsor.name) for sponsor in wanted.values()]
    for pk, rows in subject.rows_of(wanted.values(), STORY).items():
        stories[pk] = {row[STORY] for row in rows} - {None}
        names += [(row["name"], wanted[pk].name) for row in rows]
    return Known(stories, list(dict.fromkeys(names)))
