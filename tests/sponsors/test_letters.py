"""Letters about a placement: who gets them, and how its days stand in them."""

import pytest
from post_office.models import Email

from sponsors import letters
from sponsors.dates import dates

pytestmark = pytest.mark.django_db
ABOUT = ["approved", "changes_asked", "declined", "held", "lapsed", "lapses_soon", "made_good", "message_approved", "message_declined", "stopped"]


@pytest.mark.parametrize("what", ABOUT)
def test_days_stand_in_every_letter_as_on_every_page(make_placement, owner, what):
    placement = make_placement(days=1)

    letters.about(f"sponsor_{what}", placement, words="Fine.", editor="Noor", days=1)

    letter = Email.objects.get(to=owner.email)
    assert f"\nFood and drink, {dates(placement.starts, placement.ends)}\n" in letter.message
    assert " – " not in letter.message
