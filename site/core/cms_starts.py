"""Wagtail's scripts in the page, taken out of it: HTML of the CMS comes in; what starts a date field, a chooser or a list of forms is
named in an attribute instead, and static/js/cms-starts.js does it. So the CMS needs no policy that lets any script in a page run.

Only whole scripts of these shapes, with arguments that are JSON, are taken; whatever else stands in a page stays, and is not run.
"""

from __future__ import annotations

import json
import re
from html import escape

CALL = r"(?P<name>init(?:Date|Time|DateTime)Chooser|createTaskChooser|new [A-Z]\w*Chooser)\((?P<args>\"[^\n]*)\);?"
PANEL = r"\(function\(\) \{\s*var panel = (?P<panel>new (?:InlinePanel|MultipleChooserPanel))\(JSON\.parse\((?P<options>\"[^\"\n]*\")\)\);\s*\}\)\(\);"
SCRIPT = re.compile(rf"<script>\s*(?:{CALL}|{PANEL})\s*</script>")


def taken_out(html: str) -> str:
    return SCRIPT.sub(_start, html)


def _start(found: re.Match[str]) -> str:
    try:
        args = [json.loads(json.loads(found["options"]))] if found["panel"] else json.loads(f"[{found['args']}]")
    except ValueError:
        return found[0]
    return f'<template data-cms-start="{found["panel"] or found["name"]}" data-cms-args="{escape(json.dumps(args))}"></template>'
