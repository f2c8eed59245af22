"""Wagtail's scripts in the page: those of known shapes are named in attributes, everything else stays as it is and is not run."""

import json
from html import unescape

import pytest

from core.cms_starts import taken_out

PANEL = """<script>
        (function() {
            var panel = new InlinePanel(JSON.parse("{\\u0022type\\u0022: \\u0022InlinePanel\\u0022, \\u0022minForms\\u0022: 0}"));
        })();
    </script>"""


@pytest.mark.parametrize(
    ("script", "name", "args"),
    [
        ('<script>initDateChooser("id_day", {"format": "Y-m-d"});</script>', "initDateChooser", ["id_day", {"format": "Y-m-d"}]),
        ('<script>initDateTimeChooser("id\\u002Dat", {});</script>', "initDateTimeChooser", ["id-at", {}]),
        (
            '<script>new ImageChooser("id_photo", {"modalUrl": "/cms/images/chooser/"});</script>',
            "new ImageChooser",
            ["id_photo", {"modalUrl": "/cms/images/chooser/"}],
        ),
        ('<script>createTaskChooser("id_workflow_tasks-__prefix__-task");</script>', "createTaskChooser", ["id_workflow_tasks-__prefix__-task"]),
        (PANEL, "new InlinePanel", [{"type": "InlinePanel", "minForms": 0}]),
    ],
)
def test_a_known_script_becomes_a_mark(script, name, args):
    before, mark, after = taken_out(f"<p>before</p>{script}<p>after</p>").partition(f'<template data-cms-start="{name}" data-cms-args="')

    assert (before, bool(mark)) == ("<p>before</p>", True)
    value, _quote, rest = after.partition('"')
    assert json.loads(unescape(value)) == args
    assert rest == "></template><p>after</p>"


@pytest.mark.parametrize(
    "script",
    [
        "<script>alert(1)</script>",
        '<script>initDateChooser("id_day", alert(1));</script>',
        '<script>initDateChooser("id_day", {}); alert(1);</script>',
        '<script>new ImageChooser("id_photo", {"a": 1}); fetch("/")</script>',
        '<script src="/static/x.js"></script>',
        '<script type="application/json">{"a": 1}</script>',
    ],
)
def test_anything_else_stays(script):
    assert taken_out(script) == script


def test_words_in_arguments_cannot_leave_their_attribute():
    told = taken_out('<script>new PageChooser("id_x", {"title": "\\"><img src=x onerror=alert(1)>"});</script>')

    assert "<img" not in told
    assert told.count('"') == 4
