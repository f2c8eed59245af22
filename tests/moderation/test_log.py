"""The log of decisions: rows are added, never changed, never deleted."""

import pytest
from django.db.models import ProtectedError

from moderation import log
from moderation.models import Decision, DecisionIsFinal

pytestmark = pytest.mark.django_db


@pytest.fixture
def decision(bakery, author) -> Decision:
    return log.record(bakery, action="merged", actor=author, words="They are one shop.", rule="one-shop-one-page", note="for editors")


def test_record_writes_who_did_what_to_which_thing_and_why(decision, bakery, author):
    kept = Decision.objects.get(pk=decision.pk)

    assert kept.thing == bakery
    assert (kept.title, kept.action, kept.actor) == (str(bakery), "merged", author)
    assert (kept.words, kept.rule, kept.note) == ("They are one shop.", "one-shop-one-page", "for editors")


def test_record_keeps_what_the_thing_was_called_that_day(decision, bakery):
    was = decision.title
    bakery.name = "Something else"
    bakery.save()

    decision.refresh_from_db()
    assert decision.title == was


def test_record_cuts_a_title_that_does_not_fit(bakery):
    assert log.record(bakery, action="merged", title="x" * 300).title == "x" * 255


def test_record_without_a_person_is_something_the_site_did(bakery):
    assert log.record(bakery, action="lapsed").actor is None


def test_about_finds_the_decisions_on_one_thing_newest_first(decision, bakery, author):
    later = log.record(bakery, action="renamed", actor=author)
    log.record(bakery.place, action="renamed", actor=author)
    log.record(author, action="closed", actor=author)

    assert list(Decision.objects.about(bakery)) == [later, decision]


def test_decision_is_never_changed(decision):
    decision.words = "I never said that."

    with pytest.raises(DecisionIsFinal):
        decision.save()
    with pytest.raises(DecisionIsFinal):
        Decision.objects.filter(pk=decision.pk).update(words="I never said that.")
    decision.refresh_from_db()
    assert decision.words == "They are one shop."


def test_decision_is_never_deleted(decision):
    with pytest.raises(DecisionIsFinal):
        decision.delete()
    with pytest.raises(DecisionIsFinal):
        Decision.objects.filter(pk=decision.pk).delete()
    with pytest.raises(DecisionIsFinal):
        Decision.objects.about(decision.thing).delete()
    assert Decision.objects.filter(pk=decision.pk).exists()


def test_person_who_decided_cannot_vanish_from_the_log(decision, author):
    with pytest.raises(ProtectedError):
        author.delete()
