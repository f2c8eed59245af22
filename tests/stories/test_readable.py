"""What is hard to read: sentences, paragraphs, who did it, heavy words; found where it stands, and in which languages."""

import pytest

from stories import look_over, readable
from tests.stories.conftest import LONG

pytestmark = pytest.mark.django_db


def found(*paragraphs: str) -> list[tuple[str, str]]:
    return [(one.key, one.words) for one in readable.findings(list(paragraphs))]


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("She came. He left.", 2),
        ("Dr. Lee came at 5 p.m. sharp. He left.", 2),
        ("J. K. Weld paid $3.50 for it.", 1),
        ("“Why?” she said. “Because.”", 2),
        ("He waited ... and waited.", 1),
        ("她来了。他走了。", 2),
        ("Она пришла. Он ушёл.", 2),
    ],
)
def test_sentences_are_told_apart(text, number):
    assert len(readable.sentences(text)) == number


@pytest.mark.parametrize("word", ["word ", "слово ", "λέξη ", "كلمة "])
def test_a_long_sentence_is_counted_in_any_script(word):
    assert [key for key, _words in found(word * 36 + ".")] == ["sentence"]
    assert found(word * 35) == []


def test_scripts_without_spaces_are_counted_by_their_signs():
    assert readable.word_count("好" * 80) == 40
    assert [key for key, _words in found("好" * 80 + "。")] == ["sentence"]


def test_a_long_paragraph_is_named_by_its_first_sentence():
    assert found("It began there. " + "One two three. " * 60) == [("paragraph", "It began there.")]


def test_one_or_two_passives_are_good_english_and_three_are_told():
    assert found("I was told to wait. The door was opened.") == []
    one = readable.findings(["I was told to wait. The door was slowly opened. It was handed back."])[0]
    assert (one.key, one.count, one.all_words) == ("passive", 3, ("was told", "was slowly opened", "was handed"))


@pytest.mark.parametrize("text", ["I was tired, she was interested, we were delighted, they were married.", "It was red. It was need. It is indeed."])
def test_feelings_and_states_are_no_passives(text):
    assert found(text) == []


def test_a_heavy_word_comes_with_a_plain_one():
    assert [(one.words, one.instead) for one in readable.findings(["They utilized it in order to reach out to us."])] == [
        ("utilized", "used"),
        ("in order to", "to"),
        ("reach out to", "call, write to, or ask"),
    ]


@pytest.mark.parametrize(
    "text", ["Das Wort solution ist hier kein Provider.", "Elle a été aidée par la patronne, puis remerciée, puis servie.", "They reached Rome."]
)
def test_nothing_is_guessed_in_other_languages_or_inside_words(text):
    assert found(text) == []


def test_each_is_told_at_its_block_with_its_words_and_blocks_nothing(draft):
    page = draft(body=[("text", LONG), ("text", "<p>I was told. It was sent. It was lost. They <b>utilized</b> it.</p>")])

    hints = look_over.found(page)

    assert [(hint.key, hint.anchor, hint.quote, hint.blocks) for hint in hints] == [
        ("passive", f"block-{page.body[1].id}", "was told", False),
        ("hard", f"block-{page.body[1].id}", "utilized", False),
    ]
    assert all(hint.why and hint.mend for hint in hints)


def test_many_of_a_kind_are_counted(draft):
    page = draft(body=[("text", "".join(f"<p>{number} {'word ' * 50}.</p>" for number in range(8)))])

    hints = [hint for hint in look_over.found(page) if hint.key == "sentence"]

    assert len(hints) == look_over.MOST_OF_A_KIND
    assert hints[-1].mend.endswith("5 more places like this in the story.")
