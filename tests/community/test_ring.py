"""The bell: once a reader, counted right, taken back with its receipt."""

import threading

import pytest
from django.db import connection, connections

from community import ring as rings
from core.models import Ring
from quotes.models import Quote


@pytest.fixture
def quote(prompt):
    return Quote.objects.create(prompt=prompt, text="A chair.", name="Mr. Osgood", status="approved", shown_at=prompt.opens_at)


def test_ring_counts_a_reader_once(quote):
    first = rings.ring("quote", quote.pk, reader="a")
    again = rings.ring("quote", quote.pk, reader="a")
    other = rings.ring("quote", quote.pk, reader="b")

    assert [first.rings, again.rings, other.rings] == [1, 1, 2]
    assert first.receipt and not again.receipt


def test_ring_is_taken_back_once_by_its_receipt_only(quote):
    first = rings.ring("quote", quote.pk, reader="a")
    rings.ring("quote", quote.pk, reader="b")

    assert rings.take_back("quote", quote.pk, receipt="1:forged").rings == 2
    assert rings.take_back("quote", quote.pk, receipt=first.receipt).rings == 1
    assert rings.take_back("quote", quote.pk, receipt=first.receipt).rings == 1


def test_nothing_rings_for_what_readers_cannot_see(quote, published_story):
    Quote.objects.filter(pk=quote.pk).update(status="hidden")

    for kind, target in (("quote", quote.pk), ("quote", 10**9), ("story", 10**9), ("user", 1)):
        with pytest.raises(rings.CannotRing):
            rings.ring(kind, target, reader="a")
    assert rings.ring("story", published_story.pk, reader="a").rings == 1


def test_ring_by_plain_form_answers_with_a_page_and_no_cookie(client, quote):
    answer = client.post(f"/ring/quote/{quote.pk}/")

    assert answer.status_code == 200
    assert "You rang the bell" in answer.text and "Take it back" in answer.text
    assert not answer.cookies


def test_ring_by_script_answers_with_figures(client, quote):
    told = client.post(f"/ring/quote/{quote.pk}/", headers={"Accept": "application/json"}).json()
    back = client.post(f"/ring/quote/{quote.pk}/", {"receipt": told["receipt"]}, headers={"Accept": "application/json"}).json()

    assert [told["rings"], back["rings"]] == [1, 0]


def test_another_site_cannot_ring(client, quote):
    answer = client.post(f"/ring/quote/{quote.pk}/", headers={"Origin": "https://elsewhere.example", "Sec-Fetch-Site": "cross-site"})

    assert answer.status_code == 403
    assert not Ring.objects.exists()


def test_one_address_cannot_be_a_crowd(client, quote):
    answers = [client.post(f"/ring/quote/{quote.pk}/", headers={"User-Agent": f"browser {number}"}).status_code for number in range(10)]

    assert answers == [200] * 8 + [429] * 2
    assert Quote.objects.get().rings == 8


@pytest.mark.django_db(transaction=True)
def test_fifty_readers_at_once_are_fifty(newsroom, prompt):
    if connection.is_in_memory_db() if connection.vendor == "sqlite" else False:
        pytest.skip("the suite's SQLite lives in memory, where threads share one connection's locks")
    quote = Quote.objects.create(prompt=prompt, text="A chair.", name="Mr. Osgood", status="approved", shown_at=prompt.opens_at)

    def one(number):
        rings.ring("quote", quote.pk, reader=f"reader {number}")
        rings.ring("quote", quote.pk, reader=f"reader {number}")
        connections.close_all()

    threads = [threading.Thread(target=one, args=(number,)) for number in range(50)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert Quote.objects.get(pk=quote.pk).rings == Ring.objects.count() == 50


@pytest.mark.parametrize("path", ["ring/story", "ring/quote", "report/story", "report/quote", "reply", "replies"])
def test_a_number_larger_than_any_row_is_no_address(client, db, path):
    assert client.post(f"/{path}/99999999999999999999999/").status_code == 404
