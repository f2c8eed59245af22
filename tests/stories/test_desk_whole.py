"""The whole text in one box: Markdown and pasted text keep what we show, markers stand for blocks, and switching loses nothing."""

import pytest

from stories import desk_layout, desk_whole
from tests.stories.conftest import TEXT
from tests.stories.test_desk import form_of
from tests.stories.test_desk_blocks import added, kinds, press, saved
from tests.stories.test_desk_change import add_photo, autosave, draft, latest, path, picture, with_photo

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


def standing(page) -> list[str]:
    """What the text is made of, in its order, and whether a photograph leads it."""
    found = [str(block.value.source) if block.block_type == "text" else block.block_type for block in page.body]
    return [*(["lead"] if page.photo_id else []), *found]


def test_a_text_taken_whole_over_one_that_was_parted_stands_once(hers, his, story):
    with_photo(hers, story, place="top")
    theirs = form_of(his, story)
    block = str(latest(story).body[0].id)
    press(hers, story, "plain")
    press(hers, story, "save", whole="One came.\n\n[[1 Photograph]]\n\nTwo went.\n\nA fourth came.")
    assert his.post(path(story), theirs | {f"block-{block}-text": "His one.\n\nHis two.", "do": "save"}).status_code == 409

    page = his.get(path(story, "kept")).content.decode()
    assert "One came." in page and "A fourth came." in page and "His two." in page
    his.post(path(story, "kept"), {"do": "use:0"})
    saved(his, story)

    assert [str(one.value.source) for one in latest(story).body if one.block_type == "text"] == ["<p>His one.</p><p>His two.</p>"]


def test_a_parted_text_that_was_taken_over_comes_back_with_all_its_words(hers, his, story):
    theirs = form_of(his, story)
    text, new = str(latest(story).body[0].id), added(hers, story, "lesson")
    press(hers, story, "add:text:", **{f"block-{text}-text": "Hers.", f"block-{new}-words": "Call first."})
    last = desk_layout.spots(draft(story).data)[-1].id
    press(hers, story, f"up:{new}", **{f"block-{last}-text": "Her end."})
    his.post(path(story), theirs | {f"block-{text}-text": "His.", "do": "save"})
    his.post(path(story, "kept"), {"do": "use:0"})
    press(his, story, "show", title="His title")

    hers.post(path(story, "kept"), {"do": "use:0"})

    assert (kinds(story), [form_of(hers, story)[f"block-{spot}"] for spot in (f"{text}-text", f"{new}-words", f"{last}-text")]) == (
        ["lesson", "text", "text"],
        ["Hers.", "Call first.", "Her end."],
    )


def test_a_text_in_one_box_comes_back_with_the_lines_it_was_typed_with(hers, his, story):
    new = added(hers, story, "lesson")
    press(hers, story, "plain", **{f"block-{new}-words": "Call first."})
    older = form_of(hers, story)
    press(his, story, "blocks")
    press(his, story, "add:pull_quote:top")
    hers.post(path(story), older | {"whole": "[[1 Lesson]]\n\nHers.", "do": "save"})

    hers.post(path(story, "kept"), {"do": "use:0"})
    press(hers, story, "blocks")

    assert kinds(story) == ["lesson", "text"]


def test_a_photograph_that_came_later_stays_when_an_older_text_is_taken(hers, his, story):
    theirs = form_of(his, story)
    press(hers, story, "plain", whole="Hers.")
    hers.post(path(story), form_of(hers, story) | {"photos": picture(), "do": "photos"})
    his.post(path(story), theirs | {"title": "His", "do": "save"})

    his.post(path(story, "kept"), {"do": "use:0"})

    assert kinds(story) == ["text", "photo"]


def test_a_lead_whose_line_is_moved_into_the_text_stands_there(hers, story):
    with_photo(hers, story, place="top")
    press(hers, story, "plain")
    assert form_of(hers, story)["whole"].startswith("[[1 Photograph]]\n\nOne came.")
    moved = "One came.\n\n[[1 Photograph]]\n\nTwo went."

    press(hers, story, "show", whole=moved)
    shown = hers.get(path(story, "preview")).content.decode()
    press(hers, story, "save")

    assert shown.index("One came.") < shown.index('alt="A loaf"') < shown.index("Two went.")
    assert standing(latest(story)) == ["<p>One came.</p>", "photo", "<p>Two went.</p>"]
    assert form_of(hers, story)["whole"] == moved


def test_a_photograph_whose_line_is_moved_to_the_top_leads(hers, story):
    with_photo(hers, story)
    press(hers, story, "plain")

    press(hers, story, "save", whole="[[1 Photograph]]\n\nOne came.")

    assert standing(latest(story)) == ["lead", "<p>One came.</p>"]


def test_a_lead_whose_line_is_deleted_still_leads(hers, story):
    with_photo(hers, story, place="top")
    press(hers, story, "plain")

    press(hers, story, "save", whole="All of it anew.")

    assert standing(latest(story)) == ["lead", "<p>All of it anew.</p>"]


def test_of_two_photographs_the_one_moved_to_the_top_leads():
    typed = {"at-photo-4": "1:photo", "place_4": "top", "at-a": "2:text", "block-a-text": "One.", "at-photo-7": "3:photo", "place_7": "here", "mode": "plain"}

    found = desk_whole.apart(typed | {"whole": "[[2 Photograph]]\n\n[[1 Photograph]]\n\nOne."})

    assert (found["place_7"], found["place_4"]) == ("top", "here")


def test_a_new_photograph_that_leads_has_its_line_at_the_top_of_the_box(hers, story):
    add_photo(hers, story)

    press(hers, story, "plain")

    assert form_of(hers, story)["whole"].startswith("[[1 Photograph]]\n\nOne came.")


def test_a_photograph_saved_with_the_one_box_is_there_once_with_its_line_and_fields(hers, story):
    press(hers, story, "plain")

    answer = hers.post(path(story), form_of(hers, story) | {"photos": picture(), "whole": "Typed.", "do": "save"})

    photo, page = draft(story).photos.get(), answer.content.decode()
    assert answer.status_code == 422 and f'href="#id_photo_{photo.pk}"' in page and f'id="id_photo_{photo.pk}"' in page
    assert form_of(hers, story)["whole"] == "[[1 Photograph]]\n\nTyped."
    sent = form_of(hers, story) | {f"photo_{photo.pk}": "A loaf", "agree_photos": "on", "do": "save"}
    assert hers.post(path(story), sent).status_code == 302
    assert standing(latest(story)) == ["lead", "<p>Typed.</p>"] and latest(story).photo.description == "A loaf"


def test_a_further_photograph_has_its_line_at_the_end_of_the_box(hers, story):
    with_photo(hers, story)
    press(hers, story, "plain")

    hers.post(path(story), form_of(hers, story) | {"photos": picture(), "do": "photos"})

    assert form_of(hers, story)["whole"].endswith("Three stayed.\n\n[[2 Photograph]]")
