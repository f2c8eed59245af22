"""WordPress's export: what its posts share, what plays, and what stood on a line of its own."""

import pytest

from tests.writers.samples import WXR_ATTACHMENT, all_of, html, item, pictures, wxr
from writers.posts import shortcodes
from writers.posts.post import Left, Post

SHARED = "<!-- wp:paragraph -->\n<p>We are open on <strong>Sundays</strong>.</p>\n<!-- /wp:paragraph -->"


def posts_of(tmp_path, *items: str) -> list[Post | Left]:
    (tmp_path / "export.xml").write_bytes(wxr(*items))
    return all_of(tmp_path / "export.xml")


def test_a_part_that_posts_share_stands_where_they_show_it(tmp_path):
    body = '<!-- wp:paragraph -->\n<p>Before.</p>\n<!-- /wp:paragraph -->\n\n<!-- wp:block {"ref":77} /-->\n\n<p>After.</p>'

    post, left = posts_of(tmp_path, item(1, body=body), item(77, title="Hours", kind="wp_block", body=SHARED))

    assert html(post) == "<p>Before.</p><p>We are open on <b>Sundays</b>.</p><p>After.</p>"
    assert post.said == []
    assert (left.where, left.words) == ("Hours", "It is a part that posts share, not a post. Its words stand in the posts that show it.")


def test_a_shared_part_that_is_not_in_the_export_is_said(tmp_path):
    (post,) = posts_of(tmp_path, item(1, body='<p>Before.</p><!-- wp:block {"ref":77} /--><!-- wp:block {"ref":78} /-->'))

    assert html(post) == "<p>Before.</p>"
    assert post.said == ["2 parts that posts share (reusable blocks) are not in the export; their places are empty."]


def test_a_shared_part_that_shows_itself_ends(tmp_path):
    again = '<p>Again.</p><!-- wp:block {"ref":77} /-->'

    post, _left = posts_of(tmp_path, item(1, body=f"<p>Words.</p>{again}"), item(77, kind="wp_block", body=again))

    assert html(post) == "<p>Words.</p>" + "<p>Again.</p>" * 5
    assert post.said == ["1 part that posts share (a reusable block) is not in the export; its place is empty."]


@pytest.mark.parametrize(
    "tag",
    [
        '[audio mp3="https://x.example/a.mp3"][/audio]',
        '[audio src="https://x.example/a.mp3"]\n[/audio]',
        "[audio]https://x.example/a.mp3[/audio]",
    ],
)
def test_what_plays_and_is_kept_as_a_link_is_not_said_to_be_left_out(tag):
    text, said = shortcodes.without(f"Words.\n\n{tag}", {}, number="1")

    assert text.split("\n\n", 1)[1].strip() == '<a href="https://x.example/a.mp3">https://x.example/a.mp3</a>'
    assert said == []


def test_a_picture_is_described_as_its_attachment_is(tmp_path):
    meta = "<wp:postmeta><wp:meta_key>_wp_attachment_image_alt</wp:meta_key><wp:meta_value>Her desk</wp:meta_value></wp:postmeta></item>"
    address = "https://notes.example.com/wp-content/uploads/2018/05/optician-300x200.jpg"

    (post,) = posts_of(tmp_path, WXR_ATTACHMENT.replace("</item>", meta), item(1, body=f'<p>Words.</p><img src="{address}" alt="">'))

    assert pictures(post) == [(address, "Her desk", "")]


def test_addresses_on_lines_of_their_own_are_paragraphs_of_their_own(tmp_path):
    addresses = ["https://vimeo.com/1", "https://youtu.be/x?a=1&amp;b=2", "https://x.example/a.mp3"]

    (post,) = posts_of(tmp_path, item(1, body="Listen:\n" + "\n".join(addresses) + "\nIt was late.\n\n<pre>a\nhttps://b.example/\nc</pre>"))

    links = "".join(f'<p><a href="{one}">{one}</a></p>' for one in addresses)
    code = '<blockquote>a<br/><a href="https://b.example/">https://b.example/</a><br/>c</blockquote>'
    assert html(post) == f"<p>Listen:</p>{links}<p>It was late.</p>{code}"
