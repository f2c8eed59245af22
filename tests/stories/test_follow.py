"""What is renamed, hidden or replaced elsewhere is rendered again in the stories that show it."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.core.files.base import ContentFile
from PIL import Image as Pillow

from businesses.models import Place
from core import generation
from core.models import Image, SearchEntry
from people.models import Byline
from quotes.models import Prompt
from stories import publish
from stories.models import KindOfService, PublishedStory, SectionPage, WentWrong

pytestmark = pytest.mark.django_db


@pytest.fixture
def commit(django_capture_on_commit_callbacks):
    """with commit(): what waits for the commit happens at its end."""
    return lambda: django_capture_on_commit_callbacks(execute=True)


@pytest.fixture
def picture(tmp_path, settings) -> Image:
    settings.MEDIA_ROOT = tmp_path
    out = BytesIO()
    Pillow.new("RGB", (640, 480), "wheat").save(out, "JPEG")
    return Image.objects.create(title="Loaves", description="Loaves on a rack", file=ContentFile(out.getvalue(), "loaves.jpg"))


def kept(story) -> PublishedStory:
    return PublishedStory.objects.get(story=story)


def test_a_renamed_byline_is_renamed_on_its_stories_and_their_date_stays(published_story, commit):
    before = kept(published_story)

    with commit():
        byline = Byline.objects.get(published_stories=before)
        byline.name = "A. C."
        byline.save()

    after = kept(published_story)
    assert (after.byline, after.card["authors"][0]["name"], after.shown_at) == ("A. C.", "A. C.", before.shown_at)


def test_a_renamed_place_is_renamed_on_stories_businesses_and_in_the_search(published_story, bakery, commit):
    with commit():
        place = Place.objects.get(pk=bakery.place_id)
        place.name = "Warren"
        place.save()

    row = kept(published_story)
    assert row.card["place_label"] == row.facts["businesses"][0]["place_label"] == "Warren, Rhode Island"
    assert "Warren" in SearchEntry.objects.get(kind="business", target=bakery.pk).text


@pytest.mark.parametrize(("model", "field"), [(KindOfService, "services"), (WentWrong, "went_wrong")])
def test_a_kind_is_renamed_and_leaves_with_its_deletion(make_story, publish, author, commit, model, field):
    kind, draft = model.objects.first(), make_story(author)
    setattr(draft, field, [kind])
    draft.save_revision(user=author)
    story = publish(draft)
    assert [one["label"] for one in kept(story).facts[field]] == [kind.name]

    with commit():
        kind.name = "Something else"
        kind.save()
    assert [one["label"] for one in kept(story).facts[field]] == ["Something else"]

    with commit():
        kind.delete()
    assert kept(story).facts[field] == []


@pytest.mark.parametrize("where", ["photo", "body"])
def test_a_picture_described_anew_and_deleted(make_story, publish, author, picture, commit, where):
    fields = {"photo": picture} if where == "photo" else {"body": [("text", "<p>Bread.</p>"), ("photo", {"image": picture, "caption": "At noon"})]}
    with commit():
        story = publish(make_story(author, **fields))

    with commit():
        picture.description = "Six loaves"
        picture.save()
    assert kept(story).card["photo"]["alt"] == "Six loaves"

    with commit():
        picture.delete()
    assert kept(story).card["photo"] is None
    assert "<img" not in kept(story).body_html


def test_a_renamed_prompt_is_renamed_in_a_closing_question(make_story, publish, author, commit):
    prompt = Prompt.objects.create(title="What is service?", slug="service")
    with commit():
        story = publish(make_story(author, body=[("text", "<p>Bread.</p>"), ("question", {"prompt": prompt})]))

    with commit():
        prompt.title = "What is good service?"
        prompt.save()

    assert "What is good service?" in kept(story).body_html


def test_a_section_with_another_name_and_address_takes_its_stories_along(client, published_story, commit):
    with commit():
        section = SectionPage.objects.get(slug="food-and-drink")
        section.title, section.slug = "Tables", "tables"
        section.save_revision().publish()

    row = kept(published_story)
    assert (row.card["section_label"], row.section_slug) == ("Tables", "tables")
    assert client.get(row.get_absolute_url()).status_code == 200


def test_a_section_saved_with_another_address_without_being_published(published_story, commit):
    with commit():
        section = SectionPage.objects.get(slug="food-and-drink")
        section.slug = "tables"
        section.save()

    assert kept(published_story).section_slug == "tables"


def test_a_story_that_is_not_live_is_left_alone(published_story, commit):
    published_story.unpublish()

    with commit():
        byline = Byline.objects.get(name="Ana Castillo")
        byline.name = "A. C."
        byline.save()

    assert (kept(published_story).live, kept(published_story).byline) == (False, "Ana Castillo")


def listed(story) -> list[tuple]:
    """What a business's and a byline's lists go by."""
    return [model.objects.filter(published__story=story).values_list("shown_at", flat=True).get() for model in publish.LINKS]


def test_links_bear_the_storys_date_and_go_when_it_goes(published_story, client):
    first = kept(published_story).shown_at
    assert listed(published_story) == [first, first]

    publish.keep(published_story, shown_at=first - timedelta(days=30))
    assert listed(published_story) == [first - timedelta(days=30)] * 2

    published_story.unpublish()
    assert [model.objects.exists() for model in publish.LINKS] == [False, False]
    assert [client.get(f"{path}?gone").status_code for path in ("/businesses/marlow-bakery/", "/writers/ana-castillo/")] == [200, 404]
    assert published_story.title not in client.get("/businesses/marlow-bakery/feed.rss").text

    published_story.get_latest_revision().publish()
    assert listed(published_story) == [kept(published_story).shown_at] * 2
    assert published_story.title in client.get("/businesses/marlow-bakery/?back").text


def test_what_is_new_makes_no_page_old(newsroom, monkeypatch):
    told = []
    monkeypatch.setattr(generation, "bump", lambda: told.append(1))

    Place.objects.create(name="Nowhere", slug="nowhere")
    Byline.objects.create(name="New", handle="new")

    assert told == []
