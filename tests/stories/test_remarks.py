"""Remarks at a place of the text, editors' changes, and the grouped letters about them."""

from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone
from wagtail.models import Comment, CommentReply
from wagtail.users.models import UserProfile

from core.models import SiteSettings
from moderation.models import Decision
from stories import agree, checks, on_desk, remarks, review
from stories.models import Message, Review, StoryPage

pytestmark = pytest.mark.django_db
QUERIES = 26  # the story's page


@pytest.fixture
def story(make_story, author) -> StoryPage:
    story = make_story(author)
    review.send_to_review(story, by=author)
    mail.outbox.clear()
    return story


@pytest.fixture
def remark(story, editor) -> Comment:
    return remark_on(story, editor, "When was that?")


def remark_on(story, by, text, path="") -> Comment:
    block = story.body[0].id
    return Comment.objects.create(page=story, user=by, text=text, contentpath=path or f"body.{block}")


def later(minutes: int) -> None:
    """As if everything said was said so long ago."""
    for model in (Comment, CommentReply):
        model.objects.update(created_at=timezone.now() - timedelta(minutes=minutes))


def page_of(client, story) -> str:
    return client.get(f"/desk/stories/{story.pk}/").content.decode()


def edited(story, by, **values) -> None:
    page = StoryPage.objects.get(pk=story.pk).get_latest_revision_as_object()
    for name, value in values.items():
        setattr(page, name, value)
    page.save_revision(user=by)


def test_a_remark_stands_at_the_text_it_is_about(hers, story, remark):
    place = on_desk.remarks(story)[0]

    assert place.block == story.body[0].id
    assert place.excerpt.startswith("The bread was salt")
    assert "When was that?" in page_of(hers, story)


def test_remarks_come_in_the_order_of_the_text(story, editor):
    remark_on(story, editor, "About the text.")
    remark_on(story, editor, "About a lost place.", path="body.gone")
    remark_on(story, editor, "About the title.", path="title")

    assert [place.remarks[0].comment.text for place in on_desk.remarks(story)] == ["About the title.", "About the text.", "About a lost place."]


def test_the_author_answers(hers, story, remark, author):
    answer = hers.post(f"/desk/stories/{story.pk}/remarks/{remark.pk}/", {"words": "In May.", "do": "answer"})

    assert answer.status_code == 302
    reply = remark.replies.get()
    assert (reply.text, reply.user, Comment.objects.get(pk=remark.pk).resolved_at) == ("In May.", author, None)


def test_a_second_click_answers_once(remark, author):
    remarks.answer(remark, by=author, words="In May.")
    remarks.answer(remark, by=author, words="In May.")

    assert remark.replies.count() == 1


def test_an_empty_answer_comes_back_with_words(hers, story, remark):
    answer = hers.post(f"/desk/stories/{story.pk}/remarks/{remark.pk}/", {"words": " ", "do": "answer"})

    assert answer.status_code == 422
    assert "Write your answer first." in answer.content.decode()


def test_settling_needs_no_words_and_is_in_the_log(hers, story, remark, author):
    hers.post(f"/desk/stories/{story.pk}/remarks/{remark.pk}/", {"words": "", "do": "settle"})

    remark.refresh_from_db()
    assert remark.resolved_by == author
    assert Decision.objects.about(story).filter(action="remark-settled", actor=author).count() == 1
    assert 'id="remarks"' not in page_of(hers, story)


def test_a_settled_remark_is_not_answered(remark, author):
    remarks.settle(remark, by=author)

    with pytest.raises(review.CannotDecide, match="settled meanwhile"):
        remarks.answer(remark, by=author, words="In May.")


def test_answers_outlive_a_new_version(story, remark, author, editor):
    remarks.answer(remark, by=author, words="In May.")

    edited(story, editor, title="Another title")

    assert [reply.text for reply in on_desk.remarks(story)[0].remarks[0].comment.replies.all()] == ["In May."]


def test_somebody_elses_remark_is_not_found(client, story, remark, other_author, make_story, author):
    other = make_story(author, title="Another")
    client.force_login(other_author)
    assert client.post(f"/desk/stories/{story.pk}/remarks/{remark.pk}/", {"words": "x", "do": "answer"}).status_code == 404
    client.force_login(author)
    review.send_to_review(other, by=author)
    assert client.post(f"/desk/stories/{other.pk}/remarks/{remark.pk}/", {"words": "x", "do": "answer"}).status_code == 404
    assert not CommentReply.objects.exists()


def test_the_editor_sees_both_on_the_review_screen(client, story, remark, editor, author):
    remarks.answer(remark, by=author, words="In May.")
    client.force_login(editor)

    page = client.get(f"/cms/review/{story.pk}/").content.decode()

    assert "When was that?" in page and "In May." in page


def test_several_remarks_make_one_letter_once_the_editor_is_quiet(story, remark, editor, author):
    remark_on(story, editor, "And who was there?", path="title")
    remarks.tell()
    assert mail.outbox == []

    later(11)
    remarks.tell()
    remarks.tell()

    letter = mail.outbox[0]
    assert (len(mail.outbox), letter.to) == (1, [author.email])
    assert "When was that?" in letter.body and "And who was there?" in letter.body
    assert "/cms/" not in letter.body
    assert Message.objects.get(story=story).from_newsroom is True


