"""The words of the label, in one place: every surface that shows a placement takes them from here."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core import shell


def label() -> str:
    """Stands before every placement."""
    return _("Supported by")


def house() -> str:
    """Stands before a message of the newsroom's own, in a seat that nobody has taken."""
    return _("From %(site)s") % {"site": shell.current()["site_name"]}


def supported_by(names: Sequence[str]) -> str:
    """The label as one line, for cards and wherever there is only text; nothing where nobody supports it."""
    return _("Supported by %(names)s") % {"names": listed(names)} if names else ""


def listed(names: Sequence[str]) -> str:
    """Names as a sentence has them: “A, B and C”."""
    if len(names) < 2:
        return "".join(names)
    return _("%(some)s and %(last)s") % {"some": ", ".join(names[:-1]), "last": names[-1]}


def no_say(page: str, number: int = 1) -> str:
    """Who controls what. `page` is a kind of page: story, section or wall."""
    if page == "section":
        return ngettext("It had no say in these stories.", "They had no say in these stories.", number)
    if page == "wall":
        return ngettext("It had no say in what stands here.", "They had no say in what stands here.", number)
    return ngettext("It had no say in this story.", "They had no say in this story.", number)


ENDS = (".", "!", "?", "…")  # as a name may end: “Ltd.”, “Goods of Lakewood!”


def sentence(names: Sequence[str], page: str) -> str:
    """The whole label in two sentences: “Supported by A. It had no say in this story.”"""
    label = supported_by(names)
    return f"{label}{'' if label.endswith(ENDS) else '.'} {no_say(page, len(names))}" if names else ""


def mention(name: str) -> str:
    """A story that names a current sponsor says so by itself."""
    return _("%(name)s, named in this story, supports %(site)s at present.") % {"name": name, "site": shell.current()["site_name"]}


def offer(kind: str) -> str:
    """The words of the link to a calendar."""
    return {"section": _("Support this section"), "wall": _("Support the wall")}.get(kind, _("Support this story"))
