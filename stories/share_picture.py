"""A published story's picture for other sites: its title in the site's type beside its photograph or its drawn front.

Drawn once when the story is published and stored as a file; its name changes with whatever is drawn on it.
"""

from __future__ import annotations

import hashlib
import io
import json
import logging
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from PIL import Image, ImageDraw, ImageOps

from businesses import shopfront
from businesses.shopfront import Shop
from core import lettering, shell

WIDTH, HEIGHT = 1200, 630  # pixels, what most networks show
VERSION = 1  # raise it when the drawing below changes, then run `manage.py rerender --all`
MARGIN = 56
ART = (604, MARGIN, WIDTH - MARGIN, 461)  # left, top, right, bottom: four to three, so that no sign is cut
TEXT_RIGHT = ART[0] - 36
TITLE = range(28, 67, 2)  # sizes in pixels
PAPER, INK, INK_2, GREEN, BRASS, LINE = "#FFFCF7", "#1C1A15", "#5B554A", "#0F4C3A", "#8F5A0A", "#E2D8C6"


def place(made) -> dict[str, str]:
    """Where the picture of a PublishedStory, or of a Rendered one, stands: its file in the media storage, and its address."""
    shown = [VERSION, made.title, made.byline, made.card["section_label"], made.card["shop"], made.card["still"], made.slug, site_name()]
    shown.append((made.card["photo"] or {}).get("file"))
    file = f"images/share-{hashlib.blake2b(json.dumps(shown).encode(), digest_size=12).hexdigest()}.jpg"
    return {"file": file, "url": default_storage.url(file)}


def store(row) -> None:
    """Draws the story's picture and keeps it; one that is there already is left alone."""
    name = row.card["share"]["file"]
    if not default_storage.exists(name):
        out = io.BytesIO()
        draw(row).save(out, "JPEG", quality=88, optimize=True, progressive=True)
        default_storage.save(name, ContentFile(out.getvalue()))


def replace(row, *, before: dict[str, Any] | None) -> None:
    """Stores the story's picture; the one that it had before goes, where another one takes its place."""
    store(row)
    if before and before.get("share") != row.card["share"]:
        forget(before)


def forget(card: dict[str, Any]) -> None:
    """A story that leaves the site takes its picture along."""
    if card.get("share"):
        default_storage.delete(card["share"]["file"])


def draw(row) -> Image.Image:
    sheet = Image.new("RGB", (WIDTH, HEIGHT), PAPER)
    pen = ImageDraw.Draw(sheet)
    left, top, right, bottom = ART
    picture = art(row, (right - left, bottom - top))
    sheet.paste(picture, (left, top), rounded(picture.size, 18))
    below = lettering.fit(pen, row.card["section_label"], (MARGIN, top - 4, TEXT_RIGHT, top + 40), [26, 22], face="figtree", fill=GREEN)
    lettering.fit(pen, row.title, (MARGIN, below + 8, TEXT_RIGHT, bottom + 20), TITLE, fill=INK, leading=1.14)
    pen.line((MARGIN, 508, right, 508), fill=LINE, width=2)
    bell(pen, MARGIN, 540)
    lettering.fit(pen, site_name(), (MARGIN + 58, 538, TEXT_RIGHT, 600), [36, 30, 24], fill=INK)
    lettering.fit(pen, row.byline, (left, 544, right, 600), [26, 22], face="figtree", fill=INK_2)
    return sheet


def rounded(size: tuple[int, int], radius: int) -> Image.Image:
    mask = Image.new("L", (size[0] * 2, size[1] * 2))
    ImageDraw.Draw(mask).rounded_rectangle((0, 0, *mask.size), radius * 2, fill=255)
    return mask.resize(size, Image.Resampling.LANCZOS)


def art(row, size: tuple[int, int]) -> Image.Image:
    photo, shop = row.card["photo"], row.card["shop"]
    if photo and photo.get("file"):
        try:
            with default_storage.open(photo["file"]) as file:
                return ImageOps.fit(Image.open(file).convert("RGB"), size, Image.Resampling.LANCZOS)
        except OSError:  # the drawing says no less than a picture that cannot be read
            logging.getLogger(__name__).exception("The photograph of %s cannot be drawn on its share picture", row.slug)
    if shop:
        return shopfront.image(Shop(shop["name"], shop["slug"], shop["trade"], shop["building"]), size)
    return shopfront.still_life_image(row.card["still"], row.slug, size)


def bell(pen: ImageDraw.ImageDraw, x: float, y: float) -> None:
    """The service bell of static/img/emblem.svg, 42 pixels wide."""
    pen.rounded_rectangle((x + 16, y, x + 26, y + 4), 2, fill=BRASS)
    pen.rectangle((x + 19, y + 3, x + 23, y + 9), fill=BRASS)
    pen.pieslice((x + 3, y + 7, x + 39, y + 43), 180, 360, fill=BRASS)
    pen.rounded_rectangle((x, y + 28, x + 42, y + 32), 2, fill=BRASS)
    pen.rounded_rectangle((x + 5, y + 35, x + 37, y + 39), 2, fill=BRASS)


def site_name() -> str:
    return str(shell.current()["site_name"])
