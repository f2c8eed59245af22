"""Pasting from where people write, in a real browser: what was formatted stays so, and what only looks like a mark stays words."""

from pathlib import Path

import pytest
from playwright.sync_api import expect

from stories.tell_text import to_html

CLIPBOARD = Path(__file__).parent / "clipboard"
PASTE = """html => {
  const data = new DataTransfer();
  data.setData("text/html", html);
  document.querySelector("textarea[name=text]").dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
}"""
STORED = {
    "wordpress": "<h2>The second call</h2>"
    "<p># 1 fan of this shop? <b>Me.</b> Rated *five* of five, see my_file_name and _init_ x*y.</p>"
    "<p>- That is what he said.</p><p>1. He meant it.</p><p>&gt; not a quotation</p>"
    "<ol><li>one</li><li>two</li></ol><p>Then, after lunch:</p><p>3. three<br/>4. four</p>"
    "<blockquote>Come back.<br/><br/><i>Nils</i></blockquote>"
    "<p>Boots &nbsp; 12<br/>&nbsp;&nbsp;heel &nbsp; 3<br/># total 15</p>"
    '<p>Read <a href="https://blog.example/x?a=1&amp;b=2">the rest</a>, or nothing.</p>',
    "google-docs": "<h2>The repair</h2><p>He said <b>nothing</b> <i>at all</i>.</p><ul><li>salt</li><li>bread</li></ul>"
    '<p><a href="https://example.org/a_%28b%29">the shop</a></p>',
    "word": "<h2>The repair</h2><p><b>He called.</b> It took * one day *</p><ul><li>salt</li><li># bread</li></ul><p><i>The end.</i></p>",
    "medium": "<h3>The repair</h3><p>He said <i>wait</i>.<br/>I did_not_ wait.</p><blockquote>Come back.</blockquote><ol><li>one</li><li>two</li></ol>"
    '<p>if late:<br/>&nbsp;&nbsp;&nbsp;&nbsp;call()</p><p><a href="https://example.org/boots">boots</a></p>',
    "substack": "<h2>The repair</h2><p>He <b>called</b>. 1985 was long ago.</p><p>1985. What a year.</p>"
    "<ul><li>salt</li><li>bread<ul><li>rye</li></ul></li></ul><p>The counter</p><blockquote>One.<br/><br/>Two.</blockquote><hr/>"
    '<p><a href="https://example.org/">link</a></p>',
}


def pasted(page, html: str) -> str:
    page.evaluate(PASTE, html)
    return page.locator("textarea[name=text]").input_value()


@pytest.mark.parametrize("source", STORED)
def test_a_post_keeps_its_form(look, source):
    page = look("/tell/")

    text = pasted(page, (CLIPBOARD / f"{source}.html").read_text())

    assert to_html(text) == STORED[source]


APART = [
    ("<table><tr><td><p>calls</p><p>and more</p></td><td></td><td>12</td></tr></table>", "calls and more · – · 12"),
    ("<p>two minutes.</p><aside>Filed</aside><address>1 Quay Street<br>Astoria</address>", "two minutes.\n\nFiled\n\n1 Quay Street\nAstoria"),
    ("<details><summary>A letter?</summary>An answer.</details><center>AB</center><center>CD</center>", "A letter?\n\nAn answer.\n\nAB\n\nCD"),
    ("<ul><li>she said:<blockquote>Yes</blockquote></li></ul>", "- she said:\n  Yes"),
    (
        "<p>He does.<sup>1</sup> It was 10<sup>6</sup> m<sup>2</sup>, the 1<sup>st</sup>.<sup><a href='#n2'>2</a></sup></p>",
        "He does.[1] It was 10⁶ m², the 1st.[2]",
    ),
    ("<p><q>Yes</q>, <del>nobody</del> everybody signs <s>$5</s></p>", "“Yes”, everybody signs $5"),
    ("<p>5*3*2 __init__.py C:\\\\x *a*</p>", "5*3*2 __init__.py C:\\\\x \\*a\\*"),
]


def test_what_stood_apart_stands_apart(look):
    page = look("/tell/")

    for html, typed in APART:
        page.locator("textarea[name=text]").fill("")
        assert pasted(page, html) == typed


def test_pictures_that_were_left_out_are_told(look):
    page = look("/tell/")

    pasted(page, (CLIPBOARD / "wordpress.html").read_text())

    expect(page.get_by_text("The pictures of what you pasted were left out.")).to_be_visible()
