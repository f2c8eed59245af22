"""What readers get of stories: the page, the lists, their paging and their query counts; and what they must not get."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from core import generation
from quotes.models import Prompt, Quote
from stories.models import Correction, FollowUp, PublishedStory, StoryPage

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def patient(monkeypatch):
    """A slow machine must not add the second's look at the generation to what a page costs."""
    monkeypatch.setattr(generation, "CHECK_EVERY", 600)


def warm(client) -> None:
    """The shell is built and the generation was read just now: what follows costs only what the page itself asks."""
    generation.forget()
    client.get(f"/writers/join/?{'x' * 201}")  # too long to be kept: made anew each time


def address(story: StoryPage) -> str:
    return PublishedStory.objects.get(story=story).get_absolute_url()


def wall_quote(**fields) -> Quote:
    prompt = Prompt.objects.create(title="What does service mean to you?", slug=f"prompt-{Prompt.objects.count()}")
    return Quote.objects.create(prompt=prompt, text="Somebody picks up.", name="Joana", status="approved", shown_at=timezone.now(), **fields)


def test_story_shows_its_words_its_author_and_how_she_knows_the_business(client, published_story):
    page = client.get(address(published_story)).content.decode()

    assert published_story.title in page
    assert "called every one of us before noon" in page
    assert "Ana Castillo" in page
    assert "a customer" in page
    assert "Marlow Bakery" in page
    assert "Written without AI" in page


def test_story_has_one_h1_and_no_inline_style_or_handler(client, published_story):
    page = client.get(address(published_story)).content.decode()

    assert len(re.findall(r"<h1[ >]", page)) == 1
    assert not re.search(r"\sstyle=|\son[a-z]+=|<style", page)
    assert re.findall(r"<script(?![^>]*\bsrc=)[^>]*>", page) == ['<script type="application/ld+json">']


def test_story_is_the_same_for_everybody_and_sets_no_cookie(client, published_story, editor):
    as_stranger = client.get(address(published_story))
    client.force_login(editor)
    as_editor = client.get(address(published_story))

    assert not as_stranger.cookies
    assert as_stranger.content == as_editor.content
    assert "csrf" not in as_stranger.content.decode()


def test_story_costs_three_queries_however_long_it_is(client, make_story, publish, author, django_assert_num_queries):
    for blocks in (1, 30):
        story = publish(make_story(author, title=f"Of {blocks}", body=[("text", "<p>Bread.</p>")] * blocks))
        url = address(story)
        warm(client)
        with django_assert_num_queries(3):  # the story, its section's newest cards, its replies
            client.get(url)


def test_quotes_of_the_wall_cost_one_more_query_and_a_withdrawn_one_leaves_a_dated_gap(client, make_story, publish, author, django_assert_num_queries):
    stays, goes = wall_quote(), wall_quote()
    body = [("text", "<p>Bread.</p>"), ("wall_quote", {"quote": stays}), ("wall_quote", {"quote": goes})]
    story = publish(make_story(author, kind="roundup"))
    story.body = body
    story.save()
    from stories.publish import keep

    row = keep(StoryPage.objects.get(pk=story.pk))
    Quote.objects.filter(pk=goes.pk).update(status="withdrawn", text="Taken back")
    warm(client)

    with django_assert_num_queries(4):
        page = client.get(row.get_absolute_url()).content.decode()

    assert "Somebody picks up." not in row.body_html
    assert page.count("Somebody picks up.") == 1
    assert "Taken back" not in page
    assert "Its author withdrew it" in page


def test_structured_data_cannot_leave_its_script(client, make_story, publish, author):
    story = publish(make_story(author, title="</script><script>alert(1)</script>"))

    page = client.get(address(story)).content.decode()

    assert "<script>alert" not in page
    assert "\\u003c/script\\u003e" in page


def test_corrections_and_follow_ups_are_dated_on_the_story_and_listed(client, published_story, editor):
    from stories.publish import keep

    Correction.objects.create(story=published_story, words="It was rye.", by=editor)
    FollowUp.objects.create(story=published_story, words="She wrote again.", by=editor)
    keep(published_story)

    page = client.get(address(published_story)).content.decode()
    listed = client.get("/corrections/").content.decode()

    assert "It was rye." in page
    assert "She wrote again." in page
    assert "It was rye." in listed
    assert f"{address(published_story)}#corrections" in listed


