"""How often one address may post: which address counts, when it is enough, and that none is ever written down."""

from datetime import date

import pytest
from django.core.cache import cache
from django.test import RequestFactory
from django.utils import timezone

from core import throttle

WINDOW = throttle.window  # the suite's stands still


def request(address: str = "203.0.113.7", *, forwarded: str = "", agent: str = "a browser"):
    extra = {"HTTP_X_FORWARDED_FOR": forwarded} if forwarded else {}
    return RequestFactory().post("/", REMOTE_ADDR=address, HTTP_USER_AGENT=agent, **extra)


@pytest.mark.parametrize(
    ("proxies", "forwarded", "address"),
    [
        (0, "", "203.0.113.7"),
        (0, "198.51.100.1", "203.0.113.7"),
        (1, "198.51.100.1", "198.51.100.1"),
        (1, "10.9.9.9, 198.51.100.1", "198.51.100.1"),
        (2, "10.9.9.9, 198.51.100.1, 192.0.2.1", "198.51.100.1"),
        (2, "198.51.100.1", "203.0.113.7"),
        (1, " , ", "203.0.113.7"),
        (1, "", "203.0.113.7"),
    ],
)
def test_client_address_is_what_our_own_proxies_saw(settings, proxies, forwarded, address):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = proxies

    assert throttle.client_address(request(forwarded=forwarded)) == address


def test_allowed_until_it_is_enough():
    tries = [throttle.allowed(request(), "contact", times=3, seconds=60) for _ in range(5)]

    assert tries == [True, True, True, False, False]


def test_allowed_counts_each_address_and_each_thing_for_itself():
    def try_it(address: str, what: str) -> bool:
        return throttle.allowed(request(address), what, times=1, seconds=60)

    assert [try_it("203.0.113.7", "contact"), try_it("203.0.113.7", "contact")] == [True, False]
    assert try_it("203.0.113.8", "contact")
    assert try_it("203.0.113.7", "tell")


def test_allowed_again_when_the_time_is_over(monkeypatch):
    monkeypatch.setattr(throttle, "window", WINDOW)
    tries = []
    for now in (9_000_000_000.0, 9_000_000_030.0, 9_000_000_061.0):  # far enough for the cache to keep what it is given
        monkeypatch.setattr(throttle.time, "time", lambda now=now: now)
        tries.append(throttle.allowed(request(), "contact", times=1, seconds=60))

    assert tries == [True, False, True]


def test_a_visitor_cannot_get_around_it_by_claiming_another_address():
    tries = [throttle.allowed(request(forwarded=f"10.0.0.{n}"), "contact", times=2, seconds=60) for n in range(4)]

    assert tries == [True, True, False, False]


def test_no_address_is_written_down():
    throttle.allowed(request(), "contact", times=1, seconds=60)

    written = [*cache._cache, *map(bytes, cache._cache.values())]
    assert len(cache._cache) == 1
    assert not any("203.0.113.7" in str(one) for one in written)


def test_reader_key_is_one_reader_for_one_day(monkeypatch):
    monkeypatch.setattr(timezone, "localdate", lambda: date(2026, 3, 1))
    today = throttle.reader_key(request())
    same, other_agent, other_address = (throttle.reader_key(one) for one in (request(), request(agent="another"), request("203.0.113.8")))

    monkeypatch.setattr(timezone, "localdate", lambda: date(2026, 3, 2))
    tomorrow = throttle.reader_key(request())

    assert same == today
    assert len({today, other_agent, other_address, tomorrow}) == 4
    assert "203.0.113.7" not in today
