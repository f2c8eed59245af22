"""What an operator sets: values are read strictly, and nonsense stops the start with the variable's name."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from config import env

BASE = Path(__file__).resolve().parents[1]
GOOD = {
    "SECRET_KEY": "k" * 50,
    "ALLOWED_HOSTS": "news.example.org",
    "BASE_URL": "https://news.example.org",
    "EMAIL_URL": "smtp://newsroom:secret@mail.example.org:587",
    "TRUSTED_PROXY_COUNT": "1",
}


def start(settings: str, var: Path, variables: dict[str, str], say: str = "") -> subprocess.CompletedProcess:
    """Loads a settings module in a process of its own, as a start would, with these variables and no others."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    code = f"import importlib; s = importlib.import_module('config.settings.{settings}'); print({say or 'True'})"
    environment = {**kept, "PYTHONPATH": f"{BASE}{os.pathsep}{BASE / 'site'}", "VAR_DIR": str(var), **variables}
    return subprocess.run([sys.executable, "-c", code], env=environment, cwd=BASE, capture_output=True, text=True, timeout=60)


def told(result: subprocess.CompletedProcess) -> str:
    """The last line of what a failed start wrote."""
    assert result.returncode != 0, result.stdout
    return result.stderr.strip().splitlines()[-1]


def test_production_starts_with_everything_set(tmp_path):
    result = start("production", tmp_path, GOOD, "s.DEBUG, s.DEMO, s.EDITORS_NEED_SECOND_FACTOR, s.SESSION_COOKIE_SECURE, 'demo' in s.INSTALLED_APPS")

    assert result.stdout.strip() == "False False True True False", result.stderr


@pytest.mark.parametrize(
    ("change", "name"),
    [
        ({"DEMO": "1"}, "DEMO"),
        ({"SECRET_KEY": "short"}, "SECRET_KEY"),
        ({"SECRET_KEY": None}, "SECRET_KEY"),
        ({"ALLOWED_HOSTS": None}, "ALLOWED_HOSTS"),
        ({"ALLOWED_HOSTS": " , "}, "ALLOWED_HOSTS"),
        ({"BASE_URL": None}, "BASE_URL"),
        ({"BASE_URL": "http://news.example.org"}, "BASE_URL"),
        ({"EMAIL_URL": None}, "EMAIL_URL"),
        ({"EMAIL_URL": "mail.example.org"}, "EMAIL_URL"),
        ({"DATABASE_URL": "mysql://news@db.example.org/news"}, "DATABASE_URL"),
        ({"WEB_THREADS": "many"}, "WEB_THREADS"),
        ({"TRUSTED_PROXY_COUNT": "-1"}, "TRUSTED_PROXY_COUNT"),
        ({"MEASURE": "perhaps"}, "MEASURE"),
        ({"HSTS_SECONDS": "a year"}, "HSTS_SECONDS"),
        ({"TIME_ZONE": "Nowhere/Town"}, "TIME_ZONE"),
        ({"BASE_URL": "nonsense"}, "BASE_URL"),
        ({"BASE_URL": "https://news.example.org/news"}, "BASE_URL"),
        ({"ALLOWED_HOSTS": "https://news.example.org"}, "ALLOWED_HOSTS"),
        ({"CSRF_TRUSTED_ORIGINS": "news.example.org"}, "CSRF_TRUSTED_ORIGINS"),
        ({"REDIS_URL": "http://cache.example.org"}, "REDIS_URL"),
        ({"MAIL_FROM": "nobody"}, "MAIL_FROM"),
        ({"VAR_DIR": "/dev/null/here"}, "VAR_DIR"),
    ],
)
def test_production_refuses_nonsense_by_name(tmp_path, change, name):
    variables = {key: value for key, value in {**GOOD, **change}.items() if value is not None}

    message = told(start("production", tmp_path, variables))

    assert "ImproperlyConfigured" in message
    assert name in message


def test_production_trusts_the_proxys_word_on_https_only_when_one_is_named(tmp_path):
    behind = start("production", tmp_path, GOOD, "s.SECURE_PROXY_SSL_HEADER")
    alone = start("production", tmp_path, {**GOOD, "TRUSTED_PROXY_COUNT": "0"}, "s.SECURE_PROXY_SSL_HEADER")

    assert behind.stdout.strip() == "('HTTP_X_FORWARDED_PROTO', 'https')"
    assert alone.stdout.strip() == "None"


def test_local_is_the_demo_until_a_newsroom_was_set_up_here(tmp_path):
    before = start("local", tmp_path, {}, "s.DEMO, 'demo' in s.INSTALLED_APPS, s.DEBUG")
    (tmp_path / "newsroom.json").write_text('{"time_zone": "America/Chicago"}')
    after = start("local", tmp_path, {}, "s.DEMO, 'demo' in s.INSTALLED_APPS, s.TIME_ZONE")

    assert before.stdout.strip() == "True True False", before.stderr
    assert after.stdout.strip() == "False False America/Chicago", after.stderr


def test_local_makes_one_secret_key_and_keeps_it_to_its_owner(tmp_path):
    first = start("local", tmp_path, {}, "s.SECRET_KEY").stdout
    second = start("local", tmp_path, {}, "s.SECRET_KEY").stdout

    assert first == second
    assert len(first.strip()) >= 50
    assert (tmp_path / "secret_key").stat().st_mode & 0o777 == 0o600


