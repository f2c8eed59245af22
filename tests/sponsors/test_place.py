"""What stands where on a day: placements, the newsroom's own messages, the way to a calendar; never a sponsor on a story about itself."""

from datetime import date, datetime, timedelta

import pytest
from django.utils import timezone

from businesses.models import Business
from core import generation
from sponsors import place, wording
from sponsors.dates import site_today
from sponsors.models import Creative, HouseMessage, Placement, Slot
from stories.models import PublishedStory
from tests.sponsors.conftest import make_sponsor

pytestmark = pytest.mark.django_db


@pytest.fixture
def row(published_story) -> PublishedStory:
    return PublishedStory.objects.get(story=published_story)


def names(support) -> list[str]:
    return [one["name"] for one in support.shown]


def at_story(row) -> list[str]:
    generation.forget()
    return names(place.of_story(row, timezone.now()))


def test_a_sections_sponsor_stands_at_its_head_and_under_its_stories(make_placement, slot, row):
    make_placement()

    assert names(place.of_section(slot.section_id, timezone.now())) == ["Bramble & Finch"]
    assert at_story(row) == ["Bramble & Finch"]
    assert place.card_line(row, timezone.now()) == "Supported by Bramble & Finch"
    assert names(place.of_wall(timezone.now())) == []


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("Kettles", "Supported by Kettles. It had no say in this story."),
        ("Kettles Ltd.", "Supported by Kettles Ltd. It had no say in this story."),
        ("Goods of Lakewood!", "Supported by Goods of Lakewood! It had no say in this story."),
        ("Hungry?", "Supported by Hungry? It had no say in this story."),
        ("And so on…", "Supported by And so on… It had no say in this story."),
    ],
)
def test_a_sentence_ends_once_whatever_a_name_ends_with(name, said):
    assert wording.sentence([name], "story") == said


def test_another_section_shows_nothing(make_placement, newsroom):
    make_placement()

    support = place.of_section(newsroom.sections["repairs-and-trades"].pk, timezone.now())

    assert (support.shown, support.house, support.offer, support.sentence) == ([], None, None, "")


@pytest.mark.parametrize(("starts", "days", "stands"), [(0, 1, True), (-6, 7, True), (-7, 7, False), (1, 7, False)])
def test_it_runs_from_its_first_day_to_its_last(make_placement, slot, starts, days, stands):
    make_placement(starts=starts, days=days)

    assert bool(place.of_section(slot.section_id, timezone.now()).shown) is stands


@pytest.mark.parametrize("state", [state for state in Placement.State.values if state != Placement.State.APPROVED])
def test_only_what_an_editor_approved_is_shown(make_placement, slot, state):
    make_placement(state=state)

    assert place.of_section(slot.section_id, timezone.now()).shown == []


def test_the_approved_message_stands_while_another_one_waits(make_placement, slot):
    placement = make_placement(text="Kettles that last.")
    Creative.objects.create(placement=placement, state=Creative.State.WAITING, text="Buy now!", link="https://bramble-finch.example/now")

    assert [one["text"] for one in place.of_section(slot.section_id, timezone.now()).shown] == ["Kettles that last."]


def test_a_storys_own_sponsor_stands_instead_of_the_sections(make_placement, other_sponsor, row):
    own = Slot.objects.create(kind=Slot.Kind.STORY, story=row.story, rate=3500)
    make_placement()
    make_placement(slot=own, sponsor=other_sponsor)

    assert at_story(row) == ["Northside Lamps"]


def link_by_editor(sponsor, bakery):
    sponsor.businesses.add(bakery)


def same_name(sponsor, bakery):
    sponsor.name = "Marlow Bakery"
    sponsor.save()


def same_site(sponsor, bakery):
    Business.objects.filter(pk=bakery.pk).update(url="https://www.bramble-finch.example/shop/")


def merged_into_it(sponsor, bakery):
    whole = Business.objects.create(name="Bramble Group", slug="bramble-group")
    sponsor.businesses.add(whole)
    Business.objects.filter(pk=bakery.pk).update(merged_into=whole)


