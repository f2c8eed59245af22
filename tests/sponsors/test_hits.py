"""The addresses that browsers call: what they answer, to whom they lead on, and that they never set a cookie."""

import time

import pytest
from django.test import Client

from sponsors import buffer, tokens
from sponsors.models import Creative, DayDiscard, Placement, Sponsor
from tests.sponsors.test_count import BROWSER, empty_buffer, reasons, token, totals  # noqa: F401  (a fixture)

HERE = {"host": "testserver", "user-agent": BROWSER, "sec-fetch-site": "same-origin", "origin": "http://testserver"}


@pytest.fixture
def reader() -> Client:
    return Client(enforce_csrf_checks=True, headers=HERE)


def beacon(client: Client, word: str, nonce: str = "", **options):
    nonce = nonce or tokens.nonce(word, now=time.time() - 1.1)
    return client.post("/seen/", f"{word}\n{nonce}", content_type="text/plain", **options)


def test_a_placement_is_seen(reader, make_placement, django_assert_num_queries):
    placement = make_placement()
    word = token(placement)

    with django_assert_num_queries(0):
        given = reader.post("/seen/nonce/", word, content_type="text/plain")
        told = beacon(reader, word)

    assert (given.status_code, told.status_code, told.content) == (200, 204, b"")
    assert tokens.nonce_age(given.content.decode(), word, now=time.time()) == pytest.approx(0, abs=5)
    assert not given.cookies and not told.cookies
    assert totals(placement) == (1, 0, 0)


def test_whoever_does_not_wait_a_second_is_too_fast(reader, make_placement):
    placement = make_placement()
    word = token(placement)

    answer = beacon(reader, word, reader.post("/seen/nonce/", word, content_type="text/plain").content.decode())

    assert answer.status_code == 204
    assert reasons(placement) == {("view", "too-fast"): 1}


def test_forged_and_swapped_words_count_nowhere(reader, make_placement, wall_slot):
    one, other = make_placement(), make_placement(slot=wall_slot)
    word, second = token(one), token(other)
    swapped = tokens.nonce(second, now=time.time() - 1.1)

    answers = [beacon(reader, word, swapped), beacon(reader, word, "made up"), beacon(reader, word[:-1] + "A", swapped)]
    answers += [reader.post("/seen/", body, content_type="text/plain") for body in ("", word, "a\nb\nc", b"\xff\xfe")]
    answers.append(reader.post("/seen/nonce/", "made up", content_type="text/plain"))

    assert {(answer.status_code, answer.content) for answer in answers} == {(400, b"")}
    assert totals(one) == totals(other) == (0, 0, 0)


def test_a_beacon_of_a_megabyte_is_refused_before_it_is_read(reader):
    assert reader.post("/seen/", "x" * 1_000_000, content_type="text/plain").status_code == 413


def test_a_length_that_is_no_number_is_refused(reader):
    assert reader.post("/seen/", "x", content_type="text/plain", CONTENT_LENGTH="many").status_code == 400


@pytest.mark.parametrize("address", ["/seen/", "/seen/nonce/"])
def test_only_a_post_tells_anything(reader, address, db):
    assert reader.get(address).status_code == 405


def test_a_beacon_of_another_site_is_not_counted(make_placement):
    placement = make_placement()
    word = token(placement)
    elsewhere = {"user-agent": BROWSER, "origin": "https://elsewhere.example"}

    beacon(Client(headers=elsewhere), word)
    beacon(Client(headers=elsewhere | {"sec-fetch-site": "cross-site"}), word)
    beacon(Client(headers={"user-agent": BROWSER}), word)

    assert reasons(placement) == {("view", "origin"): 3}


def test_a_browser_without_fetch_metadata_says_its_origin(make_placement):
    placement = make_placement()

    beacon(Client(headers={"host": "testserver", "user-agent": BROWSER, "origin": "http://testserver"}), token(placement))

    assert totals(placement) == (1, 0, 0)


def test_a_full_buffer_says_so(reader, make_placement, monkeypatch):
    monkeypatch.setattr(buffer, "MOST", 0)

    assert beacon(reader, token(make_placement())).status_code == 503


