"""Files that come with a story: photographs (cleaned and re-encoded) and evidence for editors (checked, kept outside the public media)."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import PurePath

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import F, Max
from django.utils import timezone
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
TAIL = 4096  # bytes at the end of a PDF in which its end mark stands
EVIDENCE_TYPES = ("pdf", "jpg", "jpeg", "png", "webp", "txt", "eml")
SMALL = 400  # pixels; evidence is opened to see that it is whole, and stored as it came
PICTURES = {"jpg": "JPEG", "jpeg": "JPEG", "png": "PNG", "webp": "WEBP"}


class NotTaken(Exception):
    """A file that cannot be used; the message names it and says what to do."""


@contextmanager
def _changing(draft: TellDraft) -> Iterator[None]:
    """A draft whose files change is another version, to be sent again. The UPDATE comes first and holds the row, so that of two uploads
    at the same moment the second one counts the first one's files, and a story that is being sent gets no more of them."""
    with transaction.atomic():
        now = timezone.now()
        if not TellDraft.objects.filter(pk=draft.pk, story=None).update(version=F("version") + 1, sent_at=None, saved_at=now):
            raise NotTaken(_("This story was sent or thrown away in another tab."))
        yield
    if draft.pk:
        draft.refresh_from_db(fields=["version", "sent_at", "saved_at"])


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
    _room_for_photo(draft)  # before the work of cleaning it; what counts is asked again below
    file = pictures.clean(upload)
    collection = Collection.objects.filter(name=SUBMITTED).first() or Collection.get_first_root_node()
    with _changing(draft):
        _room_for_photo(draft)
        image = Image(title=_("Photograph"), file=file, description="", collection=collection)
        image.save()
        last = draft.photos.aggregate(last=Max("position"))["last"]
        TellPhoto.objects.create(draft=draft, image=image, position=0 if last is None else last + 1)


def _room_for_photo(draft: TellDraft) -> None:
    if draft.photos.count() >= MOST_PHOTOS:
        raise NotTaken(_("A story has at most %(most)s photographs. Remove one to add another.") % {"most": MOST_PHOTOS})


def remove_photo(draft: TellDraft, pk: int) -> None:
    """Raises NotTaken where the draft is a story already."""
    photo = draft.photos.filter(pk=pk).select_related("image").first()
    if photo:
        with _changing(draft):
            _drop_photo(photo)


def _drop_photo(photo: TellPhoto) -> None:
    """The picture itself goes too, unless a story shows it: its older versions need it."""
    photo.delete() if photo.of_story else photo.image.delete()


def add_evidence(draft: TellDraft, uploads: Iterable[UploadedFile]) -> list[str]:
    problems = []
    for upload in uploads:
        name = shown_name(upload)
        try:
            _add_evidence(draft, upload, name)
        except NotTaken as problem:
            problems.append(f"{name}: {problem}")
    return problems


def _add_evidence(draft: TellDraft, upload: UploadedFile, name: str) -> None:
    if (upload.size or 0) > MOST_EVIDENCE_BYTES:
        raise NotTaken(_("This file is larger than 10 MB."))
    suffix = PurePath(upload.name or "").suffix.lower().lstrip(".")
    if not upload.size:
        raise NotTaken(_("This file is empty. Open it where you have it, save it again, and add that copy."))
    if suffix not in EVIDENCE_TYPES or not _is_what_it_says(upload, suffix):
        raise NotTaken(_("This is not a PDF, JPEG, PNG, WebP, text or e-mail file we can open. Send a photograph or a PDF of it instead."))
    if not _is_whole(upload, suffix):
        raise NotTaken(_("The end of this file is missing: it was probably cut off while it was copied. Add it once more from where you have it."))
    upload.name = f"{secrets.token_hex(12)}.{suffix}"
    with _changing(draft):
        if draft.all_evidence().count() >= MOST_EVIDENCE:
            raise NotTaken(_("At most %(most)s files. Remove one to add another.") % {"most": MOST_EVIDENCE})
        Evidence.objects.create(draft=draft, file=upload, name=name)


def _is_what_it_says(upload: UploadedFile, suffix: str) -> bool:
    head = upload.read(64 * 1024)
    upload.seek(0)
    if suffix == "pdf":
        return head.startswith(b"%PDF-")
    if suffix in PICTURES:
        try:
            Pillow.open(upload, formats=[PICTURES[suffix]])
        except Exception:  # Pillow's decoders raise whatever the broken bytes lead them to
            return False
        finally:
            upload.seek(0)
        return True
    return b"\x00" not in head


def _is_whole(upload: UploadedFile, suffix: str) -> bool:
    """False where the file ends too early. Pictures are decoded (a JPEG at an eighth of its size: its memory is not)."""
    try:
        if suffix == "pdf":
            upload.seek(max(0, (upload.size or 0) - TAIL))
            return b"%%EOF" in upload.read()
        if suffix in PICTURES:
            pictures.decoded(upload, formats=[PICTURES[suffix]], edge=SMALL)
        return True
    except pictures.NotAPicture:
        return False
    finally:
        upload.seek(0)


def remove_evidence(draft: TellDraft, pk: int) -> None:
    """Raises NotTaken where the draft is a story already."""
    row = draft.all_evidence().filter(pk=pk).first()
    if row:
        with _changing(draft):
            _drop(row)


def _drop(row: Evidence) -> None:
    storage, name = row.file.storage, str(row.file.name)
    row.delete()
    transaction.on_commit(lambda: storage.delete(name))


def forget(draft: TellDraft) -> None:
    """Throws a draft away with every file that came with it. Raises NotTaken where it is a story already."""
    with _changing(draft):
        for photo in draft.photos.select_related("image"):
            _drop_photo(photo)
        for row in draft.evidence.all():
            _drop(row)
        draft.delete()


def shown_name(upload: UploadedFile) -> str:
    return clean_line(PurePath(upload.name or "").name)[-160:] or _("a file")
