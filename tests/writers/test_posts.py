"""Readers of formats: a dozen posts as bloggers have them, and the input that no reader likes."""

import json
import zipfile

import pytest

from tests.writers.samples import (
    COMMENT,
    GHOST,
    HUGO_TOML,
    JEKYLL,
    PLAIN,
    SUBSTACK_CSV,
    SUBSTACK_HTML,
    WXR_ATTACHMENT,
    all_of,
    html,
    item,
    one,
    picture,
    wxr,
    zipped,
)
from writers.posts import dates, front, read
from writers.posts.post import Block, Left, NotReadable, Picture, Post
from writers.posts.shelf import opened


def test_jekyll(tmp_path):
    post = one(tmp_path / "2019-03-03-the-hardware-store.md", JEKYLL)

    assert (post.title, post.standfirst) == ("The hardware store that said no", "He could have sold me the boiler.")
    assert post.date.isoformat() == "2019-03-03T10:15:00-05:00"
    assert post.terms == ["repairs", "told-the-truth", "Hardware"]
    assert '<b>boiler</b>. He sold me a <i>washer</i> for <a href="https://example.com/washer">40 cents</a>' in html(post)
    assert "<blockquote>You need air, not heat.</blockquote>" in html(post)
    assert '<blockquote>puts "x &lt; y"<br/>&nbsp;&nbsp;puts 2</blockquote>' in html(post)
    assert "<ol><li>Look first.</li><li>Sell second.</li></ol>" in html(post)
    assert "A bad link" in html(post) and "javascript" not in html(post)
    assert html(post).endswith("<h2>Notes</h2><ol><li>The store is still there.</li></ol>")
    assert [piece.ref for piece in post.pieces if isinstance(piece, Picture)] == ["/assets/counter.jpg"]
    assert any("javascript:alert(1)" in words for words in post.said)
    assert any(words.startswith("Code stands as a quotation") for words in post.said)
    assert post.front == {"layout": "post"}


def test_hugo_with_toml_in_a_bundle(tmp_path):
    folder = tmp_path / "content" / "posts" / "three-calls"
    folder.mkdir(parents=True)
    (folder / "index.md").write_text(HUGO_TOML)
    (folder / "queue.jpg").write_bytes(picture())
    (tmp_path / "content" / "_index.md").write_text("---\ntitle: All\n---\n")

    with opened(tmp_path) as shelf:
        post, left = read.posts(shelf, read.plan(shelf))
        found = shelf.picture("queue.jpg", beside=post.where)

    assert (post.title, post.date.isoformat()) == ("Three calls before noon", "2020-06-01T09:00:00-04:00")
    assert post.lead == Picture("baker.jpg", "Ines at the counter")
    assert [(one.ref, one.description, one.caption) for one in post.pieces if isinstance(one, Picture)] == [
        ("queue.jpg", "People waiting", "The queue on Saturday")
    ]
    assert found == "content/posts/three-calls/queue.jpg"
    assert '<a href="https://www.youtube.com/watch?v=dQw4w9WgXcQ">' in html(post)
    assert "https://twitter.com/i/status/123" in html(post)
    assert "_index.md" in left.where


def test_plain_text_with_a_title_line(tmp_path):
    post = one(tmp_path / "porter.txt", PLAIN)

    assert post.title == "The night porter"
    assert html(post) == (
        "<p>He walked me to the pharmacy, in the rain, at two in the morning, and waited outside until I had the medicine, and would not hear of a tip.</p>"
        "<p>I have stayed there every year since.</p>"
    )


