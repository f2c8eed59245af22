"""One way for all screens on which an editor acts: the forms of a page, the one that was sent, and its verb's answer."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest

from sponsors.cms.forms import ActForm, Group
from sponsors.states import CannotBook


def forms_of(request: HttpRequest, groups: Iterable[Group], *, seen: str = "") -> list[ActForm]:
    """The form whose act was sent is bound to what was typed; the others are empty."""
    sent = request.POST.get("group", "") if request.method == "POST" else ""
    return [ActForm(request.POST if group.key == sent else None, group=group, initial={"seen": seen}) for group in groups]


def carried_out(request: HttpRequest, forms: Iterable[ActForm], verb: Callable[[dict[str, Any]], str]) -> bool:
    """`verb` gets what the sent form holds and returns words for the editor; a refusal stands on the form, with what was typed."""
    for form in forms:
        if form.is_bound and form.is_valid():
            try:
                done = verb(form.cleaned_data)
            except CannotBook as refusal:
                form.add_error(None, str(refusal))
                form.data = _seen_now(form)  # what is on the screen from now on
            else:
                messages.success(request, done)
                return True
    return False


def _seen_now(form: ActForm) -> Any:
    data = form.data.copy()
    data["seen"] = form.initial["seen"]
    return data


def as_seen(form_seen: str, now: str, words: str) -> None:
    """Raises CannotBook where the thing has changed since the page was made."""
    if form_seen and form_seen != now:
        raise CannotBook(words)


def status(forms: Iterable[ActForm]) -> int:
    return 422 if any(form.errors for form in forms) else 200
