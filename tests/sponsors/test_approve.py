"""Editors' decisions: on record with words, never on their own sponsor, never on a message they have not read."""

from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from core import generation
from moderation.models import Decision
from sponsors import approve, bill, compose
from sponsors.dates import site_today
from sponsors.models import Bill, Blackout, Clash, Creative, MakeGood, Member, Placement
from sponsors.states import CannotBook

pytestmark = pytest.mark.django_db
State = Placement.State
TYPED = {"text": "New words.", "link": "https://bramble-finch.example/", "link_words": "See more"}


def words_of(call) -> str:
    with pytest.raises(CannotBook) as told:
        call()
    return str(told.value)


@pytest.fixture
def sent(make_placement, owner) -> Placement:
    return make_placement(state=State.SUBMITTED, starts=1)


def subjects() -> list[str]:
    return [letter.subject for letter in mail.outbox]


def test_approved_it_is_booked_billed_and_told(sent, editor, owner, manager, reporter, django_capture_on_commit_callbacks):
    before = generation.state()

    with django_capture_on_commit_callbacks(execute=True):
        approve.approve(sent, by=editor, words="Welcome.")

    assert (sent.state, sent.creative.state, sent.creative.text) == (State.APPROVED, Creative.State.APPROVED, "Kettles that last.")
    assert Bill.objects.values_list("net", "placement").get() == (7000, sent.pk)
    assert {address for letter in mail.outbox if letter.subject == "Booked: Food and drink" for address in letter.to} == {owner.email, manager.email}
    assert "Edith Moreau writes:\n\nWelcome." in next(letter.body for letter in mail.outbox if letter.subject.startswith("Booked"))
    told = Decision.objects.about(sent).get()
    assert (told.action, told.actor, told.words, told.from_state, told.to_state) == ("sponsor-approved", editor, "Welcome.", "submitted", "approved")
    assert generation.state() != before


def test_a_message_changed_since_it_was_read_is_not_approved(sent, editor, owner):
    compose.save(sent, by=owner, **TYPED)

    assert words_of(lambda: approve.approve(sent, by=editor, seen=0)).startswith("The sponsor has changed the message")
    assert approve.approve(sent, by=editor, seen=1).creative.text == "New words."


def test_an_editor_who_is_a_member_does_not_decide(sent, editor, sponsor):
    Member.objects.create(sponsor=sponsor, user=editor, role=Member.Role.REPORTER)
    said = "You are a member of Bramble & Finch. Somebody else decides this."

    assert words_of(lambda: approve.approve(sent, by=editor)) == said
    assert words_of(lambda: approve.decline(sent, by=editor, words="No.")) == said
    assert words_of(lambda: approve.ask_changes(sent, by=editor, words="No.")) == said
    assert words_of(lambda: approve.stop(sent, by=editor, words="No.")) == said
    assert words_of(lambda: approve.make_good(sent, days=1, by=editor, note="No.")) == said


@pytest.mark.parametrize("who", ["owner", "moderator", "stranger"])
def test_nobody_but_editors_decides(sent, request, who):
    by = request.getfixturevalue(who)

    assert words_of(lambda: approve.approve(sent, by=by)) == "Only an editor decides this."


def test_changes_asked_put_it_back_on_hold(sent, editor, owner):
    approve.ask_changes(sent, by=editor, words="Please say what you sell.")

    assert (sent.state, sent.creatives.get().state, sent.seat_days.count()) == (State.HELD, Creative.State.DRAFT, 7)
    assert subjects() == ["Please change your message: Food and drink"]
    assert "Please say what you sell." in mail.outbox[0].body


def test_declined_it_gives_its_days_back(sent, editor, owner):
    approve.decline(sent, by=editor, words="We cannot check this claim.")

    assert (sent.state, sent.creatives.get().state, sent.seat_days.count()) == (State.DECLINED, Creative.State.DECLINED, 0)
    assert subjects() == ["Not booked: Food and drink"]


@pytest.mark.parametrize("verb", [approve.ask_changes, approve.decline, approve.stop])
def test_a_refusal_needs_words(sent, editor, verb):
    assert words_of(lambda: verb(sent, by=editor, words="  ")) == "Say why: the sponsor reads it."


