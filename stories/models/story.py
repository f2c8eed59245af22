"""A story: a page in a section, its authors and businesses, and the dated notes that follow it after publication."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, InlinePanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail.models import Orderable

from core.models import BasePage
from stories.blocks import StoryBlock
from stories.rules import StoryPermissions


class StoryPage(BasePage):
    class Kind(models.TextChoices):
        ACCOUNT = "account", _("Account")
        PROFILE = "profile", _("Profile")
        LETTER = "letter", _("Letter")
        LESSON = "lesson", _("Lesson")
        ESSAY = "essay", _("Essay")
        ROUNDUP = "roundup", _("Round-up")

    class Stake(models.TextChoices):
        CUSTOMER = "customer", _("a customer")
        WITNESS = "witness", _("a witness")
        EMPLOYEE = "employee", _("works there")
        FORMER_EMPLOYEE = "former-employee", _("used to work there")
        OWNER = "owner", _("the owner")
        FAMILY_FRIEND = "family-friend", _("family or friend")
        PAID = "paid", _("was paid")
        FREE = "free", _("received something free")

    class AIUse(models.TextChoices):
        NONE = "none", _("Written without AI")
        SPELLING = "spelling", _("AI checked spelling and grammar")
        TRANSLATION = "translation", _("AI helped to translate")
        DRAFTING = "drafting", _("AI helped to draft")

    class Outcome(models.TextChoices):
        PUT_RIGHT = "put-right", _("Put right")
        PARTLY = "partly", _("Partly put right")
        NOT = "not", _("Not put right")
        UNKNOWN = "unknown", _("Not known")

    kind = models.CharField(_("kind"), max_length=12, choices=Kind, default=Kind.ACCOUNT)
    standfirst = models.CharField(_("standfirst"), max_length=300, blank=True)
    body = StreamField(StoryBlock(), verbose_name=_("story"))
    photo = models.ForeignKey(settings.WAGTAILIMAGES_IMAGE_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    photo_caption = models.CharField(_("line under the photograph"), max_length=240, blank=True)
    place = models.ForeignKey("businesses.Place", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    happened = models.CharField(_("when it happened"), max_length=80, blank=True)
    stake = models.CharField(_("how the author knows this business"), max_length=20, choices=Stake)
    stake_note = models.CharField(_("in the author's words"), max_length=200, blank=True)
    ai_use = models.CharField(_("AI use"), max_length=20, choices=AIUse, default=AIUse.NONE)
    ai_note = models.CharField(_("AI use in the author's words"), max_length=200, blank=True)
    outcome = models.CharField(_("how it ended"), max_length=12, choices=Outcome, default=Outcome.UNKNOWN)
    services = ParentalManyToManyField("stories.KindOfService", verbose_name=_("kinds of service"), blank=True)
    went_wrong = ParentalManyToManyField("stories.WentWrong", verbose_name=_("what went wrong"), blank=True)

    content_panels = [
        *BasePage.content_panels,
        FieldPanel("standfirst"),
        FieldPanel("kind"),
        FieldPanel("body"),
        FieldPanel("photo"),
        FieldPanel("photo_caption"),
        InlinePanel("story_businesses", label=_("business"), heading=_("Businesses")),
        InlinePanel("authors", label=_("author"), heading=_("Authors"), min_num=1),
        MultiFieldPanel([FieldPanel("place"), FieldPanel("happened"), FieldPanel("services"), FieldPanel("went_wrong"), FieldPanel("outcome")], _("Facts")),
        MultiFieldPanel([FieldPanel("stake"), FieldPanel("stake_note"), FieldPanel("ai_use"), FieldPanel("ai_note")], _("Declared by the author")),
    ]
    parent_page_types = ["stories.SectionPage", "stories.WaitingRoomPage"]
    subpage_types: list[str] = []
    search_fields = BasePage.search_fields
    preview_modes = [("", _("As readers will see it"))]

    class Meta:
        verbose_name = _("story")
        verbose_name_plural = _("stories")

    @property
    def section(self):
        """The section this story stands in; None while it waits without one."""
        parent = self.get_parent()
        return parent.specific if parent and parent.specific_class.__name__ == "SectionPage" else None

    def businesses(self) -> list:
        return [row.business for row in self.story_businesses.select_related("business__place").order_by("sort_order")] if self.pk else []

    def permissions_for_user(self, user) -> StoryPermissions:
        return StoryPermissions(user, self)

    def serve(self, request, *args, **kwargs):
        from stories.views.reading import story

        return story(request, self.get_parent().slug, self.slug)

    def serve_preview(self, request, mode_name):
        from stories.views.reading import preview

        return preview(request, self)


class StoryBusiness(Orderable):
    story = ParentalKey(StoryPage, on_delete=models.CASCADE, related_name="story_businesses")
    business = models.ForeignKey("businesses.Business", on_delete=models.PROTECT, related_name="story_rows")

    panels = [FieldPanel("business")]

    class Meta(Orderable.Meta):
        constraints = [models.UniqueConstraint(fields=["story", "business"], name="business_once_in_a_story")]


class Author(Orderable):
    """One author of a story: somebody with an account or none, shown under one byline, with consent to be shown."""

    story = ParentalKey(StoryPage, on_delete=models.CASCADE, related_name="authors")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="authorships")
    byline = models.ForeignKey("people.Byline", on_delete=models.PROTECT, related_name="authorships")
    consent_at = models.DateTimeField(_("agreed to be shown on"), null=True, blank=True)

    panels = [FieldPanel("user"), FieldPanel("byline"), FieldPanel("consent_at", read_only=True)]

    class Meta(Orderable.Meta):
        indexes = [models.Index(fields=["user", "story"], name="authors_of_a_user")]


class DatedNote(models.Model):
    """What stays with a published story for ever; not part of its revisions, so that nothing can roll it back."""

    words = models.TextField(_("words"), max_length=1000)
    made_at = models.DateTimeField(_("date"), default=timezone.now)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        abstract = True
        ordering = ["made_at", "id"]

    def __str__(self) -> str:
        return self.words[:60]


class Correction(DatedNote):
    """A dated note of what was changed and why."""

    story = models.ForeignKey(StoryPage, on_delete=models.PROTECT, related_name="corrections")


class FollowUp(DatedNote):
    """A dated 'what happened next'."""

    story = models.ForeignKey(StoryPage, on_delete=models.PROTECT, related_name="follow_ups")
