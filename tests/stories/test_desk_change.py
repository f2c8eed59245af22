"""Changing a story at the desk: everything typed is kept, photographs and evidence too, and it is in the story once it is saved."""

import io
import json
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from PIL import Image as Pillow

from core.models import Image
from stories import change, consent, desk_draft, due, keep, review
from stories.forms.change import ChangeForms
from stories.models import Consent, Evidence, Review, StoryPage, TellDraft
from tests.stories.test_desk import form_of

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.4 x %%EOF"


def picture(name="p.jpg") -> SimpleUploadedFile:
    out = io.BytesIO()
    Pillow.new("RGB", (400, 300), "red").save(out, "JPEG")
    return SimpleUploadedFile(name, out.getvalue(), content_type="image/jpeg")


def path(story, name="edit") -> str:
    return f"/desk/stories/{story.pk}/{name}/"


def latest(story) -> StoryPage:
    return StoryPage.objects.get(pk=story.pk).get_latest_revision_as_object()


def draft(story) -> TellDraft:
    return TellDraft.objects.get(changes=story)


def add_photo(client, story):
    client.post(path(story), form_of(client, story) | {"photos": picture(), "do": "photos"})
    return draft(story).photos.order_by("-position").first()


def autosave(client, story, tab, order, version, **fields):
    told = {"tab": tab, "order": str(order), "version": str(version)} | fields
    return client.post(path(story, "save"), json.dumps({name: [value] for name, value in told.items()}), content_type="application/json")


def test_a_photograph_is_in_the_story_where_it_was_put_once_it_is_saved(hers, story):
    photo = add_photo(hers, story)
    assert [block.block_type for block in latest(story).body] == ["text"]

    sent = form_of(hers, story) | {f"photo_{photo.pk}": "A loaf", f"caption_{photo.pk}": "Ours", f"place_{photo.pk}": "2", "agree_photos": "on", "do": "save"}
    answer = hers.post(path(story), sent)

    page = latest(story)
    assert answer.status_code == 302
    assert [str(block.value.source) if block.block_type == "text" else block.value["caption"] for block in page.body] == [
        "<p>One came.</p><p>Two went.</p>",
        "Ours",
        "<p>Three stayed.</p>",
    ]
    assert page.body[1].value["image"].description == "A loaf"
    assert Consent.objects.filter(story=story, words=str(consent.PHOTOS)).exists()


def test_new_photographs_need_a_description_and_her_agreement(hers, story):
    photo = add_photo(hers, story)

    answer = hers.post(path(story), form_of(hers, story) | {f"photo_{photo.pk}": "", "do": "save"})

    assert answer.status_code == 422
    assert "Say what it shows, or remove it." in answer.content.decode() and "We need your agreement to this." in answer.content.decode()
    assert not latest(story).photo


def with_photo(hers, story, place="2"):
    photo = add_photo(hers, story)
    hers.post(path(story), form_of(hers, story) | {f"photo_{photo.pk}": "A loaf", f"place_{photo.pk}": place, "agree_photos": "on", "do": "save"})
    return photo


def test_an_unchanged_form_keeps_every_block_and_its_id(hers, story):
    with_photo(hers, story)
    before = [(block.id, block.block_type) for block in latest(story).body]

    hers.post(path(story), form_of(hers, story) | {"do": "save"})

    assert [(block.id, block.block_type) for block in latest(story).body] == before


def test_a_photograph_can_be_moved_over_the_story(hers, story):
    photo = with_photo(hers, story)
    image = photo.image_id

    hers.post(path(story), form_of(hers, story) | {f"place_{photo.pk}": "top", "do": "save"})

    page = latest(story)
    assert (page.photo_id, [str(block.value.source) for block in page.body]) == (image, ["<p>One came.</p><p>Two went.</p>", "<p>Three stayed.</p>"])


def test_a_removed_photograph_stays_in_the_story_until_she_saves(hers, story):
    photo = with_photo(hers, story)

    hers.post(path(story), form_of(hers, story) | {"do": f"remove:photo-{photo.pk}"})
    assert "photo" in [block.block_type for block in latest(story).body]

    hers.post(path(story), form_of(hers, story) | {"do": "save"})
    assert [block.block_type for block in latest(story).body] == ["text", "text"]
    assert Image.objects.filter(pk=photo.image_id).exists()  # older versions of the story show it


def test_evidence_can_be_added_and_removed(hers, story):
    hers.post(path(story), form_of(hers, story) | {"evidence": SimpleUploadedFile("a.pdf", PDF), "do": "evidence"})
    hers.post(path(story), form_of(hers, story) | {"do": "save"})
    row = Evidence.objects.get(story=story)
    assert "a.pdf" in hers.get(path(story)).content.decode()

    hers.post(path(story), form_of(hers, story) | {"do": f"remove-evidence:{row.pk}"})

    assert not Evidence.objects.exists()


