"""/sponsor/: what is for sale and when it is free, who supports what and who did, and a question before booking."""

from __future__ import annotations

import re
from datetime import timedelta
from html import unescape

import pytest
from django.core import mail
from django.utils import timezone

from core import generation
from sponsors import ledger
from sponsors.models import Blackout, Enquiry, LineOfBusiness, Placement, Slot
from sponsors.views import public
from stories.models import PublishedStory

pytestmark = pytest.mark.django_db
QUESTION = {"name": "Jo Wick", "company": "Wick & Sons", "email": "jo@wick.example", "words": "Do you send a bill?"}


@pytest.fixture
def row(published_story) -> PublishedStory:
    return PublishedStory.objects.get(story=published_story)


def words(client, path: str = "/sponsor/") -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", client.get(path).content.decode().partition("<main")[2].partition("</main>")[0])).split())


def test_the_rate_card_says_what_it_costs_and_what_fits(client, slot, wall_slot, story_terms, today):
    page = words(client)

    assert "Food and drink $70.00 a week" in page
    assert "Quote wall $140.00 a week" in page
    assert "Any single story $35.00 a week" in page
    assert "a message of up to 140 letters" in page
    assert f"A whole week is free from {today:%B} {today.day}, {today.year}." in page


def test_a_rate_in_a_currency_without_cents(client, slot):
    Slot.objects.update(rate=7000, currency="JPY")

    assert "¥7,000 a week" in words(client)


def test_the_first_free_week_is_behind_what_is_taken_held_and_closed(client, make_placement, slot, today):
    make_placement(starts=3, days=4)
    make_placement(starts=8, days=2, state=Placement.State.HELD)
    make_placement(starts=12, days=5, state=Placement.State.HELD, held_until=timezone.now() - timedelta(hours=1))
    Blackout.objects.create(slot=None, starts=today + timedelta(days=14), ends=today + timedelta(days=15), reason="We are closed.")
    Blackout.objects.create(slot=slot, starts=today + timedelta(days=18), ends=today + timedelta(days=18), reason="Election day.")
    free = today + timedelta(days=19)

    assert f"A whole week is free from {free:%B} {free.day}, {free.year}." in words(client)


def test_what_is_sold_for_a_year_says_so(client, slot, today):
    Blackout.objects.create(slot=slot, starts=today, ends=today + timedelta(days=500), reason="Closed.")

    assert "Sold out for a year." in words(client)


def test_who_may_not_sponsor_stands_there_with_the_reason(client, newsroom):
    LineOfBusiness.objects.create(name="Gambling", prohibited=True, reason="It harms those who can least afford it.")
    LineOfBusiness.objects.create(name="Bakeries")

    page = words(client)

    assert "Gambling It harms those who can least afford it." in page
    assert "Bakeries" not in page


def test_the_ledger_tells_now_and_before_in_the_past_tense(client, make_placement, other_sponsor, wall_slot):
    make_placement(starts=-3, days=10)
    make_placement(starts=-40, days=10, slot=wall_slot, sponsor=other_sponsor, state=Placement.State.ENDED)
    make_placement(starts=3, days=4, slot=wall_slot, sponsor=other_sponsor)

    page = words(client)
    now, before = page.partition("Who supports us now")[2].split("Who supported us before")

    assert ("Bramble & Finch Food and drink" in now, "Supports" in now, "Northside" in now) == (True, True, False)
    assert ("Northside Lamps Quote wall" in before, "Supported" in before, "Bramble" in before) == (True, True, False)


def test_a_sponsor_that_left_stays_in_the_ledger(client, make_placement, sponsor):
    make_placement(starts=-40, days=10, state=Placement.State.ENDED)
    sponsor.status = sponsor.Status.CLOSED
    sponsor.save()

    assert "Bramble & Finch Food and drink" in words(client)


