"""/desk/stories/: one story as its author sees it, and everything she can do with it. Somebody else's story is not found."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from stories import ask_again, change, dates, desk_draft, on_desk, review
from stories.forms.desk import AnswerForm, WithdrawForm
from stories.forms.desk_review import AskAgainForm, NotBeforeForm
from stories.models import Review
from stories.views import reading

SAME_CLICK = timedelta(minutes=1)  # the same words again within this time are a second click


def desk_nav(current: str = "") -> list[dict[str, Any]]:
    return [
        {"label": _("My stories"), "url": "/desk/", "current": current == "stories"},
        {"label": _("Tell a story"), "url": "/tell/", "current": False},
        {"label": _("Bring posts in"), "url": "/desk/bring/", "current": current == "bring"},
        {"label": _("Take my work along"), "url": "/desk/take-away/", "current": current == "take-away"},
        {"label": _("My account"), "url": "/accounts/email/", "current": False},
    ]


def own_review(request: HttpRequest, pk: int) -> Review:
    """Fetches and authorises: a story she writes, alone or with others, or 404."""
    found = Review.objects.of(request.user).filter(story_id=pk).select_related("story", "editor", "author_revision").first()
    if found is None:
        raise Http404
    return found


def owned_review(request: HttpRequest, pk: int) -> Review:
    """What decides over the story as a whole is for the one who sent it."""
    found = own_review(request, pk)
    if found.owner_id != request.user.pk:
        raise Http404
    return found


@login_required
@never_cache
def story(request: HttpRequest, pk: int) -> HttpResponse:
    """Where it stands, every message, what editors changed, and what she can do."""
    return story_page(request, own_review(request, pk))


def story_page(request: HttpRequest, found: Review, *, status: int = 200, **typed: Any) -> HttpResponse:
    """`typed` is what could not be taken as it was typed: the form, or the words and where they belong."""
    letters = list(found.story.messages.select_related("sender"))
    context = {
        "one": on_desk.OnDesk(found),
        "letters": letters,
        "answer_form": AnswerForm(use_required_attribute=False),
        "ask_form": AskAgainForm(use_required_attribute=False),
        "day_form": NotBeforeForm(initial={"day": found.not_before}, use_required_attribute=False),
        "changes": on_desk.changes(found),
        "remarks": on_desk.remarks(found.story),
        "wait": review.usual_wait(),
        "unsaved": change.may_change(found) and desk_draft.unsaved(found.story),
        "owns": found.owner_id == request.user.pk,
        "desk_nav": desk_nav("stories"),
        **typed,
    }
    found.story.messages.filter(from_newsroom=True, read_at=None).update(read_at=timezone.now())
    return render(request, "desk/story.html", context, status=status)


@login_required
@never_cache
def read(request: HttpRequest, pk: int) -> HttpResponse:
    """Her text as it stands, as readers would see it, whoever has it now."""
    found = own_review(request, pk)
    context = reading.preview_context(request, found.story.get_latest_revision_as_object()) | {"one": on_desk.OnDesk(found)}
    return render(request, "desk/read.html", context)


@login_required
@require_POST
def send(request: HttpRequest, pk: int) -> HttpResponse:
    found = own_review(request, pk)
    if desk_draft.unsaved(found.story):
        messages.warning(request, _("You have typed changes that are not in the story yet. Look them over, then save and send it."))
        return redirect("desk_edit", pk=pk)
    try:
        change.send(found.story, by=request.user)
    except change.NotAgreed as problem:
        messages.warning(request, str(problem))
        return redirect(f"{reverse('desk_edit', args=[pk])}#agree")
    except (review.CannotDecide, change.CannotChange) as problem:
        messages.error(request, str(problem))
    else:
        messages.success(request, _("It is with the editors again.") if found.submitted_at else _("It is with the editors."))
    return redirect("desk_story", pk=pk)


@login_required
@require_POST
def pull_back(request: HttpRequest, pk: int) -> HttpResponse:
    found = own_review(request, pk)
    return decided(request, found, lambda: review.pull_back(found.story, by=request.user), _("It is with you again. Send it when it is ready."))


@login_required
@never_cache
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Asks first; then the story leaves review, or the site."""
    found = owned_review(request, pk)
    form = WithdrawForm(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        context = {"one": on_desk.OnDesk(found), "form": form, "desk_nav": desk_nav("stories")}
        return render(request, "desk/withdraw.html", context, status=422 if form.is_bound else 200)
    words = form.cleaned_data["words"]
    return decided(request, found, lambda: review.withdraw(found.story, by=request.user, words=words), _("You took the story back."))


@login_required
@require_POST
def answer(request: HttpRequest, pk: int) -> HttpResponse:
    found = own_review(request, pk)
    form = AnswerForm(request.POST, use_required_attribute=False)
    if not form.is_valid():
        return story_page(request, found, answer_form=form, status=422)
    return decided(request, found, lambda: _answer_once(request, found, form.cleaned_data["words"]), _("The editors have your answer."))


def _answer_once(request: HttpRequest, found: Review, words: str) -> None:
    """A double click sends one letter: the second request waits for the first one's row and finds its words."""
    with transaction.atomic():
        Review.objects.select_for_update().get(pk=found.pk)
        hers = found.story.messages.filter(sender=request.user, from_newsroom=False).order_by("-sent_at", "-pk").first()
        if hers is None or hers.words != words or hers.sent_at < timezone.now() - SAME_CLICK:
            review.answer(found.story, by=request.user, words=words)


@login_required
@require_POST
def ask_once_more(request: HttpRequest, pk: int) -> HttpResponse:
    found = owned_review(request, pk)
    form = AskAgainForm(request.POST, use_required_attribute=False)
    if not form.is_valid():
        return story_page(request, found, ask_form=form, status=422)
    words = form.cleaned_data["words"]
    return decided(request, found, lambda: ask_again.ask_again(found.story, by=request.user, words=words), _("The editors read it once more."))


@login_required
@require_POST
def not_before(request: HttpRequest, pk: int) -> HttpResponse:
    found = owned_review(request, pk)
    form = NotBeforeForm(request.POST, use_required_attribute=False)
    if not form.is_valid():
        return story_page(request, found, day_form=form, status=422)
    day = form.cleaned_data["day"]
    done = _("It will not be published before that day.") if day else _("It may be published on any day.")
    return decided(request, found, lambda: dates.set_not_before(found.story, by=request.user, day=day), done)


def decided(request: HttpRequest, found: Review, act: Callable[[], object], done: str) -> HttpResponse:
    """Does it, and says so, or why not, on the story's page."""
    try:
        act()
        messages.success(request, done)
    except (review.CannotDecide, change.CannotChange) as problem:
        messages.error(request, str(problem))
    return redirect("desk_story", pk=found.story_id)
