"""The HTML of a card: a stranger's words are only ever words, and a card without a key has no bell to ring."""

from quotes.templatetags.cards import quote_card

NASTY = '<script>"&{{ x }}'
SAFE = "&lt;script&gt;&quot;&amp;{{ x }}"


def test_words_are_escaped_wherever_they_stand():
    html = quote_card({"pk": 7, "text": NASTY, "name": NASTY, "note": NASTY, "url": f"/{NASTY}", "rings": 3, "tint": 2, "long": True})

    assert html.count(SAFE) == 5  # the line, its link, the note, the name, and whose bell it is
    assert NASTY not in html
    assert 'class="quote quote--brass quote--long"' in html
    assert 'data-ring="quote:7"' in html and "<span data-rings>3</span>" in html


def test_a_card_in_a_frame_shows_its_rings_and_no_form():
    html = quote_card({"pk": None, "text": "Somebody picks up.", "name": "Jo", "rings": 3})

    assert "<form" not in html
    assert "3 rings" in html


def test_a_gap_is_only_its_words():
    assert quote_card({"gap": NASTY}) == f'<p class="quote quote--gap">{SAFE}</p>\n'


def test_an_empty_card_has_the_places_that_a_script_fills():
    html = quote_card({"note": "Waiting for an editor"})

    assert '<p dir="auto"></p>' in html and '<span class="quote__name" dir="auto"></span>' in html
    assert "quote__note" in html and "<form" not in html
