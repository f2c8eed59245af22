"""Letters: a template and a person come in, a queued mail goes out. post_office keeps it until the mail server takes it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import timezone
from post_office import mail as office
from post_office.models import STATUS, Email

from core import clock, shell

KEEP_DAYS = 30  # letters that were sent
AT_ONCE = 5_000  # of them forgotten in one tick of the clock


def absolute(path: str) -> str:
    return f"{settings.WAGTAILADMIN_BASE_URL.rstrip('/')}{path}"


def send(template: str, to: str, context: dict[str, Any], *, headers: dict[str, str] | None = None) -> Any:
    """Queues emails/<template>.txt (its first line is the subject) and .html in our frame. Returns post_office's row.

    Call inside the transaction of the verb: the mail is queued with it and sent by the worker after it.
    """
    context = {"shell": shell.current(), "base_url": settings.WAGTAILADMIN_BASE_URL.rstrip("/"), **context}
    with timezone.override(timezone.get_default_timezone()):  # the admin runs in its editor's own zone, which is not the reader's
        text = render_to_string(f"emails/{template}.txt", context)
    subject, _, body = text.strip().partition("\n")
    html = render_to_string("emails/frame.html", {**context, "subject": subject, "body": body.strip()})
    # post_office compiles what it is given as a template: a stranger's words must only ever be a value in one.
    return office.send(
        recipients=[to],
        sender=settings.DEFAULT_FROM_EMAIL,
        subject="{{ subject|safe }}",
        message="{{ text|safe }}",
        html_message="{{ html|safe }}",
        context={"subject": " ".join(subject.split())[:180], "text": body.strip(), "html": html},
        priority="now" if settings.POST_OFFICE.get("DEFAULT_PRIORITY") == "now" else "medium",
        render_on_delivery=False,
        headers=headers,
    )


def forget(*, holding: str) -> None:
    """Deletes the letters, sent or still queued, in which this stands: the link that only letters about one thing have."""
    Email.objects.filter(message__contains=holding).delete()


@clock.due("letters sent long ago")
def forget_sent() -> None:
    """What is queued or failed stays: somebody has to look at it."""
    old = Email.objects.filter(status=STATUS.sent, last_updated__lt=timezone.now() - timedelta(days=KEEP_DAYS))
    Email.objects.filter(pk__in=list(old.values_list("pk", flat=True)[:AT_ONCE])).delete()
