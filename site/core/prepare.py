"""What must be true before serving: database migrated, fonts and static files built, an empty demo filled.

Each step leaves a stamp of what it was done with, so that a second start only compares stamps.
"""

from __future__ import annotations

import gc
import hashlib
import json
from collections.abc import Callable, Iterable
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.db import connection
from django.db.utils import DatabaseError

from core import fonts

Say = Callable[[str], None]


def prepare(say: Say) -> None:
    """Brings everything up to date; says only what takes a while. Safe to call again and again."""
    gc.freeze()  # nothing that is loaded by now goes away: looking through it again and again takes an eighth of a first start
    Path(settings.MEDIA_ROOT).mkdir(parents=True, exist_ok=True)
    migrate(say)
    if fonts.build():
        say("Built the fonts.")
    if not settings.DEBUG:
        collect_static(say)
    if settings.DEMO and not get_user_model().objects.exists():
        say("Filling the demo ...")
        call_command("fill_demo")


def migrate(say: Say) -> None:
    wanted = migrations_stamp()
    if wanted == _read("migrations"):
        return
    say("Bringing the database up to date ...")
    call_command("migrate", verbosity=0, interactive=False)
    call_command("createcachetable", verbosity=0)
    _write("migrations", migrations_stamp())


def migrations_stamp() -> str:
    """Names every migration file there is, and how many the database says it has had: a new file or another database changes it."""
    names = sorted(f"{config.label}/{path.name}" for config in apps.get_app_configs() for path in (Path(config.path) / "migrations").glob("[0-9]*.py"))
    return _digest([str(settings.DATABASES["default"]["NAME"]), str(_migrations_applied()), *names])


def _migrations_applied() -> int:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM django_migrations")
            return int(cursor.fetchone()[0])
    except DatabaseError:
        return 0


def collect_static(say: Say) -> None:
    """Copies, hashes and compresses static files into STATIC_ROOT when any source file has changed."""
    wanted = static_stamp()
    if wanted == _read("static") and (Path(settings.STATIC_ROOT) / "staticfiles.json").exists():
        return
    say("Hashing and compressing static files ...")
    call_command("collectstatic", verbosity=0, interactive=False, ignore_patterns=["*.ttf", ".stamp", "*.half"])
    _write("static", wanted)


def static_stamp() -> str:
    rows = [str(settings.STATIC_ROOT)]
    for finder in get_finders():
        for path, storage in finder.list([]):
            info = Path(storage.path(path)).stat()
            rows.append(f"{path} {info.st_size} {info.st_mtime_ns}")
    return _digest(sorted(rows))


def _digest(rows: Iterable[str]) -> str:
    return hashlib.sha256("\n".join(rows).encode()).hexdigest()


def _stamps() -> Path:
    return Path(settings.VAR) / "stamps.json"


def _read(name: str) -> str:
    return str(json.loads(_stamps().read_text()).get(name, "")) if _stamps().exists() else ""


def _write(name: str, value: str) -> None:
    known = json.loads(_stamps().read_text()) if _stamps().exists() else {}
    _stamps().write_text(json.dumps({**known, name: value}))
