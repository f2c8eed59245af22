"""One published story comes in, everything its page shows goes out. Stored HTML holds no quote's words: one query fills them in."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from businesses.shopfront import Shop
from core import shell
from core.ready import until_changed
from quotes import cards as quote_cards
from quotes.models import Quote
from stories import cards, quoted, share_picture, structured, supported

MARK = re.compile(r"<!--quote:(\d+)-->")


def context(row, *, absolute: Callable[[str], str]) -> dict[str, Any]:
    """What stories/story.html needs. `row` is a PublishedStory or a Rendered; `absolute` makes a full address of a path."""
    url = absolute(row.get_absolute_url())
    corrections, follow_ups = notes(row.facts.get("corrections")), notes(row.facts.get("follow_ups"))
    photo = row.card.get("photo")
    # The lead photograph may be one of the body's: it is not shown twice. Renditions of one picture begin alike.
    in_body = bool(photo) and f"{photo['src'].partition('.width-')[0]}." in row.body_html
    quotes = quoted_in(row.body_html)
    support = supported.of_story(row, timezone.now(), text=quotes["body"])
    shown = {
        "row": row,
        "card": cards.words(row),
        "facts": row.facts,
        "crumbs": crumbs(row),
        "updated": row.updated_at if timezone.localdate(row.updated_at) > timezone.localdate(row.shown_at) else None,
        "photo": None if in_body else photo,
        "art": art(row, None if in_body else photo),
        **quotes,
        "support": support,
        "corrections": corrections,
        "follow_ups": follow_ups,
        "businesses": [business | {"art_html": front(business), "promise_day": day(business)} for business in row.facts.get("businesses", [])],
        "canonical": url,
        "image": share_image(row, absolute),
        "structured": structured.article(row, url=url, absolute=absolute, corrections=corrections, sponsors=support.names),
    }
    return shown | {"drawn": drawn(row, shown)}


def drawn(row, shown: dict[str, Any]) -> dict[str, SafeString]:
    """Those parts of the page that ask for most of the work, as HTML: the same until something changes. `row` without a key is a preview."""
    if row.pk is None:
        return draw(shown)
    support = shown["support"]
    kept = _kept(row.pk, row.rings, row.updated_at, support.sentence, tuple(support.mentions))
    if not kept:
        kept.update(draw(shown))
    return kept


@until_changed
def _kept(pk: int, rings: int, updated_at: datetime, *lines: object) -> dict[str, SafeString]:
    """A place for what was drawn of one story, named by everything in it that may change without a new generation."""
    return {}


def draw(shown: dict[str, Any]) -> dict[str, SafeString]:
    return {name: render_to_string(f"stories/_{name}.html", shown) for name in ("head", "bell", "facts", "about")}


def share_image(row, absolute: Callable[[str], str]) -> dict[str, Any] | None:
    """The picture made for other sites; a story published before there was one has none until it is rendered again."""
    share = row.card.get("share")
    if not share:
        return None
    alt = _("%(title)s, a story on %(site)s") % {"title": row.title, "site": shell.current()["site_name"]}
    return {"url": absolute(share["url"]), "width": share_picture.WIDTH, "height": share_picture.HEIGHT, "alt": alt}


def crumbs(row) -> list[dict[str, str]]:
    """Section, kind of service, place and business, as far as the story has them."""
    found = [{"label": row.card.get("section_label", ""), "url": row.card.get("section_url", "")}]
    found += [{"label": service["label"], "url": f"/stories/?service={service['slug']}"} for service in row.facts.get("services", [])[:1]]
    if row.card.get("place_label"):
        found.append({"label": row.card["place_label"], "url": row.card["place_url"]})
    return found + [{"label": business["name"], "url": business["url"]} for business in row.facts.get("businesses", [])[:1]]


def notes(raw: list[dict[str, str]] | None) -> list[dict[str, Any]]:
    return [{"words": note["words"], "date": timezone.localtime(datetime.fromisoformat(note["date"]))} for note in raw or []]


def art(row, photo: dict[str, Any] | None) -> SafeString:
    if photo:
        return cards.photograph(photo, "story", eager=True)
    if row.card.get("shop"):
        return cards.drawing(cards.looks((cards.shop_of(row),))[0])
    return cards.still_life(row.card.get("still", ""), row.slug)


def front(business: dict[str, Any]) -> SafeString:
    shop = Shop(business["name"], business["slug"], business["trade"], business["building"])
    return cards.drawing(cards.looks((shop,))[0])


def day(business: dict[str, Any]) -> date | None:
    return date.fromisoformat(business["promise_date"]) if business.get("promise_date") else None


def quoted_in(html: str) -> dict[str, Any]:
    """The body with its quotes as they stand on the wall now, those to thank, and when an embargo changes both. At most one query."""
    wanted = list(dict.fromkeys(int(pk) for pk in MARK.findall(html)))
    found = Quote.objects.select_related("prompt").in_bulk(wanted) if wanted else {}
    now = timezone.now()
    edges = [quote.prompt.shows_at for quote in found.values() if quote.prompt.shows_at and quote.prompt.shows_at > now]
    shown = [found[pk] for pk in wanted if pk in found and found[pk].status == Quote.Status.APPROVED and found[pk].prompt.shows(now)]
    return {"body": filled(html, found, shown), "thanks": quoted.thanks(shown), "fresh_until": min(edges, default=None)}


def filled(html: str, found: dict[int, Quote], shown: list[Quote]) -> SafeString:
    """A quote that is not shown leaves a gap with its date."""
    later = _("A quote stands here as soon as its wall opens.")
    gaps = {pk: later if quote.status == Quote.Status.APPROVED else quote_cards.gap(quote) for pk, quote in found.items()}
    cards_by_pk = {pk: {"gap": gap} for pk, gap in gaps.items()} | {quote.pk: quote_cards.card(quote) for quote in shown}
    drawn = {pk: render_to_string("components/quote_card.html", {"quote": quote}) for pk, quote in cards_by_pk.items()}
    gone = render_to_string("components/quote_card.html", {"quote": {"gap": quote_cards.gap(None)}}) if len(found) < len(set(MARK.findall(html))) else ""
    return mark_safe(MARK.sub(lambda mark: drawn.get(int(mark[1]), gone), html))  # rendered by our own blocks, cleaned before it was stored  # noqa: S308


def linked(html: str, *, absolute: Callable[[str], str]) -> str:
    """The body as other sites may keep it: a link to each quote instead of its words."""
    return MARK.sub(lambda mark: format_html('<p><a href="{}">{}</a></p>', absolute(f"/wall/quotes/{mark[1]}/"), _("A quote on our wall")), html)
