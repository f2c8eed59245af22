"""Makes a newsroom of its own with the demo in it, lets every file beside this one measure, and prints one table.

`make bench ARGS="pages wall"` runs those files only; DATABASE_URL=postgres://... measures on PostgreSQL (in a database of its own).
"""

from __future__ import annotations

import gc
import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from importlib import import_module
from pathlib import Path
from urllib.parse import urlsplit

HERE = Path(__file__).parent
sys.path[1:1] = [str(HERE.parent), str(HERE.parent / "site")]


def main(chosen: list[str]) -> int:
    with tempfile.TemporaryDirectory(prefix="well-served-bench-") as var, newsroom(var) as vendor:
        from bench.measuring import Row, table

        gc.collect()
        gc.freeze()  # as config/wsgi.py does
        names = sorted(path.stem for path in HERE.glob("*.py") if path.stem not in {"__init__", "__main__", "measuring"})
        rows: list[Row] = []
        for name in names:
            if not chosen or name in chosen:
                say(f"Measuring {name} ...")
                rows += [row for row in import_module(f"bench.{name}").measure() if row]
        say(f"\n{table(rows)}\n\nOn {vendor}; milliseconds of CPU in one thread, the quickest and the middle of many.")
        say("In all: the quickest by the clock, waiting for the database included.")
        return 1 if any(row.over for row in rows) else 0


@contextmanager
def newsroom(var: str) -> Iterator[str]:
    """The demo in a database that is made now and thrown away afterward, whatever DATABASE_URL says."""
    os.environ |= {"VAR_DIR": var, "DJANGO_SETTINGS_MODULE": "config.settings.local", "DEMO": "1"}
    address = os.environ.pop("DATABASE_URL", "")
    with postgres(address) if address.startswith("postgres") else nullcontext():
        import django

        django.setup()
        from django.db import connection

        from core.prepare import prepare

        say("Making a newsroom to measure ...")
        prepare(say)
        yield f"{connection.vendor} {'.'.join(str(part) for part in connection.get_database_version())}"
        connection.close()


@contextmanager
def postgres(address: str) -> Iterator[None]:
    """A database beside the one of the address, which is not touched."""
    import psycopg

    own = f"bench_{os.getpid()}"
    with psycopg.connect(address, autocommit=True) as server:
        server.execute(f"CREATE DATABASE {own}")
        os.environ["DATABASE_URL"] = urlsplit(address)._replace(path=f"/{own}").geturl()
        try:
            yield
        finally:
            server.execute(f"DROP DATABASE {own} WITH (FORCE)")


def say(words: str) -> None:
    print(words, flush=True)  # noqa: T201


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
