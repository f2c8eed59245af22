"""The editor's one screen: what waits, deciding with words, the letter as its author gets it; strangers never get in."""

import pytest
from django.core import mail
from django.urls import reverse

from stories import review
from stories.models import LetterTemplate
from stories.states import State


@pytest.fixture
def waiting(make_story, author):
    story = make_story(author)
    review.send_to_review(story, by=author)
    return story


def post(client, story, **data):
    story.refresh_from_db()
    return client.post(reverse("review", args=[story.pk]), {"revision": review.stamp(story.latest_revision), "words": "Because it is clear.", **data})


def test_cms_opens_on_what_waits(client, editor, waiting):
    client.force_login(editor)

    page = client.get("/cms/").content.decode()

    assert ("What waits" in page, waiting.title in page, reverse("review", args=[waiting.pk]) in page) == (True, True, True)


def test_editor_passes_the_first_read(client, editor, waiting):
    client.force_login(editor)

    answer = post(client, waiting, outcome="approve")

    waiting.review.refresh_from_db()
    assert (answer.status_code, waiting.review.state) == (302, State.FACT_CHECK)


def test_both_steps_on_the_screen_publish(client, editor, waiting):
    client.force_login(editor)
    post(client, waiting, outcome="approve")

    answer = post(client, waiting, outcome="publish", checklist=["figures", "names", "leaks", "stake"])

    waiting.refresh_from_db()
    assert (answer.status_code, waiting.live) == (302, True)


def test_words_are_kept_when_the_decision_is_refused(client, editor, waiting):
    client.force_login(editor)
    post(client, waiting, outcome="approve")

    answer = post(client, waiting, outcome="publish", words="All my typed words", checklist=["figures"])

    assert (answer.status_code, "All my typed words" in answer.content.decode()) == (422, True)


def test_letter_preview_shows_what_the_author_gets_and_decides_nothing(client, editor, waiting, author):
    letter = LetterTemplate.objects.create(title="Ask", slug="ask", outcome="changes", body="{author}, tell us more about {title}.")
    client.force_login(editor)

    page = post(client, waiting, outcome="changes", words="", template=letter.pk, preview="1").content.decode()

    assert "Ana Castillo, tell us more about The baker who called." in page
    assert (len(mail.outbox), "Dear Ana Castillo" in page) == (0, True)


@pytest.mark.parametrize("address", ["/cms/", "/cms/pages/", "/cms/review/1/", "/cms/images/"])
def test_author_meets_404_in_the_cms(client, author, newsroom, address):
    client.force_login(author)

    assert client.get(address).status_code == 404


def test_stranger_is_sent_to_sign_in(client, newsroom):
    assert client.get("/cms/").url == "/accounts/login/?next=/cms/"


def test_wagtails_own_sign_in_form_does_not_exist(client, newsroom):
    answer = client.post("/cms/login/", {"username": "a@example.org", "password": "x"})

    assert (answer.status_code, answer.url) == (302, "/accounts/login/?next=/cms/")


def test_published_story_gets_a_correction_from_the_screen(client, editor, published_story):
    client.force_login(editor)

    client.post(reverse("review_note", args=[published_story.pk]), {"kind": "correction", "words": "Salt, not sugar."})

    assert [note.words for note in published_story.corrections.all()] == ["Salt, not sugar."]


@pytest.mark.parametrize("listing", ["/cms/snippets/businesses/business/", "/cms/snippets/businesses/place/", "section"])
def test_lists_in_the_cms_open(client, editor, published_story, listing):
    client.force_login(editor)
    address = reverse("wagtailadmin_explore", args=[published_story.get_parent().pk]) if listing == "section" else listing

    assert client.get(address).status_code == 200


@pytest.mark.parametrize("address", ["/_util/login/", "/cms/password_reset/"])
def test_there_is_no_second_door(client, newsroom, address):
    assert client.get(address).status_code in {302, 404}
    assert client.post(address, {"username": "a@example.org", "password": "x"}).status_code in {302, 404}


def test_editor_publishes_the_front_page_and_sections_but_no_story(newsroom, editor, make_story, author):
    story = make_story(author)
    section = story.get_parent()

    assert [page.permissions_for_user(editor).can_publish() for page in (newsroom.front, section, story)] == [True, True, False]
    assert section.permissions_for_user(editor).can_publish_subpage() is False


