"""What editors define: slots with money as people write it, blackouts that say what they hit, lines of business, messages of the house."""

from datetime import timedelta

import pytest
from django.urls import reverse

from core import generation
from sponsors.models import Blackout, HouseMessage, LineOfBusiness, Slot

ADD_SLOT = "wagtailsnippets_sponsors_slot:add"


@pytest.fixture(autouse=True)
def signed_in(client, editor):
    client.force_login(editor)


@pytest.fixture
def typed(newsroom) -> dict[str, str]:
    section = newsroom.sections["care-and-health"]
    return {
        "kind": "section",
        "section": str(section.pk),
        "story": "",
        "rate": "70.50",
        "currency": "usd",
        "seats": "2",
        "lead_days": "3",
        "most_days": "182",
        "letters": "140",
        "picture_width": "600",
        "picture_height": "400",
        "position": "1",
        "open": "on",
    }


def problems(answer) -> dict[str, list[str]]:
    return {name: list(errors) for name, errors in answer.context["form"].errors.items()}


def change(client, slot: Slot, **fields):
    values = {
        "kind": slot.kind,
        "section": slot.section_id or "",
        "story": slot.story_id or "",
        "rate": "70.00",
        "currency": slot.currency,
        "seats": slot.seats,
        "lead_days": 0,
        "most_days": 182,
        "letters": 140,
        "picture_width": 600,
        "picture_height": 400,
        "position": 0,
        "open": "on",
    }
    return client.post(reverse("wagtailsnippets_sponsors_slot:edit", args=[slot.pk]), values | fields)


@pytest.mark.parametrize(("currency", "rate", "kept"), [("usd", "70.50", 7050), ("USD", "70", 7000), ("JPY", "7000", 7000), ("KWD", "7.125", 7125)])
def test_a_rate_is_typed_as_money_and_kept_in_the_smallest_unit(client, typed, currency, rate, kept):
    answer = client.post(reverse(ADD_SLOT), typed | {"currency": currency, "rate": rate})

    slot = Slot.objects.get()
    assert (answer.status_code, slot.rate, slot.currency, slot.section.slug) == (302, kept, currency.upper(), "care-and-health")


def test_the_form_shows_money_as_people_write_it(client, slot):
    page = client.get(reverse("wagtailsnippets_sponsors_slot:edit", args=[slot.pk])).content.decode()

    assert 'value="70.00"' in page


@pytest.mark.parametrize(
    ("fields", "where"),
    [
        ({"rate": "70.505"}, "rate"),
        ({"currency": "JPY", "rate": "70.50"}, "rate"),
        ({"rate": "0"}, "rate"),
        ({"rate": "-5"}, "rate"),
        ({"rate": "99999999999"}, "rate"),
        ({"rate": "many"}, "rate"),
        ({"rate": "NaN"}, "rate"),
        ({"currency": "QQQ"}, "currency"),
        ({"currency": "XXX"}, "currency"),  # no currency at all
        ({"currency": "XAU"}, "currency"),  # gold
        ({"currency": "DEM"}, "currency"),  # of the past
        ({"letters": "0"}, "letters"),
        ({"letters": "19"}, "letters"),
        ({"letters": "301"}, "letters"),
        ({"picture_height": "0"}, "picture_height"),
        ({"picture_width": "1501"}, "picture_width"),
        ({"currency": "$"}, "currency"),
        ({"seats": "5"}, "seats"),
        ({"seats": "0"}, "seats"),
        ({"section": ""}, "section"),
    ],
)
def test_what_cannot_be_is_refused_at_its_field_and_what_was_typed_stays(client, typed, fields, where):
    answer = client.post(reverse(ADD_SLOT), typed | fields)

    assert (answer.status_code, list(problems(answer)), Slot.objects.count()) == (200, [where], 0)
    assert 'value="182"' in answer.content.decode()


def test_a_section_has_one_slot(client, typed, slot):
    answer = client.post(reverse(ADD_SLOT), typed | {"section": str(slot.section_id)})

    assert problems(answer) == {"kind": ["There is a slot for this already. Change that one."]}


def test_the_wall_and_the_terms_for_stories_are_slots_without_a_page(client, typed):
    for kind in ("wall", "story"):
        client.post(reverse(ADD_SLOT), typed | {"kind": kind})

    assert list(Slot.objects.values_list("kind", "section", "story").order_by("kind")) == [("story", None, None), ("wall", None, None)]


