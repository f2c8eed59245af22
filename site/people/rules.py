"""Who may do what, as pure questions about a person."""

from __future__ import annotations

from people.models import User

EDITORS = "Editors"
MODERATORS = "Moderators"


def is_editor(user: User) -> bool:
    return bool(user.is_authenticated and user.is_active and user.has_perm("stories.review_story"))


def may_enter_cms(user: User) -> bool:
    return bool(user.is_authenticated and user.is_active and user.has_perm("wagtailadmin.access_admin"))
