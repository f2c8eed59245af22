"""What holds a publication: a story comes in, words for an editor go out, one for each reason. Apps above stories register theirs."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.urls import reverse

from stories.models import StoryPage

Ask = Callable[[StoryPage], Iterable[str]]


@dataclass(frozen=True)
class Hold:
    words: str
    url: str  # of the page on which an editor settles it


_asked: dict[Ask, str] = {}


def register(ask: Ask, *, settled_at: str) -> None:
    """`ask` gets the version that would be published and gives words an editor can act on; `settled_at` names an address that takes the story's key."""
    _asked[ask] = settled_at


def found(story: StoryPage) -> list[Hold]:
    return [Hold(words, reverse(settled_at, args=[story.pk])) for ask, settled_at in _asked.items() for words in ask(story)]


def reasons(story: StoryPage) -> list[str]:
    return [hold.words for hold in found(story)]
