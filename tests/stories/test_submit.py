"""Sending: once, by whoever confirms the address, and by nobody else."""

import io
import re
from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.core import mail as outbox
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from PIL import Image as Pillow

from businesses.models import Business
from people.models import User
from stories import submit, tell_files
from stories.models import Consent, Review, StoryPage, TellDraft

pytestmark = pytest.mark.django_db

TYPED = {
    "title": "The baker who called 😀",
    "text": "## Salt\n\nIt was salt.\n\n- one\n- two",
    "stake": "customer",
    "byline_kind": "initials",
    "byline": "N. H.",
    "business": "MARLOW  bákery",
    "place": "Bristol, RI",
    "outcome": "put-right",
    "names-0-real": "Maria",
    "names-0-shown": "Ana",
    "figures-0-label": "Orders",
    "figures-0-before": "11",
    "figures-0-after": "43",
    "lesson": "Call first.",
}
AGREED = {"agree_true": "on", "agree_publish": "on", "agree_withdraw": "on"}


@pytest.fixture(autouse=True)
def furnished(newsroom):
    return newsroom


@pytest.fixture
def draft():
    return TellDraft.objects.create(data=dict(TYPED))


@pytest.fixture
def sent(client, draft):
    client.cookies["tell"] = draft.token
    answer = client.post("/tell/send/", {"email": "noor@example.org", **AGREED})
    assert answer["Location"] == "/tell/sent/"
    draft.refresh_from_db()
    return draft


def picture() -> SimpleUploadedFile:
    out = io.BytesIO()
    Pillow.new("RGB", (400, 300), "red").save(out, "JPEG")
    return SimpleUploadedFile("p.jpg", out.getvalue(), content_type="image/jpeg")


def last_mail() -> str:
    return outbox.outbox[-1].body


def test_sending_asks_for_the_address_first(client, sent):
    assert not StoryPage.objects.exists()
    assert sent.sent_at and sent.email == "noor@example.org"
    assert not EmailAddress.objects.get(email="noor@example.org").verified
    assert "noor@example.org" in client.get("/tell/sent/").content.decode()


def test_the_code_signs_in_and_sends(client, sent, bakery):
    code = re.search(r"\n\n(\S+)\n\n", last_mail()).group(1)

    client.post("/accounts/login/code/confirm/", {"code": code})

    story = StoryPage.objects.get()
    assert story.title == "The baker who called 😀"
    assert not story.live
    assert story.owner.email == "noor@example.org"
    assert EmailAddress.objects.get(user=story.owner).verified
    assert Review.objects.get(story=story).state == "first-read"
    assert [row.business for row in story.story_businesses.all()] == [bakery]
    assert [block.block_type for block in story.body] == ["text", "figures", "lesson"]
    assert story.authors.get().byline.name == "N. H."
    assert [(row.real, row.shown) for row in story.pseudonyms.all()] == [("Maria", "Ana")]
    assert "You may publish it and edit it lightly" in Consent.objects.get(story=story).words
    assert outbox.outbox[-1].to == ["noor@example.org"] and "with the editors now" in last_mail()


def test_the_link_sends_but_signs_nobody_in(client, sent):
    path = re.search(r"/tell/confirm/\S+", last_mail()).group(0)
    from django.test import Client

    other_browser = Client()
    assert "The baker who called" in other_browser.get(path).content.decode()
    assert not StoryPage.objects.exists()

    assert other_browser.post(path).status_code == 200
    other_browser.post(path)

    assert StoryPage.objects.count() == 1
    assert "_auth_user_id" not in other_browser.session


def test_an_expired_link_gives_a_new_one_in_one_click(client, sent, monkeypatch):
    path = re.search(r"/tell/confirm/\S+", last_mail()).group(0)
    monkeypatch.setattr(submit.draft_of_link, "__kwdefaults__", {"lasts": timedelta(seconds=-1)})

    assert "Send a new link" in client.get(path).content.decode()

    monkeypatch.undo()
    count = len(outbox.outbox)
    client.post(f"{path}again/")
    assert len(outbox.outbox) == count + 1


def test_a_text_changed_after_the_mail_is_not_sent_by_its_link(client, sent):
    path = re.search(r"/tell/confirm/\S+", last_mail()).group(0)
    client.post("/tell/", {"title": "Other words", "text": "Other words."})

    assert client.post(path).status_code == 409
    assert not StoryPage.objects.exists()


def test_a_sign_in_elsewhere_sends_nothing(sent, author, draft):
    from django.test import Client

    TellDraft.objects.filter(pk=draft.pk).update(email=author.email)
    victim = Client()
    victim.post("/accounts/login/", {"login": author.email, "password": "a long password"})

    assert not StoryPage.objects.exists()
    assert "It is not mine" in victim.get("/desk/").content.decode()

    victim.post(f"/tell/claim/{draft.pk}/", {"do": "not-mine"})
    assert not submit.waiting_for(author).exists()


