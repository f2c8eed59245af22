"""Who may do what with a story in the CMS: everybody who edits may change it, only the review's last step makes it live."""

from __future__ import annotations

from wagtail.models import PagePermissionTester


class StoryPermissions(PagePermissionTester):
    """What Wagtail's buttons, bulk actions and API ask. Its workflow's own buttons keep no state, no log and no letter.

    The operator may put a newer version of a published story on the site; that is written down (stories/publish.py).
    """

    def can_publish(self) -> bool:
        return bool(self.user.is_superuser and self.page.live and super().can_publish())

    def can_unpublish(self) -> bool:
        return False  # a removal has words: stories.review.take_down

    def can_unschedule(self) -> bool:
        return False  # so has a date that is off: stories.review.take_off_schedule

    def can_submit_for_moderation(self) -> bool:
        return False

    def can_copy(self) -> bool:
        return False  # a second copy of a text has no author who sent it and nobody's consent

    def can_delete(self, ignore_bulk: bool = False) -> bool:
        from stories.models import Review

        return super().can_delete(ignore_bulk) and not Review.objects.filter(story_id=self.page.pk).exists()

    def can_move(self) -> bool:
        return super().can_delete(ignore_bulk=True)  # another section is another beat, not a removal


class ShelfPermissions(PagePermissionTester):
    """A page that holds stories is published like any other; what is made below it starts as a draft."""

    def can_publish_subpage(self) -> bool:
        return False

    def can_delete(self, ignore_bulk: bool = False) -> bool:
        return super().can_delete(ignore_bulk) and self.page.is_leaf()
