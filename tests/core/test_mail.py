"""Letters: words of strangers are only ever words, in the subject, the text and the HTML."""

import pytest
from django.core import mail as sent

from core import mail

WORDS = "Half price {% 'today' %} {{ shell.site_name }} {# gone? #} {% lorem 9 w %} <b>&"


@pytest.mark.django_db
def test_template_syntax_in_words_goes_out_word_for_word(newsroom):
    mail.send("letter", "ana@example.org", {"subject": WORDS, "words": WORDS, "outcome": "declined", "author": WORDS, "editor": "", "desk_url": "/"})

    letter = sent.outbox[-1]
    assert (letter.subject, letter.body.count(WORDS)) == (WORDS, 2)
    assert "&lt;b&gt;" in letter.alternatives[0][0]