def test_wordpress(tmp_path):
    comments = COMMENT.format(who="Lou", words="So <b>true</b>.", approved="1") + COMMENT.format(who="Bot", words="Buy", approved="spam")
    path = tmp_path / "export.xml"
    path.write_bytes(wxr(WXR_ATTACHMENT, item(more=comments), item(2, kind="page"), item(3, status="trash", title="Old")))

    post, page, trash = all_of(path)

    assert isinstance(post, Post)
    assert post.date.isoformat() == "2018-05-02T12:00:00+00:00"
    assert post.terms == ["Had patience"]
    assert post.lead == Picture("https://notes.example.com/wp-content/uploads/2018/05/optician.jpg")
    assert html(post) == (
        "<p>The optician sat with my mother for an hour.<br/>She did not look at the clock.</p><h2>What she said</h2><blockquote>Take your time.</blockquote>"
        '<p>Then she  went home. <a href="https://notes.example.com/about/">About</a></p>'
    )
    assert [(one.description, one.caption) for one in post.pieces if isinstance(one, Picture)] == [("Her desk", "The desk")]
    assert "Lou, 2018-05-03 09:00:00\nSo true ." in post.comments or "Lou, 2018-05-03 09:00:00\nSo true." in post.comments
    assert "secret@example.org" not in post.comments and "Buy" not in post.comments
    assert (page.words, trash.words) == ("It is a page, not a post.", "It was in the trash.")


