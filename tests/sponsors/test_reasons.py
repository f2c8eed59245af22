"""Each reason for not counting a hit, asked alone."""

import time

import pytest
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore

from sponsors.models import Hit
from sponsors.reasons import Case, Visit, reason_of
from sponsors.tokens import Page

FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
CHROME = "Mozilla/5.0 (Linux; Android 15; Pixel 9) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Mobile Safari/537.36"
SAFARI = "Mozilla/5.0 (iPhone; CPU iPhone OS 26_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.0 Mobile/15E148 Safari/604.1"
HEADLESS = CHROME.replace("Chrome/", "HeadlessChrome/")
NOW = time.time()


def reason(hit: Hit = Hit.VIEW, *, placement: int = 1, page: str = "story", made: float = NOW, nonce_age: float = 1.1, **fields) -> str:
    visit = Visit(**({"agent": FIREFOX, "address": "192.0.2.1", "from_here": True} | fields))
    return reason_of(Case(hit, Page(placement, 1, page, 0, int(made // 60)), visit, NOW, nonce_age if hit == Hit.VIEW else 0.0))


def session_of(user) -> str:
    store = SessionStore()
    store.update({SESSION_KEY: str(user.pk), BACKEND_SESSION_KEY: "django.contrib.auth.backends.ModelBackend", HASH_SESSION_KEY: "x"})
    store.save()
    return str(store.session_key)


@pytest.mark.parametrize("agent", [FIREFOX, CHROME, SAFARI])
@pytest.mark.parametrize("hit", Hit)
def test_a_browser_of_a_reader_counts(agent, hit):
    assert reason(hit, agent=agent) == ""


@pytest.mark.parametrize("agent", ["", "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)", "curl/8.5.0", "python-requests/2.34"])
def test_robots_say_so(agent):
    assert reason(agent=agent) == reason(Hit.CLICK, agent=agent) == "bot"


def test_a_headless_browser_is_a_robot_where_the_setting_says_so(settings):
    assert reason(agent=HEADLESS) == ""
    settings.COUNT_HEADLESS_BROWSERS = False

    assert reason(agent=HEADLESS) == "bot"


@pytest.mark.parametrize("agent", ["Mimecast URL Protection", "Barracuda Sentinel (EE)", "Mozilla/5.0 (Windows NT 10.0; ms-office; MSOffice 16)"])
def test_mail_scanners(agent):
    assert reason(Hit.CLICK, agent=agent) == "scanner"


def test_whoever_only_looks_at_a_link_is_a_scanner():
    assert reason(Hit.CLICK, only_looks=True) == "scanner"


def test_loaded_ahead():
    assert reason(ahead=True) == reason(Hit.CLICK, ahead=True) == "prefetch"


@pytest.mark.parametrize(("from_here", "view", "click"), [(True, "", ""), (False, "origin", "origin"), (None, "origin", "")])
def test_a_beacon_says_that_it_comes_from_here_and_a_click_does_not_say_otherwise(from_here, view, click):
    assert reason(from_here=from_here) == view
    assert reason(Hit.CLICK, from_here=from_here) == click


def test_links_in_feeds_are_clicked_elsewhere():
    assert reason(Hit.CLICK, from_here=False, page="feed") == ""


@pytest.mark.parametrize(("nonce_age", "expected"), [(0.0, "too-fast"), (0.89, "too-fast"), (0.91, ""), (599, ""), (601, "expired"), (-3600, "")])
def test_the_age_of_a_nonce(nonce_age, expected):
    assert reason(nonce_age=nonce_age) == expected


@pytest.mark.parametrize(("hours", "expected"), [(0, ""), (11.9, ""), (12.1, "expired"), (-1, "")])
@pytest.mark.parametrize("hit", Hit)
def test_the_age_of_a_page(hit, hours, expected):
    assert reason(hit, made=NOW - hours * 3600) == expected


def test_strangers_cost_no_query(django_assert_num_queries, db):
    with django_assert_num_queries(0):
        reason()
        reason(Hit.CLICK)


def test_people_of_the_newsroom_do_not_count(editor, moderator, db):
    assert reason(session=session_of(editor)) == reason(session=session_of(moderator)) == "staff"


def test_a_sponsors_own_people_do_not_count_on_its_placements(make_placement, reporter, other_owner):
    placement = make_placement()

    assert reason(placement=placement.pk, session=session_of(reporter)) == "member"
    assert reason(placement=placement.pk, session=session_of(other_owner)) == ""


def test_a_reader_with_an_account_counts_and_a_made_up_session_hurts_nobody(stranger, db):
    assert reason(session=session_of(stranger)) == ""
    assert reason(session="made-up-session-of-some-letters") == ""


def test_a_hit_with_many_reasons_has_one():
    assert reason(agent="curl/8.5.0", ahead=True, from_here=False, nonce_age=0.1) == "bot"
