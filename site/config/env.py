"""Strict readers of the environment: a variable's text comes in, a typed value goes out, nonsense stops the start.

Every reader raises ImproperlyConfigured with the variable's name, so that an operator sees at once what to mend.
"""

import os
import zoneinfo
from email.utils import parseaddr
from pathlib import Path
from urllib.parse import SplitResult, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

YES = {"1", "true", "yes", "on"}
NO = {"0", "false", "no", "off", ""}


def text(name: str, default: str | None = None) -> str:
    value = os.environ.get(name, default)
    if value is None:
        raise ImproperlyConfigured(f"{name} is not set, and it has no default. Set it in the environment.")
    return value.strip()


def flag(name: str, default: bool = False) -> bool:
    raw = os.environ.get(name)
    if raw is None:
        return default
    value = raw.strip().lower()
    if value in YES:
        return True
    if value in NO:
        return False
    raise ImproperlyConfigured(f"{name} is {raw!r}: say yes or no.")


def number(name: str, default: int, *, low: int = 0, high: int = 2**31) -> int:
    raw = os.environ.get(name)
    if raw is None or not raw.strip():
        return default
    try:
        value = int(raw)
    except ValueError as error:
        raise ImproperlyConfigured(f"{name} is {raw!r}: it must be a whole number.") from error
    if not low <= value <= high:
        raise ImproperlyConfigured(f"{name} is {value}: it must lie between {low} and {high}.")
    return value


def words(name: str, default: str = "") -> list[str]:
    """A list separated by commas; empty parts are dropped."""
    return [part.strip() for part in os.environ.get(name, default).split(",") if part.strip()]


def zones() -> list[str]:
    """Those that somebody may choose: places, and UTC; not "localtime" or "posixrules", which browsers do not know."""
    return sorted(name for name in zoneinfo.available_timezones() if "/" in name or name == "UTC")


def zone(name: str, default: str) -> str:
    value = text(name, default)
    if value not in zoneinfo.available_timezones():
        raise ImproperlyConfigured(f"{name} is {value!r}: say a time zone like America/Chicago or Europe/Lisbon.")
    return value


def folder(name: str, default: str) -> Path:
    """Where this installation keeps what it writes; it is made where it is missing."""
    path = Path(text(name, default)).expanduser().resolve()
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ImproperlyConfigured(f"{name} is {str(path)!r}, which cannot be made: {error.strerror}.") from error
    return path


def web_address(name: str, default: str | None = None) -> str:
    """An origin: scheme and host, perhaps a port, and no path."""
    value = text(name, default)
    parts = _parts(name, value, "https://news.example.org")
    if parts.scheme not in {"http", "https"} or not parts.hostname or parts.path.strip("/") or parts.query:
        raise ImproperlyConfigured(f"{name} is {value!r}: it must look like https://news.example.org.")
    return value.rstrip("/")


def web_addresses(name: str, default: str = "") -> list[str]:
    for one in words(name, default):
        parts = _parts(name, one, "https://news.example.org")
        if parts.scheme not in {"http", "https"} or not parts.netloc:
            raise ImproperlyConfigured(f"{name} holds {one!r}: each must look like https://news.example.org.")
    return words(name, default)


def hosts(name: str) -> list[str]:
    for one in words(name):
        if "/" in one:
            raise ImproperlyConfigured(f"{name} holds {one!r}: name hosts only, like news.example.org.")
    return words(name)


def redis(name: str) -> str:
    value = text(name, "")
    if value and _parts(name, value, "redis://host:6379/0").scheme not in {"redis", "rediss", "unix"}:
        raise ImproperlyConfigured(f"{name} must look like redis://host:6379/0.")
    return value


def sender(name: str, default: str) -> str:
    value = text(name, default)
    if "@" not in parseaddr(value)[1]:
        raise ImproperlyConfigured(f"{name} is {value!r}: it must look like Our News <newsroom@news.example.org>.")
    return value


def _parts(name: str, address: str, example: str) -> SplitResult:
    """The parts of an address; urllib's own words for a bad one would not name the variable."""
    try:
        parts = urlsplit(address)
        _port = parts.port
    except ValueError as error:
        raise ImproperlyConfigured(f"{name} must look like {example}.") from error
    return parts


def database(name: str, default_path: str) -> dict[str, object]:
    """A Django database from an address such as postgres://user:password@host:5432/name; without one, SQLite at default_path."""
    address = os.environ.get(name, "").strip()
    if not address:
        return sqlite(default_path)
    example = "postgres://user:password@host:5432/name or sqlite:///path"
    parts = _parts(name, address, example)
    if parts.scheme == "sqlite" and parts.path.strip("/"):
        return sqlite(unquote(parts.path))
    if parts.scheme not in {"postgres", "postgresql"} or not parts.path.strip("/"):
        raise ImproperlyConfigured(f"{name} must look like {example}.")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or "",
        "PORT": str(parts.port or 5432),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
    }


def sqlite(path: str) -> dict[str, object]:
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": path,
        "CONN_MAX_AGE": 60,  # opening it for every page would cost more than reading it
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA cache_size=-16000;",
        },
    }


def mail(name: str) -> dict[str, object] | None:
    """Mail server settings from smtp://user:password@host:587/?tls=1; None where no mail server is set."""
    address = os.environ.get(name, "").strip()
    if not address:
        return None
    example = "smtp://user:password@host:587 or smtps://user:password@host:465"
    parts = _parts(name, address, example)
    if parts.scheme not in {"smtp", "smtps"} or not parts.hostname:
        raise ImproperlyConfigured(f"{name} must look like {example}.")
    return {
        "EMAIL_HOST": parts.hostname,
        "EMAIL_PORT": parts.port or (465 if parts.scheme == "smtps" else 587),
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_SSL": parts.scheme == "smtps",
        "EMAIL_USE_TLS": parts.scheme == "smtp" and "tls=0" not in parts.query,
    }
