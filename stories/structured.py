"""What search engines are told: a story, a list of stories or the site comes in, schema.org as JSON that cannot leave its script goes out."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from typing import Any

from django.templatetags.static import static
from django.utils.safestring import SafeString, mark_safe

from core import shell

# `<` and its kin could end the script element that holds the data.
ESCAPES = {ord("<"): "\\u003c", ord(">"): "\\u003e", ord("&"): "\\u0026", 0x2028: "\\u2028", 0x2029: "\\u2029"}


def script(data: dict[str, Any]) -> SafeString:
    return mark_safe(json.dumps({"@context": "https://schema.org", **data}, ensure_ascii=False).translate(ESCAPES))  # noqa: S308


def article(row, *, url: str, absolute: Callable[[str], str], corrections: list[dict[str, Any]], sponsors: Iterable[dict[str, str]] = ()) -> SafeString:
    """`sponsors`: names and addresses of those who support it (https://schema.org/sponsor)."""
    data: dict[str, Any] = {
        "@type": "Article",
        "headline": row.title[:110],
        "description": row.facts.get("description") or row.standfirst,
        "url": url,
        "mainEntityOfPage": url,
        "datePublished": row.shown_at.isoformat(timespec="seconds"),
        "dateModified": row.updated_at.isoformat(timespec="seconds"),
        "author": [{"@type": "Person", "name": one["name"], "url": absolute(one["url"])} for one in row.card.get("authors", [])],
        "publisher": {"@type": "Organization", "name": str(shell.current()["site_name"]), "url": absolute("/")},
        "articleSection": row.card.get("section_label", ""),
        "inLanguage": "en",
        "image": [absolute(path) for path in pictures(row)],
    }
    about = [{"@type": "Organization", "name": one["name"], "url": absolute(one["url"])} for one in row.facts.get("businesses", [])]
    if about:
        data["about"] = about
    if corrections:
        data["correction"] = [
            {"@type": "CorrectionComment", "text": note["words"], "datePublished": note["date"].isoformat(timespec="seconds")} for note in corrections
        ]
    return script(data | sponsored(sponsors))


def collection(name: str, *, url: str, paths: Iterable[str], absolute: Callable[[str], str], sponsors: Iterable[dict[str, str]] = ()) -> SafeString:
    """A page that lists others, in the order it shows them."""
    items = [{"@type": "ListItem", "position": number, "url": absolute(path)} for number, path in enumerate(paths, start=1)]
    data = {"@type": "CollectionPage", "name": name, "url": url, "mainEntity": {"@type": "ItemList", "itemListElement": items}}
    return script(data | sponsored(sponsors))


def sponsored(sponsors: Iterable[dict[str, str]]) -> dict[str, Any]:
    found = [{"@type": "Organization", "name": one["name"], "url": one["url"]} for one in sponsors]
    return {"sponsor": found} if found else {}


def website(*, absolute: Callable[[str], str]) -> SafeString:
    target = {"@type": "EntryPoint", "urlTemplate": absolute("/search/") + "?q={search_term_string}"}
    action = {"@type": "SearchAction", "target": target, "query-input": "required name=search_term_string"}
    return script({"@type": "WebSite", "name": str(shell.current()["site_name"]), "url": absolute("/"), "potentialAction": action})


def pictures(row) -> list[str]:
    """Paths: the picture made for other sites, and the photograph it shows; the site's own where there is neither."""
    found = [row.card[name][key] for name, key in (("share", "url"), ("photo", "src")) if row.card.get(name)]
    return found or [static("img/share.png")]