def test_text_without_a_default_must_be_set(monkeypatch):
    monkeypatch.delenv("X", raising=False)

    with pytest.raises(ImproperlyConfigured, match="X is not set"):
        env.text("X")
    assert env.text("X", "here") == "here"
    monkeypatch.setenv("X", " there ")
    assert env.text("X") == "there"


@pytest.mark.parametrize(("value", "meaning"), [("1", True), ("Yes", True), (" on ", True), ("0", False), ("no", False), ("", False)])
def test_flag_reads_yes_and_no(monkeypatch, value, meaning):
    monkeypatch.setenv("X", value)

    assert env.flag("X", not meaning) is meaning


def test_flag_refuses_anything_else(monkeypatch):
    monkeypatch.setenv("X", "maybe")

    with pytest.raises(ImproperlyConfigured, match="X is 'maybe'"):
        env.flag("X")


def test_number_reads_whole_numbers_within_its_limits(monkeypatch):
    monkeypatch.delenv("X", raising=False)
    assert env.number("X", 4) == 4
    monkeypatch.setenv("X", "")
    assert env.number("X", 4) == 4
    monkeypatch.setenv("X", "8")
    assert env.number("X", 4, low=1, high=8) == 8


@pytest.mark.parametrize("value", ["nine", "1.5", "9", "0"])
def test_number_refuses_the_rest(monkeypatch, value):
    monkeypatch.setenv("X", value)

    with pytest.raises(ImproperlyConfigured, match="X is"):
        env.number("X", 4, low=1, high=8)


def test_words_are_separated_by_commas(monkeypatch):
    monkeypatch.setenv("X", "one, two,, three ")

    assert env.words("X") == ["one", "two", "three"]
    monkeypatch.delenv("X")
    assert env.words("X") == []
    assert env.words("X", "one,two") == ["one", "two"]


def test_database_is_sqlite_when_nothing_is_set(monkeypatch):
    monkeypatch.delenv("X", raising=False)

    found = env.database("X", "/srv/news.sqlite3")

    assert (found["ENGINE"], found["NAME"]) == ("django.db.backends.sqlite3", "/srv/news.sqlite3")
    assert found["OPTIONS"]["transaction_mode"] == "IMMEDIATE"
    monkeypatch.setenv("X", "sqlite:///srv/my%20news.sqlite3")
    assert env.database("X", "")["NAME"] == "/srv/my news.sqlite3"


def test_database_reads_a_postgres_address_with_what_was_quoted_in_it(monkeypatch):
    monkeypatch.setenv("X", "postgres://news:p%40ss%2Fword@db.example.org:6432/news")

    found = env.database("X", "")

    assert found["ENGINE"] == "django.db.backends.postgresql"
    assert (found["HOST"], found["PORT"], found["NAME"], found["USER"], found["PASSWORD"]) == ("db.example.org", "6432", "news", "news", "p@ss/word")


@pytest.mark.parametrize(
    "value", ["postgres://db.example.org", "mysql://db/news", "news", "postgres://db.example.org:port/news", "postgres://[db/news", "sqlite://"]
)
def test_database_refuses_what_it_cannot_read(monkeypatch, value):
    monkeypatch.setenv("X", value)

    with pytest.raises(ImproperlyConfigured, match="X must look like"):
        env.database("X", "")


@pytest.mark.parametrize(
    ("value", "port", "ssl", "tls"),
    [
        ("smtp://mail.example.org", 587, False, True),
        ("smtp://mail.example.org:25?tls=0", 25, False, False),
        ("smtp://mail.example.org:25/?tls=0", 25, False, False),
        ("smtps://mail.example.org", 465, True, False),
    ],
)
def test_mail_knows_the_usual_ports_and_encrypts_unless_told_not_to(monkeypatch, value, port, ssl, tls):
    monkeypatch.setenv("X", value)

    found = env.mail("X")

    assert found["EMAIL_HOST"] == "mail.example.org"
    assert (found["EMAIL_PORT"], found["EMAIL_USE_SSL"], found["EMAIL_USE_TLS"]) == (port, ssl, tls)


def test_mail_is_none_without_a_server(monkeypatch):
    monkeypatch.delenv("X", raising=False)
    assert env.mail("X") is None
    monkeypatch.setenv("X", "  ")
    assert env.mail("X") is None


@pytest.mark.parametrize("value", ["mail.example.org", "http://mail.example.org", "smtp://", "smtp://mail.example.org:post"])
def test_mail_refuses_what_it_cannot_read(monkeypatch, value):
    monkeypatch.setenv("X", value)

    with pytest.raises(ImproperlyConfigured, match="X must look like"):
        env.mail("X")


def test_every_variable_that_is_read_stands_on_the_operators_page():
    settings = [path.read_text() for path in (BASE / "site/config/settings").glob("*.py")]
    read = set(re.findall(r"env\.\w+\(\s*\"([A-Z_]+)\"", "\n".join(settings)))
    listed = set(re.findall(r"^\| `([A-Z_]+)` \|", (BASE / "docs/operator.md").read_text(), re.MULTILINE))

    assert listed - {"DJANGO_SETTINGS_MODULE"} == read
