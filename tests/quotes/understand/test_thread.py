"""Feeds and threads in JSON: Mastodon, Bluesky, X, JSON Feed and plain lists; broken ones are refused with words."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quotes.understand import NotUnderstood, understand
from quotes.understand.thread import understand_thread


def read(data) -> list[tuple[str, ...]]:
    text = data if isinstance(data, str) else json.dumps(data)
    return [(row.text, row.name, row.network, row.source_url, row.source_date) for row in understand(text).rows]


STATUS = {
    "id": "1",
    "created_at": "2026-03-31T09:00:00.000Z",
    "url": "https://mastodon.social/@anna/1",
    "content": '<p><span class="h-card"><a href="https://m.example/@asker">@<span>asker</span></a></span> Being <b>heard</b> &amp; helped.</p><p>Always.</p>',
    "account": {"acct": "anna", "url": "https://mastodon.social/@anna", "display_name": "Anna 🍞"},
}


def test_mastodon_context():
    assert read({"ancestors": [], "descendants": [STATUS]}) == [
        ("Being heard & helped. Always.", "@anna@mastodon.social", "mastodon", "https://mastodon.social/@anna/1", "2026-03-31")
    ]


def bluesky(handle, text, replies=()):
    post = {
        "uri": f"at://did:plc:x/app.bsky.feed.post/{handle[:3]}",
        "author": {"handle": handle},
        "record": {"text": text, "createdAt": "2026-03-31T09:00:00Z"},
    }
    return {"$type": "app.bsky.feed.defs#threadViewPost", "post": post, "replies": list(replies)}


def test_bluesky_thread_with_replies_to_replies():
    thread = bluesky("asker.bsky.social", "What does CS mean to you?", [bluesky("anna.example", "Being heard", [bluesky("bob.bsky.social", "And helped")])])

    rows = understand(json.dumps({"thread": thread})).rows

    assert [(row.text, row.name) for row in rows] == [
        ("What does CS mean to you?", "@asker.bsky.social"),
        ("Being heard", "@anna.example"),
        ("And helped", "@bob.bsky.social"),
    ]
    assert (rows[0].notes, rows[1].source_url) == (["The post that the others answer."], "https://bsky.app/profile/anna.example/post/ann")


def test_x_archive_and_api():
    tweet = {"id_str": "7", "full_text": "@asker Being heard &amp; helped https://t.co/abc", "created_at": "Wed Oct 10 20:19:24 +0000 2018"}
    api = {"data": [{"id": "7", "text": "Being heard", "author_id": "1"}], "includes": {"users": [{"id": "1", "username": "anna", "name": "Anna"}]}}

    assert read(f"window.YTD.tweets.part0 = {json.dumps([{'tweet': tweet}])}") == [("Being heard & helped", "", "x", "https://x.com/i/status/7", "2018-10-10")]
    assert read(api) == [("Being heard", "@anna", "x", "https://x.com/anna/status/7", "")]


def test_json_feed_and_plain_lists():
    feed = {"version": "https://jsonfeed.org/version/1.1", "items": [{"id": "1", "content_html": "<p>Being heard</p>", "authors": [{"name": "Anna"}]}]}

    assert read(feed) == [("Being heard", "Anna", "", "", "")]
    assert read([{"who": "Anna", "answer": "Being heard"}, {"who": "Bob"}, "Listening"]) == [
        ("Being heard", "Anna", "", "", ""),
        ("", "", "", "", ""),
        ("Listening", "", "", "", ""),
    ]
    assert read('{"name": "Anna", "text": "A"}\n{"name": "Bob", "text": "B"}') == [("A", "Anna", "", "", ""), ("B", "Bob", "", "", "")]


@pytest.mark.parametrize(("text", "words"), [('{"a": ', "not valid JSON"), ('{"a": 1}', "Nothing in this JSON"), ("[" * 100_000, "nested|not valid|Nothing")])
def test_broken_json_is_refused_with_words(text, words):
    with pytest.raises(NotUnderstood, match=words):
        understand(text, filename="thread.json")


VALUES = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.text(max_size=20)),
    lambda inner: st.one_of(
        st.lists(inner, max_size=4),
        st.dictionaries(
            st.sampled_from(["text", "name", "account", "content", "record", "author", "handle", "post", "replies", "user", "full_text", "authors"]),
            inner,
            max_size=5,
        ),
    ),
    max_leaves=20,
)


@settings(max_examples=80, deadline=None)
@given(VALUES)
def test_no_json_raises_but_with_words(value):
    try:
        assert understand_thread(json.dumps(value)).rows
    except NotUnderstood as refusal:
        assert str(refusal)
