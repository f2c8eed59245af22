"""Only our verb publishes, and only our verbs take off the site: every other way of the CMS is tried, by an editor and by the operator."""

import pytest
from django.urls import reverse
from django.utils import timezone

from core.models import SearchEntry
from moderation.models import Decision
from stories import review
from stories.models import PublishedStory, StoryPage
from stories.states import State

pytestmark = pytest.mark.django_db


@pytest.fixture
def operator(newsroom, django_user_model):
    return django_user_model.objects.create_superuser("boss@example.org", "a long password")


@pytest.fixture(params=["editor", "operator"])
def somebody(request, client):
    person = request.getfixturevalue(request.param)
    client.force_login(person)
    return person


@pytest.fixture
def waiting(make_story, author):
    story = make_story(author)
    review.send_to_review(story, by=author)
    return StoryPage.objects.get(pk=story.pk)


def edit_form(client, story) -> dict:
    """What the CMS's own edit form would post; the blocks of the text are made by a script there, so here by hand."""
    from wagtail.test.utils.form_data import nested_form_data, querydict_from_html, rich_text, streamfield

    page = client.get(reverse("wagtailadmin_pages:edit", args=[story.pk])).content.decode()
    return dict(querydict_from_html(page, form_id="page-edit-form").lists()) | nested_form_data({"body": streamfield([("text", rich_text("<p>Mended.</p>"))])})


def press(client, story, button):
    client.post(reverse("wagtailadmin_pages:edit", args=[story.pk]), edit_form(client, story) | {button: "1"})


def bulk(client, action, *pages, **fields):
    ids = "&".join(f"id={page.pk}" for page in pages)
    return client.post(f"/cms/bulk/wagtailcore/page/{action}/?{ids}", {"next": "/cms/pages/", **fields})


def api(client, action, page, **fields):
    return client.post(f"/cms/api/main/pages/{page.pk}/action/{action}/", fields, content_type="application/json")


def copy(client, page, parent, **fields):
    values = {"new_title": "A copy", "new_slug": "a-copy", "new_parent_page": parent.pk, **fields}
    return client.post(reverse("wagtailadmin_pages:copy", args=[page.pk]), values)


def by_scheduler(client, story):
    from stories.due import publish_scheduled

    when = timezone.now() - timezone.timedelta(days=1)
    client.post(reverse("wagtailadmin_pages:edit", args=[story.pk]), edit_form(client, story) | {"go_live_at": when.strftime("%Y-%m-%d %H:%M")})
    publish_scheduled()


def by_move_and_back(client, story):
    other = story.get_parent().get_siblings(inclusive=False).type(type(story.get_parent().specific)).first()
    client.post(reverse("wagtailadmin_pages:move_confirm", args=[story.pk, other.pk]))


def by_old_revision(client, story):
    old = story.latest_revision
    story.save_revision()
    form = edit_form(client, story) | {"action-publish": "1", "revision": str(old.pk)}
    client.post(reverse("wagtailadmin_pages:edit", args=[story.pk]), form)


def by_workflow(client, story):
    step = story.current_workflow_task_state
    for action in ("approve", "reject"):
        client.post(reverse("wagtailadmin_pages:workflow_action", args=[story.pk, action, step.pk]), {"comment": "Mine."})


WAYS_IN = {
    "the publish button": lambda client, story: press(client, story, "action-publish"),
    "submitting in Wagtail": lambda client, story: press(client, story, "action-submit"),
    "Wagtail's own approval": by_workflow,
    "bulk publish": lambda client, story: bulk(client, "publish", story),
    "bulk publish of the section": lambda client, story: bulk(client, "publish", story.get_parent(), include_descendants="on"),
    "the scheduler": by_scheduler,
    "moving": by_move_and_back,
    "bulk move": lambda client, story: bulk(client, "move", story, chooser=story.get_parent().get_next_sibling().pk),
    "an old revision": by_old_revision,
    "copying with publish": lambda client, story: copy(client, story, story.get_parent(), publish_copies="on"),
    "an alias": lambda client, story: copy(client, story, story.get_parent(), alias="on"),
    "copying the section": lambda client, story: copy(client, story.get_parent(), story.get_parent().get_parent(), copy_subpages="on", publish_copies="on"),
    "the API, publish": lambda client, story: api(client, "publish", story),
    "the API, copy": lambda client, story: api(client, "copy", story, keep_live=True, recursive=False),
    "the API, alias": lambda client, story: api(client, "create_alias", story, recursive=False),
    "the API, revert": lambda client, story: api(client, "revert_to_page_revision", story, revision_id=story.latest_revision_id),
}


