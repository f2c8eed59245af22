"""The tree stories live in (all stories > a section), where they wait without a section, and editors' two lists."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel

from core.models import BasePage
from stories.rules import ShelfPermissions


class ShelfPage(BasePage):
    """A page that holds stories."""

    class Meta:
        abstract = True

    def permissions_for_user(self, user) -> ShelfPermissions:
        return ShelfPermissions(user, self)


class StoriesPage(ShelfPage):
    """`/stories/`: its children are the sections."""

    max_count = 1
    parent_page_types = ["pages.FrontPage"]
    subpage_types = ["stories.SectionPage", "stories.WaitingRoomPage"]

    class Meta:
        verbose_name = _("all stories")

    def serve(self, request, *args, **kwargs):
        from stories.views.reading import stories  # the page's address is the view's: config/urls asks the view first

        return stories(request)


class SectionPage(ShelfPage):
    """A beat: `/stories/<slug>/`."""

    intro = models.CharField(_("what this section is about"), max_length=300, blank=True)
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    content_panels = [*BasePage.content_panels, FieldPanel("intro"), FieldPanel("position")]
    parent_page_types = ["stories.StoriesPage"]
    subpage_types = ["stories.StoryPage"]

    class Meta:
        verbose_name = _("section")

    def serve(self, request, *args, **kwargs):
        from stories.views.reading import section

        return section(request, self.slug)


class WaitingRoomPage(ShelfPage):
    """Never live: stories without a section wait here until an editor gives them one."""

    max_count = 1
    parent_page_types = ["stories.StoriesPage"]
    subpage_types = ["stories.StoryPage"]

    class Meta:
        verbose_name = _("waiting room")


class NamedList(models.Model):
    name = models.CharField(_("name"), max_length=60, unique=True)
    slug = models.SlugField(max_length=60, unique=True)
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        abstract = True
        ordering = ["position", "name"]

    def __str__(self) -> str:
        return self.name


class KindOfService(NamedList):
    """The virtue: put it right, went further, told the truth ..."""

    class Meta(NamedList.Meta):
        verbose_name = _("kind of service")
        verbose_name_plural = _("kinds of service")


class WentWrong(NamedList):
    """What went wrong first: late, faulty, lost ..."""

    class Meta(NamedList.Meta):
        verbose_name = _("what went wrong")
        verbose_name_plural = _("what went wrong")
