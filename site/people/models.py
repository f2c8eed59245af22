"""People: the account (e-mail sign-in) and the bylines under which somebody's stories are shown.

A byline has a page of its own and never tells which account stands behind it: a pseudonym stays one.
"""

from __future__ import annotations

import re

from django.contrib.auth.models import AbstractUser, BaseUserManager
from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from core.slugs import slug_of
from people import initials

RESERVED_HANDLES = {"quotes", "stage", "join"}


class UserManager(BaseUserManager["User"]):
    def create_user(self, email: str, password: str | None = None, **fields: object) -> User:
        if not email:
            raise ValueError("A user needs an e-mail address.")
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: object) -> User:
        return self.create_user(email, password, **{"is_staff": True, "is_superuser": True, **fields})

    def get_by_natural_key(self, username: str | None) -> User:
        return self.get(email=(username or "").lower())


class User(AbstractUser):
    username = None  # type: ignore[assignment]
    email = models.EmailField(_("e-mail address"), unique=True)
    display_name = models.CharField(_("name"), max_length=80, blank=True)
    handle = models.SlugField(_("handle"), max_length=60, unique=True, null=True, blank=True)
    is_writer = models.BooleanField(_("accepted as a writer"), default=False)

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: list[str] = []

    objects = UserManager()  # type: ignore[misc,assignment]

    def __str__(self) -> str:
        return self.get_full_name()

    def get_full_name(self) -> str:
        return self.display_name or self.email.split("@")[0]

    def get_short_name(self) -> str:
        return self.get_full_name()

    def save(self, *args, **kwargs) -> None:
        self.email = (self.email or "").lower()
        super().save(*args, **kwargs)


def shown_name(user: User) -> str:
    return user.get_full_name()


class Byline(models.Model):
    class Kind(models.TextChoices):
        NAME = "name", _("my name")
        INITIALS = "initials", _("my initials")
        PSEUDONYM = "pseudonym", _("a pseudonym")

    user = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, blank=True, related_name="bylines")
    name = models.CharField(_("shown name"), max_length=80)
    kind = models.CharField(_("kind"), max_length=12, choices=Kind, default=Kind.NAME)
    handle = models.SlugField(_("handle"), max_length=60, unique=True)
    bio = models.TextField(_("about"), blank=True, max_length=600)
    beat = models.CharField(_("beat"), max_length=120, blank=True)

    class Meta:
        ordering = ["name", "id"]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        wrong = initials.problem_of(self.name) if self.kind == self.Kind.INITIALS else ""
        if wrong:
            raise ValidationError({"name": wrong})

    def get_absolute_url(self) -> str:
        return reverse("writer", args=[self.handle])


def free_handle(name: str) -> str:
    """A handle nobody has, made from a name in any script; reserved words are never given."""
    base = slug_of(name, longest=50) or "writer"
    if base in RESERVED_HANDLES or base.startswith("feed"):
        base = f"{base}-writer"
    taken = set(Byline.objects.filter(handle__startswith=base).values_list("handle", flat=True))
    if base not in taken:
        return base
    numbers = [int(m.group(1)) for m in (re.fullmatch(rf"{re.escape(base)}-(\d+)", handle) for handle in taken) if m]
    return f"{base}-{max(numbers, default=1) + 1}"


class NoMail(models.Model):
    """Somebody who never wants to be asked again. Only a keyed hash of the address is kept, so that it holds when all else is erased."""

    key = models.CharField(max_length=32, unique=True)
    made_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return self.key[:8]
