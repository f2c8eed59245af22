"""Which lines and names may be pinned, and what their writer is told."""

import pytest

from quotes.rules import as_handle, line_problem, name_problem

FAMILY = "👩🏽‍👩🏽‍👧🏽‍👦🏽"


@pytest.mark.parametrize(
    "text",
    [
        "A chair.",
        "abc",
        "好服务",
        "x" * 280,
        FAMILY * 280,
        "خدمة جيدة",
        "<script>alert(1)</script>",
        "{{ secret }}",
        "See https://example.org for how it is not done.",
        "Listen. Then act.",
    ],
)
def test_a_line_may_be_pinned(text):
    assert line_problem(text) == ""


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "Write your line first"),
        ("ab", "3 characters or more"),
        (FAMILY * 2, "3 characters or more"),
        ("x" * 281, "1 character too long"),
        (FAMILY * 290, "10 characters too long"),
        ("https://spam.example/buy", "A link alone"),
        ("www.spam.example https://spam.example", "A link alone"),
        ("Spam.com/now", "A link alone"),
        ("Z" + "\u0321" * 40 + "al", "Too many marks"),
    ],
)
def test_a_line_is_refused_with_words(text, words):
    assert words in line_problem(text)


@pytest.mark.parametrize(
    ("name", "network"),
    [("Jo Lind", ""), ("@jo", "x"), ("jo.lind", "instagram"), ("@jo@example.social", "mastodon"), ("@jo.bsky.social", "bluesky"), ("李", "")],
)
def test_a_name_or_a_handle_will_do(name, network):
    assert name_problem(name, network) == ""


@pytest.mark.parametrize(
    ("name", "network", "words"),
    [
        ("", "", "Sign it"),
        ("Jo Lind", "mastodon", "A handle on Mastodon has no spaces"),
        ("jo!", "x", "not a handle on X"),
        ("https://x.com/jo", "x", "not a handle on X"),
    ],
)
def test_a_name_is_refused_with_words(name, network, words):
    assert words in name_problem(name, network)


def test_a_handle_is_kept_with_its_sign():
    assert (as_handle("jo", "x"), as_handle("@jo", "x"), as_handle("Jo", "")) == ("@jo", "@jo", "Jo")
