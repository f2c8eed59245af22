"""Registering, accepting, changing and closing a sponsor; its members, who come by invitation."""

from datetime import timedelta
from io import BytesIO

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from PIL import Image

from businesses.models import Business
from moderation.models import Decision
from people import no_mail
from sponsors import register
from sponsors.models import Invitation, LineOfBusiness, Member, Placement, Sponsor
from sponsors.states import CannotBook
from tests.conftest import person
from tests.sponsors.conftest import make_sponsor

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def own_media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def typed(db) -> dict:
    return {
        "name": " Bramble  & Finch ",
        "site": "https://bramble-finch.example/",
        "line": LineOfBusiness.objects.create(name="Kitchenware"),
        "bill_name": "Bramble & Finch Ltd",
        "bill_address": "1 Quay Street\nBristol",
        "bill_email": "bills@bramble-finch.example",
    }


def words_of(call) -> str:
    with pytest.raises(CannotBook) as told:
        call()
    return str(told.value)


def drawn(width: int = 300, height: int = 100) -> SimpleUploadedFile:
    out = BytesIO()
    Image.new("RGBA", (width, height), (0, 0, 0, 0)).save(out, "PNG")
    return SimpleUploadedFile("logo.png", out.getvalue())


# registering


def test_who_registers_is_its_owner_and_it_waits(typed, stranger):
    made = register.register(user=stranger, **typed)

    assert (made.name, made.slug, made.status, made.key) == ("Bramble & Finch", "bramble-finch", Sponsor.Status.WAITING, "bramble finch")
    assert made.members.values_list("user", "role").get() == (stranger.pk, "owner")
    assert Decision.objects.about(made).get().action == "sponsor-registered"


def test_two_of_a_name_have_two_addresses(typed, stranger, author):
    slugs = [register.register(user=user, **typed).slug for user in (stranger, author)]

    assert slugs == ["bramble-finch", "bramble-finch-2"]


@pytest.mark.parametrize("name", ["Join", "Book", "Report", "日本"])
def test_names_that_are_addresses_already_or_none(typed, stranger, name):
    slug = register.register(user=stranger, **(typed | {"name": name})).slug

    assert slug not in register.RESERVED
    assert slug


@pytest.mark.parametrize(
    ("change", "start"),
    [
        ({"name": ""}, "Still missing: its name."),
        ({"line": None, "bill_address": " "}, "Still missing: its line of business, the billing address."),
        ({"name": "x" * 41}, "Too long: name, as readers will see it. At most 40 letters fit."),
        ({"site": "javascript:alert(1)"}, "An address starts with https://"),
        ({"site": "https://example.com/" + "x" * 300}, "Too long: web site."),
        ({"bill_email": "bills"}, "Check the e-mail address: bills go there."),
    ],
)
def test_what_is_missing_or_wrong_is_told(typed, stranger, change, start):
    assert words_of(lambda: register.register(user=stranger, **(typed | change))).startswith(start)
    assert not Sponsor.objects.exists()


def test_a_prohibited_line_is_told_why(typed, stranger):
    line = LineOfBusiness.objects.create(name="Payday loans", prohibited=True, reason="They harm the people we write for.")

    said = words_of(lambda: register.register(user=stranger, **(typed | {"line": line})))

    assert said == "We cannot take sponsorships from this line of business (Payday loans). They harm the people we write for."


def test_businesses_are_found_by_name_or_wait_for_an_editor(typed, stranger, bakery):
    made = register.register(user=stranger, businesses=["marlow BAKERY (Bristol, Rhode Island)", "Kettle House", " "], **typed)

    assert set(made.businesses.values_list("name", "status")) == {("Marlow Bakery", "listed"), ("Kettle House", "suggested")}
    assert Business.objects.count() == 2


def test_a_logo_comes_with_it_or_later(typed, stranger):
    made = register.register(user=stranger, logo=drawn(), **typed)
    assert (made.logo_width, made.logo_height) == (300, 100)

    register.set_logo(made, by=stranger, upload=drawn(50, 50))

    assert Sponsor.objects.values_list("logo_width", "logo_height").get() == (50, 50)


def test_an_svg_logo_is_refused_in_words_and_nothing_is_made(typed, stranger):
    svg = SimpleUploadedFile("logo.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>")

    assert words_of(lambda: register.register(user=stranger, logo=svg, **typed)).startswith("An SVG file can carry programs")
    assert not Sponsor.objects.exists()


