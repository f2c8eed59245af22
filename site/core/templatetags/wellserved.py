"""Tags that templates share: an inlined icon, and the drawn picture of a card."""

from functools import cache
from pathlib import Path

from django import template
from django.conf import settings
from django.utils.safestring import SafeString, mark_safe

from core import shell

register = template.Library()


@cache
def _icon(name: str) -> SafeString:
    path = Path(settings.BASE_DIR) / "templates" / "icons" / f"{name}.svg"
    return mark_safe(path.read_text().strip())  # our own file, no visitor's text in it  # noqa: S308


@register.simple_tag
def icon(name: str) -> SafeString:
    return _icon(name)


@register.simple_tag(takes_context=True)
def shell_part(context, template_name: str) -> SafeString:
    """The header or footer, rendered once for everybody. Error pages have no request and no part of the site."""
    request = context.get("request")
    return mark_safe(shell.part(template_name, request.path if request else "/"))  # our own template's output  # noqa: S308
