"""Businesses and places: what a story is about and where. Curated by editors, suggested while typing."""

from __future__ import annotations

import unicodedata

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _


def name_key(name: str) -> str:
    """The name as it is compared: without case, accents, punctuation and doubled spaces ('Café  Ana' is 'cafe ana')."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", name.casefold()) if not unicodedata.combining(c))
    return " ".join("".join(c if c.isalnum() else " " for c in plain).split())


class PlaceQuerySet(models.QuerySet["Place"]):
    def shown(self, told: models.QuerySet) -> PlaceQuerySet:
        """Places readers may know of: something in `told` (live stories) or a listed business is there. A town only typed is not."""
        there = models.OuterRef("pk")
        standing = self.filter(merged_into=None)
        return standing.filter(models.Exists(told.filter(place=there)) | models.Exists(Business.objects.listed().filter(place=there)))


class Place(models.Model):
    name = models.CharField(_("town"), max_length=80)
    region = models.CharField(_("state or region"), max_length=80, blank=True)
    country = models.CharField(_("country"), max_length=80, default="United States")
    slug = models.SlugField(max_length=100, unique=True)
    key = models.CharField(max_length=260, unique=True, editable=False)
    merged_into = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="merged")

    objects = PlaceQuerySet.as_manager()

    class Meta:
        ordering = ["name", "region", "id"]

    def __str__(self) -> str:
        return self.label

    @property
    def label(self) -> str:
        abroad = self.country if self.country != "United States" else ""
        return ", ".join(part for part in (self.name, self.region or abroad) if part)

    def clean(self) -> None:
        """The key is not in the form, so the form cannot see the twin: it is named here."""
        twin = Place.objects.filter(key=self.made_key()).exclude(pk=self.pk).first()
        if twin:
            raise ValidationError({"name": _("%(name)s is there already.") % {"name": twin.label}})

    def made_key(self) -> str:
        return "|".join(name_key(part) for part in (self.name, self.region, self.country))

    def save(self, *args, **kwargs) -> None:
        self.key = self.made_key()
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return reverse("place", args=[self.slug])


class BusinessQuerySet(models.QuerySet["Business"]):
    def listed(self) -> BusinessQuerySet:
        return self.filter(status=Business.Status.LISTED, merged_into=None)


class Business(models.Model):
    class Status(models.TextChoices):
        SUGGESTED = "suggested", _("suggested by an author")
        LISTED = "listed", _("listed")

    name = models.CharField(_("name"), max_length=120)
    slug = models.SlugField(max_length=140, unique=True)
    key = models.CharField(max_length=140, editable=False)
    place = models.ForeignKey(Place, on_delete=models.PROTECT, null=True, blank=True, related_name="businesses")
    trade = models.CharField(_("trade"), max_length=30, blank=True)
    building = models.CharField(_("drawn as"), max_length=20, blank=True)
    about = models.TextField(_("about"), max_length=600, blank=True)
    url = models.URLField(_("web site"), blank=True)
    promise = models.TextField(_("its promise, in its own words"), max_length=400, blank=True)
    promise_date = models.DateField(_("promise seen on"), null=True, blank=True)
    promise_source = models.CharField(_("where the promise stands"), max_length=200, blank=True)
    status = models.CharField(_("status"), max_length=12, choices=Status, default=Status.LISTED)
    merged_into = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="merged")
    suggested_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")

    objects = BusinessQuerySet.as_manager()

    class Meta:
        verbose_name_plural = _("businesses")
        ordering = ["name", "id"]
        constraints = [
            models.UniqueConstraint(fields=["key", "place"], condition=Q(merged_into=None), name="one_business_of_a_name_in_a_place"),
            models.UniqueConstraint(fields=["key"], condition=Q(merged_into=None, place=None), name="one_business_of_a_name_online"),
        ]
        indexes = [models.Index(fields=["status", "key"], name="businesses_listed")]

    def __str__(self) -> str:
        return f"{self.name} ({self.place.label})" if self.place else self.name

    def clean(self) -> None:
        twin = Business.objects.filter(key=name_key(self.name)[:140], place=self.place, merged_into=None).exclude(pk=self.pk).first()
        if twin and self.merged_into_id is None:
            raise ValidationError({"name": _("%(name)s is there already. Use that one, or merge the two.") % {"name": str(twin)}})

    def save(self, *args, **kwargs) -> None:
        self.key = name_key(self.name)[:140]
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return reverse("business", args=[self.slug])