def test_an_unknown_address_is_404_and_a_removed_story_says_so(client, published_story):
    url = address(published_story)
    assert client.get("/stories/food-and-drink/never-was/").status_code == 404

    published_story.unpublish()
    answer = client.get(url)

    assert answer.status_code == 410
    assert "Removed" in answer.content.decode()
    assert "called every one of us" not in answer.content.decode()


def test_a_draft_is_nowhere(client, make_story, author):
    story = make_story(author, title="Nobody has read this")

    for path in (f"/stories/food-and-drink/{story.slug}/", "/", "/stories/", "/stories/food-and-drink/", "/businesses/marlow-bakery/", "/search/?q=nobody"):
        assert "Nobody has read this" not in client.get(path).content.decode()
    assert client.get(f"/stories/food-and-drink/{story.slug}/").status_code == 404
    assert client.get("/writers/ana-castillo/").status_code == 404


def test_redirects_work_for_a_story_that_moved(client, newsroom):
    from wagtail.contrib.redirects.models import Redirect

    Redirect.add_redirect("/stories/food-and-drink/old/", redirect_to="/stories/", is_permanent=True)

    answer = client.get("/stories/food-and-drink/old/")

    assert (answer.status_code, answer["Location"]) == (301, "/stories/")


@pytest.mark.parametrize(
    ("path", "queries"), [("/stories/", 4), ("/stories/food-and-drink/", 2), ("/businesses/marlow-bakery/", 2), ("/writers/ana-castillo/", 3)]
)
def test_lists_cost_the_same_with_one_story_and_with_three(client, make_story, publish, author, path, queries, django_assert_num_queries):
    publish(make_story(author))
    warm(client)
    with django_assert_num_queries(queries):
        client.get(path)

    for number in (2, 3):
        publish(make_story(author, title=f"Story {number}"))
    warm(client)
    with django_assert_num_queries(queries):
        page = client.get(f"{path}?again").content.decode()  # another address: nothing is committed here, so the copy stays good

    assert "Story 2" in page
    assert "Story 3" in page


