"""Somebody's own quotes on the desk, and withdrawing one: from there, or by the link in a mail. Each asks once, then it is done."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_required
from django.db.models import Prefetch
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from core.same_origin import own_forms_only
from people.models import User
from quotes import withdraw as verb
from quotes.cards import named
from quotes.models import Quote
from stories.models import PublishedStory, Woven

MOST = 50


def panel(user: User) -> dict[str, Any]:
    """The desk's part about quotes: where each stands, and the published stories it is in."""
    live = Woven.objects.filter(shown=True, story__published__live=True).select_related("story__published").defer("story__published__body_html")
    quotes = list(Quote.objects.filter(user=user).select_related("prompt").prefetch_related(Prefetch("woven", queryset=live))[:MOST])
    return {"template": "desk/_quotes.html", "quotes": [{"quote": quote, "stories": [row.story.published for row in quote.woven.all()]} for quote in quotes]}


@own_forms_only
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw_by_link(request: HttpRequest, pk: int, token: str) -> HttpResponse:
    """For whoever has the mail; the link works for ever, and twice."""
    quote = get_object_or_404(Quote.objects.select_related("prompt"), pk=pk)
    if not verb.opens(quote, token):
        raise Http404(pk)
    if request.method == "POST":
        verb.withdraw(quote)
        return redirect(request.path)
    return _page(request, quote)


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """From the desk. Somebody else's quote is not found."""
    quote = get_object_or_404(Quote.objects.filter(user=request.user).select_related("prompt"), pk=pk)
    if request.method == "POST":
        verb.withdraw(quote, by=request.user)
        return redirect("desk_quote_withdraw", pk=pk)
    return _page(request, quote, keep_url="/desk/")


def _page(request: HttpRequest, quote: Quote, *, keep_url: str = "") -> HttpResponse:
    stories = PublishedStory.objects.quoting(quote).for_cards()
    card = {"text": quote.text, "name": named(quote)}
    context = {"quote": quote, "card": card, "gone": quote.status == Quote.Status.WITHDRAWN, "stories": stories[:MOST], "keep_url": keep_url}
    return render(request, "quotes/withdraw.html", context)
