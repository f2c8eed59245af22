"""Every address of a sponsor's desk, tried by everybody whom it is not for."""

import re

import pytest

from sponsors.models import Invitation, Placement, WaitingFor
from sponsors.views import desk_urls

FIXED = {"sponsor_desks", "sponsor_register", "sponsor_join", "sponsor_book", "sponsor_book_story"}  # for any signed-in person
FOR_REPORTERS = {"sponsor_desk"}
FOR_OWNERS = {
    "sponsor_organization",
    "sponsor_close",
    "sponsor_members",
    "sponsor_member_role",
    "sponsor_member_remove",
    "sponsor_invitation_stop",
}
ONLY_POSTED = {"sponsor_member_role", "sponsor_invitation_stop", "sponsor_take_up", "sponsor_stop_waiting"}
OWN = [pattern for pattern in desk_urls.urlpatterns if pattern.name not in FIXED]


@pytest.fixture
def address(sponsor, owner, make_placement):
    """address(pattern) fills in what exists: her sponsor, a placement of it, its owner, an invitation."""
    placement = make_placement(state=Placement.State.HELD)
    invitation = Invitation.objects.create(sponsor=sponsor, email="x@example.org", role="manager", key_hash="0", made_by=owner, expires_at=placement.made_at)
    waits = WaitingFor.objects.create(slot=placement.slot, sponsor=sponsor, user=owner, starts=placement.starts, ends=placement.ends)
    keys = {"members": sponsor.members.get().pk, "invitations": invitation.pk, "placements": placement.pk, "waiting": waits.pk}

    def fill(pattern) -> str:
        route = str(pattern.pattern).replace("<slug:slug>", sponsor.slug)
        for folder, pk in keys.items():
            route = re.sub(f"{folder}/<(int|row_id):pk>", f"{folder}/{pk}", route)
        assert "<" not in route
        return f"/{route}"

    return fill


def answers(client, path: str) -> set[int]:
    return {client.get(path).status_code, client.post(path).status_code}


@pytest.mark.parametrize("pattern", OWN, ids=lambda one: one.name)
def test_another_sponsors_owner_a_stranger_and_an_editor_find_nothing(client, address, pattern, other_owner, stranger, editor):
    path = address(pattern)

    for user in (other_owner, stranger, editor):
        client.force_login(user)
        assert answers(client, path) <= {404, 405}
        assert client.post(path).status_code == 404


@pytest.mark.parametrize("pattern", OWN, ids=lambda one: one.name)
def test_a_stranger_is_sent_to_sign_in(client, address, pattern):
    path = address(pattern)

    for answer in (client.get(path), client.post(path)):
        assert answer.status_code == 302
        assert answer["Location"] == f"/accounts/login/?next={path}"


@pytest.mark.parametrize("pattern", [one for one in OWN if one.name not in FOR_REPORTERS], ids=lambda one: one.name)
def test_a_reporter_finds_figures_only(client, address, pattern, reporter):
    client.force_login(reporter)

    assert answers(client, address(pattern)) <= {404, 405}


@pytest.mark.parametrize("pattern", [one for one in OWN if one.name in FOR_OWNERS], ids=lambda one: one.name)
def test_a_manager_does_not_manage_people_or_the_organization(client, address, pattern, manager):
    client.force_login(manager)

    assert answers(client, address(pattern)) <= {404, 405}


@pytest.mark.parametrize("pattern", [one for one in OWN if one.name not in ONLY_POSTED], ids=lambda one: one.name)
def test_an_owner_opens_every_page(client, address, pattern, owner):
    client.force_login(owner)

    answer = client.get(address(pattern))

    assert answer.status_code == 200
    assert "no-store" in answer["Cache-Control"]


def test_another_sponsors_placement_is_not_found_under_ones_own_address(client, address, other_owner, other_sponsor):
    address(OWN[-1])
    placement = Placement.objects.get()
    client.force_login(other_owner)

    for page in ("", "message/", "preview/", "move/", "cancel/"):
        assert client.get(f"/sponsor/desk/{other_sponsor.slug}/placements/{placement.pk}/{page}").status_code == 404


def test_a_reporters_desk_shows_no_price_and_no_button_to_book(client, address, reporter, sponsor):
    address(OWN[-1])
    client.force_login(reporter)

    page = client.get(f"/sponsor/desk/{sponsor.slug}/").content.decode()

    assert "$70.00" not in page
    assert "Finish your message" not in page
    assert "Members" not in page
