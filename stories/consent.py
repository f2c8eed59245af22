"""What an author agrees to when a story is sent: the only place where these words stand. A change of words is a new VERSION."""

from __future__ import annotations

from collections.abc import Mapping

from django.conf import settings
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _

from people.models import User
from stories.models import Consent, StoryPage

VERSION = "2026-11-22"
TRUE = _("This is true as I know it.")
PHOTOS = _("I may share these photographs, and the people in them agree.")
PUBLISH = _("You may publish it and edit it lightly; I am shown what was changed.")
WITHDRAW = _("I know that I can withdraw it at any time.")
WANTED = {"true": TRUE, "photos": PHOTOS, "publish": PUBLISH, "withdraw": WITHDRAW}


def statements(*, photos: bool) -> dict[str, str]:
    """The statements to agree to, by key, in the reader's language."""
    return {key: str(words) for key, words in WANTED.items() if photos or key != "photos"}


def given(*, photos: bool) -> dict[str, str]:
    """What is kept: the exact words, their version, and when."""
    return {"words": "\n".join(statements(photos=photos).values()), "version": VERSION, "given_at": timezone.now().isoformat()}


def missing(story: StoryPage, *, photos: bool) -> dict[str, str]:
    """The statements nobody has agreed to for this story, by key. Words that were changed since are asked for again."""
    agreed = {line for words in Consent.objects.filter(story=story).values_list("words", flat=True) for line in words.split("\n")}
    return {key: words for key, words in statements(photos=photos).items() if not agreed & _in_every_language(key)}


def record(story: StoryPage, *, by: User, agreed: Mapping[str, str]) -> Consent | None:
    """Writes down what she agreed to now: statements by key, as missing() gives them."""
    if not agreed:
        return None
    return Consent.objects.create(story=story, user=by, words="\n".join(agreed.values()), version=VERSION, given_at=timezone.now())


def _in_every_language(key: str) -> set[str]:
    """A statement as it may have been read."""
    found = set()
    for code, _name in settings.LANGUAGES:
        with translation.override(code):
            found.add(str(WANTED[key]))
    return found
