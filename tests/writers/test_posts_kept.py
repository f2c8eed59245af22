"""Nothing vanishes unsaid: what real programs write beside plain words comes along, or a line says that it did not."""

import json

import pytest

from tests.writers.samples import COMMENT, all_of, html, item, one, pictures, wxr, zipped
from writers.posts import dates, markup, shortcodes
from writers.posts.post import Picture, Post


def test_a_footnote_of_several_paragraphs_stays_whole(tmp_path):
    post = one(tmp_path / "a.md", "# T\n\nWords.[^1]\n\n[^1]: He meant it.\n\n    And **this**.\n\nLast words.")

    assert html(post) == "<p>Words.[1]</p><p>Last words.</p><h2>Notes</h2><ol><li>He meant it.<br/>And <b>this</b>.</li></ol>"


def test_what_was_never_shown_is_not_shown(tmp_path):
    post = one(tmp_path / "a.md", "# T\n\nShown.\n\n{% comment %} his real name {% endcomment %}\n\nAfter.")

    assert html(post) == "<p>Shown.</p><p>After.</p>"
    assert post.said == ["What stood between comment tags was never shown, and was left out."]


def test_pictures_in_a_themes_own_tags_come_along(tmp_path):
    figure = '{% include figure.html src="/images/bell.jpg" alt="A bell" caption="The **bell**" %}'
    body = f'{figure}\n\n{{% asset_img counter.jpg "The counter" %}}\n\n![[shelf.png|300]]'

    post = one(tmp_path / "a.md", f"# T\n\nWords.\n\n{body}\n")

    assert pictures(post) == [("/images/bell.jpg", "A bell", "The bell"), ("counter.jpg", "The counter", ""), ("shelf.png", "", "")]
    assert post.said == []


@pytest.mark.parametrize(
    "source", ["{{ '/a.jpg' | relative_url }}", '{{ "/a.jpg" | prepend: site.baseurl }}', "{{ '/a.jpg' | prepend: site.baseurl | prepend: site.url }}"]
)
def test_a_picture_in_html_with_a_tag_for_its_address_comes_along(tmp_path, source):
    quote = "'" if '"' in source else '"'
    post = one(
        tmp_path / "a.md", f"# T\n\nWords.\n\n<figure>\n<img src={quote}{source}{quote} alt='A bench'>\n<figcaption>Forty dollars.</figcaption>\n</figure>\n"
    )

    assert pictures(post) == [("/a.jpg", "A bench", "Forty dollars.")]
    assert post.said == []


def test_front_matter_that_never_ends_is_read_to_the_first_empty_line(tmp_path):
    post = one(tmp_path / "a.md", "---\ntitle: Never closed\ndate: 2019-03-04\n\nThe text goes on.\n")

    assert (post.title, post.date.year, html(post)) == ("Never closed", 2019, "<p>The text goes on.</p>")
    assert post.said == ["Its front matter never ends: what stands before the first empty line was taken for it."]
    assert html(one(tmp_path / "a.md", "---\nNote: this is text.\n\nMore.")) == "<hr/><p>Note: this is text.</p><p>More.</p>"


def test_a_page_is_said_to_be_none_of_the_posts(tmp_path):
    assert one(tmp_path / "a.md", "---\nlayout: page\ntitle: About\n---\nI mend chairs.").said == [
        "Where it comes from it is a page, not a post. If it is no story, throw it away."
    ]


@pytest.mark.parametrize(
    ("tag", "address"),
    [
        ("{{< vimeo 146022717 >}}", "https://vimeo.com/146022717"),
        ('{{< x user="zoo" id="145" >}}', "https://twitter.com/zoo/status/145"),
        ("{{< gist spf13 7896402 >}}", "https://gist.github.com/spf13/7896402"),
        ("{{< instagram BWNjjyYFxVx >}}", "https://www.instagram.com/p/BWNjjyYFxVx/"),
    ],
)
def test_what_other_sites_show_stands_as_a_link(tmp_path, tag, address):
    post = one(tmp_path / "a.md", f"# T\n\nSee:\n\n{tag}\n")

    assert html(post) == f'<p>See:</p><p><a href="{address}">{address}</a></p>'


