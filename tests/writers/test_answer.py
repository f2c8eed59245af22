"""An editor's answer to an application: accept, ask, decline, each with words, one Decision and one mail; of two editors one is told."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection, connections
from django.utils import timezone
from post_office.models import Email

from core import clock
from moderation import queue
from moderation.models import Decision
from people.models import Byline, User
from writers import answer, apply, median
from writers.models import Application, ApplicationMessage
from writers.states import CannotDo


@pytest.fixture
def waiting(newsroom) -> Application:
    values = {"byline": "Hattie Lund", "byline_kind": "pseudonym", "place": "Bristol", "trade": "bakeries", "sample": "The bell rang."}
    return apply.confirm(apply.apply(email="hattie@example.org", **values))


def last_mail() -> Email:
    return Email.objects.order_by("-pk").first()


@pytest.mark.django_db
def test_accepting_makes_an_account_a_writer_and_a_byline(waiting, editor):
    user = answer.accept(waiting, by=editor, words="We liked the bell.")

    user.refresh_from_db()
    byline = Byline.objects.get(user=user)
    assert (user.email, user.is_writer, user.display_name) == ("hattie@example.org", True, "Hattie Lund")
    assert not user.has_usable_password()
    assert user.emailaddress_set.get().verified
    assert (byline.name, byline.kind, byline.handle, byline.beat) == ("Hattie Lund", "pseudonym", "hattie-lund", "bakeries, Bristol")
    assert last_mail().to == ["hattie@example.org"]
    assert "We liked the bell." in last_mail().message and "/desk/" in last_mail().message
    decision = Decision.objects.about(waiting).first()
    assert (decision.action, decision.actor, decision.from_state, decision.to_state) == ("application-accepted", editor, "waiting", "accepted")
    assert "Hattie" not in decision.title


@pytest.mark.django_db
def test_accepting_uses_the_account_and_the_byline_that_are_there(author, editor, newsroom):
    byline = Byline.objects.create(user=author, name="Ana C.", handle="ana-c", beat="her own words")
    sent = {"byline": "Ana C.", "byline_kind": "name", "place": "Bristol", "sample": "Salt."}
    made = apply.apply(email=author.email, user=author, **sent)

    assert answer.accept(made, by=editor) == author

    author.refresh_from_db()
    byline.refresh_from_db()
    assert (author.is_writer, author.display_name, byline.beat) == (True, "Ana Castillo", "her own words")
    assert User.objects.filter(email=author.email).count() == 1


@pytest.mark.django_db
def test_a_closed_account_is_not_made_a_writer(waiting, editor, stranger):
    stranger.email, stranger.is_active = "hattie@example.org", False
    stranger.save()

    with pytest.raises(CannotDo, match="closed"):
        answer.accept(waiting, by=editor)
    waiting.refresh_from_db()
    assert waiting.state == "waiting"
    assert not Decision.objects.filter(action="application-accepted").exists()


@pytest.mark.django_db
def test_asking_and_answering_goes_to_and_fro(waiting, editor):
    answer.ask(waiting, by=editor, words="Which towns?")

    assert waiting.state == "asked"
    assert not Application.objects.waiting().exists()
    assert "Which towns?" in last_mail().message
    assert apply.link(waiting) in last_mail().message
    apply.answer(waiting, words="Bristol and Warren.")
    answer.decline(waiting, by=editor, words="Not now.")
    assert [(one.from_newsroom, one.words) for one in ApplicationMessage.objects.all()] == [
        (True, "Which towns?"),
        (False, "Bristol and Warren."),
        (True, "Not now."),
    ]
    assert "Not now." in last_mail().message


@pytest.mark.django_db
@pytest.mark.parametrize("verb", [answer.ask, answer.decline])
def test_asking_and_declining_need_words(waiting, editor, verb):
    with pytest.raises(CannotDo, match="in words"):
        verb(waiting, by=editor, words="  ")
    assert Application.objects.get().state == "waiting"


@pytest.mark.django_db
def test_nobody_decides_on_her_own(editor, newsroom):
    made = apply.apply(email=editor.email, user=editor, byline="Edith", byline_kind="name", place="Bristol", sample="Salt.")

    with pytest.raises(CannotDo, match="your own"):
        answer.accept(made, by=editor)
    editor.refresh_from_db()
    assert not editor.is_writer


@pytest.mark.django_db
def test_who_saw_an_older_version_is_told(waiting, editor):
    seen = waiting.version
    apply.answer(waiting, words="One more thing.")

    with pytest.raises(CannotDo, match="meanwhile"):
        answer.accept(waiting, by=editor, seen=seen)
    assert Application.objects.get().state == "waiting"


@pytest.mark.django_db
def test_the_queue_names_it_while_it_waits(waiting, editor):
    before = queue.how_many_wait()
    told = [one for one in queue.what_waits() if one.kind == "application"]
    assert [(one.title, one.url) for one in told] == [("Hattie Lund applies to write", f"/cms/writers/applications/{waiting.pk}/")]

    answer.decline(waiting, by=editor, words="Not now.")

    assert queue.how_many_wait() == before - 1


@pytest.mark.django_db
def test_the_wait_is_our_own_median_from_the_tenth_answer_on(newsroom):
    def answered(number: int, days: int) -> None:
        now = timezone.now()
        row = Application(email=f"a{number}@example.org", byline="A", place="B", sample="C", key_hash=str(number), state="declined")
        row.confirmed_at, row.decided_at = now - timedelta(days=days), now
        row.save()

    for number in range(9):
        answered(number, 3)
    assert median.usual_wait() == "usually within 5 days"

    answered(9, 40)
    assert median.usual_wait() == "half of all applications are answered within 3 days"


@pytest.mark.django_db
def test_a_question_counts_as_an_answer(newsroom, editor):
    for number in range(10):
        row = Application.objects.create(email=f"a{number}@example.org", byline="A", place="B", sample="C", key_hash=str(number))
        Application.objects.filter(pk=row.pk).update(confirmed_at=timezone.now() - timedelta(days=9), state="asked")
        ApplicationMessage.objects.create(application=row, words="?", sent_at=timezone.now() - timedelta(days=7))

    assert median.usual_wait() == "half of all applications are answered within 2 days"


@pytest.mark.django_db(transaction=True)
def test_of_two_editors_at_once_one_is_told(newsroom, editor, other_editor):
    if connection.vendor == "sqlite":
        pytest.skip("an in-memory database has one connection")
    values = {"byline": "Hattie Lund", "byline_kind": "name", "place": "Bristol", "sample": "The bell rang."}
    made = apply.confirm(apply.apply(email="hattie@example.org", **values))

    def act(number: int) -> bool:
        mine = Application.objects.get(pk=made.pk)
        try:
            if number % 2:
                answer.accept(mine, by=editor, words="Yes.")
            else:
                answer.decline(mine, by=other_editor, words="No.")
            return True
        except CannotDo:
            return False
        finally:
            connections.close_all()

    with ThreadPoolExecutor(8) as pool:
        done = sum(pool.map(act, range(8)))

    made.refresh_from_db()
    told = Email.objects.filter(to="hattie@example.org").exclude(message__contains="three days").count()
    assert (done, told, Decision.objects.filter(to_state=made.state).count()) == (1, 1, 1)
    assert User.objects.filter(is_writer=True).exists() == (made.state == "accepted")


def test_what_is_due_by_the_clock_is_registered():
    assert {"contributors asked to write regularly", "applications that nobody confirmed", "letters to writers"} <= set(clock._due)
