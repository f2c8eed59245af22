"""What somebody agrees to who pins a line: the only place where these words stand. A change of words is a new VERSION."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

VERSION = "2026-11-22"
WORDS = _("By pinning it you let us show this line under this name, here, in our stories and where they are shared. You can withdraw it at any time.")


def given() -> dict[str, str]:
    """What is stored with the quote: the exact words as they were shown, and their version."""
    return {"consent_words": str(WORDS), "consent_version": VERSION}
