"""Asking somebody for a line: one private link, two reminders at most, and a no that holds for ever."""

from datetime import timedelta

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from people import no_mail
from people.models import NoMail
from quotes.ask import CannotAsk, ask, remind, stop
from quotes.models import Ask, Prompt, Quote

EMAIL = "mara@example.org"
LINE = "They called me back before I was home."


@pytest.fixture
def prompt(db) -> Prompt:
    return Prompt.objects.create(title="What does service mean to you?", slug="service", opens_at=timezone.now() - timedelta(days=40))


@pytest.fixture
def asked(prompt, editor) -> Ask:
    made = ask(prompt=prompt, name="Mara Oyelaran", email=" Mara@Example.org ", words="You ran the counter for years.", by=editor)
    return made


def age(found: Ask, days: int, **fields) -> None:
    Ask.objects.filter(pk=found.pk).update(asked_at=timezone.now() - timedelta(days=days), **fields)


def sent() -> list[str]:
    return [message.subject for message in mail.outbox if message.to == [EMAIL]]


def token(page) -> str:
    return page.context["token"]


def answer(client, asked: Ask, **fields):
    url = reverse("asked", args=[asked.key])
    return client.post(url, {"text": LINE, "name": asked.name, "token": token(client.get(url))} | fields)


def test_mail_has_the_private_link_the_editors_words_and_the_way_out(asked):
    message = mail.outbox[-1]

    assert (message.to, message.subject) == ([EMAIL], "What does service mean to you?")
    assert f"/ask/{asked.key}/" in message.body
    assert "You ran the counter for years." in message.body
    assert message.extra_headers["List-Unsubscribe"] == f"<http://127.0.0.1:8000/ask/{asked.key}/stop/>"
    assert message.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


def test_same_address_and_question_twice_is_told(asked, prompt, other_editor):
    with pytest.raises(CannotAsk, match="Edith Moreau asked this address"):
        ask(prompt=prompt, name="Mara", email="MARA@example.org", by=other_editor)

    assert len(sent()) == 1


def test_closed_question_is_not_asked(prompt, editor):
    Prompt.objects.update(closes_at=timezone.now() - timedelta(hours=1))
    prompt.refresh_from_db()

    with pytest.raises(CannotAsk, match="no answers now"):
        ask(prompt=prompt, name="Mara", email=EMAIL, by=editor)


def test_private_page_has_the_name_filled_in_and_sets_no_cookie(client, asked):
    page = client.get(reverse("asked", args=[asked.key]))

    assert 'value="Mara Oyelaran"' in page.content.decode()
    assert not page.cookies
    assert "no-store" in page["Cache-Control"]
    assert client.get("/ask/not-a-key/").status_code == 404


def test_answer_waits_for_an_editor_and_is_known_as_hers(client, asked):
    answered = answer(client, asked)

    asked.refresh_from_db()
    assert answered.status_code == 302
    assert (asked.quote.text, asked.quote.name, asked.quote.status) == (LINE, "Mara Oyelaran", "waiting")
    assert b"your line is with the editors" in client.get(reverse("asked", args=[asked.key])).content


def test_second_answer_changes_nothing(client, asked):
    answer(client, asked)

    answer(client, asked, text="Another line altogether.")

    assert Quote.objects.count() == 1


def test_empty_answer_and_used_token_keep_what_was_typed(client, asked):
    url = reverse("asked", args=[asked.key])

    empty = client.post(url, {"text": "", "name": "Mara", "town": "Lagos", "token": token(client.get(url))})
    forged = client.post(url, {"text": LINE, "name": "Mara", "token": "forged"})

    assert (empty.status_code, "Lagos" in empty.content.decode()) == (422, True)
    assert (forged.status_code, LINE in forged.content.decode(), Quote.objects.count()) == (422, True, 0)


def test_question_that_closed_while_typing_gives_the_words_back(client, asked):
    url = reverse("asked", args=[asked.key])
    key = token(client.get(url))
    Prompt.objects.update(closes_at=timezone.now())

    page = client.post(url, {"text": LINE, "name": "Mara", "token": key})

    assert (LINE in page.content.decode(), Quote.objects.count()) == (True, 0)


@pytest.mark.parametrize(("days", "reminders", "due"), [(4, 0, 0), (5, 0, 1), (11, 1, 0), (12, 1, 1), (90, 2, 0)])
def test_reminders_go_after_five_and_twelve_days_and_never_a_third(asked, days, reminders, due):
    reminded = timezone.now() - timedelta(days=days - 5) if reminders else None
    age(asked, days, reminders=reminders, reminded_at=reminded)

    assert remind() == due
    assert remind() == 0  # ticking again sends nothing twice