def test_a_sign_in_in_the_same_browser_sends(client, draft, author):
    client.cookies["tell"] = draft.token
    client.post("/tell/send/", {"email": author.email, **AGREED})

    assert client.post("/tell/sent/")["Location"] == "/accounts/login/?next=/desk/"
    client.post("/accounts/login/", {"login": author.email, "password": "a long password"})

    assert StoryPage.objects.get().owner == author


def test_an_address_with_an_account_looks_like_any_other(client, draft, author):
    other = TellDraft.objects.create(data=dict(TYPED))
    answers = []
    for one, email in ((draft, author.email), (other, "nobody@example.org")):
        client.cookies["tell"] = one.token
        answer = client.post("/tell/send/", {"email": email, **AGREED}, follow=True)
        answers.append(
            re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", answer.content.decode()).replace(email, "E").replace(email.replace("@", "%40"), "E")
        )

    assert answers[0] == answers[1]


def test_signed_in_it_is_sent_at_once_and_once(client, draft, author):
    client.force_login(author)
    client.cookies["tell"] = draft.token

    first = client.post("/tell/send/", AGREED)
    second = client.post("/tell/send/", AGREED)

    story = StoryPage.objects.get()
    assert first["Location"] == second["Location"] == f"/desk/stories/{story.pk}/"


def test_without_consent_nothing_is_sent(client, draft, author):
    client.force_login(author)
    client.cookies["tell"] = draft.token

    assert client.post("/tell/send/", {"agree_true": "on"}).status_code == 422
    assert not StoryPage.objects.exists()


def test_what_is_missing_is_named_with_its_part(client, draft):
    TellDraft.objects.filter(pk=draft.pk).update(data=TYPED | {"byline": ""})
    client.cookies["tell"] = draft.token

    page = client.get("/tell/send/").content.decode()

    assert "/tell/byline/?then=send#id_byline" in page
    assert "send-form" not in page


def test_a_new_business_is_suggested_and_found_again(draft, author):
    TellDraft.objects.filter(pk=draft.pk).update(data=TYPED | {"business": "Café Ana", "place": "Leeds, West Yorkshire", "country": "United Kingdom"})
    draft.refresh_from_db()
    submit._mark_sent(draft, email=author.email)
    submit.submit_draft(draft, by=author)
    again = TellDraft.objects.create(data=TYPED | {"business": "CAFE  ANA", "place": "leeds, west yorkshire", "country": ""})
    submit._mark_sent(again, email=author.email)
    submit.submit_draft(again, by=author)

    business = Business.objects.get(key="cafe ana")
    assert (business.status, business.place.country, business.suggested_by) == ("suggested", "United Kingdom", author)
    assert len({story.slug for story in StoryPage.objects.all()}) == 2


def test_submitting_twice_gives_one_story(draft, author):
    submit._mark_sent(draft, email=author.email)
    stale = TellDraft.objects.get(pk=draft.pk)

    assert submit.submit_draft(draft, by=author) == submit.submit_draft(stale, by=author)
    assert TellDraft.objects.get().data == {}


@pytest.mark.django_db(transaction=True)
def test_two_at_the_same_moment_give_one_story(newsroom, author):
    from threading import Barrier, Thread

    from django.db import connection

    if connection.vendor == "sqlite":
        pytest.skip("the suite's SQLite lives in memory, where threads share one connection's locks")
    draft = TellDraft.objects.create(data=dict(TYPED))
    submit._mark_sent(draft, email=author.email)
    at_once, stories = Barrier(2), []

    def press() -> None:
        at_once.wait()
        try:
            stories.append(submit.submit_draft(TellDraft.objects.get(pk=draft.pk), by=author).pk)
        finally:
            connection.close()

    threads = [Thread(target=press) for _number in range(2)]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]

    assert len(stories) == 2 and len(set(stories)) == 1
    assert StoryPage.objects.count() == 1


def test_a_password_that_was_never_confirmed_does_not_survive(db):
    User.objects.create_user("noor@example.org", "an intruder's password")

    account = submit.account_for("noor@example.org")

    assert not account.has_usable_password()


def test_a_link_for_a_closed_account_sends_nothing(client, sent):
    User.objects.update(is_active=False)

    assert client.post(re.search(r"/tell/confirm/\S+", last_mail()).group(0)).status_code == 409
    assert not StoryPage.objects.exists()


