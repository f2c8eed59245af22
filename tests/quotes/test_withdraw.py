"""Withdrawing: the words are gone everywhere at once, the gap and the consent stay, and the editors hear of it."""

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from core.models import SearchEntry, SiteSettings
from moderation import decide, flag
from moderation.models import Decision, RiskSignal
from quotes.models import Prompt, Quote
from quotes.withdraw import FORGOTTEN, link, withdraw

LINE = "Somebody picks up before the third ring."


@pytest.fixture
def prompt(db) -> Prompt:
    return Prompt.objects.create(title="What does service mean to you?", slug="service")


@pytest.fixture
def quote(prompt, author) -> Quote:
    quote = Quote.objects.create(
        prompt=prompt, text=LINE, name="Joana Reis", town="Faro", work="baker", email="joana@example.org", user=author, consent_words="Yes.", text_key="k"
    )
    decide.decide(quote, action="approve")
    return quote


@pytest.fixture
def newsroom_mail(newsroom) -> str:
    from wagtail.models import Site

    SiteSettings.objects.update_or_create(site=Site.objects.get(is_default_site=True), defaults={"newsroom_email": "desk@example.org"})
    return "desk@example.org"


def test_withdrawing_keeps_the_row_and_the_consent_and_forgets_words_and_person(quote):
    withdraw(quote)

    quote.refresh_from_db()
    assert quote.status == "withdrawn"
    assert {name: getattr(quote, name) for name in FORGOTTEN} == dict.fromkeys(FORGOTTEN, "")
    assert (quote.consent_words, quote.shown_at is not None, quote.withdrawn_at is not None) == ("Yes.", True, True)


def test_nothing_of_the_words_stays_in_any_table(quote, editor):
    from wagtail.log_actions import log

    decide.decide(quote, action="edit", actor=editor, changes={"text": f"{LINE} Always.", "original_text": LINE})
    log(quote, "wagtail.edit", user=editor)
    RiskSignal.objects.create(thing=quote, name="repeated", weight=1, words=LINE)
    other = Quote.objects.create(prompt=quote.prompt, text="Somebody picks up before the 3rd, third, ring!", name="Bo Li")
    flag.flag(other, text=f"{LINE}!! Yes.", name=other.name, circumstances=flag.Circumstances())
    assert RiskSignal.objects.filter(object_id=other.pk, words__contains=LINE).exists()

    withdraw(quote)

    assert [f"{table}.{column}" for table, column in columns_with("third ring")] == []
    assert [f"{table}.{column}" for table, column in columns_with("Joana")] == []


def columns_with(words: str):
    """Every text column of the database that still holds these words."""
    from django.apps import apps
    from django.db.models import CharField, JSONField, TextField
    from django.db.models.functions import Cast

    for model in apps.get_models():
        if model._meta.proxy:
            continue
        for field in model._meta.concrete_fields:
            is_text = isinstance(field, CharField | TextField | JSONField)
            if is_text and model.objects.annotate(as_text=Cast(field.name, TextField())).filter(as_text__icontains=words).exists():
                yield model._meta.db_table, field.column


def test_link_asks_first_then_withdraws_and_works_twice(client, quote):
    path = link(quote).removeprefix("http://127.0.0.1:8000")

    asked = client.get(path)
    quote.refresh_from_db()
    assert (asked.status_code, quote.status, asked.cookies) == (200, "approved", {})

    client.post(path)
    again = client.get(path)
    client.post(path)
    quote.refresh_from_db()

    assert quote.status == "withdrawn"
    assert b"This line is withdrawn" in again.content
    assert LINE.encode() not in again.content
    assert Decision.objects.about(quote).filter(action="withdraw").count() == 1


@pytest.mark.parametrize("token", ["wrong", "", "0"])
def test_a_forged_link_is_not_found(client, quote, token):
    assert client.get(f"/wall/quotes/{quote.pk}/withdraw/{token}/").status_code == 404


def test_link_of_one_quote_does_not_open_another(client, quote, prompt):
    other = Quote.objects.create(prompt=prompt, text="Another line.", name="Bo")

    assert client.get(link(quote).replace(f"/{quote.pk}/", f"/{other.pk}/").removeprefix("http://127.0.0.1:8000")).status_code == 404


def test_another_sites_form_cannot_withdraw(client, quote):
    path = link(quote).removeprefix("http://127.0.0.1:8000")

    assert client.post(path, headers={"sec-fetch-site": "cross-site"}).status_code == 403


def test_every_status_can_be_withdrawn(prompt):
    for status in ("waiting", "approved", "declined", "hidden"):
        quote = withdraw(Quote.objects.create(prompt=prompt, text=LINE, name="Jo", status=status))
        assert quote.status == "withdrawn"


def test_an_editors_decision_at_the_same_moment_does_not_stop_the_author(quote, editor):
    stale = Quote.objects.get(pk=quote.pk)
    decide.decide(quote, action="hide", actor=editor, words="Look again.")

    withdraw(stale)

    assert Quote.objects.get(pk=quote.pk).status == "withdrawn"


def test_newsroom_is_told_without_the_words(quote, newsroom_mail):
    mail.outbox.clear()

    withdraw(quote)

    told = [message for message in mail.outbox if message.to == [newsroom_mail]]
    assert [f"Quote {quote.pk} was withdrawn"] == [message.subject for message in told]
    assert LINE not in told[0].body
    assert "Joana" not in told[0].body


def test_gone_from_every_address_at_once(client, quote, django_capture_on_commit_callbacks):
    for path in ("/", "/wall/", "/wall/service/", quote.get_absolute_url(), "/feeds/wall.rss", "/wall/service/feed.json", f"/embed/quotes/{quote.pk}/"):
        client.get(path)  # copies are kept

    with django_capture_on_commit_callbacks(execute=True):
        withdraw(quote)

    for path in ("/", "/wall/", "/wall/service/", quote.get_absolute_url(), "/feeds/wall.rss", "/wall/service/feed.json", f"/embed/quotes/{quote.pk}/"):
        assert LINE not in client.get(path).content.decode(), path
    assert client.get(f"{quote.get_absolute_url()}card.png").status_code in {404, 410}
    assert not SearchEntry.objects.filter(text__contains="third ring").exists()


def test_desk_shows_own_quotes_and_withdraws_them(client, quote, author, prompt):
    Quote.objects.create(prompt=prompt, text="Somebody else's.", name="Bo")
    client.force_login(author)

    desk = client.get("/desk/").content.decode()
    client.post(reverse("desk_quote_withdraw", args=[quote.pk]))
    after = client.get("/desk/").content.decode()

    assert (LINE in desk, "Somebody else" in desk) == (True, False)
    assert (LINE in after, f"Quote {quote.pk}" in after, "Withdrawn" in after) == (False, True, True)
    assert Decision.objects.about(quote).get(action="withdraw").actor == author


def test_somebody_elses_quote_is_not_found_on_the_desk(client, quote, stranger):
    client.force_login(stranger)

    assert client.post(reverse("desk_quote_withdraw", args=[quote.pk])).status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_desk_panel_costs_the_same_for_one_quote_and_for_three(prompt, author, count, django_assert_num_queries):
    from pages.views.quote_desk import panel

    for number in range(count):
        Quote.objects.create(prompt=prompt, text=f"Line {number}", name="Ana", user=author, status="approved", shown_at=timezone.now())

    with django_assert_num_queries(2):
        assert len(panel(author)["quotes"]) == count
