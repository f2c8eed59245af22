"""One screen for one story in review: its text, what was flagged, the checklist, the letter, the outcome."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core import shell
from core.quotation import within_quotes
from people.rules import is_editor
from stories import ask_again, checks, correct, dates, on_desk, review, show
from stories import render as rendering
from stories.cms.forms import DecisionForm, DueForm, NoteForm
from stories.models import Evidence, LetterTemplate, Review, StoryPage
from stories.not_before import no_earlier
from stories.states import IN_REVIEW, State

VERBS = {"approve": review.approve_first_read, "changes": review.request_changes, "decline": review.decline, "publish": review.check_and_publish}
NOTES = {"correction": correct.add_correction, "follow-up": correct.add_follow_up, "removal": review.take_down, "unschedule": review.take_off_schedule}
DONE = {
    "correction": gettext_lazy("Done. Readers see the correction under the story now."),
    "follow-up": gettext_lazy("Done. Readers see the follow-up under the story now."),
    "removal": gettext_lazy("The story is off the site. Its author has your reason."),
    "unschedule": gettext_lazy("It is off the schedule and waits for its first read again. Its author has your reason."),
}
LETTERS = {"approve": "first_read_passed", "changes": "changes_requested", "decline": "declined", "publish": "published"}


def _review_for(request: HttpRequest, pk: int) -> Review:
    if not is_editor(request.user):
        raise PermissionDenied
    return get_object_or_404(Review.objects.select_related("owner", "editor", "story"), story_id=pk)


def review_story(request: HttpRequest, pk: int) -> HttpResponse:
    found = _review_for(request, pk)
    if request.method == "POST" and "due" in request.POST:
        return _due(request, found)
    story = found.story
    version = story.get_latest_revision_as_object()
    form = DecisionForm(_typed(request, found), state=found.state, initial=_initial(found, story))
    preview = ""
    if request.method == "POST" and form.is_valid():
        if "preview" in request.POST:
            preview = letter_text(found, form.cleaned_data, request.user)
        else:
            try:
                ask_again.refuse_the_same(found, by=request.user)
                decide(story, form, by=request.user)
            except review.CannotDecide as refusal:
                form.add_error(None, str(refusal))
                typed = request.POST.copy()
                typed["revision"] = review.stamp(story.get_latest_revision())  # the newer version is on the screen now
                form.data = typed
            else:
                found.refresh_from_db()
                messages.success(request, _("“%(title)s”: %(state)s.") % {"title": within_quotes(version.title), "state": found.get_state_display()})
                return redirect("wagtailadmin_home")
    context = _context(found, version, form, preview)
    return render(request, "cms/review.html", context, status=422 if form.errors else 200)


def _due(request: HttpRequest, found: Review) -> HttpResponse:
    form = DueForm(request.POST)
    if not form.is_valid():
        messages.error(request, " ".join(form.errors["due_on"]))
        return redirect("review", pk=found.story_id)
    try:
        dates.set_due(found.story, by=request.user, due_on=form.cleaned_data["due_on"])
        messages.success(request, _("Kept. Its author sees the day."))
    except review.CannotDecide as refusal:
        messages.error(request, str(refusal))
    return redirect("review", pk=found.story_id)


def _typed(request: HttpRequest, found: Review):
    """What was posted; without scripts, previewing an empty letter starts from the chosen template."""
    if request.method != "POST":
        return None
    data = request.POST.copy()
    chosen = data.get("template", "")
    if "preview" in data and not data.get("words", "").strip() and chosen.isdigit():
        letter = LetterTemplate.objects.filter(pk=chosen).first()
        data["words"] = letter.filled(found) if letter else ""
    return data


def decide(story: StoryPage, form: DecisionForm, *, by) -> None:
    """Calls the verb of the chosen outcome with what its form holds. Raises CannotDecide with words."""
    data = form.cleaned_data
    extra = {}
    if data["outcome"] == "publish":
        extra = {"checklist": form.chosen_checks(), "at": data["at"], "section": data["section"]}
    VERBS[data["outcome"]](story, by=by, words=data["words"], seen=data["revision"], **extra)


def letter_text(found: Review, data: dict[str, Any], editor) -> str:
    """The mail as its author will get it, from the same template and values. `data` is what a valid DecisionForm holds."""
    outcome, section = data["outcome"], data.get("section") or found.story.get_parent()
    at = no_earlier(found, data.get("at"))
    name = "scheduled" if outcome == "publish" and at else LETTERS[outcome]
    context = review.letter_context(found, name, data["words"], editor) | {
        "subject": review.letter_subject(name, found.story.draft_title or found.story.title),
        "at": at,
        "url": review.mail.absolute(f"/stories/{section.slug}/{found.story.slug}/"),
        "shell": shell.current(),
    }
    return render_to_string("emails/letter.txt", context).strip()


def _initial(found: Review, story: StoryPage) -> dict[str, object]:
    return {
        "revision": review.stamp(story.latest_revision),
        "section": story.section,
        "checklist": [key for key, done in found.checklist.items() if done],
    }


def _context(found: Review, version: StoryPage, form: DecisionForm, preview: str) -> dict[str, object]:
    from stories.difference import changes

    story = found.story
    before = found.read_revision if found.state == State.FACT_CHECK else found.author_revision
    made = rendering.build(version)
    changed = bool(before and before.pk != story.latest_revision_id)
    return {
        "review": found,
        "story": version,
        "rendered": made,
        "flags": checks.flags(version),
        **show.quoted_in(made.body_html),
        "form": form,
        "open": found.state in IN_REVIEW,
        "letters": [(letter.pk, letter.filled(found)) for letter in LetterTemplate.objects.all()],
        "letter_preview": preview,
        "changes": changes(before.as_object(), version) if changed else [],
        "messages_of_story": story.messages.select_related("sender"),
        "evidence": story.evidence.all(),
        "pseudonyms": story.pseudonyms.all(),
        "consents": story.consents.all(),
        "note_form": NoteForm() if story.live else None,
        "due_form": DueForm(initial={"due_on": found.due_on}) if found.state in dates.UNDER_WAY else None,
        "overdue": dates.is_overdue(found),
        "whose_no": ask_again.whose_no(found),
        "remarks": on_desk.remarks(story),
    }


def add_note(request: HttpRequest, pk: int) -> HttpResponse:
    found = _review_for(request, pk)
    form = NoteForm(request.POST or None, scheduled=found.state == State.SCHEDULED)
    if request.method == "POST" and form.is_valid():
        verb = NOTES[form.cleaned_data["kind"]]
        try:
            verb(found.story, by=request.user, words=form.cleaned_data["words"])
        except (correct.NotPublished, review.CannotDecide) as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, DONE[form.cleaned_data["kind"]])
            return redirect("review", pk=pk)
    return render(request, "cms/note.html", {"form": form, "review": found, "scheduled": found.state == State.SCHEDULED}, status=422 if form.errors else 200)


def evidence(request: HttpRequest, pk: int) -> FileResponse:
    """A file only editors see, always as a download: nothing a stranger sent is opened on our address."""
    if not is_editor(request.user):
        raise PermissionDenied
    row = get_object_or_404(Evidence, pk=pk)
    return FileResponse(row.file.open("rb"), as_attachment=True, filename=row.name)
