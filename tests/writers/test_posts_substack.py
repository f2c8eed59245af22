"""Substack's export: cards for other posts, and where a podcast is to be heard."""

import json
from html import escape

import pytest

from tests.writers.samples import all_of, html, zipped
from writers.posts.post import Post

HEAD = "post_id,post_date,is_published,type,audience,title,podcast_url\n"


def substack(tmp_path, page: str, *, kind="newsletter", sound="") -> Post:
    table = f"{HEAD}1.a,2022-01-02T12:00:00.000Z,true,{kind},everyone,T,{sound}\n"
    return all_of(zipped(tmp_path / "s.zip", {"posts.csv": table, "posts/1.a.html": page}))[0]


def card(kind: str, told: dict, *, name: str, inner="") -> str:
    return f'<div class="{kind}" data-attrs="{escape(json.dumps(told))}" data-component-name="{name}ToDOM">{inner}</div>'


@pytest.mark.parametrize(
    ("told", "shown"),
    [
        (
            {"title": "Other & more", "caption": "Read it first", "canonical_url": "https://x.example/p/o"},
            '<p><a href="https://x.example/p/o">Other &amp; more</a><br/>Read it first</p>',
        ),
        ({"caption": "Read it first", "url": "https://x.example/p/o"}, '<p><a href="https://x.example/p/o">Read it first</a></p>'),
        ({"title": "Other", "caption": "Read it first"}, "<p>Other<br/>Read it first</p>"),
    ],
)
@pytest.mark.parametrize(("kind", "name"), [("digest-post-embed", "DigestPostEmbed"), ("embedded-post-wrap", "EmbeddedPost")])
def test_a_card_for_another_post_keeps_its_title_and_its_line(tmp_path, kind, name, told, shown):
    post = substack(tmp_path, f"<p>Words.</p>{card(kind, told, name=name)}")

    assert html(post) == f"<p>Words.</p>{shown}"
    assert post.said == []


def test_a_card_that_holds_nothing_is_said(tmp_path):
    post = substack(tmp_path, f"<p>Words.</p>{card('digest-post-embed', {'nodeId': 'x'}, name='DigestPostEmbed')}")

    assert post.said == ["Tags of the old site were left out: DigestPostEmbed."]


def test_a_card_that_is_written_out_is_read_as_it_stands(tmp_path):
    inner = '<a class="embedded-post" href="https://x.example/p/o"><div class="embedded-post-title">Other</div><div>Its first words</div></a>'

    post = substack(tmp_path, card("embedded-post-wrap", {"title": "Other", "url": "https://x.example/p/o"}, name="EmbeddedPost", inner=inner))

    assert (html(post), post.said) == ('<p><a href="https://x.example/p/o">Other</a></p>', ["A card for another page stands as a link."])


def test_a_podcast_is_a_link_at_the_end(tmp_path):
    link = '<p><a href="https://x.example/a.mp3?a=1&amp;b=2">https://x.example/a.mp3?a=1&amp;b=2</a></p>'

    post = substack(tmp_path, "<p>Words.</p>", kind="podcast", sound="https://x.example/a.mp3?a=1&b=2")

    assert html(post) == f"<p>Words.</p>{link}"
    assert post.said == ["Its sound file stays where it is; a link leads there."]


@pytest.mark.parametrize("sound", ["", "javascript:alert(1)"])
def test_a_podcast_without_an_address_is_said(tmp_path, sound):
    post = substack(tmp_path, "<p>Words.</p>", kind="podcast", sound=sound)

    assert (html(post), post.said) == ("<p>Words.</p>", ["Its sound file stays where it is: we have no podcasts."])
