"""The demo: filled once for this module, looked at from several sides."""

import pytest
from django.core.management import CommandError, call_command
from post_office.models import Email

from demo import fill
from people.models import User
from quotes.models import Quote
from stories.models import PublishedStory, Review
from stories.states import State


@pytest.fixture(scope="module")
def demo(django_db_setup, django_db_blocker):
    """Fills the demo in a transaction that is rolled back after the module: its tests only read."""
    from django.db import transaction

    with django_db_blocker.unblock():
        outer = transaction.atomic()
        outer.__enter__()
        fill.fill()
        yield
        transaction.set_rollback(True)
        outer.__exit__(None, None, None)


def test_the_newsroom_looks_lived_in(demo, db):
    shown = list(PublishedStory.objects.live().newest())

    assert len(shown) >= 24
    assert (shown[0].shown_at - shown[-1].shown_at).days > 330
    assert len({story.section_slug for story in shown}) == 6
    assert {story.kind for story in shown} >= {"account", "profile", "letter", "lesson", "essay"}


def test_something_is_in_every_state_a_visitor_may_want_to_see(demo, db):
    states = set(Review.objects.values_list("state", flat=True))

    assert states >= {State.DRAFT, State.FIRST_READ, State.FACT_CHECK, State.CHANGES_REQUESTED, State.DECLINED, State.SCHEDULED, State.PUBLISHED}


def test_nothing_was_shown_before_it_was_sent_or_in_the_future(demo, db):
    from django.utils import timezone

    for review in Review.objects.filter(state=State.PUBLISHED).select_related("story__published"):
        assert review.submitted_at < review.story.published.shown_at <= timezone.now()


def test_nobody_has_a_password(demo, db):
    assert [user for user in User.objects.filter(email__endswith="example.org") if user.has_usable_password()] == []


def test_the_outbox_holds_recent_letters_and_no_flood(demo, db):
    assert 5 <= Email.objects.count() <= 40


def test_the_wall_is_full(demo, db):
    assert Quote.objects.approved().count() >= 30


def test_the_demo_is_not_filled_into_a_real_newsroom(db, settings):
    settings.DEMO = False

    with pytest.raises(fill.NotTheDemo):
        fill.fill()
    with pytest.raises(fill.NotTheDemo):
        fill.empty()


def test_filling_a_used_database_is_refused(author):
    with pytest.raises(CommandError, match="not empty"):
        call_command("fill_demo")


def test_the_demo_of_a_real_newsroom_is_refused_in_words(db, settings):
    settings.DEMO = False

    with pytest.raises(CommandError, match="real newsroom"):
        call_command("refill_demo")