def test_wagtails_own_publish_button_is_refused(client, editor, waiting):
    from wagtail.actions.publish_page_revision import PublishPagePermissionError

    with pytest.raises(PublishPagePermissionError):
        waiting.latest_revision.publish(user=editor)
    client.force_login(editor)
    client.post(f"/cms/bulk/wagtailcore/page/publish/?id={waiting.pk}", {})
    waiting.refresh_from_db()
    assert waiting.live is False


def test_refused_decision_can_be_tried_again_on_the_newer_version(client, editor, waiting, author):
    client.force_login(editor)
    old = review.stamp(waiting.latest_revision)
    waiting.title = "Newer"
    waiting.save_revision(user=author)

    refused = client.post(reverse("review", args=[waiting.pk]), {"revision": old, "words": "Good.", "outcome": "approve"})
    waiting.refresh_from_db()

    assert (refused.status_code, review.stamp(waiting.latest_revision) in refused.content.decode()) == (422, True)


def test_scheduled_story_is_taken_off_the_schedule(client, editor, make_story, publish, author):
    from datetime import timedelta

    from django.utils import timezone

    story = publish(make_story(author), at=timezone.now() + timedelta(days=1))
    client.force_login(editor)

    client.post(reverse("review_note", args=[story.pk]), {"kind": "unschedule", "words": "The shop asked for time."})

    story.refresh_from_db()
    assert (story.review.state, story.revisions.filter(approved_go_live_at__isnull=False).count()) == (State.FIRST_READ, 0)


def test_wagtails_editor_opens_a_story_with_line_breaks_and_long_quotations(client, editor, make_story, author):
    from stories.tell_text import to_html

    story = make_story(author, body=[("text", to_html("a\nb **c\nd**\n\n> one\n>\n> two\n\n- e\n  f\n\n---\n\nend"))])
    client.force_login(editor)

    assert client.get(reverse("wagtailadmin_pages:edit", args=[story.pk])).status_code == 200


def test_blank_of_a_letter_is_not_sent_and_may_be_previewed(client, editor, waiting):
    LetterTemplate.objects.create(title="No", slug="no", outcome="decline", body="It is this: [the reason].")
    client.force_login(editor)

    refused = post(client, waiting, outcome="decline", words="It is this: [the reason].")
    preview = post(client, waiting, outcome="decline", words="It is this: [the reason].", preview="1")
    sent = post(client, waiting, outcome="decline", words="It is this: the year [sic].")

    assert [refused.status_code, preview.status_code, sent.status_code] == [422, 200, 302]
    assert "Fill in or take out what the letter left open: [the reason]" in refused.content.decode()
    assert len(mail.outbox) == 1


def test_preview_of_a_date_is_the_letter_that_tells_the_date(client, editor, waiting):
    client.force_login(editor)
    post(client, waiting, outcome="approve")
    mail.outbox.clear()
    when = {"at": "2036-05-01T09:30", "checklist": ["figures", "names", "leaks", "stake"], "outcome": "publish"}

    page = post(client, waiting, preview="1", **when).content.decode()
    post(client, waiting, **when)

    (letter,) = [message for message in mail.outbox if "has a date" in message.subject]
    assert "It goes live on May 1, 2036, 9:30 AM." in letter.body
    assert ("has a date" in page, "It goes live on May 1, 2036, 9:30 AM." in page, "Read it here" in page) == (True, True, False)


def test_title_that_quotes_somebody_stands_in_single_marks(make_story, author, editor, newsroom):
    story = make_story(author, title="“Keep the change”")
    review.send_to_review(story, by=author)

    review.decline(story, by=editor, words="No.")

    assert mail.outbox[-1].subject == "“‘Keep the change’”: our answer"


def test_newsroom_is_told_the_title_as_the_author_has_it_now(make_story, author, newsroom):
    from wagtail.models import Site

    from core.models import SiteSettings

    SiteSettings.objects.update_or_create(site=Site.objects.get(), defaults={"newsroom_email": "newsroom@example.org"})
    story = make_story(author)
    story.title = "A newer title"
    story.save_revision(user=author)

    review.send_to_review(story, by=author)

    assert [message.subject for message in mail.outbox if message.to == ["newsroom@example.org"]] == ["“A newer title” waits for an editor"]


def test_newsrooms_letters_do_not_greet_twice(db):
    from pages import furnish

    furnish.letters()

    assert [letter.slug for letter in LetterTemplate.objects.all() if "{author}" in letter.body[:60]] == []
