"""Sponsor: an organisation with members that supports the newsroom. An editor accepts it; one that leaves is closed, never erased."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from businesses.models import Business, name_key
from sponsors.models.kept import Kept, KeptQuerySet


class LineOfBusiness(models.Model):
    """What a company does, as editors list it; a prohibited one says why."""

    name = models.CharField(_("line of business"), max_length=80, unique=True)
    prohibited = models.BooleanField(_("may not sponsor"), default=False)
    reason = models.CharField(_("why not, in words for the company"), max_length=300, blank=True)
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        ordering = ["position", "name"]
        verbose_name = _("line of business")
        verbose_name_plural = _("lines of business")
        constraints = [models.CheckConstraint(condition=Q(prohibited=False) | ~Q(reason=""), name="prohibited_for_a_reason")]

    def __str__(self) -> str:
        return self.name


class SponsorQuerySet(KeptQuerySet):
    def of(self, user) -> SponsorQuerySet:
        """Those whose desk this person may open."""
        return self.filter(members__user=user)

    def waiting(self) -> SponsorQuerySet:
        return self.filter(status=Sponsor.Status.WAITING)


class Sponsor(Kept):
    class Status(models.TextChoices):
        WAITING = "waiting", _("waiting for an editor")
        ACCEPTED = "accepted", _("accepted")
        DECLINED = "declined", _("declined")
        CLOSED = "closed", _("closed")

    name = models.CharField(_("name, as readers will see it"), max_length=40)
    key = models.CharField(max_length=80, editable=False, db_index=True)  # businesses.models.name_key(name)
    slug = models.SlugField(max_length=60, unique=True)
    site = models.URLField(_("web site"), max_length=300)
    logo = models.ImageField(_("logo"), upload_to="sponsors", blank=True, width_field="logo_width", height_field="logo_height")
    logo_width = models.PositiveIntegerField(null=True, blank=True, editable=False)  # pixels
    logo_height = models.PositiveIntegerField(null=True, blank=True, editable=False)
    line = models.ForeignKey(LineOfBusiness, verbose_name=_("line of business"), on_delete=models.PROTECT, null=True, related_name="sponsors")
    businesses = models.ManyToManyField(Business, verbose_name=_("businesses it is or owns"), blank=True, related_name="sponsors")
    bill_name = models.CharField(_("name on the bill"), max_length=120)
    bill_address = models.TextField(_("billing address"), max_length=400)
    bill_email = models.EmailField(_("e-mail for bills"))
    tax_number = models.CharField(_("tax number"), max_length=40, blank=True)
    status = models.CharField(_("status"), max_length=12, choices=Status, default=Status.WAITING)
    made_at = models.DateTimeField(default=timezone.now)
    decided_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)

    objects = SponsorQuerySet.as_manager()

    class Meta:
        ordering = ["name", "id"]

    def __str__(self) -> str:
        return self.name

    def save(self, *args, **kwargs) -> None:
        self.key = name_key(self.name)[:80]
        super().save(*args, **kwargs)

    @property
    def log_title(self) -> str:
        return self.name


class Member(models.Model):
    """One person of a sponsor. An owner manages members and bills, a manager books, a reporter reads figures only."""

    class Role(models.TextChoices):
        OWNER = "owner", _("owner")
        MANAGER = "manager", _("manager")
        REPORTER = "reporter", _("reporter (figures only)")

    sponsor = models.ForeignKey(Sponsor, on_delete=models.PROTECT, related_name="members")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="sponsor_members")
    role = models.CharField(_("role"), max_length=12, choices=Role)
    since = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["since", "id"]
        constraints = [models.UniqueConstraint(fields=["sponsor", "user"], name="a_member_once")]

    def __str__(self) -> str:
        return f"{self.user}, {self.get_role_display()}"


class Invitation(models.Model):
    """Accepted once, before it expires; the link's key is kept as a hash only."""

    sponsor = models.ForeignKey(Sponsor, on_delete=models.PROTECT, related_name="invitations")
    email = models.EmailField(_("e-mail"))
    role = models.CharField(_("role"), max_length=12, choices=Member.Role)
    key_hash = models.CharField(max_length=64, unique=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()
    accepted_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    accepted_at = models.DateTimeField(null=True, blank=True)
    stopped_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-made_at", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["sponsor", "email"], condition=Q(accepted_at=None, stopped_at=None), name="one_open_invitation_each"),
        ]

    def __str__(self) -> str:
        return self.email
