"""Words come in; a slug of plain letters goes out."""

import unicodedata

from anyascii import anyascii
from django.utils.text import slugify


def slug_of(words: str, *, longest: int) -> str:
    """As slugify, which drops Latin letters that are no letter with an accent: Øster gives oster. Empty for other scripts, which nobody would
    recognize in ours.
    """
    plain = "".join(anyascii(letter) if unicodedata.name(letter, "").startswith("LATIN") else letter for letter in unicodedata.normalize("NFKC", words))
    return slugify(plain)[:longest].strip("-")
