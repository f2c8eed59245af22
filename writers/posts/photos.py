"""A post and the shelf it lies on come in; the pictures it shows go out, opened and clean, each once for each use, with what is wrong with them said."""

from __future__ import annotations

import base64
import binascii
import re
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from urllib.parse import urlsplit

from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from core import pictures
from writers.posts.post import NotReadable, Picture, Post
from writers.posts.shelf import SIZED, Shelf

MOST_PICTURES = 40
LOOK_EDGE = 64  # pixels: enough to know that a picture opens
DRAWN = {".svg", ".svgz", ".ico"}
DATA = re.compile(r"^data:image/[\w.+-]+;base64,(.*)$", re.DOTALL)

Use = tuple[str, str]  # a file, and the line under it


@dataclass
class Photos:
    post: Post
    names: dict[str, str] = field(default_factory=dict)  # {what the post calls a picture: the member it means}
    files: dict[str, ContentFile] = field(default_factory=dict)  # {member: clean}

    def use(self, picture: Picture) -> Use:
        """The file, and the line under it: shown again with another line it is another photograph on the desk, where each has its own box."""
        lead = self.post.lead
        again = lead is not None and not lead.caption and self.names.get(lead.ref) == self.names.get(picture.ref)
        return self.names.get(picture.ref, ""), "" if self.post.own or again else picture.caption

    def uses(self) -> dict[Use, list[Picture]]:
        """Of files that opened, each with the pictures that it stands for."""
        found: dict[Use, list[Picture]] = {}
        for one in shown_in(self.post):
            if self.names.get(one.ref, "") in self.files:
                found.setdefault(self.use(one), []).append(one)
        return found

    def about(self, use: Use) -> Picture:
        """What is said of a use; where nothing is, what is said of the same file elsewhere in the post."""
        shown = self.uses()[use]
        same = [one for one in shown_in(self.post) if self.names.get(one.ref) == use[0]]
        return next((one for one in [*shown, *same] if one.description), shown[0])


def shown_in(post: Post) -> list[Picture]:
    return [*([post.lead] if post.lead else []), *(piece for piece in post.pieces if isinstance(piece, Picture))]


def opened(post: Post, shelf: Shelf, *, edge: int) -> Photos:
    """`edge`: the longest, in pixels, that is needed of them."""
    found = Photos(post, _found(post, shelf))
    found.files = {name: file for name in dict.fromkeys(found.names.values()) if (file := _cleaned(name, post, shelf, edge))}
    return found


def _found(post: Post, shelf: Shelf) -> dict[str, str]:
    """Pictures in the text itself mean themselves."""
    found: dict[str, str] = {}
    for picture in shown_in(post):
        if picture.ref in found:
            continue
        name = picture.ref if DATA.match(picture.ref) else shelf.picture(picture.ref, beside=post.where)
        if name is None and PurePosixPath(urlsplit(picture.ref).path).suffix.lower() in DRAWN:
            post.say(_("A drawing (SVG) or icon cannot be shown here: %(ref)s") % {"ref": picture.ref[:120]}, *_line_lost(picture))
        elif name is None:
            post.say(_("A picture is not in what you brought, and is not fetched: %(ref)s") % {"ref": picture.ref[:120]}, *_line_lost(picture))
        elif len(found) >= MOST_PICTURES:
            post.say(_("Only the first %(most)s pictures came along.") % {"most": MOST_PICTURES})
        else:
            found[picture.ref] = name if picture.whole else _whole(name, shelf)
    return found


def _whole(name: str, shelf: Shelf) -> str:
    """A smaller copy that WordPress made stands for the picture it was made from, where that lies beside it."""
    larger = SIZED.sub("", name)
    return larger if larger in shelf.names_set else name


def _line_lost(picture: Picture) -> list[str]:
    return [_("The line under it was: %(line)s") % {"line": Truncator(picture.caption).chars(160)}] if picture.caption else []


def _cleaned(name: str, post: Post, shelf: Shelf, edge: int) -> ContentFile | None:
    try:
        data = DATA.match(name)
        raw = base64.b64decode(re.sub(r"\s", "", data[1]), validate=True) if data else shelf.read(name, most=pictures.MOST_BYTES)
        return pictures.clean(SimpleUploadedFile("picture", raw), edge=edge)
    except (pictures.NotAPicture, NotReadable, binascii.Error) as problem:
        post.say(f"{'data:' if name.startswith('data:') else name.rsplit('/', 1)[-1]}: {problem}")
        return None