def it_was_merged(sponsor, bakery):
    old = Business.objects.create(name="Old Bakery", slug="old-bakery", merged_into=bakery)
    sponsor.businesses.add(old)


@pytest.mark.parametrize("becomes_its_subject", [link_by_editor, same_name, same_site, merged_into_it, it_was_merged])
def test_a_sponsor_never_stands_at_a_story_about_itself(make_placement, sponsor, bakery, row, slot, becomes_its_subject):
    make_placement()
    before = at_story(row)

    becomes_its_subject(sponsor, bakery)

    assert before == ["Bramble & Finch"]
    assert at_story(row) == []
    assert place.card_line(row, timezone.now()) == ""
    assert len(place.of_section(slot.section_id, timezone.now()).shown) == 1


def test_where_a_storys_own_sponsor_became_its_subject_the_sections_stands(make_placement, other_sponsor, bakery, row):
    own = Slot.objects.create(kind=Slot.Kind.STORY, story=row.story, rate=3500)
    make_placement()
    make_placement(slot=own, sponsor=other_sponsor)
    other_sponsor.businesses.add(bakery)

    assert at_story(row) == ["Bramble & Finch"]


def test_a_shop_on_the_same_big_site_is_another_business(make_placement, bakery, row):
    sponsor = make_sponsor("Tin Kettle", "tin-kettle", site="https://www.etsy.com/shop/tinkettle")
    Business.objects.filter(pk=bakery.pk).update(url="https://www.etsy.com/shop/marlow")
    make_placement(sponsor=sponsor)

    assert at_story(row) == ["Tin Kettle"]


def test_a_free_seat_shows_the_newsrooms_own_words_and_the_way_to_the_calendar(slot):
    HouseMessage.objects.create(text="Only on the wall.", kind="wall")
    HouseMessage.objects.create(text="Your name could stand here.", position=1)

    support = place.of_section(slot.section_id, timezone.now())

    assert (support.house["text"], support.house["label"]) == ("Your name could stand here.", "From Well Served")
    assert support.offer == {"url": f"/sponsor/slots/{slot.pk}/", "words": "Support this section"}


def test_a_taken_seat_shows_neither(make_placement, slot):
    HouseMessage.objects.create(text="Your name could stand here.")
    make_placement()

    support = place.of_section(slot.section_id, timezone.now())

    assert (support.house, support.offer) == (None, None)


def test_of_two_seats_one_may_be_free(make_placement, slot):
    HouseMessage.objects.create(text="Your name could stand here.")
    Slot.objects.filter(pk=slot.pk).update(seats=2)
    make_placement()

    support = place.of_section(slot.section_id, timezone.now())

    assert (len(support.shown), support.house["text"]) == (1, "Your name could stand here.")


def test_what_is_no_longer_for_sale_offers_nothing(slot):
    HouseMessage.objects.create(text="Your name could stand here.")
    Slot.objects.update(open=False)

    support = place.of_section(slot.section_id, timezone.now())

    assert (support.house, support.offer) == (None, None)


def test_a_story_without_a_supporter_offers_itself_and_makes_no_row(story_terms, row):
    support = place.of_story(row, timezone.now())

    assert support.offer == {"url": f"/sponsor/slots/story/{row.story_id}/", "words": "Support this story"}
    assert Slot.objects.count() == 1


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("<p>I bought it at Northside Lamps, in May.</p>", True),
        ("<p>I bought it at NORTHSIDE LAMPS’ counter.</p>", True),
        ("<p>The northside lampshade was broken.</p>", False),
        ("<p>Northside, and lamps.</p>", False),
        ('<p><a href="https://x.example/Northside Lamps">there</a></p>', False),
        ("<p>North<b>side Lamps</b></p>", False),
        ("<p>Northside\n<b>Lamps</b></p>", True),
    ],
)
def test_a_story_that_names_a_current_sponsor_says_so(make_placement, other_sponsor, wall_slot, row, text, told):
    make_placement(slot=wall_slot, sponsor=other_sponsor)

    mentions = place.of_story(row, timezone.now(), text=text).mentions

    assert mentions == (["Northside Lamps, named in this story, supports Well Served at present."] if told else [])


