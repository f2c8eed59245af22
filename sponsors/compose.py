"""The message: what a sponsor typed and uploaded comes in, a draft of what readers will see goes out; what is wrong with it, by field."""

from __future__ import annotations

from typing import Any

from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils.translation import gettext as _
from PIL import Image as Pillow

from core import pictures
from people.models import User
from quotes.clean import clean_line, graphemes
from sponsors.dates import site_today
from sponsors.links import LONGEST, link_problem
from sponsors.models import Creative, Placement, Slot
from sponsors.states import CannotBook

State = Placement.State
OPEN = (Creative.State.DRAFT, Creative.State.WAITING)
LINK_WORDS = 40  # letters
ALT = 200
TEXT = 300  # what the column holds; the slot says how many readers get
LOGO_EDGE = 640  # pixels kept of a logo, which is shown 144 wide
PICTURE_EDGE = 1600
OFF_SHAPE = 0.06  # how far width to height may be from the slot's


class NotReady(CannotBook):
    """What waits for an editor stays such that it can be approved: `fields` says what is wrong with the new words, as problems() does."""

    def __init__(self, fields: dict[str, str]) -> None:
        super().__init__(" ".join(fields.values()))
        self.fields = fields


def save(
    placement: Placement,
    *,
    by: User,
    text: str,
    link: str,
    link_words: str,
    picture: UploadedFile | None = None,
    picture_alt: str = "",
    remove_picture: bool = False,
) -> Creative:
    """A draft may be unfinished (problems() says what is missing); a link that leads nowhere good and a file that is no picture are refused at once.

    What is approved stays as it is: its change is a second row. What waits stays waiting, and the editor is told that it is another version; where
    something is missing from that one, it raises NotReady and the editor keeps the version before.
    """
    values = {"text": clean_line(text), "link": link.strip(), "link_words": clean_line(link_words), "picture_alt": clean_line(picture_alt)}
    _fits(values)
    upload = clean_picture(picture, slot=placement.slot) if picture else None
    with transaction.atomic():
        creative = _open(placement, by)
        old = creative.picture.name or ""
        if upload or remove_picture:
            creative.picture = upload or ""
        if remove_picture and not upload:
            values["picture_alt"] = ""
        if creative.state == Creative.State.WAITING:
            _stays_ready(creative, values)
        return _store(creative, values, old)


def problems(creative: Creative) -> dict[str, str]:
    """What keeps it from being sent, by field, in words; empty when it is ready."""
    slot, found = creative.placement.slot, {}
    over = graphemes(creative.text) - slot.letters
    if not creative.text:
        found["text"] = _("Write your message: one or two plain sentences, at most %(most)s letters.") % {"most": slot.letters}
    elif over > 0:
        found["text"] = _("This is %(over)s too long: at most %(most)s letters are read here.") % {"over": over, "most": slot.letters}
    link = link_problem(creative.link)
    if link:
        found["link"] = link
    if not creative.link_words:
        found["link_words"] = _("Write what the link says, such as “See the kettles”.")
    if creative.picture and not creative.picture_alt:
        found["picture_alt"] = _("Say in a few words what the picture shows, for people who cannot see it.")
    return found


def clean_picture(upload: UploadedFile, *, slot: Slot | None = None) -> ContentFile:
    """Decoded and written anew, so that nothing else in the file survives. A logo, or with a slot a picture of its size and shape. Raises CannotBook."""
    if _is_svg(upload):
        raise CannotBook(_("An SVG file can carry programs, so we do not take it. Export it as PNG, at twice the size, and send that."))
    try:
        clean = pictures.clean(upload, edge=PICTURE_EDGE if slot else LOGO_EDGE)
    except pictures.NotAPicture as error:
        raise CannotBook(str(error)) from error
    if slot is not None:
        with Pillow.open(clean) as decoded:
            _right_size(decoded.width, decoded.height, slot)
        clean.seek(0)
    return clean


