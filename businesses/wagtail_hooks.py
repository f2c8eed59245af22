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
from wagtail.admin.menu import MenuItem
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from businesses.merge import CannotMerge, merge
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
    list_display = ["name", "region", "country"]
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

    def __init__(self, *args, business: Business, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["into"].queryset = Business.objects.filter(merged_into=None).exclude(pk=business.pk).select_related("place")  # type: ignore[attr-defined]


def merge_business(request, pk: int):
    if not request.user.has_perm("businesses.change_business"):
        raise PermissionDenied
    business = get_object_or_404(Business, pk=pk)
    form = MergeForm(request.POST or None, business=business)
    if request.method == "POST" and form.is_valid():
        try:
            kept = merge(business, into=form.cleaned_data["into"], by=request.user)
        except CannotMerge as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _t("Merged into %(name)s.") % {"name": kept.name})
            return redirect(reverse("wagtailsnippets_businesses_business:list"))
    return render(request, "cms/merge.html", {"form": form, "business": business})


@hooks.register("register_admin_urls")
def merge_url():
    return [path("businesses/<int:pk>/merge/", merge_business, name="merge_business")]


@hooks.register("register_snippet_listing_buttons")
def merge_button(snippet, user, next_url=None):
    if isinstance(snippet, Business) and snippet.merged_into_id is None:
        yield MenuItem(_t("Merge"), reverse("merge_business", args=[snippet.pk]), priority=30)
