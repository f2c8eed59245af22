"""Bringing in: nothing without the look, once and not twice, words locked, consent stored; by the screen and by the command."""

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse

from moderation.models import Decision
from quotes import bring
from quotes.models import Batch, Prompt, Quote
from quotes.understand import NotUnderstood, understand

pytestmark = pytest.mark.django_db
PASTE = '"Being heard." - @anna\n@bob: Someone who calls back\nWhat nobody signed\n"Being heard" ~ @anna\n"Being heard!" - @carl'
SEEN = {"source": "seen", "source_url": "https://x.com/asker/status/1", "source_date": "2026-03-31", "consent": "thread", "consent_note": "The call said so."}


@pytest.fixture
def prompt() -> Prompt:
    return Prompt.objects.create(title="What does CS mean to you?", slug="cs")


@pytest.fixture
def batch(prompt, editor) -> Batch:
    return bring.begin(prompt=prompt, rows=understand(PASTE).rows, by=editor)


def seen(**changed) -> bring.Seen:
    return bring.Seen(**{**SEEN, "source_date": None, **changed})


def test_preview_marks_what_is_twice_and_what_is_not_understood(batch):
    assert [(row["leave"], row["same"], bool(row["problems"])) for row in batch.rows] == [
        (False, "", False),
        (False, "", False),
        (True, "", True),
        (True, "the same words as an earlier row", False),
        (False, "the same words as an earlier row", False),  # by somebody else: both may stand
    ]
    assert Quote.objects.count() == 0


def test_nearly_the_same_is_told(prompt, editor):
    Quote.objects.create(prompt=prompt, text="Customer service means being heard the very first time", name="Ann", text_key="x")

    batch = bring.begin(prompt=prompt, rows=understand('"Customer service means being heard the first time" - @bob').rows, by=editor)

    assert batch.rows[0]["near"] == "nearly the words of Ann"


def test_taking_makes_waiting_quotes_with_source_and_consent(batch, editor):
    brought = bring.take(batch, seen=seen(), by=editor)

    quotes = list(Quote.objects.order_by("id"))
    assert (brought.count, [quote.name for quote in quotes]) == (3, ["@anna", "@bob", "@carl"])
    assert {(quote.status, quote.source, quote.words_locked, quote.network, quote.source_url) for quote in quotes} == {
        ("waiting", "seen", True, "x", "https://x.com/asker/status/1")
    }
    assert quotes[0].consent_words == "They answered a public call that said the answers may be used. The call said so."
    assert (quotes[0].consent_version, quotes[0].batch, len(quotes[0].text_key)) == (bring.VERSION, batch, 32)
    batch.refresh_from_db()
    assert (batch.state, batch.count, batch.rows) == ("taken", 3, [])


def test_taking_twice_brings_in_once(batch, editor):
    again = Batch.objects.get(pk=batch.pk)
    bring.take(batch, seen=seen(), by=editor)

    with pytest.raises(bring.CannotBring, match="in already: 3"):
        bring.take(again, seen=seen(), by=editor)
    assert Quote.objects.count() == 3


def test_two_previews_of_the_same_thread_do_not_double_it(batch, prompt, editor):
    other = bring.begin(prompt=prompt, rows=understand(PASTE).rows, by=editor)
    bring.take(batch, seen=seen(), by=editor)

    brought = bring.take(other, seen=seen(), by=editor)

    assert (brought.count, brought.again, Quote.objects.count()) == (0, 3, 3)


def test_approved_at_once_has_a_decision_each(batch, editor):
    bring.take(batch, seen=seen(), by=editor, approve=True)

    assert set(Quote.objects.values_list("status", flat=True)) == {"approved"}
    assert list(Decision.objects.values_list("action", "actor")) == [("approve", editor.pk)] * 3


def test_mended_row_comes_in_and_another_tab_is_told(batch, editor):
    stamp = bring.stamp(batch.rows)
    mended = bring.mend(batch, changes={2: {"name": "Dora", "leave": True}}, seen=stamp)

    assert (mended.rows[2]["name"], mended.rows[2]["problems"], mended.rows[2]["leave"]) == ("Dora", [], False)
    with pytest.raises(bring.CannotBring, match="another tab"):
        bring.mend(batch, changes={2: {"name": "Eve"}}, seen=stamp)
    assert bring.take(batch, seen=seen(), by=editor).count == 4