def test_seats_cannot_go_below_what_is_sold(client, slot, other_sponsor, make_placement):
    Slot.objects.filter(pk=slot.pk).update(seats=2)
    make_placement(starts=3)
    make_placement(starts=3, seat=2, sponsor=other_sponsor)

    answer = change(client, slot, seats=1)

    slot.refresh_from_db()
    assert (list(problems(answer)), slot.seats) == (["seats"], 2)


def test_seats_of_days_that_are_over_do_not_count(client, slot, other_sponsor, make_placement):
    Slot.objects.filter(pk=slot.pk).update(seats=2)
    make_placement(starts=-30, days=7, seat=2, sponsor=other_sponsor)

    change(client, slot, seats=1)

    slot.refresh_from_db()
    assert slot.seats == 1


def test_what_is_sponsored_stays_once_somebody_booked_it(client, slot, make_placement, newsroom):
    make_placement()
    other = newsroom.sections["care-and-health"]

    change(client, slot, section=other.pk, rate="80.00")

    slot.refresh_from_db()
    assert (slot.section.slug, slot.rate) == ("food-and-drink", 8000)


def test_a_changed_slot_makes_readers_pages_new(client, slot, django_capture_on_commit_callbacks):
    before = generation.current()

    with django_capture_on_commit_callbacks(execute=True):
        change(client, slot, open="")

    generation.forget()
    assert generation.current() > before


def test_a_blackout_says_what_is_booked_already(client, slot, make_placement, today):
    make_placement(starts=3)
    days = {"starts": today, "ends": today + timedelta(days=30), "reason": "The newsroom moves."}

    answer = client.post(reverse("wagtailsnippets_sponsors_blackout:add"), {"slot": slot.pk, **days}, follow=True)

    page = answer.content.decode()
    assert ("1 placement is booked over these days and stays." in page, reverse("cms_conflicts") in page, Blackout.objects.count()) == (True, True, 1)


def test_a_blackout_over_free_days_says_nothing(client, slot, wall_slot, make_placement, today):
    make_placement(starts=3)
    days = {"starts": today, "ends": today + timedelta(days=30), "reason": "The newsroom moves."}

    answer = client.post(reverse("wagtailsnippets_sponsors_blackout:add"), {"slot": wall_slot.pk, **days}, follow=True)

    assert ("booked over these days" in answer.content.decode(), Blackout.objects.count()) == (False, 1)


def test_a_blackout_that_ends_before_it_starts_is_refused(client, today):
    days = {"starts": today, "ends": today - timedelta(days=1), "reason": "The newsroom moves."}

    answer = client.post(reverse("wagtailsnippets_sponsors_blackout:add"), {"slot": "", **days})

    assert problems(answer) == {"ends": ["The last day is before the first. Check the two dates."]}


def test_a_prohibited_line_of_business_needs_its_reason(client):
    address = reverse("wagtailsnippets_sponsors_lineofbusiness:add")

    refused = client.post(address, {"name": "Gambling", "prohibited": "on", "reason": "", "position": 0})
    client.post(address, {"name": "Gambling", "prohibited": "on", "reason": "Our readers asked us not to.", "position": 0})

    assert (list(problems(refused)), LineOfBusiness.objects.get().prohibited) == (["reason"], True)


@pytest.mark.parametrize("link", ["https://elsewhere.example/", "//elsewhere.example/", "sponsor/"])
def test_a_message_of_the_house_leads_to_this_site(client, link):
    values = {"text": "This place is free.", "link": link, "link_words": "See how", "kind": "", "position": 0, "shown": "on"}

    answer = client.post(reverse("wagtailsnippets_sponsors_housemessage:add"), values)

    assert (list(problems(answer)), HouseMessage.objects.count()) == (["link"], 0)


@pytest.mark.parametrize("name", ["slot", "blackout", "lineofbusiness", "housemessage"])
def test_a_moderator_changes_none_of_these(client, moderator, name):
    client.force_login(moderator)

    answer = client.get(reverse(f"wagtailsnippets_sponsors_{name}:add"))

    assert (answer.status_code, answer.url) == (302, "/cms/")
