"""The checks while writing: each finds what it is for, says why and how to mend it; few block, and the same ones when the story is sent."""

import pytest
from bs4 import BeautifulSoup

from stories import change, checks, look_over
from stories.models import Pseudonym, Review, StoryPage, WentWrong
from tests.stories.conftest import LONG
from tests.stories.test_desk import AGREED, form_of
from tests.stories.test_desk_blocks import press
from tests.stories.test_desk_change import autosave, latest, path

pytestmark = pytest.mark.django_db


def keys(page: StoryPage, **asked) -> list[str]:
    return [hint.key for hint in look_over.found(page, **asked)]


def blocking(page: StoryPage, **asked) -> list[str]:
    return [hint.key for hint in look_over.blocking(look_over.found(page, **asked))]


def test_a_finished_story_has_nothing_in_its_way(draft):
    assert look_over.found(draft()) == []


def test_every_hint_says_why_and_how_to_mend(draft):
    page = draft(body=[("text", "<p>The best.</p>"), ("figures", {"label": "Orders", "before": "1", "after": "2"})], outcome="not", ai_use="")

    hints = look_over.found(page)

    assert {hint.key for hint in hints} == {"ai", "staff", "figures", "superlative", "length"}
    assert all(hint.words and hint.why and hint.mend and hint.anchor for hint in hints)
    assert [hint.blocks for hint in hints] == sorted((hint.blocks for hint in hints), reverse=True)


@pytest.mark.parametrize(
    ("fields", "key"),
    [
        ({"body": [("text", "")]}, "text"),
        ({"stake": ""}, "stake"),
        ({"ai_use": ""}, "ai"),
        ({"title": "Untitled story"}, "title"),
        ({"outcome": "not"}, "staff"),
        ({"outcome": "partly"}, "staff"),
    ],
)
def test_what_blocks_is_named(draft, fields, key):
    assert blocking(draft(**fields)) == [key]


@pytest.mark.parametrize(
    ("html", "key"),
    [
        ("<p>Short.</p>", "length"),
        ("<p>" + "word " * 2600 + "</p>", "length"),
        ("<p>" + "word " * 60 + ".</p>" + LONG, "sentence"),
        ("<p>" + "One two three four. " * 60 + "</p>", "paragraph"),
        ("<p>It is the best in town.</p>" + LONG, "superlative"),
    ],
)
def test_what_does_not_block_is_told(draft, html, key):
    page = draft(body=[("text", html)])

    assert key in keys(page) and blocking(page) == []


def test_a_long_sentence_is_found_in_any_script(draft):
    assert "sentence" in keys(draft(body=[("text", "<p>" + "слово " * 60 + ".</p>" + LONG)]))


def test_a_figure_without_source_and_without_what_else_changed(draft):
    page = draft(body=[("text", LONG), ("figures", {"label": "Orders", "before": "1", "after": "2"})])

    assert [hint.words for hint in look_over.found(page)] == [
        "The figure “Orders” has no source.",
        "The figure “Orders” does not say what else changed.",
    ]
    assert {hint.anchor for hint in look_over.found(page)} == {f"block-{page.body[1].id}"}


@pytest.mark.parametrize("text", ["Maria said so.", "MARIA said so.", "María said so.", "Ma<b>ria</b> said so."])
def test_a_real_name_is_found_whatever_its_case_accents_and_marks(draft, text):
    page = draft(body=[("text", f"<p>{text}</p>{LONG}")])

    assert blocking(page, names=[("Maria", "Rosa")]) == ["leak"]
    assert blocking(page, names=[("Mari", "Rosa")]) == []


@pytest.mark.parametrize(("kind", "found"), [("name", []), ("pseudonym", ["own-name"]), ("initials", ["own-name"])])
def test_an_author_under_another_name_is_told_where_her_own_stands(draft, author, kind, found):
    page = draft(body=[("text", f"{LONG}<p>Yours,<br/>{author.display_name.split()[0]}</p>")])
    for row in page.authors.all():
        row.byline.kind, row.byline.name = kind, "Q. M."

    assert keys(page) == found and blocking(page) == []
    assert [flag.key for flag in checks.flags(page)] == found


