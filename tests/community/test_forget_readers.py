from datetime import timedelta

from django.utils import timezone

from community import ring
from core.models import Ring
from quotes import due
from quotes.models import Batch, Proposal, Vote


def test_old_rings_and_votes_stay_as_rows_without_their_readers(db):
    today = timezone.localdate()
    for days in (0, 31, 40):
        Ring.objects.create(kind="quote", target=1, reader="a hash", day=today - timedelta(days=days))
        Vote.objects.create(proposal=Proposal.objects.create(title="?"), reader="a hash", day=today - timedelta(days=days))

    for _tick in range(2):
        ring.forget()
        due.forget_voters()

    for model in (Ring, Vote):
        rows = list(model.objects.order_by("-day"))
        assert [row.reader for row in rows] == ["a hash", *(f"gone-{row.pk}" for row in rows[1:])]


def test_an_unfinished_preview_forgets_its_rows(prompt):
    old = Batch.objects.create(prompt=prompt, rows=[{"text": "A chair."}], made_at=timezone.now() - timedelta(days=32))
    new = Batch.objects.create(prompt=prompt, rows=[{"text": "A chair."}])

    due.forget_previews()

    old.refresh_from_db()
    new.refresh_from_db()
    assert [old.rows, old.state, new.rows] == [[], Batch.State.LEFT, [{"text": "A chair."}]]
