"""Banning a source for a while, lifting it, and forgetting where things came from."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from moderation import sources
from moderation.due import forget_lapsed_bans, forget_sources
from moderation.flag import banned
from moderation.models import Ban
from quotes.models import Quote


def test_a_source_is_banned_and_the_ban_lifted(signed_in, send):
    quote = send(source_key="k" * 32, email="Ana@example.org")

    signed_in.post(reverse("queue_ban", args=["quote", quote.pk]), {"days": 7, "words": "The same line all day"})
    found = (banned("k" * 32), banned("", "ana@EXAMPLE.org"), banned("other"))
    page = signed_in.get("/cms/queue/bans/").content.decode()
    signed_in.post(reverse("queue_bans"), {"ban": found[0].pk})

    assert (found[0] is not None, found[1] is not None, found[2]) == (True, True, None)
    assert ("The same line all day" in page, banned("k" * 32)) == (True, None)


@pytest.mark.parametrize(
    "data", [{"days": "0", "words": "why"}, {"days": "366", "words": "why"}, {"days": "7", "words": " "}, {"days": "many", "words": "why"}]
)
def test_a_ban_that_says_too_little_is_refused(signed_in, send, data):
    quote = send(source_key="k" * 32)

    assert (signed_in.post(reverse("queue_ban", args=["quote", quote.pk]), data).status_code, Ban.objects.count()) == (422, 0)


def test_nobody_is_banned_where_nothing_is_known(send, editor):
    with pytest.raises(sources.CannotBan):
        sources.ban(send(), days=7, words="why", actor=editor)


def test_sources_are_forgotten_after_thirty_days_and_bans_when_they_lapse(send, editor):
    old, new = send("Old", source_key="o" * 32, created_at=timezone.now() - timedelta(days=31)), send("New", source_key="n" * 32)
    sources.ban(new, days=7, words="why", actor=editor)
    Ban.objects.create(key="x", words="why", until=timezone.now() - timedelta(minutes=1), made_by=editor)

    for due in (forget_sources, forget_lapsed_bans, forget_sources):
        due()

    assert list(Quote.objects.order_by("pk").values_list("source_key", flat=True)) == ["", "n" * 32]
    assert (old.pk < new.pk, list(Ban.objects.values_list("key", flat=True))) == (True, ["n" * 32])


def test_a_figure_that_is_no_number_is_no_ban(client, moderator):
    client.force_login(moderator)

    assert client.post("/cms/queue/bans/", {"ban": "²"}).status_code == 404