def test_wordpress_cut_off_in_the_middle(tmp_path):
    path = tmp_path / "export.xml"
    path.write_bytes(wxr(item(1), item(2, title="Second"), item(3))[: -len(item(3)) // 2 - 20])

    found = all_of(path)

    assert [one.title for one in found[:2]] == ["An hour with the optician", "Second"]
    assert len(found) == 3 and "breaks off" in found[2].words


def test_wordpress_with_what_xml_forbids(tmp_path):
    path = tmp_path / "export.xml"
    path.write_bytes(wxr(item(1, title="Caf&eacute; &amp; bar", body="A\x0b b\xe9".replace("\xe9", "&eacute; &amp;nbsp;"))))

    post = all_of(path)[0]

    assert post.title == "Café & bar"
    assert html(post) == "<p>A bé &amp;nbsp;</p>"


def test_wordpress_with_an_entity_bomb_is_refused(tmp_path):
    bomb = '<!DOCTYPE rss [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    path = tmp_path / "export.xml"
    path.write_bytes(wxr(item(1, title="&b;")).replace(b"<rss", f"{bomb}<rss".encode()))

    with pytest.raises(NotReadable, match="entities of its own"):
        all_of(path)


def test_ghost(tmp_path):
    path = tmp_path / "ghost.json"
    path.write_text(json.dumps(GHOST))

    post, page, draft = all_of(path)

    assert (post.title, post.standfirst, post.terms) == ("The van that came back", "Twice in one day.", ["Went further"])
    assert post.lead == Picture("/content/images/2021/03/lead.jpg", "The lead")
    assert [(one.ref, one.caption) for one in post.pieces if isinstance(one, Picture)] == [("/content/images/2021/03/van.jpg", "The van")]
    assert page.words == "It is a page, not a post."
    assert html(draft) == "<p><b>Half a thought</b></p>"


def test_substack(tmp_path):
    name = "0f1e2d3c-aaaa-bbbb-cccc-0123456789ab_800x600.jpeg"
    path = zipped(
        tmp_path / "s.zip", {"posts.csv": SUBSTACK_CSV, "posts/101.the-letter.html": SUBSTACK_HTML, "email_list.x.csv": "a@b", f"images/{name}": picture()}
    )

    with opened(path) as shelf:
        post, gone, thread = read.posts(shelf, read.plan(shelf))
        shown = next(one for one in post.pieces if isinstance(one, Picture))
        found = shelf.picture(shown.ref, beside=post.where)

    assert (post.title, post.standfirst, shown.caption) == ("The letter", "They wrote back by hand", "Her hand")
    assert found == f"images/{name}"
    assert [one.value for one in post.pieces if isinstance(one, Block)] == [{"words": "We read every letter.", "speaker": ""}]
    assert "Subscribe" not in html(post)
    assert gone.words.startswith("It is listed in posts.csv") and thread.words == "It is a thread, not a post."


@pytest.mark.parametrize(
    ("typed", "iso", "assumed"),
    [
        ("2019-03-03", "2019-03-03T12:00:00-05:00", False),
        ("2019-03-03 10:00:00 +0100", "2019-03-03T10:00:00+01:00", False),
        ("2019-03-03T10:00:00Z", "2019-03-03T10:00:00+00:00", False),
        ("March 3, 2019", "2019-03-03T12:00:00-05:00", False),
        ("3 March 2019", "2019-03-03T12:00:00-05:00", False),
        ("Sun, 03 Mar 2019 10:00:00 +0000", "2019-03-03T10:00:00+00:00", False),
        ("03/04/2019", "2019-03-04T12:00:00-05:00", True),
        ("25/03/2019", "2019-03-25T12:00:00-04:00", False),
        ("3.4.2019", "2019-04-03T12:00:00-04:00", False),
        ("1551607200000", "2019-03-03T10:00:00+00:00", False),
    ],
)
def test_dates_of_many_shapes(typed, iso, assumed):
    found, words = dates.moment(typed)

    assert found.isoformat() == iso
    assert bool(words) is assumed


@pytest.mark.parametrize("typed", ["soon", "2019-02-30", "99/99/2019", "Smarch 3, 2019", "0000-00-00", "9999-12-31T23:59:59-11:00", "0001-01-01"])
def test_a_date_that_is_none_is_said(typed):
    assert dates.moment(typed) == (None, f"Its date, “{typed}”, could not be read.")


def test_front_matter_that_is_not_yaml_is_read_line_by_line():
    top = front.split("---\ntitle: My store: a tale\ntags:\n- one\n- two\nbad: [unclosed\n---\nBody\n")

    assert top.values["title"] == "My store: a tale" and top.values["tags"] == ["one", "two"]
    assert top.body == "Body\n" and top.said[0].startswith("Its front matter could not be read (line 2:")


def test_front_matter_with_keys_twice_and_tabs():
    top = front.split("---\ntitle: One\ntitle: Two\ntags:\n\t- a\n---\nBody")

    assert top.values == {"title": "Two", "tags": ["a"]}
    assert top.said == ["“title” stands twice in its front matter: the last one counts.", "Its front matter had tabs; they were read as two spaces."]


@pytest.mark.parametrize("line", ["x: !!python/object/apply:os.system ['true']", "x: !!python/name:os.system", "a: &a [1]\nb: [*a, *a]"])
def test_front_matter_that_runs_or_repeats_is_refused_and_the_post_comes_in(tmp_path, line):
    post = one(tmp_path / "a.md", f"---\ntitle: Kept\n{line}\n---\nThe text stays.")

    assert (post.title, html(post)) == ("Kept", "<p>The text stays.</p>")
    assert "could not be read" in post.said[0]
    assert "x" not in post.front


def test_titles_and_numbers_are_words_as_written():
    assert front.split("---\ntitle: No\ndate: 2019-02-30\nversion: 1.10\n---\n").values == {"title": "No", "date": "2019-02-30", "version": "1.10"}


def test_windows_1252_nuls_and_no_title(tmp_path):
    post = one(tmp_path / "2020-01-02-my-caf\u00e9.md", "Na\u00efve \u201cquotes\u201d".encode("cp1252") + b" a\x00b" + b" more words" * 20)

    assert html(post).startswith("<p>Naïve “quotes” ab more")
    assert post.title == "My café" and post.date.date().isoformat() == "2020-01-02"
    assert [words.split(":")[0] for words in post.said] == ["It is not UTF-8", "It held NUL characters; they were left out.", "It had no title"]


def test_first_heading_is_the_title(tmp_path):
    post = one(tmp_path / "a.md", "# The heading\n\nWords.")

    assert (post.title, html(post)) == ("The heading", "<p>Words.</p>")


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "The file is empty."),
        (b" \n", "The file is empty."),
        (bytes(range(256)) * 40, "This is not a text file. If it is one, save it as UTF-8 and bring it again."),
    ],
)
def test_empty_and_binary_files_are_said(tmp_path, content, words):
    (tmp_path / "a.md").write_bytes(content)

    assert [left.words for left in all_of(tmp_path)] == [words]


def test_a_zip_with_names_that_point_outside(tmp_path):
    outside = {"../evil.md": "# E\n\nx", "/abs.md": "# A\n\nx", "..\\win.md": "# W\n\nx"}
    path = zipped(tmp_path / "a.zip", outside | {"ok.md": "# Fine\n\nWords", "in.zip": b"PK", "__MACOSX/ok.md": "x"})
    with zipfile.ZipFile(path, "a") as out:
        link = zipfile.ZipInfo("link.md")
        link.external_attr = 0o120777 << 16
        out.writestr(link, "/etc/passwd")

    found = all_of(path)

    assert [one.title for one in found if isinstance(one, Post)] == ["Fine"]
    assert {one.where for one in found if isinstance(one, Left)} == {"../evil.md", "/abs.md", "../win.md", "link.md", "in.zip"}


