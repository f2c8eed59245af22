"""What editors keep: reasons with words for the author, words to look out for, and sources that may not send for a while."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Reason(models.Model):
    """Why something was declined or hidden, or why a reader reports it."""

    class For(models.TextChoices):
        EDITOR = "editor", _("editors, when they decline or hide")
        READER = "reader", _("readers, when they report")

    slug = models.SlugField(max_length=40, unique=True)
    title = models.CharField(_("reason"), max_length=80)
    words = models.TextField(_("words to the author"), blank=True, help_text=_("What the author is told; an editor can change it each time."))
    used_by = models.CharField(_("used by"), max_length=10, choices=For, default=For.EDITOR)
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        ordering = ["used_by", "position", "title"]

    def __str__(self) -> str:
        return self.title


class ListedWord(models.Model):
    class Kind(models.TextChoices):
        REJECT = "reject", _("reject: most likely to be declined")
        SUSPECT = "suspect", _("suspect: look twice")

    word = models.CharField(_("word or phrase"), max_length=80, unique=True, help_text=_("Found as a whole word, in any case and with any accents."))
    kind = models.CharField(_("kind"), max_length=10, choices=Kind, default=Kind.SUSPECT)
    note = models.CharField(_("note for editors"), max_length=200, blank=True)

    class Meta:
        ordering = ["kind", "word"]

    def __str__(self) -> str:
        return self.word


class BanQuerySet(models.QuerySet["Ban"]):
    def in_force(self, moment) -> BanQuerySet:
        return self.filter(lifted_at=None, until__gt=moment)


class Ban(models.Model):
    """A source that may not send for a while: by the keyed hash of its address or of its e-mail, never by either in clear."""

    key = models.CharField(max_length=32, db_index=True)
    words = models.CharField(_("why"), max_length=255)
    until = models.DateTimeField(_("until"))
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="bans_made")
    made_at = models.DateTimeField(default=timezone.now)
    lifted_at = models.DateTimeField(_("lifted"), null=True, blank=True)

    objects = BanQuerySet.as_manager()

    class Meta:
        ordering = ["-made_at", "-id"]

    def __str__(self) -> str:
        return f"{self.key[:8]}: {self.words}"