def test_a_click_leads_on_and_counts_once(reader, make_placement):
    placement = make_placement()
    address = f"/go/{token(placement)}/"

    answers = [reader.get(address), reader.get(address)]

    assert {(answer.status_code, answer["Location"]) for answer in answers} == {(302, "https://bramble-finch.example/kettles")}
    assert answers[0]["Cache-Control"] == "no-store" and answers[0]["X-Robots-Tag"] == "noindex, nofollow"
    assert not answers[0].cookies
    assert totals(placement) == (0, 1, 1)


def test_foreign_letters_of_a_link_arrive_as_browsers_read_them(reader, make_placement):
    placement = make_placement()
    Creative.objects.filter(pk=placement.creative_id).update(link="https://bücher.example:8443/кафе?n=%20#меню")

    location = reader.get(f"/go/{token(placement)}/")["Location"]

    assert location == "https://xn--bcher-kva.example:8443/%D0%BA%D0%B0%D1%84%D0%B5?n=%20#%D0%BC%D0%B5%D0%BD%D1%8E"


def test_a_click_of_somebody_signed_in_sets_no_cookie_either(reader, make_placement, owner):
    placement = make_placement()
    reader.force_login(owner)

    answer = reader.get(f"/go/{token(placement)}/")

    assert answer.status_code == 302 and not answer.cookies
    assert reasons(placement) == {("click", "member"): 1}


def test_looking_and_loading_ahead_are_no_clicks(reader, make_placement):
    placement = make_placement()
    address = f"/go/{token(placement)}/"

    looked, ahead = reader.head(address), reader.get(address, headers={"sec-purpose": "prefetch;prerender"})
    clicked = reader.get(address)

    assert (looked.status_code, ahead.status_code, clicked.status_code) == (302, 204, 302)
    assert totals(placement) == (0, 1, 2)
    assert set(reasons(placement)) == {("click", "scanner"), ("click", "prefetch")}


def test_a_picture_on_another_site_is_no_click(make_placement):
    placement = make_placement()
    picture = {"user-agent": BROWSER, "sec-fetch-site": "same-origin", "sec-fetch-mode": "no-cors"}

    Client(headers=picture).get(f"/go/{token(placement)}/")

    assert reasons(placement) == {("click", "origin"): 1}


def test_an_old_page_leads_on_without_counting(reader, make_placement):
    from datetime import timedelta

    from django.utils import timezone

    placement = make_placement()

    answer = reader.get(f"/go/{token(placement, now=timezone.now() - timedelta(hours=13))}/")

    assert answer.status_code == 302
    assert reasons(placement) == {("click", "expired"): 1}


def test_a_placement_that_is_over_leads_on_without_counting(reader, make_placement):
    placement = make_placement(state=Placement.State.ENDED, starts=-9)

    assert reader.get(f"/go/{token(placement)}/").status_code == 302
    assert reasons(placement) == {("click", "expired"): 1}


def test_a_changed_message_leads_where_its_reader_saw(reader, make_placement):
    placement = make_placement()
    old = token(placement)
    second = Creative.objects.create(placement=placement, state=Creative.State.APPROVED, text="New.", link="https://new.example/")
    Placement.objects.filter(pk=placement.pk).update(creative=second)

    assert reader.get(f"/go/{old}/")["Location"] == "https://bramble-finch.example/kettles"


def test_a_message_that_nobody_approved_leads_nowhere(reader, make_placement, wall_slot):
    held = make_placement(state=Placement.State.HELD, slot=wall_slot)

    assert reader.get(f"/go/{token(held, creative_id=held.creatives.get().pk)}/").status_code == 404


def test_forged_links_and_links_to_another_placements_message_are_404(reader, make_placement, wall_slot):
    one, other = make_placement(), make_placement(slot=wall_slot)

    addresses = ["/go/made-up/", f"/go/{token(one)[:-1]}/", f"/go/{token(one, creative_id=other.creative_id)}/"]

    assert {reader.get(address).status_code for address in addresses} == {404}
    assert not DayDiscard.objects.exists()


def test_the_link_of_a_sponsor_that_left_says_so(reader, make_placement):
    placement = make_placement()
    Sponsor.objects.update(status=Sponsor.Status.CLOSED)

    answer = reader.get(f"/go/{token(placement)}/")

    assert answer.status_code == 410
    assert "This sponsor has left us" in answer.content.decode()


def test_a_click_is_not_a_form(reader, make_placement):
    assert reader.post(f"/go/{token(make_placement())}/").status_code in {403, 405}