def test_somebody_elses_evidence_and_photographs_stay(hers, story, make_story, other_author):
    other = make_story(other_author, title="Other")
    row = Evidence.objects.create(story=other, file=SimpleUploadedFile("b.pdf", PDF), name="b.pdf")

    hers.post(path(story), form_of(hers, story) | {"do": f"remove-evidence:{row.pk}"})

    assert Evidence.objects.filter(pk=row.pk).exists()


def test_what_is_typed_is_kept_and_becomes_a_version_that_is_not_sent(hers, story):
    version = form_of(hers, story)["version"]

    answer = autosave(hers, story, "a", 1, version, title="Typed, not saved")

    assert answer.json()["version"] > int(version)
    assert form_of(hers, story)["title"] == "Typed, not saved"
    assert "not in the story yet" in hers.get(path(story)).content.decode()
    assert latest(story).title == "Typed, not saved" and StoryPage.objects.get(pk=story.pk).title == "The baker who called"


def test_an_old_text_is_not_sent_while_changes_wait(hers, story):
    autosave(hers, story, "a", 1, form_of(hers, story)["version"], title="Typed, not saved")

    answer = hers.post(path(story, "send"))

    assert answer["Location"] == path(story)
    assert Review.objects.get(story=story).state == "draft"


def test_changes_can_be_left(hers, story):
    photo = add_photo(hers, story)

    hers.post(path(story), form_of(hers, story) | {"title": "Not this", "do": "leave"})

    assert form_of(hers, story)["title"] == "The baker who called"
    assert not Image.objects.filter(pk=photo.image_id).exists()


def test_two_tabs_at_the_desk_keep_both_texts(hers, story):
    version = form_of(hers, story)["version"]
    autosave(hers, story, "a", 1, version, title="From a")

    answer = autosave(hers, story, "b", 1, version, title="From b")

    assert answer.status_code == 409 and answer.json()["url"] == path(story, "kept")
    page = hers.get(path(story, "kept")).content.decode()
    assert "From a" in page and "From b" in page
    assert hers.post(path(story, "kept"), {"do": "use:0"})["Location"] == path(story)
    assert form_of(hers, story)["title"] == "From b"


def test_her_own_other_tab_is_called_hers(hers, story):
    sent = form_of(hers, story)
    hers.post(path(story), sent | {"title": "From the first tab", "tab": "a", "order": "1", "do": "save"})

    answer = hers.post(path(story), form_of(hers, story) | {"title": "From the second tab", "revision": sent["revision"], "do": "save"})

    assert answer.status_code == 409
    assert "You saved another version at" in answer.content.decode()
    assert "From the first tab" in hers.get(f"/desk/stories/{story.pk}/").content.decode() and "From the second tab" in answer.content.decode()


def test_what_a_button_changed_is_hers_who_pressed_it(hers, his, story):
    older = form_of(his, story) | {"title": "His"}
    his.post(path(story), older | {"do": "show"})
    older["version"] = form_of(his, story)["version"]
    hers.post(path(story), form_of(hers, story) | {"do": "plain"})

    answer = his.post(path(story), older | {"title": "His again", "do": "save"})

    assert answer.status_code == 409 and "changed by Ana Castillo" in answer.content.decode()


def test_nobody_is_told_of_a_tab_of_hers_where_another_typed_against_an_older_version(hers, his, story):
    older = form_of(his, story)
    mine = form_of(hers, story)
    hers.post(path(story), mine | {"title": "Hers", "do": "save"})
    autosave(his, story, "b", 1, form_of(his, story)["version"], title="His", revision=older["revision"])

    page = hers.get(path(story)).content.decode()

    assert "that Bo Lind had not seen" in page and "what Bo Lind typed is in the form below" in page
    assert "another tab or on another device" not in page


def typed_by(user, story, title) -> TellDraft:
    row = desk_draft.of(story, by=user)
    tab = keep.Tab("a", row.version, row.version, user.pk)
    return keep.keep(row, part=desk_draft.part_of(row), fields={"title": title}, tab=tab).draft


def forms_of(story, row) -> ChangeForms:
    forms = ChangeForms(latest(story), row, bound=True, complete=False)
    assert forms.is_valid()
    return forms


@pytest.mark.parametrize("draft_first", [True, False])
def test_a_version_that_saves_itself_while_she_saves_is_no_other_tab(story, author, draft_first):
    seen = typed_by(author, story, "Typed").data["revision"]
    assert desk_draft.autosave(draft(story), by=author, leaving=True)
    row, page = typed_by(author, story, "Typed on"), StoryPage.objects.get(pk=story.pk)
    page.get_latest_revision()
    assert desk_draft.autosave(draft(story), by=author, leaving=True)

    change.change(page, by=author, forms=forms_of(story, row if draft_first else draft(story)), seen=seen)

    assert latest(story).title == "Typed on" and not desk_draft.unsaved(story)


