"""Who may do what with a story in the CMS: everybody who edits may change it, only the review's last step makes it live."""

from __future__ import annotations

from wagtail.models import PagePermissionTester


class StoryPermissions(PagePermissionTester):
    """Editors publish pages, but no story: that is stories/publish.py's alone. The operator's own way stays, and is written down."""

    def can_publish(self) -> bool:
        return bool(self.user.is_superuser and super().can_publish())

    def can_unpublish(self) -> bool:
        return bool(self.user.is_superuser and super().can_unpublish())


class ShelfPermissions(PagePermissionTester):
    """A page that holds stories is published like any other; what is made below it starts as a draft."""

    def can_publish_subpage(self) -> bool:
        return bool(self.user.is_superuser and super().can_publish_subpage())
