"""Talking first: a question waits, and is answered once."""

import pytest
from django.core import mail

from moderation.models import Decision
from sponsors.enquire import answer, enquire
from sponsors.models import Enquiry
from sponsors.states import CannotBook

pytestmark = pytest.mark.django_db
ASKED = {"name": "Kim  Reyes", "company": "Reyes Tiles", "email": " Kim@Reyes.example ", "words": "Do you take two companies at once?"}


def test_a_question_is_kept_clean(slot):
    asked = enquire(slot=slot, **ASKED)

    assert (asked.name, asked.email, asked.slot, asked.answered_at) == ("Kim Reyes", "kim@reyes.example", slot, None)


@pytest.mark.parametrize(
    ("change", "start"),
    [
        ({"email": "kim"}, "Check your e-mail address"),
        ({"email": "kim@reyes.example\nBcc: all@reyes.example"}, "Check your e-mail address"),
        ({"name": "\u200b"}, "Write your name"),
        ({"company": " "}, "Write your name"),
        ({"words": " \n"}, "Write your name"),
        ({"words": "x" * 2001}, "Your question is longer than 2,000 letters."),
    ],
)
def test_what_nobody_could_answer_is_refused(change, start):
    with pytest.raises(CannotBook, match=start):
        enquire(slot=None, **(ASKED | change))

    assert not Enquiry.objects.exists()


def test_an_answer_goes_out_once(editor, other_editor):
    asked = enquire(slot=None, **ASKED)
    stale = Enquiry.objects.get()

    answer(asked, by=editor, words="Yes, in two seats.")

    assert (asked.answer, asked.answered_by) == ("Yes, in two seats.", editor)
    assert [(letter.to, letter.subject) for letter in mail.outbox] == [(["kim@reyes.example"], "About your question")]
    assert "Yes, in two seats.\n\nEdith Moreau" in mail.outbox[0].body
    assert Decision.objects.about(asked).get().actor == editor
    with pytest.raises(CannotBook, match="has been answered already"):
        answer(stale, by=other_editor, words="No.")


def test_no_answer_without_words(editor):
    with pytest.raises(CannotBook, match="Write your answer first."):
        answer(enquire(slot=None, **ASKED), by=editor, words=" ")