def test_nobody_registers_without_end(typed, stranger, author):
    for _time in range(register.MOST_REGISTERED):
        register.close(register.register(user=stranger, **typed), by=stranger)

    assert words_of(lambda: register.register(user=stranger, **typed)).startswith("You have registered several")
    assert Sponsor.objects.count() == register.MOST_REGISTERED
    Sponsor.objects.update(made_at=timezone.now() - timedelta(days=1, minutes=1))
    assert register.register(user=stranger, **typed).status == "waiting"


# deciding


def test_accepted_and_told_once(sponsor, owner, reporter, editor, other_editor):
    Sponsor.objects.update(status="waiting")
    sponsor.refresh_from_db()

    register.accept(sponsor, by=editor, words="Glad to have you.")

    assert sponsor.status == Sponsor.Status.ACCEPTED
    assert [(letter.to, letter.subject) for letter in mail.outbox] == [([owner.email], "Bramble & Finch can book now")]
    assert words_of(lambda: register.decline(sponsor, by=other_editor, words="No.")).startswith("Somebody has decided")


def test_declined_with_words(sponsor, owner, editor):
    Sponsor.objects.update(status="waiting")
    assert words_of(lambda: register.decline(sponsor, by=editor, words=" ")) == "Say why: the sponsor reads it."

    register.decline(sponsor, by=editor, words="We could not find you in the trade register.")

    assert sponsor.status == Sponsor.Status.DECLINED
    assert "trade register" in mail.outbox[0].body


def test_not_by_its_own_member_nor_by_others(sponsor, owner, editor, moderator):
    Sponsor.objects.update(status="waiting")
    Member.objects.create(sponsor=sponsor, user=editor, role="owner")

    assert words_of(lambda: register.accept(sponsor, by=editor)) == "You are a member of Bramble & Finch. Somebody else decides this."
    assert words_of(lambda: register.accept(sponsor, by=moderator)) == "Only an editor decides this."


# changing and closing


def test_bills_change_at_once(sponsor, owner, make_placement):
    make_placement()

    register.change(sponsor, by=owner, bill_address="2 Quay Street", tax_number="US-1")

    sponsor.refresh_from_db()
    assert (sponsor.bill_address, sponsor.tax_number, sponsor.name) == ("2 Quay Street", "US-1", "Bramble & Finch")


@pytest.mark.parametrize("state", ["submitted", "approved", "ended"])
@pytest.mark.parametrize("change", [{"name": "Buy Now"}, {"site": "https://elsewhere.example/"}])
def test_what_readers_see_or_will_an_editor_changes(sponsor, owner, editor, make_placement, change, state):
    make_placement(state=state, starts=-20 if state == "ended" else 3)

    assert words_of(lambda: register.change(sponsor, by=owner, **change)).startswith("Readers see this beside what you support")
    assert words_of(lambda: register.set_logo(sponsor, by=owner, upload=drawn())).startswith("Readers see this")
    register.change(Sponsor.objects.get(), by=editor, **change)


@pytest.mark.parametrize("state", ["held", "lapsed", "cancelled", "declined"])
def test_what_nobody_reads_its_owner_changes(sponsor, owner, make_placement, state):
    make_placement(state=state, starts=3)

    assert register.change(sponsor, by=owner, name="Bramble & Co").name == "Bramble & Co"


def names(sponsor: Sponsor) -> set[str]:
    return set(sponsor.businesses.values_list("name", flat=True))


def test_members_name_more_businesses_and_an_editor_takes_one_off(sponsor, owner, editor, bakery):
    sponsor.businesses.add(bakery)

    register.change(sponsor, by=owner, businesses=[])
    register.change(sponsor, by=owner, businesses=["Kettle House"])
    before = names(sponsor)
    register.change(sponsor, by=editor, businesses=sponsor.businesses.exclude(pk=bakery.pk))

    assert before == {"Marlow Bakery", "Kettle House"}
    assert names(sponsor) == {"Kettle House"}


def test_an_editor_who_is_a_member_takes_none_off(sponsor, editor, bakery):
    sponsor.businesses.add(bakery)
    Member.objects.create(sponsor=sponsor, user=editor, role="owner")

    register.change(sponsor, by=editor, businesses=[])

    assert names(sponsor) == {"Marlow Bakery"}


