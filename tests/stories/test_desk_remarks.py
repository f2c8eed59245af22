"""Editors' remarks on the page where the author writes: each at what it is about, answered and settled there, and nothing typed is lost."""

import json

import pytest
from bs4 import BeautifulSoup
from wagtail.models import Comment

from moderation.models import Decision
from stories import on_desk
from stories.models import StoryPage
from tests.stories.test_desk import form_of
from tests.stories.test_desk_blocks import press
from tests.stories.test_desk_change import draft, latest, path

pytestmark = pytest.mark.django_db


def remark_on(story, by, text="When was that?", place="", marked=()) -> Comment:
    """As Wagtail's editor saves one: where it is within a text is known to the version only."""
    page = latest(story)
    position = json.dumps([{"key": key, "start": start, "end": end} for key, start, end in marked]) if marked else ""
    page.wagtail_admin_comments = [Comment(page=story, user=by, text=text, contentpath=place or f"body.{page.body[0].id}", position=position)]
    page.save_revision(user=by, clean=False)
    return Comment.objects.get(text=text)


def page_of(client, story) -> BeautifulSoup:
    return BeautifulSoup(client.get(path(story)).content, "html.parser")


def keyed(story, by) -> None:
    """The text as the editor's text box stores it: each paragraph with its key."""
    page = latest(story)
    page.body = json.dumps([{**page.body.raw_data[0], "value": '<p data-block-key="aa">One came.</p><p data-block-key="bb">Two 🍞 <b>went</b>.</p>'}])
    page.save_revision(user=by, clean=False)


def test_a_remark_stands_at_its_block_with_the_words_that_were_marked(hers, story, editor):
    keyed(story, editor)
    remark_on(story, editor, marked=[("bb", 7, 11)])

    block = page_of(hers, story).find(id=f"block-{latest(story).body[0].id}")

    assert block.find(class_="letter__body").get_text() == "When was that?"
    assert block.find(class_="remark__marked").find("q").get_text() == "went"


@pytest.mark.parametrize("marked", [[("gone", 0, 3)], [], [("bb", 900, 905)]])
def test_what_was_marked_may_be_gone_and_the_remark_stays(story, editor, marked):
    keyed(story, editor)
    remark_on(story, editor, marked=marked)

    assert on_desk.remarks(story)[0].remarks[0].marked == ""


@pytest.mark.parametrize("position", ["{", "[1]", '{"a": 1}', '[{"key": "bb"}]', "null"])
def test_another_kind_of_position_is_no_words(story, editor, position):
    keyed(story, editor)
    remark_on(story, editor, marked=[("bb", 0, 3)])
    page = latest(story)
    for row in page.wagtail_admin_comments.all():
        row.position = position
    page.wagtail_admin_comments = list(page.wagtail_admin_comments.all())
    page.save_revision(user=editor, clean=False)

    assert on_desk.remarks(story)[0].remarks[0].marked == ""


def test_a_short_list_on_top_leads_to_each(hers, story, editor):
    remark = remark_on(story, editor)

    page = page_of(hers, story)

    link = page.find(id="remarks").find("a")
    assert (link["href"], link.get_text()) == (f"#remark-{remark.pk}", "Text: When was that?")
    assert len(page.find_all(id=f"remark-{remark.pk}")) == 1 and page.find(id="remarks").find("textarea") is None


@pytest.mark.parametrize(("place", "before"), [("title", "id_title"), ("standfirst", "id_standfirst")])
def test_a_remark_about_a_field_stands_at_it(hers, story, editor, place, before):
    remark = remark_on(story, editor, place=place)

    assert page_of(hers, story).find(id=f"remark-{remark.pk}").find_previous(["input", "textarea"], id=True)["id"] == before


@pytest.mark.parametrize("place", ["outcome", "body.gone"])
def test_what_stands_at_nothing_is_answered_on_top(hers, story, editor, place):
    remark = remark_on(story, editor, place=place)

    assert page_of(hers, story).find(id="remarks").find(id=f"remark-{remark.pk}").find("textarea")


def test_it_is_answered_in_the_middle_of_writing_and_everything_typed_stays(hers, story, editor, author):
    remark = remark_on(story, editor)

    answer = press(hers, story, f"answer:{remark.pk}", title="Typed", **{f"remark-{remark.pk}-words": "In May."})

    assert answer["Location"] == f"{path(story)}#remark-{remark.pk}"
    assert [(row.text, row.user) for row in remark.replies.all()] == [("In May.", author)]
    assert (form_of(hers, story)["title"], form_of(hers, story)[f"remark-{remark.pk}-words"]) == ("Typed", "")


def test_it_is_settled_there_with_or_without_words(hers, story, editor):
    remark = remark_on(story, editor)

    assert press(hers, story, f"settle:{remark.pk}").status_code == 302

    assert Decision.objects.about(story).filter(action="remark-settled").count() == 1
    assert page_of(hers, story).find(id=f"remark-{remark.pk}") is None


def test_settling_sends_the_words_that_were_typed(hers, story, editor):
    remark = remark_on(story, editor)

    press(hers, story, f"settle:{remark.pk}", **{f"remark-{remark.pk}-words": "Done, in May."})

    assert [row.text for row in remark.replies.all()] == ["Done, in May."]


def test_an_empty_answer_says_so_at_its_place(hers, story, editor):
    remark = remark_on(story, editor)

    answer = press(hers, story, f"answer:{remark.pk}", title="Typed")

    page = BeautifulSoup(answer.content, "html.parser")
    assert answer.status_code == 422 and page.find(id=f"remark-{remark.pk}-error").get_text() == "Write your answer first."
    assert page.find(id="id_title")["value"] == "Typed"


def test_an_answer_that_was_not_sent_outlives_saving(hers, story, editor):
    remark = remark_on(story, editor)

    press(hers, story, "save", title="Typed", **{f"remark-{remark.pk}-words": "Half a"})

    assert latest(story).title == "Typed"
    assert (form_of(hers, story)[f"remark-{remark.pk}-words"], remark.replies.count()) == ("Half a", 0)


def test_one_that_was_settled_meanwhile_keeps_the_words(hers, story, editor):
    remark = remark_on(story, editor)
    sent = form_of(hers, story) | {f"remark-{remark.pk}-words": "In May.", "do": f"answer:{remark.pk}"}
    Comment.objects.filter(pk=remark.pk).update(resolved_at="2026-01-01T00:00:00Z")

    answer = hers.post(path(story), sent)

    assert answer.status_code == 409 and "settled meanwhile" in answer.content.decode()
    assert draft(story).data[f"remark-{remark.pk}-words"] == "In May."


@pytest.mark.parametrize("number", ["0", "x", "99999999999999999999", ""])
def test_a_remark_that_is_not_there_is_not_found(hers, story, number):
    assert press(hers, story, f"answer:{number}").status_code == 404


def test_a_remark_in_somebody_elses_story_is_not_found(hers, story, make_story, other_author, editor):
    other = make_story(other_author, title="Other")
    remark = remark_on(StoryPage.objects.get(pk=other.pk), editor)

    assert press(hers, story, f"answer:{remark.pk}", **{f"remark-{remark.pk}-words": "In May."}).status_code == 404
    assert remark.replies.count() == 0


def test_with_the_text_in_one_box_all_are_answered_on_top(hers, story, editor):
    remark = remark_on(story, editor)
    press(hers, story, "plain")

    assert page_of(hers, story).find(id="remarks").find(id=f"remark-{remark.pk}").find("textarea")