def test_worker_that_stood_still_for_weeks_does_not_send_both_at_once(asked):
    age(asked, 30)

    assert [remind(), remind()] == [1, 0]


def test_no_reminder_after_an_answer_a_stop_or_the_close(client, asked, prompt):
    age(asked, 6)
    Prompt.objects.update(closes_at=timezone.now())
    assert remind() == 0
    Prompt.objects.update(closes_at=None)
    Ask.objects.update(stopped_at=timezone.now())
    assert remind() == 0
    Ask.objects.update(stopped_at=None, quote=Quote.objects.create(prompt=prompt, text=LINE, name="Mara"))
    assert remind() == 0


def test_opening_the_stop_link_stops_nothing(client, asked):
    client.get(reverse("ask_stop", args=[asked.key]))
    client.head(reverse("ask_stop", args=[asked.key]))

    assert not NoMail.objects.exists()


def test_one_click_of_a_mail_program_stops_for_ever_and_everywhere(client, asked, prompt, editor):
    other = Prompt.objects.create(title="And what does it cost?", slug="cost", opens_at=timezone.now() - timedelta(days=1))
    twice = ask(prompt=other, name="Mara", email=EMAIL, by=editor)

    answered = client.post(reverse("ask_stop", args=[asked.key]), {"List-Unsubscribe": "One-Click"})

    twice.refresh_from_db()
    third = Prompt.objects.create(title="A third", slug="third")
    assert (answered.status_code, twice.stopped_at is not None) == (200, True)
    with pytest.raises(CannotAsk, match="We do not write to this address"):
        ask(prompt=third, name="Mara", email=EMAIL.upper(), by=editor)


def test_no_holds_when_the_asks_are_gone_and_the_address_stands_nowhere(asked):
    stop(asked)
    Ask.objects.all().delete()

    assert no_mail.refused(EMAIL) is True
    assert EMAIL not in str(list(NoMail.objects.values()))


def test_no_outlives_a_change_of_the_secret_key(asked, settings):
    stop(asked)
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "another one"  # noqa: S105

    assert no_mail.refused(EMAIL) is True


def test_screen_asks_and_lists_how_each_stands(client, editor, prompt):
    client.force_login(editor)
    values = {"prompt": prompt.pk, "name": "Mara", "email": EMAIL, "words": ""}

    client.post(reverse("ask"), values)
    again = client.post(reverse("ask"), values)
    stop(Ask.objects.get())
    page = client.get(reverse("ask")).content.decode()

    assert (again.status_code, "asked this address" in again.content.decode(), EMAIL in again.content.decode()) == (422, True, True)
    assert ("Does not want to be asked" in page, Ask.objects.count()) == (True, 1)


@pytest.mark.parametrize("count", [1, 3])
def test_list_costs_the_same_for_one_and_for_three(client, editor, prompt, count):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    for number in range(count):
        ask(prompt=prompt, name=f"Person {number}", email=f"p{number}@example.org", by=editor)
    client.force_login(editor)
    client.get(reverse("ask"))

    with CaptureQueriesContext(connection) as queries:
        client.get(reverse("ask"))

    assert len([one for one in queries if 'FROM "quotes_ask"' in one["sql"]]) == 2


def test_strangers_do_not_ask(client, author):
    client.force_login(author)

    assert client.get(reverse("ask")).status_code == 404


def test_an_address_that_said_stop_is_deleted_with_the_letters_to_it(prompt, editor):
    from post_office.models import Email

    made = ask(prompt=prompt, name="Ann", email="ann.lee@example.org", by=editor)

    stop(made)

    made.refresh_from_db()
    assert made.email == f"forgotten-{made.pk}"
    assert [letter.to for letter in Email.objects.all() if "ann.lee@example.org" in letter.to] == []


def test_a_nul_in_the_key_is_no_address(client, db):
    assert client.get("/ask/a%00b/").status_code == 404


@pytest.mark.parametrize("name", ["asked", "ask_stop", "withdraw"])
def test_pages_of_private_links_let_the_browser_say_where_a_post_comes_from(name):
    """Under "no-referrer" a browser sends `Origin: null`, and one without Sec-Fetch-Site would be refused by core.same_origin."""
    from django.template.loader import get_template

    assert "no-referrer" not in get_template(f"quotes/{name}.html").template.source
