"""Counting readers: one each a story and day, no cookie, and nobody who is no reader."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta

import pytest
from allauth.account.models import EmailAddress
from django.db import connection, connections
from django.utils import timezone

from stories.models import PublishedStory
from writers import co_author, forget_days, readers
from writers.models import CoAuthor, StoryDay

FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
READS = {"User-Agent": FIREFOX, "Sec-Fetch-Site": "same-origin"}


def tell(client, story, *, words="page", address="198.51.100.7", **headers):
    sent = {name: value for name, value in (READS | {name.replace("_", "-"): value for name, value in headers.items()}).items() if value is not None}
    return client.post(f"/read/{story.pk}/", words, content_type="text/plain", headers=sent, REMOTE_ADDR=address)


def counted() -> list[tuple[int, int]]:
    return list(StoryDay.objects.values_list("readers", "from_feed"))


@pytest.mark.django_db
def test_a_reader_counts_once_a_day_and_gets_no_cookie(client, published_story):
    first, second = tell(client, published_story), tell(client, published_story, words="feed")
    tell(client, published_story, address="198.51.100.8", words="feed")

    assert counted() == [(2, 1)]
    assert (first.status_code, second.status_code, first.content) == (204, 204, b"")
    assert not first.cookies and not client.cookies
    assert first["Cache-Control"].startswith("max-age=0")


@pytest.mark.django_db
@pytest.mark.parametrize(
    "changes",
    [
        {"User_Agent": "Googlebot/2.1 (+http://www.google.com/bot.html)"},
        {"User_Agent": ""},
        {"Sec_Fetch_Site": "cross-site"},
        {"Sec_Fetch_Site": None},
        {"Sec_Fetch_Site": None, "Origin": "https://elsewhere.example"},
        {"Sec_Purpose": "prefetch;prerender"},
    ],
)
def test_whoever_is_no_reader_of_ours_is_not_counted(client, published_story, changes):
    assert tell(client, published_story, **changes).status_code == 204

    assert counted() == []


@pytest.mark.django_db
def test_an_older_browser_that_only_says_its_origin_counts(client, published_story):
    tell(client, published_story, Sec_Fetch_Site=None, Origin="http://testserver")

    assert counted() == [(1, 0)]


@pytest.mark.django_db
def test_its_own_author_and_the_newsroom_do_not_count(client, published_story, author, editor, stranger):
    for number, user in enumerate((author, editor, stranger)):
        client.force_login(user)
        tell(client, published_story, address=f"198.51.100.{number}")

    assert counted() == [(1, 0)]


@pytest.mark.django_db
@pytest.mark.parametrize("had_account", [True, False])
def test_who_gave_her_name_only_is_no_reader_of_it(client, published_story, author, other_author, had_account):
    addresses = EmailAddress.objects.filter(user=other_author)
    addresses.update(verified=had_account)
    one, _key = co_author.invite(published_story, email=other_author.email, name="Beatrix", by=author)
    co_author.agree(one)
    assert CoAuthor.objects.get().user == (other_author if had_account else None)
    addresses.update(verified=True)
    client.force_login(other_author)

    tell(client, published_story)

    assert counted() == []


@pytest.mark.django_db
def test_who_was_asked_and_has_not_agreed_is_a_reader(client, published_story, author, other_author):
    co_author.invite(published_story, email=other_author.email, name="Beatrix", by=author)
    client.force_login(other_author)

    tell(client, published_story)

    assert counted() == [(1, 0)]


@pytest.mark.django_db
def test_only_what_readers_can_see_is_counted(client, published_story, make_story, author):
    draft = make_story(author, title="Not yet")
    PublishedStory.objects.update(live=False)

    for story in (draft, published_story):
        assert tell(client, story).status_code == 204
    assert client.post("/read/99999/", headers=READS).status_code == 204
    assert client.get(f"/read/{published_story.pk}/").status_code == 405
    assert counted() == []


@pytest.mark.django_db
def test_one_address_cannot_fill_the_days(client, published_story):
    for number in range(150):
        tell(client, published_story, User_Agent=f"{FIREFOX} {number}")

    assert counted() == [(120, 0)]


@pytest.mark.django_db(transaction=True)
def test_forty_at_once_are_counted_right(published_story):
    if connection.vendor == "sqlite":
        pytest.skip("an in-memory database has one connection")

    def read(number: int) -> bool:
        try:
            return readers.count(published_story.pk, reader=f"reader-{number % 40}")
        finally:
            connections.close_all()

    with ThreadPoolExecutor(20) as pool:
        assert sum(pool.map(read, range(80))) == 40

    assert counted() == [(40, 0)]


@pytest.mark.django_db
def test_days_long_past_become_months_and_lose_nobody(published_story):
    today = timezone.localdate()
    old = (today - timedelta(days=500)).replace(day=1)
    for day, number in ((old, 1), (old + timedelta(days=3), 2), (old + timedelta(days=20), 4), (today, 8)):
        StoryDay.objects.create(story=published_story, day=day, readers=number, from_feed=1)

    assert (forget_days.fold(), forget_days.fold()) == (1, 0)

    rows: list[tuple[date, int, int]] = list(StoryDay.objects.values_list("day", "readers", "from_feed"))
    assert rows == [(old, 7, 3), (today, 8, 1)]
