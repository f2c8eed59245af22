"""Writing together, and bringing existing work in."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class CoAuthor(models.Model):
    """One person asked to stand as an author of a story. Shown only after she agreed; then the page has an Author row for her."""

    class State(models.TextChoices):
        ASKED = "asked", _("asked")
        AGREED = "agreed", _("agreed")
        DECLINED = "declined", _("declined")
        TAKEN_BACK = "taken-back", _("taken back")

    story = models.ForeignKey("stories.StoryPage", on_delete=models.CASCADE, related_name="co_authors")
    email = models.EmailField(_("e-mail, never shown"))
    name = models.CharField(_("shown name"), max_length=80)
    byline_kind = models.CharField(_("kind of byline"), max_length=12, default="name")
    may_edit = models.BooleanField(_("may change the text"), default=True)
    position = models.PositiveSmallIntegerField(default=1)
    state = models.CharField(max_length=12, choices=State, default=State.ASKED)
    key_hash = models.CharField(max_length=64, unique=True)
    words = models.TextField(_("your words to this person"), max_length=1000, blank=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True, blank=True)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="co_authored"
    )  # none: agreed without an account
    byline = models.ForeignKey("people.Byline", on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["position", "id"]
        constraints = [models.UniqueConstraint(fields=["story", "email"], condition=Q(state__in=["asked", "agreed"]), name="a_co_author_once")]

    def __str__(self) -> str:
        return self.name


class ImportedPost(models.Model):
    """A post brought in from elsewhere: known by its key, so that bringing it in twice changes nothing."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="imported_posts")
    key = models.CharField(max_length=64)  # hash of the post's own id or address, or else of its file's name and date
    story = models.ForeignKey("stories.StoryPage", on_delete=models.CASCADE, related_name="imported_from")
    original_url = models.URLField(max_length=1000, blank=True)
    original_at = models.DateTimeField(null=True, blank=True)
    source = models.JSONField(default=dict, blank=True)  # front matter that has no field of ours, so that it goes out again
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["made_at", "id"]
        constraints = [models.UniqueConstraint(fields=["user", "key"], name="a_post_once")]

    def __str__(self) -> str:
        return self.key


class ImportRun(models.Model):
    """An upload at the desk that the worker takes in: how far it is, and what came of each post."""

    class State(models.TextChoices):
        WAITING = "waiting", _("waiting")
        RUNNING = "running", _("running")
        DONE = "done", _("done")
        FAILED = "failed", _("failed")

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="import_runs")
    section = models.ForeignKey("stories.SectionPage", on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    file = models.CharField(max_length=200)  # its name in the private storage
    name = models.CharField(max_length=160)  # as it was called
    state = models.CharField(max_length=12, choices=State, default=State.WAITING)
    dry = models.BooleanField(default=True)  # a first look: nothing is made
    table = models.JSONField(default=dict, blank=True)  # {category or tag of the old site: kind of service or ""}
    rows = models.JSONField(default=list, blank=True)  # one for each post: {"title", "what", "why", "story"}
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    problem = models.TextField(blank=True)
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-made_at", "-id"]

    def __str__(self) -> str:
        return self.name


class StoryDay(models.Model):
    """How often a story was read on one day, counted without cookies; rings and replies are counts of their own rows."""

    story = models.ForeignKey("stories.StoryPage", on_delete=models.CASCADE, related_name="days")
    day = models.DateField()
    readers = models.PositiveIntegerField(default=0)
    from_feed = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["day"]
        constraints = [models.UniqueConstraint(fields=["story", "day"], name="a_story_and_day")]

    def __str__(self) -> str:
        return f"{self.story_id} on {self.day}"
