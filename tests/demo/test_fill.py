"""The demo: filled once for this module, looked at from several sides."""

import pytest
from django.core.management import CommandError, call_command
from django.db.models import Count
from post_office.models import Email

from core.models import Ring
from demo import data_files, fill
from moderation.models import Decision, RiskSignal
from moderation.signs import SIGNS
from people.models import User
from quotes.clean import graphemes
from quotes.models import Prompt, Proposal, Quote, Vote
from stories import show
from stories.models import PublishedStory, Review
from stories.states import State

pytestmark = pytest.mark.xdist_group("demo")  # filled once, not once in each process


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
    assert 5 <= Email.objects.count() <= 60


def test_three_walls_hold_150_lines_and_one_was_withdrawn(demo, db):
    rows = data_files.read("quotes")

    assert Prompt.objects.count() == 3
    assert Quote.objects.approved().count() == len(rows) - 1 == 149
    assert Quote.objects.filter(status=Quote.Status.WITHDRAWN, text="").count() == 1
    assert sum(1 for row in rows if row.get("dissents")) == len(rows) / 5
    assert [graphemes(min((row["text"] for row in rows), key=len)), graphemes(max((row["text"] for row in rows), key=len))] == [3, 280]


def test_fifteen_lines_wait_and_show_every_sign_but_the_honeypot(demo, db):
    waiting = Quote.objects.waiting()
    shown = set(RiskSignal.objects.filter(object_id__in=waiting.values("pk")).values_list("name", flat=True))

    assert waiting.count() == 15
    assert shown == {sign.name for sign in SIGNS} - {"honeypot"}


def test_every_count_is_a_count_of_rows(demo, db):
    def rows(kind):
        return dict(Ring.objects.filter(kind=kind).values_list("target").annotate(Count("pk")))

    assert rows("quote") == {pk: rings for pk, rings in Quote.objects.values_list("pk", "rings") if rings}
    assert rows("story") == {pk: rings for pk, rings in PublishedStory.objects.values_list("story_id", "rings") if rings}
    assert all(Vote.objects.filter(proposal=proposal).count() == proposal.votes > 0 for proposal in Proposal.objects.all())


def test_the_round_up_shows_eight_lines_and_a_gap(demo, db, client):
    story = PublishedStory.objects.get(kind="roundup")

    marks = show.MARK.findall(story.body_html)

    assert len(marks) == 9
    assert Quote.objects.approved().filter(pk__in=marks).count() == 8
    page = client.get(story.get_absolute_url()).text
    assert "boots" not in page
    assert page.count("Its author withdrew it") == 1


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


def test_sponsorships_are_seen_in_every_state(demo, db):
    from django.utils import timezone

    from sponsors.models import Bill, Placement, SeatDay, Sponsor

    today = timezone.localdate()
    running = Placement.objects.running_on(today).get()
    held = Placement.objects.get(state=Placement.State.HELD)

    assert Sponsor.objects.filter(status=Sponsor.Status.ACCEPTED).exclude(logo="").count() == 4
    assert (today - running.starts).days == 42
    assert running.creatives.filter(state="waiting").count() == 1
    assert Placement.objects.filter(state=Placement.State.ENDED, end_told_at__isnull=False).count() == 1
    assert Placement.objects.filter(state=Placement.State.DECLINED).count() == 1
    assert (held.held_until - timezone.now()).total_seconds() < 6 * 3600
    assert Bill.objects.filter(paid_at=None).exists() and Bill.objects.exclude(paid_at=None).exists()
    assert SeatDay.objects.filter(placement=running, day=today).count() == 1
    assert Decision.objects.filter(action="sponsor-refused").count() == 1


def test_a_sponsors_totals_are_the_sums_of_its_days(demo, db):
    from django.db.models import Sum

    from sponsors.models import DayDiscard, DayPage, DayTotal, Placement

    for placement in Placement.objects.exclude(views=0):
        totals = DayTotal.objects.filter(placement=placement).aggregate(views=Sum("views"), clicks=Sum("clicks"), discarded=Sum("discarded"))
        pages = DayPage.objects.filter(placement=placement).aggregate(views=Sum("views"), clicks=Sum("clicks"))

        assert totals == {"views": placement.views, "clicks": placement.clicks, "discarded": placement.discarded}
        assert pages == {"views": placement.views, "clicks": placement.clicks}
        assert DayDiscard.objects.filter(placement=placement).aggregate(all=Sum("number"))["all"] == placement.discarded
