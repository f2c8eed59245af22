"""Beginning a story at the desk, and throwing a draft away: several drafts, nothing required until it is sent, nobody else's touched."""

from datetime import timedelta

import pytest
from django.utils import timezone

from core.models import Image
from people.models import Byline
from stories import begin, change, review
from stories.models import CallPage, Review, StoryPage, TellDraft
from tests.stories.test_desk import AGREED, form_of
from tests.stories.test_desk_change import add_photo, autosave, latest, path

pytestmark = pytest.mark.django_db
NEW = "/desk/stories/new/"


@pytest.fixture
def hers(client, author, newsroom):
    client.force_login(author)
    return client


def begun(client) -> StoryPage:
    answer = client.post(NEW)
    return StoryPage.objects.get(pk=int(answer["Location"].split("/")[3]))


def test_a_stranger_signs_in_first(client, newsroom):
    assert client.get(NEW)["Location"].startswith("/accounts/login/")
    assert client.post(NEW)["Location"].startswith("/accounts/login/")
    assert not StoryPage.objects.exists()


def test_looking_begins_nothing(hers):
    assert "Start a new story" in hers.get(NEW).content.decode()
    assert not StoryPage.objects.exists()


def test_a_begun_story_is_an_untitled_draft_with_her_byline(hers, author):
    story = begun(hers)

    found = Review.objects.get(story=story)
    assert (found.state, found.owner, found.submitted_at, story.live, story.section) == ("draft", author, None, False, None)
    assert [row.byline.name for row in latest(story).authors.all()] == ["Ana Castillo"]
    assert form_of(hers, story)["title"] == ""


def test_a_second_click_begins_no_second_story(hers):
    assert hers.post(NEW)["Location"] == hers.post(NEW)["Location"]


def test_a_second_click_begins_none_after_the_first_ones_page_was_asked_for(hers):
    one = begun(hers)
    hers.get(path(one))

    assert begun(hers) == one and StoryPage.objects.count() == 1


def test_there_can_be_several_as_soon_as_something_is_typed(hers):
    one = begun(hers)
    autosave(hers, one, "a", 1, form_of(hers, one)["version"], title="Kept")

    assert begun(hers) != one


def test_there_can_be_several_that_nothing_was_typed_in(hers):
    one = begun(hers)
    StoryPage.objects.update(latest_revision_created_at=timezone.now() - begin.SAME_CLICK)

    assert begun(hers) != one


def test_an_answer_to_a_call_is_not_taken_for_a_second_click(hers, newsroom, author):
    call = newsroom.front.add_child(instance=CallPage(title="Trains", slug="trains", intro="x", live=True))

    assert begin.story(by=author, call=call) != begin.story(by=author)


def test_she_signs_as_she_did_last(hers, make_story, author):
    pen = Byline.objects.create(user=author, name="A regular", kind="pseudonym", handle="a-regular")
    make_story(author)
    StoryPage.objects.get().authors.update(byline=pen)

    assert latest(begun(hers)).authors.get().byline == pen


def test_nothing_is_required_to_save_and_a_title_gives_the_address(hers):
    story = begun(hers)

    assert hers.post(path(story), form_of(hers, story) | {"do": "save"}).status_code == 302
    assert hers.post(path(story), form_of(hers, story) | {"title": "The Late Train", "do": "save"}).status_code == 302

    story.refresh_from_db()
    assert (latest(story).title, story.slug, form_of(hers, story)["title"]) == ("The Late Train", "the-late-train", "The Late Train")


def test_an_unfinished_story_is_not_sent_and_says_what_is_missing(hers):
    story = begun(hers)

    answer = hers.post(path(story), form_of(hers, story) | {"do": "send"})

    page = answer.content.decode()
    assert answer.status_code == 422 and Review.objects.get(story=story).state == "draft"
    for words in ("A story needs a title", "Tell what happened", "readers are told how you know this business"):
        assert words in page


