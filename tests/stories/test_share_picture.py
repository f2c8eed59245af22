"""The picture that other sites show of a story: made at publication, stored, gone with the story."""

import io
import json
import re

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from PIL import Image

from core import fonts
from stories import publish as publishing
from stories import share_picture
from stories.models import PublishedStory


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    fonts.build()


@pytest.fixture
def row(make_story, publish, author, django_capture_on_commit_callbacks) -> PublishedStory:
    with django_capture_on_commit_callbacks(execute=True):
        story = publish(make_story(author))
    return PublishedStory.objects.get(story=story)


def test_published_story_has_a_stored_picture_of_the_usual_size(row, client):
    page = client.get(row.get_absolute_url()).content.decode()
    address = re.search(r'property="og:image" content="http://testserver([^"]+)"', page)[1]
    data = json.loads(re.search(r'<script type="application/ld\+json">(.*?)</script>', page)[1])
    answer = client.get(address)

    assert Image.open(io.BytesIO(b"".join(answer.streaming_content))).size == (1200, 630)
    assert answer["Content-Type"] == "image/jpeg"
    assert '<meta property="og:image:width" content="1200">' in page
    assert data["image"] == [f"http://testserver{address}"]


def test_new_title_gives_a_new_picture_and_the_old_one_goes(row, django_capture_on_commit_callbacks):
    before = row.card["share"]["file"]
    row.story.title = "The baker who wrote"
    row.story.save(update_fields=["title"])

    with django_capture_on_commit_callbacks(execute=True):
        after = publishing.keep(row.story).card["share"]["file"]

    assert after != before
    assert (default_storage.exists(after), default_storage.exists(before)) == (True, False)


def test_same_story_kept_again_is_not_drawn_again(row, django_capture_on_commit_callbacks):
    file = row.card["share"]["file"]
    default_storage.delete(file)
    default_storage.save(file, ContentFile(b"stands"))

    with django_capture_on_commit_callbacks(execute=True):
        publishing.keep(row.story)

    assert default_storage.open(file).read() == b"stands"


def test_unpublished_story_takes_its_picture_along(row, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        row.story.unpublish()

    assert not default_storage.exists(row.card["share"]["file"])


def test_deleted_story_takes_its_picture_along(row, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        row.story.delete()

    assert not default_storage.exists(row.card["share"]["file"])


@pytest.mark.parametrize("title", ["x", "Donaudampfschifffahrtsgesellschaft" * 7, "מאפיית מרלו התקשרה 🥖", "お客様の名前" * 40, "\u202e\u200d"])
def test_any_title_is_drawn(row, title):
    row.title = title

    assert share_picture.draw(row).size == (1200, 630)


def test_photograph_that_cannot_be_read_is_replaced_by_the_drawing(row, caplog):
    drawn = share_picture.draw(row).tobytes()
    row.card["photo"] = {"file": "images/lost.jpg"}

    assert share_picture.draw(row).tobytes() == drawn
    assert "cannot be drawn" in caplog.text


def test_photograph_stands_beside_the_title(row):
    out = io.BytesIO()
    Image.new("RGB", (900, 600), "#ff0000").save(out, "JPEG")
    row.card["photo"] = {"file": default_storage.save("images/red.jpg", ContentFile(out.getvalue()))}

    red, green, _blue = share_picture.draw(row).getpixel((800, 200))

    assert red > 200 and green < 60


def test_story_published_before_there_were_pictures_shows_the_sites_own(row, client):
    del row.card["share"]
    row.save(update_fields=["card"])

    page = client.get(row.get_absolute_url()).content.decode()

    assert re.search(r'property="og:image" content="http://testserver/static/img/share[^"]*\.png"', page)
