"""What is left of a typed line, and how many characters a reader sees in it."""

import pytest

from quotes.clean import clean_line, graphemes

FAMILY = "👩🏽‍👩🏽‍👧🏽‍👦🏽"


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  One\r\n two\u00a0\u2003three ", "One two three"),
        ("Jo\x00 \u202egnp.exe\u202c", "Jo gnp.exe"),
        ("e\u0301te\u0301", "été"),
        ("lone \ud83d surrogate", "lone surrogate"),
        ("\u200b\u200d\ufeff \u2060", ""),
        ("\u3164\u2800\uffa0", ""),
        ("\u0301\u0302", ""),
        ("soft\u00adhyphen", "softhyphen"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        (FAMILY, FAMILY),
        ("🏴󠁧󠁢󠁥󠁮󠁧󠁿", "🏴󠁧󠁢󠁥󠁮󠁧󠁿"),
        ("שלום \u202dabc", "שלום abc"),
        ("<b>{{ x }}</b> {% now %}", "<b>{{ x }}</b> {% now %}"),
    ],
)
def test_a_line_is_left_as_a_reader_sees_it(typed, kept):
    assert clean_line(typed) == kept


@pytest.mark.parametrize(("text", "seen"), [("abc", 3), ("été", 3), (FAMILY * 280, 280), ("🇺🇸🇳🇴", 2), ("ஷி", 1), ("क्षत्रिय", 3), ("", 0)])
def test_characters_are_counted_as_a_reader_sees_them(text, seen):
    assert graphemes(clean_line(text)) == seen