def test_an_editor_names_more_than_members_can(sponsor, owner, editor):
    many = [f"Shop {number}" for number in range(register.MOST_BUSINESSES + 5)]
    register.change(sponsor, by=editor, businesses=many)

    register.change(sponsor, by=owner, businesses=many)

    assert words_of(lambda: register.change(sponsor, by=owner, businesses=[*many, "One more"])).startswith("Name at most 20 businesses; an editor")
    assert names(sponsor) == set(many)


def test_the_twenty_are_not_counted_anew_with_each_change(sponsor, owner):
    register.change(sponsor, by=owner, businesses=[f"Shop {number}" for number in range(register.MOST_BUSINESSES)])

    assert words_of(lambda: register.change(sponsor, by=owner, businesses=["One more"])).startswith("Name at most 20")


def test_closed_it_keeps_its_rows_and_gives_back_what_was_not_approved(sponsor, owner, make_placement):
    held = make_placement(state=Placement.State.HELD, starts=3)
    invitation, _key = register.invite(sponsor, email="new@one.example", role="manager", by=owner)

    register.close(sponsor, by=owner, words="We retire.")

    held.refresh_from_db()
    invitation.refresh_from_db()
    assert (sponsor.status, held.state, held.seat_days.count(), bool(invitation.stopped_at)) == ("closed", "cancelled", 0, True)
    assert words_of(lambda: register.close(sponsor, by=owner)) == "This account is closed already."


def test_not_closed_while_something_is_booked(sponsor, owner, make_placement):
    make_placement(starts=3)
    held = make_placement(state=Placement.State.HELD, starts=20)

    assert words_of(lambda: register.close(sponsor, by=owner)).startswith("Something is booked and not over yet.")
    held.refresh_from_db()
    assert held.state == "held"


# members


def test_an_invitation_is_accepted_once(sponsor, owner, stranger):
    EmailAddress.objects.create(user=stranger, email="new@one.example", verified=True)
    invitation, key = register.invite(sponsor, email=" New@One.example ", role="manager", by=owner)

    assert key in mail.outbox[0].body
    assert key not in invitation.key_hash
    assert register.find_invitation(key) == invitation
    assert register.join(invitation, user=stranger).role == "manager"
    assert register.find_invitation(key) is None
    Member.objects.filter(user=stranger).delete()
    assert words_of(lambda: register.join(invitation, user=stranger)).startswith("This invitation was used")


def test_an_invitation_is_for_its_address_once_that_is_confirmed(sponsor, owner, stranger):
    EmailAddress.objects.create(user=stranger, email="new@one.example", verified=False)
    invitation, key = register.invite(sponsor, email="new@one.example", role="owner", by=owner)

    assert words_of(lambda: register.join(invitation, user=stranger)).startswith("This invitation was sent to another address.")
    assert register.find_invitation(key) == invitation
    assert not Member.objects.filter(user=stranger).exists()


def test_a_second_invitation_takes_the_place_of_the_first(sponsor, owner):
    _first, old = register.invite(sponsor, email="new@one.example", role="manager", by=owner)
    second, new = register.invite(sponsor, email="new@one.example", role="reporter", by=owner)

    assert (register.find_invitation(old), register.find_invitation(new)) == (None, second)


@pytest.mark.parametrize("change", [{"expires_at": timezone.now() - timedelta(seconds=1)}, {"stopped_at": timezone.now()}])
def test_an_old_or_stopped_invitation_opens_nothing(sponsor, owner, stranger, change):
    EmailAddress.objects.create(user=stranger, email="new@one.example", verified=True)
    invitation, key = register.invite(sponsor, email="new@one.example", role="manager", by=owner)
    Invitation.objects.update(**change)

    assert register.find_invitation(key) is None
    assert words_of(lambda: register.join(invitation, user=stranger)).startswith("This invitation was used")
    assert not Member.objects.filter(user=stranger).exists()


def test_stopping_an_invitation_twice_is_told(sponsor, owner):
    invitation, key = register.invite(sponsor, email="new@one.example", role="manager", by=owner)

    register.stop_invitation(invitation, by=owner)

    assert register.find_invitation(key) is None
    assert words_of(lambda: register.stop_invitation(invitation, by=owner)) == "This invitation was used or stopped already."


