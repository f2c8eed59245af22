"""The people of a sponsor: inviting, joining once, roles, and never without an owner."""

import re

import pytest
from allauth.account.models import EmailAddress
from post_office.models import Email

from sponsors import register
from sponsors.models import Invitation, Member
from tests.conftest import person


@pytest.fixture
def page(sponsor) -> str:
    return f"/sponsor/desk/{sponsor.slug}/members/"


def test_an_invitation_is_mailed_and_opens_once(client, owner, sponsor, stranger, page):
    client.force_login(owner)
    client.post(page, {"email": "Kit@example.org", "role": "manager"})
    link = re.search(r"/sponsor/desk/join/[^/\s]+/", Email.objects.get(to="kit@example.org").message)[0]

    EmailAddress.objects.create(user=stranger, email="KIT@example.org", verified=True)
    client.force_login(stranger)
    asked = client.get(link).content.decode()
    joined = client.post(link)
    again = client.get(link)

    assert "Olga Finch invites you" in asked
    assert joined["Location"] == f"/sponsor/desk/{sponsor.slug}/"
    assert sponsor.members.get(user=stranger).role == Member.Role.MANAGER
    assert again.status_code == 410
    assert "This invitation no longer works" in again.content.decode()


def test_an_invitation_is_for_whoever_it_was_sent_to(client, owner, sponsor, stranger):
    _invitation, key = register.invite(sponsor, email="kit@example.org", role="owner", by=owner)
    client.force_login(stranger)

    asked = client.get(f"/sponsor/desk/join/{key}/").content.decode()
    refused = client.post(f"/sponsor/desk/join/{key}/", follow=True).content.decode()

    for told in (asked, refused):
        assert "This invitation was sent to another address." in told
        assert "stranger@example.org" in told
        assert ">Join<" not in told
    assert not sponsor.members.filter(user=stranger).exists()
    assert register.find_invitation(key)


def test_who_is_not_signed_in_is_shown_the_way_back(client, owner, sponsor):
    _invitation, key = register.invite(sponsor, email="kit@example.org", role="reporter", by=owner)
    link = f"/sponsor/desk/join/{key}/"

    asked = client.get(link).content.decode()
    posted = client.post(link)

    assert f"/accounts/login/?next={link}" in asked
    assert f"/accounts/signup/?next={link}" in asked
    assert posted.status_code == 200
    assert sponsor.members.count() == 1


def test_who_is_a_member_already_is_told(client, owner, sponsor):
    _invitation, key = register.invite(sponsor, email="kit@example.org", role="reporter", by=owner)
    client.force_login(owner)

    answer = client.post(f"/sponsor/desk/join/{key}/", follow=True)

    assert "You are a member of Bramble &amp; Finch already." in answer.content.decode()
    assert Invitation.objects.get().accepted_at is None


@pytest.mark.parametrize("key", ["x", "x" * 500, "%00", "é"])
def test_a_key_that_opens_nothing_is_said_in_words(client, db, key):
    answer = client.get(f"/sponsor/desk/join/{key}/")

    assert answer.status_code == 410
    assert "Ask whoever invited you for a new one." in answer.content.decode()


def test_an_invitation_taken_back_opens_nothing(client, owner, sponsor, page):
    invitation, key = register.invite(sponsor, email="kit@example.org", role="reporter", by=owner)
    client.force_login(owner)

    assert "kit@example.org" in client.get(page).content.decode()
    client.post(f"/sponsor/desk/{sponsor.slug}/invitations/{invitation.pk}/stop/")

    assert "kit@example.org" not in client.get(page).content.decode()
    assert client.get(f"/sponsor/desk/join/{key}/").status_code == 410


def test_a_wrong_address_is_said_at_its_field(client, owner, page):
    client.force_login(owner)

    answer = client.post(page, {"email": "kit@", "role": "reporter"})

    assert answer.status_code == 422
    assert 'value="kit@"' in answer.content.decode()
    assert not Invitation.objects.exists()


def test_roles_change_and_the_last_owner_stays(client, owner, manager, sponsor, page):
    client.force_login(owner)
    hers, mine = sponsor.members.get(user=manager), sponsor.members.get(user=owner)

    client.post(f"{page}{hers.pk}/role/", {"role": "reporter"})
    kept = client.post(f"{page}{mine.pk}/role/", {"role": "reporter"}, follow=True)
    also_kept = client.post(f"{page}{mine.pk}/remove/", follow=True)

    assert sponsor.members.get(user=manager).role == Member.Role.REPORTER
    assert sponsor.members.get(user=owner).role == Member.Role.OWNER
    for answer in (kept, also_kept):
        assert "A sponsor needs an owner." in answer.content.decode()


def test_a_member_is_removed_after_a_question(client, owner, manager, sponsor, page):
    client.force_login(owner)
    hers = sponsor.members.get(user=manager)

    assert "Remove Mara Bramble?" in client.get(f"{page}{hers.pk}/remove/").content.decode()
    client.post(f"{page}{hers.pk}/remove/")

    assert list(sponsor.members.values_list("user", flat=True)) == [owner.pk]


def test_who_gives_up_being_an_owner_goes_home(client, owner, manager, sponsor, page):
    client.force_login(owner)
    Member.objects.filter(user=manager).update(role=Member.Role.OWNER)

    answer = client.post(f"{page}{sponsor.members.get(user=owner).pk}/role/", {"role": "manager"})

    assert answer["Location"] == "/sponsor/desk/"


def test_another_sponsors_member_cannot_be_changed(client, other_owner, other_sponsor, owner, sponsor):
    client.force_login(other_owner)
    hers = sponsor.members.get(user=owner)

    answers = [client.post(f"/sponsor/desk/{other_sponsor.slug}/members/{hers.pk}/{act}/", {"role": "reporter"}) for act in ("role", "remove")]

    assert [answer.status_code for answer in answers] == [404, 404]
    assert sponsor.members.get().role == Member.Role.OWNER


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_of_members_asks_the_same_questions(client, owner, sponsor, page, django_assert_num_queries, number):
    for other in range(number):
        Member.objects.create(sponsor=sponsor, user=person(f"m{other}@example.org", f"Member {other}"), role=Member.Role.REPORTER)
    client.force_login(owner)
    client.get(page)

    with django_assert_num_queries(5):
        client.get(page)
