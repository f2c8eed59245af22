"""Who may decide, as a pure question about a person: editors and moderators, who are given this permission by stories/setup.py."""

from __future__ import annotations

from people.models import User

PERMISSION = "moderation.add_decision"


def may_moderate(user: User) -> bool:
    return bool(user.is_authenticated and user.is_active and user.has_perm(PERMISSION))
