"""After publication: corrections and follow-ups stand with the story, a removal says why."""

import pytest
from django.core import mail

from stories import correct, review
from stories.models import PublishedStory


def test_correction_is_shown_with_the_story(published_story, editor):
    correct.add_correction(published_story, by=editor, words="It was salt, not sugar.")

    facts = PublishedStory.objects.get(story=published_story).facts
    assert [note["words"] for note in facts["corrections"]] == ["It was salt, not sugar."]


def test_draft_cannot_be_corrected(make_story, author, editor):
    with pytest.raises(correct.NotPublished, match="nothing to correct"):
        correct.add_correction(make_story(author), by=editor, words="x")


def test_removal_tells_the_author_why(published_story, editor, author):
    review.take_down(published_story, by=editor, words="The shop asked and was right.")

    assert PublishedStory.objects.get(story=published_story).live is False
    assert (mail.outbox[-1].to, "The shop asked" in mail.outbox[-1].body) == ([author.email], True)
