"""By when whoever has a story means to be done, and the day before which its author does not want it published."""

from datetime import datetime, time, timedelta

import pytest
from django.core import mail
from django.utils import timezone

from moderation.models import Decision
from stories import dates, due, review
from stories.models import Review, StoryPage
from stories.states import State

pytestmark = pytest.mark.django_db
CHECKED = {"figures": True, "names": True, "leaks": True, "stake": True}


def day(offset: int):
    return timezone.localdate() + timedelta(days=offset)


def start_of(offset: int) -> datetime:
    return timezone.make_aware(datetime.combine(day(offset), time.min))


@pytest.fixture
def story(make_story, author) -> StoryPage:
    story = make_story(author)
    review.send_to_review(story, by=author)
    return story


def found(story) -> Review:
    return Review.objects.get(story=story)


def test_an_editor_sets_the_day_and_the_author_sees_it(client, story, editor, author):
    client.force_login(editor)
    client.post(f"/cms/review/{story.pk}/", {"due": "1", "due_on": day(3).isoformat()})

    client.force_login(author)
    page = client.get(f"/desk/stories/{story.pk}/").content.decode()

    assert found(story).due_on == day(3)
    assert "The editors mean to answer by" in page
    assert Decision.objects.about(story).filter(action="due-set", actor=editor).count() == 1


def test_overdue_is_said_on_both_sides(client, story, editor, author):
    Review.objects.update(due_on=day(-2))
    client.force_login(editor)
    screen = client.get(f"/cms/review/{story.pk}/").content.decode()
    client.force_login(author)

    assert "Overdue since" in screen
    assert "overdue" in client.get("/desk/").content.decode()
    assert "This was due on" in client.get(f"/desk/stories/{story.pk}/").content.decode()


def test_a_day_that_is_past_is_refused(client, story, editor):
    client.force_login(editor)

    page = client.post(f"/cms/review/{story.pk}/", {"due": "1", "due_on": day(-1).isoformat()}, follow=True)

    assert "This day is past" in page.content.decode()
    assert found(story).due_on is None


def test_an_author_sets_no_due_day(client, story, author):
    client.force_login(author)

    assert client.post(f"/cms/review/{story.pk}/", {"due": "1", "due_on": day(3).isoformat()}).status_code == 404
    assert found(story).due_on is None


def test_nothing_is_due_on_a_published_story(published_story, editor):
    with pytest.raises(review.CannotDecide, match="nobody now"):
        dates.set_due(published_story, by=editor, due_on=day(3))


def test_the_author_chooses_a_day_and_the_editor_sees_it(client, story, editor, author):
    client.force_login(author)
    client.post(f"/desk/stories/{story.pk}/not-before/", {"not-before-day": day(30).isoformat()})
    desk = client.get(f"/desk/stories/{story.pk}/").content.decode()
    client.force_login(editor)

    assert found(story).not_before == day(30)
    assert "You asked that it is not published before" in desk
    assert "Its author asked for this." in client.get(f"/cms/review/{story.pk}/").content.decode()


@pytest.mark.parametrize("typed", ["2020-01-01", "soon", "0"])
def test_a_day_that_cannot_be_is_said_with_the_form(hers, story, typed):
    answer = hers.post(f"/desk/stories/{story.pk}/not-before/", {"not-before-day": typed})

    assert answer.status_code == 422 and f'value="{typed}"' in answer.content.decode()
    assert found(story).not_before is None


def test_she_takes_the_day_back(hers, story):
    Review.objects.update(not_before=day(30))

    hers.post(f"/desk/stories/{story.pk}/not-before/", {"not-before-day": ""})

    assert found(story).not_before is None


def test_somebody_elses_day_is_not_found(client, story, other_author):
    client.force_login(other_author)

    assert client.post(f"/desk/stories/{story.pk}/not-before/", {"not-before-day": day(3).isoformat()}).status_code == 404


@pytest.mark.parametrize(("at", "expected"), [(None, 30), (5, 30), (40, 40)])
def test_publishing_waits_for_her_day(story, editor, author, at, expected):
    dates.set_not_before(story, by=author, day=day(30))
    review.approve_first_read(story, by=editor, words="Good.")

    review.check_and_publish(story, by=editor, words="Thanks.", checklist=CHECKED, at=start_of(at) if at else None)

    assert (found(story).state, found(story).publish_at) == (State.SCHEDULED, start_of(expected))
    assert StoryPage.objects.get(pk=story.pk).live is False
    assert "It goes live on" in mail.outbox[-1].body


def test_a_day_that_has_come_holds_nothing(story, editor):
    Review.objects.update(not_before=day(0))
    review.approve_first_read(story, by=editor, words="Good.")

    review.check_and_publish(story, by=editor, words="Thanks.", checklist=CHECKED)

    assert StoryPage.objects.get(pk=story.pk).live is True


@pytest.mark.parametrize(("wanted", "expected"), [(30, 30), (3, 5), (None, 5)])
def test_what_has_its_date_is_put_off_to_her_day_and_never_brought_forward(hers, story, editor, wanted, expected, monkeypatch):
    review.approve_first_read(story, by=editor, words="Good.")
    review.check_and_publish(story, by=editor, words="Thanks.", checklist=CHECKED, at=start_of(5))

    hers.post(f"/desk/stories/{story.pk}/not-before/", {"not-before-day": day(wanted).isoformat() if wanted else ""})

    assert (found(story).state, found(story).publish_at) == (State.SCHEDULED, start_of(expected))
    first, last = (start_of(offset) + timedelta(minutes=1) for offset in (5, 30))
    monkeypatch.setattr(timezone, "now", lambda: first)
    due.publish_scheduled()
    assert StoryPage.objects.get(pk=story.pk).live is (expected == 5)
    monkeypatch.setattr(timezone, "now", lambda: last)
    due.publish_scheduled()
    assert (StoryPage.objects.get(pk=story.pk).live, found(story).state) == (True, State.PUBLISHED)


def test_what_is_published_has_no_day_any_more(published_story, author):
    with pytest.raises(review.CannotDecide, match="It is published"):
        dates.set_not_before(StoryPage.objects.get(), by=author, day=day(30))


def test_the_letter_previewed_has_her_day(client, story, editor, author):
    dates.set_not_before(story, by=author, day=day(30))
    review.approve_first_read(story, by=editor, words="Good.")
    client.force_login(editor)
    data = {"outcome": "publish", "words": "Thanks.", "revision": "x", "checklist": list(CHECKED), "preview": "1"}

    page = client.post(f"/cms/review/{story.pk}/", data).content.decode()

    assert "It goes live on" in page
