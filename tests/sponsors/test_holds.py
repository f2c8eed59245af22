"""A story about a sponsor is not published before an editor settles it: at approval, on its date, and after two businesses became one."""

from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from businesses.merge import merge
from businesses.models import Business
from moderation.models import Decision
from sponsors import approve, holds
from sponsors.models import Clash, Placement
from stories import due, review
from stories.models import Message, Review, StoryPage
from stories.states import State
from tests.conftest import CHECKED

PlacementState = Placement.State
COUNTING = [PlacementState.SUBMITTED, PlacementState.APPROVED]
OVER = [PlacementState.HELD, PlacementState.DECLINED, PlacementState.CANCELLED, PlacementState.LAPSED, PlacementState.ENDED]


@pytest.fixture
def subject(sponsor, bakery):
    """The sponsor owns the bakery that the stories of these tests are about."""
    sponsor.businesses.add(bakery)
    return sponsor


@pytest.fixture
def read_once(make_story, author, editor):
    """A story that passed its first read."""
    story = make_story(author)
    review.send_to_review(story, by=author)
    review.approve_first_read(story, by=editor, words="A clear account.")
    return story


def pass_check(story, editor, **more):
    return review.check_and_publish(story, by=editor, words="Thank you.", checklist=CHECKED, **more)


@pytest.mark.parametrize("state", COUNTING)
def test_a_placement_that_runs_or_comes_holds_a_story_about_its_sponsor(subject, read_once, editor, make_placement, state):
    make_placement(state=state, starts=3)

    with pytest.raises(review.CannotDecide, match="Bramble & Finch"):
        pass_check(read_once, editor)

    assert (StoryPage.objects.get(pk=read_once.pk).live, Review.objects.get(story=read_once).state) == (False, State.FACT_CHECK)


@pytest.mark.parametrize("state", OVER)
def test_a_placement_that_is_over_or_costs_nothing_yet_holds_nothing(subject, read_once, editor, make_placement, state):
    make_placement(state=state, starts=3)

    pass_check(read_once, editor)

    assert StoryPage.objects.get(pk=read_once.pk).live


def test_a_hold_past_its_time_neither_runs_nor_comes(subject, make_placement):
    make_placement(state=PlacementState.HELD, starts=3, held_until=timezone.now() - timedelta(minutes=1))

    assert not holds.active().exists()


def test_a_placement_of_yesterday_holds_nothing(subject, read_once, make_placement):
    make_placement(starts=-7, days=7)

    assert holds.reasons(read_once) == []


@pytest.mark.parametrize("where", ["slot", "wall_slot"])
def test_it_does_not_matter_what_is_sponsored(subject, read_once, make_placement, request, where):
    make_placement(slot=request.getfixturevalue(where))

    assert len(holds.reasons(read_once)) == 1


def test_a_story_about_somebody_else_goes_out(subject, make_story, author, publish, make_placement):
    other = Business.objects.create(name="Quay Street Cycles", slug="quay-street-cycles")
    make_placement()

    assert publish(make_story(author, businesses=[other])).live


def test_a_sponsor_of_the_same_name_is_its_subject_without_anybody_saying_so(sponsor, make_story, author, make_placement):
    twin = Business.objects.create(name="Bramble & Finch", slug="bramble-and-finch")
    make_placement()

    assert len(holds.reasons(make_story(author, businesses=[twin]))) == 1


def test_the_version_that_would_be_published_counts_and_not_what_readers_see(subject, published_story, make_placement):
    make_placement()
    draft = StoryPage.objects.get(pk=published_story.pk)
    draft.story_businesses = []
    version = draft.save_revision().as_object()

    assert (len(holds.reasons(StoryPage.objects.get(pk=published_story.pk))), holds.reasons(version)) == (1, [])


def test_an_editor_who_settles_it_lets_the_story_out(subject, read_once, editor, make_placement):
    make_placement()
    approve.settle_clash(story=read_once, sponsor=subject, by=editor, words="The story was sent in before they booked.")

    pass_check(read_once, editor)

    assert StoryPage.objects.get(pk=read_once.pk).live


def test_settling_one_sponsor_leaves_the_other(subject, other_sponsor, bakery, read_once, editor, make_placement):
    other_sponsor.businesses.add(bakery)
    make_placement()
    make_placement(sponsor=other_sponsor, starts=20)
    approve.settle_clash(story=read_once, sponsor=subject, by=editor, words="The story came first.")

    assert [one.name for one in holds.clashing(read_once)] == ["Northside Lamps"]


def test_a_settled_clash_is_of_that_story_alone(subject, read_once, make_story, author, editor, make_placement):
    make_placement()
    Clash.objects.create(story=make_story(author, title="Another one"), sponsor=subject, words="Settled.", settled_by=editor)

    assert len(holds.reasons(read_once)) == 1


