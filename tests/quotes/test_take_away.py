"""Export: consent, source and decisions, no address, nothing a spreadsheet runs; what goes out comes in again the same."""

import csv
import io
import json

import pytest
from django.core.management import call_command
from django.urls import reverse

from moderation.decide import decide
from quotes import bring
from quotes.bring_stream import bring_stream
from quotes.models import Prompt, Quote
from quotes.take_away import harmless, take_away
from quotes.understand import understand
from quotes.understand.table import as_written

pytestmark = pytest.mark.django_db
SAME = ("text", "name", "network", "town", "work", "source", "source_url", "source_date", "consent_words", "consent_version")


@pytest.fixture
def prompt(editor) -> Prompt:
    prompt = Prompt.objects.create(title="What does CS mean to you?", slug="cs")
    seen = bring.Seen(consent="asked", consent_note="By letter.", source_url="https://x.com/a/status/1")
    rows = understand('=HYPERLINK("https://evil.example") - @anna\n“Zuhören, immer” - Otto Maier, baker, Graz\n-5 is my answer ~ @bob').rows
    bring_stream(prompt=prompt, rows=rows, seen=seen, by=editor)
    Quote.objects.create(prompt=prompt, text="Typed here", name="Dora", email="dora@example.org", source_key="k", consent_words="I agree", consent_version="1")
    return prompt


def exported(prompt, form="csv") -> str:
    return "".join(take_away(prompt, form=form))


def test_no_cell_is_live_and_no_address_is_told(prompt):
    text = exported(prompt)

    cells = [cell for line in csv.reader(io.StringIO(text.lstrip("\ufeff"))) for cell in line]
    assert [cell for cell in cells if cell[:1] in set("=+-@\t\r\n")] == []
    assert "'=HYPERLINK" in text
    assert "dora@example.org" not in text + exported(prompt, "json")


@pytest.mark.parametrize("value", ["=1", "+1", "-1", "@a", "\tx", "\rx", "'=1", "''@a", "'tis", "plain", "", "＝1"])
def test_guarding_is_undone_exactly(value):
    assert as_written(harmless(value)) == value


def test_decisions_are_told(prompt, editor):
    decide(Quote.objects.get(name="Dora"), action="decline", actor=editor, words="It is an advertisement.")

    quote = json.loads(exported(prompt, "json"))["quotes"][-1]

    assert (quote["status"], [(one["action"], one["by"], one["words"]) for one in quote["decisions"]]) == (
        "declined",
        [("decline", "Edith Moreau", "It is an advertisement.")],
    )


@pytest.mark.parametrize("form", ["csv", "json"])
def test_what_goes_out_comes_in_again_the_same(prompt, form, editor):
    other = Prompt.objects.create(title="Other", slug="other")

    rows = understand(exported(prompt, form), filename=f"quotes.{form}").rows
    bring_stream(prompt=other, rows=rows, seen=bring.Seen(consent="public", source="heard"), by=editor)

    assert list(other.quotes.order_by("id").values_list(*SAME)) == list(prompt.quotes.order_by("id").values_list(*SAME))


def test_two_queries_a_chunk_whatever_is_in_it(prompt, django_assert_num_queries):
    exported(prompt)

    with django_assert_num_queries(2):
        exported(prompt)


def test_button_and_command(client, editor, prompt, tmp_path):
    client.force_login(editor)
    answer = client.get(reverse("quotes_away", args=[prompt.pk, "csv"]))
    call_command("export_quotes", "--prompt=cs", "--format=csv", f"--to={tmp_path / 'q.csv'}")

    assert (answer["Content-Disposition"], answer.streaming) == ('attachment; filename="quotes-cs.csv"', True)
    assert b"".join(answer.streaming_content) == (tmp_path / "q.csv").read_bytes()
    assert client.get(reverse("quotes_away", args=[prompt.pk, "xml"])).status_code == 404