def test_a_version_saved_while_she_saves_is_not_written_over(story, author, editor):
    row, page = typed_by(author, story, "Hers"), StoryPage.objects.get(pk=story.pk)
    page.get_latest_revision_as_object().save_revision(user=editor)

    with pytest.raises(change.Stale):
        change.change(page, by=author, forms=forms_of(story, row), seen=row.data["revision"])


def test_a_published_story_is_said_to_be_published_where_it_can_be_added_to(hers, story, publish):
    older = form_of(hers, story)
    publish(story)

    answer = hers.get(path(story), follow=True)
    late = hers.post(path(story), older | {"title": "Later", "do": "save"})

    assert answer.redirect_chain == [(path(story, "notes"), 302)]
    assert "It is published, so its text stays as it is." in answer.content.decode() and "It is published" in late.content.decode()


def test_somebody_else_signed_in_meanwhile_loses_no_word_of_hers(hers, story, other_author):
    hers.force_login(other_author)

    answer = hers.post(path(story), {"title": "Typed <b>", "do": "save"})
    script = hers.post(path(story, "save"), json.dumps({"title": ["Typed"]}), content_type="application/json")

    assert answer.status_code == 404 and "Somebody else is signed in" in answer.text and 'value="Typed &lt;b&gt;"' in answer.text
    assert script.status_code == 404 and f"signed in as {other_author.get_full_name()} now" in script.json()["error"]
    assert latest(story).title == story.title
    nowhere = hers.post("/desk/stories/999999/edit/", {"title": "Typed <b>", "do": "save"})
    assert nowhere.text.partition("<main")[2] == answer.text.partition("<main")[2], "whether there is such a story is not told"


def test_an_expired_session_gives_everything_back(hers, story, author):
    sent = form_of(hers, story) | {"title": "Typed <b> for long", "do": "save"}
    hers.logout()

    answer = hers.post(path(story), sent)
    script = autosave(hers, story, "a", 1, 1, title="x")

    assert answer.status_code == 403 and "Typed &lt;b&gt; for long" in answer.content.decode()
    assert script.status_code == 403 and "signed out" in script.json()["error"]
    hers.force_login(author)
    assert hers.post(path(story), sent).status_code == 302
    assert latest(story).title == "Typed <b> for long"


def test_another_site_cannot_post_to_the_desk(hers, story):
    assert hers.post(path(story), {"title": "x"}, headers={"Sec-Fetch-Site": "cross-site"}).status_code == 403


def test_the_draft_follows_what_an_editor_saved(hers, story, editor):
    hers.get(path(story))
    page = latest(story)
    page.title = "The editor's title"
    page.save_revision(user=editor)

    assert form_of(hers, story)["title"] == "The editor's title"
    assert not desk_draft.unsaved(story)


def test_a_forgotten_draft_of_changes_leaves_the_storys_pictures(hers, story):
    photo = with_photo(hers, story)
    TellDraft.objects.update(saved_at=timezone.now() - timedelta(days=91))

    due.forget_old_drafts()

    assert not TellDraft.objects.exists() and Image.objects.filter(pk=photo.image_id).exists()


def test_further_businesses_can_be_named(hers, story):
    hers.post(
        path(story), form_of(hers, story) | {"also-0-business": "Nils the Cobbler", "also-0-place": "Duluth", "also-1-business": "marlow BAKERY", "do": "save"}
    )

    named = [row.business for row in latest(story).story_businesses.all()]
    assert [(business.name, business.place.name) for business in named] == [("Marlow Bakery", "Bristol"), ("Nils the Cobbler", "Duluth")]
    assert form_of(hers, story)["also-0-business"].startswith("Nils the Cobbler")


def test_the_text_can_be_read_while_it_is_in_review(hers, story, author, other_author):
    review.send_to_review(story, by=author)

    page = hers.get(path(story, "read"))

    assert "Three stayed." in page.content.decode() and "Only you and the editors see this page" in page.content.decode()
    assert path(story, "read") in hers.get(f"/desk/stories/{story.pk}/").content.decode()
    hers.force_login(other_author)
    assert hers.get(path(story, "read")).status_code == 404


def test_a_scheduled_story_says_when_and_by_whom(hers, story, publish):
    from django.utils import formats

    at = timezone.now() + timedelta(days=3)
    publish(story, at=at)

    for page in ("/desk/", f"/desk/stories/{story.pk}/"):
        text = hers.get(page).content.decode()
        assert f"It will be published on {formats.date_format(timezone.localtime(at), 'F j, Y, g:i A')}" in text
        assert "With Edith Moreau, editor" in text
