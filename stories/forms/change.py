"""The page on which an author writes at her desk: the five parts' fields, and a form for each block in the order she gave them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from stories import consent, desk_layout, desk_whole, place_photos
from stories.blocks import StoryBlock
from stories.desk_layout import Spot
from stories.forms import parts
from stories.forms.blocks import BLOCK_FORMS, HERE, OVER, PhotoForm, TextBlockForm, WholeForm, without_pictures
from stories.forms.rows import row_keys
from stories.forms.send import AGREES, AgreeForm, statement
from stories.forms.wizard import MANY, photo_keys
from stories.models import StoryPage, TellDraft
from stories.tell_text import to_html, to_text

AGREED = "agree_photos"
ASKED = "criticized"  # nobody guesses it: the author says whether somebody who works there is criticized by name
ANSWER = re.compile(r"remark-(\d{1,18})-words")  # what she types under an editor's remark, before she sends it
ALWAYS = {AGREED}  # asked for in a draft that was never sent, too


class NeededChoice(forms.ChoiceField):
    """Asked only where it must be answered before sending, and so not called optional while the draft may still be without it."""

    needed = True


class HappenedChange(parts.HappenedForm):
    text = None  # each block of text has a box of its own

    def __init__(self, *args, new_photos: bool = False, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        if new_photos:
            self.fields[AGREED] = statement(consent.PHOTOS)


class BusinessChange(parts.BusinessForm):
    section = None  # an editor gives it


class EndingChange(parts.EndingForm):
    lesson = None  # figures and the lesson are blocks of the story
    row_kinds: dict[str, Any] = {}
    folds = {"services": ("services",)}

    criticized = NeededChoice(
        label=_("Does the story criticize somebody who works there by name?"),
        required=False,
        widget=forms.RadioSelect,
        choices=[("no", _("No")), ("yes", _("Yes"))],
        help_text=_("We name staff in praise only. Criticism names the business, never the person at the counter."),
    )


class ConnectionChange(parts.ConnectionForm):
    ai_use = forms.ChoiceField(
        label=_("Did you use AI to write it?"),
        choices=StoryPage.AIUse.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one, also if you used none: readers are told.")},
    )


PARTS: dict[str, type[parts.PartForm]] = {
    "business": BusinessChange,
    "connection": ConnectionChange,
    "ending": EndingChange,
    "byline": parts.BylineForm,
}


@dataclass
class Box:
    """One block on the page: where it stands, its form (none for what only editors set), and what the saved story holds of it."""

    spot: Spot
    form: forms.Form | None
    raw: dict[str, Any] | None = None
    block: Any = None  # as the saved page shows it
    photo: Any = None  # the draft's row
    remarks: list[Any] = field(default_factory=list)  # editors' remarks at this block
    hints: list[Any] = field(default_factory=list)  # what the checks say about it

    @property
    def label(self) -> str:
        return str(StoryBlock().child_blocks[self.spot.kind].label)

    @property
    def anchor(self) -> str:
        return f"block-{self.spot.id}"

    @property
    def told(self) -> list[forms.BoundField]:
        """What is said about a photograph; in one box its line says where it stands."""
        return [self.form[f"{name}_{self.spot.photo}"] for name in ("photo", "caption")] if self.photo and self.form else []


class ChangeForms:
    """All forms of the page together, with what the draft of the changes holds. bound=True checks it; complete=False does not ask for what
    is only required when the story is sent; sends=True asks for her agreement, too; signs=False is for somebody whose own byline is settled elsewhere."""

    def __init__(
        self,
        page: StoryPage,
        draft: TellDraft,
        *,
        bound: bool = False,
        typed: Mapping[str, Any] | None = None,
        complete: bool = True,
        sends: bool = False,
        signs: bool = True,
    ) -> None:
        self.page, self.draft = page, draft
        self.left_out = False  # pictures that were pasted into a text
        self.own = draft.data if typed is None else typed  # as it is being typed
        self.typed = typed = desk_whole.as_blocks(self.own)
        self.photos = {row.pk: row for row in draft.photos.select_related("image")}
        self.spots = _spots(page, typed, self.photos)
        self.boxes = self._boxes(bound=bound)
        new = any(not box.photo.of_story for box in self.boxes if box.photo)
        self.parts: dict[str, parts.PartForm] = {"happened": HappenedChange(typed, bound=bound, new_photos=new)}
        self.parts |= {slug: kind(typed, bound=bound) for slug, kind in PARTS.items()}
        left = consent.missing(page, photos=bool(self.photos) and not new)  # new ones ask for themselves
        self.parts["agree"] = AgreeForm(typed, bound=bound, statements=left, required=sends)
        self.whole = WholeForm(self.own if bound else None, initial=self.own) if desk_whole.is_plain(self.own) else None
        self._ask(complete=complete, signs=signs)

    def _boxes(self, *, bound: bool) -> list[Box]:
        raws = {raw["id"]: raw for raw in place_photos.raw_blocks(self.page)}
        blocks = {str(block.id): block for block in self.page.body}
        found = []
        for spot in self.spots:
            photo = self.photos.get(spot.photo) if spot.kind == "photo" else None
            form = self._photo_form(spot, photo, bound) if photo else _block_form(spot, self.typed, bound=bound)
            raw = raws.get(spot.id)
            if form or raw:
                found.append(Box(spot, form, raw, blocks.get(spot.id), photo))
        return found

    def _photo_form(self, spot: Spot, photo: Any, bound: bool) -> PhotoForm:
        """The first photograph leads the story where nothing else was said."""
        first = next((one for one in self.spots if one.kind == "photo"), None)
        leads = spot == first and not any(self.typed.get(f"place_{pk}") == OVER for pk in self.photos)
        return PhotoForm(photo, self.typed, bound=bound, leads=leads, html=self._html)

    @cached_property
    def _html(self) -> str:
        """The whole text as typed: what photographs are placed in."""
        return "".join(to_html(desk_whole.text_of(self.typed, spot)) for spot in self.spots if spot.kind == "text")

    def _ask(self, *, complete: bool, signs: bool) -> None:
        if not signs:
            for name in ("byline", "byline_kind"):
                del self.parts["byline"].fields[name]
        if complete:
            return
        for form in self.parts.values():
            for name, one in form.fields.items():
                one.required = one.required and name in ALWAYS

    def all(self) -> list[forms.Form]:
        """Every form, in the order of the page."""
        rest = [form for slug, form in self.parts.items() if slug != "happened"]
        return [self.parts["happened"], *([self.whole] if self.whole else []), *(box.form for box in self.boxes if box.form), *rest]

    def is_valid(self) -> bool:
        wrong = [form for form in self.all() if not form.is_valid()]  # every form is asked, so that every error is shown
        return not wrong

    def require_words(self) -> bool:
        """A story that is sent says something: False, and an error at its first text, where it does not."""
        if any(box.spot.kind == "text" and desk_whole.text_of(self.typed, box.spot) for box in self.boxes):
            return True
        form = self.whole or next((box.form for box in self.boxes if isinstance(box.form, TextBlockForm)), None) or self.parts["happened"]
        name = next((name for name in (desk_whole.FIELD, "text") if name in form.fields), None)
        form.add_error(name, ValidationError(_("Tell what happened: this is the story itself.")))
        return False

    @cached_property
    def labels(self) -> dict[str, str]:
        """Every single field by the name under which it is sent."""
        return {form.add_prefix(name): str(field.label) for form in self.all() for name, field in form.fields.items()}

    def fields_of(self, sent: QueryDict) -> dict[str, Any]:
        """What belongs to this page in a form that was sent, as typed. A checkbox list that is empty is sent as nothing."""
        found = desk_layout.spots(sent)
        blocks = {f"block-{spot.id}-{name}" for spot in found if spot.kind in BLOCK_FORMS for name in BLOCK_FORMS[spot.kind].base_fields}
        rows = {key for form in self.parts.values() for prefix, kind in form.row_kinds.items() for key in row_keys(kind, prefix)}
        answers = {name for name in sent if ANSWER.fullmatch(name)}
        own = {*self.labels, *blocks, *answers, *(f"at-{spot.id}" for spot in found), *rows, *photo_keys(self.draft), "revision"} - {desk_whole.FIELD}
        unticked = {name: "" for name in own if name.startswith(AGREES)}
        mode = {desk_whole.MODE: desk_whole.PLAIN, desk_whole.FIELD: sent[desk_whole.FIELD]} if desk_whole.FIELD in sent else {}
        mode = mode or ({desk_whole.MODE: "", desk_whole.FIELD: ""} if found else {})
        told = mode | {name: sent.getlist(name) if name in MANY else sent.get(name, "") for name in own if name in sent or name in MANY}
        kept = {name: without_pictures(value) if isinstance(value, str) else value for name, value in told.items()}
        self.left_out = kept != told
        return unticked | kept

    def problems(self) -> list[dict[str, str]]:
        """What to put right, in the order of the page: {anchor, label, words}."""
        found = []
        for form in self.all():
            if form is self.parts["agree"]:
                found += self._not_agreed()
                continue
            for name, errors in form.errors.items():
                field = form[name] if name in form.fields else None
                anchor = f"{field.auto_id}{'_0' if field.use_fieldset else ''}" if field else ""
                found += [{"anchor": anchor, "label": str(field.label) if field else "", "words": str(error)} for error in errors]
        return found

    def _not_agreed(self) -> list[dict[str, str]]:
        """One for all statements: each says it at its box."""
        form = self.parts["agree"]
        wrong = [form[name].auto_id for name in form.fields if name in form.errors]
        words = {"label": str(_("When you send it, you agree")), "words": str(_("We need your agreement to each of these."))}
        return [words | {"anchor": wrong[0]}] if wrong else []

    def values(self) -> dict[str, Any]:
        """What was typed around the text, and about each photograph, as far as it can be used."""
        found = {name: value for form in self.parts.values() for name, value in form.cleaned_data.items()}
        return found | {name: value for box in self.boxes if box.photo and box.form for name, value in box.form.cleaned_data.items()}

    def agreed(self) -> set[str]:
        """The keys of the statements that are ticked."""
        return {name.removeprefix(AGREES) for name, value in self.parts["agree"].cleaned_data.items() if name.startswith(AGREES) and value}

    def lead(self) -> Any:
        """The row of the photograph that stands over the story."""
        return next((box.photo for box in self.boxes if box.photo and box.form and box.form.cleaned_data.get(f"place_{box.photo.pk}") == OVER), None)

    def new_blocks(self) -> list[dict[str, Any]]:
        """The story's blocks as typed: under their ids, a text that was not touched with its very HTML, what is empty left out. A photograph
        over the story is no block; one that is to go after a paragraph parts that text; all keep the ids that they had."""
        values = self.values()
        places = {box.anchor: values.get(f"place_{box.photo.pk}", HERE) for box in self.boxes if box.photo}
        here = [raw for box in self.boxes if places.get(box.anchor, HERE) == HERE for raw in _new_block(box, self.page)]
        moved = [
            place_photos.Photograph(box.photo.image, places[box.anchor], values.get(f"caption_{box.photo.pk}", ""))
            for box in self.boxes
            if box.photo and places[box.anchor] not in {HERE, OVER}
        ]
        return place_photos.woven(here, moved, old=_photo_blocks(self.page)) if moved else here


def _photo_blocks(page: StoryPage) -> dict[int, dict[str, Any]]:
    """The blocks of photographs there were, by picture."""
    return {raw["value"]["image"]: raw for raw in place_photos.raw_blocks(page) if raw["type"] == "photo"}


def _spots(page: StoryPage, typed: Mapping[str, Any], photos: Mapping[int, Any]) -> list[Spot]:
    """The order that was typed, without photographs that are gone, and with those that have just come at its end."""
    found = desk_layout.spots(typed) if desk_layout.is_laid_out(typed) else [Spot(raw["type"], raw["id"]) for raw in place_photos.raw_blocks(page)]
    here = [spot for spot in found if spot.kind != "photo" or spot.photo in photos]
    new = [desk_layout.photo_spot(pk) for pk in photos if f"at-photo-{pk}" not in typed]
    return [*here, *new]


def _block_form(spot: Spot, typed: Mapping[str, Any], *, bound: bool) -> forms.Form | None:
    kind = BLOCK_FORMS.get(spot.kind)
    if kind is None:
        return None
    prefix = f"block-{spot.id}"
    own = {name: typed.get(f"{prefix}-{name}", "") for name in kind.base_fields}
    data = {f"{prefix}-{name}": value for name, value in own.items()} if bound else None
    return kind(data, prefix=prefix, initial=own)


def _new_block(box: Box, page: StoryPage) -> Iterator[dict[str, Any]]:
    """None where it is empty, otherwise one."""
    kind, form = box.spot.kind, box.form
    old = box.raw if box.raw and box.raw["type"] == kind else None
    if form is None:
        yield from [old] if old else []
    elif kind == "photo":
        was = _photo_blocks(page).get(box.photo.image_id)
        value = {"image": box.photo.image_id, "caption": form.cleaned_data.get(f"caption_{box.photo.pk}", "")}
        yield {"type": kind, "value": value, "id": was["id"] if was else box.spot.id}
    elif kind == "text":
        words = form.cleaned_data.get("text", form["text"].value() or "")
        same = old and words == to_text(old["value"]).strip()
        yield old if old and same else {"type": kind, "value": to_html(words), "id": box.spot.id}
    elif value := form.stored():  # type: ignore[attr-defined]
        yield {"type": kind, "value": (old["value"] if old else {}) | value, "id": box.spot.id}


def typed_from(page: StoryPage, draft: TellDraft, *, title: str | None = None) -> dict[str, Any]:
    """The page's values under the names of the form fields; `draft` has a row for each of its photographs."""
    businesses = [row.business for row in page.story_businesses.all()]
    signed = list(page.authors.all())
    author = next((row for row in signed if row.user_id == page.owner_id), signed[0] if signed else None)
    typed = {name: getattr(page, name) for name in ("title", "standfirst", "happened", "stake", "stake_note", "ai_use", "ai_note", "outcome")}
    typed |= {
        "kind": "" if page.kind == StoryPage.Kind.ACCOUNT else page.kind,
        "business": str(businesses[0]) if businesses else "",
        "place": page.place.label if page.place else "",
        "country": page.place.country if page.place and page.place.country != "United States" else "",
        "went_wrong": [one.slug for one in page.went_wrong.all()],
        "services": [one.slug for one in page.services.all()],
        "byline": author.byline.name if author else "",
        "byline_kind": author.byline.kind if author else "",
    }
    for number, business in enumerate(businesses[1:]):
        typed |= {f"also-{number}-business": str(business), f"also-{number}-place": ""}
    for number, row in enumerate(page.pseudonyms.order_by("id")):
        typed |= {f"names-{number}-real": row.real, f"names-{number}-shown": row.shown}
    return typed | ({} if title is None else {"title": title}) | _typed_blocks(page, draft)


