"""Review: where a story stands, with whom, what was said, and the two steps of its workflow."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import Task

from core.quotation import within_quotes
from stories.models.story import StoryPage
from stories.states import IN_REVIEW, State

CHECKLIST = {
    "figures": _("Figures have a source, and what else changed is said"),
    "names": _("Everyone named agreed, or the name is changed"),
    "leaks": _("The leak check is clean"),
    "stake": _("The author's connection is stated"),
}


class ReviewQuerySet(models.QuerySet["Review"]):
    def waiting(self) -> ReviewQuerySet:
        return self.filter(state__in=IN_REVIEW)

    def by_age(self) -> ReviewQuerySet:
        return self.order_by("submitted_at", "id")

    def of(self, user) -> ReviewQuerySet:
        """Those she may work on: her own, and those of stories that she agreed to write with somebody."""
        together = StoryPage.objects.filter(co_authors__user=user, co_authors__state="agreed", co_authors__may_edit=True)
        return self.filter(Q(owner=user) | Q(story_id__in=together.values("pk")))


class Review(models.Model):
    """One row per story; outside the page, so that no revision can roll a state back."""

    story = models.OneToOneField("stories.StoryPage", on_delete=models.CASCADE, related_name="review")
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="reviews")
    state = models.CharField(max_length=20, choices=State, default=State.DRAFT)
    editor = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    submitted_at = models.DateTimeField(null=True, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    publish_at = models.DateTimeField(null=True, blank=True)
    read_revision = models.ForeignKey("wagtailcore.Revision", on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    approved_revision = models.ForeignKey("wagtailcore.Revision", on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    author_revision = models.ForeignKey("wagtailcore.Revision", on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    checklist = models.JSONField(default=dict)  # {key of CHECKLIST: true}
    call = models.ForeignKey("stories.CallPage", on_delete=models.SET_NULL, null=True, blank=True, related_name="answers")
    not_before = models.DateField(_("not before"), null=True, blank=True)  # the author's wish: she may fear her employer
    due_on = models.DateField(_("due"), null=True, blank=True)  # by when whoever has it means to be done
    asked_again_at = models.DateTimeField(null=True, blank=True)  # declined, and its author asked once more

    objects = ReviewQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["state", "submitted_at"], name="reviews_waiting"),
            models.Index(fields=["owner", "-submitted_at"], name="reviews_of_an_author"),
        ]
        constraints = [models.CheckConstraint(condition=Q(state__in=State.values), name="review_state_is_known")]

    def __str__(self) -> str:
        return f"{self.story_id}: {self.state}"

    @property
    def days_waiting(self) -> int:
        return (timezone.now() - self.submitted_at).days if self.submitted_at else 0


class Message(models.Model):
    """One letter between an author and the newsroom, kept on both their pages."""

    story = models.ForeignKey("stories.StoryPage", on_delete=models.CASCADE, related_name="messages")
    decision = models.OneToOneField("moderation.Decision", on_delete=models.PROTECT, null=True, blank=True, related_name="message")
    sender = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    from_newsroom = models.BooleanField(default=True)
    subject = models.CharField(max_length=160, blank=True)
    words = models.TextField()
    sent_at = models.DateTimeField(default=timezone.now)
    read_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["sent_at", "id"]
        indexes = [models.Index(fields=["story", "sent_at"], name="messages_of_a_story")]


class LetterTemplate(models.Model):
    class Outcome(models.TextChoices):
        APPROVE = "approve", _("First read passed")
        PUBLISH = "publish", _("Published")
        CHANGES = "changes", _("Changes requested")
        DECLINE = "decline", _("Declined")

    title = models.CharField(_("title"), max_length=120)
    slug = models.SlugField(max_length=60, unique=True)
    outcome = models.CharField(_("for"), max_length=12, choices=Outcome)
    body = models.TextField(_("letter"), help_text=_("{author} and {title} are filled in."))

    class Meta:
        ordering = ["outcome", "title"]

    def __str__(self) -> str:
        return self.title

    def filled(self, review: Review) -> str:
        """The letter with the author's name and the story's title in it."""
        author = review.owner.get_full_name() if review.owner else ""
        return self.body.replace("{author}", author).replace("{title}", within_quotes(review.story.draft_title or review.story.title))


class StepTask(Task):
    """Decided only on the newsroom's own review screen, so Wagtail's menus offer nothing for it."""

    class Meta:
        abstract = True

    def get_actions(self, obj, user):
        return []

    def user_can_access_editor(self, obj, user):
        return user.has_perm("stories.review_story")

    def get_task_states_user_can_moderate(self, user, **kwargs):
        return self.task_state_class.objects.none() if self.task_state_class else super().get_task_states_user_can_moderate(user, **kwargs)


class FirstReadTask(StepTask):
    class Meta:
        verbose_name = _("first read")
        permissions = [("review_story", _("Can review stories"))]


class FactCheckTask(StepTask):
    class Meta:
        verbose_name = _("fact and consent check")
