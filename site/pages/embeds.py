"""What another site puts into its page: a quote or a wall comes in, a plain iframe and what oEmbed says of it go out."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from quotes import cards
from quotes.models import Prompt, Quote

Absolute = Callable[[str], str]
WIDTH, NARROWEST = 550, 200  # pixels
WALL_HEIGHT = 640
FRAME, LETTER, LINE = 190, 13, 30  # pixels: around the words; a letter's breadth and a line's height


def quote_height(quote: Quote, width: int) -> int:
    """Pixels that the quote needs at that width; more than enough, for a frame cannot grow."""
    lines = -(-cards.breadth(quote.text) * LETTER // (width - 80))
    return FRAME + LINE * max(lines, 2)


def quote_iframe(quote: Quote, *, absolute: Absolute, width: int = 0, height: int = 0) -> SafeString:
    title = f"{quote.prompt.title} {cards.named(quote)}"
    return iframe(absolute(reverse("quote_embed", args=[quote.pk])), title=title, width=width, height=height or quote_height(quote, NARROWEST + 120))


def wall_iframe(prompt: Prompt, *, absolute: Absolute, width: int = 0, height: int = 0) -> SafeString:
    return iframe(absolute(reverse("wall_embed", args=[prompt.slug])), title=prompt.title, width=width, height=height or WALL_HEIGHT)


def iframe(url: str, *, title: str, width: int, height: int) -> SafeString:
    """As wide as its place where no width is given."""
    return format_html(
        '<iframe src="{}" title="{}" width="{}" height="{}" loading="lazy" style="border:0;max-width:100%"></iframe>', url, title, width or "100%", height
    )


def discovery(url: str, *, absolute: Absolute) -> str:
    """The address at which others ask how to show `url`."""
    return f"{absolute(reverse('oembed'))}?{urlencode({'url': url, 'format': 'json'})}"
