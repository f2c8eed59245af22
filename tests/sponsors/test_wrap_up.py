"""Letters by the clock: each once, none too late, and the state that ends by itself."""

from datetime import datetime, time, timedelta

import pytest
from django.utils import timezone
from post_office.models import Email

from sponsors import report, story_slots, wrap_up
from sponsors.models import DayPage, DayTotal, Member, Placement, ReportLink

State = Placement.State


@pytest.fixture
def tick(monkeypatch, owner, reporter):
    """tick(<days from today>): what the clock does at nine that morning; the subjects of the letters it queued for the owner."""
    noon = timezone.make_aware(datetime.combine(timezone.localdate(), time(9)))

    def run(days: int = 0) -> list[str]:
        known = set(Email.objects.values_list("pk", flat=True))
        monkeypatch.setattr(timezone, "now", lambda: noon + timedelta(days=days))
        for do in (wrap_up.tell_starts, wrap_up.tell_halves, wrap_up.end):
            do()
        return [letter.subject for letter in Email.objects.exclude(pk__in=known).order_by("pk") if letter.to == [owner.email]]

    return run


START = "Your support of “Food and drink” has started"
HALF = "Half-way: your support of “Food and drink”"
END = "Your support of “Food and drink” has ended: the figures"


def test_the_days_on_which_letters_go_out(make_placement, tick):
    make_placement(starts=1, days=14)

    told = [(day, letters) for day in range(18) if (letters := tick(day))]

    assert told == [(1, [START]), (8, [HALF]), (15, [END])]
    assert Email.objects.count() == 6  # two members each


def test_it_ends_on_the_day_after_its_last(make_placement, tick):
    placement = make_placement(days=3)

    tick(2)
    placement.refresh_from_db()
    assert placement.state == State.APPROVED
    tick(3)

    placement.refresh_from_db()
    assert placement.state == State.ENDED
    assert placement.end_told_at == timezone.now()


@pytest.mark.parametrize(("first_tick", "expected"), [(0, [START]), (6, [START]), (8, [HALF]), (13, [HALF]), (14, [END]), (60, [END])])
def test_after_days_without_a_tick_only_what_is_still_so_is_told(make_placement, tick, first_tick, expected):
    make_placement(days=14)

    assert tick(first_tick) == expected
    assert tick(first_tick) == []


@pytest.mark.parametrize(("days", "expected"), [(1, [(0, [START]), (1, [END])]), (3, [(0, [START]), (3, [END])]), (4, [(0, [START]), (2, [HALF]), (4, [END])])])
def test_a_short_one_has_no_half(make_placement, tick, days, expected):
    make_placement(days=days)

    assert [(day, letters) for day in range(7) if (letters := tick(day))] == expected


@pytest.mark.parametrize("state", [State.HELD, State.SUBMITTED, State.DECLINED, State.CANCELLED, State.LAPSED])
def test_what_was_never_approved_is_not_told_of(make_placement, tick, state):
    make_placement(state=state, days=4)

    assert [tick(day) for day in (0, 2, 5)] == [[], [], []]


def test_the_wrap_up_has_the_figures_and_a_link_that_opens(make_placement, tick, owner, sponsor, today):
    placement = make_placement(starts=-7, days=7)
    DayTotal.objects.create(placement=placement, sponsor=sponsor, day=today - timedelta(days=3), views=2310, clicks=41, discarded=90)

    tick()

    letter = Email.objects.get(to=owner.email)
    key = letter.message.split("/sponsor/report/")[1].split("/")[0]
    assert "Seen: 2,310 times\nClicked: 41 times\nNot counted: 90 hits" in letter.message
    assert report.find(key).placement == placement
    assert report.is_open(report.find(key))
    assert ReportLink.objects.count() == 1  # one for all members


def test_the_start_says_what_stands_with_the_message(make_placement, tick, owner):
    make_placement(days=3)

    tick()

    letter = Email.objects.get(to=owner.email)
    assert "\n\nSupported by Bramble & Finch. It had no say in these stories.\n\n" in letter.message


def test_the_wrap_up_of_a_single_story_does_not_rank_stories(make_placement, tick, owner, sponsor, story_terms, published_story, today):
    for slot in (story_slots.slot_for_story(published_story), None):
        placement = make_placement(starts=-7, days=7, **({"slot": slot} if slot else {}))
        DayTotal.objects.create(placement=placement, sponsor=sponsor, day=today - timedelta(days=3), views=3)
        DayPage.objects.create(placement=placement, day=today - timedelta(days=3), page="story", story_id=published_story.pk, views=3)

    tick()

    letters = Email.objects.filter(to=owner.email, subject__contains="has ended").order_by("pk")
    assert ["The stories beside which" in letter.message for letter in letters] == [False, True]
    assert not any("\n\n\n" in letter.message for letter in letters)


def test_nothing_yet_is_not_said_of_what_is_over(client, make_placement, tick, owner):
    placement = make_placement(starts=-7, days=7)
    client.force_login(owner)

    tick()

    letter = Email.objects.get(to=owner.email)
    key = letter.message.split("/sponsor/report/")[1].split("/")[0]
    placement.refresh_from_db()
    assert "Nothing: nobody saw it, as far as we can tell." in letter.message
    for text in (letter.message, *(client.get(path).content.decode() for path in (f"/sponsor/report/{key}/", f"{placement.get_absolute_url()}figures/"))):
        assert "counted yet" not in text


def test_days_made_good_after_the_end_bring_another_wrap_up_where_it_was_emptied(make_placement, tick):
    placement = make_placement(starts=-7, days=7)
    tick()
    Placement.objects.filter(pk=placement.pk).update(state=State.APPROVED, ends=placement.ends + timedelta(days=3), end_told_at=None)

    assert tick(2) == []
    assert tick(3) == [END]


def test_somebody_who_has_moved_it_meanwhile_stops_only_this_one(make_placement, wall_slot, tick, monkeypatch, caplog):
    gone, other = make_placement(starts=-7, days=7), make_placement(slot=wall_slot, starts=-7, days=7)
    found = list(Placement.objects.filter(pk__in=[gone.pk, other.pk]).select_related("sponsor", "slot__section", "slot__story").order_by("pk"))
    Placement.objects.filter(pk=gone.pk).update(version=5)

    for one in found:
        wrap_up._tried(one, wrap_up._end)

    gone.refresh_from_db()
    other.refresh_from_db()
    assert (gone.state, other.state) == (State.APPROVED, State.ENDED)
    assert f"placement {gone.pk} was not told" in caplog.text


def test_somebody_who_can_no_longer_sign_in_gets_no_letter(make_placement, tick, owner, reporter):
    owner.is_active = False
    owner.save()
    make_placement()

    tick()

    assert [letter.to for letter in Email.objects.all()] == [[reporter.email]]
    assert Member.objects.count() == 2
