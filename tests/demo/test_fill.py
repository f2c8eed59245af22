"""The demo: filled once for this module, looked at from several sides."""

import pytest
from django.core.management import CommandError, call_command
from django.db.models import Count, Sum
from django.utils import timezone
from post_office.models import Email
from wagtail.models import Comment

from core.forget_readers import GONE, before
from core.models import Ring
from demo import data_files, fill, roles
from moderation.models import Decision, RiskSignal
from moderation.signs import SIGNS
from people.models import User
from quotes.clean import graphemes
from quotes.models import Prompt, Proposal, Quote, Vote
from stories import remarks, show
from stories.models import CallPage, PublishedStory, Review, StoryPage
from stories.states import State
from stories.views import calls
from writers import due
from writers.models import Application, CoAuthor, Invitation, StoryDay

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


def test_one_call_of_each_kind_is_open_and_one_is_closed(demo, db):
    now = timezone.now()

    assert [call.kind for call in calls.open_calls(now)] == ["stories", "writers"]
    assert [call.slug for call in CallPage.objects.filter(closes_at__lt=now)] == ["the-one-you-still-think-about"]
    for call in CallPage.objects.all():
        assert call.answers.count() + call.applications.count() >= 1
        assert call.closing_message and "until" not in call.intro


def test_applications_wait_are_asked_and_were_answered_in_words(demo, db):
    rows = Application.objects.exclude(confirmed_at=None)

    assert sorted(rows.values_list("state", flat=True)) == ["accepted", "asked", "declined", "declined", "waiting", "waiting", "waiting"]
    assert rows.count() == Application.objects.count()
    assert rows.get(state="asked").user.email == "carol.pruitt@example.org"
    assert rows.filter(sample="").exclude(sample_link="").count() == 1
    assert [one.words for row in rows.exclude(state="waiting") for one in row.messages.all() if len(one.words) < 80] == []


def test_nothing_about_an_application_happened_before_it_was_sent_or_will_happen(demo, db):
    now = timezone.now()

    for row in Application.objects.prefetch_related("messages"):
        moments = [row.made_at, row.confirmed_at, *(one.sent_at for one in row.messages.all())]
        assert moments == sorted(moments) and moments[-1] < now
        assert row.decided_at in (None, moments[-1])
        assert [one.made_at for one in Decision.objects.about(row) if one.made_at not in moments] == []


def test_a_name_stands_on_the_story_only_after_its_bearer_agreed(demo, db):
    story = StoryPage.objects.get(slug="if-it-were-yours")
    shown = [str(row.byline) for row in story.get_latest_revision_as_object().authors.all()]

    assert shown == ["Xiomara Beltrán", "Walt Brzezicki"]
    assert {one.name: one.state for one in CoAuthor.objects.filter(story=story)} == {"Walt Brzezicki": "agreed", "Della Whitcomb": "asked"}
    assert Email.objects.filter(to="della.whitcomb@example.org", message__contains="/writers/together/").count() == 1


def test_three_remarks_stand_beside_the_text_and_no_letter_about_them_is_due(demo, db):
    story, before_it = StoryPage.objects.get(slug="the-notebook-on-the-change-machine"), Email.objects.count()

    places = remarks.places(story)

    assert [len(place.remarks) for place in places] == [1, 1, 1]
    assert all(place.block and place.excerpt for place in places)
    assert Comment.objects.filter(page=story).aggregate(said=Count("replies"))["said"] == 1
    assert Review.objects.get(story=story).call.slug == "who-was-awake"
    remarks.tell()
    assert Email.objects.count() == before_it


def test_the_clock_asks_nobody_else_to_write(demo, db):
    asked = list(Invitation.objects.values_list("email", flat=True))

    due.ask_contributors()

    assert list(Invitation.objects.values_list("email", flat=True)) == asked == ["marguerite.teague@example.org"]


def test_readers_and_rings_of_a_day_are_rows_since_it_was_published(demo, db):
    for row in PublishedStory.objects.live():
        first = timezone.localdate(row.shown_at)
        days = {one.day: one for one in StoryDay.objects.filter(story_id=row.story_id)}
        rings = dict(Ring.objects.filter(kind="story", target=row.story_id).values_list("day").annotate(Count("pk")))

        assert min(days) == first and len(days) == (timezone.localdate() - first).days + 1
        assert sum(rings.values()) == row.rings
        assert all(days[day].readers > number for day, number in rings.items())
        assert all(one.from_feed <= one.readers for one in days.values())


def test_the_demos_writer_has_figures_of_six_weeks_and_more(demo, db):
    hers = StoryDay.objects.filter(story__slug="la-cuenta", readers__gt=0)

    assert hers.count() > 42
    assert hers.aggregate(all=Sum("readers"))["all"] > 1_000
    assert not Ring.objects.filter(kind="story", day__lt=before()).exclude(reader__startswith=GONE).exists()


def test_every_step_of_a_tour_leads_to_a_story_that_is_there(demo, db):
    steps = [step for role in roles.ROLES for step in role.as_shown()["tour"]]
    numbers = [Review.objects.get(story__slug=step["story"]).story_id for step in steps if "story" in step]

    assert len(steps) == 5 * len(roles.ROLES)
    assert [step["url"].split("/")[3] for step in steps if "story" in step] == [str(number) for number in numbers]
    assert len(numbers) == 3
    assert not any("{" in step["url"] for step in steps)


def test_the_writers_button_counts_drafts_and_remarks(demo, db):
    writer = roles.role("writer")

    assert writer.button(writer.person()) == "Continue as the writer: Xiomara Beltrán, 2 drafts, 3 remarks"
