"""All versions of a story: listed, compared, and an older one restored, never over somebody's newer text unsaid."""

import pytest
from wagtail.models import Revision

from core.models import Image
from stories import desk_draft, history, review
from stories.models import Author, Evidence, Review, StoryPage

pytestmark = pytest.mark.django_db
QUERIES = 6


@pytest.fixture
def story(make_story, author) -> StoryPage:
    return make_story(author, standfirst="As it was.")


@pytest.fixture
def found(story, author) -> Review:
    return Review.objects.create(story=story, owner=author)


def saved(story, by, **values) -> Revision:
    page = StoryPage.objects.get(pk=story.pk).get_latest_revision_as_object()
    for name, value in values.items():
        setattr(page, name, value)
    return page.save_revision(user=by)


def newest(story) -> StoryPage:
    return StoryPage.objects.get(pk=story.pk).get_latest_revision_as_object()


def seen(story) -> str:
    return review.stamp(StoryPage.objects.get(pk=story.pk).get_latest_revision())


def first(story) -> Revision:
    return Revision.objects.for_instance(story).order_by("pk").first()


def test_the_list_says_who_saved_and_when(hers, story, found, editor):
    saved(story, editor, title="The baker who rang")

    page = hers.get(f"/desk/stories/{story.pk}/history/").content.decode()

    assert "Edith Moreau" in page and "Saved by you" in page and "the newest" in page


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_asks_as_often_for_three_versions_as_for_one(hers, story, found, author, count, django_assert_num_queries):
    for number in range(count):
        saved(story, author, title=f"Title {number}")
    hers.get(f"/desk/stories/{story.pk}/history/")

    with django_assert_num_queries(QUERIES):
        hers.get(f"/desk/stories/{story.pk}/history/")


def test_older_versions_are_on_the_next_page(hers, story, found, author):
    for number in range(history.AT_ONCE):
        saved(story, author, title=f"Title {number}")

    page = hers.get(f"/desk/stories/{story.pk}/history/")
    older = hers.get(f"/desk/stories/{story.pk}/history/?before={page.context['older']}")

    assert [version.pk for version in older.context["versions"]] == [first(story).pk]
    assert older.context["older"] is None


def test_two_versions_are_compared_whichever_way_they_are_chosen(hers, story, found, editor):
    older, newer = first(story), saved(story, editor, title="The baker who rang")

    pages = [hers.get(f"/desk/stories/{story.pk}/history/compare/?a={a}&b={b}") for a, b in ((older.pk, newer.pk), (newer.pk, older.pk))]

    assert ["<del>called</del><ins>rang</ins>" in page.content.decode() for page in pages] == [True, True]


@pytest.mark.parametrize("query", ["", "?a=1", "?a=x&b=y", "?a=99999999999999999999&b=1", "?a=0&b=0"])
def test_versions_that_do_not_exist_are_not_found(hers, story, found, query):
    assert hers.get(f"/desk/stories/{story.pk}/history/compare/{query}").status_code == 404


def test_a_version_of_another_story_is_not_found(hers, story, found, make_story, other_author):
    other = first(make_story(other_author, title="Not hers"))

    assert hers.get(f"/desk/stories/{story.pk}/history/compare/?a={other.pk}&b={other.pk}").status_code == 404
    assert hers.post(f"/desk/stories/{story.pk}/history/{other.pk}/restore/", {"seen": seen(story)}).status_code == 404


def test_a_stranger_is_not_told_that_it_exists(client, story, found, other_author):
    assert client.get(f"/desk/stories/{story.pk}/history/")["Location"].startswith("/accounts/login/")
    client.force_login(other_author)
    for path in ("history/", f"history/compare/?a={first(story).pk}&b={first(story).pk}", f"history/{first(story).pk}/restore/"):
        assert client.get(f"/desk/stories/{story.pk}/{path}").status_code == 404


def test_an_older_version_becomes_the_newest_and_the_other_is_kept(hers, story, found, editor):
    saved(story, editor, title="The baker who rang", standfirst="As she changed it.")
    asked = hers.get(f"/desk/stories/{story.pk}/history/{first(story).pk}/restore/")

    hers.post(f"/desk/stories/{story.pk}/history/{first(story).pk}/restore/", {"seen": asked.context["seen"]})

    page = newest(story)
    assert (page.title, page.standfirst) == ("The baker who called", "As it was.")
    assert Revision.objects.for_instance(story).count() == 3
    assert StoryPage.objects.get(pk=story.pk).live is False


def test_a_version_saved_meanwhile_is_not_replaced_unsaid(hers, story, found, author, editor):
    saved(story, author, title="Hers")
    asked = hers.get(f"/desk/stories/{story.pk}/history/{first(story).pk}/restore/")
    saved(story, editor, title="The editor's")

    answer = hers.post(f"/desk/stories/{story.pk}/history/{first(story).pk}/restore/", {"seen": asked.context["seen"]})

    assert answer.status_code == 409
    assert "a newer version was saved meanwhile" in answer.content.decode() and "Edith Moreau" in answer.content.decode()
    assert newest(story).title == "The editor's"


def test_what_is_in_review_is_not_restored(story, author):
    older = first(story)
    saved(story, author, title="Hers")
    review.send_to_review(story, by=author)

    with pytest.raises(history.CannotRestore, match="Take it back first"):
        history.restore(story, by=author, revision=older, seen=seen(story))


def test_typed_changes_are_not_lost_by_restoring(story, found, author):
    older = first(story)
    saved(story, author, title="Hers")
    draft = desk_draft.of(story, by=author)
    draft.version += 1
    draft.save(update_fields=["version"])

    with pytest.raises(history.CannotRestore, match="typed changes"):
        history.restore(story, by=author, revision=older, seen=seen(story))


def test_authors_and_evidence_stay_as_they_are(story, found, author, other_author, editor):
    from people.models import Byline

    page = newest(story)
    byline = Byline.objects.create(user=other_author, name="Bo Lind", handle="bo-lind")
    page.authors = [*page.authors.all(), Author(user=other_author, byline=byline)]
    page.save_revision(user=author)
    Evidence.objects.create(story=story, file="evidence/x", name="receipt.pdf")

    history.restore(story, by=author, revision=first(story), seen=seen(story))

    assert [row.user for row in newest(story).authors.all()] == [author, other_author]
    assert Evidence.objects.filter(story=story).count() == 1


def test_evidence_and_editors_notes_are_in_no_version(hers, story, found, author, editor):
    Evidence.objects.create(story=story, file="evidence/x", name="receipt.pdf")
    saved(story, author, title="Hers")

    pages = [hers.get(f"/desk/stories/{story.pk}/history/{path}").content.decode() for path in ("", f"{first(story).pk}/restore/")]

    assert not any("receipt.pdf" in page for page in pages)


def test_a_picture_that_is_gone_does_not_come_back(story, found, author):
    from django.core.files.uploadedfile import SimpleUploadedFile
    from wagtail.images.tests.utils import get_test_image_file

    image = Image.objects.create(title="x", file=SimpleUploadedFile("x.png", get_test_image_file().file.getvalue()))
    shown = saved(story, author, body=[("text", "<p>Words.</p>"), ("photo", {"image": image, "caption": ""})], photo=image)
    saved(story, author, body=[("text", "<p>Words.</p>")], photo=None)
    image.delete()

    history.restore(story, by=author, revision=shown, seen=seen(story))

    page = newest(story)
    assert ([block.block_type for block in page.body], page.photo) == (["text"], None)