def test_a_second_editor_is_told(sent, editor, other_editor):
    stale = Placement.objects.get(pk=sent.pk)
    approve.approve(sent, by=editor)

    assert words_of(lambda: approve.decline(stale, by=other_editor, words="No.")) == "This placement is “approved” now: that cannot be done to it any more."
    assert Bill.objects.count() == 1


def test_rules_are_asked_again(sent, editor, sponsor, today):
    sponsor.line.prohibited, sponsor.line.reason = True, "Readers asked us not to."
    sponsor.line.save()

    assert "Readers asked us not to." in words_of(lambda: approve.approve(Placement.objects.get(pk=sent.pk), by=editor))


def test_a_first_day_that_is_over_is_not_approved(make_placement, editor):
    placement = make_placement(state=State.SUBMITTED, starts=-1)

    assert "is over" in words_of(lambda: approve.approve(placement, by=editor))


# a changed message


@pytest.fixture
def changed(make_placement, owner) -> Creative:
    from sponsors.submit import submit

    placement = make_placement(starts=-1)
    compose.save(placement, by=owner, **TYPED)
    submit(placement, by=owner)
    return placement.creatives.get(state=Creative.State.WAITING)


def test_a_changed_message_takes_the_old_one_s_place(changed, editor):
    approve.approve_creative(changed, by=editor)

    placement = Placement.objects.get()
    assert (placement.state, placement.creative, placement.creative.text) == (State.APPROVED, changed, "New words.")
    assert subjects() == ["Your new message is approved: Food and drink"]
    assert not Bill.objects.exists()


def test_a_changed_message_that_is_declined_leaves_the_old_one(changed, editor):
    approve.decline_creative(changed, by=editor, words="Too loud.")

    assert (Placement.objects.get().creative.text, changed.state) == ("Kettles that last.", Creative.State.DECLINED)
    assert words_of(lambda: approve.approve_creative(changed, by=editor)) == "This message is “declined” now. Reload the page."


def test_a_changed_message_that_changed_again_is_read_again(changed, editor, owner):
    compose.save(changed.placement, by=owner, **(TYPED | {"text": "Newer words."}))

    assert words_of(lambda: approve.approve_creative(changed, by=editor, seen=changed.version)).startswith("The sponsor has changed the message")


# stopping


@pytest.mark.parametrize(
    ("starts", "days", "state", "served", "credited"),
    [(3, 7, "cancelled", 0, 7000), (-2, 7, "ended", 3, 4000), (0, 7, "ended", 1, 6000), (-6, 7, "ended", 7, 0)],
)
def test_stopped_what_was_not_served_is_credited(make_placement, editor, owner, starts, days, state, served, credited):
    placement = make_placement(starts=starts, days=days)
    bill.issue(placement, by=editor)

    approve.stop(placement, by=editor, words="The kettles were recalled.")

    assert (placement.state, placement.seat_days.count()) == (state, served)
    assert sum(Bill.objects.filter(kind="credit").values_list("net", flat=True)) == credited
    assert "Stopped: Food and drink" in subjects()


def test_stopped_after_it_was_made_longer_both_bills_are_credited(make_placement, editor, owner, today):
    from sponsors.book import move

    placement = make_placement(starts=-1, days=3)
    bill.issue(placement, by=editor)
    move(placement, starts=placement.starts, ends=placement.ends + timedelta(days=2), by=owner)

    approve.stop(placement, by=editor, words="The kettles were recalled.")

    assert [(one.credits.net, one.net) for one in Bill.objects.filter(kind="credit").order_by("pk")] == [(2000, 2000), (3000, 1000)]


def test_stopped_after_a_gift_and_a_paid_extension_the_paid_days_are_credited(make_placement, editor, owner):
    from sponsors.book import move

    placement = make_placement(starts=-8, days=7)
    bill.issue(placement, by=editor)
    approve.make_good(placement, days=2, by=editor, note="The site was down.")
    move(placement, starts=placement.starts, ends=placement.ends + timedelta(days=7), by=owner)

    approve.stop(placement, by=editor, words="The kettles were recalled.")

    assert sum(Bill.objects.filter(kind="credit").values_list("net", flat=True)) == 7000


def test_stopped_within_days_made_good_nothing_is_credited(make_placement, editor):
    placement = make_placement(starts=-7, days=7)
    bill.issue(placement, by=editor)
    approve.make_good(placement, days=3, by=editor, note="The site was down.")

    approve.stop(placement, by=editor, words="The kettles were recalled.")

    assert not Bill.objects.filter(kind="credit").exists()