@pytest.mark.parametrize("way", WAYS_IN)
def test_no_other_way_makes_a_story_live(client, somebody, waiting, way):
    WAYS_IN[way](client, waiting)

    waiting.refresh_from_db()
    assert (waiting.live, waiting.review.state, waiting.workflow_in_progress) == (False, State.FIRST_READ, True)
    assert (StoryPage.objects.count(), StoryPage.objects.live().count()) == (1, 0)
    assert (PublishedStory.objects.count(), SearchEntry.objects.filter(kind="story").count()) == (0, 0)


WAYS_OUT = {
    "the unpublish button": lambda client, story: client.post(reverse("wagtailadmin_pages:unpublish", args=[story.pk])),
    "unpublishing the section": lambda client, story: client.post(
        reverse("wagtailadmin_pages:unpublish", args=[story.get_parent().pk]), {"include_descendants": "on"}
    ),
    "bulk unpublish": lambda client, story: bulk(client, "unpublish", story),
    "bulk unpublish of the section": lambda client, story: bulk(client, "unpublish", story.get_parent(), include_descendants="on"),
    "deleting": lambda client, story: client.post(reverse("wagtailadmin_pages:delete", args=[story.pk])),
    "deleting the section": lambda client, story: client.post(reverse("wagtailadmin_pages:delete", args=[story.get_parent().pk])),
    "bulk delete": lambda client, story: bulk(client, "delete", story),
    "bulk delete of the front page": lambda client, story: bulk(client, "delete", story.get_parent().get_parent()),
    "the API, unpublish": lambda client, story: api(client, "unpublish", story),
    "the API, delete": lambda client, story: api(client, "delete", story),
    "the API, deleting the section": lambda client, story: api(client, "delete", story.get_parent()),
    "copying it": lambda client, story: copy(client, story, story.get_parent(), publish_copies="on"),
    "an alias of it": lambda client, story: copy(client, story, story.get_parent(), alias="on"),
}


@pytest.mark.parametrize("way", WAYS_OUT)
def test_no_other_way_takes_a_story_off_the_site_or_doubles_it(client, somebody, published_story, way):
    WAYS_OUT[way](client, published_story)

    published_story.refresh_from_db()
    assert (published_story.live, published_story.review.state) == (True, State.PUBLISHED)
    assert (StoryPage.objects.count(), PublishedStory.objects.live().count()) == (1, 1)


def test_scheduled_story_keeps_its_date_whatever_wagtails_button_says(client, somebody, make_story, publish, author):
    story = publish(make_story(author), at=timezone.now() + timezone.timedelta(days=1))
    revision = story.revisions.get(approved_go_live_at__isnull=False)

    client.post(reverse("wagtailadmin_pages:revisions_unschedule", args=[story.pk, revision.pk]))

    assert (story.revisions.filter(approved_go_live_at__isnull=False).count(), story.review.state) == (1, State.SCHEDULED)


def test_operator_may_mend_a_published_story_and_it_is_written_down(client, operator, published_story):
    client.force_login(operator)

    press(client, published_story, "action-publish")

    assert Decision.objects.about(published_story).first().action == "changed-directly"


@pytest.mark.parametrize("way", ["copying with publish", "copying the section", "an alias"])
def test_refusal_says_why(client, editor, waiting, way):
    client.force_login(editor)

    answer = WAYS_IN[way](client, waiting)

    assert answer.status_code == 302
    assert "not copied" in client.get(answer.url).content.decode() or answer.url == reverse("wagtailadmin_home")


def test_section_is_copied_without_its_stories(client, operator, waiting):
    client.force_login(operator)

    copy(client, waiting.get_parent(), waiting.get_parent().get_parent())

    assert waiting.get_parent().get_siblings().filter(slug="a-copy").exists()
