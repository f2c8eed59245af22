"""Every act from every status, undoing one at a time, and two moderators at once."""

import threading

import pytest
from django.db import connection, connections
from django.utils import timezone

from moderation import states
from moderation.batch import decide_each
from moderation.decide import CannotDecide, decide, undo
from moderation.models import Decision, Reason, Report
from moderation.settle import settle
from quotes.models import Prompt, Quote

W, A, D, H, X = states.WAITING, states.APPROVED, states.DECLINED, states.HIDDEN, states.WITHDRAWN
LEADS = {
    ("approve", W): A,
    ("decline", W): D,
    ("edit", W): W,
    ("edit", A): A,
    ("hide", A): H,
    ("restore", H): A,
    ("restore", D): W,
    ("keep", A): A,
    ("withdraw", W): X,
    ("withdraw", A): X,
    ("withdraw", D): X,
    ("withdraw", H): X,
}


@pytest.mark.parametrize("status", [W, A, D, H, X])
@pytest.mark.parametrize("action", list(states.MOVES))
def test_every_act_from_every_status(send, editor, action, status):
    quote = send(status=status)
    expected = LEADS.get((action, status))

    if expected is None:
        with pytest.raises(CannotDecide):
            decide(quote, action=action, actor=editor, words="Because.")
        assert (Quote.objects.get(pk=quote.pk).status, Decision.objects.count()) == (status, 0)
    else:
        decision = decide(quote, action=action, actor=editor, words="Because.")
        assert (Quote.objects.get(pk=quote.pk).status, decision.from_state, decision.to_state) == (expected, status, expected)


@pytest.mark.parametrize(("action", "status"), [("decline", W), ("hide", A)])
def test_declining_and_hiding_need_words(send, editor, action, status):
    quote = send(status=status)

    with pytest.raises(CannotDecide):
        decide(quote, action=action, actor=editor, words="  ")

    assert Quote.objects.get(pk=quote.pk).status == status


def test_two_edits_are_undone_one_at_a_time(send, editor):
    quote = send("Thier first words")
    first = decide(quote, action="edit", actor=editor, changes={"text": "Their first words", "original_text": "Thier first words"})
    second = decide(quote, action="edit", actor=editor, changes={"text": "Their first words."})

    with pytest.raises(CannotDecide):
        undo(first, actor=editor)
    undo(second, actor=editor)
    after_one = Quote.objects.get(pk=quote.pk).text
    undo(first, actor=editor)

    quote.refresh_from_db()
    assert (after_one, quote.text, quote.original_text) == ("Their first words", "Thier first words", "")


def test_a_decision_is_undone_once(send, editor):
    quote = send()
    decision = decide(quote, action="approve", actor=editor)
    undo(decision, actor=editor)

    with pytest.raises(CannotDecide):
        undo(decision, actor=editor)

    quote.refresh_from_db()
    assert (quote.status, quote.shown_at, Decision.objects.count()) == (W, None, 2)


def test_an_undone_approval_is_not_undone_over_a_later_decision(send, editor, other_editor):
    quote = send()
    decision = decide(quote, action="approve", actor=editor)
    decide(quote, action="hide", actor=other_editor, words="A private matter.")

    with pytest.raises(CannotDecide):
        undo(decision, actor=editor)

    assert Quote.objects.get(pk=quote.pk).status == H


def test_the_second_of_two_is_told_who_and_what(send, editor, other_editor):
    quote = send()
    as_seen = Quote.objects.get(pk=quote.pk)
    decide(quote, action="approve", actor=editor)

    with pytest.raises(CannotDecide) as stale:
        decide(as_seen, action="decline", actor=other_editor, words="No.")
    with pytest.raises(CannotDecide) as late:
        decide(Quote.objects.get(pk=quote.pk), action="decline", actor=other_editor, words="No.", seen=0)

    assert {str(stale.value), str(late.value)} == {"Edith Moreau was quicker: approved. Nothing of yours was saved."}


def test_withdrawing_leaves_no_earlier_words_in_the_log(send, editor):
    quote = send("Thier secret")
    decide(quote, action="edit", actor=editor, changes={"text": "Their secret"})

    decide(quote, action="withdraw", changes={"text": ""})

    assert [("secret" in str(row.earlier), "secret" in row.title) for row in Decision.objects.all()] == [(False, False)] * 2


