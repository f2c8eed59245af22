"""Ghost's export: what its editor keeps, rendered or not, comes along, or a line says that it did not."""

import json

from tests.writers.samples import all_of, html, one, pictures
from writers.posts.post import Block, Picture, Post


def ghost(tmp_path, **row) -> Post:
    path = tmp_path / "g.json"
    path.write_text(json.dumps({"db": [{"data": {"posts": [{"id": "1", "title": "T", "type": "post", "html": None} | row]}}]}))
    return all_of(path)[0]


def lexical(*children) -> str:
    return json.dumps({"root": {"type": "root", "children": list(children)}})


def test_a_list_within_a_list_of_lexical_goes_on_in_its_item(tmp_path):
    def item(*children):
        return {"type": "listitem", "children": list(children)}

    def words(text):
        return {"type": "text", "text": text}

    nested = {"type": "list", "listType": "bullet", "children": [item(words("a"))]}
    post = ghost(tmp_path, lexical=lexical({"type": "list", "listType": "number", "children": [item(words("one")), item(words("two")), item(nested)]}))

    assert html(post) == "<ol><li>one</li><li>two<ul><li>a</li></ul></li></ol>"


def test_a_form_of_ghost_is_said_and_a_products_button_is_a_link(tmp_path):
    product = {"type": "product", "productTitle": "Mug", "productButton": "Buy it", "productUrl": "https://x.example/mug"}
    post = ghost(tmp_path, lexical=lexical({"type": "signup"}, product))

    assert html(post) == '<h3>Mug</h3><p><a href="https://x.example/mug">Buy it</a></p>'
    assert "Tags of the old site were left out: signup." in post.said


def test_ghosts_own_name_for_its_address_is_no_address(tmp_path):
    post = one(tmp_path / "a.md", "---\ntitle: T\ndate_published: 2020-08-02T21:45:00.000Z\n---\n![Hall](__GHOST_URL__/content/images/hall.jpg)\n\nW.")

    assert pictures(post) == [("/content/images/hall.jpg", "Hall", "")]
    assert post.date.isoformat() == "2020-08-02T21:45:00+00:00"


def test_a_draft_in_mobiledoc_comes_in(tmp_path):
    doc = {
        "atoms": [["soft-return", "", {}]],
        "cards": [["image", {"src": "__GHOST_URL__/a.jpg", "alt": "A", "caption": "Line"}], ["card-markdown", {"markdown": "**b**"}], ["odd", {}]],
        "markups": [["strong"], ["a", ["href", "https://x.example/"]]],
        "sections": [
            [1, "p", [[0, [], 0, "Plain "], [0, [0], 1, "bold"], [1, [], 0, 0], [0, [1], 1, "link"]]],
            [3, "ul", [[[0, [], 0, "one"]]]],
            *([10, number] for number in range(3)),
        ],
    }

    post = ghost(tmp_path, mobiledoc=json.dumps(doc))

    assert html(post) == '<p>Plain <b>bold</b><br/><a href="https://x.example/">link</a></p><ul><li>one</li></ul><p><b>b</b></p>'
    assert pictures(post) == [("/a.jpg", "A", "Line")]
    assert post.said == ["Tags of the old site were left out: odd."]


def test_the_line_under_ghosts_lead_picture_is_words(tmp_path):
    post = ghost(tmp_path, html="<p>W</p>", feature_image="/a.jpg", feature_image_caption='<span style="x">By </span><a href="https://x.example">X</a>')

    assert post.lead == Picture("/a.jpg", "", "By X")


# Substack


def test_cards_of_an_unrendered_draft_come_in(tmp_path):
    post = ghost(
        tmp_path,
        status="draft",
        lexical=lexical(
            {"type": "codeblock", "code": "a < b"},
            {"type": "callout", "calloutEmoji": "!", "calloutText": "Mind"},
            {"type": "toggle", "heading": "More", "content": "<p>Hidden</p>"},
            {"type": "bookmark", "url": "https://x.example/", "metadata": {"title": "X"}},
            {"type": "gallery", "images": [{"src": "/a.jpg", "alt": "A"}]},
            {"type": "aside", "children": [{"type": "text", "text": "Aside"}]},
            {"type": "horizontalrule"},
            {"type": "strange"},
        ),
    )

    assert html(post) == '<blockquote>a &lt; b</blockquote><p>! Mind</p><h3>More</h3><p>Hidden</p><p><a href="https://x.example/">X</a></p><hr/>'
    assert pictures(post) == [("/a.jpg", "A", "")]
    assert [piece.value["words"] for piece in post.pieces if isinstance(piece, Block)] == ["Aside"]
    assert "Tags of the old site were left out: strange." in post.said
    assert "It was not published yet where it comes from." in post.said


def test_a_call_to_action_keeps_its_label(tmp_path):
    call = {"type": "call-to-action", "textValue": "<p>Try it.</p>", "buttonText": "Go", "buttonUrl": "https://x.example/"}
    label = {"hasSponsorLabel": True, "sponsorLabel": "<p><span>SPONSORED</span></p>"}
    link = '<p><a href="https://x.example/">Go</a></p>'

    assert html(ghost(tmp_path, lexical=lexical(call | label))) == f"<p>SPONSORED</p><p>Try it.</p>{link}"
    assert html(ghost(tmp_path, lexical=lexical(call | label | {"hasSponsorLabel": False}))) == f"<p>Try it.</p>{link}"


def test_bold_within_a_callouts_bold_comes_back_as_one(tmp_path):
    post = ghost(tmp_path, lexical=lexical({"type": "callout", "calloutEmoji": "!", "calloutText": "Mind the <b><strong>ticket</strong></b>"}))

    assert html(post) == "<p>! Mind the <b>ticket</b></p>"


def test_a_list_that_begins_later_is_said(tmp_path):
    def numbered(*children, start=1):
        return {"type": "list", "listType": "number", "start": start, "children": [{"type": "listitem", "children": list(children)}]}

    words = {"type": "text", "text": "third"}
    said = ["A numbered list that began later begins at 1 here."]

    assert ghost(tmp_path, lexical=lexical(numbered(words, start=3))).said == said
    assert ghost(tmp_path, lexical=lexical(numbered(words, numbered(words, start=3)))).said == said
    assert ghost(tmp_path, lexical=lexical(numbered(words))).said == []


def test_untitled_as_ghost_writes_it_is_no_title(tmp_path):
    assert ghost(tmp_path, title="(Untitled)", html="<p>W</p>").title == ""


def test_a_page_is_left_and_said_whatever_ghost_it_comes_from(tmp_path):
    for row in ({"type": "page"}, {"type": None, "page": 1}, {"type": "page", "lexical": lexical()}):
        left = ghost(tmp_path, **row)

        assert (left.where, left.words) == ("T", "It is a page, not a post.")
