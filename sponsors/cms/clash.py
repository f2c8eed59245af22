"""A story about a sponsor: an editor says why it goes out all the same, or goes on to stop the placement."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from people.models import User
from sponsors import approve, holds
from sponsors.cms.acting import carried_out, forms_of, status
from sponsors.cms.forms import Group
from sponsors.cms.gate import managers_only
from sponsors.models import Sponsor
from stories.models import StoryPage


@managers_only
@require_http_methods(["GET", "HEAD", "POST"])
def clash(request: HttpRequest, pk: int) -> HttpResponse:
    story = get_object_or_404(StoryPage, pk=pk)
    version = story.get_latest_revision_as_object()
    sponsors = list({one.pk: one for one in [*holds.clashing(version), *holds.clashing(story)]}.values())
    forms = forms_of(request, [_group(one) for one in sponsors])
    if carried_out(request, forms, partial(_settle, story, sponsors, request.user)):
        return redirect("cms_clash", pk=pk)
    placements = holds.sent_or_sold().filter(sponsor__in=sponsors).select_related("slot__section", "slot__story")
    context = {
        "story": version,
        "forms": forms,
        "waiting": [(one, form, [row for row in placements if row.sponsor_id == one.pk]) for one, form in zip(sponsors, forms, strict=True)],
        "settled": story.sponsor_clashes.select_related("sponsor", "settled_by"),
    }
    return render(request, "cms/sponsor_clash.html", context, status=status(forms))


def _group(sponsor: Sponsor) -> Group:
    return Group(
        f"sponsor-{sponsor.pk}",
        _("It may be published all the same"),
        gettext_lazy("Say how this is settled. The words stay on record with the placements of today. Its message is never shown at a story about itself."),
        ((str(sponsor.pk), sponsor.name),),
        gettext_lazy("Settle it"),
    )


def _settle(story: StoryPage, sponsors: list[Sponsor], by: User, data: dict[str, Any]) -> str:
    sponsor = next(one for one in sponsors if str(one.pk) == data["act"])
    approve.settle_clash(story=story, sponsor=sponsor, by=by, words=data["words"])
    return _("Settled for %(sponsor)s. Nothing more is published by this: decide on the story's own review screen.") % {"sponsor": sponsor.name}
