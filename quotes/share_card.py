"""A quote's picture for other sites: an approved quote comes in, the name of a stored PNG goes out, drawn when it is first asked for.

The file stands in a folder of the quote's own and its name is made from everything drawn on it: edited words have another picture,
and a quote that leaves the wall takes the whole folder along, whatever its words are by then.
"""

from __future__ import annotations

import hashlib
import io
import json

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from PIL import Image, ImageDraw

from core import lettering, shell
from quotes.cards import named
from quotes.models import Quote

WIDTH, HEIGHT = 1200, 630  # pixels, what most networks show
VERSION = 2  # raise it when the drawing below changes
MARGIN = 72
LINE = range(28, 177, 4)  # sizes in pixels: 280 wide letters fit at the smallest, three letters stand large
FOOT = 510  # pixels from above, where the line ends and the names begin
# The card's tints on the wall, by daylight: paper, ink, quieter ink.
TINTS = [("#FFFCF7", "#1C1A15", "#5B554A"), ("#0F4C3A", "#FFFCF7", "#DDEBE2"), ("#F6D68A", "#1C1A15", "#4A3F22"), ("#F5C6B4", "#1C1A15", "#55382E")]


def digest(quote: Quote) -> str:
    """Changes with anything that is drawn."""
    shown = [VERSION, quote.text, named(quote), quote.work or quote.town, quote.prompt.title, quote.tint, site_name()]
    return hashlib.blake2b(json.dumps(shown).encode(), digest_size=10).hexdigest()


def stored(quote: Quote) -> str:
    """The name of the quote's picture in the media storage; draws it if it is not there yet, in place of an older one."""
    name = f"{folder(quote.pk)}/{digest(quote)}.png"
    if not default_storage.exists(name):
        forget(quote.pk)
        default_storage.save(name, ContentFile(draw(quote)))
        if not Quote.objects.approved().filter(pk=quote.pk).exists():  # it left while it was drawn
            forget(quote.pk)
    return name


def forget(pk: int) -> None:
    """Deletes what was drawn of the quote."""
    try:
        _folders, files = default_storage.listdir(folder(pk))
    except FileNotFoundError:  # nothing was ever drawn of it
        return
    for file in files:
        default_storage.delete(f"{folder(pk)}/{file}")


def folder(pk: int) -> str:
    return f"cards/{pk}"


def draw(quote: Quote) -> bytes:
    """A PNG of WIDTH by HEIGHT."""
    paper, ink, quiet = TINTS[quote.tint]
    sheet = Image.new("RGB", (WIDTH, HEIGHT), paper)
    pen = ImageDraw.Draw(sheet)
    right = WIDTH - MARGIN
    lettering.fit(pen, quote.text, (MARGIN, 60, right, FOOT - 30), LINE, fill=ink, leading=1.14)
    who = ", ".join(part for part in (named(quote), quote.work or quote.town) if part)
    lettering.fit(pen, who, (MARGIN, FOOT, right, FOOT + 48), [36, 30, 26, 22], face="figtree", fill=ink)
    lettering.fit(pen, f"{site_name()} · {quote.prompt.title}", (MARGIN, FOOT + 52, right, FOOT + 90), [26, 22, 18], face="figtree", fill=quiet)
    out = io.BytesIO()
    flat = sheet.quantize(64, method=Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)  # two colors and their edges: a third of the bytes
    flat.save(out, "PNG", compress_level=6)
    return out.getvalue()


def site_name() -> str:
    return str(shell.current()["site_name"])