def test_a_finished_one_is_sent(hers, bakery):
    story = begun(hers)
    block = latest(story).body[0].id
    said = {"title": "The Late Train", f"block-{block}-text": "It came late. " * 60, "stake": "customer", "ai_use": "none", "business": "Marlow Bakery"}

    answer = hers.post(path(story), form_of(hers, story) | said | AGREED | {"do": "send"})

    assert answer["Location"] == f"/desk/stories/{story.pk}/"
    assert Review.objects.get(story=story).state == "first-read"
    assert [str(one.id) for one in latest(story).body] == [str(block)]


def test_ai_use_must_be_said_and_is_not_invented(hers):
    story = begun(hers)
    block = latest(story).body[0].id
    said = {"title": "The Late Train", f"block-{block}-text": "It came late.", "stake": "customer"}

    answer = hers.post(path(story), form_of(hers, story) | said | AGREED | {"do": "send"})

    assert answer.status_code == 422 and "You have not said whether you used AI." in answer.content.decode()
    assert Review.objects.get(story=story).state == "draft" and form_of(hers, story)["title"] == "The Late Train"


def test_a_story_answers_the_call_it_was_begun_for(hers, newsroom):
    call = newsroom.front.add_child(instance=CallPage(title="Trains", slug="trains", intro="x", live=True))

    hers.post(NEW, {"call": call.pk})

    assert Review.objects.get().call == call


def test_a_draft_is_thrown_away_after_asking_with_its_pictures(hers):
    story = begun(hers)
    photo = add_photo(hers, story)

    assert "cannot be undone" in hers.get(path(story, "throw-away")).content.decode()
    assert StoryPage.objects.filter(pk=story.pk).exists()
    hers.post(path(story, "throw-away"))

    assert not StoryPage.objects.exists() and not TellDraft.objects.exists() and not Image.objects.filter(pk=photo.image_id).exists()


def test_what_was_sent_is_not_thrown_away(hers, make_story, author):
    story = make_story(author)
    review.send_to_review(story, by=author)
    review.pull_back(story, by=author)

    hers.post(path(story, "throw-away"))

    assert StoryPage.objects.filter(pk=story.pk).exists()


def test_nobody_elses_draft_is_thrown_away(hers, client, other_author):
    story = begun(hers)
    client.force_login(other_author)

    assert client.post(path(story, "throw-away")).status_code == 404
    assert StoryPage.objects.filter(pk=story.pk).exists()


def test_the_number_of_empty_drafts_has_an_end(hers, author, monkeypatch):
    monkeypatch.setattr(begin, "MOST_UNTOUCHED", 1)
    begun(hers)
    StoryPage.objects.update(latest_revision_created_at=timezone.now() - begin.SAME_CLICK)

    with pytest.raises(begin.CannotBegin, match="many drafts without a title"):
        begin.story(by=author)


def test_sending_asks_the_same_checks_wherever_it_is_pressed(hers, author):
    story = begun(hers)

    with pytest.raises(change.NotReady):
        change.send(story, by=author)


def test_two_drafts_of_one_title_have_two_addresses(hers):
    stories = []
    for _number in range(2):
        story = begun(hers)
        hers.post(path(story), form_of(hers, story) | {"title": "Same", "do": "save"})
        stories.append(story)

    assert [StoryPage.objects.get(pk=story.pk).slug for story in stories] == ["same", "same-2"]


def test_an_untouched_draft_of_yesterday_is_kept(hers, author):
    story = begun(hers)
    StoryPage.objects.filter(pk=story.pk).update(latest_revision_created_at=timezone.now() - timedelta(days=1))

    assert begun(hers) != story


def test_typing_begins_in_a_draft_that_has_no_words(hers):
    story = begun(hers)
    block = latest(story).body[0].id

    autosave(hers, story, "a", 1, form_of(hers, story)["version"], **{f"block-{block}-text": "First words.", f"at-{block}": "1:text"})

    assert "First words." in str(latest(story).body[0].value)
