"""Private links: a key that stands in a mail and nowhere else, and what is stored of it."""

from __future__ import annotations

import hashlib
import secrets


def new_key() -> str:
    """Good in an address; nobody can guess it."""
    return secrets.token_urlsafe(32)


def hashed(key: str) -> str:
    """What the database keeps: whoever reads it there cannot open the link."""
    return hashlib.sha256(key.encode()).hexdigest()
