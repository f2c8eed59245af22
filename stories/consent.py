"""What an author agrees to when a story is sent: the only place where these words stand. A change of words is a new VERSION."""

from __future__ import annotations

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

VERSION = "2026-11-22"
TRUE = _("This is true as I know it.")
PHOTOS = _("I may share these photographs, and the people in them agree.")
PUBLISH = _("You may publish it and edit it lightly; I am shown what was changed.")
WITHDRAW = _("I know that I can withdraw it at any time.")


def statements(*, photos: bool) -> dict[str, str]:
    """The statements to agree to, by key, in the reader's language."""
    wanted = {"true": TRUE, "photos": PHOTOS, "publish": PUBLISH, "withdraw": WITHDRAW}
    return {key: str(words) for key, words in wanted.items() if photos or key != "photos"}


def given(*, photos: bool) -> dict[str, str]:
    """What is kept: the exact words, their version, and when."""
    return {"words": "\n".join(statements(photos=photos).values()), "version": VERSION, "given_at": timezone.now().isoformat()}
