"""A real server with the demo in it, as `make run` starts it, and Debian's chromium to look at it with."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import pytest
from django.db import connections

from tests.conftest import migrated

ROOT = Path(__file__).resolve().parents[2]
BROWSERS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")  # Debian's shell has no toolbars to draw: a third of the time
CHROMIUM = next((path for name in BROWSERS if (path := shutil.which(name))), None)
START_WITHIN = 240  # seconds: an empty database is migrated and filled first
PATIENCE = 30_000  # milliseconds that a browser waits for what is to come: other tests run beside it


def pytest_collection_modifyitems(items):
    for item in items:
        if "e2e" in item.path.parts:
            item.add_marker(pytest.mark.e2e)
            item.add_marker(pytest.mark.xdist_group("e2e"))  # one server and one browser, while the other process runs the rest


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def own_database(migrated: str) -> dict[str, str]:
    """On PostgreSQL the server gets a database of its own, beside the suite's; where migrations made the suite's tables already, they do not run again."""
    address = os.environ.get("DATABASE_URL", "")
    if not address.startswith("postgres"):
        return {}
    import psycopg

    parts = urlsplit(address)
    name = f"{parts.path.strip('/')}_e2e_{os.environ.get('PYTEST_XDIST_WORKER', 'main')}"
    with psycopg.connect(urlunsplit(parts._replace(path="/postgres")), autocommit=True) as connection:
        connection.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        connection.execute(f'CREATE DATABASE "{name}" TEMPLATE "{migrated or "template1"}"')
    return {"DATABASE_URL": urlunsplit(parts._replace(path=f"/{name}"))}


@pytest.fixture(scope="session")
def site(tmp_path_factory, pytestconfig) -> Iterator[str]:
    """The address of a running demo."""
    if CHROMIUM is None:
        pytest.skip("chromium is not installed: on Debian, apt-get install chromium")
    var, port = tmp_path_factory.mktemp("var"), free_port()
    log = (var / "log").open("w")
    settings = {"VAR_DIR": str(var), "PORT": str(port), "DJANGO_SETTINGS_MODULE": "config.settings.local"}
    environment = {**os.environ, **settings, **own_database(migrated(pytestconfig))}
    server = subprocess.Popen([sys.executable, "manage.py", "serve"], cwd=ROOT, env=environment, stdout=log, stderr=subprocess.STDOUT)
    address = f"http://localhost:{port}"
    try:
        wait_for(f"{address}/healthz", server, var / "log")
        yield address
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait(30)


def wait_for(address: str, server: subprocess.Popen, log: Path) -> None:
    until = time.monotonic() + START_WITHIN
    while time.monotonic() < until:
        if server.poll() is not None:
            break
        try:
            urllib.request.urlopen(address, timeout=5).close()
            return
        except (urllib.error.URLError, OSError):
            time.sleep(0.3)
    pytest.fail(f"The server did not start:\n{log.read_text()[-3000:]}")


@pytest.fixture(scope="session")
def browser(site):
    from playwright.sync_api import expect, sync_playwright

    expect.set_options(timeout=PATIENCE)
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"  # Playwright's loop runs in this thread; the tests of this process do not await
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"] if os.getuid() == 0 else [])
        yield chromium
        chromium.close()
        connections.close_all()  # tests beside this loop have connections of their own, which nobody else would close


def press(locator) -> None:
    """Clicks what leads to another page and waits until that page is there; a click alone returns while the old one still stands."""
    with locator.page.expect_navigation():
        locator.click()


def window(browser, site, *, width: int = 1280, theme: str = "light", script: bool = True, cookies: list | None = None):
    """A page in a browser of its own that notes what goes wrong on it."""
    context = browser.new_context(
        base_url=site, viewport={"width": width, "height": 900}, color_scheme=theme, java_script_enabled=script, reduced_motion="reduce"
    )
    context.add_cookies(cookies or [])
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    page.problems = []
    page.on("console", lambda message: page.problems.append(message.text) if message.type in {"error", "warning"} else None)
    page.on("pageerror", lambda error: page.problems.append(str(error)))
    page.on("request", lambda request: None if request.url.startswith((site, "data:")) else page.problems.append(f"asks {request.url}"))
    page.on("response", lambda answer: page.problems.append(f"{answer.status} {answer.url}") if answer.status >= 500 else None)
    return page


@pytest.fixture(scope="session")
def cookies_of(browser, site):
    """cookies_of('editor'): what a browser has after that role's button on /demo/ was pressed, once for the whole run."""
    kept: dict[str, list] = {}

    def of(role: str) -> list:
        if role not in kept:
            page = window(browser, site, script=False)
            page.goto("/demo/")
            with page.expect_navigation(wait_until="commit"):
                page.locator(f"#{role} button[type=submit]").click()
            kept[role] = page.context.cookies()
            page.context.close()
        return kept[role]

    return of


@pytest.fixture
def look(browser, site):
    """look(path, width=, theme=, script=) opens a page of the demo in a browser of its own and notes what goes wrong on it."""
    pages = []

    def at(path: str, **options):
        page = window(browser, site, **options)
        pages.append(page)
        if path:
            page.goto(path, wait_until="load")
        return page

    yield at
    for page in pages:
        page.context.close()


@pytest.fixture(scope="session")
def browse(browser, site, cookies_of):
    """As look(), one page after another in the same windows, for what only looks: a new window for each costs a second. `role`: signed in."""
    windows: dict = {}

    def at(path: str, *, role: str = "", **options):
        key = (role, *sorted(options.items()))
        if key not in windows:
            windows[key] = window(browser, site, cookies=cookies_of(role) if role else None, **options)
        page = windows[key]
        page.set_viewport_size({"width": options.get("width", 1280), "height": 900})
        page.problems.clear()
        page.goto(path, wait_until="load")
        return page

    yield at
    for page in windows.values():
        page.context.close()


@pytest.fixture
def sign_in(look, cookies_of):
    """sign_in('editor', width=, theme=, script=): an empty page in a browser of its own in which that role is signed in."""

    def as_role(role: str, **options):
        return look("", cookies=cookies_of(role), **options)

    return as_role
