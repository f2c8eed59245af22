"""What an author agrees to before a story is sent from the desk: asked once, written down word for word, whichever way the draft came to be."""

from io import StringIO

import pytest
from django.core.management import call_command
from django.utils import timezone

from stories import change, consent
from stories.models import Consent, Review, StoryPage
from tests.stories.test_desk import AGREED, form_of
from tests.stories.test_desk_blocks import press
from tests.stories.test_desk_change import add_photo, draft, latest, path

pytestmark = pytest.mark.django_db
WORDS = "\n".join(consent.statements(photos=False).values())
POST = (
    """---
title: The kettle that came back
date: 2021-05-04
---
"""
    + "She took it apart on the counter, and would not take a cent. " * 15
)


def state(story) -> str:
    return Review.objects.get(story=story).state


def test_it_is_not_sent_without_her_agreement_and_nothing_typed_is_lost(hers, story):
    answer = press(hers, story, "send", title="Typed", agree_true="on")

    page = answer.content.decode()
    assert answer.status_code == 422 and page.count("<span><strong>Error:</strong> We need your agreement to this.</span>") == 2
    assert (state(story), form_of(hers, story)["title"], form_of(hers, story).get("agree_true")) == ("draft", "Typed", "on")
    assert not Consent.objects.exists()


def test_what_she_agreed_to_is_written_down_when_it_is_sent(hers, story, author):
    assert press(hers, story, "send", **AGREED).status_code == 302

    row = Consent.objects.get(story=story)
    assert (state(story), row.words, row.version, row.user) == ("first-read", WORDS, consent.VERSION, author)


def test_saving_asks_nothing_and_keeps_the_ticks(hers, story):
    assert press(hers, story, "save", agree_true="on").status_code == 302

    assert (form_of(hers, story).get("agree_true"), Consent.objects.count()) == ("on", 0)


def test_a_tick_can_be_taken_out_again(hers, story):
    press(hers, story, "add:lesson:", **AGREED)
    sent = {name: value for name, value in form_of(hers, story).items() if name != "agree_publish"}

    hers.post(path(story), sent | {"do": "add:lesson:"})

    assert draft(story).data["agree_publish"] == "" and "agree_publish" not in form_of(hers, story)


def test_it_is_asked_once(hers, story):
    press(hers, story, "send", **AGREED)
    hers.post(path(story, "pull-back"))

    assert "agree_true" not in hers.get(path(story)).content.decode()
    assert hers.post(path(story, "send"))["Location"] == f"/desk/stories/{story.pk}/"
    assert (state(story), Consent.objects.count()) == ("first-read", 1)


def test_words_that_were_changed_are_asked_for_again(hers, story, author):
    Consent.objects.create(story=story, user=author, words=WORDS.replace("edit it lightly", "edit it"), version="2020-01-01", given_at=timezone.now())

    assert list(consent.missing(story, photos=False)) == ["publish"]
    assert press(hers, story, "send", agree_publish="on").status_code == 302

    assert Consent.objects.filter(story=story).latest("pk").words == str(consent.PUBLISH)


def test_the_button_on_the_storys_page_leads_to_the_statements(hers, story):
    hers.get(path(story))

    answer = hers.post(path(story, "send"))

    assert (answer["Location"], state(story)) == (f"/desk/stories/{story.pk}/edit/#agree", "draft")
    assert 'id="agree"' in hers.get(path(story)).content.decode()


def test_the_verb_asks_the_same(story, author):
    with pytest.raises(change.NotAgreed):
        change.send(story, by=author, agreed=["true"])

    assert state(story) == "draft" and not Consent.objects.exists()


def test_new_photographs_are_agreed_to_where_they_are_added_and_not_twice(hers, story):
    photo = add_photo(hers, story)

    press(hers, story, "send", **AGREED, **{f"photo_{photo.pk}": "A loaf", "agree_photos": "on"})

    assert [row.words for row in Consent.objects.order_by("pk")] == [str(consent.PHOTOS), WORDS]
    assert state(story) == "first-read"


def test_photographs_nobody_agreed_to_are_asked_about_when_it_is_sent(hers, story, author):
    photo = add_photo(hers, story)
    press(hers, story, "save", **{f"photo_{photo.pk}": "A loaf", "agree_photos": "on"})
    Consent.objects.all().delete()

    assert press(hers, story, "send", **AGREED).status_code == 422
    assert press(hers, story, "send", **AGREED, agree_photos="on").status_code == 302

    assert Consent.objects.get().words == "\n".join(consent.statements(photos=True).values())


def test_an_imported_draft_sent_from_the_desk_has_agreement_connection_and_ai_use(client, author, newsroom, tmp_path):
    (tmp_path / "2021-05-04-kettle.md").write_text(POST)
    call_command("import_posts", str(tmp_path), "--section", "food-and-drink", "--author", author.email, stdout=StringIO())
    brought = StoryPage.objects.get(title="The kettle that came back")
    client.force_login(author)
    refused = press(client, brought, "send").content.decode()
    for words in ("readers are told how you know this business", "also if you used none", "We need your agreement to this."):
        assert words in refused
    assert state(brought) == "draft"

    assert press(client, brought, "send", stake="customer", ai_use="none", **AGREED).status_code == 302

    page, row = latest(brought), Consent.objects.get(story=brought)
    assert (state(brought), page.stake, page.ai_use) == ("first-read", "customer", "none")
    assert (row.words, row.version, row.user) == (WORDS, consent.VERSION, author)
