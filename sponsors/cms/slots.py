"""What editors define in the CMS: slots, blackouts, lines of business, house placements."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db.models import Max, Q
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail import hooks
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, ObjectList
from wagtail.admin.ui.menus import MenuItem
from wagtail.admin.ui.tables import Column
from wagtail.snippets.views.snippets import SnippetViewSet

from sponsors import holds
from sponsors.cms import typed_money
from sponsors.compose import PICTURE_EDGE, TEXT
from sponsors.dates import site_today
from sponsors.models import Blackout, HouseMessage, LineOfBusiness, SeatDay, Slot
from sponsors.models.slots import MOST_SEATS
from sponsors.price import money

Kind = Slot.Kind
WIDEST = PICTURE_EDGE - 100  # a picture is kept no larger than PICTURE_EDGE, and may be a little off its shape
BOUNDS = {"letters": (20, TEXT), "most_days": (1, 366), "picture_width": (1, WIDEST), "picture_height": (1, WIDEST)}


class SlotForm(WagtailAdminModelForm):
    rate = forms.DecimalField(
        label=gettext_lazy("Rate per week"), max_digits=12, help_text=gettext_lazy("As you would write it: 70.00. What is sold already keeps its price.")
    )
    currency = forms.CharField(
        label=gettext_lazy("Currency"),
        max_length=3,
        initial="USD",
        help_text=gettext_lazy("Its three letters, such as USD."),
        validators=[RegexValidator(r"^[A-Za-z]{3}$", gettext_lazy("Three letters, such as USD."))],
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["seats"].help_text = _("One to %(most)s. Each day one sponsor can have each of them.") % {"most": MOST_SEATS}
        for name, bounds in BOUNDS.items():
            _bound(self.fields[name], *bounds)
        if self.instance.pk:
            self.initial["rate"] = typed_money.shown(self.instance.rate, self.instance.currency)
            if self.instance.placements.exists():
                for name in ("kind", "section", "story"):
                    self.fields[name].disabled = True

    def clean_currency(self) -> str:
        code = self.cleaned_data["currency"].upper()
        if not typed_money.is_currency(code):
            raise forms.ValidationError(_("There is no currency of that name. Type its three letters, such as USD."))
        return code

    def clean_seats(self) -> int:
        seats = self.cleaned_data["seats"]
        if not 1 <= seats <= MOST_SEATS:
            raise forms.ValidationError(_("One to %(most)s seats.") % {"most": MOST_SEATS})
        coming = SeatDay.objects.filter(slot=self.instance, day__gte=site_today()) if self.instance.pk else SeatDay.objects.none()
        sold = coming.aggregate(most=Max("seat"))["most"] or 0
        if seats < sold:
            raise forms.ValidationError(
                _("%(sold)s seats are sold or on hold on some days to come. Wait until those days are over, or stop the placements.") % {"sold": sold}
            )
        return seats

    def clean(self):
        data = super().clean()
        if data.get("rate") is not None and data.get("currency"):
            try:
                data["rate"] = typed_money.units(data["rate"], data["currency"])
            except typed_money.NoSuchAmount as refusal:
                self.add_error("rate", str(refusal))
        self._what_it_is(data)
        return data

    def _what_it_is(self, data) -> None:
        kind = data.get("kind")
        if kind == Kind.SECTION and not data.get("section"):
            self.add_error("section", _("Choose the section."))
        data["section"] = data.get("section") if kind == Kind.SECTION else None
        data["story"] = data.get("story") if kind == Kind.STORY else None
        same = Q(kind=kind, section=data["section"], story=data["story"])
        if kind and not self.errors and Slot.objects.filter(same).exclude(pk=self.instance.pk).exists():
            self.add_error("kind", _("There is a slot for this already. Change that one."))


def _bound(field: forms.Field, least: int, most: int) -> None:
    words = _("Type a number from %(least)s to %(most)s.") % {"least": least, "most": most}
    field.validators = [MinValueValidator(least, words), MaxValueValidator(most, words)]
    field.widget.attrs |= {"min": least, "max": most}


def rate(slot: Slot) -> str:
    return money(slot.rate, slot.currency)


class SlotViewSet(SnippetViewSet):
    model = Slot
    icon = "tag"
    menu_label = gettext_lazy("Slots")
    list_display = ["label", "kind", Column("rate", label=gettext_lazy("Per week"), accessor=rate), "seats", "lead_days", "open"]
    list_filter = ["kind", "open"]
    edit_handler = ObjectList(
        [
            MultiFieldPanel([FieldPanel("kind"), FieldPanel("section"), FieldPanel("story")], heading=gettext_lazy("What is sponsored")),
            FieldRowPanel([FieldPanel("rate"), FieldPanel("currency"), FieldPanel("seats")]),
            FieldRowPanel([FieldPanel("lead_days"), FieldPanel("most_days")]),
            MultiFieldPanel(
                [FieldPanel("letters"), FieldRowPanel([FieldPanel("picture_width"), FieldPanel("picture_height")])], heading=gettext_lazy("The message")
            ),
            FieldRowPanel([FieldPanel("open"), FieldPanel("position")]),
        ],
        base_form_class=SlotForm,
    )

    def get_queryset(self, request: HttpRequest):
        return Slot.objects.select_related("section", "story")


class BlackoutForm(WagtailAdminModelForm):
    def clean(self):
        data = super().clean()
        if data.get("starts") and data.get("ends") and data["ends"] < data["starts"]:
            self.add_error("ends", _("The last day is before the first. Check the two dates."))
        return data


class LineForm(WagtailAdminModelForm):
    def clean(self):
        data = super().clean()
        if data.get("prohibited") and not data.get("reason", "").strip():
            self.add_error("reason", _("Say why not: companies read it."))
        return data


class HouseForm(WagtailAdminModelForm):
    def clean_link(self) -> str:
        link = self.cleaned_data["link"]
        if not link.startswith("/") or link.startswith("//"):
            raise forms.ValidationError(_("An address of this site begins with one slash, such as /sponsor/."))
        return link


class BlackoutViewSet(SnippetViewSet):
    model = Blackout
    icon = "lock"
    menu_label = gettext_lazy("Blackouts")
    list_display = ["reason", "slot", "starts", "ends"]
    edit_handler = ObjectList(
        [FieldPanel("slot"), FieldRowPanel([FieldPanel("starts"), FieldPanel("ends")]), FieldPanel("reason")], base_form_class=BlackoutForm
    )

    def get_queryset(self, request: HttpRequest):
        return Blackout.objects.select_related("slot__section", "slot__story")


class LineViewSet(SnippetViewSet):
    model = LineOfBusiness
    icon = "list-ul"
    menu_label = gettext_lazy("Lines of business")
    list_display = ["name", "prohibited", "reason"]
    list_filter = ["prohibited"]
    edit_handler = ObjectList([FieldPanel("name"), FieldPanel("prohibited"), FieldPanel("reason"), FieldPanel("position")], base_form_class=LineForm)


class HouseViewSet(SnippetViewSet):
    model = HouseMessage
    icon = "home"
    menu_label = gettext_lazy("From Well Served")
    list_display = ["text", "kind", "shown", "position"]
    edit_handler = ObjectList(
        [
            FieldPanel("text"),
            FieldRowPanel([FieldPanel("link"), FieldPanel("link_words")]),
            FieldRowPanel([FieldPanel("kind"), FieldPanel("position"), FieldPanel("shown")]),
        ],
        base_form_class=HouseForm,
    )


@hooks.register("after_create_snippet")
@hooks.register("after_edit_snippet")
def warn_of_what_is_booked(request: HttpRequest, snippet) -> None:
    """A blackout stops what is sold from now on; what is booked already stays until somebody moves or stops it."""
    if not isinstance(snippet, Blackout):
        return
    booked = holds.active().filter(starts__lte=snippet.ends, ends__gte=snippet.starts)
    number = (booked.filter(slot=snippet.slot) if snippet.slot_id else booked).count()
    if number:
        words = ngettext(
            "%(number)s placement is booked over these days and stays. Write to its sponsor, or stop it.",
            "%(number)s placements are booked over these days and stay. Write to their sponsors, or stop them.",
            number,
        )
        link = format_html('<a href="{}">{}</a>', reverse("cms_conflicts"), _("See the conflict report"))
        messages.warning(request, format_html("{} {}", words % {"number": number}, link))


@hooks.register("register_snippet_listing_buttons")
def see_its_calendar(snippet, user, next_url=None):
    if isinstance(snippet, Slot):
        yield MenuItem(_("See its calendar"), snippet.get_absolute_url(), icon_name="date", priority=5)