def test_tags_within_code_in_a_line_are_code(tmp_path):
    post = one(tmp_path / "a.md", "# T\n\nUse `{{ .Title }}` and `{% raw %}{{ page.url }}{% endraw %}`, not {{ that }}.")

    assert html(post) == "<p>Use {{ .Title }} and {{ page.url }}, not .</p>"
    assert "Tags of the old site were left out: that." in post.said


def test_every_tag_left_out_is_named_or_counted(tmp_path):
    post = one(tmp_path / "a.md", "# T\n\nWords." + "".join(f" {{% tag{number} %}}" for number in range(15)))

    assert post.said == ["Tags of the old site were left out: " + ", ".join(f"tag{number}" for number in range(12)) + " and 3 more."]


def test_terms_with_meanings_abbreviations_and_anchors(tmp_path):
    post = one(tmp_path / "a.md", "# T\n\n## What {#what}\n\nHeel\n: the back\n: a verb\n\n*[HTML]: Markup\n\nHTML by hand.")

    assert html(post) == "<h2>What</h2><p><b>Heel</b></p><p>the back</p><p>a verb</p><p>HTML by hand.</p>"
    assert post.said == ["What its abbreviations stand for was left out: we have no place for it."]


def test_components_leave_their_words(tmp_path):
    post = one(tmp_path / "a.mdx", '# T\n\nimport Foo from "./foo"\n\n<Foo bar={1}>\n\nInside.\n\n</Foo>\n\n:::tip\n\nA tip.\n\n:::\n')

    assert html(post) == "<p>Inside.</p><p>A tip.</p>"
    assert [words.partition(" (")[0] for words in post.said] == ["The frames of its boxes", "Lines for a program"]


def test_front_matter_without_marks_is_read(tmp_path):
    post = one(tmp_path / "a.md", "Title: A post\nDate: 2010-12-03 10:20\nTags: one, two\n\nNote: this is text.\n")

    assert (post.title, post.terms, html(post)) == ("A post", ["one", "two"], "<p>Note: this is text.</p>")
    assert html(one(tmp_path / "a.md", "Note: this is text.\n\nMore.")) == "<p>Note: this is text.</p><p>More.</p>"


def test_jekyll_parts_categories_at_spaces_and_others_at_commas(tmp_path):
    assert one(tmp_path / "a.md", "---\ntitle: T\nlayout: post\ncategories: shops repairs\ntags: one, two three\n---\nW.").terms == [
        "shops",
        "repairs",
        "one",
        "two three",
    ]
    assert one(tmp_path / "a.md", "---\ntitle: T\ncategories: Food and drink\n---\nW.").terms == ["Food and drink"]


def test_a_jekyll_page_in_html_is_a_template(tmp_path):
    body = '<p>A</p>{% include ad.html %}<img src="{{ site.baseurl }}/a.jpg" alt="b">{% highlight py %}\nx < y\n{% endhighlight %}'

    post = one(tmp_path / "a.html", f"---\ntitle: T\n---\n{body}")

    assert pictures(post) == [("/a.jpg", "b", "")]
    assert html(post) == "<p>A</p><blockquote>x &lt; y</blockquote>"
    assert "Tags of the old site were left out: include ad.html." in post.said


def test_a_heading_that_says_the_title_again_goes(tmp_path):
    post = one(tmp_path / "a.md", "---\ntitle: The van\n---\n# The van\n\n## The road\n\nWords.")

    assert (post.title, html(post)) == ("The van", "<h2>The road</h2><p>Words.</p>")


def test_a_few_nuls_in_a_short_file_are_left_out(tmp_path):
    post = one(tmp_path / "a.md", b"---\ntitle: Nul\x00s\n---\nBody\x00 words.")

    assert (post.title, html(post), post.said) == ("Nuls", "<p>Body words.</p>", ["It held NUL characters; they were left out."])


