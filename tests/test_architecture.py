"""What the tree must look like, whoever adds to it: where imports may go (pyproject's contract), sizes, and what templates must not hold."""

import ast
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.template.loader import get_template

ROOT = Path(settings.BASE_DIR)
CODE = [
    path
    for folder in ("site", "businesses", "quotes", "stories", "writers", "sponsors", "community", "demo", "bench", "tests")
    for path in sorted((ROOT / folder).rglob("*.py"))
    if "migrations" not in path.parts and "__pycache__" not in path.parts
]
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
FORBIDDEN_NAMES = {"utils.py", "helpers.py", "common.py", "services.py", "misc.py"}


def name(path: Path) -> str:
    return str(path.relative_to(ROOT))


def test_site_is_a_folder_and_never_a_package():
    assert not (ROOT / "site" / "__init__.py").exists()


def test_imports_point_one_way():
    told = subprocess.run(
        [Path(sys.executable).with_name("lint-imports")], cwd=ROOT, env={**os.environ, "PYTHONPATH": "site"}, capture_output=True, text=True, check=False
    )

    assert told.returncode == 0, told.stdout[-2000:]


def test_no_file_is_longer_than_400_lines():
    assert [name(path) for path in CODE if len(path.read_text().splitlines()) > 400] == []


def test_no_file_is_called_by_what_it_is_not():
    assert [name(path) for path in CODE if path.name in FORBIDDEN_NAMES] == []


def test_a_browser_is_waited_for():
    """What a page shows after a click is asked with expect(), which waits; a bare look reads the page that is still there."""
    looks = re.compile(r"^\s*assert\b.*\.(is_visible|is_hidden|is_checked|count|input_value|get_attribute)\(", re.MULTILINE)

    assert [name(path) for path in CODE if "e2e" in path.parts and looks.search(path.read_text())] == []


def test_no_function_is_longer_than_50_lines():
    long = [
        f"{name(path)}:{node.name}"
        for path in CODE
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.FunctionDef) and (node.end_lineno or 0) - node.lineno >= 50
    ]

    assert long == []


def test_verbs_see_no_request():
    verbs = [ROOT / "stories" / f"{verb}.py" for verb in ("submit", "review", "publish", "correct", "keep", "make_page", "render")]

    assert [name(path) for path in verbs if path.exists() and re.search(r"HttpRequest|django\.contrib\.messages|\bredirect\(", path.read_text())] == []


@pytest.mark.parametrize("path", TEMPLATES, ids=name)
def test_a_template_parses_and_brings_no_style_or_script_of_its_own(path):
    text = path.read_text()
    get_template(str(path.relative_to(ROOT / "templates")))

    assert len(text.splitlines()) < 80
    if "emails" in path.parts:  # mail programs know no style sheets
        return
    assert not re.search(r"<style\b|\sstyle\s*=", text)
    assert not re.search(r"<script\b(?![^>]*\bsrc=)(?![^>]*application/(ld\+)?json)", text)
    assert not re.search(r"\son[a-z]+\s*=\s*[\"']", text)


@pytest.mark.parametrize("path", [one for one in TEMPLATES if "{% extends" in one.read_text()[:200] and "layouts" not in one.parts], ids=name)
def test_a_page_has_a_title(path):
    text = path.read_text()

    assert re.search(r"{% block (title|full_title|head_title)\b", text) or not re.search(r'extends "base.html"', text)


def test_a_form_that_is_included_alone_gets_its_token():
    """`only` keeps the token away, and every post of such a form would be refused."""
    with_token = {name(path).removeprefix("templates/") for path in TEMPLATES if "{% csrf_token %}" in path.read_text()}

    included = [
        (name(path), found[1])
        for path in TEMPLATES
        for found in re.finditer(r'{% include "([^"]+)"([^%]*) only %}', path.read_text())
        if found[1] in with_token and "csrf_token" not in found[2]
    ]

    assert included == []