def test_somebody_who_never_stops_is_told_within_the_hour(story, editor):
    old = remark_on(story, editor, "First.")
    Comment.objects.filter(pk=old.pk).update(created_at=timezone.now() - timedelta(minutes=61))
    remark_on(story, editor, "Just now.")

    remarks.tell()

    assert len(mail.outbox) == 1


def test_an_answer_goes_to_the_editor_who_has_it(story, remark, author, editor):
    SiteSettings.objects.update(newsroom_email="desk@example.org")
    review.approve_first_read(story, by=editor, words="Good.")
    mail.outbox.clear()
    later(200)
    remarks.tell()
    mail.outbox.clear()
    remarks.answer(remark, by=author, words="In May.")
    CommentReply.objects.update(created_at=timezone.now() - timedelta(minutes=11))

    remarks.tell()

    assert [(letter.to, "In May." in letter.body) for letter in mail.outbox] == [([editor.email], True)]


def test_the_cms_does_not_mail_an_author_who_answered(remark, author):
    remarks.answer(remark, by=author, words="In May.")

    assert UserProfile.objects.get(user=author).updated_comments_notifications is False


def test_nothing_is_said_about_a_published_story(published_story, editor):
    mail.outbox.clear()
    remark_on(published_story, editor, "Late.")
    later(30)

    remarks.tell()

    assert mail.outbox == []


@pytest.mark.parametrize("count", [1, 3])
def test_the_storys_page_asks_as_often_for_three_remarks_as_for_one(hers, story, editor, count, django_assert_num_queries):
    for number in range(count):
        remark_on(story, editor, f"Remark {number}")
    page_of(hers, story)

    with django_assert_num_queries(QUERIES):
        page_of(hers, story)


def test_an_editors_change_is_shown_and_accepted(hers, story, editor, author):
    edited(story, editor, title="The baker who rang")
    shown = page_of(hers, story)
    mark = on_desk.changes(Review.objects.get(story=story))[0].mark

    hers.post(f"/desk/stories/{story.pk}/changes/accept/", {"mark": mark})

    assert "<del>called</del><ins>rang</ins>" in shown
    decision = Decision.objects.about(story).get(action=agree.ACCEPTED)
    assert decision.actor == author and mark in decision.note
    assert "“called” → “rang”" in Message.objects.get(decision=decision).words
    assert on_desk.changes(Review.objects.get(story=story)) == []


def test_a_change_made_after_she_accepted_is_shown_again(story, editor, author):
    edited(story, editor, title="The baker who rang")
    agree.accept(story, by=author, marks=[on_desk.changes(Review.objects.get(story=story))[0].mark])

    edited(story, editor, title="The baker who knocked")

    assert "knocked" in on_desk.changes(Review.objects.get(story=story))[0].html


def test_accepting_what_is_gone_is_refused(story, editor, author):
    edited(story, editor, title="The baker who rang")

    with pytest.raises(review.CannotDecide, match="changed again"):
        agree.accept(story, by=author, marks=["nothing"])


def test_her_own_changes_are_not_the_editors(story, editor, author):
    edited(story, editor, standfirst="An editor's line.")
    edited(story, author, title="Her own title")

    changes = on_desk.changes(Review.objects.get(story=story))

    assert [change.label for change in changes] == ["standfirst"]


def test_a_change_is_discussed_in_a_message_that_quotes_it(hers, story, editor):
    edited(story, editor, title="The baker who rang")
    mark = on_desk.changes(Review.objects.get(story=story))[0].mark

    hers.post(f"/desk/stories/{story.pk}/changes/discuss/", {"mark": mark, "words": "She never rang."})

    words = Message.objects.get(story=story).words
    assert "“called” → “rang”" in words and words.endswith("She never rang.")


def test_an_empty_word_about_a_change_comes_back(hers, story, editor):
    edited(story, editor, title="The baker who rang")
    mark = on_desk.changes(Review.objects.get(story=story))[0].mark

    answer = hers.post(f"/desk/stories/{story.pk}/changes/discuss/", {"mark": mark, "words": ""})

    assert answer.status_code == 422 and "Write your answer first." in answer.content.decode()
    assert not Message.objects.exists()


def test_what_was_settled_is_kept_and_told_whatever_is_saved_next(story, remark, author, editor):
    review.approve_first_read(story, by=editor, words="Good.")
    mail.outbox.clear()
    remarks.answer(remark, by=author, words="In May.")
    remarks.settle(remark, by=author)
    edited(story, editor, title="Another title")

    Message.objects.update(sent_at=timezone.now() - timedelta(minutes=11))
    remarks.tell()
    remarks.tell()

    assert [(letter.to, "When was that?" in letter.body, "In May." in letter.body) for letter in mail.outbox] == [([editor.email], True, True)]
    assert Message.objects.filter(decision__action="remark-settled").get().words == "When was that?\n\nIn May."


def test_an_account_closed_while_its_story_is_in_review_stops_nothing_and_gets_no_letter(story, editor, author, remark):
    assert [flag.key for flag in checks.flags(story)] == []
    author.is_active = False
    author.save()
    later(30)

    remarks.tell()
    assert [flag.key for flag in checks.flags(StoryPage.objects.get(pk=story.pk))] == ["closed"], "the editor is told that letters reach nobody"
    review.request_changes(story, by=editor, words="When was that?")

    assert Review.objects.get(story=story).state == "changes-requested"
    assert [letter.to for letter in mail.outbox if author.email in letter.to] == []
    assert [place.remarks[0].comment.text for place in on_desk.remarks(story)] == ["When was that?"]
