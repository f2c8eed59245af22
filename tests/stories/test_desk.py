"""The author's desk: her own stories and nobody else's."""

import pytest

from stories import consent, difference, review
from stories.models import Message, Review, StoryPage

pytestmark = pytest.mark.django_db
QUERIES = 13
AGREED = {"agree_true": "on", "agree_publish": "on", "agree_withdraw": "on"}


@pytest.fixture
def story(make_story, author, bakery):
    story = make_story(author, place=bakery.place)
    consent.record(story, by=author, agreed=consent.statements(photos=False))
    review.send_to_review(story, by=author)
    return story


def state(story) -> str:
    return Review.objects.get(story=story).state


def test_a_stranger_is_sent_to_sign_in(client, story):
    for path in ("/desk/", f"/desk/stories/{story.pk}/", f"/desk/stories/{story.pk}/edit/"):
        assert client.get(path)["Location"].startswith("/accounts/login/")


def test_somebody_elses_story_is_not_found(client, story, other_author):
    client.force_login(other_author)

    for name in ("", "edit/", "withdraw/"):
        assert client.get(f"/desk/stories/{story.pk}/{name}").status_code == 404
    for name in ("send/", "pull-back/", "withdraw/", "answer/", "edit/"):
        assert client.post(f"/desk/stories/{story.pk}/{name}", {"words": "x"}).status_code == 404


def test_the_desk_says_where_a_story_stands(hers, story):
    page = hers.get("/desk/").content.decode()

    assert "The baker who called" in page
    assert "usually within 5 days" in page
    assert "With the editors" in page


def test_without_a_script_nobody_on_her_own_page_is_asked_to_sign_in(hers):
    page = hers.get("/desk/").content.decode()

    assert 'href="/desk/landing/">My desk</a>' in page
    assert "Sign in" not in page


@pytest.mark.parametrize("count", [1, 3])
def test_the_desk_asks_the_database_as_often_for_three_as_for_one(hers, make_story, author, count, django_assert_num_queries):
    for number in range(count):
        review.send_to_review(make_story(author, title=f"Story {number}"), by=author)
    hers.get("/desk/")

    with django_assert_num_queries(QUERIES):
        hers.get("/desk/")


def test_messages_are_shown_and_then_read(hers, story, editor):
    review.request_changes(story, by=editor, words="Please say when.")

    page = hers.get(f"/desk/stories/{story.pk}/").content.decode()

    assert "Please say when." in page and "Edith Moreau" in page
    assert Message.objects.get(story=story).read_at


def test_the_header_counts_what_waits(hers, story, editor):
    before = hers.get("/desk/session/")
    review.request_changes(story, by=editor, words="Please say when.")
    after = hers.get("/desk/session/")

    assert 'class="count"' not in before.content.decode()
    assert 'class="count">1<' in after.content.decode()
    assert "no-store" in after["Cache-Control"]


def test_a_stranger_gets_the_sign_in_link(client):
    assert "/accounts/login/" in client.get("/desk/session/").content.decode()


def test_each_role_lands_on_its_own_work(client, author, editor):
    client.force_login(author)
    assert client.get("/desk/landing/")["Location"] == "/desk/"
    client.force_login(editor)
    assert client.get("/desk/landing/")["Location"] == "/cms/"


def test_in_review_it_cannot_be_changed_but_taken_back(hers, story):
    assert hers.get(f"/desk/stories/{story.pk}/edit/").status_code == 302

    hers.post(f"/desk/stories/{story.pk}/pull-back/")

    assert state(story) == "draft"
    assert hers.get(f"/desk/stories/{story.pk}/edit/").status_code == 200


def form_of(client, story) -> dict[str, object]:
    """What the browser would send back unchanged."""
    from bs4 import BeautifulSoup

    soup = BeautifulSoup(client.get(f"/desk/stories/{story.pk}/edit/").content, "html.parser").find("form", id="edit-form")
    sent: dict[str, object] = {}
    for box in soup.find_all(["input", "textarea", "select"]):
        name = box.get("name")
        if not name or name == "csrfmiddlewaretoken":
            continue
        if box.get("type") in {"checkbox", "radio"}:
            if box.has_attr("checked"):
                sent[name] = box.get("value")
        elif box.name == "select":
            chosen = box.find("option", selected=True)
            sent[name] = chosen["value"] if chosen else ""
        else:
            sent[name] = box.get("value", "") if box.name == "input" else box.get_text().removeprefix("\n")
    return sent


def test_a_change_is_a_revision_and_keeps_the_block(hers, story, author):
    hers.post(f"/desk/stories/{story.pk}/pull-back/")
    before = StoryPage.objects.get(pk=story.pk).get_latest_revision_as_object().body[0]
    sent = form_of(hers, story)

    answer = hers.post(f"/desk/stories/{story.pk}/edit/", sent | {"title": "A new title", f"block-{before.id}-text": "New words.", "do": "send"} | AGREED)

    after = StoryPage.objects.get(pk=story.pk).get_latest_revision_as_object()
    assert answer.status_code == 302
    assert (after.title, str(after.body[0].value.source), after.body[0].id) == ("A new title", "<p>New words.</p>", before.id)
    assert after.latest_revision.user == author
    assert state(story) == "first-read"


def test_an_unchanged_form_changes_nothing(hers, story):
    hers.post(f"/desk/stories/{story.pk}/pull-back/")
    before = StoryPage.objects.get(pk=story.pk).get_latest_revision_as_object()

    hers.post(f"/desk/stories/{story.pk}/edit/", form_of(hers, story) | {"do": "save"})

    assert difference.changes(before, StoryPage.objects.get(pk=story.pk).get_latest_revision_as_object()) == []


