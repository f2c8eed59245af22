"""Files that come with a story: photographs (cleaned and re-encoded) and evidence for editors (checked, kept outside the public media)."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from pathlib import PurePath

from django.core.files.uploadedfile import UploadedFile
from django.db.models import Max
from django.utils.translation import gettext as _
from PIL import Image as Pillow
from wagtail.models import Collection

from core import pictures
from core.models import Image
from stories.models import Evidence, TellDraft, TellPhoto
from stories.models.drafts import MOST_PHOTOS
from stories.setup import SUBMITTED
from stories.typing import clean_line

MOST_EVIDENCE = 5
MOST_EVIDENCE_BYTES = 10 * 1024 * 1024
EVIDENCE_TYPES = ("pdf", "jpg", "jpeg", "png", "webp", "txt", "eml")
PICTURES = {"jpg": "JPEG", "jpeg": "JPEG", "png": "PNG", "webp": "WEBP"}


class NotTaken(Exception):
    """A file that cannot be used; the message names it and says what to do."""


def add_photos(draft: TellDraft, uploads: Iterable[UploadedFile]) -> list[str]:
    """Adds what can be used, up to six. Returns what to tell about the others."""
    problems = []
    for upload in uploads:
        try:
            _add_photo(draft, upload)
        except (NotTaken, pictures.NotAPicture) as problem:
            problems.append(f"{shown_name(upload)}: {problem}")
    return problems


def _add_photo(draft: TellDraft, upload: UploadedFile) -> None:
    if draft.photos.count() >= MOST_PHOTOS:
        raise NotTaken(_("A story has at most %(most)s photographs. Remove one to add another.") % {"most": MOST_PHOTOS})
    file = pictures.clean(upload)
    collection = Collection.objects.filter(name=SUBMITTED).first() or Collection.get_first_root_node()
    image = Image(title=_("Photograph"), file=file, description="", collection=collection)
    image.save()
    last = draft.photos.aggregate(last=Max("position"))["last"]
    TellPhoto.objects.create(draft=draft, image=image, position=0 if last is None else last + 1)


def remove_photo(draft: TellDraft, pk: int) -> None:
    photo = draft.photos.filter(pk=pk).select_related("image").first()
    if photo:
        photo.image.delete()  # takes the photo's row with it


def add_evidence(draft: TellDraft, uploads: Iterable[UploadedFile]) -> list[str]:
    problems = []
    for upload in uploads:
        try:
            _add_evidence(draft, upload)
        except NotTaken as problem:
            problems.append(f"{shown_name(upload)}: {problem}")
    return problems


def _add_evidence(draft: TellDraft, upload: UploadedFile) -> None:
    if draft.evidence.count() >= MOST_EVIDENCE:
        raise NotTaken(_("At most %(most)s files. Remove one to add another.") % {"most": MOST_EVIDENCE})
    if (upload.size or 0) > MOST_EVIDENCE_BYTES:
        raise NotTaken(_("This file is larger than 10 MB."))
    suffix = PurePath(upload.name or "").suffix.lower().lstrip(".")
    if suffix not in EVIDENCE_TYPES or not _is_what_it_says(upload, suffix):
        raise NotTaken(_("This is not a PDF, JPEG, PNG, WebP, text or e-mail file we can open."))
    name = shown_name(upload)
    upload.name = f"{secrets.token_hex(12)}.{suffix}"
    Evidence.objects.create(draft=draft, file=upload, name=name)


def _is_what_it_says(upload: UploadedFile, suffix: str) -> bool:
    head = upload.read(64 * 1024)
    upload.seek(0)
    if suffix == "pdf":
        return head.startswith(b"%PDF-")
    if suffix in PICTURES:
        try:
            Pillow.open(upload, formats=[PICTURES[suffix]]).verify()
        except Exception:  # Pillow's decoders raise whatever the broken bytes lead them to
            return False
        finally:
            upload.seek(0)
        return True
    return b"\x00" not in head


def remove_evidence(draft: TellDraft, pk: int) -> None:
    row = draft.evidence.filter(pk=pk).first()
    if row:
        row.file.delete(save=False)
        row.delete()


def shown_name(upload: UploadedFile) -> str:
    return clean_line(PurePath(upload.name or "").name)[-160:] or _("a file")