def test_wanted_row_with_a_problem_stops_all_of_it(batch, editor):
    bring.mend(batch, changes={2: {"leave": False}}, seen=bring.stamp(batch.rows))

    with pytest.raises(bring.CannotBring, match="1 rows that you want"):
        bring.take(batch, seen=seen(), by=editor)
    assert (Quote.objects.count(), Batch.objects.get().state) == (0, "preview")


def test_more_than_a_preview_takes_is_refused(prompt, editor):
    with pytest.raises(bring.CannotBring, match="501 rows"):
        bring.begin(prompt=prompt, rows=understand("text,name\n" + "Be kind,Ann\n" * 501, filename="a.csv").rows, by=editor)


def test_seen_without_a_link_is_refused_and_heard_is_not(batch, editor):
    with pytest.raises(bring.CannotBring, match="link of the thread"):
        bring.take(batch, seen=seen(source_url=""), by=editor)

    bring.take(batch, seen=seen(source="heard", source_url=""), by=editor)
    assert set(Quote.objects.values_list("source", flat=True)) == {"heard"}


# The screen


def posted(batch: Batch, **more) -> dict:
    page: dict = {"stamp": bring.stamp(batch.rows), "row": [str(number) for number in range(len(batch.rows))]}
    for number, row in enumerate(batch.rows):
        page |= {f"{name}-{number}": row[name] for name in bring.MENDED} | ({f"leave-{number}": "on"} if row["leave"] else {})
    return page | more


def test_screen_from_paste_to_queue(client, editor, prompt):
    client.force_login(editor)
    assert client.get(f"{reverse('bring')}?prompt={prompt.pk}").status_code == 200
    answer = client.post(reverse("bring"), {"prompt": prompt.pk, "words": PASTE, "network": "mastodon"})
    batch = Batch.objects.get()
    assert (answer.status_code, answer.url, Quote.objects.count()) == (302, reverse("bring_preview", args=[batch.pk]), 0)

    page = client.get(answer.url).content.decode()
    assert ("Someone who calls back" in page, "Bring in 3 quotes" in page, "No name or handle was found." in page) == (True, True, True)
    done = client.post(answer.url, posted(batch, act="take", **SEEN), follow=True).content.decode()

    assert ("3 quotes are in and wait in the queue." in done, Quote.objects.waiting().count()) == (True, 3)
    assert set(Quote.objects.values_list("network", flat=True)) == {"mastodon"}


def test_screen_double_click_brings_in_once_and_tells_the_second(client, editor, batch):
    client.force_login(editor)
    address, form = reverse("bring_preview", args=[batch.pk]), posted(batch, act="take", **SEEN)
    client.post(address, form)

    second = client.post(address, form, follow=True).content.decode()

    assert ("Nothing was brought in twice" in second, Quote.objects.count()) == (True, 3)


def test_screen_asks_for_consent_and_keeps_what_was_mended(client, editor, batch):
    client.force_login(editor)
    form = posted(batch, act="take", **{**SEEN, "consent": ""}) | {"name-2": "Dora"}

    answer = client.post(reverse("bring_preview", args=[batch.pk]), form)

    assert (answer.status_code, "Choose the consent" in answer.content.decode(), Quote.objects.count()) == (422, True, 0)
    assert Batch.objects.get().rows[2]["name"] == "Dora"


@pytest.mark.parametrize(
    ("form", "words"),
    [
        ({}, "Paste the answers, or choose a file."),
        ({"words": "text,shoe\na,b", "x": ""}, ""),
        ({"words": '{"a": '}, "not valid JSON"),
        ({"words": "\u200b"}, "no words"),
    ],
)
def test_screen_refuses_with_words_and_keeps_what_was_typed(client, editor, prompt, form, words):
    client.force_login(editor)

    answer = client.post(reverse("bring"), {"prompt": prompt.pk, **form})

    page = answer.content.decode()
    assert (answer.status_code, words in page) == ((422, True) if words else (302, True))