def test_a_name_of_one_word_is_not_every_boot(make_placement, wall_slot, row):
    make_placement(slot=wall_slot, sponsor=make_sponsor("Boots", "boots"))

    assert [bool(place.of_story(row, timezone.now(), text=text).mentions) for text in ("<p>My boots leaked.</p>",)] == [False]
    generation.forget()
    assert place.of_story(row, timezone.now(), text="<p>I went to Boots.</p>").mentions != []


def test_a_sponsors_business_is_named_under_the_sponsors_name(make_placement, sponsor, wall_slot, bakery, row):
    sponsor.businesses.add(bakery)
    make_placement(slot=wall_slot)

    mentions = place.of_story(row, timezone.now(), text="<p>At Marlow Bakery they know me.</p>").mentions

    assert mentions == ["Bramble & Finch, named in this story, supports Well Served at present."]


def test_a_sponsor_whose_time_is_over_or_has_not_come_is_not_told(make_placement, wall_slot, other_sponsor, row):
    make_placement(slot=wall_slot, sponsor=other_sponsor, starts=-9, days=3)
    make_placement(slot=wall_slot, sponsor=other_sponsor, starts=2, days=3)

    assert place.of_story(row, timezone.now(), text="<p>Northside Lamps</p>").mentions == []


def test_four_placements_cost_one_query_more_than_none_and_nothing_when_warm(make_placement, slot, wall_slot, row, django_assert_num_queries):
    slots = [slot, wall_slot, Slot.objects.create(kind=Slot.Kind.STORY, story=row.story, rate=3500)]
    generation.current()
    with django_assert_num_queries(3):  # what runs, what is for sale, the newsroom's own
        place._showing(date(2000, 1, 1))
    for number, where in enumerate([slots[0], slots[1], slots[2], slots[2]]):
        make_placement(slot=where, sponsor=make_sponsor(f"Sponsor {number}", f"sponsor-{number}"), seat=number + 1)

    generation.forget()
    generation.current()
    with django_assert_num_queries(4):
        shown = [place.of_story(row, timezone.now()), place.of_section(slot.section_id, timezone.now()), place.of_wall(timezone.now())]
    with django_assert_num_queries(0):
        place.of_story(row, timezone.now())

    assert [len(one.shown) for one in shown] == [2, 1, 1]


def test_the_next_edge_is_the_midnight_of_a_start_or_an_end(make_placement, today):
    make_placement(starts=-3, days=10)
    make_placement(starts=30, days=2, slot=Slot.objects.create(kind=Slot.Kind.WALL, rate=1))

    assert place.next_edge(timezone.now()) == place.midnight(today + timedelta(days=7))


def test_without_flights_there_is_no_edge(slot):
    assert place.next_edge(timezone.now()) is None


@pytest.mark.parametrize(
    ("zone", "day", "utc"),
    [
        ("America/New_York", date(2026, 3, 8), "2026-03-08T05:00"),  # the clocks go forward that night
        ("America/New_York", date(2026, 3, 9), "2026-03-09T04:00"),
        ("America/New_York", date(2026, 11, 2), "2026-11-02T05:00"),
        ("America/Santiago", date(2026, 9, 6), "2026-09-06T04:00"),  # there is no midnight: the day begins at one o'clock
        ("Atlantic/Azores", date(2026, 10, 25), "2026-10-25T00:00"),  # there are two: the day begins with the first
    ],
)
def test_a_day_begins_at_midnight_of_the_sites_zone(settings, zone, day, utc):
    settings.TIME_ZONE = zone

    with timezone.override("Asia/Tokyo"):  # an editor's
        moment = place.midnight(day)

        assert moment == datetime.fromisoformat(f"{utc}+00:00")
        assert site_today(moment) == day
        assert site_today(moment - timedelta(seconds=1)) == day - timedelta(days=1)
