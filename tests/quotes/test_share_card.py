"""Share pictures: drawn once, stored, drawn anew when a word changes, and deleted with the quote."""

from io import BytesIO

import pytest
from django.core.files.storage import default_storage
from django.utils import timezone
from PIL import Image

from core import fonts
from moderation import decide
from quotes import share_card
from quotes.models import Prompt, Quote

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    fonts.build()
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def quote(newsroom) -> Quote:
    prompt = Prompt.objects.create(title="What is service?", slug="service")
    return Quote.objects.create(prompt=prompt, text="Somebody picks up.", name="Jo", status="approved", shown_at=timezone.now())


@pytest.mark.parametrize("text", ["Yes", "Somebody picks up. " * 14, "👩🏽‍🔧" * 280, "خدمة العملاء", "お客様の名前を覚えて", "सेवा", "W" * 280])
def test_any_line_is_drawn_between_its_margins(quote, text):
    quote.text = text

    sheet = Image.open(BytesIO(share_card.draw(quote))).convert("RGB")

    assert sheet.size == (1200, 630)
    paper = sheet.getpixel((2, 2))
    inked = [sheet.crop(box).getcolors(100_000) for box in ((72, 60, 1128, 480), (0, 0, 60, 630), (1140, 0, 1200, 630), (0, 484, 1200, 508))]
    assert len(inked[0]) > 1
    assert [[color for _times, color in colors] for colors in inked[1:]] == [[paper], [paper], [paper]]


def test_a_picture_is_stored_once_and_drawn_anew_for_other_words(quote, monkeypatch):
    first = share_card.stored(quote)
    monkeypatch.setattr(share_card, "draw", lambda quote: b"drawn again")
    assert share_card.stored(quote) == first

    quote.text = "Somebody picks up at once."
    second = share_card.stored(quote)

    assert second != first
    assert default_storage.listdir(f"cards/{quote.pk}")[1] == [second.rpartition("/")[2]]


def test_a_quote_that_left_while_it_was_drawn_leaves_no_picture(quote):
    Quote.objects.filter(pk=quote.pk).update(status="withdrawn")

    name = share_card.stored(quote)

    assert not default_storage.exists(name)


@pytest.mark.parametrize("action", ["hide", "withdraw"])
def test_a_quote_takes_its_picture_along(quote, editor, action, django_capture_on_commit_callbacks):
    name = share_card.stored(quote)

    with django_capture_on_commit_callbacks(execute=True):
        decide.decide(quote, action=action, actor=editor, words="No longer.")

    assert not default_storage.exists(name)


def test_forgetting_what_was_never_drawn_is_nothing(quote):
    share_card.forget(quote.pk)

    assert not default_storage.exists(f"cards/{quote.pk}")
