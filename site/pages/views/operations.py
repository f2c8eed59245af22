"""What machines ask: is it alive, is it ready, what may be indexed, whom to tell about a hole."""

from __future__ import annotations

import logging
from datetime import timedelta

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from post_office.models import STATUS, Email

from businesses.models import Business, Place
from core.models import SearchEntry
from core.page_cache import reading_page
from pages.models import PlainPage
from people.models import Byline
from quotes.models import Prompt
from stories.models import CallPage, PublishedStory, SectionPage, StoryOfByline

logger = logging.getLogger(__name__)
STUCK_AFTER = timedelta(hours=1)
MOST_ADDRESSES = 40_000  # of one kind
FILE = 50_000  # addresses that the protocol allows in a file; the newest quotes fill what is left
_migrated: set[str] = set()  # the database's name, once nothing is left to apply: migrations are not taken back under us


@require_safe
@never_cache
def healthz(request: HttpRequest) -> HttpResponse:
    """The process answers; asks nothing of anybody."""
    return HttpResponse("ok\n", content_type="text/plain; charset=utf-8")


@require_safe
@never_cache
def readyz(request: HttpRequest) -> HttpResponse:
    """200 when the database answers and migrations are applied; 503 with what is wrong otherwise.

    Letters that wait are told too, but take no reading site away: readers lose nothing by a mail server that is down.
    """
    told = {}
    for name, check in (("database", _database), ("migrations", _migrations), ("mail", _mail)):
        try:
            told[name] = check()
        except DatabaseError:
            logger.exception("readiness: %s", name)
            told[name] = "the database does not answer"
    ready = all(told[name] == "ok" for name in ("database", "migrations"))
    return JsonResponse({"ready": ready, **told}, status=200 if ready else 503)


def _database() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return "ok"


def _migrations() -> str:
    name = str(connection.settings_dict["NAME"])
    if name in _migrated:
        return "ok"
    executor = MigrationExecutor(connection)
    left = len(executor.migration_plan(executor.loader.graph.leaf_nodes()))
    if left:
        return f"{left} to apply"
    _migrated.add(name)
    return "ok"


def _mail() -> str:
    """Letters that have waited for an hour or failed for good. Without a mail server they wait by intention."""
    if not settings.MAIL:
        return "ok"
    old = timezone.now() - STUCK_AFTER
    stuck = Email.objects.filter(status__in=[STATUS.queued, STATUS.requeued], created__lt=old)[:1000].count()
    failed = Email.objects.filter(status=STATUS.failed)[:1000].count()
    return f"{stuck} waiting for more than an hour, {failed} failed for good" if stuck or failed else "ok"


@require_safe
@reading_page
def sitemap(request: HttpRequest) -> HttpResponse:
    stories = PublishedStory.objects.live().newest().values_list("section_slug", "slug", "updated_at")[:MOST_ADDRESSES]
    pages = ["/", "/stories/", "/businesses/", "/places/", "/writers/", "/writers/join/", "/tell/", "/contact/", "/corrections/", "/feeds/", "/sponsor/"]
    pages += [f"/stories/{slug}/" for slug in SectionPage.objects.live().values_list("slug", flat=True)]
    pages += [f"/{slug}/" for slug in PlainPage.objects.live().values_list("slug", flat=True)]
    pages += [f"/{slug}/" for slug in CallPage.objects.live().values_list("slug", flat=True)]
    pages += [f"/businesses/{slug}/" for slug in Business.objects.listed().values_list("slug", flat=True)[:1500]]
    pages += [f"/places/{slug}/" for slug in Place.objects.filter(pk__in=PublishedStory.objects.live().values("place")).values_list("slug", flat=True)[:1500]]
    pages += [f"/writers/{handle}/" for handle in Byline.objects.filter(pk__in=StoryOfByline.objects.values("byline")).values_list("handle", flat=True)[:1500]]
    pages += [f"/wall/{slug}/" for slug in Prompt.objects.filter(opens_at__lte=timezone.now()).values_list("slug", flat=True)[:300]]
    entries = [{"url": request.build_absolute_uri(path)} for path in pages]
    entries += [{"url": request.build_absolute_uri(f"/stories/{section}/{slug}/"), "changed": updated} for section, slug, updated in stories]
    quotes = SearchEntry.objects.filter(kind="quote").order_by("-shown_at", "-id").values_list("url", "shown_at")
    entries += [{"url": request.build_absolute_uri(path), "changed": shown} for path, shown in quotes[: max(0, FILE - len(entries))]]
    return render(request, "pages/sitemap.xml", {"entries": entries}, content_type="application/xml; charset=utf-8")


@require_safe
@reading_page
def robots(request: HttpRequest) -> HttpResponse:
    closed = "\n".join(f"Disallow: {path}" for path in ("/cms/", "/accounts/", "/desk/", "/demo/", "/sponsor/desk/", "/sponsor/report/", "/go/", "/seen/"))
    return _text(f"User-agent: *\n{closed}\n\nSitemap: {request.build_absolute_uri('/sitemap.xml')}\n")


@require_safe
@reading_page
def humans(request: HttpRequest) -> HttpResponse:
    people, you = request.build_absolute_uri("/writers/"), request.build_absolute_uri("/writers/join/")
    who = f"/* Who writes here */\nPeople who were well served: {people}\nYou, too: {you}\n"
    return _text(f"{who}\n/* What it runs on */\nPython, Django, Wagtail, htmx, SQLite or PostgreSQL\n")


@require_safe
@reading_page
def security(request: HttpRequest) -> HttpResponse:
    """RFC 9116. It expires in half a year, counted from the first of this month so that the bytes stay the same."""
    month = timezone.now().replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    expires = (month + timedelta(days=183)).isoformat().replace("+00:00", "Z")
    contact = request.build_absolute_uri("/contact/?about=press")
    here = request.build_absolute_uri("/.well-known/security.txt")
    return _text(f"Contact: {contact}\nExpires: {expires}\nPreferred-Languages: en\nCanonical: {here}\n")


def _text(words: str) -> HttpResponse:
    return HttpResponse(words, content_type="text/plain; charset=utf-8")