def test_names_of_windows_and_names_that_stand_twice(tmp_path):
    path = zipped(tmp_path / "a.zip", {"posts\\bench.md": "# Bench\n\n![A bench](bench.jpg)", "posts\\bench.jpg": b"x"})
    with zipfile.ZipFile(path, "a") as out, pytest.warns(UserWarning, match="Duplicate name"):
        out.writestr("twice.md", "# First\n\nx")
        out.writestr("twice.md", "# Second\n\nx")

    found = all_of(path)

    assert [(one.title, one.where) for one in found if isinstance(one, Post)] == [("Bench", "posts/bench.md"), ("First", "twice.md")]
    assert [one.words for one in found if isinstance(one, Left)] == [
        "Another file in the zip has the same name, and came first. Rename one of them and bring it by itself."
    ]


def test_a_zip_with_ten_gigabytes_inside_is_refused(tmp_path):
    path = zipped(tmp_path / "a.zip", {f"{number}.md": "x" for number in range(10)})
    raw = path.read_bytes()
    for at in [at for at in range(len(raw)) if raw[at : at + 4] == b"PK\x01\x02"]:
        raw = raw[: at + 24] + (1024**3).to_bytes(4, "little") + raw[at + 28 :]
    path.write_bytes(raw)

    with pytest.raises(NotReadable, match="2 GB"):
        all_of(path)


def test_a_zip_of_too_many_files_and_one_cut_off_are_refused(tmp_path, monkeypatch):
    path = zipped(tmp_path / "a.zip", {f"{number}.md": "x" for number in range(12)})
    monkeypatch.setattr("writers.posts.shelf.MOST_FILES", 10)

    with pytest.raises(NotReadable, match="more than 10 files"):
        all_of(path)
    path.write_bytes(path.read_bytes()[:-200])
    with pytest.raises(NotReadable, match="cannot be opened"):
        all_of(path)


def test_a_damaged_member_stops_no_other(tmp_path):
    path = zipped(tmp_path / "a.zip", {"a.md": "# A\n\nWords here", "b.md": "# B\n\nMore words"})
    raw = bytearray(path.read_bytes())
    raw[raw.index(b"Words here")] ^= 0xFF
    path.write_bytes(bytes(raw))

    assert [type(one).__name__ for one in all_of(path)] == ["Left", "Post"]


def test_two_pictures_of_one_name_are_told_apart_by_their_folders(tmp_path):
    path = zipped(tmp_path / "a.zip", {"a/uploads/2018/x.jpg": b"1", "a/uploads/2019/x.jpg": b"2", "y.jpg": b"3", "p.md": "x"})

    with opened(path) as shelf:
        assert shelf.picture("https://old.test/wp/uploads/2019/x-300x200.jpg", beside="p.md") == "a/uploads/2019/x.jpg"
        assert shelf.picture("https://old.test/x.jpg", beside="p.md") is None
        assert shelf.picture("https://elsewhere.test/y.jpg", beside="p.md") is None
        assert shelf.picture("img/y.jpg", beside="p.md") == "y.jpg"


def test_a_single_file_of_no_known_kind_is_refused(tmp_path):
    (tmp_path / "a.exe").write_bytes(b"MZ")

    with pytest.raises(NotReadable, match="none of these"):
        all_of(tmp_path / "a.exe")


@pytest.mark.parametrize("unit", ["{% raw %}", "{{< figure ", "```\n~~~\n", "<title>", "[caption]", "{{ a ", "[^1]", "<p><b>", "![](", "> "])
def test_openings_that_never_close_are_read_and_lose_no_word(tmp_path, unit):
    post = one(tmp_path / ("a.html" if unit.startswith("<") else "a.md"), f"First words.\n\n{unit * 4_000}\n\nLast words.")

    assert "First words." in html(post) and "Last words." in html(post)