def test_paging_walks_to_the_end_and_back_without_losing_a_story(client, make_story, publish, author):
    first = publish(make_story(author))
    row = PublishedStory.objects.get(story=first)
    now = timezone.now()
    for number in range(29):
        story = make_story(author, title=f"Copy {number}")
        fields = {f.name: getattr(row, f.name) for f in PublishedStory._meta.concrete_fields if f.name not in {"id", "story"}}
        own = {"story": story, "slug": story.slug, "title": story.title, "shown_at": now - timedelta(days=number // 3)}
        # Three of each moment: the id has to settle what the time does not.
        PublishedStory.objects.create(**(fields | own))
    titles = []
    url = "/stories/"

    pages = 0
    while url:
        page = client.get(url).content.decode()
        titles.append(re.findall(r'class="row__title"><a href="([^"]+)"', page))
        older = re.search(r'rel="next" href="([^"]+)"', page)
        newer = re.search(r'rel="prev" href="([^"]+)"', page)
        url = "/stories/" + older[1].replace("&amp;", "&") if older else ""
        pages += 1
    back = client.get("/stories/" + newer[1].replace("&amp;", "&")).content.decode()

    assert pages == 3
    assert [len(page) for page in titles] == [12, 12, 6]
    assert len({one for page in titles for one in page}) == 30
    assert re.findall(r'class="row__title"><a href="([^"]+)"', back) == titles[1]


def test_filters_narrow_and_nonsense_is_an_empty_list_with_a_way_on(client, published_story):
    assert published_story.title in client.get("/stories/?section=food-and-drink&kind=account&place=bristol-rhode-island").content.decode()
    for query in ("kind=essay", "section=nowhere", "place=%00", "service=x'--"):
        page = client.get(f"/stories/?{query}")
        assert page.status_code == 200
        assert published_story.title not in page.content.decode() or query == "place=%00"
    assert "No story has all of this yet" in client.get("/stories/?kind=essay").content.decode()


@pytest.mark.parametrize("cursor", ["nonsense", "2026-01-01T00:00:00Z,x", ",5", "2026-99-01T00:00:00Z,5", "x,99999999999999999999999", "%00,1"])
def test_a_cursor_that_cannot_be_read_starts_at_the_beginning(client, published_story, cursor):
    answer = client.get(f"/stories/?before={cursor}")

    assert answer.status_code == 200
    assert published_story.title in answer.content.decode()


def test_preview_shows_an_unpublished_version_and_is_not_cached(make_story, author, rf):
    from stories.views.reading import preview

    story = make_story(author, title="Not out yet")

    answer = preview(rf.get("/"), story)

    assert "Not out yet" in answer.content.decode()
    assert not getattr(answer, "reading_page", False)


@pytest.fixture
def photo(tmp_path, settings):
    from io import BytesIO

    from django.core.files.base import ContentFile
    from PIL import Image as Pillow

    from core.models import Image

    settings.MEDIA_ROOT = tmp_path

    def make(width: int) -> Image:
        out = BytesIO()
        Pillow.new("RGB", (width, width * 2 // 3), "brown").save(out, "JPEG")
        return Image.objects.create(title="Loaves", description="Loaves on a rack", credit="Noor", file=ContentFile(out.getvalue(), "loaves.jpg"))

    return make


@pytest.mark.parametrize("width", [300, 700, 1200, 2000])
def test_a_photograph_has_sizes_words_and_no_candidate_twice(client, make_story, publish, author, photo, width):
    body = [("text", "<p>Bread.</p>"), ("photo", {"image": photo(width), "caption": "At noon"})]
    page = client.get(address(publish(make_story(author, body=body)))).content.decode()

    pictures = re.findall(r"<picture>.*?</picture>", page, flags=re.S)
    assert len(pictures) == 1  # the one in the body, not once more above it
    assert 'alt="Loaves on a rack"' in pictures[0]
    assert re.search(r'width="\d+"', pictures[0])
    assert re.search(r'height="\d+"', pictures[0])
    assert 'type="image/webp"' in pictures[0]
    for candidates in re.findall(r'srcset="([^"]+)"', pictures[0]):
        assert [int(one) for one in re.findall(r" (\d+)w", candidates)] == {700: [480, 700], 1200: [480, 960, 1200], 2000: [480, 960, 1600]}.get(width, [])
    assert ("figure--small" in page) == (width == 300)
    assert "At noon" in page


@pytest.mark.parametrize("width", [300, 700, 2000])
def test_the_lead_photograph_is_as_large_as_it_was_sent(client, make_story, publish, author, photo, width):
    row = PublishedStory.objects.get(story=publish(make_story(author, photo=photo(width))))

    assert row.card["photo"]["width"] == min(width, 1600)


@pytest.mark.parametrize(("tall", "found"), [(True, 1), (False, 0)])
def test_a_tall_lead_photograph_is_not_cut(client, make_story, publish, author, photo, tall, found):
    row = PublishedStory.objects.get(story=publish(make_story(author, photo=photo(600))))
    PublishedStory.objects.filter(pk=row.pk).update(card=row.card | {"photo": row.card["photo"] | {"height": 900 if tall else 400}})

    assert client.get(row.get_absolute_url()).text.count("story__art--tall") == found


@pytest.mark.parametrize(
    ("words", "large"),
    [
        ("She phoned.", 1),
        ("“I will,” he said.", 1),
        ("¿Quién?", 1),
        ("I was late.", 1),
        ("O'Hara.", 1),
        ("#salt", 0),
        ("Q: Why?", 0),
        ("خدمة", 0),
        ("1986.", 0),
    ],
)
def test_a_first_letter_is_drawn_large_where_it_is_one(client, make_story, publish, author, words, large):
    page = client.get(address(publish(make_story(author, body=[("text", f"<p>{words}</p>")])))).text

    assert page.count("prose--cap") == large


def test_a_beginning_without_a_standfirst_is_not_said_twice(client, make_story, publish, author):
    body = [("text", "<h2>A heading</h2><p>She phoned at noon.</p><ul><li>bread</li></ul><p>It was salt.</p>")]
    story = publish(make_story(author, standfirst="", body=body))

    page, listed = client.get(address(story)).text, client.get("/stories/").text

    assert page.partition("</head>")[2].count("She phoned at noon.") == 1 and "story__standfirst" not in page
    assert "She phoned at noon. It was salt." in listed
    told = publish(make_story(author, title="Told", standfirst="In one line.", body=body))
    assert '<p class="story__standfirst">In one line.</p>' in client.get(address(told)).text


def test_the_lead_photograph_stands_above_and_in_the_cards(client, make_story, publish, author, photo):
    story = publish(make_story(author, photo=photo(1200)))

    page = client.get(address(story)).content.decode()
    listed = client.get("/stories/").content.decode()

    assert page.count("<picture>") == 1
    assert 'fetchpriority="high"' in page
    assert '<meta property="og:image" content="http://testserver/' in page
    assert listed.count("<picture>") == 1
    assert 'loading="lazy"' in listed
