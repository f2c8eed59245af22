"""What editors do to the wall is seen at once; what is only sent in makes no page old."""

import pytest
from django.utils import timezone

from core import generation
from quotes.models import Prompt, Quote
from quotes.wagtail_hooks import QuoteViewSet

pytestmark = pytest.mark.django_db


@pytest.fixture
def bumps(monkeypatch):
    told = []
    monkeypatch.setattr(generation, "bump", lambda: told.append(1))
    return told


@pytest.fixture
def prompt(bumps) -> Prompt:
    made = Prompt.objects.create(title="What is service?", slug="service")
    bumps.clear()
    return made


def test_a_changed_and_a_deleted_prompt_bump(prompt, bumps):
    prompt.save()
    assert bumps

    bumps.clear()
    prompt.delete()
    assert bumps


def test_a_quote_bumps_when_it_is_changed_not_when_it_is_sent_in(prompt, bumps):
    quote = Quote.objects.create(prompt=prompt, text="Somebody picks up.", name="Jo")
    assert bumps == []

    for status in (Quote.Status.APPROVED, Quote.Status.HIDDEN):
        quote.status = status
        quote.save(update_fields=["status"])
    quote.delete()

    assert len(bumps) == 3


def test_the_admins_form_writes_only_what_was_changed(prompt):
    quote = Quote.objects.create(prompt=prompt, text="A chair.", name="Osgood", status="approved", shown_at=timezone.now())
    form_class = QuoteViewSet().get_edit_handler().get_form_class()
    form = form_class({"prompt": prompt.pk, "name": "Mr. Osgood", "source": "typed"}, instance=Quote.objects.get(pk=quote.pk))
    assert form.is_valid(), form.errors

    Quote.objects.filter(pk=quote.pk).update(status="hidden", text="A chair, outside.", rings=3)  # meanwhile
    form.save()

    now = Quote.objects.get(pk=quote.pk)
    assert [now.name, now.status, now.text, now.rings] == ["Mr. Osgood", "hidden", "A chair, outside.", 3]
