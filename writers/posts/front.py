"""Front matter: the text of a file comes in; its values (YAML, TOML or JSON), the text after it, and what could not be read go out."""

from __future__ import annotations

import json
import re
import tomllib
from dataclasses import dataclass, field
from typing import Any

import yaml
from django.utils.translation import gettext as _

LONGEST = 100_000  # letters of front matter
YAML_MARKS = re.compile(r"\A---[ \t]*\n(.*?)^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)
TOML_MARKS = re.compile(r"\A\+\+\+[ \t]*\n(.*?)^\+\+\+[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)
BEGUN = re.compile(r"\A---[ \t]*\n")
HEAD_LINES = re.compile(r"\A(?:[A-Za-z][\w-]{0,24}:[ \t]+\S[^\n]{0,400}(?:\n|\Z)){1,30}(?=\n|\Z)")
LINE = re.compile(r"^([A-Za-z][\w \-]{0,40}?)\s*[:=]\s*(.*?)\s*$")
ITEM = re.compile(r"^\s*-\s+(.+?)\s*$")


@dataclass
class Front:
    values: dict[str, Any] = field(default_factory=dict)
    body: str = ""
    said: list[str] = field(default_factory=list)
    found: bool = False


class _Refused(yaml.YAMLError):
    """Carries words for whoever brings the post."""


class _Loader(yaml.SafeLoader):
    """Safe, without aliases (a few of them make a gigabyte), with YAML 1.2's idea of what is no text: dates stay as written."""

    twice: list[str]

    def compose_node(self, parent: Any, index: Any) -> Any:
        if self.check_event(yaml.AliasEvent):
            raise _Refused(_("it refers to itself with * and &"))
        return super().compose_node(parent, index)

    def construct_mapping(self, node: Any, deep: bool = False) -> dict[Any, Any]:
        names = [str(key.value) for key, _value in node.value]
        self.twice += [name for name in dict.fromkeys(names) if names.count(name) > 1]
        return super().construct_mapping(node, deep=deep)


_Loader.yaml_implicit_resolvers = {}
_Loader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile(r"^(?:true|True|TRUE|false|False|FALSE)$"), list("tTfF"))
_Loader.add_implicit_resolver("tag:yaml.org,2002:null", re.compile(r"^(?:~|null|Null|NULL|)$"), ["~", "n", "N", ""])
_Loader.add_implicit_resolver("tag:yaml.org,2002:int", re.compile(r"^[-+]?(?:0|[1-9][0-9]{0,17})$"), list("-+0123456789"))
_Loader.add_implicit_resolver("tag:yaml.org,2002:merge", re.compile(r"^<<$"), ["<"])


def split(text: str) -> Front:
    """A text without front matter is all body."""
    text = text.lstrip("\n")
    if found := YAML_MARKS.match(text):
        return _with(_yaml(found[1]), text[found.end() :])
    if found := TOML_MARKS.match(text):
        return _with(_toml(found[1]), text[found.end() :])
    if text.startswith("{"):
        return _json(text)
    if begun := BEGUN.match(text):
        return _never_ends(text[begun.end() :]) or Front(body=text)
    if found := HEAD_LINES.match(text):
        return _head(found[0], text[found.end() :]) or Front(body=text)
    return Front(body=text)


def _never_ends(text: str) -> Front | None:
    found = HEAD_LINES.match(text)
    front = _head(found[0], text[found.end() :]) if found else None
    if front:
        front.said.append(_("Its front matter never ends: what stands before the first empty line was taken for it."))
    return front


def _head(raw: str, body: str) -> Front | None:
    """Pelican's and others': lines of `Name: value` before the first empty line, without marks. A title must be among them."""
    values = {line.partition(":")[0]: line.partition(":")[2].strip() for line in raw.strip().split("\n")}
    return _with(Front(values), body) if any(name.lower() == "title" for name in values) else None


def _with(front: Front, body: str) -> Front:
    front.body, front.found = body.lstrip("\n"), True
    front.values = {str(name).strip().lower(): value for name, value in front.values.items()}
    return front


def _yaml(raw: str) -> Front:
    if len(raw) > LONGEST:
        return _line_by_line(raw, _("it is too long"))
    loader = _Loader(raw.replace("\t", "  "))
    loader.twice = []
    try:
        values = loader.get_single_data()
    except yaml.YAMLError as problem:
        return _line_by_line(raw, _why(problem))
    except (RecursionError, ValueError, LookupError, TypeError):  # a tag (!!bool) before what is none
        return _line_by_line(raw, _("it cannot be read"))
    finally:
        loader.dispose()
    if values is not None and not isinstance(values, dict):
        return _line_by_line(raw, _("it has no names with values"))
    said = [_("“%(name)s” stands twice in its front matter: the last one counts.") % {"name": name} for name in loader.twice]
    if re.search(r"^\t", raw, re.MULTILINE):
        said.append(_("Its front matter had tabs; they were read as two spaces."))
    return Front(values or {}, said=said)


def _why(problem: yaml.YAMLError) -> str:
    mark = getattr(problem, "problem_mark", None)
    line = _("line %(line)s: ") % {"line": mark.line + 2} if mark else ""
    if "could not determine a constructor" in str(problem):
        return line + _("a tag that runs code, or that only one program knows, is never followed")
    return line + str(problem if isinstance(problem, _Refused) else getattr(problem, "problem", None) or _("it cannot be read"))


def _toml(raw: str) -> Front:
    try:
        return Front(tomllib.loads(raw))
    except (ValueError, RecursionError) as problem:
        return _line_by_line(raw, str(problem)[:120])


def _json(text: str) -> Front:
    """Hugo knows front matter in JSON, too: an object that stands first, with the text after it."""
    try:
        values, end = json.JSONDecoder().raw_decode(text)
    except (ValueError, RecursionError):
        return Front(body=text)
    return _with(Front(values), text[end:]) if isinstance(values, dict) and "title" in values else Front(body=text)


def _line_by_line(raw: str, why: str) -> Front:
    """What a person would still read in front matter that is none: 'name: value' lines and lists. Lines with a tag are left out."""
    values: dict[str, Any] = {}
    last = ""
    for line in raw[:LONGEST].split("\n"):
        item, named = ITEM.match(line), LINE.match(line)
        if "!!" in line:
            last = ""
        elif item and last:
            held = values[last] if isinstance(values[last], list) else []
            values[last] = [*held, _bare(item[1])]
        elif named:
            last = named[1].lower()
            values[last] = _value(named[2])
    said = _("Its front matter could not be read (%(why)s). What could be read line by line was kept; the rest is left out.") % {"why": why}
    return Front(values, said=[said])


def _value(typed: str) -> Any:
    if typed.startswith("["):
        return [_bare(part) for part in typed.strip("[]").split(",") if part.strip()]
    return _bare(typed)


def _bare(typed: str) -> str:
    typed = typed.strip()
    if len(typed) > 1 and typed[0] == typed[-1] and typed[0] in "\"'":
        return typed[1:-1]
    return typed[1:] if typed[:1] in {'"', "'"} and typed.count(typed[0]) == 1 else typed  # a quotation that never closes
