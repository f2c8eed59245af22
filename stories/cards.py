"""Rows of PublishedStory come in, what the card templates show goes out: words, and a photograph or a drawing as ready HTML."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from businesses import shopfront
from businesses.models import Business
from businesses.shopfront import Shop
from stories import supported
from stories.models import PublishedStory

SIZES = {
    "card": "(min-width: 60rem) 24rem, (min-width: 40rem) 50vw, 100vw",
    "lead": "(min-width: 78rem) 32rem, (min-width: 56rem) 42vw, 100vw",
    "row": "10rem",
    "story": "(min-width: 66rem) 66rem, 100vw",
}


def cards(rows: Iterable[PublishedStory], *, size: str = "card", first: str = "", art: bool = True) -> list[dict[str, Any]]:
    """One dict a row, as components/story_card.html wants it. No two drawings share building and window.

    `size` is one of SIZES for the pictures, `first` another one for the first row, which is also loaded at once.
    """
    rows = list(rows)
    drawn = iter(looks(tuple(shop_of(row) for row in rows if art and row.card.get("shop") and not row.card.get("photo"))))
    result = []
    for number, row in enumerate(rows):
        leads = bool(first) and number == 0
        picture = _picture(row, drawn, first if leads else size, eager=leads) if art else ""
        result.append(words(row) | {"art_html": picture})
    return result


def words(row: PublishedStory) -> dict[str, Any]:
    return {
        "title": row.title,
        "url": row.get_absolute_url(),
        "standfirst": row.standfirst,
        "section_label": row.card.get("section_label", ""),
        "section_url": row.card.get("section_url", ""),
        "place_label": row.card.get("place_label", ""),
        "kind_label": row.card.get("kind_label", ""),
        "byline": row.byline,
        "minutes": row.minutes,
        "rings": row.rings,
        "shown_at": row.shown_at,
        "supported": supported.card_line(row, timezone.now()),
    }


def shop_of(row: PublishedStory) -> Shop:
    shop = row.card["shop"]
    return Shop(shop["name"], shop["slug"], shop["trade"], shop["building"])


def _picture(row: PublishedStory, drawn, size: str, *, eager: bool) -> SafeString:
    if row.card.get("photo"):
        return photograph(row.card["photo"], size, eager=eager)
    if row.card.get("shop"):
        return drawing(next(drawn))
    return still_life(row.card.get("still", ""), row.slug)


def photograph(photo: dict[str, Any], size: str, *, eager: bool = False) -> SafeString:
    """A <picture> with WebP first; width and height are set, so that nothing moves when it arrives."""
    loading = mark_safe('fetchpriority="high"') if eager else mark_safe('loading="lazy" decoding="async"')
    return format_html(
        '<picture><source type="image/webp" srcset="{}" sizes="{}">'
        '<img src="{}" srcset="{}" sizes="{}" width="{}" height="{}" alt="{}" {}></picture>',
        photo["webp_srcset"], SIZES[size], photo["src"], photo["srcset"], SIZES[size], photo["width"], photo["height"], photo["alt"], loading,
    )  # fmt: skip


@lru_cache(maxsize=1024)
def looks(shops: tuple[Shop, ...]) -> tuple[Shop, ...]:
    """How shops that are shown together look, each different from the others."""
    return tuple(shopfront.looks(list(shops)))


@lru_cache(maxsize=1024)
def drawing(shop: Shop) -> SafeString:
    return mark_safe(shopfront.svg(shop))  # our own drawing; it escapes the sign  # noqa: S308


@lru_cache(maxsize=256)
def still_life(kind: str, slug: str) -> SafeString:
    return mark_safe(shopfront.still_life_svg(kind, slug))  # noqa: S308


def front_of(business: Business) -> SafeString:
    return drawing(looks((Shop(business.name, business.slug, business.trade, business.building),))[0])


def fronts_of(businesses: Iterable[Business]) -> list[SafeString]:
    """The drawn fronts of a list, each different from the others."""
    shops = tuple(Shop(one.name, one.slug, one.trade, one.building) for one in businesses)
    return [drawing(shop) for shop in looks(shops)]