def test_old_links_work_no_longer(sent):
    assert sent.sent_at < timezone.now()
    assert submit.timedelta(days=3) == submit.LINK_LASTS


def test_an_address_somebody_added_unconfirmed_is_not_his(client, other_author):
    EmailAddress.objects.create(user=other_author, email="victim@example.org", verified=False)
    other_author.last_login = timezone.now()
    other_author.save()

    account = submit.account_for("Victim@example.org")

    assert account != other_author and account.email == "victim@example.org"
    assert not EmailAddress.objects.filter(user=other_author, email="victim@example.org").exists()
    assert submit.account_for(other_author.email) == other_author


def test_a_confirmed_second_address_finds_its_account(author):
    EmailAddress.objects.create(user=author, email="second@example.org", verified=True)

    assert submit.account_for("second@example.org") == author


def test_a_photograph_after_send_asks_for_another_send(client, sent):
    client.post("/tell/", {"title": TYPED["title"], "text": TYPED["text"], "photos": picture(), "do": "photos"})

    sent.refresh_from_db()

    assert sent.sent_at is None
    assert client.post(re.search(r"/tell/confirm/\S+", last_mail()).group(0)).status_code == 409
    assert not StoryPage.objects.exists()


def test_evidence_after_send_asks_for_another_send(client, sent):
    tell_files.add_evidence(sent, [SimpleUploadedFile("a.pdf", b"%PDF-1.4 x %%EOF")])

    with pytest.raises(submit.CannotSend):
        submit.submit_draft(sent, by=submit.account_for("noor@example.org"))


def test_no_photograph_without_its_consent_and_description(sent, author):
    tell_files.add_photos(sent, [picture()])
    TellDraft.objects.filter(pk=sent.pk).update(sent_at=timezone.now())
    with pytest.raises(submit.CannotSend, match="missing"):
        submit.submit_draft(sent, by=author)

    TellDraft.objects.filter(pk=sent.pk).update(data=TYPED | {f"photo_{sent.photos.get().pk}": "A loaf"})
    with pytest.raises(submit.CannotSend, match="Photographs were added"):
        submit.submit_draft(sent, by=author)

    assert not StoryPage.objects.exists()


def test_a_second_send_of_the_same_page_is_the_first(draft, author):
    stale, later = TellDraft.objects.get(pk=draft.pk), TellDraft.objects.get(pk=draft.pk)

    assert submit.ask_to_confirm(draft, email=author.email) == author
    assert submit.ask_to_confirm(stale, email=author.email) is None
    with pytest.raises(submit.CannotSend):
        submit.ask_to_confirm(TellDraft(pk=draft.pk, data=dict(TYPED)), email="other@example.org")

    story = submit.send_now(TellDraft.objects.get(pk=draft.pk), by=author)
    assert submit.send_now(later, by=author) == story


def test_a_claim_that_cannot_be_sent_is_told(client, sent, author):
    TellDraft.objects.filter(pk=sent.pk).update(email=author.email, data=TYPED | {"byline": ""})
    client.force_login(author)

    answer = client.post(f"/tell/claim/{sent.pk}/", {"do": "send"}, follow=True)

    assert "Something is still missing" in answer.content.decode()
    assert not StoryPage.objects.exists()


def test_the_first_browser_is_told_when_the_link_was_opened_in_another(client, sent, author):
    submit.confirm_by_link(sent)

    form, done = client.get("/tell/"), client.get("/tell/sent/")

    assert "Your story was sent" in form.content.decode() and "/tell/sent/" in form.content.decode()
    assert "“The baker who called 😀” was sent" in done.content.decode()
    assert f"/desk/stories/{StoryPage.objects.get().pk}/" in done.content.decode()
    assert client.get("/tell/send/")["Location"] == "/tell/sent/"
    client.force_login(author)
    assert "Your story was sent" not in client.get("/tell/").content.decode()


def test_a_link_of_four_days_ago_gives_a_new_one_that_sends(client, sent, monkeypatch):
    import time

    now = time.time()
    with monkeypatch.context() as then:
        then.setattr(time, "time", lambda: now - 4 * 24 * 3600)
        old = submit.link(sent)

    assert client.get(old).status_code == 410
    client.post(f"{old}again/")
    fresh = re.search(r"/tell/confirm/\S+", last_mail()).group(0)
    client.post(fresh)

    assert StoryPage.objects.get().title == "The baker who called 😀"


def test_further_businesses_follow_the_first(draft, author, bakery):
    draft.data |= {"also-0-business": "Nils the Cobbler", "also-1-business": "marlow bakery"}
    draft.save()

    story = submit.send_now(draft, by=author)

    assert [row.business.name for row in story.story_businesses.all()] == ["Marlow Bakery", "Nils the Cobbler"]
