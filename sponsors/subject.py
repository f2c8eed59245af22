"""Subject is not sponsor: a sponsor comes in, the businesses it is or belongs to go out; and the other way round."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any
from urllib.parse import urlsplit

from django.db.models import Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from businesses.models import Business, name_key
from sponsors.links import host_of
from sponsors.models import Sponsor

# "Bramble & Finch Ltd" is "Bramble & Finch".
LEGAL_FORMS = (
    *("ltd", "limited", "inc", "incorporated", "llc", "llp", "plc", "corp", "corporation", "co", "company"),
    *("gmbh", "ag", "ug", "kg", "bv", "nv", "sarl", "srl", "sl", "oy", "ab", "as"),
)
# On these hosts each page is another business.
SHARED_HOSTS = frozenset(
    [
        *("facebook.com", "instagram.com", "threads.net", "x.com", "twitter.com", "bsky.app", "tiktok.com", "youtube.com", "linkedin.com", "pinterest.com"),
        *("etsy.com", "ebay.com", "amazon.com", "yelp.com", "tripadvisor.com", "google.com", "sites.google.com", "maps.google.com", "goo.gl", "linktr.ee"),
    ]
)
ROOT = Coalesce("merged_into", "pk")  # the business that stayed


def businesses_of(sponsor: Sponsor) -> set[int]:
    """Keys of all businesses that are this sponsor: those editors linked, those of its name or its web site, and what they were merged with."""
    return businesses_of_all([sponsor])[sponsor.pk]


def businesses_of_all(sponsors: Iterable[Sponsor]) -> dict[int, set[int]]:
    """The same of any number of sponsors, by their key. One query."""
    return {pk: {row["pk"] for row in rows} for pk, rows in rows_of(sponsors).items()}


def rows_of(sponsors: Iterable[Sponsor], *also: str) -> dict[int, list[dict[str, Any]]]:
    """By sponsor: its businesses with pk, name, key, url and the fields asked for; a row more for each related one. One query."""
    wanted = list(sponsors)
    if not wanted:
        return {}
    roots = Business.objects.filter(_likely(wanted)).annotate(root=ROOT).order_by().values("root")
    groups: dict[int, list[dict[str, Any]]] = defaultdict(list)
    for row in _rows(also).filter(root__in=Subquery(roots)):
        groups[row["root"]].append(row)
    return {one.pk: [row for rows in groups.values() if any(_is(one, row) for row in rows) for row in rows] for one in wanted}


def sponsor_is_subject(sponsor: Sponsor, business_ids: Iterable[int]) -> bool:
    wanted = set(business_ids)
    return bool(wanted) and not wanted.isdisjoint(businesses_of(sponsor))


def sponsors_about(business_ids: Iterable[int]) -> list[Sponsor]:
    """Sponsors that are, or belong to, one of these businesses. Two queries, however many there are of either."""
    wanted = set(business_ids)
    if not wanted:
        return []
    roots = Business.objects.filter(pk__in=wanted).annotate(root=ROOT).order_by().values("root")
    family = list(_rows().filter(root__in=Subquery(roots)))
    return [one for one in Sponsor.objects.exclude(status=Sponsor.Status.DECLINED) if any(_is(one, row) for row in family)]


def _rows(also: Iterable[str] = ()) -> QuerySet[Business, dict[str, Any]]:
    return Business.objects.annotate(root=ROOT).order_by("pk").values("pk", "root", "name", "key", "url", "sponsors", *also)


def _likely(sponsors: list[Sponsor]) -> Q:
    """More than there are: what is left is looked at by _is."""
    found = Q(sponsors__in=sponsors)
    for key in set().union(*(_keys(one) for one in sponsors)):
        found |= Q(key=key) | Q(key__startswith=f"{key} ")  # with a legal form behind it
    for site in {_where(one.site) for one in sponsors} - {""}:
        found |= Q(url__icontains=site.partition("/")[0])
    return found


def _is(sponsor: Sponsor, row: dict[str, Any]) -> bool:
    if row["sponsors"] == sponsor.pk or _plain(row["key"]) in _keys(sponsor):
        return True
    return bool(row["url"]) and _where(row["url"]) == _where(sponsor.site) != ""


def _keys(sponsor: Sponsor) -> set[str]:
    """The name readers see, and the one on its bills."""
    return {_plain(name_key(name)) for name in (sponsor.name, sponsor.bill_name)} - {""}


def _plain(key: str) -> str:
    words = key.split()
    while len(words) > 1 and words[-1] in LEGAL_FORMS:
        words.pop()
    return " ".join(words)


def _where(url: str) -> str:
    """The web host without www; on a shared one together with the page."""
    host = host_of(url).removeprefix("www.")
    if host.removeprefix("m.") not in SHARED_HOSTS:
        return host
    return f"{host}{urlsplit(url).path.rstrip('/').lower()}"