def _typed_blocks(page: StoryPage, draft: TellDraft) -> dict[str, Any]:
    """The blocks in their order, each photograph once, the one over the story first."""
    rows = {row.image_id: row for row in draft.photos.select_related("image")}
    found: list[Spot] = []
    typed: dict[str, Any] = {}
    if page.photo_id in rows:
        found.append(desk_layout.photo_spot(rows[page.photo_id].pk))
        typed |= _typed_photo(rows.pop(page.photo_id), page.photo_caption, OVER)
    for raw in place_photos.raw_blocks(page):
        if raw["type"] == "photo":
            row = rows.pop(raw["value"]["image"], None)
            if row:
                found.append(desk_layout.photo_spot(row.pk))
                typed |= _typed_photo(row, raw["value"].get("caption") or "", HERE)
            continue
        found.append(Spot(raw["type"], raw["id"]))
        if raw["type"] in BLOCK_FORMS:
            typed |= {f"block-{raw['id']}-{name}": value for name, value in BLOCK_FORMS[raw["type"]].typed(raw["value"]).items()}  # type: ignore[attr-defined]
    return typed | desk_layout.placed(found)


def _typed_photo(row: Any, caption: str, place: str) -> dict[str, str]:
    return {f"photo_{row.pk}": row.image.description, f"caption_{row.pk}": caption, f"place_{row.pk}": place}
