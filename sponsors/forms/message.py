"""Your message: what readers will see, as it was typed. Half a message is a draft; what is missing is said when it is sent."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from quotes.clean import graphemes
from sponsors.follow import follow_problem
from sponsors.forms.address import AddressField
from sponsors.models import Creative, Slot
from stories.forms.fields import LineField

PICTURES = "image/jpeg,image/png,image/webp,image/heic,image/heif,image/avif"
TEXTS = ("text", "link", "link_words", "picture_alt")


class ToSend:
    """Needed before it is sent, and may be empty in a draft."""

    def validate(self, value: str) -> None:
        if value:
            super().validate(value)  # type: ignore[misc]


class LineToSend(ToSend, LineField):
    pass


class AddressToSend(ToSend, AddressField):
    pass


class MessageForm(forms.Form):
    text = LineToSend(longest=300, label=gettext_lazy("Your message"), widget=forms.Textarea(attrs={"rows": 3, "data-count": "message-count"}))
    link = AddressToSend(longest=1_000, label=gettext_lazy("Where a click leads"))
    link_words = LineToSend(longest=40, label=gettext_lazy("Words of the link"), help_text=gettext_lazy("For instance: See the kettles. At most 40 letters."))
    picture = forms.FileField(required=False, label=gettext_lazy("Picture"), widget=forms.FileInput(attrs={"accept": PICTURES}))
    picture_alt = LineField(
        longest=200,
        required=False,
        label=gettext_lazy("The picture in words"),
        help_text=gettext_lazy("Needed with a picture: for readers who cannot see it. At most 200 letters."),
    )
    remove_picture = forms.BooleanField(required=False, label=gettext_lazy("Take the picture out"))

    def __init__(self, *args: Any, slot: Slot, creative: Creative | None = None, **kwargs: Any) -> None:
        started = {name: getattr(creative, name) for name in TEXTS} if creative else None
        super().__init__(*args, initial=started, use_required_attribute=False, **kwargs)
        text, picture = self.fields["text"], self.fields["picture"]
        self.letters = slot.letters
        text.help_text = ngettext("At most %(most)s letter.", "At most %(most)s letters.", slot.letters) % {"most": slot.letters}
        picture.help_text = _("JPEG, PNG, WebP or HEIC, at least %(width)s by %(height)s pixels, at most 20 MB.") % {
            "width": slot.picture_width,
            "height": slot.picture_height,
        }

    def clean_text(self) -> str:
        over = graphemes(self.cleaned_data["text"]) - self.letters
        if over > 0:
            words = ngettext("This is %(over)s letter too long (at most %(most)s).", "This is %(over)s letters too long (at most %(most)s).", over)
            raise ValidationError(words % {"over": f"{over:,}", "most": self.letters})
        return self.cleaned_data["text"]

    def clean_link(self) -> str:
        link = self.cleaned_data["link"]
        if link and link != self.initial.get("link") and (problem := follow_problem(link)):
            raise ValidationError(problem, code="link")
        return link

    def typed(self, creative: Creative | None) -> dict[str, Any]:
        """What compose.save takes. Where a field is wrong, what was kept before: the rest of what was typed is not lost."""
        before = {name: getattr(creative, name) if creative else "" for name in TEXTS}
        return before | {name: self.cleaned_data[name] for name in (*TEXTS, "picture", "remove_picture") if name in self.cleaned_data}