def test_screen_refuses_a_file_without_names(client, editor, prompt):
    from django.core.files.uploadedfile import SimpleUploadedFile

    client.force_login(editor)

    answer = client.post(reverse("bring"), {"prompt": prompt.pk, "file": SimpleUploadedFile("a.csv", b"text,shoe\nBe kind,44\n")})

    assert (answer.status_code, "Columns found: text, shoe" in answer.content.decode()) == (422, True)


@pytest.mark.parametrize("count", [1, 3])
def test_preview_asks_the_same_few_questions_whatever_its_length(client, editor, prompt, count, django_assert_num_queries):
    rows = understand("\n".join(f"@h{number}: Answer {number} is long" for number in range(count))).rows
    batch = bring.begin(prompt=prompt, rows=rows, by=editor)
    client.force_login(editor)
    address = reverse("bring_preview", args=[batch.pk])
    client.get(address)

    with django_assert_num_queries(10):
        client.get(address)


def test_only_moderators_get_in(client, author, batch):
    client.force_login(author)

    assert {
        client.get(address).status_code
        for address in (reverse("bring"), reverse("bring_preview", args=[batch.pk]), f"/cms/prompts/{batch.prompt_id}/quotes.csv")
    } == {404}


# The command


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "answers.csv"
    path.write_text("text,name\n" + "".join(f"Answer number {number},Name {number}\n" for number in range(1_203)) + ",Nobody\n")
    return path


def run(path, *more):
    call_command("import_quotes", str(path), "--prompt=cs", "--seen-at=https://x.com/a/status/1", "--on=2026-03-31", "--consent=thread", *more)


def test_command_twice_brings_in_once(prompt, file, capsys):
    run(file)
    run(file)

    told = capsys.readouterr().out
    assert ("Of 1,204 rows 1,203 came in" in told, "0 came in, 1,203 were there already, 1 were not understood." in told) == (True, True)
    assert (Quote.objects.count(), Batch.objects.get().count) == (1_203, 1_203)


def test_command_dry_run_writes_nothing(prompt, file, capsys):
    run(file, "--dry-run")

    assert ("1,203 would come in" in capsys.readouterr().out, Quote.objects.count(), Batch.objects.count()) == (True, 0, 0)


def test_command_approves_in_somebodys_name(prompt, editor, tmp_path):
    path = tmp_path / "thread.txt"
    path.write_text(PASTE)
    with pytest.raises(CommandError, match="--by"):
        run(path, "--approve")

    run(path, "--approve", f"--by={editor.email}", "--verbosity=0")

    assert (Quote.objects.approved().count(), Decision.objects.filter(actor=editor).count()) == (3, 3)


@pytest.mark.parametrize("more", ["--prompt=other", "--consent=asked", "--seen-at=nowhere", "--by=stranger@example.org"])
def test_command_says_what_is_wrong(prompt, file, more):
    with pytest.raises(CommandError):
        run(file, more)
    assert Quote.objects.count() == 0


@pytest.mark.parametrize(
    ("data", "filename"),
    [
        (b'[{"text": "They rang\\u0000 back.", "name": "Bo\\ud800", "consent": "yes\\u0000\\ud800", "consent_version": "' + b"1" * 40 + b'"}]', "a.json"),
        (b"They rang\x00 back. - @bo\n", "a.txt"),
    ],
)
def test_what_no_database_can_keep_is_left_out_and_the_rest_comes_in(prompt, editor, data, filename):
    batch = bring.begin(prompt=prompt, rows=understand(data, filename=filename).rows, by=editor)

    bring.take(batch, seen=bring.Seen(consent="thread", source_url="https://example.org/"), by=editor)

    assert list(Quote.objects.values_list("text", flat=True)) == ["They rang back."]


def test_a_table_that_nobody_would_look_through_is_refused_before_it_is_read():
    with pytest.raises(NotUnderstood, match="more than 5,000 lines"):
        understand("text,name\n" + "They rang.,Bo\n" * 5_001, filename="a.csv")
