"""Lines that wait, as readers sent them."""

import pytest
from django.utils import timezone

from moderation.flag import Circumstances, flag
from quotes.models import Prompt, Quote


@pytest.fixture
def prompt(db):
    return Prompt.objects.create(title="What does CS mean to you?", slug="cs", opens_at=timezone.now())


@pytest.fixture
def send(prompt):
    """send("A line.", name=..., address=..., seconds=..., honeypot=...) gives a quote as it waits, with its signals."""

    def send(text="They remembered my name.", *, name="Ana", source_key="", seconds=30.0, honeypot="", **fields):
        quote = Quote.objects.create(prompt=fields.pop("prompt", prompt), text=text, name=name, **fields)
        flag(quote, text=text, name=name, circumstances=Circumstances(source_key=source_key, seconds=seconds, honeypot=honeypot))
        return quote

    return send


@pytest.fixture
def signed_in(client, moderator):
    client.force_login(moderator)
    return client
