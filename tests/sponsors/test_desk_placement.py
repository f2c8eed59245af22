"""A placement on its sponsor's desk: moving it, making it longer, cancelling it, taking lapsed days again."""

from datetime import timedelta

import pytest
from django.utils import timezone
from wagtail.models import Site

from sponsors.models import Placement, SeatDay, Slot, SponsorTerms

State = Placement.State


def days(today, first: int, last: int) -> dict[str, str]:
    return {"starts": (today + timedelta(days=first)).isoformat(), "ends": (today + timedelta(days=last)).isoformat()}


def test_moving_shows_the_new_price_first(client, owner, make_placement, today):
    placement = make_placement(state=State.HELD, starts=5)
    client.force_login(owner)
    page = f"{placement.get_absolute_url()}move/"

    shown = client.get(page, days(today, 8, 21)).content.decode()
    still = Placement.objects.get().days
    client.post(page, days(today, 8, 21))

    placement.refresh_from_db()
    assert "$140.00" in shown
    assert "until now $70.00" in shown
    assert still == 7
    assert (placement.days, placement.price, placement.starts) == (14, 14000, today + timedelta(days=8))
    assert SeatDay.objects.filter(placement=placement).count() == 14


def test_the_script_gets_the_new_price_with_what_it_is_for(client, owner, make_placement, today):
    placement = make_placement(starts=3)
    client.force_login(owner)

    part = client.get(f"{placement.get_absolute_url()}move/", days(today, 5, 18), headers={"HX-Request": "true"}).content.decode()

    assert "<p>Food and drink · 14 days" in part
    assert "<h1" not in part


def test_ones_own_days_do_not_stand_in_the_way_of_a_move(client, owner, make_placement, today):
    placement = make_placement(state=State.HELD, starts=5)
    client.force_login(owner)

    shown = client.get(f"{placement.get_absolute_url()}move/", days(today, 6, 12)).content.decode()

    assert "Change to these days" in shown


def test_a_move_onto_taken_days_is_refused_and_changes_nothing(client, owner, other_sponsor, make_placement, today):
    placement = make_placement(state=State.HELD, starts=5)
    make_placement(sponsor=other_sponsor, starts=20)
    client.force_login(owner)
    page = f"{placement.get_absolute_url()}move/"

    shown = client.get(page, days(today, 20, 26)).content.decode()
    posted = client.post(page, days(today, 20, 26))

    placement.refresh_from_db()
    assert "These days are taken." in shown
    assert "Tell us when they come free" not in shown
    assert posted.status_code == 409
    assert placement.starts == today + timedelta(days=5)


def test_what_runs_is_made_longer_at_its_own_rate(client, owner, slot, make_placement, today):
    placement = make_placement(starts=-2)
    Slot.objects.filter(pk=slot.pk).update(rate=99900)
    client.force_login(owner)

    address = f"{placement.get_absolute_url()}move/"

    page = client.get(address, days(today, -2, 11)).content.decode()
    done = client.post(address, days(today, -2, 11), follow=True).content.decode()

    assert "$140.00" in page
    assert "readonly" in page
    assert "$70.00 more, billed at once." in page
    assert "Extend and be billed $70.00" in page
    assert "With tax" not in page
    assert "Extended to" in done
    assert [one.net for one in placement.bills.all()] == [7000]


def test_a_longer_run_names_what_the_bill_says_with_tax(client, owner, make_placement, today):
    placement = make_placement(starts=-2)
    SponsorTerms.objects.update_or_create(site=Site.objects.get(is_default_site=True), defaults={"tax_percent": 10})
    client.force_login(owner)

    page = client.get(f"{placement.get_absolute_url()}move/", days(today, -2, 11)).content.decode()

    assert "$70.00 more, billed at once." in page
    assert "With tax: $77.00." in page
    assert "Extend and be billed $77.00" in page


@pytest.mark.parametrize(("made", "wish", "words"), [(-2, (-2, 2), "it can only be made longer"), (2, (9, 15), "too soon to be moved here")])
def test_days_that_cannot_be_changed_are_not_offered_with_a_price(client, owner, slot, make_placement, today, made, wish, words):
    Slot.objects.filter(pk=slot.pk).update(lead_days=3)
    placement = make_placement(starts=made)
    client.force_login(owner)

    page = client.get(f"{placement.get_absolute_url()}move/", days(today, *wish), headers={"HX-Request": "true"}).content.decode()

    assert words in page
    assert page.count("$") == 1  # the price until now
    assert "Change to these days" not in page


def test_cancelling_asks_first_and_frees_the_days(client, owner, make_placement):
    placement = make_placement(state=State.HELD, starts=5)
    client.force_login(owner)
    page = f"{placement.get_absolute_url()}cancel/"

    asked = client.get(page).content.decode()
    client.post(page, {"words": "Too early for us."})

    placement.refresh_from_db()
    assert "It costs you nothing." in asked
    assert placement.state == State.CANCELLED
    assert not SeatDay.objects.exists()


def test_what_runs_is_not_cancelled_here(client, owner, make_placement):
    placement = make_placement(starts=-2)
    client.force_login(owner)

    page = client.get(placement.get_absolute_url()).content.decode()
    asked = client.get(f"{placement.get_absolute_url()}cancel/").content.decode()
    answer = client.post(f"{placement.get_absolute_url()}cancel/", {"words": ""})

    assert "Cancel it" not in page
    assert "It is too late to cancel it here." in asked
    assert 'href="/contact/"' in asked
    assert "It costs you nothing." not in asked
    assert "Cancel it" not in asked
    assert answer.status_code == 422
    assert Placement.objects.get().state == State.APPROVED


def test_what_starts_within_its_lead_time_is_not_cancelled_here_either(client, owner, slot, make_placement):
    Slot.objects.filter(pk=slot.pk).update(lead_days=3)
    placement = make_placement(starts=2)
    client.force_login(owner)

    page = client.get(f"{placement.get_absolute_url()}cancel/").content.decode()

    assert "It is too late to cancel it here." in page
    assert "is credited" not in page


def test_what_is_cancelled_already_asks_nothing(client, owner, make_placement):
    placement = make_placement(state=State.CANCELLED, starts=5)
    client.force_login(owner)

    page = client.get(f"{placement.get_absolute_url()}cancel/").content.decode()

    assert "There is nothing to cancel." in page
    assert "It costs you nothing." not in page


def test_lapsed_days_are_taken_again_or_refused_in_words(client, owner, other_sponsor, make_placement):
    free = make_placement(state=State.LAPSED, starts=5)
    gone = make_placement(state=State.LAPSED, starts=20)
    make_placement(sponsor=other_sponsor, starts=20)
    client.force_login(owner)

    client.post(f"{free.get_absolute_url()}take-up/")
    refused = client.post(f"{gone.get_absolute_url()}take-up/", follow=True)

    free.refresh_from_db()
    assert (free.state, free.held_until > timezone.now()) == (State.HELD, True)
    assert "are taken" in refused.content.decode()
    assert "See free days and the waiting list" in refused.content.decode()
