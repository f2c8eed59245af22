"""The review: every outcome, who may decide, what the author gets, and that only what was approved is published."""

from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from moderation.models import Decision, DecisionIsFinal
from stories import review
from stories.models import PublishedStory, StoryPage
from stories.states import State

CHECKED = {"figures": True, "names": True, "leaks": True, "stake": True}


@pytest.fixture
def waiting(make_story, author) -> StoryPage:
    story = make_story(author)
    review.send_to_review(story, by=author)
    return story


def test_story_goes_through_both_steps_and_is_live(waiting, editor, author):
    review.approve_first_read(waiting, by=editor, words="A clear account.")

    review.check_and_publish(waiting, by=editor, words="Thank you.", checklist=CHECKED)

    waiting.refresh_from_db()
    assert waiting.live is True
    assert waiting.review.state == State.PUBLISHED
    assert PublishedStory.objects.get(story=waiting).get_absolute_url() == "/stories/food-and-drink/the-baker-who-called/"


def test_every_outcome_sends_exactly_one_mail_with_the_editors_words(waiting, editor, author):
    review.approve_first_read(waiting, by=editor, words="Words of the first read.")
    review.request_changes(waiting, by=editor, words="Please say when it happened.")
    review.send_to_review(waiting, by=author)
    review.decline(waiting, by=editor, words="We cannot check this one.")

    to_author = [message for message in mail.outbox if message.to == [author.email]]
    assert [("Words of the first read." in m.body, "say when it happened" in m.body, "cannot check this" in m.body) for m in to_author] == [
        (True, False, False),
        (False, True, False),
        (False, False, True),
    ]


def test_decision_without_words_is_refused(waiting, editor):
    with pytest.raises(review.CannotDecide, match="Say why"):
        review.decline(waiting, by=editor, words="  ")

    waiting.review.refresh_from_db()
    assert waiting.review.state == State.FIRST_READ


def test_second_editor_is_told_that_it_is_decided(waiting, editor, other_editor):
    review.decline(waiting, by=editor, words="No.")

    with pytest.raises(review.CannotDecide, match="not possible any more"):
        review.approve_first_read(waiting, by=other_editor, words="Yes.")


def test_editor_cannot_decide_on_her_own_story(make_story, editor):
    story = make_story(editor)
    review.send_to_review(story, by=editor)

    with pytest.raises(review.CannotDecide, match="your own story"):
        review.approve_first_read(story, by=editor, words="Mine is good.")


def test_incomplete_checklist_refuses_to_publish(waiting, editor):
    review.approve_first_read(waiting, by=editor, words="Good.")

    with pytest.raises(review.CannotDecide, match="leak check"):
        review.check_and_publish(waiting, by=editor, words="Thanks.", checklist=CHECKED | {"leaks": False})

    waiting.refresh_from_db()
    assert waiting.live is False


def test_leaked_name_blocks_publication_even_with_every_box_ticked(waiting, editor, author):
    waiting.pseudonyms.create(real="Marlow", shown="the baker")
    waiting.title = "What Márlow did"
    waiting.save_revision(user=editor)
    review.approve_first_read(waiting, by=editor, words="Good.")

    with pytest.raises(review.CannotDecide, match="Marlow"):
        review.check_and_publish(waiting, by=editor, words="Thanks.", checklist=CHECKED)


def test_approval_names_the_revision_that_was_seen(waiting, editor, author):
    seen = review.stamp(waiting.latest_revision)
    waiting.title = "Changed behind the editor's back"
    waiting.save_revision(user=author)

    with pytest.raises(review.CannotDecide, match="changed while you were reading"):
        review.approve_first_read(waiting, by=editor, words="Good.", seen=seen)


def test_autosave_over_the_same_revision_counts_as_a_change(waiting, editor, author):
    seen = review.stamp(waiting.latest_revision)
    waiting.title = "Typed over"
    waiting.save_revision(user=author, overwrite_revision=waiting.latest_revision)

    with pytest.raises(review.CannotDecide, match="changed while you were reading"):
        review.approve_first_read(waiting, by=editor, words="Good.", seen=seen)


