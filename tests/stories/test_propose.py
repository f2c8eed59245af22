"""What an author adds to her published story: through the queue, with its date, while the story stays as it is."""

import pytest
from django.core import mail

from moderation import decide as decisions
from moderation.models import Decision
from stories import propose, review
from stories.models import Correction, FollowUp, ProposedNote, PublishedStory, StoryPage

pytestmark = pytest.mark.django_db
QUERIES = 5
TEXT = "She has opened a second shop."


@pytest.fixture
def story(published_story) -> StoryPage:
    mail.outbox.clear()
    return published_story


@pytest.fixture
def note(story, author) -> ProposedNote:
    return propose.propose(story, by=author, kind="follow-up", text=TEXT)


def approve(note, editor, **more) -> Decision:
    note.refresh_from_db()
    return decisions.decide(note, action="approve", actor=editor, **more)


def test_the_author_proposes_and_nothing_is_shown_yet(hers, story):
    answer = hers.post(f"/desk/stories/{story.pk}/notes/", {"kind": "follow-up", "words": TEXT})

    assert answer.status_code == 302
    assert ProposedNote.objects.get().status == "waiting"
    assert not FollowUp.objects.exists()
    assert TEXT not in hers.get(story.url).content.decode()


@pytest.mark.parametrize(("kind", "model"), [("follow-up", FollowUp), ("correction", Correction)])
def test_once_approved_it_stands_under_the_story_and_its_author_is_told(client, story, author, editor, kind, model):
    note = propose.propose(story, by=author, kind=kind, text=TEXT)
    revision = StoryPage.objects.get(pk=story.pk).live_revision_id

    approve(note, editor)

    row = model.objects.get(story=story)
    assert (row.words, row.made_at, row.by) == (TEXT, note.shown_at or ProposedNote.objects.get().shown_at, editor)
    assert TEXT in client.get(story.url).content.decode()
    assert StoryPage.objects.get(pk=story.pk).live_revision_id == revision
    assert [(letter.to, TEXT in letter.body) for letter in mail.outbox] == [([author.email], True)]


def test_declining_needs_words_and_they_reach_the_author(hers, note, author, editor):
    with pytest.raises(decisions.CannotDecide, match="Say why"):
        decisions.decide(note, action="decline", actor=editor)

    decisions.decide(note, action="decline", actor=editor, words="We cannot check it.")

    assert [(letter.to, "We cannot check it." in letter.body) for letter in mail.outbox] == [([author.email], True)]
    assert "We cannot check it." in hers.get(f"/desk/stories/{note.story_id}/notes/").content.decode()
    assert not FollowUp.objects.exists()


def test_an_undone_approval_takes_it_away_again(note, story, editor):
    decision = approve(note, editor)

    decisions.undo(Decision.objects.get(pk=decision.pk), actor=editor)

    assert not FollowUp.objects.exists()
    assert ProposedNote.objects.get().status == "waiting"
    assert PublishedStory.objects.get(story=story).live is True


def test_hidden_and_restored_it_keeps_its_date(note, editor):
    approve(note, editor)
    shown_at = ProposedNote.objects.get().shown_at
    decisions.decide(ProposedNote.objects.get(), action="hide", actor=editor, words="It names a child.")
    hidden = FollowUp.objects.count()

    decisions.decide(ProposedNote.objects.get(), action="restore", actor=editor)

    assert (hidden, FollowUp.objects.get().made_at) == (0, shown_at)


def test_a_light_edit_is_what_readers_see(client, note, story, editor):
    approve(note, editor)

    decisions.decide(ProposedNote.objects.get(), action="edit", actor=editor, changes={"text": "She opened a second shop."})

    assert "She opened a second shop." in client.get(story.url).content.decode()


def test_the_queue_shows_it_and_an_editor_decides_there(client, note, editor):
    client.force_login(editor)

    page = client.get("/cms/queue/?kind=note")

    assert TEXT in page.content.decode() and "what happened next" in page.content.decode()


@pytest.mark.parametrize(("words", "found"), [("second shop", True), ("castillo", True), ("nobody", False)])
def test_the_queues_search_finds_it_by_words_and_author(client, note, editor, words, found):
    client.force_login(editor)

    waiting = client.get("/cms/queue/", {"q": words}).content.decode()
    approve(note, editor)
    approved = client.get("/cms/queue/", {"q": words, "status": "approved"}).content.decode()

    assert (f"note-{note.pk}" in waiting, f"note-{note.pk}" in approved) == (found, found)


def test_a_story_that_is_not_published_takes_no_note(make_story, author):
    story = make_story(author)
    review.send_to_review(story, by=author)

    with pytest.raises(review.CannotDecide, match="not on the site"):
        propose.propose(story, by=author, kind="follow-up", text=TEXT)


def test_the_same_words_twice_are_one_note(note, story, author):
    assert propose.propose(story, by=author, kind="follow-up", text=f" {TEXT} ") == note


def test_five_may_wait_and_no_more(story, author):
    for number in range(propose.MOST_WAITING):
        propose.propose(story, by=author, kind="correction", text=f"Number {number}")

    with pytest.raises(review.CannotDecide, match="several notes"):
        propose.propose(story, by=author, kind="correction", text="One more")


@pytest.mark.parametrize(
    ("kind", "words", "said"), [("", TEXT, "Choose one"), ("follow-up", "", "Write what readers"), ("correction", "x" * 1001, "1 letter too long")]
)
def test_bad_input_comes_back_with_what_was_typed(hers, story, kind, words, said):
    answer = hers.post(f"/desk/stories/{story.pk}/notes/", {"kind": kind, "words": words})

    assert answer.status_code == 422
    assert said in answer.content.decode() and words[:900] in answer.content.decode()


def test_the_author_takes_it_back_while_it_waits(hers, note, editor):
    hers.post(f"/desk/stories/{note.story_id}/notes/{note.pk}/take-back/")

    note.refresh_from_db()
    assert note.status == "withdrawn"
    with pytest.raises(decisions.CannotDecide):
        approve(note, editor)


def test_what_is_shown_is_not_taken_back(hers, note, editor):
    approve(note, editor)

    hers.post(f"/desk/stories/{note.story_id}/notes/{note.pk}/take-back/")

    assert FollowUp.objects.count() == 1


def test_somebody_elses_story_is_not_found(client, note, other_author):
    client.force_login(other_author)

    assert client.get(f"/desk/stories/{note.story_id}/notes/").status_code == 404
    assert client.post(f"/desk/stories/{note.story_id}/notes/{note.pk}/take-back/").status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_asks_as_often_for_three_as_for_one(hers, story, author, count, django_assert_num_queries):
    for number in range(count):
        propose.propose(story, by=author, kind="correction", text=f"Number {number}")
    hers.get(f"/desk/stories/{story.pk}/notes/")

    with django_assert_num_queries(QUERIES):
        hers.get(f"/desk/stories/{story.pk}/notes/")
