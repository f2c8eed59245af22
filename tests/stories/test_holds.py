"""The registry of what holds a publication, and what becomes of a scheduled story that is held on its date."""

from datetime import timedelta

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from stories import checks, due, hold_back, holds, publish, review
from stories.models import Review, StoryPage
from stories.states import State
from tests.conftest import CHECKED

WORDS = "A lawyer reads it first."


@pytest.fixture
def hold():
    """hold() makes everything held until the test is over."""
    kept = dict(holds._asked)

    def make():
        holds.register(lambda story: [WORDS], settled_at="review")

    yield make
    holds._asked.clear()
    holds._asked.update(kept)


@pytest.fixture
def scheduled(make_story, author, editor):
    """Its date has come."""
    story = make_story(author)
    review.send_to_review(story, by=author)
    review.approve_first_read(story, by=editor, words="A clear account.")
    review.check_and_publish(story, by=editor, words="Thank you.", checklist=CHECKED, at=timezone.now() + timedelta(days=1))
    past = timezone.now() - timedelta(minutes=1)
    Review.objects.filter(story=story).update(publish_at=past)
    revision = StoryPage.objects.get(pk=story.pk).revisions.get(approved_go_live_at__isnull=False)
    revision.approved_go_live_at, revision.content["go_live_at"] = past, past.isoformat()
    revision.save()
    mail.outbox.clear()
    return story


def test_a_hold_is_a_flag_that_blocks_and_leads_to_where_it_is_settled(hold, make_story, author):
    hold()
    story = make_story(author)

    flag = checks.flags(story)[0]

    assert (flag.key, flag.words, flag.blocks, flag.url) == ("hold", WORDS, True, reverse("review", args=[story.pk]))


def test_nothing_is_held_without_a_reason(make_story, author):
    assert holds.found(make_story(author)) == []


def test_the_last_step_refuses_a_held_story(hold, make_story, author, editor):
    story = make_story(author)
    review.send_to_review(story, by=author)
    review.approve_first_read(story, by=editor, words="A clear account.")
    hold()

    with pytest.raises(review.CannotDecide, match=WORDS):
        review.check_and_publish(story, by=editor, words="Thank you.", checklist=CHECKED)


def test_publishing_itself_refuses_a_story_that_was_approved_before_it_was_held(hold, scheduled):
    hold()

    with pytest.raises(publish.CannotPublish, match=WORDS):
        publish.publish_approved(scheduled)


def test_a_held_story_does_not_go_out_on_its_date(hold, scheduled):
    hold()

    due.publish_scheduled()

    found = Review.objects.get(story=scheduled)
    page = StoryPage.objects.get(pk=scheduled.pk)
    assert (page.live, page.go_live_at, found.state, found.approved_revision) == (False, None, State.FIRST_READ, None)
    assert [letter.subject for letter in mail.outbox] == ["“The baker who called”: the date is off"]


def test_a_story_that_nothing_holds_goes_out_on_its_date(scheduled):
    due.publish_scheduled()

    assert (StoryPage.objects.get(pk=scheduled.pk).live, Review.objects.get(story=scheduled).state) == (True, State.PUBLISHED)


def test_a_story_is_held_back_once(hold, scheduled):
    hold()
    first, second = Review.objects.get(story=scheduled), Review.objects.get(story=scheduled)

    told = [hold_back.hold_back(first), hold_back.hold_back(second)]

    assert (told, len(mail.outbox)) == ([True, False], 1)


def test_one_that_is_scheduled_for_later_is_left_alone(hold, scheduled):
    hold()
    later = timezone.now() + timedelta(days=3)
    Review.objects.filter(story=scheduled).update(publish_at=later)

    assert hold_back.hold_back_due(now=timezone.now()) == []