def test_a_pattern_of_addresses_is_nobodys_own(tmp_path):
    first = one(tmp_path / "a.md", "---\ntitle: One\npermalink: /:year/:title/\nid: 3\n---\nW.")
    (tmp_path / "a.md").unlink()
    second = one(tmp_path / "b.md", "---\ntitle: Two\npermalink: /:year/:title/\nid: 3\n---\nW.")

    assert (first.own_id, second.own_id) == ("", "")
    assert first.key != second.key


@pytest.mark.parametrize(
    ("typed", "iso", "assumed"),
    [
        ("March 3, 2014 4:05 PM", "2014-03-03T16:05:00-05:00", ""),
        ("Sep 5 2011 12:04am", "2011-09-05T00:04:00-04:00", ""),
        ("2019/03/04", "2019-03-04T12:00:00-05:00", ""),
        ("20190304", "2019-03-04T12:00:00-05:00", ""),
        ("2019-03-04 10:11:12 EST", "2019-03-04T10:11:12-05:00", ""),
        ("2019-03-04 9:05 America/Chicago", "2019-03-04T09:05:00-06:00", ""),
        ("12 December 2019 at 14:05", "2019-12-12T14:05:00-05:00", ""),
        ("2019-03-04T10:11:12+02", "2019-03-04T10:11:12+02:00", ""),
        ("2019-03-04T24:00:00Z", "2019-03-05T00:00:00+00:00", ""),
        ("04-03-2019", "2019-03-04T12:00:00-05:00", "Its date, 04-03-2019, was read as day-month-year."),
        (
            "2019-03-04 10:00 Here/There",
            "2019-03-04T10:00:00-05:00",
            "The time zone of its date, “Here/There”, is not known here: the newsroom's was taken.",
        ),
    ],
)
def test_more_shapes_of_dates(typed, iso, assumed):
    found, words = dates.moment(typed)

    assert (found.isoformat(), words) == (iso, assumed)


def test_code_keeps_its_empty_lines_and_what_follows_them(tmp_path):
    post = one(tmp_path / "a.md", "# T\n\n```py\ndef a():\n    b()\n\n    c()\n```\n")

    assert html(post) == "<blockquote>def a():<br/>&nbsp;&nbsp;&nbsp;&nbsp;b()<br/>&nbsp;<br/>&nbsp;&nbsp;&nbsp;&nbsp;c()</blockquote>"


def test_each_picture_of_a_gallery_keeps_its_own_words():
    one_of = '<figure><img src="{0}.jpg" alt="{0}"><figcaption>Line {0}</figcaption></figure>'

    found, _said = markup.pieces(f"<figure>{one_of.format('a')}{one_of.format('b')}<figcaption>All of them</figcaption></figure>")

    assert [(piece.ref, piece.caption) for piece in found[:2]] == [("a.jpg", "Line a"), ("b.jpg", "Line b")]
    assert found[2].html == "<p>All of them</p>"


def test_a_card_for_another_page_is_a_link():
    card = (
        '<figure class="kg-card kg-bookmark-card"><a class="kg-bookmark-container" href="https://shop.example/"><div>'
        '<div class="kg-bookmark-title">The shop</div>'
        '<div class="kg-bookmark-description">Sells cake</div></div><div><img src="https://shop.example/x.png" alt=""></div></a></figure>'
    )

    found, said = markup.pieces(card)

    assert [piece.html for piece in found] == ['<p><a href="https://shop.example/">The shop</a><br/>Sells cake</p>']
    assert said == ["A card for another page stands as a link."]


def test_a_form_and_a_script_of_ones_own_are_said():
    assert markup.pieces("<p>A</p><form><p>Join</p></form>")[1] == ["A form or a script was left out."]
    assert markup.pieces('<p>A</p><script async src="https://platform.twitter.com/widgets.js"></script>')[1] == []


def test_an_archive_within_an_archive_is_said(tmp_path):
    inner = zipped(tmp_path / "inner.zip", {"a.md": "# A\n\nWords."}).read_bytes()

    left, post = all_of(zipped(tmp_path / "outer.zip", {"inner.zip": inner, "b.md": "# B\n\nWords."}))

    assert (left.where, left.words) == ("inner.zip", "An archive within an archive is not opened. Take it out, and bring it by itself.")
    assert post.title == "B"


