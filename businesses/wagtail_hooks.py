"""Businesses and places in the Wagtail admin, and merging two of a kind into one."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.admin.ui.menus import MenuItem
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from businesses.merge import CannotMerge, merge, merge_places
from businesses.models import Business, Place


class BusinessViewSet(SnippetViewSet):
    model = Business
    icon = "home"
    list_display = ["name", "place", "trade", "status", "merged_into"]
    list_filter = ["status", "trade"]
    search_fields = ["name"]
    panels = [
        FieldRowPanel([FieldPanel("name"), FieldPanel("slug")]),
        FieldRowPanel([FieldPanel("place"), FieldPanel("status")]),
        FieldRowPanel([FieldPanel("trade"), FieldPanel("building")]),
        FieldPanel("about"),
        FieldPanel("url"),
        MultiFieldPanel([FieldPanel("promise"), FieldPanel("promise_date"), FieldPanel("promise_source")], _("Its promise")),
    ]


class PlaceViewSet(SnippetViewSet):
    model = Place
    icon = "site"
    list_display = ["name", "region", "country", "merged_into"]
    search_fields = ["name", "region"]
    panels = [FieldRowPanel([FieldPanel("name"), FieldPanel("slug")]), FieldRowPanel([FieldPanel("region"), FieldPanel("country")])]


class BusinessesGroup(SnippetViewSetGroup):
    menu_label = _("Businesses and places")
    menu_icon = "home"
    menu_order = 300
    items = (BusinessViewSet, PlaceViewSet)


register_snippet(BusinessesGroup)


class MergeForm(forms.Form):
    into = forms.ModelChoiceField(Business.objects.none(), label=_("Keep this one"), help_text=_("Stories, addresses and links of the other lead here."))

    def __init__(self, *args, other: Business | Place, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["into"].queryset = type(other)._default_manager.filter(merged_into=None).exclude(pk=other.pk)  # type: ignore[attr-defined]


MERGES = {Business: ("businesses.change_business", merge), Place: ("businesses.change_place", merge_places)}


def merge_two(request, model: type[Business] | type[Place], pk: int):
    permission, verb = MERGES[model]
    if not request.user.has_perm(permission):
        raise PermissionDenied
    other = get_object_or_404(model, pk=pk)
    form = MergeForm(request.POST or None, other=other)
    if request.method == "POST" and form.is_valid():
        try:
            kept = verb(other, into=form.cleaned_data["into"], by=request.user)
        except CannotMerge as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _t("Merged into %(name)s.") % {"name": kept})
            return redirect(reverse(f"wagtailsnippets_businesses_{model._meta.model_name}:list"))
    return render(request, "cms/merge.html", {"form": form, "other": other})


@hooks.register("register_admin_urls")
def merge_url():
    return [
        path("businesses/<int:pk>/merge/", merge_two, {"model": Business}, name="merge_business"),
        path("places/<int:pk>/merge/", merge_two, {"model": Place}, name="merge_place"),
    ]


@hooks.register("register_snippet_listing_buttons")
def merge_button(snippet, user, next_url=None):
    if isinstance(snippet, Business | Place) and snippet.merged_into_id is None:
        yield MenuItem(_t("Merge"), reverse(f"merge_{snippet._meta.model_name}", args=[snippet.pk]), priority=30)
