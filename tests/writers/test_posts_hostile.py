"""What somebody may bring to stop us: texts that look like tags without end, lying archives, and one bad post among good ones."""

import json
import logging
import struct
import zipfile

import pytest

from tests.writers.samples import GHOST, all_of, html, item, one, wxr, zipped
from writers.posts import front, markdown, tags, trouble
from writers.posts.post import MOST_TEXT, Left, NotReadable, Post

WHOLE = [  # nothing in these is a tag: not a letter goes. Looked through again for each opening, two megabytes of them take hours
    "{% raw %}",
    "{% highlight a %}\n",
    "{{< highlight a >}}",
    "{% ",
    "{{ a ",
    "{{< figure ",
    "{{% ",
    "{{{",
    '{{ "',
    "{% %}",
]


@pytest.mark.parametrize("unit", WHOLE)
def test_code_that_never_ends_is_looked_for_in_one_pass(unit):
    text = unit * (MOST_TEXT // len(unit))

    assert tags.with_fences(text) == text


@pytest.mark.parametrize("unit", ["```\n~~~\n", "````", "~~~a", "```a\n", "~~~\n", "`" * 90 + "\n", " ", "```a`\n"])
def test_fences_are_looked_for_in_one_pass_and_every_letter_stays(unit):
    text = unit * (MOST_TEXT // len(unit))
    kept = []

    shown = tags.fences_away(text, lambda code: (kept.append(code), "\ue001")[1])

    parts = shown.split("\ue001")
    assert len(parts) == len(kept) + 1
    assert "".join(part + code for part, code in zip(parts, [*kept, ""], strict=True)) == text


@pytest.mark.parametrize("unit", ["{% ", "{{ a ", "{{< ref ", "{{< youtube ", "{% post_url ", '{{ "', "{{{"])
def test_tags_that_never_close_stay_words(unit):
    text = unit * (MOST_TEXT // len(unit))
    said = []

    assert markdown._without_tags(text, said) == text and said == []


@pytest.mark.parametrize("unit", ["{{ a }}", "{% a %}", "{{< a >}}", "{% raw %}{% ", "{{< figure " + "a" * 1900 + " >}}"])
def test_two_megabytes_of_tags_are_left_out_and_named(unit):
    said = []

    text = markdown._without_tags(unit * (MOST_TEXT // len(unit)), said)

    assert "{{ a" not in text and "raw" not in text and (said or "figure" in unit)


def test_marks_of_footnotes_that_never_close_are_read_in_one_pass():
    text = "[^" * (MOST_TEXT // 2)

    assert text in markdown._with_notes(f"[^1]: a\n\n{text}", [])


def test_a_sign_of_our_own_brings_no_code_twice():
    shown, _said = markdown.to_html("```\nCODE\n```\n\n" + "\ue0010\ue001" * 9 + "\n\n\ue001" + "9" * 5_000 + "\ue001")

    assert shown.count("CODE") == 1


def test_what_tags_hold_is_kept_as_before():
    text = "{% raw %}{{ a }}{% endraw %}\n\n{{% highlight go %}}\nx {{ y }}\n{{% /highlight %}}\n\n{{ \"/a.jpg\" | relative_url }} {{ '/b' }} {%- if a -%}"

    shown, said = markdown.to_html(text)

    assert "{{ a }}" in shown and "x {{ y }}" in shown and "/a.jpg" in shown and "{{ '/b' }}" in shown
    assert said == ["Tags of the old site were left out: if."]


def zip64(path, *, claimed: int):
    """A zip whose plain record tells of one short member, while a longer record, which is obeyed, tells the truth."""
    raw = zipped(path, {f"{number}.md": "# A\n\nWords" for number in range(30)}).read_bytes()
    at = raw.rindex(b"PK\x05\x06")
    size, start = struct.unpack("<LL", raw[at + 12 : at + 20])
    longer = struct.pack("<4sQ2H2L4Q", b"PK\x06\x06", 44, 45, 45, 0, 0, 30, 30, size, start)
    where = struct.pack("<4sLQL", b"PK\x06\x07", 0, at, 1)
    path.write_bytes(raw[:at] + longer + where + struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 1, 1, claimed, start, 0))
    return path


def test_a_zip_whose_longer_record_is_obeyed_is_refused(tmp_path):
    path = zip64(tmp_path / "a.zip", claimed=47)
    assert len(zipfile.ZipFile(path).namelist()) == 30  # what the plain record does not say

    with pytest.raises(NotReadable, match="zip64"):
        all_of(path)


@pytest.mark.parametrize("comment", [b"", b"PK\x05\x06", b"x" * 40 + b"PK\x05\x06" + b"\0" * 18])
def test_a_long_list_of_files_is_refused_wherever_its_record_stands(tmp_path, monkeypatch, comment):
    path = zipped(tmp_path / "a.zip", {f"{number}.md": "x" for number in range(30)})
    raw = path.read_bytes()
    path.write_bytes(raw[:-2] + struct.pack("<H", len(comment)) + comment)
    monkeypatch.setattr("writers.posts.shelf.MOST_DIRECTORY", 100)

    with pytest.raises(NotReadable, match="more than 20,000 files"):
        all_of(path)


def test_a_post_of_more_than_two_megabytes_is_left_and_the_next_comes_in(tmp_path):
    long = "Words. " * 320_000
    (tmp_path / "e.xml").write_bytes(wxr(item(1, more=f"<description>{long}</description>"), item(2, title="Second")))
    tables = {"posts": [{"id": "1", "title": "Long", "html": long}, {"id": "2", "title": "Second", "html": "<p>x</p>"}]}
    (tmp_path / "g.json").write_text(json.dumps({"db": [{"data": tables}]}))

    for name in ("e.xml", "g.json"):
        left, post = all_of(tmp_path / name)
        assert "longer than 2 MB" in left.words and post.title == "Second"


def test_a_post_that_would_fill_the_memory_ends_the_reading_with_words(tmp_path, monkeypatch):
    monkeypatch.setattr("writers.posts.wxr.MOST_ITEM", 300_000)
    path = zipped(tmp_path / "a.zip", {"e.xml": wxr(item(1), item(2, body="x" * 900_000)), "b.md": "# B\n\nWords"})

    found = all_of(path)

    assert [one.title for one in found if isinstance(one, Post)] == ["B"]
    assert any("Take that post out" in one.words for one in found if isinstance(one, Left))


@pytest.mark.parametrize(("top", "title"), [("---\ntitle: T\nx: !!bool maybe\n---\n", "T"), ('---\ntitle: T\nx: !!int ""\n---\n', "T")])
def test_a_tag_before_what_is_none_of_its_kind_stops_no_post(tmp_path, top, title):
    post = one(tmp_path / "a.md", f"{top}Words.")

    assert (post.title, html(post)) == (title, "<p>Words.</p>") and "could not be read" in post.said[0]


def test_a_number_too_long_for_toml_stops_no_post():
    top = front.split(f'+++\ntitle = "T"\nn = {"9" * 5_000}\n+++\nWords.')

    assert top.values["title"] == "T" and top.body == "Words." and "could not be read" in top.said[0]


@pytest.mark.parametrize("body", ['<a href="//[x/y">Words</a>', '<iframe src="//[x/y"></iframe><p>Words</p>'])
def test_an_address_that_is_none_stops_no_post(tmp_path, body):
    path = tmp_path / "e.xml"
    path.write_bytes(wxr(item(1, body=body), item(2, title="Second")))

    first, second = all_of(path)

    assert html(first) == "<p>Words</p>" and second.title == "Second"


def test_one_bad_post_of_an_export_stops_no_other(tmp_path, caplog):
    """An id that is a list is nothing any reader foresaw."""
    data = json.loads(json.dumps(GHOST))
    data["db"][0]["data"]["posts"][0] |= {"id": ["a"], "title": "Bad"}
    (tmp_path / "g.json").write_text(json.dumps(data))

    with caplog.at_level(logging.ERROR, logger="writers.posts.trouble"):
        bad, page, draft = all_of(tmp_path / "g.json")

    assert (bad.where, bad.words) == ("Bad", "Something in it stopped us. The newsroom can look into it.")
    assert page.words == "It is a page, not a post." and isinstance(draft, Post)
    assert "reading Bad" in caplog.text and "Traceback" in caplog.text


def test_one_bad_file_stops_no_other(tmp_path, caplog):
    zipped(tmp_path / "a.zip", {"a.json": '{"data": {"posts": [{"title": "x"}], "tags": 3}}', "b.md": "# B\n\nWords"})

    found = all_of(tmp_path / "a.zip")

    assert [one.title for one in found if isinstance(one, Post)] == ["B"]
    assert [(one.where, one.words) for one in found if isinstance(one, Left)] == [("a.json", "Something in it stopped us. The newsroom can look into it.")]


def test_words_for_what_stopped_a_post():
    assert trouble.left("a", zipfile.BadZipFile()).words == "This file is damaged, or was cut off."
    assert trouble.left("a", RecursionError()).words == "It is built too deep to be read."
