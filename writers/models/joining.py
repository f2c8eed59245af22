"""How somebody becomes a writer: an application that an editor answers, or an invitation that she accepts."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class ApplicationQuerySet(models.QuerySet["Application"]):
    def waiting(self) -> ApplicationQuerySet:
        """For an editor: its address is confirmed and the last word is the applicant's."""
        return self.filter(state=Application.State.WAITING).exclude(confirmed_at=None)


class Application(models.Model):
    class State(models.TextChoices):
        WAITING = "waiting", _("waiting for an editor")
        ASKED = "asked", _("an editor has asked something")
        ACCEPTED = "accepted", _("accepted")
        DECLINED = "declined", _("declined")
        WITHDRAWN = "withdrawn", _("withdrawn")

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, null=True, blank=True, related_name="applications")
    email = models.EmailField(_("e-mail, never shown"))
    byline = models.CharField(_("byline"), max_length=80)
    byline_kind = models.CharField(_("kind of byline"), max_length=12, default="name")  # people.models.Byline.Kind
    place = models.CharField(_("where you would look for stories"), max_length=120)
    trade = models.CharField(_("trades or lines of business"), max_length=120, blank=True)
    services = models.ManyToManyField("stories.KindOfService", verbose_name=_("kinds of service"), blank=True, related_name="+")
    why = models.TextField(_("why you"), max_length=2000, blank=True)
    sample = models.TextField(_("a sample of your writing"), max_length=20_000, blank=True)
    sample_link = models.URLField(_("or a link to one"), max_length=500, blank=True)
    call = models.ForeignKey("stories.CallPage", verbose_name=_("call"), on_delete=models.SET_NULL, null=True, blank=True, related_name="applications")
    state = models.CharField(_("state"), max_length=12, choices=State, default=State.WAITING)
    version = models.PositiveIntegerField(default=0)  # counts its moves
    key_hash = models.CharField(max_length=64, unique=True)  # of the link that confirms the address and shows where it stands
    made_at = models.DateTimeField(default=timezone.now)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)

    objects = ApplicationQuerySet.as_manager()

    class Meta:
        ordering = ["made_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["email"], condition=Q(state__in=["waiting", "asked"], confirmed_at__isnull=False), name="one_open_application_each"
            ),
            models.CheckConstraint(condition=~Q(sample="") | ~Q(sample_link=""), name="an_application_has_a_sample"),
        ]

    def __str__(self) -> str:
        return self.byline

    @property
    def log_title(self) -> str:
        return f"{self._meta.verbose_name} {self.pk}".capitalize()


class ApplicationMessage(models.Model):
    """One letter about an application: the editor's question or decision, the applicant's answer."""

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="messages")
    from_newsroom = models.BooleanField(default=True)
    sender = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    words = models.TextField(_("words"), max_length=4000)
    sent_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["sent_at", "id"]

    def __str__(self) -> str:
        return self.words[:60]


class Invitation(models.Model):
    """An editor asks somebody to write regularly; a contributor is asked by the newsroom after her second published story."""

    email = models.EmailField(_("e-mail"))
    name = models.CharField(_("name"), max_length=80, blank=True)
    words = models.TextField(_("your words to this person"), max_length=1000, blank=True)
    key_hash = models.CharField(max_length=64, unique=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+")  # nobody: the second story
    made_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()
    accepted_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="writer_invitations")
    accepted_at = models.DateTimeField(null=True, blank=True)
    stopped_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-made_at", "-id"]
        constraints = [models.UniqueConstraint(fields=["email"], condition=Q(accepted_at=None, stopped_at=None), name="one_open_writer_invitation")]

    def __str__(self) -> str:
        return self.email


class Letter(models.Model):
    """Somebody writes to a writer: it is passed on by mail once the sender's own address is confirmed; the writer's is never shown."""

    byline = models.ForeignKey("people.Byline", on_delete=models.CASCADE, related_name="letters")
    name = models.CharField(_("your name"), max_length=80)
    email = models.EmailField(_("your e-mail, for the answer"))
    words = models.TextField(_("your letter"), max_length=3000)
    key_hash = models.CharField(max_length=64, unique=True)
    source_key = models.CharField(max_length=32, blank=True, db_index=True)  # keyed hash of the sender's address
    made_at = models.DateTimeField(default=timezone.now)
    sent_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-made_at", "-id"]

    def __str__(self) -> str:
        return f"{self.name}: {self.byline_id}"


class ClosedLetterbox(models.Model):
    """Its writer wants no letters from readers under this byline. Each byline has its own: one switch for all would tie a pseudonym to a name."""

    byline = models.OneToOneField("people.Byline", on_delete=models.CASCADE, related_name="closed_letterbox")
    closed_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return str(self.byline_id)
