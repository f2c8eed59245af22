"""An author answers and settles editors' remarks, and accepts or discusses what they changed."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from wagtail.models import Comment

from people.models import User
from stories import agree, remarks
from stories.forms.desk_review import WordsForm
from stories.models import Review
from stories.views.desk import decided, own_review, story_page


def remark_of(found: Review, remark: int) -> Comment:
    row = Comment.objects.filter(pk=remark, page_id=found.story_id).first()
    if row is None:
        raise Http404
    return row


@login_required
@require_POST
def answer(request: HttpRequest, pk: int, remark: int) -> HttpResponse:
    """Answers; the other button settles it, with or without words."""
    found = own_review(request, pk)
    row, settle, form = remark_of(found, remark), request.POST.get("do") == "settle", WordsForm(request.POST)
    if not form.is_valid() and (not settle or request.POST.get("words", "").strip()):
        return story_page(request, found, status=422, remark_typed={"pk": row.pk, "form": form})
    words = form.cleaned_data.get("words", "")
    return decided(request, found, lambda: said(row, by=request.user, words=words, settle=settle), told(settle))


def said(row: Comment, *, by: User, words: str, settle: bool) -> None:
    if words:
        remarks.answer(row, by=by, words=words)
    if settle:
        remarks.settle(row, by=by)


def told(settle: bool) -> str:
    return _("Done. The editors see that it is settled.") if settle else _("The editors have your answer.")


@login_required
@require_POST
def accept(request: HttpRequest, pk: int) -> HttpResponse:
    found, marks = own_review(request, pk), request.POST.getlist("mark")
    return decided(request, found, lambda: agree.accept(found.story, by=request.user, marks=marks), _("You accepted it. The editors are told."))


@login_required
@require_POST
def discuss(request: HttpRequest, pk: int) -> HttpResponse:
    found, mark, form = own_review(request, pk), request.POST.get("mark", ""), WordsForm(request.POST)
    if not form.is_valid():
        return story_page(request, found, status=422, change_typed={"mark": mark, "form": form})
    words = form.cleaned_data["words"]
    return decided(request, found, lambda: agree.discuss(found.story, by=request.user, mark=mark, words=words), _("The editors have your answer."))
