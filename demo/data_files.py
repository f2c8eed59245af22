"""The demo's texts: YAML and Markdown files under demo/data come in, plain values with real dates go out.

Published stories keep their dates. What waits keeps its age instead: it moves along with the clock, so that the oldest story
has always waited the same number of days.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import frontmatter
import yaml
from django.utils import timezone

FOLDER = Path(__file__).parent / "data"
SETTLED = timedelta(hours=52)  # how long after the newest story the demo was written to be looked at
READ_AFTER = timedelta(days=1)


def read(name: str) -> Any:
    return yaml.safe_load((FOLDER / f"{name}.yaml").read_text(encoding="utf-8"))


@dataclass
class StoryFile:
    """One file of demo/data/stories. `values` are its front matter, `text` its Markdown."""

    values: dict[str, Any]
    text: str
    number: int
    shift: timedelta = field(default=timedelta())

    def __getattr__(self, name: str) -> Any:
        try:
            return self.__dict__["values"][name]
        except KeyError:
            raise AttributeError(name) from None

    @property
    def wait(self) -> timedelta:
        """Two to nine days from sending to the decision, always the same for one story."""
        return timedelta(days=2 + self.number * 5 % 8)

    @property
    def shown_at(self) -> datetime | None:
        return moment(self.values["published"]) + self.shift if self.values.get("published") else None

    @property
    def sent_at(self) -> datetime:
        """Where the file does not say: an evening, so long before it was decided as stories wait."""
        if self.values.get("sent"):
            return moment(self.values["sent"]) + self.shift
        settled = self.shown_at if self.values["state"] == "published" else None
        return at_hour((settled or timezone.now()) - self.wait, 18 + self.number % 4, self.number * 7)

    @property
    def read_at(self) -> datetime:
        return at_hour(self.sent_at + READ_AFTER, 9 + self.number % 7, self.number * 11)

    @property
    def decided_at(self) -> datetime:
        if self.values["state"] == "published" and self.shown_at:
            return self.shown_at
        return min(at_hour(self.sent_at + self.wait, 10 + self.number % 6, self.number * 13), timezone.now() - timedelta(hours=1))


def at_hour(day: datetime, hour: int, minute: int) -> datetime:
    return timezone.localtime(day).replace(hour=hour, minute=minute % 60, second=0, microsecond=0)


def stories() -> list[StoryFile]:
    """Every story, oldest number first, its dates moved to fit today's."""
    files = []
    for number, path in enumerate(sorted((FOLDER / "stories").glob("*.md")), start=1):
        post = frontmatter.loads(path.read_text(encoding="utf-8"))
        files.append(StoryFile(values=dict(post.metadata), text=post.content, number=number))
    newest = max(moment(one.published) for one in files if one.state == "published")
    late = (timezone.now() - (newest + SETTLED)) / timedelta(days=1)  # negative where this machine's clock is behind the texts
    early = (timezone.now() - newest) // timedelta(days=1)
    for one in files:
        one.shift = timedelta(days=min(early, 0) if one.state == "published" else round(late))
    return files


def moment(value: str | datetime | date) -> datetime:
    """A date, or a date and time, as the front matter has it. A date alone means ten in the morning here."""
    if isinstance(value, str):
        value = datetime.fromisoformat(value)
    if not isinstance(value, datetime):
        value = datetime.combine(value, time(10))
    elif value.time() == time(0):
        value = value.replace(hour=10)
    return value if timezone.is_aware(value) else timezone.make_aware(value)
