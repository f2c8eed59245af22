"""/wall/vote/: readers choose what is asked next. GET shows the ballot with its counts, POST casts a vote."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from core import throttle
from core.same_origin import own_forms_only
from quotes import ballot
from quotes.models import Proposal
from quotes.vote import CannotVote
from quotes.vote import vote as cast

VOTES_AN_HOUR = 60  # from one address: a school or an office shares one


@own_forms_only
@require_http_methods(["GET", "HEAD", "POST"])
def vote(request: HttpRequest) -> HttpResponse:
    """It acts on nobody's cookie, so a post from a page of ours needs no token (core.same_origin)."""
    if request.method != "POST":
        return _result(request)
    chosen = request.POST.get("proposal", "")
    proposal = Proposal.objects.filter(pk=int(chosen), standing=True).first() if chosen.isdecimal() and len(chosen) < 10 else None
    if proposal is None:
        return _result(request, problem=_("Choose one of these questions, then vote."), status=422)
    if not throttle.allowed(request, "vote", times=VOTES_AN_HOUR, seconds=3600):
        return _result(request, problem=_("Many votes came from your connection within an hour. Wait a little, then vote again."), status=429)
    try:
        cast(proposal, reader=throttle.reader_key(request))
    except CannotVote as problem:
        return _result(request, problem=str(problem), status=409)
    return _result(request, chosen=proposal, thanks=_("Counted. Thank you."))


def _result(request: HttpRequest, *, chosen: Proposal | None = None, thanks: str = "", problem: str = "", status: int = 200) -> HttpResponse:
    """A page of its own; for the script only the part that it puts in the ballot's place."""
    template = "quotes/_ballot_result.html" if request.headers.get("HX-Request") else "quotes/ballot.html"
    voted = bool(thanks) or status == 409
    context = {"proposals": ballot.counted(), "chosen": chosen, "thanks": thanks, "problem": problem, "voted": voted}
    return render(request, template, context, status=status)
