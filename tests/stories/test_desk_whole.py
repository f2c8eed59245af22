"""The whole text in one box: Markdown and pasted text keep what we show, markers stand for blocks, and switching loses nothing."""

import pytest

from stories import desk_layout, desk_whole
from tests.stories.conftest import TEXT
from tests.stories.test_desk import form_of
from tests.stories.test_desk_blocks import added, kinds, press, saved
from tests.stories.test_desk_change import autosave, latest, path

pytestmark = pytest.mark.django_db


def test_the_whole_text_in_one_box_and_back_changes_nothing(hers, story):
    new = added(hers, story, "lesson")
    press(hers, story, f"up:{new}", **{f"block-{new}-words": "Call first."})
    before = [(str(block.id), block.block_type) for block in saved(hers, story).body]

    press(hers, story, "plain")
    assert form_of(hers, story)["whole"] == "[[1 Lesson]]\n\nOne came.\n\nTwo went.\n\nThree stayed."
    press(hers, story, "blocks")

    assert "whole" not in form_of(hers, story)
    assert [(str(block.id), block.block_type) for block in saved(hers, story).body] == before


def test_moving_a_marker_moves_the_block_and_parts_the_text(hers, story):
    new = added(hers, story, "lesson")
    press(hers, story, "plain", **{f"block-{new}-words": "Call first."})

    press(hers, story, "save", whole="One came.\n\n[[1 Lesson]]\n\n## Then\n\n- two\n- went")

    values = [str(block.value.source) if block.block_type == "text" else block.value["words"] for block in latest(story).body]
    assert values == ["<p>One came.</p>", "Call first.", "<h2>Then</h2><ul><li>two</li><li>went</li></ul>"]
    assert form_of(hers, story)["whole"] == "One came.\n\n[[1 Lesson]]\n\n## Then\n\n- two\n- went"


def test_a_deleted_marker_leaves_its_block_at_the_end(hers, story):
    new = added(hers, story, "lesson")
    press(hers, story, f"up:{new}", **{f"block-{new}-words": "Call first."})
    press(hers, story, "plain")

    press(hers, story, "blocks", whole="All of it anew.")

    assert kinds(story) == ["text", "lesson"] and [block.block_type for block in saved(hers, story).body] == ["text", "lesson"]


def test_what_was_pasted_from_word_keeps_only_what_we_show(hers, story):
    press(hers, story, "plain")

    press(hers, story, "save", whole='<p class="MsoNormal">Hi <o:p></o:p></p>\n\n<script>x</script>\n\n[x](javascript:alert(1)')

    assert "<script" not in str(latest(story).body[0].value) and "href" not in str(latest(story).body[0].value)


def test_a_link_that_cannot_be_used_is_named(hers, story):
    press(hers, story, "plain")

    answer = press(hers, story, "save", whole="[x](javascript:alert)")

    assert answer.status_code == 422 and "This link cannot be used: javascript:alert" in answer.content.decode()


def test_pasted_pictures_are_left_out_and_said(hers, story):
    press(hers, story, "plain")
    picture = "data:image/png;base64," + "A" * 300_000

    answer = hers.post(path(story), form_of(hers, story) | {"whole": f'Before ![x]({picture}) <img src="{picture}"> after', "do": "save"}, follow=True)

    assert "Pictures that were pasted into the text were left out" in answer.content.decode()
    assert str(latest(story).body[0].value).count("AAAA") == 0


@pytest.mark.parametrize("words", ["y" * 2_000_000, "![" * 500_000, "<img " * 300_000, "[[" * 500_000, "# " * 600_000])
def test_two_megabytes_are_refused_with_words_and_come_back(hers, story, words):
    press(hers, story, "plain")

    answer = press(hers, story, "save", whole=words)

    assert answer.status_code == 413 and "too long to be kept" in answer.content.decode()
    assert len(answer.content) > len(words)


def test_the_box_is_never_emptied_by_a_form_without_it(hers, story):
    sent = form_of(hers, story)
    press(hers, story, "plain", whole="")
    hers.post(path(story), sent | {"version": "999999", "do": "photos"})

    assert [str(block.value.source) for block in saved(hers, story).body] == [TEXT]


def test_apart_and_joined_are_each_others_opposite():
    typed = {"at-a": "1:text", "block-a-text": "One.", "at-b": "2:photo", "at-c": "3:text", "block-c-text": "Two.", "at-d": "4:text", "block-d-text": "Three."}
    plain = typed | desk_whole.to_plain(typed)

    assert plain["whole"] == "One.\n\n[[1 Photograph]]\n\nTwo.\n\nThree."
    assert desk_layout.spots(typed | desk_whole.to_blocks(plain)) == desk_layout.spots(typed)


def test_a_marker_that_stands_twice_or_is_unknown_is_text_no_more():
    typed = {"at-b": "1:lesson", "mode": "plain", "whole": "[[1 Lesson]]\n\nOne.\n\n[[1 Lesson]]\n\n[[7 x]]\n\nTwo."}

    assert [spot.kind for spot in desk_layout.spots(typed | desk_whole.apart(typed))] == ["lesson", "text", "text"]


def test_a_text_that_was_set_aside_in_one_box_comes_back_whole(hers, story):
    press(hers, story, "plain")
    version = form_of(hers, story)["version"]
    autosave(hers, story, "a", 1, version, whole="From a.")
    autosave(hers, story, "b", 1, version, whole="From b.")

    page = hers.get(path(story, "kept")).content.decode()
    hers.post(path(story, "kept"), {"do": "use:0"})

    assert "From a." in page and "From b." in page and form_of(hers, story)["whole"] == "From b."