# WordPress

UPLOADS = "https://notes.example.com/wp-content/uploads/"


def attachment(number: int, *, parent: int = 0, alt: str = "") -> str:
    meta = f"<wp:postmeta><wp:meta_key>_wp_attachment_image_alt</wp:meta_key><wp:meta_value><![CDATA[{alt}]]></wp:meta_value></wp:postmeta>"
    return (
        f"<item><title>p</title><excerpt:encoded><![CDATA[Line {number}]]></excerpt:encoded>"
        f"<wp:post_id>{number}</wp:post_id><wp:post_parent>{parent}</wp:post_parent>"
        f"<wp:post_type>attachment</wp:post_type><wp:attachment_url>{UPLOADS}{number}.jpg</wp:attachment_url>{meta}</item>"
    )


def posts_of(tmp_path, *items: str) -> list[Post]:
    (tmp_path / "export.xml").write_bytes(wxr(*items))
    return all_of(tmp_path / "export.xml")


def test_descriptions_of_wordpress_come_along(tmp_path):
    (post,) = posts_of(tmp_path, item(1, body='Words.\n\n[gallery ids="78,79"]'), attachment(77, alt="Her desk"), attachment(78, alt="A lens"))

    assert post.lead == Picture(f"{UPLOADS}77.jpg", "Her desk", "Line 77")
    assert pictures(post) == [(f"{UPLOADS}78.jpg", "A lens", "Line 78")]
    assert post.said == ["Pictures of a gallery are not in the export: 1."]


def test_a_gallery_that_names_no_pictures_shows_those_of_its_post(tmp_path):
    (post,) = posts_of(tmp_path, item(1, body="Words.\n\n[gallery]"), attachment(5, parent=1), attachment(6, parent=2))

    assert [ref for ref, _alt, _line in pictures(post)] == [f"{UPLOADS}5.jpg"]


def test_footnotes_of_the_block_editor_stand_at_the_end(tmp_path):
    notes = json.dumps([{"content": "The <em>note</em>.", "id": "a"}])
    meta = f"<wp:postmeta><wp:meta_key>footnotes</wp:meta_key><wp:meta_value><![CDATA[{notes}]]></wp:meta_value></wp:postmeta>"
    body = '<!-- wp:paragraph -->\n<p>Words.<sup class="fn"><a href="#a">1</a></sup></p>\n<!-- /wp:paragraph -->\n\n<!-- wp:footnotes /-->'

    (post,) = posts_of(tmp_path, item(1, body=body, more=meta))

    assert html(post) == "<p>Words.[1]</p><h2>Notes</h2><ol><li>The <i>note</i>.</li></ol>"
    assert post.said == []


@pytest.mark.parametrize(
    ("text", "shown", "said"),
    [
        ("[youtube https://youtu.be/x?a=1&amp;b=2]", '<a href="https://youtu.be/x?a=1&amp;b=2">https://youtu.be/x?a=1&amp;b=2</a>', []),
        ("[pullquote]Words[/pullquote] and [sic]", "Words and [sic]", ["Tags of the old site were left out: pullquote."]),
        ("Here.((A note)) There.[ref]Another[/ref]", "Here.[1] There.[2]\n\n<h2>Notes</h2>\n<ol><li>A note</li><li>Another</li></ol>", []),
        ('[et_pb_image src="https://x.example/a.jpg" alt="A" /]', '<img src="https://x.example/a.jpg" alt="A">', []),
        ('<!-- wp:query {"queryId":4} /-->', '<!-- wp:query {"queryId":4} /-->', ["Tags of the old site were left out: wp:query."]),
        ("[gallery]", "", ["A gallery was left out: it names no pictures."]),
        ('[caption caption="Old"]<img src="a.jpg">[/caption]', '<figure><img src="a.jpg"><figcaption>Old</figcaption></figure>', []),
    ],
)
def test_shortcodes(text, shown, said):
    found, words = shortcodes.without(text, {}, number="1")

    assert (found.strip(), words) == (shown, said)


