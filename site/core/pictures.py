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

MOST_BYTES = 15 * 1024 * 1024
MOST_PIXELS = 40_000_000
LONGEST_EDGE = 2560  # pixels; nothing on the site is shown larger
FORMATS = ("JPEG", "PNG", "WEBP", "HEIF", "GIF", "AVIF")


class NotAPicture(Exception):
    """The upload cannot be used; the message tells its sender what to do."""


def clean(upload: UploadedFile) -> ContentFile:
    """A WebP (or JPEG where it has no transparency and came as one) of at most LONGEST_EDGE pixels, under a random name."""
    if (upload.size or 0) > MOST_BYTES:
        raise NotAPicture(_("This picture is larger than 15 MB. Please send a smaller copy."))
    picture = _opened(upload)
    upright = ImageOps.exif_transpose(picture)
    upright.thumbnail((LONGEST_EDGE, LONGEST_EDGE))
    transparent = upright.mode in {"RGBA", "LA", "PA"} or "transparency" in upright.info
    bare = upright.convert("RGBA" if transparent else "RGB")
    bare.info.clear()
    out = BytesIO()
    if transparent:
        bare.save(out, "WEBP", quality=88)
    else:
        bare.save(out, "JPEG", quality=88, optimize=True, progressive=True)
    return ContentFile(out.getvalue(), name=f"{secrets.token_hex(12)}.{'webp' if transparent else 'jpg'}")


def _opened(upload: UploadedFile) -> Pillow.Image:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Pillow.DecompressionBombWarning)
            picture = Pillow.open(upload, formats=FORMATS)
            if picture.width * picture.height > MOST_PIXELS:
                raise NotAPicture(_("This picture has more than 40 megapixels. Please send a smaller copy."))
            picture.load()
    except NotAPicture:
        raise
    except Pillow.DecompressionBombError as error:
        raise NotAPicture(_("This picture has more than 40 megapixels. Please send a smaller copy.")) from error
    except Exception as error:  # Pillow's decoders raise whatever the broken bytes lead them to
        raise NotAPicture(_("We could not open this file as a picture. Please send a JPEG, PNG, WebP or HEIC file.")) from error
    return picture