def test_a_stale_change_keeps_both_texts(hers, story, editor):
    hers.post(f"/desk/stories/{story.pk}/pull-back/")
    sent = form_of(hers, story)
    page = StoryPage.objects.get(pk=story.pk).get_latest_revision_as_object()
    page.title = "The editor's title"
    page.save_revision(user=editor)

    answer = hers.post(f"/desk/stories/{story.pk}/edit/", sent | {"title": "Her title", "do": "save"})

    assert answer.status_code == 409
    text = answer.content.decode()
    assert "Her title" in text and "Edith Moreau" in text
    assert StoryPage.objects.get(pk=story.pk).get_latest_revision_as_object().title == "The editor's title"


def test_an_error_in_a_change_keeps_what_was_typed(hers, story):
    hers.post(f"/desk/stories/{story.pk}/pull-back/")

    answer = hers.post(f"/desk/stories/{story.pk}/edit/", form_of(hers, story) | {"title": "", "standfirst": "Kept words", "do": "save"})

    assert answer.status_code == 422
    assert "Kept words" in answer.content.decode()


def test_withdrawing_asks_first(hers, story):
    assert "Withdraw this story?" in hers.get(f"/desk/stories/{story.pk}/withdraw/").content.decode()
    assert state(story) == "first-read"

    hers.post(f"/desk/stories/{story.pk}/withdraw/", {"words": "Changed my mind"})
    assert state(story) == "withdrawn"

    hers.post(f"/desk/stories/{story.pk}/send/")
    assert state(story) == "first-read"


def test_an_answer_reaches_the_newsroom(hers, story, author):
    hers.post(f"/desk/stories/{story.pk}/answer/", {"words": "It was in March."})

    message = Message.objects.get(story=story)
    assert (message.words, message.sender, message.from_newsroom) == ("It was in March.", author, False)


def test_an_empty_answer_is_told(hers, story):
    answer = hers.post(f"/desk/stories/{story.pk}/answer/", {"words": " "})

    assert not Message.objects.exists()
    assert answer.status_code == 422
    assert "Write something first" in answer.content.decode()


@pytest.mark.parametrize("way", ["answer", "withdraw"])
def test_too_long_an_answer_is_told_and_kept(hers, story, way):
    words = "y" * 10_001

    answer = hers.post(f"/desk/stories/{story.pk}/{way}/", {"words": words})

    assert answer.status_code == 422
    assert words in answer.content.decode() and "1 letter too long" in answer.content.decode()
    assert state(story) == "first-read" and not Message.objects.exists()


def test_a_double_click_sends_one_answer(hers, story):
    for words in ("March.", "March.", "Or April."):
        hers.post(f"/desk/stories/{story.pk}/answer/", {"words": words})

    assert [message.words for message in Message.objects.filter(story=story)] == ["March.", "Or April."]


def test_a_change_sent_while_it_is_in_review_keeps_what_was_typed(hers, story):
    hers.post(f"/desk/stories/{story.pk}/pull-back/")
    sent = form_of(hers, story) | {"title": "Typed in the other tab", "do": "save"}
    hers.post(f"/desk/stories/{story.pk}/send/")

    answer = hers.post(f"/desk/stories/{story.pk}/edit/", sent)

    assert answer.status_code == 409
    assert "Typed in the other tab" in answer.content.decode() and "The editors are reading it" in answer.content.decode()

    hers.post(f"/desk/stories/{story.pk}/pull-back/")
    assert hers.post(f"/desk/stories/{story.pk}/edit/", sent).status_code == 302
    assert StoryPage.objects.get(pk=story.pk).get_latest_revision_as_object().title == "Typed in the other tab"


def test_a_revision_written_over_under_its_number_is_stale(hers, story, editor):
    hers.post(f"/desk/stories/{story.pk}/pull-back/")
    page = StoryPage.objects.get(pk=story.pk).get_latest_revision_as_object()
    revision = page.save_revision(user=editor)
    sent = form_of(hers, story)
    page.title = "The autosaved title"
    page.save_revision(user=editor, overwrite_revision=revision)
    assert StoryPage.objects.get(pk=story.pk).latest_revision == revision

    assert hers.post(f"/desk/stories/{story.pk}/edit/", sent | {"title": "Her title", "do": "save"}).status_code == 409


def test_what_editors_changed_is_shown_word_by_word(hers, story, editor):
    page = StoryPage.objects.get(pk=story.pk).get_latest_revision_as_object()
    page.title = "The baker who phoned <b>"
    page.save_revision(user=editor)

    text = hers.get(f"/desk/stories/{story.pk}/").content.decode()

    assert "<del>called</del>" in text and "<ins>phoned &lt;b&gt;</ins>" in text


def test_words_marks_what_came_and_went():
    assert difference.words("a big shop", "a small shop") == "a <del>big</del><ins>small</ins> shop"


def test_a_draft_that_was_never_sent_can_be_thrown_away_from_the_desk(hers, make_story, author):
    story = make_story(author)
    Review.objects.create(story=story, owner=author)

    page = hers.get("/desk/").content.decode()

    assert f"/desk/stories/{story.pk}/throw-away/" in page


def test_what_a_check_blocks_is_not_sent_and_says_why(hers, make_story, author):
    from stories.models import Pseudonym

    story = make_story(author, title="What Marta did")
    Review.objects.create(story=story, owner=author)
    Pseudonym.objects.create(story=story, real="Marta", shown="Ines")

    page = hers.post(f"/desk/stories/{story.pk}/send/", follow=True).content.decode()

    assert state(story) == "draft"
    assert "Marta" in page and "With you" in page
