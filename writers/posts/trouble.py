"""What stopped one post comes in, as a line of the table it goes out: no post stops another."""

from __future__ import annotations

import logging
import zipfile
import zlib
from collections.abc import Callable

from django.utils.translation import gettext as _

from writers.posts.decode import NotText
from writers.posts.post import Left, NotReadable, Post

logger = logging.getLogger(__name__)

BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, OSError)


def left(where: str, problem: Exception) -> Left:
    """In words for whoever brings it; what nobody foresaw is logged."""
    if isinstance(problem, (NotReadable, NotText)):
        return Left(where, str(problem))
    if isinstance(problem, BROKEN):
        return Left(where, _("This file is damaged, or was cut off."))
    if isinstance(problem, RecursionError):
        return Left(where, _("It is built too deep to be read."))
    logger.error("reading %s", where, exc_info=problem)
    return Left(where, _("Something in it stopped us. The newsroom can look into it."))


def guarded(where: str, read: Callable[[], Post | Left | None]) -> Post | Left | None:
    """For readers that go on to the next post: a generator that raised is finished."""
    try:
        return read()
    except Exception as problem:
        return left(where, problem)
