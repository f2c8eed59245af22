"""Weaving in the CMS: quotes are chosen from the wall's list and put in order, a round-up is started, and later sent to review.

The whole choice travels with the form, so that looking at another question, searching or going on to older quotes loses nothing.
"""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from people.rules import is_editor
from quotes.models import Prompt, Quote
from stories import checks, quoted, review, weave
from stories.cms.weave_forms import ListForm, RoundupForm
from stories.models import StoryPage, Woven

PAGE = 50
MOST_COUNTED = 10_000


def choose(request: HttpRequest) -> HttpResponse:
    """GET opens the list, with quotes chosen beforehand in `?quote=`; POST keeps the choice, and starts the round-up when told to."""
    if not is_editor(request.user):
        raise PermissionDenied
    sent = request.POST if request.method == "POST" else request.GET
    starts = "start" in request.POST
    chosen, shows = chosen_quotes(sent), ListForm(sent)
    form = RoundupForm(request.POST) if starts else RoundupForm(initial=sent.dict())
    if starts and form.is_valid():
        try:
            story = weave.start_roundup(quotes=chosen, editor=request.user, **form.values())
        except weave.CannotWeave as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Here is your draft. Write between the quotes; “Send to review” is in the menu at the foot of the page."))
            return redirect("wagtailadmin_pages:edit", story.pk)
    context = _list(shows, chosen) | {"form": form, "shows": shows, "chosen": list(enumerate(chosen, start=1)), "most": weave.MOST}
    return render(request, "cms/weave.html", context, status=422 if starts else 200)


def chosen_quotes(sent: QueryDict) -> list[Quote]:
    """Ticked ones and those with a number, numbered ones first in their order; more than MOST are kept too, so that the verb can say so."""
    numbers = {name.removeprefix("order-"): int(value) for name, value in sent.items() if name.startswith("order-") and value.isdecimal() and len(value) < 6}
    ticked = sent.getlist("quote")
    wanted = [int(pk) for pk in dict.fromkeys([*ticked, *numbers]) if pk.isdecimal() and len(pk) < 19]
    last = len(wanted) + max(numbers.values(), default=0)
    wanted.sort(key=lambda pk: numbers.get(str(pk), last))  # a stable sort: those without a number stay as they came
    found = _marked(Quote.objects.approved()).select_related("prompt").in_bulk(wanted[: 4 * weave.MOST])
    return [found[pk] for pk in wanted if pk in found]


def _marked(quotes: QuerySet[Quote]) -> QuerySet[Quote]:
    """`used`: it stands in a published story."""
    return quotes.annotate(used=Exists(Woven.objects.filter(quote=OuterRef("pk"), shown=True, story__live=True)))


def _list(shows: ListForm, chosen: list[Quote]) -> dict[str, Any]:
    prompt = shows.prompt() or Prompt.objects.current(timezone.now())
    if prompt is None:
        return {"prompt": None, "quotes": []}
    on_it = _marked(Quote.objects.approved().filter(prompt=prompt))
    unused = on_it.filter(used=False)
    wanted = (unused if shows.wants("unused") else on_it).exclude(pk__in=[quote.pk for quote in chosen])
    if words := shows.text("q"):
        wanted = wanted.filter(Q(text__icontains=words) | Q(name__icontains=words))
    last = Quote.objects.filter(pk=shows.number("before")).first()
    rows = list(_after(wanted, last)[: PAGE + 1])
    return {
        "prompt": prompt,
        "quotes": rows[:PAGE],
        "older": rows[PAGE - 1].pk if len(rows) > PAGE else None,
        "count": on_it[:MOST_COUNTED].count(),
        "unused": unused[:MOST_COUNTED].count(),
    }


def _after(quotes: QuerySet[Quote], last: Quote | None) -> QuerySet[Quote]:
    """Pinned ones, then the newest; from the row after `last`. In the order of the index quotes_pinned_newest."""
    if last is not None:
        older = Q(shown_at__lt=last.shown_at) | Q(shown_at=last.shown_at, pk__lt=last.pk)
        quotes = quotes.filter(Q(pinned=False) | older) if last.pinned else quotes.filter(older, pinned=False)
    return quotes.order_by("-pinned", "-shown_at", "-pk")


def send(request: HttpRequest, pk: int) -> HttpResponse:
    """The last look before a story written in the CMS goes to review: who is quoted and thanked, and what the newsroom asks first."""
    story = get_object_or_404(StoryPage, pk=pk)
    if not is_editor(request.user) or not weave.may_send(story, request.user):
        raise PermissionDenied
    version = story.get_latest_revision_as_object()
    problem = ""
    if request.method == "POST":
        try:
            weave.send(story, by=request.user, knowing="knowing" in request.POST)
        except (weave.CannotWeave, review.CannotDecide) as refusal:
            problem = str(refusal)
        else:
            messages.success(request, _("Sent. Another editor reads it first; where you are the only one, you may pass it yourself, and the log says so."))
            return redirect("review", pk=pk)
    quotes = Quote.objects.in_bulk(quoted.quote_ids(version))
    shown = [quotes[number] for number in quoted.quote_ids(version) if number in quotes and quotes[number].status == Quote.Status.APPROVED]
    pairs = checks.bare_pairs(version)
    context = {
        "story": version,
        "thanks": quoted.thanks(shown),
        "gone": len(quoted.quote_ids(version)) - len(shown),
        "asks": weave.told(pairs) if pairs else "",
        "problem": problem,
    }
    return render(request, "cms/weave_send.html", context, status=422 if problem else 200)
