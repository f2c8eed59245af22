"""Who may do what, as pure questions about a person."""

from __future__ import annotations

from django.contrib.auth.models import Permission
from django.db.models import Q

from people.models import User

EDITORS = "Editors"
MODERATORS = "Moderators"


def is_editor(user: User) -> bool:
    return bool(user.is_authenticated and user.is_active and user.has_perm("stories.review_story"))


def may_enter_cms(user: User) -> bool:
    return bool(user.is_authenticated and user.is_active and user.has_perm("wagtailadmin.access_admin"))


def is_only_editor(user: User) -> bool:
    """Nobody else could decide on what she writes."""
    may_review = Permission.objects.filter(content_type__app_label="stories", codename="review_story")
    others = User.objects.filter(is_active=True).exclude(pk=user.pk)
    return not others.filter(Q(is_superuser=True) | Q(groups__permissions__in=may_review) | Q(user_permissions__in=may_review)).exists()
