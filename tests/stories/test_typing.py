"""Typed text, cleaned; a story's marks to HTML and back."""

import pytest

from stories import typing
from stories.tell_text import complete_links, plain, refused_links, to_html, to_text


def test_clean_removes_what_cannot_be_stored():
    assert typing.clean("a\x00b\ud800c\u202ed\u2066e\x07") == "abcde"


def test_clean_keeps_emoji_and_joiners():
    name = "Zoë 👩‍🔧 می‌خواهم"

    assert typing.clean(name) == name


def test_clean_composes_letters_and_newlines():
    assert typing.clean("Cafe\u0301\r\nAna\rBo") == "Café\nAna\nBo"


def test_clean_line_has_one_line():
    assert typing.clean_line("  a\n b\u00a0 c ") == "a b c"


def test_storable_reaches_into_lists():
    assert typing.storable({"a": ["x\x00", {"b": "\ud800"}], "n": 1}) == {"a": ["x", {"b": ""}], "n": 1}


TEXTS = [
    "Hello\n\nThere\nline two",
    "# One\n\n## Two\n\n### three\n\n#### four",
    "- a\n- b\n  - c\n\n1. x\n2. y",
    "> he said\n> again\n>\n> - list\n\nafter",
    "[x](https://a.b/c_d) and https://x.y/z_q_ and **bold** *it* ***both***",
    "1985. What a year\n\n3. three",
    "a * b * c 5*3 snake_case _it_ \\* \\",
    "text\n---\nmore",
    "- a\n\n  para\n\n- b",
    "* * *\n\n+ plus\n\n- minus\n\n#hash",
    "x<y & z>w",
    "> a\n\n> b",
    "\\# no heading\n\n\\- no list\n\n\\> no quotation",
]


@pytest.mark.parametrize("text", TEXTS)
def test_text_survives_the_way_to_html_and_back(text):
    html = to_html(text)

    assert to_html(to_text(html)) == html


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("1. First\n   1. a\n   2. b\n2. Second", "<ol><li>First<ol><li>a</li><li>b</li></ol></li><li>Second</li></ol>"),
        ("> I will, she said.\nI went home.", "<blockquote>I will, she said.</blockquote><p>I went home.</p>"),
        ("- fixed it\nThen I paid.", "<ul><li>fixed it</li></ul><p>Then I paid.</p>"),
        ("- a\n  b\n\n  c\n- d\n1. e", "<ul><li>a<br/>b<br/>c</li><li>d</li></ul><ol><li>e</li></ol>"),
        ("5*3*2, 10*12*8 and *this* **that**", "<p>5*3*2, 10*12*8 and <i>this</i> <b>that</b></p>"),
        ("__init__.py, a__b, _this_ and ____", "<p>__init__.py, a__b, <i>this</i> and ____</p>"),
        ("One.\n\n___\n\nTwo.", "<p>One.</p><hr/><p>Two.</p>"),
        ("C:\\new\\x on \\\\server\\share\\\nand on", "<p>C:\\new\\x on \\\\server\\share\\<br/>and on</p>"),
        ("https://x.example/a__b?c=5*3", '<p><a href="https://x.example/a__b?c=5*3">https://x.example/a__b?c=5*3</a></p>'),
        ("> > Will you?\n>> Will you?\n> Yes.", "<blockquote>&gt; Will you?<br/>&gt; Will you?<br/>Yes.</blockquote>"),
        ("2. \n\n1986. What a year", "<p>2.</p><p>1986. What a year</p>"),
        ("- 1985. Opened\n- 1986. Closed", "<ul><li>1985. Opened</li><li>1986. Closed</li></ul>"),
        ("- 1. one\n  2. two", "<ul><li><ol><li>one</li><li>two</li></ol></li></ul>"),
        ("1. 1985. Opened\n2. 1986. Closed", "<ol><li>1985. Opened</li><li>1986. Closed</li></ol>"),
        ("> 1. one\n> 2. two\n>3. three", "<blockquote>1. one<br/>2. two<br/>3. three</blockquote>"),
        ("#salt at 9 :)\n-- \nTess", "<p>#salt at 9 :)<br/>--<br/>Tess</p>"),
        ('[words](https://x.example/ "A title")', '<p><a href="https://x.example/">words</a></p>'),
    ],
)
def test_what_authors_type_is_what_they_meant(typed, stored):
    assert to_html(typed) == stored
    assert to_html(to_text(stored)) == stored


@pytest.mark.parametrize("words", ["5*3*2", "__init__.py", "\\\\server", "a__b"])
def test_an_author_sees_no_backslash_where_none_is_needed(words):
    assert to_text(f"<p>{words}</p>") == words


def test_to_html_lets_through_its_own_tags_only():
    html = to_html("<script>x</script> <b onclick=x>y</b> ![p](https://a.b/c.png) [j](javascript:alert(1))\n\n    code")

    assert html == (
        '<p>&lt;script&gt;x&lt;/script&gt; &lt;b onclick=x&gt;y&lt;/b&gt; !<a href="https://a.b/c.png">p</a> [j](javascript:alert(1))</p><p>code</p>'
    )


def test_to_html_makes_quotations_that_the_editor_can_edit():
    assert to_html("> a\n>\n> b") == "<blockquote>a<br/><br/>b</blockquote>"


def test_a_year_at_the_start_is_no_list():
    assert to_html("1985. What a year") == "<p>1985. What a year</p>"


def test_refused_links_names_what_cannot_be_used():
    assert refused_links("[a](https://x.y) [b](javascript:alert(1)) [c](file:///etc) [d](mailto:a@b.c)") == ["javascript:alert(1", "file:///etc"]


@pytest.mark.parametrize("piece", ["](", "]( ", "](a", "\\", "_", "> ", "- ", "1. ", "5*5", "](\t"])
def test_sixty_thousand_letters_of_one_kind_are_read_at_once(piece):
    """What grows with the square of the length would hold the suite up for minutes here."""
    text = (piece * 60_000)[:60_000]

    assert (complete_links(text), refused_links(text)) == (text, [])


def test_two_words_in_parentheses_are_no_link():
    assert refused_links('[the owner](who knew) [me\\](soon) [a](b "c") [x](<javascript:y>)') == ["b", "javascript:y"]


def test_complete_links_adds_https():
    assert complete_links("[a](www.example.com/x)") == "[a](https://www.example.com/x)"


def test_plain_has_a_line_per_paragraph():
    assert plain("<p>a</p><ul><li>b</li><li>c</li></ul>") == "a\nb\nc"
