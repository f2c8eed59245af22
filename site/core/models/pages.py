"""The abstract page that every page type extends, and the settings that editors change."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting
from wagtail.models import Page


class BasePage(Page):
    """What all our pages share. Privacy options are off: the lean views do not ask for view restrictions."""

    private_page_options: list[str] = []

    class Meta:
        abstract = True


@register_setting(icon="cog")
class SiteSettings(BaseSiteSetting):
    name = models.CharField(_("name of the newsroom"), max_length=60, default="Well Served")
    tagline = models.CharField(
        _("what this is, in one line"),
        max_length=160,
        default="True stories of businesses that treat people well. Sent in by you, checked by editors.",
    )
    usual_days = models.PositiveSmallIntegerField(
        _("usual days to an answer"),
        default=5,
        help_text=_("Shown to authors as 'usually within N days' until ten stories were decided; then the real median is shown."),
    )
    newsroom_email = models.EmailField(_("the newsroom's address"), blank=True, help_text=_("Editors are told here when something waits."))

    panels = [FieldPanel("name"), FieldPanel("tagline"), FieldPanel("usual_days"), FieldPanel("newsroom_email")]

    class Meta:
        verbose_name = _("newsroom settings")
