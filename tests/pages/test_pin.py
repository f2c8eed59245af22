"""Pinning a line: from a cached page without a token, with one, and everything that can go wrong without losing a word."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from core import form_token, generation
from moderation.models import Ban, Decision, RiskSignal
from moderation.sources import source_key
from pages.views import pin as views
from quotes import consent, receipts
from quotes.models import Prompt, Quote

pytestmark = pytest.mark.django_db
LINE = "Somebody picks up."
JSON = {"headers": {"accept": "application/json"}}
FAMILY = "👩🏽‍👩🏽‍👧🏽‍👦🏽"


@pytest.fixture
def prompt(newsroom) -> Prompt:
    return Prompt.objects.create(title="What does CS mean to you?", spelled_out="CS: customer service.", slug="service")


@pytest.fixture
def typed(prompt):
    return {
        "prompt": prompt.slug,
        "text": LINE,
        "name": "Jo Lind",
        "network": "",
        "town": "Bristol",
        "work": "baker",
        "email": "jo@example.org",
        "homepage": "",
    }


def with_token(typed: dict[str, str]) -> dict[str, str]:
    return typed | {"token": form_token.issue(views.TYPED)}


@pytest.mark.parametrize("path", ["/", "/wall/", "/wall/service/"])
def test_the_form_on_a_cached_page_holds_no_token_and_sets_no_cookie(client, prompt, path):
    first, second = client.get(path), Client().get(path)

    page = first.content.decode()
    assert 'id="pin"' in page
    assert 'name="token" value=""' in page
    assert "csrfmiddlewaretoken" not in page
    assert str(consent.WORDS) in page
    assert "What does CS mean to you?" in page
    assert "CS: customer service." in page
    assert first.content == second.content
    assert not first.cookies


def test_a_post_without_a_token_saves_nothing_and_asks_once_more(client, typed):
    answer = client.post("/wall/pin/", typed)

    page = answer.content.decode()
    assert answer.status_code == 200
    assert "no-store" in answer["Cache-Control"]
    assert not answer.cookies
    assert not Quote.objects.exists()
    for word in (LINE, "Jo Lind", "Bristol", "baker", "jo@example.org", "Pin it"):
        assert word in page


def test_the_second_press_pins_it_and_asks_for_the_story(client, typed):
    page = client.post("/wall/pin/", typed).content.decode()
    token = page.split('name="token" value="')[1].split('"')[0]

    answer = client.post("/wall/pin/", typed | {"token": token, "confirmed": "1"}, follow=True)

    quote = Quote.objects.get()
    assert (quote.text, quote.name, quote.town, quote.work, quote.email, quote.status) == (LINE, "Jo Lind", "Bristol", "baker", "jo@example.org", "waiting")
    assert (quote.consent_words, quote.consent_version) == (str(consent.WORDS), consent.VERSION)
    assert not RiskSignal.objects.filter(name__contains="fast").exists()
    shown = answer.content.decode()
    assert "Waiting for an editor" in shown
    assert "Is there a story behind it?" in shown
    assert LINE in client.get(shown.split('class="button" href="')[1].split('"')[0]).content.decode()


def test_with_a_script_the_card_comes_back_as_data(client, typed):
    answer = client.post("/wall/pin/", with_token(typed), **JSON)

    quote = Quote.objects.get()
    assert answer.json() == {"receipt": receipts.of(quote), "prompt": "service", "text": LINE, "name": "Jo Lind"}
    assert not answer.cookies


def test_the_token_sets_no_cookie_and_is_kept_by_nobody(client, prompt):
    answer = client.get("/wall/pin/token/")

    assert answer.json()["token"]
    assert not answer.cookies
    assert "no-store" in answer["Cache-Control"]


def test_sending_a_line_leaves_everybodys_pages_as_they_are(client, typed):
    before = generation.current()

    client.post("/wall/pin/", with_token(typed), **JSON)

    generation.forget()
    assert generation.current() == before
    assert LINE not in client.get("/wall/").content.decode()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "Write your line first"),
        (" \u200b\u3000\u200d ", "Write your line first"),
        ("x" * 281, "1 character too long"),
        ("https://spam.example/", "A link alone"),
    ],
)
def test_a_bad_line_is_refused_in_words_and_everything_typed_is_kept(client, typed, text, words):
    answer = client.post("/wall/pin/", with_token(typed | {"text": text}))
    told = client.post("/wall/pin/", with_token(typed | {"text": text}), **JSON)

    page = answer.content.decode()
    assert (answer.status_code, told.status_code) == (422, 422)
    assert words in page
    assert words in told.json()["errors"]["text"]
    assert all(word in page for word in ("Jo Lind", "Bristol", text.strip()))
    assert not Quote.objects.exists()


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        (FAMILY * 280, FAMILY * 280),
        ("<script>alert(1)</script> {{ x }} {% y %}", "<script>alert(1)</script> {{ x }} {% y %}"),
        ("\u202eabc def\u202c خدمة", "abc def خدمة"),
        ("One\r\ntwo", "One two"),
    ],
)
def test_an_unusual_line_is_kept_and_shown_as_words(client, typed, text, kept):
    client.post("/wall/pin/", with_token(typed | {"text": text}))

    quote = Quote.objects.get()
    assert quote.text == kept
    Quote.objects.update(status="approved", shown_at=timezone.now())
    page = client.get("/wall/?now").content.decode()
    assert "<script>alert" not in page
    assert ("&lt;script&gt;alert(1)&lt;/script&gt; {{ x }} {% y %}" in page) == kept.startswith("<script")


def test_a_handle_with_spaces_is_explained(client, typed):
    answer = client.post("/wall/pin/", with_token(typed | {"network": "mastodon"}))

    assert answer.status_code == 422
    assert "A handle on Mastodon has no spaces" in answer.content.decode()


@pytest.mark.parametrize("token", ["forged", "forged:1abc:def"])
def test_a_forged_token_pins_nothing_and_keeps_the_line(client, typed, token):
    page = client.post("/wall/pin/", typed | {"token": token})
    told = client.post("/wall/pin/", typed | {"token": token}, **JSON)

    assert (page.status_code, told.status_code) == (409, 409)
    assert LINE in page.content.decode()
    assert form_token.redeem(views.TYPED, told.json()["token"]) >= 0
    assert not Quote.objects.exists()


def test_a_replayed_token_pins_nothing_more(client, typed):
    sent = with_token(typed)
    client.post("/wall/pin/", sent)

    again = client.post("/wall/pin/", sent | {"text": "Another line."})

    assert again.status_code == 409
    assert "Another line." in again.content.decode()
    assert Quote.objects.count() == 1


def test_the_same_line_200_times_from_20_addresses_is_20_lines_and_flagged(typed):
    for number in range(200):
        Client(REMOTE_ADDR=f"203.0.113.{number % 20}").post("/wall/pin/", with_token(typed))

    assert Quote.objects.count() == 20
    assert Quote.objects.filter(risk__gt=0).count() >= 19


def test_many_lines_from_one_address_are_slowed_down_in_words(client, typed):
    for number in range(views.LINES_AN_HOUR):
        assert client.post("/wall/pin/", with_token(typed | {"text": f"Line number {number}"})).status_code == 302

    answer = client.post("/wall/pin/", with_token(typed | {"text": "One too many"}))

    assert answer.status_code == 429
    assert "One too many" in answer.content.decode()
    assert "Many lines came from your connection" in answer.content.decode()


def test_a_banned_source_is_told_without_details(client, typed, editor):
    Ban.objects.create(key=source_key("127.0.0.1"), words="Insults", until=timezone.now() + timedelta(days=1), made_by=editor)

    answer = client.post("/wall/pin/", with_token(typed))

    page = answer.content.decode()
    assert answer.status_code == 403
    assert "Nothing can be pinned from here at the moment" in page
    assert LINE in page
    assert "Insults" not in page
    assert not Quote.objects.exists()


def test_a_filled_honeypot_is_declined_by_nobody_and_told_like_the_others(client, typed, mailoutbox):
    answer = client.post("/wall/pin/", with_token(typed | {"homepage": "https://spam.example"}), **JSON)

    assert answer.status_code == 200
    assert Quote.objects.get().status == "declined"
    assert Decision.objects.get(action="decline").actor is None
    assert mailoutbox == []


def test_a_line_for_a_question_that_closed_meanwhile_is_offered_to_the_current_one(client, typed, prompt):
    Prompt.objects.filter(pk=prompt.pk).update(closes_at=timezone.now() - timedelta(seconds=1))
    Prompt.objects.create(title="And now?", slug="now", opens_at=timezone.now() - timedelta(minutes=1))

    page = client.post("/wall/pin/", with_token(typed))
    told = client.post("/wall/pin/", with_token(typed), **JSON).json()

    assert page.status_code == 409
    assert LINE in page.content.decode()
    assert "And now?" in page.content.decode()
    assert 'name="prompt" value="now"' in page.content.decode()
    assert told["prompt"]["slug"] == "now"
    assert not Quote.objects.exists()
    client.post("/wall/pin/", with_token(typed | {"prompt": "now"}))
    assert Quote.objects.get().prompt.slug == "now"


def test_a_line_is_kept_when_no_question_is_open_any_more(client, typed, prompt):
    Prompt.objects.filter(pk=prompt.pk).update(closes_at=timezone.now() - timedelta(seconds=1))

    answer = client.post("/wall/pin/", typed)

    assert answer.status_code == 409
    assert LINE in answer.content.decode()


def test_a_signed_in_persons_line_is_hers(client, typed, author):
    client.force_login(author)

    client.post("/wall/pin/", with_token(typed), **JSON)

    assert Quote.objects.get().user == author


@pytest.mark.parametrize("headers", [{"origin": "https://elsewhere.example"}, {"sec-fetch-site": "cross-site"}])
def test_another_sites_post_is_refused(client, typed, headers):
    assert client.post("/wall/pin/", with_token(typed), headers=headers).status_code == 403
    assert not Quote.objects.exists()


def test_a_receipt_shows_its_own_line_until_it_is_decided(client, typed, prompt):
    client.post("/wall/pin/", with_token(typed))
    quote = Quote.objects.get()
    receipt = receipts.of(quote)

    assert client.get(f"/wall/pin/waiting/?r={receipt}&r={quote.pk}:forged").json() == {"waiting": [receipt]}
    assert client.get(f"/wall/pin/done/{quote.pk}:forged/").status_code == 404
    Quote.objects.update(status="approved", shown_at=timezone.now())
    assert client.get(f"/wall/pin/waiting/?r={receipt}").json() == {"waiting": []}
    assert client.get(f"/wall/pin/done/{receipt}/")["Location"] == quote.get_absolute_url()
    Quote.objects.update(status="hidden")
    assert LINE not in client.get(f"/wall/pin/done/{receipt}/").content.decode()


def test_under_embargo_the_wall_has_the_form_and_says_from_when_answers_are_shown(client, prompt):
    Prompt.objects.filter(pk=prompt.pk).update(shows_at=timezone.now() + timedelta(days=9))

    page = client.get("/wall/service/").content.decode()

    assert 'id="pin"' in page
    assert "Answers are shown from" in page


def test_a_closed_question_keeps_its_wall_and_closing_message_without_a_form(client, prompt):
    Quote.objects.create(prompt=prompt, text=LINE, name="Jo", status="approved", shown_at=timezone.now())
    Prompt.objects.filter(pk=prompt.pk).update(closes_at=timezone.now() - timedelta(days=1), closing_message="Thank you all.")
    Prompt.objects.create(title="And now?", slug="now")

    page = client.get("/wall/service/").content.decode()

    assert LINE in page
    assert "Thank you all." in page
    assert 'id="pin"' not in page
    assert "And now?" in page


def test_the_form_alone_can_be_asked_for(client, prompt):
    page = client.get("/wall/pin/?prompt=service").content.decode()

    assert 'value="service"' in page
    assert "Pin it" in page


def test_a_nul_in_the_questions_name_is_no_question(client, db):
    """PostgreSQL cannot be asked for one."""
    asked = client.get("/wall/pin/?prompt=a%00b")
    sent = client.post("/wall/pin/", {"prompt": "a\0b", "text": "They rang back.", "name": "Bo"})

    assert (asked.status_code, sent.status_code) == (200, 422)
