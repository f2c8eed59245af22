"""A guest's reply: confirmed by mail, read by an editor, shown under the story, withdrawn by its author."""

import re

import pytest
from post_office.models import Email

from community.models import Reply
from community.templatetags.community import replies
from core import form_token, generation
from moderation import decide, queue


@pytest.fixture
def written(client, published_story):
    def write(**changes):
        token = form_token.issue("reply")
        fields = {"text": "I was in that line, too.", "name": "Hattie", "email": "hattie@example.org", "token": token} | changes
        return client.post(f"/reply/{published_story.pk}/", fields)

    return write


def last_mail():
    return Email.objects.order_by("-pk").first()


def text_of(mail):
    return mail.message


def test_reply_waits_only_after_its_address_is_confirmed(client, written, published_story):
    before = queue.how_many_wait()

    assert written().url == f"/reply/{published_story.pk}/sent/"
    assert not Reply.objects.waiting().exists()

    link = re.search(r"(/reply/confirm/\S+)", text_of(last_mail())).group(1)
    assert client.get(link).status_code == 200
    assert not Reply.objects.waiting().exists()
    client.post(link)
    assert Reply.objects.waiting().count() == 1
    assert queue.how_many_wait() == before + 1


def test_reply_is_shown_escaped_when_approved_and_its_author_told(client, written, published_story, editor):
    written(text="<b>Twelve</b> {{ 7|add:1 }} minutes\n\nI counted.")
    reply = Reply.objects.get()
    client.post(re.search(r"(/reply/confirm/\S+)", text_of(last_mail())).group(1))
    reply.refresh_from_db()

    decide.decide(reply, action="approve", actor=editor)

    page = client.get(published_story.published.get_absolute_url()).text
    assert "&lt;b&gt;Twelve&lt;/b&gt; {{ 7|add:1 }} minutes" in page
    assert "hattie@example.org" not in page
    assert last_mail().to == ["hattie@example.org"]
    assert f"#reply-{reply.pk}" in text_of(last_mail())


def test_withdrawn_reply_is_gone_with_its_words(client, written, published_story, editor):
    written()
    reply = Reply.objects.get()
    client.post(re.search(r"(/reply/confirm/\S+)", text_of(last_mail())).group(1))
    reply.refresh_from_db()
    decide.decide(reply, action="approve", actor=editor)
    link = re.search(r"(/reply/withdraw/\S+)", text_of(last_mail())).group(1)

    assert client.get(link).status_code == 200
    assert Reply.objects.get().status == "approved"
    client.post(link)
    client.post(link)

    gone = Reply.objects.get()
    assert [gone.status, gone.text, gone.name, gone.email] == ["withdrawn", "", "", ""]
    assert "I was in that line" not in client.get(published_story.published.get_absolute_url()).text


def test_a_double_click_is_one_reply(written):
    written()
    written()

    assert Reply.objects.count() == 1


@pytest.mark.parametrize(
    "changes",
    [{"text": ""}, {"text": "\u200b \x00"}, {"text": "x" * 2001}, {"name": ""}, {"email": "not an address"}, {"email": ""}],
)
def test_what_is_missing_is_said_and_nothing_typed_is_lost(written, changes):
    answer = written(**changes)

    assert answer.status_code == 422
    assert not Reply.objects.exists()
    if "text" not in changes:
        assert "I was in that line, too." in answer.text


def test_forged_and_used_tokens_keep_the_words(written):
    token = form_token.issue("reply")
    written(token=token)

    for bad in (token, "forged", ""):
        answer = written(token=bad, text="Another reply.")
        assert answer.status_code == 409
        assert "Another reply." in answer.text
    assert Reply.objects.count() == 1


def test_honeypot_declines_by_itself_without_a_mail(written):
    written(homepage="https://spam.example")

    assert Reply.objects.get().status == "declined"
    assert not Email.objects.filter(to="spam@example.org").exists()


def test_no_reply_to_what_is_not_published(client, make_story, author):
    story = make_story(author=author)

    assert client.get(f"/reply/{story.pk}/").status_code == 404


def test_replies_cost_one_query_for_one_or_three(published_story, django_assert_num_queries):
    def add(number):
        fields = {"status": "approved", "shown_at": f"2026-11-2{number}T10:00Z", "confirmed_at": "2026-11-20T09:00Z"}
        Reply.objects.create(story=published_story, text=f"Reply {number}", name="N", email="n@example.org", **fields)

    for wanted in (1, 2, 3):
        add(wanted - 1)
        generation.forget()
        generation.current()
        with django_assert_num_queries(1):
            assert replies(published_story.pk).count(">Reply ") == wanted


def test_one_address_is_not_flooded_with_links(written):
    answers = [written(text=f"Reply number {number}.") for number in range(4)]

    assert [answer.status_code for answer in answers] == [302, 302, 302, 409]
    assert "Reply number 3." in answers[3].text
    assert Email.objects.filter(to="hattie@example.org").count() == 3


def test_the_browser_is_not_told_to_cut_a_paste_short(client, published_story):
    page = client.get(f"/reply/{published_story.pk}/").text

    for field in ("text", "name"):
        assert "maxlength" not in re.search(rf"<[^>]+name=\"{field}\"[^>]*>", page).group()