def test_an_editor_on_the_other_side_of_the_world_stops_on_the_site_s_day(make_placement, editor, settings, today):
    settings.TIME_ZONE = "Etc/GMT+12"  # 26 hours behind the editor: never the same day
    here = site_today()
    placement = make_placement(starts=(here - today).days - 2, days=7)
    bill.issue(placement, by=editor)

    with timezone.override("Etc/GMT-14"):
        approve.stop(placement, by=editor, words="The kettles were recalled.")

    assert (placement.ends, Bill.objects.get(kind="credit").net) == (here, 4000)


# made good


def test_days_made_good_follow_the_last_one_for_nothing(make_placement, editor, owner, today):
    placement = make_placement(starts=-6, days=7)

    given = approve.make_good(placement, days=2, by=editor, note="The site was down on Monday.")

    placement.refresh_from_db()
    assert (placement.ends, placement.price, placement.seat_days.count()) == (today + timedelta(days=2), 7000, 9)
    assert MakeGood.objects.get() == given
    assert [row.gift for row in placement.seat_days.order_by("day")] == [False] * 7 + [True] * 2
    assert subjects() == ["More days for you: Food and drink"]


def test_what_ended_runs_again_from_today(make_placement, editor, today):
    placement = make_placement(state=State.ENDED, starts=-20, days=7)

    approve.make_good(placement, days=3, by=editor, note="The site was down.")

    assert (placement.state, placement.ends) == (State.APPROVED, today + timedelta(days=2))
    assert set(placement.seat_days.values_list("day", flat=True)) == {today + timedelta(days=n) for n in range(3)}


def test_days_that_are_sold_cannot_be_given(make_placement, other_sponsor, editor):
    placement = make_placement(starts=-6, days=7)
    make_placement(starts=1, days=7, sponsor=other_sponsor)

    assert "are taken" in words_of(lambda: approve.make_good(placement, days=2, by=editor, note="The site was down."))
    assert not MakeGood.objects.exists()


@pytest.mark.parametrize("days", [0, -1, 93])
def test_a_number_of_days_that_makes_sense(make_placement, editor, days):
    assert words_of(lambda: approve.make_good(make_placement(), days=days, by=editor, note="So.")) == "Give between 1 and 92 days."


def test_no_days_are_given_before_it_starts_or_in_a_blackout(make_placement, editor, today):
    assert "not started" in words_of(lambda: approve.make_good(make_placement(starts=2), days=1, by=editor, note="So."))
    Blackout.objects.create(starts=today + timedelta(days=1), ends=today + timedelta(days=1), reason="Closed.")
    assert "blackout" in words_of(lambda: approve.make_good(make_placement(starts=-6, seat=2), days=1, by=editor, note="So."))


def test_more_words_than_a_note_holds_are_refused_and_not_cut(make_placement, editor):
    said = words_of(lambda: approve.make_good(make_placement(starts=-6), days=1, by=editor, note="x" * 301))

    assert said == "These are 301 letters: say it in 300 at most."


def test_a_change_that_waits_goes_with_what_was_stopped(changed, editor):
    approve.stop(changed.placement, by=editor, words="Recalled.")

    assert not Creative.objects.filter(state="waiting").exists()


# a story about a sponsor


def test_a_clash_is_settled_once_with_words(published_story, sponsor, make_placement, editor, other_editor):
    placement = make_placement()

    clash = approve.settle_clash(story=published_story, sponsor=sponsor, by=editor, words="It was written before they booked.")

    assert Clash.objects.get() == clash
    assert [one["id"] for one in Clash.objects.get().facts["placements"]] == [placement.pk]
    assert Decision.objects.about(published_story).filter(action="sponsor-clash-settled", actor=editor).count() == 1
    assert words_of(lambda: approve.settle_clash(story=published_story, sponsor=sponsor, by=other_editor, words="Me too.")).startswith("Another editor")


def test_a_clash_is_not_settled_by_a_member(published_story, sponsor, owner, editor):
    Member.objects.create(sponsor=sponsor, user=editor, role=Member.Role.MANAGER)

    assert "Somebody else decides" in words_of(lambda: approve.settle_clash(story=published_story, sponsor=sponsor, by=editor, words="Fine."))
