"""How something came in: a visitor's request comes in, what moderation.flag wants to know of it goes out."""

from __future__ import annotations

from django.http import HttpRequest

from core import throttle
from moderation.flag import Circumstances, source_key
from people.models import User


def circumstances(request: HttpRequest, *, seconds: float | None, honeypot: str) -> Circumstances:
    """`seconds`: since the form was shown (core.form_token.redeem), None where nobody knows."""
    return Circumstances(source_key=source_key(throttle.client_address(request)), seconds=seconds, honeypot=honeypot)


def sender(request: HttpRequest) -> User | None:
    """Who is signed in, if anybody is."""
    return request.user if isinstance(request.user, User) else None