def test_edit_after_first_read_is_covered_by_the_second_approval(waiting, editor, other_editor):
    review.approve_first_read(waiting, by=editor, words="Good.")
    waiting.title = "A better title"
    waiting.save_revision(user=other_editor)

    review.check_and_publish(waiting, by=other_editor, words="Thanks.", checklist=CHECKED)

    waiting.refresh_from_db()
    assert (waiting.live, waiting.title) == (True, "A better title")


def test_scheduled_story_goes_live_when_it_is_due(waiting, editor, author):
    from stories.due import publish_scheduled

    review.approve_first_read(waiting, by=editor, words="Good.")
    review.check_and_publish(waiting, by=editor, words="On Monday.", checklist=CHECKED, at=timezone.now() + timedelta(hours=1))
    waiting.refresh_from_db()
    assert (waiting.live, waiting.review.state) == (False, State.SCHEDULED)

    revision = waiting.revisions.get(approved_go_live_at__isnull=False)
    revision.approved_go_live_at = timezone.now() - timedelta(minutes=1)
    revision.content["go_live_at"] = (timezone.now() - timedelta(minutes=1)).isoformat()
    revision.save()
    publish_scheduled()

    waiting.refresh_from_db()
    waiting.review.refresh_from_db()
    assert (waiting.live, waiting.review.state) == (True, State.PUBLISHED)
    assert mail.outbox[-1].subject == "“The baker who called” is published"


def test_author_pulls_back_and_sends_again(waiting, author):
    review.pull_back(waiting, by=author)
    review.send_to_review(waiting, by=author)

    waiting.review.refresh_from_db()
    assert waiting.review.state == State.FIRST_READ


def test_withdrawn_published_story_leaves_the_site(published_story, author):
    review.withdraw(published_story, by=author)

    published_story.refresh_from_db()
    assert (published_story.live, PublishedStory.objects.get(story=published_story).live) == (False, False)
    assert published_story.review.state == State.WITHDRAWN


def test_decisions_cannot_be_changed_or_deleted(waiting):
    decision = Decision.objects.about(waiting).first()

    with pytest.raises(DecisionIsFinal):
        decision.save()
    with pytest.raises(DecisionIsFinal):
        Decision.objects.all().delete()


def test_story_without_section_gets_one_at_the_last_step(make_story, author, editor, newsroom):
    story = make_story(author, section=None)
    review.send_to_review(story, by=author)
    review.approve_first_read(story, by=editor, words="Good.")

    review.check_and_publish(story, by=editor, words="Thanks.", checklist=CHECKED, section=newsroom.sections["owners-side"])

    assert PublishedStory.objects.get(story=story).section_slug == "owners-side"


def test_publishing_around_the_review_is_written_down(make_story, author, django_user_model):
    boss = django_user_model.objects.create_superuser("boss@example.org", "a long password")
    story = make_story(author)

    story.save_revision(user=boss).publish()  # only code can: the CMS asks StoryPermissions first

    decision = Decision.objects.about(story).first()
    assert (decision.action, decision.actor, decision.rule) == ("published-directly", boss, "outside-review")
    assert PublishedStory.objects.filter(story=story, live=True).exists()


def test_unpublishing_in_the_cms_is_written_down(published_story):
    published_story.unpublish()

    assert Decision.objects.about(published_story).first().action == "unpublished-directly"
    assert PublishedStory.objects.get(story=published_story).live is False


def test_editor_has_no_publish_permission(make_story, author, editor):
    story = make_story(author)

    permissions = story.permissions_for_user(editor)

    assert (permissions.can_edit(), permissions.can_publish(), permissions.can_unpublish()) == (True, False, False)


def test_usual_wait_is_a_promise_until_ten_were_decided(waiting):
    assert review.usual_wait() == "usually within 5 days"


def test_leak_is_seen_in_every_field_readers_get(waiting):
    from stories import checks

    waiting.pseudonyms.create(real="Maria", shown="Anna")
    waiting.happened, waiting.search_description, waiting.body = "when Maria came", "About Maria", [("text", "<p>Her name: Ma<b>ria</b></p><p>End</p>")]

    (leak,) = checks.leaks(waiting)

    assert all(where in leak.words for where in ("when it happened", "search engines", "the text"))


def test_story_sent_again_does_not_count_as_answered_at_once(waiting, editor, author):
    review.decline(waiting, by=editor, words="Not yet.")
    review.send_to_review(waiting, by=author)

    waiting.review.refresh_from_db()
    assert waiting.review.decided_at is None
