"""Markdown's dialects: what Jekyll, Hugo and GitHub have beside plain Markdown reads as their readers saw it."""

import pytest

from stories.tell_text import to_html, to_text
from tests.writers.samples import html, one, pictures
from writers.posts import markup
from writers.posts.post import Post


def read(tmp_path, body: str) -> Post:
    return one(tmp_path / "a.md", f"---\ntitle: T\n---\n{body}")


@pytest.mark.parametrize("tag", ['{{< details summary="More" >}}', '{{% details title="More" open=true %}}', '{{< details "More" >}}'])
def test_what_stands_on_a_part_that_opens_is_a_bold_line_before_it(tmp_path, tag):
    end = tag[:3] + " /details " + tag[-3:]

    post = read(tmp_path, f"Before.\n\n{tag}\nA *hidden* part.\n{end}\n\nAfter.")

    assert html(post) == "<p>Before.</p><p><b>More</b></p><p>A <i>hidden</i> part.</p><p>After.</p>"
    assert post.said == []


@pytest.mark.parametrize(
    ("tag", "address"),
    [
        ('{% include youtube.html id="dQw4w9WgXcQ" %}', "https://www.youtube.com/watch?v=dQw4w9WgXcQ"),
        ("{% include embed/youtube.html id='dQw4w9WgXcQ' %}", "https://www.youtube.com/watch?v=dQw4w9WgXcQ"),
        ('{% include video id="146022717" provider="vimeo" %}', "https://vimeo.com/146022717"),
        ("{% gist spf13/7896402 %}", "https://gist.github.com/spf13/7896402"),
        ("{% gist 7896402 bench.rb %}", "https://gist.github.com/7896402"),
    ],
)
def test_what_jekyll_shows_of_other_sites_stands_as_a_link(tmp_path, tag, address):
    post = read(tmp_path, f"See:\n\n{tag}\n")

    assert html(post) == f'<p>See:</p><p><a href="{address}">{address}</a></p>'
    assert post.said == []


@pytest.mark.parametrize(
    ("tag", "name"),
    [
        ("{% include youtube.html id=page.video %}", "include youtube.html"),
        ('{% include ad.html id="dQw4w9WgXcQ" %}', "include ad.html"),
        ("{% youtube include.id %}", "youtube"),
    ],
)
def test_what_is_not_in_the_tag_itself_is_told_by_what_it_was(tmp_path, tag, name):
    post = read(tmp_path, f"See:\n\n{tag}\n")

    assert (html(post), post.said) == ("<p>See:</p>", [f"Tags of the old site were left out: {name}."])


@pytest.mark.parametrize(
    ("body", "shown"),
    [
        ('<div markdown="1">A **note**</div>', "<p>A <b>note</b></p>"),
        ('<div class="x" markdown="block">\n- one\n\n<div>raw **stars**</div>\n</div>\nAfter.', "<ul><li>one</li></ul><p>raw **stars**</p><p>After.</p>"),
        ('<p markdown="span">A **note**</p>', "<p>A <b>note</b></p>"),
        ("<aside markdown=1>\n<p>raw\n\nA **note**\n</aside>", "<p>raw</p><p>A <b>note</b></p>"),
        ('<div markdown="0">A **note**</div>', "<p>A **note**</p>"),
    ],
)
def test_markdown_within_html_is_read_where_it_says_so(tmp_path, body, shown):
    assert html(read(tmp_path, body)).replace("\\*", "*") == shown


@pytest.mark.parametrize("mark", ["* TOC\n{:toc}", "1. Contents:\n{: #x toc }", "- a\n{:toc .small}"])
def test_a_list_of_contents_that_a_program_fills_goes(tmp_path, mark):
    assert html(read(tmp_path, f"Before.\n\n{mark}\n\n* kept\n{{:.toc}}\n")) == "<p>Before.</p><ul><li>kept</li></ul>"


def test_a_link_in_the_line_under_a_picture_is_words_and_told(tmp_path):
    tag = '{{< figure src="a.jpg" alt="A" caption="By [Ana_B *C*](https://x.example/a_b), at dawn" attr="Press" attrlink="https://p.example/" >}}'

    post = read(tmp_path, f"Words.\n\n{tag}\n")

    assert pictures(post) == [("a.jpg", "A", "By AnaB C, at dawn. Press")]
    assert post.said == [f"The line under a picture can hold no link: {link}. Its words stay." for link in ("https://x.example/a_b", "https://p.example/")]


def test_lines_under_a_picture_stay_apart():
    found, said = markup.pieces('<figure><img src="a.jpg"><figcaption><p>One</p><p>two,<br><a href="https://x.example/">three</a>.</p></figcaption></figure>')

    assert found[0].caption == "One two, three."
    assert said == ["The line under a picture can hold no link: https://x.example/. Its words stay."]


@pytest.mark.parametrize(
    ("body", "shown"),
    [
        ("> [!NOTE]\n> Mind the **step**.", "<blockquote><b>Note</b><br/><br/>Mind the <b>step</b>.</blockquote>"),
        ("> [!tip]- Twice\n> Knock.", "<blockquote><b>Tip</b> Twice<br/><br/>Knock.</blockquote>"),
        ("Not [!NOTE] here.", "<p>Not [!NOTE] here.</p>"),
    ],
)
def test_a_quotation_that_is_marked_says_so_in_bold(tmp_path, body, shown):
    assert html(read(tmp_path, body)) == shown


def test_a_table_and_a_list_after_it_stay_two(tmp_path):
    table = "| a | b |\n|---|---|\n| 1 | 2 |\n"

    shown = html(read(tmp_path, f"- before\n\n{table}\n- [ ] sweep\n- [x] lock\n"))

    assert shown == "<ul><li>before</li></ul><hr/><ul><li>a | b</li><li>1 | 2</li></ul><hr/><ul><li>[ ] sweep</li><li>[x] lock</li></ul>"
    assert to_html(to_text(shown)) == shown


def test_a_tag_that_was_written_to_be_shown_is_shown(tmp_path):
    post = read(tmp_path, 'Write {{</* figure src="a.jpg" */>}} or `{{%/* x */%}}`:\n\n```\n{{</* y */>}}\n```\n')

    assert html(post) == '<p>Write {{&lt; figure src="a.jpg" &gt;}} or {{% x %}}:</p><blockquote>{{&lt; y &gt;}}</blockquote>'
    assert not any(words.startswith("Tags") for words in post.said)


@pytest.mark.parametrize("unit", ['<div markdown="1">', "{{</* ", "> [!NOTE]\n", "* TOC\n{:", "<p markdown=1><b>"])
def test_marks_that_never_end_lose_no_word(tmp_path, unit):
    shown = html(read(tmp_path, f"First words.\n\n{unit * 3_000}\n\nLast words."))

    assert "First words." in shown and "Last words." in shown


def test_bold_within_bold_is_one():
    found, _said = markup.pieces("<p>A <b><strong>ticket</strong> and <i><em>more</em></i></b></p><strong><p>One <b>two</b></p></strong>")

    assert found[0].html == "<p>A <b>ticket and <i>more</i></b></p><p>One <b>two</b></p>"


def test_a_page_of_hugo_is_said_to_be_none_of_the_posts(tmp_path):
    post = one(tmp_path / "a.md", "---\ntype: page\ntitle: About\n---\nI mend chairs.")

    assert post.said == ["Where it comes from it is a page, not a post. If it is no story, throw it away."]
