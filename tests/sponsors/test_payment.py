"""A way of paying is a class that a setting names."""

import pytest

from sponsors import bill, payment
from sponsors.models import Bill


class Elsewhere:
    """A payment provider, as somebody else might write one."""

    def instructions(self, bill: Bill) -> str:
        return "Pay with your card."

    def pay_url(self, bill: Bill) -> str | None:
        return f"https://pay.example/{bill.number}"


@pytest.fixture
def terms(newsroom):
    found = bill.terms_of_sale()
    found.pay_words = "Account 123, First Bank"
    found.save()


def test_the_manual_way_gives_the_newsrooms_words_and_the_number(terms, make_placement, editor):
    made = bill.issue(make_placement(), by=editor)

    assert payment.adapter().instructions(made) == "Account 123, First Bank\nPlease give the number INV-00001 with your payment."
    assert payment.adapter().pay_url(made) is None


def test_another_way_is_a_setting(terms, make_placement, editor, settings):
    from post_office.models import Email

    settings.PAYMENT_ADAPTER = f"{__name__}.Elsewhere"

    bill.issue(make_placement(), by=editor)

    assert "Pay with your card.\nhttps://pay.example/1" in Email.objects.get().message
