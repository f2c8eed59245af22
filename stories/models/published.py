"""What readers get: one row per story that was ever live, ready to show, filled by publication and by nothing else.

Lists filter and order on this row alone and never sort across the page tables; a story's address is one indexed query.
"""

from __future__ import annotations

from django.db import models

from quotes.models import Quote
from stories.models.story import StoryPage


class PublishedStoryQuerySet(models.QuerySet["PublishedStory"]):
    def live(self) -> PublishedStoryQuerySet:
        return self.filter(live__in=[True])  # `live=True` is a bare `WHERE live`, for which SQLite uses no index

    def newest(self) -> PublishedStoryQuerySet:
        return self.order_by("-shown_at", "-id")

    def quoting(self, quote: Quote) -> PublishedStoryQuerySet:
        """Those whose published text shows this quote now; one that took it out again is not among them."""
        return self.live().filter(story__woven__quote=quote, story__woven__shown=True)

    def for_cards(self) -> PublishedStoryQuerySet:
        return self.defer("body_html", "facts")


class PublishedStory(models.Model):
    story = models.OneToOneField(StoryPage, on_delete=models.CASCADE, related_name="published")
    live = models.BooleanField(default=True)
    section_slug = models.SlugField(max_length=255)
    slug = models.SlugField(max_length=255)
    section = models.ForeignKey("stories.SectionPage", on_delete=models.CASCADE, related_name="+")
    place = models.ForeignKey("businesses.Place", on_delete=models.PROTECT, null=True, related_name="+")
    kind = models.CharField(max_length=12)
    outcome = models.CharField(max_length=12)
    shown_at = models.DateTimeField()
    updated_at = models.DateTimeField()
    rings = models.PositiveIntegerField(default=0)
    title = models.CharField(max_length=255)
    standfirst = models.CharField(max_length=300, blank=True)
    byline = models.CharField(max_length=400)
    minutes = models.PositiveSmallIntegerField(default=1)
    card = models.JSONField(default=dict)  # labels, addresses and the picture a card needs
    facts = models.JSONField(default=dict)  # what the story page shows around the body
    body_html = models.TextField()
    render_version = models.PositiveSmallIntegerField(default=1)
    businesses = models.ManyToManyField("businesses.Business", through="StoryOfBusiness", related_name="published_stories")
    bylines = models.ManyToManyField("people.Byline", through="StoryOfByline", related_name="published_stories")
    services = models.ManyToManyField("stories.KindOfService", related_name="published_stories")
    went_wrong = models.ManyToManyField("stories.WentWrong", related_name="published_stories")

    objects = PublishedStoryQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["section_slug", "slug"], condition=models.Q(live=True), name="one_story_at_an_address")]
        indexes = [
            models.Index(fields=["live", "-shown_at", "-id"], name="published_newest"),
            models.Index(fields=["live", "section", "-shown_at", "-id"], name="published_in_section"),
            models.Index(fields=["live", "place", "-shown_at", "-id"], name="published_in_place"),
            models.Index(fields=["live", "-rings", "-id"], name="published_most_rung"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return f"/stories/{self.section_slug}/{self.slug}/"


class Listed(models.Model):
    """That a live story is about a business, or by a byline. Its date stands here too, beside the one whose stories are listed: the newest of a
    hundred thousand are read from one index. stories/publish.py writes these rows and takes them away when a story leaves the site."""

    published = models.ForeignKey(PublishedStory, on_delete=models.CASCADE, related_name="+")
    shown_at = models.DateTimeField()

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return str(self.published)


class StoryOfBusiness(Listed):
    business = models.ForeignKey("businesses.Business", on_delete=models.CASCADE, related_name="+", db_index=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["published", "business"], name="published_business_once")]
        indexes = [models.Index(fields=["business", "-shown_at", "-id"], name="published_of_business")]


class StoryOfByline(Listed):
    byline = models.ForeignKey("people.Byline", on_delete=models.CASCADE, related_name="+", db_index=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["published", "byline"], name="published_byline_once")]
        indexes = [models.Index(fields=["byline", "-shown_at", "-id"], name="published_of_byline")]