def test_a_member_does_not_use_up_an_invitation(sponsor, owner, manager):
    invitation, key = register.invite(sponsor, email="new@one.example", role="owner", by=owner)

    assert words_of(lambda: register.join(invitation, user=manager)) == "You are a member of Bramble & Finch already."
    assert register.find_invitation(key) == invitation
    assert Member.objects.get(user=manager).role == "manager"


@pytest.mark.parametrize(
    ("email", "role", "start"),
    [("new", "manager", "Check the e-mail"), ("new@one.example", "boss", "Choose what"), ("OLGA@bramble-finch.example", "manager", "Whoever")],
)
def test_who_cannot_be_invited(sponsor, owner, email, role, start):
    assert words_of(lambda: register.invite(sponsor, email=email, role=role, by=owner)).startswith(start)


@pytest.mark.parametrize(("status", "start"), [("waiting", "An editor reads about"), ("declined", "Nobody can be"), ("closed", "Nobody can be")])
def test_only_who_is_accepted_invites(sponsor, owner, status, start):
    sponsor.status = status

    assert words_of(lambda: register.invite(sponsor, email="new@one.example", role="manager", by=owner)).startswith(start)
    assert mail.outbox == []


def test_who_wants_no_mail_is_not_invited(sponsor, owner):
    no_mail.refuse("New@One.example")

    assert words_of(lambda: register.invite(sponsor, email="new@one.example", role="manager", by=owner)).startswith("Whoever has this address asked never")
    assert mail.outbox == []


def test_invitations_of_a_day_have_an_end(sponsor, owner, manager):
    for _time in range(register.MOST_INVITED):
        register.invite(sponsor, email="new@one.example", role="manager", by=owner)

    assert words_of(lambda: register.invite(sponsor, email="other@one.example", role="manager", by=manager)).startswith("You have invited many")
    Invitation.objects.update(made_at=timezone.now() - timedelta(days=1, minutes=1))
    assert register.invite(sponsor, email="other@one.example", role="manager", by=owner)


@pytest.mark.parametrize("act", [lambda member, by: register.remove(member, by=by), lambda member, by: register.change_role(member, role="reporter", by=by)])
def test_who_is_removed_or_demoted_has_no_way_back(sponsor, owner, manager, act):
    Member.objects.filter(user=manager).update(role="owner")
    _mine, way_back = register.invite(sponsor, email="second@mara.example", role="owner", by=manager)
    kept, other = register.invite(sponsor, email="new@one.example", role="owner", by=owner)

    act(Member.objects.get(user=manager), owner)

    assert (register.find_invitation(way_back), register.find_invitation(other)) == (None, kept)


def test_who_stays_an_owner_keeps_the_invitations(sponsor, owner):
    invitation, key = register.invite(sponsor, email="new@one.example", role="manager", by=owner)

    register.change_role(Member.objects.get(user=owner), role="owner", by=owner)

    assert register.find_invitation(key) == invitation


def test_the_last_owner_stays(sponsor, owner, manager):
    mine = Member.objects.get(user=owner)
    said = "A sponsor needs an owner. Make somebody else an owner first."

    assert words_of(lambda: register.remove(mine, by=owner)) == said
    assert words_of(lambda: register.change_role(mine, role="manager", by=owner)) == said
    register.change_role(Member.objects.get(user=manager), role="owner", by=owner)
    register.remove(mine, by=owner)
    assert list(sponsor.members.values_list("user", "role")) == [(manager.pk, "owner")]


def test_an_owner_who_cannot_sign_in_does_not_count(sponsor, owner):
    gone = person("gone@bramble-finch.example", "Gone", is_active=False)
    Member.objects.create(sponsor=sponsor, user=gone, role="owner")

    assert words_of(lambda: register.remove(Member.objects.get(user=owner), by=owner)).startswith("A sponsor needs an owner.")


def test_letters_go_to_those_who_book(sponsor, owner, manager, reporter, other_owner):
    from sponsors import letters

    assert letters.to_members("sponsor_accepted", sponsor, words="", editor="") == 2
    assert {letter.to[0] for letter in mail.outbox} == {owner.email, manager.email}


def test_a_sponsor_is_not_deleted(sponsor):
    from sponsors.models.kept import IsKept

    with pytest.raises(IsKept):
        make_sponsor("Another", "another").delete()
