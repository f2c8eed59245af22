"""Images: a description is required, and nothing that tells where or with what a picture was taken is ever stored."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from taggit.managers import TaggableManager
from wagtail.images.models import AbstractImage, AbstractRendition
from wagtail.images.models import Image as WagtailImage


class Image(AbstractImage):
    description = models.CharField(_("description"), max_length=255, help_text=_("What somebody who cannot see the picture should know."))
    credit = models.CharField(_("credit"), max_length=120, blank=True)
    rights = models.CharField(_("rights"), max_length=160, blank=True, help_text=_("Who allowed its use, and how."))

    # Wagtail's own Image class has the same name and would claim the same reverse accessors.
    uploaded_by_user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, editable=False, related_name="pictures", verbose_name=_("uploaded by")
    )
    tags = TaggableManager(blank=True, related_name="pictures", verbose_name=_("tags"))

    admin_form_fields = (*WagtailImage.admin_form_fields, "credit", "rights")

    class Meta(AbstractImage.Meta):
        permissions = [("choose_image", "Can choose image")]

    @property
    def default_alt_text(self) -> str:
        return self.description


class Rendition(AbstractRendition):
    image = models.ForeignKey(Image, on_delete=models.CASCADE, related_name="renditions")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=("image", "filter_spec", "focal_point_key"), name="unique_rendition"),
        ]
