"""`make start`: an empty newsroom, its owner's link, and clear words for a bad answer."""

import json

import pytest
from django.core.management import CommandError, call_command
from django.urls import resolve

from core.models import SiteSettings
from pages import start
from pages.management.commands import start_newsroom
from pages.models import PlainPage
from people.models import User
from people.rules import is_editor
from quotes.models import Prompt
from stories.models import SectionPage, StoryPage


def test_a_started_newsroom_is_furnished_and_empty(db):
    start.start(name="Kind Words", owner="ana@example.org")

    assert SiteSettings.objects.get().name == "Kind Words"
    assert SectionPage.objects.live().count() == 6
    assert set(PlainPage.objects.live().values_list("slug", flat=True)) == {"about", "promises", "guidelines", "how-review-works", "privacy"}
    assert Prompt.objects.get().title == "What does CS mean to you?"
    assert not StoryPage.objects.exists()


def test_the_owner_gets_a_link_and_no_password(db):
    link = start.start(name="Kind Words", owner="ana@example.org")

    owner = User.objects.get()
    assert owner.is_superuser and is_editor(owner) and not owner.has_usable_password()
    assert resolve(link.partition("8000")[2]).url_name == "account_reset_password_from_key"


def test_the_link_opens_the_form_for_a_password(client, db):
    link = start.start(name="Kind Words", owner="ana@example.org")

    page = client.get(link.partition("8000")[2], follow=True).content.decode()

    assert 'name="password1"' in page


@pytest.mark.parametrize(
    ("zone", "hint"), [("Chicago", "Did you mean America/Chicago?"), ("Nowhere/Town", "Say it like"), ("", "Say it like"), ("../etc/passwd", "Say it like")]
)
def test_a_bad_time_zone_is_told_with_a_hint(zone, hint):
    with pytest.raises(ValueError, match="not a time zone") as refusal:
        start_newsroom.check_zone(zone)

    assert hint in str(refusal.value)


def test_a_bad_address_is_told(db, settings, tmp_path):
    settings.VAR = tmp_path

    with pytest.raises(CommandError, match="'ana' is not an e-mail address"):
        call_command("start_newsroom", owner="ana", name="Kind Words", zone="America/Chicago")


def test_a_newsroom_does_not_grow_out_of_the_demo(author, settings, tmp_path):
    settings.VAR = tmp_path

    with pytest.raises(CommandError, match="holds the demo"):
        call_command("start_newsroom", owner="ana@example.org", name="Kind Words", zone="America/Chicago")


def test_questions_are_asked_where_make_hands_on_empty_answers(db, settings, tmp_path, monkeypatch, capsys):
    settings.VAR = tmp_path
    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    for name in ("NAME", "OWNER", "ZONE"):
        monkeypatch.setenv(name, "")
    typed = iter(["Kind Words", "nobody", "ana@example.org", "Lisbon", "Europe/Lisbon"])
    monkeypatch.setattr("builtins.input", lambda question: next(typed))
    monkeypatch.setattr(start_newsroom, "prepare", lambda say: None)

    call_command("start_newsroom")

    assert json.loads((tmp_path / "newsroom.json").read_text()) == {"name": "Kind Words", "owner": "ana@example.org", "time_zone": "Europe/Lisbon"}
    assert "production" in capsys.readouterr().out