def forget_picture(name: str) -> None:
    """Deletes the file once nothing shows it any more; a change of a running message begins with the same picture."""
    if name and not Creative.objects.filter(picture=name).exists():
        Creative._meta.get_field("picture").storage.delete(name)  # type: ignore[union-attr]


def _fits(values: dict[str, str]) -> None:
    """Refused before anything is written: no column holds it, or nobody should be sent there."""
    words = {"text": TEXT, "link_words": LINK_WORDS, "picture_alt": ALT, "link": LONGEST}
    named = {"text": _("Your message"), "link_words": _("The words of the link"), "picture_alt": _("What the picture shows"), "link": _("The address")}
    for field, most in words.items():
        if len(values[field]) > most:
            raise CannotBook(_("%(what)s is too long: at most %(most)s letters.") % {"what": named[field], "most": f"{most:,}"})
    problem = link_problem(values["link"]) if values["link"] else None
    if problem:
        raise CannotBook(problem)


def _open(placement: Placement, by: User) -> Creative:
    """The row that may be changed; made where there is none, with the picture that is shown now."""
    placement.refresh_from_db()
    over = placement.ends < site_today()
    if over or placement.state not in {State.HELD, State.LAPSED, State.SUBMITTED, State.APPROVED}:
        raise CannotBook(_("This placement is over: its message stays as it is. Book new days for a new message."))
    open_ones = Creative.objects.select_for_update().filter(placement=placement, state__in=OPEN)
    found = open_ones.first()
    if found:
        return found
    try:
        with transaction.atomic():
            made = Creative.objects.create(placement=placement, made_by=by)
    except IntegrityError:  # another member saved this very moment: the last words count
        return open_ones.get()
    return _with_picture_of(placement.creative, made) if placement.creative else made


def _with_picture_of(shown: Creative, made: Creative) -> Creative:
    """As columns: the file itself, which both show now, is not read (setting an image field reads it)."""
    same = ("picture", "picture_width", "picture_height", "picture_alt")
    Creative.objects.filter(pk=made.pk).update(**{name: getattr(shown, name) for name in same})
    return Creative.objects.get(pk=made.pk)


def _stays_ready(creative: Creative, values: dict[str, str]) -> None:
    for name, value in values.items():
        setattr(creative, name, value)
    wrong = problems(creative)
    if wrong:
        raise NotReady(wrong)


def _store(creative: Creative, values: dict[str, str], old: str) -> Creative:
    version = creative.version
    for name, value in values.items():
        setattr(creative, name, value)
    changed: dict[str, Any] = dict(values, version=F("version") + 1)
    if not Creative.objects.filter(pk=creative.pk, version=version, state__in=OPEN).update(**changed):
        raise CannotBook(_("An editor or another member has just changed this message. Reload the page; copy what you typed first."))
    if (creative.picture.name or "") != old:
        creative.save(update_fields=["picture", "picture_width", "picture_height"])
        transaction.on_commit(lambda: forget_picture(old))
    creative.refresh_from_db(fields=[*values, "version", "state"])
    return creative


def _is_svg(upload: UploadedFile) -> bool:
    head = upload.read(2048)
    upload.seek(0)
    return str(upload.name).lower().endswith((".svg", ".svgz")) or b"<svg" in head.lower()


def _right_size(width: int, height: int, slot: Slot) -> None:
    needed = {"width": slot.picture_width, "height": slot.picture_height, "has": f"{width} × {height}"}
    shape = slot.picture_width / slot.picture_height
    if abs(width / height - shape) > shape * OFF_SHAPE:
        raise CannotBook(_("This picture is %(has)s pixels: crop it to the shape %(width)s : %(height)s, at that size or larger.") % needed)
    if width < slot.picture_width or height < slot.picture_height:
        raise CannotBook(_("This picture is %(has)s pixels. Send one of %(width)s × %(height)s or larger.") % needed)
