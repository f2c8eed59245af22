"""Declined: the reason is shown, and its author may ask once; another editor than the one who declined it decides."""

import threading

import pytest
from django.core import mail
from django.db import connection

from core.models import SiteSettings
from moderation.models import Decision
from stories import ask_again, review
from stories.models import Message, Review, StoryPage
from stories.states import State


@pytest.fixture
def declined(make_story, author, editor) -> StoryPage:
    story = make_story(author)
    review.send_to_review(story, by=author)
    review.decline(story, by=editor, words="We cannot check this one.")
    mail.outbox.clear()
    return story


def state(story) -> str:
    return Review.objects.get(story=story).state


def test_the_reason_is_shown_with_a_way_to_ask(hers, declined):
    page = hers.get(f"/desk/stories/{declined.pk}/").content.decode()

    assert "We cannot check this one." in page
    assert f"/desk/stories/{declined.pk}/ask-again/" in page


def test_asking_puts_it_into_the_queue_with_her_words(hers, declined, author, other_editor):
    SiteSettings.objects.update(newsroom_email="desk@example.org")

    hers.post(f"/desk/stories/{declined.pk}/ask-again/", {"ask-words": "The shop will confirm it."})

    found = Review.objects.get(story=declined)
    assert (found.state, found.editor) == (State.FIRST_READ, None)
    decision = Decision.objects.about(declined).get(action="asked-again")
    assert (decision.rule, decision.words, decision.actor) == (ask_again.ANOTHER, "The shop will confirm it.", author)
    assert Message.objects.get(decision=decision).from_newsroom is False
    assert [letter.to for letter in mail.outbox] == [["desk@example.org"]]


def test_asking_without_words_comes_back(hers, declined):
    answer = hers.post(f"/desk/stories/{declined.pk}/ask-again/", {"ask-words": " "})

    assert answer.status_code == 422 and "Say what the editors should look at again." in answer.content.decode()
    assert state(declined) == State.DECLINED


def test_it_is_asked_once(hers, declined, author, other_editor):
    ask_again.ask_again(declined, by=author, words="Please.")
    review.decline(declined, by=other_editor, words="Still not.")

    page = hers.get(f"/desk/stories/{declined.pk}/").content.decode()

    assert "/ask-again/" not in page
    with pytest.raises(review.CannotDecide, match="asked once already"):
        ask_again.ask_again(declined, by=author, words="Please!")
    assert state(declined) == State.DECLINED


def test_the_editor_who_declined_leaves_it_to_another(client, declined, author, editor, other_editor):
    ask_again.ask_again(declined, by=author, words="Please.")
    client.force_login(editor)
    seen = review.stamp(StoryPage.objects.get(pk=declined.pk).get_latest_revision())

    shown = client.get(f"/cms/review/{declined.pk}/").content.decode()
    refused = client.post(f"/cms/review/{declined.pk}/", {"outcome": "decline", "words": "No.", "revision": seen})
    client.force_login(other_editor)
    taken = client.post(f"/cms/review/{declined.pk}/", {"outcome": "decline", "words": "No.", "revision": seen})

    assert "another editor decides this time" in shown
    assert refused.status_code == 422
    assert taken.status_code == 302 and state(declined) == State.DECLINED


def test_in_a_newsroom_of_one_the_same_editor_reads_it_again_and_the_log_says_so(client, declined, author, editor):
    ask_again.ask_again(declined, by=author, words="Please.")
    client.force_login(editor)
    seen = review.stamp(StoryPage.objects.get(pk=declined.pk).get_latest_revision())

    answer = client.post(f"/cms/review/{declined.pk}/", {"outcome": "approve", "words": "You are right.", "revision": seen})

    assert answer.status_code == 302
    assert Decision.objects.about(declined).get(action="asked-again").rule == ask_again.ONLY


def test_only_a_declined_story_of_ones_own_is_asked_for(client, declined, other_author, make_story, author):
    client.force_login(other_author)
    assert client.post(f"/desk/stories/{declined.pk}/ask-again/", {"ask-words": "x"}).status_code == 404
    waiting = make_story(author, title="Waits")
    review.send_to_review(waiting, by=author)
    with pytest.raises(review.CannotDecide):
        ask_again.ask_again(waiting, by=author, words="Please.")


@pytest.mark.django_db(transaction=True)
def test_two_requests_at_once_ask_once(declined, author, other_editor):
    if connection.vendor == "sqlite" and "memory" in str(connection.settings_dict["NAME"]):
        pytest.skip("threads need PostgreSQL or a database in a file")
    told = []

    def ask() -> None:
        try:
            ask_again.ask_again(declined, by=author, words="Please.")
            told.append("asked")
        except review.CannotDecide:
            told.append("refused")
        finally:
            connection.close()

    threads = [threading.Thread(target=ask) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(told) == ["asked", "refused", "refused"]
    assert Decision.objects.about(declined).filter(action="asked-again").count() == 1
