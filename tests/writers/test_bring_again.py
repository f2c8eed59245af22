"""What is said of a post: the same when it is looked through as when it comes in, and nothing new when the same file comes again."""

import pytest
from django.utils import timezone

from core.models import Image
from quotes.models import Prompt, Quote
from stories.models import StoryPage
from tests.writers.samples import WXR_ATTACHMENT, item, picture, wxr, zipped
from tests.writers.test_bring import command, drafts
from tests.writers.test_take_away import archive, brought

pytestmark = pytest.mark.django_db


@pytest.fixture
def round_up(make_story, author) -> StoryPage:
    """A story with two quotes of the wall, and a question."""
    prompt = Prompt.objects.create(title="What is service?", slug="what", opens_at=timezone.now())
    quotes = [Quote.objects.create(prompt=prompt, text=f"Listening {number}.", name="Mo", status=Quote.Status.APPROVED) for number in (1, 2)]
    body = [("text", "<p>Three of you said it.</p>"), *(("wall_quote", {"quote": one}) for one in quotes), ("question", {"prompt": prompt})]
    return make_story(author, title="Round-up", body=body)


@pytest.fixture
def to_an_empty_site(round_up, author, tmp_path):
    """Its zip, and no wall that has what it shows."""
    path = archive(author, tmp_path / "a.zip")
    round_up.delete()
    Quote.objects.all().delete()
    Prompt.objects.all().delete()
    return path


def whys(out: str) -> list[str]:
    lines = [line.strip() for line in out.splitlines() if line.startswith("      ")]
    return [line for line in lines if not line.startswith("Neither posts nor pictures")]


def test_the_same_zip_again_is_here_already_where_its_quotes_are_not_on_the_wall(newsroom, other_author, to_an_empty_site):
    brought(to_an_empty_site)

    again = brought(to_an_empty_site)

    assert whys(again) == ["It is here already."]
    assert "0 came in; 1 were here already, 0 were changed" in again


def test_looking_through_says_how_many_quotes_are_not_on_the_wall(newsroom, author, to_an_empty_site):
    looked = command(to_an_empty_site, "--dry-run")

    assert whys(looked) == [
        "2 quotes from the wall are not on this site's wall; their places are empty.",
        "1 question is not asked on this site's wall; its place is empty.",
    ]
    assert whys(looked) == whys(command(to_an_empty_site))


def test_looking_through_opens_the_pictures_and_says_which_stand_twice(newsroom, author, tmp_path):
    body = "![A](a.jpg)\n\nWords.\n\n![A](a.jpg)\n\n![B](b.jpg)\n"
    path = zipped(tmp_path / "a.zip", {"a.md": f"---\ntitle: T\n---\n{body}", "a.jpg": picture(), "b.jpg": b"no picture"})

    looked = command(path, "--dry-run")

    assert whys(looked) == [
        "b.jpg: We could not open this file as a picture. Please send a JPEG, PNG, WebP or HEIC file.",
        "A picture that stood more than once stands once.",
    ]
    assert not Image.objects.exists() and whys(looked) == whys(command(path))


def test_a_picture_that_is_described_where_it_stands_again_has_a_description(newsroom, author, tmp_path):
    (tmp_path / "a.jpg").write_bytes(picture())
    (tmp_path / "a.md").write_text('---\ntitle: T\nimage: a.jpg\n---\n![A bell](a.jpg "At dawn")\n\nWords.\n\n![](a.jpg "At dusk")\n')

    assert whys(command(tmp_path / "a.md", "--dry-run")) == whys(command(tmp_path / "a.md")) == ["A picture that stood more than once stands once."]
    assert {one.description for one in Image.objects.all()} == {"A bell"}


def test_a_picture_in_two_sizes_stands_once(newsroom, author, tmp_path):
    uploads = "wp-content/uploads/2018/05"
    body = f'<p>Words.</p><img src="https://notes.example.com/{uploads}/optician-1024x768.jpg" alt="Her desk"><p>More.</p>'
    files = {f"{uploads}/optician.jpg": picture(), f"{uploads}/optician-1024x768.jpg": picture(size=(200, 150))}

    command(zipped(tmp_path / "a.zip", {"e.xml": wxr(WXR_ATTACHMENT, item(1, body=body))} | files))

    page = drafts()["An hour with the optician"]
    assert (Image.objects.count(), page.photo.width, page.photo.description) == (1, 400, "Her desk")
    assert [block.block_type for block in page.body] == ["text"]


def test_an_upload_that_is_only_called_like_a_smaller_copy_stays(newsroom, author, tmp_path):
    uploads = "wp-content/uploads/2018/05"
    other = WXR_ATTACHMENT.replace("77", "78").replace("optician.jpg", "optician-1024x768.jpg")
    body = f'<p>Words.</p><img src="https://notes.example.com/{uploads}/optician-1024x768.jpg" alt="Her shop"><p>More.</p>'
    files = {f"{uploads}/optician.jpg": picture(), f"{uploads}/optician-1024x768.jpg": picture("blue")}

    command(zipped(tmp_path / "a.zip", {"e.xml": wxr(WXR_ATTACHMENT, other, item(1, body=body))} | files))

    assert [block.block_type for block in drafts()["An hour with the optician"].body] == ["text", "photo", "text"]