def test_the_ledger_pages_by_keyset_and_loses_nobody(client, make_placement, monkeypatch):
    monkeypatch.setattr(ledger, "PAGE", 2)
    for number in range(5):
        make_placement(starts=-40 - number // 2, days=3, state=Placement.State.ENDED)  # two end on the same day

    path, seen = "/sponsor/", []
    for _page in range(3):
        page = client.get(path).content.decode()
        seen.append(page.partition('id="past"')[2].count('<th scope="row"'))
        path = "/sponsor/" + unescape(re.search(r'rel="next" href="([^"#]+)', page)[1]) if 'rel="next"' in page else ""

    assert seen == [2, 2, 1]
    assert path == ""


@pytest.mark.parametrize("before", ["2026-02-31,1", "x", "2026-01-01,", "2026-01-01,-4", "2026-01-01,9" + "9" * 30, "\x00,1"])
def test_a_cursor_that_cannot_be_read_starts_at_the_beginning(client, slot, before):
    assert "What you can support" in words(client, f"/sponsor/?before={before}")


@pytest.mark.parametrize("count", [1, 3])
def test_the_rate_card_costs_the_same_for_one_and_for_three(client, newsroom, make_placement, sponsor, count, monkeypatch, django_assert_num_queries):
    monkeypatch.setattr(generation, "CHECK_EVERY", 600)
    for number, section in enumerate(list(newsroom.sections.values())[:count]):
        found, _made = Slot.objects.get_or_create(kind=Slot.Kind.SECTION, section=section, defaults={"rate": 100})
        make_placement(slot=found)
        make_placement(slot=found, starts=-30 - number, days=3, state=Placement.State.ENDED)
        LineOfBusiness.objects.create(name=f"Line {number}", prohibited=True, reason="No.")
    generation.forget()
    client.get("/writers/join/")

    with django_assert_num_queries(6):  # for sale, taken, closed, now, before, and who may not
        client.get("/sponsor/")


def test_reading_pages_set_no_cookie_and_are_kept_for_seconds_only(client, slot, story_terms, row, settings):
    settings.MEASURE = True
    for path in ("/sponsor/", f"/sponsor/slots/{slot.pk}/", f"/sponsor/slots/story/{row.story_id}/", f"/sponsor/slots/{story_terms.pk}/"):
        answer = client.get(path)
        assert (answer.status_code, dict(answer.cookies)) == (200, {})
        assert client.get(path)["X-Cache"] == "hit"
        assert "csrf" not in answer.content.decode()
    assert timedelta(seconds=60) >= public.FREE_FOR


def test_the_calendar_says_free_taken_and_closed_in_words(client, make_placement, slot, today):
    later = public._later(today.replace(day=1), 1)
    make_placement(starts=(later - today).days, days=3)
    Blackout.objects.create(slot=slot, starts=later + timedelta(days=3), ends=later + timedelta(days=3), reason="Election day.")

    page = words(client, f"/sponsor/slots/{slot.pk}/?from={later:%Y-%m}")

    assert f"{later:%B %Y}" in page
    assert "1 taken 2 taken 3 taken 4 closed : Election day. 5 free" in page


def test_days_within_the_lead_time_cannot_be_had(client, slot, today):
    Slot.objects.update(lead_days=3)
    first = today + timedelta(days=3)

    page = words(client, f"/sponsor/slots/{slot.pk}/")

    assert f"The next whole week that is free begins on {first:%B} {first.day}, {first.year}." in page
    assert f"{today.day} too soon" in page
    assert page.count(" over ") == today.day - 1  # days of this month that are past


@pytest.mark.parametrize("asked", ["2026-13", "0000-00", "x", "1999-01", "9999-12", "\x00"])
def test_a_month_that_is_none_or_too_far_is_another(client, slot, asked):
    answer = client.get(f"/sponsor/slots/{slot.pk}/", {"from": asked})

    assert answer.status_code == 200
    assert answer.content.decode().count('<table class="month"') == 3


def test_the_way_to_the_desk_carries_the_days(client, slot, today):
    page = client.get(f"/sponsor/slots/{slot.pk}/").content.decode()

    assert f'name="starts" value="{today}"' in page
    assert f'name="ends" value="{today + timedelta(days=6)}"' in page

    assert f'<form class="days-form" method="get" action="/sponsor/desk/book/{slot.pk}/"' in page


def test_a_storys_calendar_makes_no_row(client, story_terms, row):
    page = client.get(f"/sponsor/slots/story/{row.story_id}/").content.decode()

    assert "The baker who called" in page
    assert f'action="/sponsor/desk/book/story/{row.story_id}/"' in page
    assert Slot.objects.count() == 1


def test_a_storys_own_slot_shows_what_is_taken(client, make_placement, story_terms, row, today):
    own = Slot.objects.create(kind=Slot.Kind.STORY, story=row.story, rate=3500, lead_days=0)
    later = public._later(today.replace(day=1), 1)
    make_placement(slot=own, starts=(later - today).days, days=2)

    assert "1 taken 2 taken 3 free" in words(client, f"/sponsor/slots/story/{row.story_id}/?from={later:%Y-%m}")


def test_what_is_not_for_sale_or_not_published_has_no_calendar(client, slot, story_terms, make_story, author):
    draft = make_story(author)
    Slot.objects.filter(pk=slot.pk).update(open=False)

    nothing = (
        f"/sponsor/slots/{slot.pk}/",
        f"/sponsor/slots/story/{draft.pk}/",
        "/sponsor/slots/99999/",
        *(f"/sponsor/slots/{path}{'9' * 31}/" for path in ("", "story/")),
    )
    assert [client.get(path).status_code for path in nothing] == [404] * 5


def test_without_terms_no_story_is_for_sale(client, row):
    assert client.get(f"/sponsor/slots/story/{row.story_id}/").status_code == 404


def test_a_question_waits_for_an_editor(client, slot, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        answer = client.post("/sponsor/enquire/", QUESTION | {"slot": slot.pk})

    made = Enquiry.objects.get()
    assert (answer.status_code, answer["Location"]) == (302, "/sponsor/enquire/sent/")
    assert (made.slot, made.company, made.email, made.words) == (slot, "Wick & Sons", "jo@wick.example", "Do you send a bill?")
    assert mail.outbox is not None
    assert "Your question is with the editors" in words(client, answer["Location"])


@pytest.mark.parametrize(
    ("wrong", "told"), [({"email": "jo"}, "valid email"), ({"words": " "}, "Write your question first."), ({"words": "x" * 2001}, "1 letter too long")]
)
def test_a_wrong_question_keeps_what_was_typed(client, slot, wrong, told):
    answer = client.post("/sponsor/enquire/", QUESTION | wrong | {"slot": slot.pk})

    page = unescape(answer.content.decode())
    assert answer.status_code == 422
    assert told in page
    assert 'value="Wick & Sons"' in page
    assert f'name="slot" value="{slot.pk}"' in page
    assert not Enquiry.objects.exists()


def test_a_program_learns_nothing_and_leaves_nothing(client):
    answer = client.post("/sponsor/enquire/", QUESTION | {"homepage": "https://spam.example/"})

    assert answer["Location"] == "/sponsor/enquire/sent/"
    assert not Enquiry.objects.exists()


def test_the_sixth_question_within_an_hour_is_kept_on_the_page(client):
    codes = [client.post("/sponsor/enquire/", QUESTION | {"words": f"Question {number}"}).status_code for number in range(6)]

    assert codes == [302] * 5 + [429]
    assert Enquiry.objects.count() == 5


def test_another_site_cannot_ask_in_somebodys_name(client):
    assert client.post("/sponsor/enquire/", QUESTION, headers={"Origin": "https://evil.example"}).status_code == 403


@pytest.mark.parametrize("slot_key", ["x", "99999", "-1", "9" * 30, ""])
def test_a_question_about_no_slot_is_a_question(client, slot_key):
    assert client.get(f"/sponsor/enquire/?slot={slot_key}").status_code == 200
    assert client.post("/sponsor/enquire/", QUESTION | {"slot": slot_key}).status_code == 302


def test_the_form_sets_no_cookie(client, slot):
    assert not client.get(f"/sponsor/enquire/?slot={slot.pk}").cookies


def test_the_footer_leads_here(client, newsroom):
    assert '<a class="foot__link" href="/sponsor/">Sponsor a section</a>' in client.get("/about/").content.decode()
