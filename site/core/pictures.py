"""Uploaded pictures: bytes a stranger sent come in, a clean picture goes out, re-encoded and without anything it carried.

Turned upright first, then every metadata block (EXIF, GPS, XMP, comments, ICC of odd size) is dropped and the name is random.
"""

from __future__ import annotations

import secrets
import warnings
from io import BytesIO

import pillow_heif
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from PIL import Image as Pillow
from PIL import ImageOps

pillow_heif.register_heif_opener()

MOST_BYTES = 20 * 1024 * 1024
MOST_PIXELS = 64 * 1024 * 1024  # a phone's 48, 50 and 64 megapixels
LONGEST_EDGE = 2560  # pixels; nothing on the site is shown larger
FORMATS = ("JPEG", "PNG", "WEBP", "HEIF", "GIF", "AVIF")


class NotAPicture(Exception):
    """The upload cannot be used; the message tells its sender what to do."""


def clean(upload: UploadedFile, *, edge: int = LONGEST_EDGE) -> ContentFile:
    """A WebP (or JPEG where it has no transparency and came as one) of at most `edge` pixels, under a random name."""
    if (upload.size or 0) > MOST_BYTES:
        raise NotAPicture(_("This picture is larger than 20 MB. Please send a smaller copy."))
    picture = decoded(upload, formats=FORMATS, edge=edge)
    picture.thumbnail((edge, edge))  # before anything that copies it: the full size is in memory once
    upright = ImageOps.exif_transpose(picture)
    transparent = upright.mode in {"RGBA", "LA", "PA"} or "transparency" in upright.info
    bare = upright.convert("RGBA" if transparent else "RGB")
    bare.info.clear()
    out = BytesIO()
    if transparent:
        bare.save(out, "WEBP", quality=88)
    else:
        bare.save(out, "JPEG", quality=88, optimize=True, progressive=True)
    return ContentFile(out.getvalue(), name=f"{secrets.token_hex(12)}.{'webp' if transparent else 'jpg'}")


def decoded(upload: UploadedFile, *, formats: list[str] | tuple[str, ...], edge: int) -> Pillow.Image:
    """The whole picture, decoded. A large JPEG is decoded at a half, a quarter or an eighth, never below `edge` pixels, which saves
    as much memory. Raises NotAPicture."""
    picture = None
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Pillow.DecompressionBombWarning)
            picture = Pillow.open(upload, formats=formats)
            if picture.width * picture.height > MOST_PIXELS:
                raise NotAPicture(_("This picture has more than 64 megapixels. Please send a smaller copy."))
            if picture.mode in {"RGB", "L"}:
                picture.draft(picture.mode, (edge, edge))  # JPEG only; other formats have no such way
            picture.load()
    except NotAPicture:
        raise
    except Pillow.DecompressionBombError as error:
        raise NotAPicture(_("This picture has more than 64 megapixels. Please send a smaller copy.")) from error
    except Exception as error:  # Pillow's decoders raise whatever the broken bytes lead them to
        if not upload.size:
            raise NotAPicture(_("This file is empty. Choose the picture once more.")) from error
        if picture is not None:
            raise NotAPicture(_("This picture is damaged, or was cut off on its way. Open it on your device, save it again, and send that.")) from error
        raise NotAPicture(_("We could not open this file as a picture. Please send a JPEG, PNG, WebP or HEIC file.")) from error
    return picture