def test_stopping_the_placement_lets_the_story_out(subject, read_once, editor, make_placement):
    approve.stop(make_placement(starts=5), by=editor, words="We tell a story about you.")

    pass_check(read_once, editor)

    assert StoryPage.objects.get(pk=read_once.pk).live


def its_date_comes(story: StoryPage) -> None:
    past = timezone.now() - timedelta(minutes=1)
    Review.objects.filter(story=story).update(publish_at=past)
    revision = StoryPage.objects.get(pk=story.pk).revisions.get(approved_go_live_at__isnull=False)
    revision.approved_go_live_at, revision.content["go_live_at"] = past, past.isoformat()
    revision.save()


@pytest.fixture
def scheduled_then_booked(subject, read_once, editor, make_placement):
    """Approved for tomorrow; the sponsor booked afterwards; now it is tomorrow."""
    pass_check(read_once, editor, at=timezone.now() + timedelta(days=1))
    make_placement()
    its_date_comes(read_once)
    mail.outbox.clear()
    return read_once


def test_a_scheduled_story_that_is_held_on_its_date_goes_back_to_the_queue(scheduled_then_booked):
    due.publish_scheduled()

    found = Review.objects.get(story=scheduled_then_booked)
    assert (StoryPage.objects.get(pk=scheduled_then_booked.pk).live, found.state, found.publish_at) == (False, State.FIRST_READ, None)


def test_the_log_says_why_and_the_author_gets_one_letter_without_the_sponsors_name(scheduled_then_booked):
    due.publish_scheduled()
    due.publish_scheduled()

    decision = Decision.objects.about(scheduled_then_booked).get(action="held-back")
    letter = Message.objects.get(decision=decision)
    assert ("Bramble & Finch" in decision.note, decision.actor, "Bramble" in letter.words, len(mail.outbox)) == (True, None, False, 1)


def test_a_story_that_was_held_back_is_read_and_published_as_any_other(scheduled_then_booked, subject, editor):
    due.publish_scheduled()
    approve.settle_clash(story=scheduled_then_booked, sponsor=subject, by=editor, words="The story came first.")

    review.approve_first_read(scheduled_then_booked, by=editor, words="Still clear.")
    pass_check(scheduled_then_booked, editor)

    assert StoryPage.objects.get(pk=scheduled_then_booked.pk).live


def test_a_scheduled_story_that_was_settled_in_time_goes_out(scheduled_then_booked, subject, editor):
    approve.settle_clash(story=scheduled_then_booked, sponsor=subject, by=editor, words="The story came first.")

    due.publish_scheduled()

    assert StoryPage.objects.get(pk=scheduled_then_booked.pk).live


def test_a_merge_makes_a_story_one_about_a_sponsor(sponsor, bakery, make_story, author, editor, make_placement):
    written_as = Business.objects.create(name="Marlow's", slug="marlows", place=bakery.place)
    story = make_story(author, businesses=[written_as])
    sponsor.businesses.add(bakery)
    make_placement()
    before = holds.reasons(story.get_latest_revision_as_object())

    merge(written_as, into=bakery, by=editor)

    version = StoryPage.objects.get(pk=story.pk).get_latest_revision_as_object()
    assert (before, len(holds.reasons(version))) == ([], 1)


def test_a_merge_away_from_the_business_that_a_sponsor_named_is_followed(subject, bakery, make_story, author, editor, make_placement):
    kept = Business.objects.create(name="Marlow Bread", slug="marlow-bread", place=bakery.place)
    story = make_story(author, businesses=[kept])
    make_placement()

    merge(bakery, into=kept, by=editor)

    assert len(holds.reasons(story.get_latest_revision_as_object())) == 1


def test_a_scheduled_story_whose_business_was_merged_is_held_back(sponsor, bakery, make_story, author, editor, make_placement):
    written_as = Business.objects.create(name="Marlow's", slug="marlows", place=bakery.place)
    story = make_story(author, businesses=[written_as])
    review.send_to_review(story, by=author)
    review.approve_first_read(story, by=editor, words="A clear account.")
    pass_check(story, editor, at=timezone.now() + timedelta(days=1))
    sponsor.businesses.add(bakery)
    make_placement()
    merge(written_as, into=bakery, by=editor)
    its_date_comes(story)

    due.publish_scheduled()

    assert (StoryPage.objects.get(pk=story.pk).live, Review.objects.get(story=story).state) == (False, State.FIRST_READ)


def test_a_story_costs_one_query_while_nobody_sponsors_anything(read_once, django_assert_num_queries):
    version = read_once.get_latest_revision_as_object()

    with django_assert_num_queries(1):
        assert holds.reasons(version) == []