@pytest.mark.parametrize("unit", ["[/a1]", "[ref]", "((", "[a ", "[a src=", "<!-- wp:a {", "[audio ", "[caption ", "[a-b-c", "[gallery ids="])
def test_shortcodes_that_never_close_are_looked_for_in_bounded_time(unit):
    found, _said = shortcodes.without(unit * (400_000 // len(unit)), {}, number="1")

    assert len(found) <= 400_000


def test_names_with_signs_are_read_as_wordpress_keeps_them(tmp_path):
    category = '<category domain="category" nicename="x"><![CDATA[Food &amp; Drink]]></category>'
    comment = COMMENT.format(who="Lou &amp; Sue", words="First.\n\nSecond.", approved="1")

    (post,) = posts_of(tmp_path, item(1, title="<![CDATA[Bread &amp; salt]]>", more=category + comment))

    assert (post.title, post.terms[1]) == ("Bread & salt", "Food & Drink")
    assert "Lou & Sue, 2018-05-03 09:00:00\nFirst.\nSecond." in post.comments


def test_who_signed_is_kept_where_several_did(tmp_path):
    mine, theirs = posts_of(tmp_path, item(1), item(2).replace("<dc:creator>ana<", "<dc:creator>ben<"))

    assert (mine.signed, theirs.signed) == (["ana"], ["ben"])
    assert posts_of(tmp_path, item(1), item(3))[0].signed == []


# Ghost


def substack(tmp_path, page: str) -> Post:
    table = "post_id,post_date,is_published,type,audience,title\n1.a,2022-01-02T12:00:00.000Z,true,newsletter,everyone,T\n"
    return all_of(zipped(tmp_path / "s.zip", {"posts.csv": table, "posts/1.a.html": page}))[0]


def embed(kind: str, told: dict, *, tag: str = "div", name: str = "OddToDOM") -> str:
    return f'<{tag} class="{kind}" data-attrs="{json.dumps(told).replace(chr(34), "&quot;")}" data-component-name="{name}"></{tag}>'


def test_what_substack_keeps_in_attributes_comes_along(tmp_path):
    gallery = {"gallery": {"images": [{"src": "https://x.example/a.png"}], "caption": "Line", "alt": "A"}}
    page = (
        f"<p>With {embed('mention-wrap', {'name': 'Amelia'}, tag='span')} here.</p>"
        + embed("tweet", {"url": "https://twitter.com/a/status/1", "full_text": "Words", "name": "Ann"})
        + embed("image-gallery-embed", gallery)
        + embed("digest-post-embed", {"title": "Other", "canonical_url": "https://x.example/p/o"})
        + embed("button-wrapper", {"url": "https://shop.example/", "text": "The menu"}, tag="p")
        + embed("button-wrapper", {"url": "%%checkout_url%%", "text": "Subscribe"}, tag="p")
        + embed("poll-embed", {"id": 1}, name="PollToDOM")
    )

    post = substack(tmp_path, page)

    assert html(post) == (
        '<p>With Amelia here.</p><blockquote>Words<br/><br/>– <a href="https://twitter.com/a/status/1">Ann</a></blockquote>'
        '<p><a href="https://x.example/p/o">Other</a></p><p><a href="https://shop.example/">The menu</a></p>'
    )
    assert pictures(post) == [("https://x.example/a.png", "A", "Line")]
    assert post.said == ["A subscribe or share button was left out.", "Tags of the old site were left out: Poll."]


def test_substacks_footnotes_are_a_list(tmp_path):
    page = (
        '<p>Words.<a class="footnote-anchor" id="footnote-anchor-1" href="#footnote-1">1</a></p>'
        '<div class="footnote"><a id="footnote-1" href="#footnote-anchor-1"'
        ' class="footnote-number">1</a><div class="footnote-content"><p>See <a href="https://x.example/">this</a>.</p></div></div>'
    )

    post = substack(tmp_path, page)

    assert html(post) == '<p>Words.[1]</p><h2>Notes</h2><ol><li>See <a href="https://x.example/">this</a>.</li></ol>'
    assert post.said == ["Footnotes stand as a list at the end."]