def test_a_batch_goes_on_past_what_it_cannot_do(send, editor, other_editor):
    quotes = [send(f"Line number {number}") for number in range(3)]
    decide(Quote.objects.get(pk=quotes[1].pk), action="decline", actor=other_editor, words="Sent before.")

    done = decide_each([(Quote.objects.get(pk=quote.pk), 0) for quote in quotes], action="approve", actor=editor)

    assert [decision.object_id for decision in done.decisions] == [quotes[0].pk, quotes[2].pk]
    assert done.refused == [(quotes[1], "Emil Novak was quicker: declined. Nothing of yours was saved.")]


def test_a_batch_asks_a_fixed_number_of_questions_for_each(send, editor, django_assert_max_num_queries):
    """Seven: the savepoint around it, the move, the row read again, the decision, and room for what its app does then (search, letters)."""
    quotes = [send(f"Line number {number}") for number in range(10)]
    chosen = [(quote, 0) for quote in Quote.objects.select_related("prompt", "user").filter(pk__in=[quote.pk for quote in quotes])]

    with django_assert_max_num_queries(10 * 12 + 5):
        done = decide_each(chosen, action="approve", actor=editor)

    assert len(done.decisions) == 10


def report(quote, reader="r1", **fields):
    return Report.objects.create(thing=quote, reader=reader, words="This is about me.", reason=Reason.objects.get(slug="report-mine"), **fields)


@pytest.mark.parametrize(("action", "status"), [("keep", A), ("hide", H)])
def test_settling_one_report_settles_all_about_it(newsroom, send, editor, action, status):
    quote = send(status=A)
    first, second = report(quote), report(quote, "r2")

    decision = settle(first, action=action, actor=editor, words="It names you.")

    assert set(Report.objects.values_list("decision", flat=True)) == {decision.pk}
    assert (Quote.objects.get(pk=quote.pk).status, Report.objects.open().count()) == (status, 0)
    with pytest.raises(CannotDecide, match="Edith Moreau has settled this already"):
        settle(second, action="keep", actor=editor)


def test_undoing_what_settled_a_report_lets_it_wait_again(newsroom, send, editor):
    quote = send(status=A)

    undo(settle(report(quote), action="hide", actor=editor, words="It names you."), actor=editor)

    assert (Report.objects.open().count(), Quote.objects.get(pk=quote.pk).status) == (1, A)


def test_hiding_needs_words_also_from_a_report(newsroom, send, editor):
    quote = send(status=A)

    with pytest.raises(CannotDecide):
        settle(report(quote), action="hide", actor=editor)

    assert Report.objects.open().count() == 1


def test_a_report_about_a_story_is_kept_with_a_decision(published_story, editor):
    about = Report.objects.create(thing=published_story, reader="r", words="Not true.")

    decision = settle(about, action="keep", actor=editor, words="We asked both sides.")

    about.refresh_from_db()
    assert (about.decision, decision.action, decision.thing) == (decision, "keep", published_story)
    with pytest.raises(CannotDecide):
        settle(about, action="hide", actor=editor, words="No.")


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has one writer at a time")
@pytest.mark.parametrize("many", [1, 20])
def test_two_moderators_at_once_never_decide_the_same_quote_twice(many):
    from people.models import User

    prompt = Prompt.objects.create(title="CS?", slug="cs", opens_at=timezone.now())
    quotes = [Quote.objects.create(prompt=prompt, text=f"Line {number}", name="Ana") for number in range(many)]
    actors = [User.objects.create_user(f"{name}@example.org", display_name=name) for name in ("Edith", "Emil")]
    chosen = {actor: [(Quote.objects.select_related("prompt", "user").get(pk=quote.pk), 0) for quote in quotes] for actor in actors}
    chosen[actors[1]].reverse()
    gate, done = threading.Barrier(2), {}

    def work(actor):
        gate.wait()
        try:
            done[actor] = decide_each(chosen[actor], action="approve", actor=actor)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=work, args=(actor,)) for actor in actors]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]

    decided = [decision.object_id for one in done.values() for decision in one.decisions]
    refused = [thing.pk for one in done.values() for thing, words in one.refused if "was quicker" in words]
    assert (sorted(decided), sorted(refused)) == ([quote.pk for quote in quotes],) * 2