def test_the_stored_map_is_asked_where_none_is_given(draft):
    page = draft(body=[("text", f"<p>Maria said so.</p>{LONG}")])
    Pseudonym.objects.create(story=page, real="Maria", shown="Rosa")

    assert blocking(page) == ["leak"]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("Write to ana.b@shop.example, please.", ["ana.b@shop.example"]),
        ("Tel. (401) 555-0123 or +44 20 7946 0958.", ["(401) 555-0123", "+44 20 7946 0958"]),
        ("It cost $1,299.50 on 2026-11-22, in 1986, 2,345,678 times. Ask @ana.", []),
    ],
)
def test_an_editor_is_told_what_would_reach_somebody(draft, words, found):
    page = draft(
        body=[("text", f"{LONG}<p>{words}</p>"), ("figures", {"label": "Calls", "before": "401 555", "after": "0123 4567", "source": "x", "confounder": "y"})]
    )

    assert [flag.words.split("“")[1].split("”")[0] for flag in checks.flags(page)] == found


@pytest.mark.parametrize(("answer", "found"), [("", ["staff"]), ("yes", ["staff"]), ("no", [])])
def test_staff_is_asked_about_where_something_went_wrong(draft, answer, found):
    page = draft()
    page.went_wrong = [WentWrong.objects.first()]

    assert blocking(page, asked=answer) == found


def test_nobody_is_asked_about_a_story_of_praise(draft, client, author):
    assert blocking(draft(outcome="put-right"), asked="") == []


def test_a_photograph_without_a_description(draft):
    from core.models import Image
    from tests.stories.test_desk_change import picture

    image = Image.objects.create(title="p", file=picture(), description="")

    assert blocking(draft(photo=image)) == ["picture"]


def test_the_page_shows_them_while_she_types(hers, story):
    autosave(hers, story, "a", 1, form_of(hers, story)["version"], standfirst="The best bakery", **{"names-0-real": "bakery", "names-0-shown": "shop"})

    answer = hers.get(path(story, "checks"))

    assert "It says “the best”." in answer.content.decode() and "“bakery” stands in" in answer.content.decode()
    assert not Pseudonym.objects.exists()


def test_the_question_is_asked_and_its_answer_kept_until_it_is_sent(hers, story):
    assert '<div id="asks-staff" hidden>' in hers.get(path(story)).content.decode()
    press(hers, story, "save", outcome="not")
    assert '<div id="asks-staff">' in hers.get(path(story)).content.decode()

    assert press(hers, story, "send", **AGREED).status_code == 422
    assert Review.objects.get(story=story).state == "draft"
    press(hers, story, "save", criticized="no")
    assert press(hers, story, "send", **AGREED).status_code == 302

    assert Review.objects.get(story=story).state == "first-read"


def test_the_question_comes_as_soon_as_something_went_wrong_is_typed(hers, story):
    autosave(hers, story, "a", 1, form_of(hers, story)["version"], outcome="partly")

    assert "data-asks-staff" in hers.get(path(story, "checks")).content.decode()
    assert '<div id="asks-staff">' in hers.get(path(story)).content.decode()


def test_with_the_text_in_one_box_every_link_leads_to_something(hers, story):
    press(hers, story, "plain")
    press(hers, story, "add:", whole="It is the best. " + "word " * 60 + ".")

    page = BeautifulSoup(hers.get(path(story)).content, "html.parser")

    links = [link["href"].removeprefix("#") for link in page.select("#checks .look-over__list a")]
    assert "id_whole" in links and all(page.find(id=link) for link in links)


def test_what_is_about_a_block_stands_at_it_and_the_list_leads_there(hers, story):
    block = str(latest(story).body[0].id)
    press(hers, story, "save", **{f"block-{block}-text": "It is the best in town."})

    page = BeautifulSoup(hers.get(path(story)).content, "html.parser")

    assert "It says “the best”." in page.find(attrs={"data-hints": f"block-{block}"}).get_text()
    assert page.find(id="checks").find("a", href=f"#block-{block}")
    assert f'data-hints="block-{block}"' in hers.get(path(story, "checks")).content.decode()


def test_the_verb_asks_the_same(story, author):
    page = latest(story)
    page.stake = ""
    page.save_revision(user=author, clean=False)

    with pytest.raises(change.NotReady) as refusal:
        change.send(story, by=author)
    assert [hint.key for hint in refusal.value.hints] == ["stake"]
