"""Registering an organization, its desk with placements by state, its details, and closing it."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.template.loader import render_to_string
from django.utils import timezone
from PIL import Image

from moderation import log
from sponsors import on_desk, register
from sponsors.models import LineOfBusiness, Member, Placement, Sponsor
from stories import review
from tests.sponsors.conftest import make_sponsor

State = Placement.State


def png(width: int = 400, height: int = 200) -> SimpleUploadedFile:
    out = BytesIO()
    Image.new("RGB", (width, height), "teal").save(out, "PNG")
    return SimpleUploadedFile("logo.png", out.getvalue(), content_type="image/png")


@pytest.fixture
def typed(db) -> dict[str, object]:
    line = LineOfBusiness.objects.create(name="Lamps")
    return {
        "name": "Harbor Lamps",
        "site": "harbor-lamps.example",
        "line": line.pk,
        "businesses": "Harbor Lamps\n\nHarbor Repairs",
        "bill_name": "Harbor Lamps Ltd",
        "bill_address": "2 Quay Street\nBristol",
        "bill_email": "bills@harbor-lamps.example",
        "tax_number": "",
    }


def test_who_has_no_sponsor_meets_the_form(client, stranger):
    client.force_login(stranger)

    answer = client.get("/sponsor/desk/", follow=True)

    assert answer.redirect_chain == [("/sponsor/desk/register/", 302)]
    assert "You have no say in any story" in answer.content.decode()


def test_registering_makes_a_waiting_sponsor_with_logo_and_businesses(client, stranger, typed):
    client.force_login(stranger)

    answer = client.post("/sponsor/desk/register/", typed | {"logo": png()})

    sponsor = Sponsor.objects.get()
    assert answer["Location"] == f"/sponsor/desk/{sponsor.slug}/"
    assert (sponsor.name, sponsor.site, sponsor.status) == ("Harbor Lamps", "https://harbor-lamps.example", Sponsor.Status.WAITING)
    assert {one.name for one in sponsor.businesses.all()} == {"Harbor Lamps", "Harbor Repairs"}
    assert (sponsor.logo_width, sponsor.logo_height) == (400, 200)
    assert sponsor.members.get().role == Member.Role.OWNER
    assert "An editor is looking at your organization." in client.get(answer["Location"]).content.decode()


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"name": "x" * 41}, "1 letter too long"),
        ({"name": " "}, "Write the name that readers will see"),
        ({"site": ""}, "Write the address of your site"),
        ({"line": ""}, "Choose the line that comes nearest"),
        ({"bill_name": ""}, "Write the name that your bills are made out to"),
        ({"bill_email": ""}, "Write the address that we send bills to"),
        ({"site": "javascript:alert(1)"}, "An address starts with https:// or http://"),
        ({"site": "https://192.168.0.1/"}, "Use the name of your site"),
        ({"bill_email": "nobody"}, "Enter a valid email address"),
        ({"businesses": "\n".join(f"Shop {number}" for number in range(21))}, "At most 20 businesses"),
        ({"logo": SimpleUploadedFile("logo.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>")}, "An SVG file can carry programs"),
        ({"logo": SimpleUploadedFile("logo.png", b"\x89PNG broken")}, "We could not open this file as a picture"),
    ],
)
def test_what_is_wrong_stands_at_its_field_and_nothing_is_lost(client, stranger, typed, change, words):
    client.force_login(stranger)

    answer = client.post("/sponsor/desk/register/", typed | change)

    page = answer.content.decode()
    assert answer.status_code == 422
    assert words in page
    assert "Harbor Repairs" in page or "businesses" in change
    assert "2 Quay Street\nBristol" in page
    assert not Sponsor.objects.exists()


@pytest.mark.parametrize("change", [{"bill_email": "nobody"}, {"bill_address": " "}])
def test_a_logo_that_a_browser_forgets_is_asked_for_again(client, stranger, typed, change):
    client.force_login(stranger)

    page = client.post("/sponsor/desk/register/", typed | {"logo": png()} | change).content.decode()
    without = client.post("/sponsor/desk/register/", typed | change).content.decode()

    told = "Choose the logo once more: your browser keeps no files."
    assert (told in page, told in without) == (True, False)


def test_a_prohibited_line_of_business_is_refused_with_its_reason(client, stranger, typed):
    client.force_login(stranger)
    line = LineOfBusiness.objects.create(name="Payday loans", prohibited=True, reason="Our readers were hurt by them.")

    asked = client.get("/sponsor/desk/register/").content.decode()
    answer = client.post("/sponsor/desk/register/", typed | {"line": line.pk})

    assert "Payday loans (cannot sponsor)</option>" in asked
    assert ">Lamps</option>" in asked
    assert answer.status_code == 422
    assert "Our readers were hurt by them." in answer.content.decode()
    assert 'value="Harbor Lamps"' in answer.content.decode()
    assert not Sponsor.objects.exists()


def test_one_sponsor_opens_at_once_and_several_are_listed(client, owner, sponsor):
    client.force_login(owner)
    alone = client.get("/sponsor/desk/")

    Member.objects.create(sponsor=make_sponsor("Second Shop", "second-shop"), user=owner, role=Member.Role.REPORTER)

    assert alone["Location"] == f"/sponsor/desk/{sponsor.slug}/"
    assert "Second Shop" in client.get("/sponsor/desk/").content.decode()


STAGES = [
    ({"state": State.HELD, "starts": 10}, "held", "Finish your message"),
    ({"state": State.SUBMITTED, "starts": 10}, "submitted", "An editor reads your message"),
    ({"state": State.APPROVED, "starts": 10}, "booked", "Nothing to do: it starts by itself"),
    ({"state": State.APPROVED, "starts": -2}, "running", "It ends by itself after"),
    ({"state": State.ENDED, "starts": -20}, "ended", "Its figures stay here"),
    ({"state": State.DECLINED, "starts": 10}, "declined", "The editors did not take it"),
    ({"state": State.LAPSED, "starts": 10}, "lapsed", "Take the days again"),
    ({"state": State.CANCELLED, "starts": 10}, "cancelled", "It was cancelled"),
]


@pytest.mark.parametrize(("made", "stage", "words"), STAGES, ids=[stage for _made, stage, _words in STAGES])
def test_a_placement_stands_under_its_state_with_its_next_step(client, owner, sponsor, make_placement, made, stage, words):
    placement = make_placement(**made)
    client.force_login(owner)

    page = client.get(f"/sponsor/desk/{sponsor.slug}/").content.decode()
    own = client.get(placement.get_absolute_url())

    assert f'id="{stage}-title"' in page
    assert words in page
    assert "Food and drink" in page
    assert "$70.00" in page
    assert own.status_code == 200


def test_the_clock_says_what_is_over_whether_or_not_it_was_marked(make_placement):
    lapsed = make_placement(state=State.HELD, starts=10, held_until=timezone.now() - timedelta(minutes=1))
    ended = make_placement(state=State.APPROVED, starts=-10)

    assert [one.stage for one in on_desk.shown([lapsed, ended], now=timezone.now())] == ["lapsed", "ended"]


def test_the_editors_words_stand_with_what_they_declined(client, owner, editor, sponsor, make_placement):
    placement = make_placement(state=State.DECLINED)
    log.record(placement, action="sponsor-declined", actor=editor, words="It promises a cure.")
    client.force_login(owner)

    assert "It promises a cure." in client.get(f"/sponsor/desk/{sponsor.slug}/").content.decode()
    assert "It promises a cure." in client.get(placement.get_absolute_url()).content.decode()


@pytest.mark.parametrize("number", [1, 3])
def test_the_desk_asks_the_same_few_questions_of_one_placement_and_of_three(client, owner, sponsor, make_placement, django_assert_num_queries, number):
    for place in range(number):
        make_placement(state=State.HELD, starts=10 + 10 * place)
    client.force_login(owner)
    client.get(f"/sponsor/desk/{sponsor.slug}/")

    with django_assert_num_queries(8):
        client.get(f"/sponsor/desk/{sponsor.slug}/")


@pytest.mark.parametrize("number", [2, 3])
def test_the_list_of_sponsors_is_one_question(client, owner, django_assert_num_queries, number):
    for other in range(1, number):
        Member.objects.create(sponsor=make_sponsor(f"Shop {other}", f"shop-{other}"), user=owner, role=Member.Role.MANAGER)
    client.force_login(owner)
    client.get("/sponsor/desk/")

    with django_assert_num_queries(3):
        client.get("/sponsor/desk/")


def test_what_is_long_over_is_shown_when_asked_for(client, owner, sponsor, make_placement):
    for number in range(on_desk.MOST_PAST + 1):
        make_placement(state=State.ENDED, starts=-20 - 8 * number)
    client.force_login(owner)

    short, long = (client.get(f"/sponsor/desk/{sponsor.slug}/{query}").content.decode() for query in ("", "?all"))

    assert (short.count("figures/"), long.count("figures/")) == (on_desk.MOST_PAST + 1, on_desk.MOST_PAST + 2)  # and one in the menu
    assert "Show all that is over" in short
    assert "Show all that is over" not in long


def test_details_are_changed_and_stay_where_one_is_wrong(client, owner, sponsor, typed):
    client.force_login(owner)
    address = f"/sponsor/desk/{sponsor.slug}/organization/"

    wrong = client.post(address, typed | {"site": "ftp://x.example"})
    right = client.post(address, typed)

    sponsor.refresh_from_db()
    assert wrong.status_code == 422
    assert right["Location"] == address
    assert (sponsor.name, sponsor.bill_name) == ("Harbor Lamps", "Harbor Lamps Ltd")
    assert 'value="Harbor Lamps"' in client.get(address).content.decode()


def test_what_is_left_out_of_the_list_stays_and_that_is_said(client, owner, sponsor, typed, bakery):
    sponsor.businesses.add(bakery)
    client.force_login(owner)

    page = client.post(f"/sponsor/desk/{sponsor.slug}/organization/", typed, follow=True).content.decode()

    assert "Still on your list: Marlow Bakery" in page
    assert {one.name for one in sponsor.businesses.all()} == {"Marlow Bakery", "Harbor Lamps", "Harbor Repairs"}


def test_a_list_that_an_editor_made_long_does_not_lock_the_form(client, owner, editor, sponsor, typed):
    many = [f"{number:02} {'Shop ' * 20}".strip() for number in range(25)]
    register.change(sponsor, by=editor, businesses=many)
    client.force_login(owner)
    address = f"/sponsor/desk/{sponsor.slug}/organization/"

    kept = client.post(address, typed | {"businesses": "\n".join(many)})
    more = client.post(address, typed | {"businesses": "\n".join([*many, "One more"])})

    assert (kept.status_code, more.status_code) == (302, 422)
    assert "At most 20 businesses" in more.content.decode()
    assert sponsor.businesses.count() == 25


def test_the_fourth_organization_of_a_day_is_refused_in_words(client, stranger, typed):
    client.force_login(stranger)

    codes = [client.post("/sponsor/desk/register/", typed).status_code for _time in range(4)]

    assert codes == [302, 302, 302, 422]
    assert Sponsor.objects.count() == 3


def test_closing_asks_first_and_says_what_stays(client, owner, sponsor):
    client.force_login(owner)
    address = f"/sponsor/desk/{sponsor.slug}/close/"

    asked = client.get(address).content.decode()
    client.post(address, {"words": "We moved away."})

    sponsor.refresh_from_db()
    assert "Figures and bills stay" in asked
    assert sponsor.status == Sponsor.Status.CLOSED
    assert "This account is closed." in client.get(f"/sponsor/desk/{sponsor.slug}/").content.decode()


def test_closing_is_refused_while_something_runs(client, owner, sponsor, make_placement):
    make_placement()
    client.force_login(owner)

    answer = client.post(f"/sponsor/desk/{sponsor.slug}/close/", {"words": ""})

    assert answer.status_code == 422
    assert "Something is booked and not over yet." in answer.content.decode()


def test_a_persons_own_page_names_her_sponsors_and_the_menu_is_for_members(owner, stranger):
    panel = render_to_string(on_desk.panel(owner)["template"], {"panel": on_desk.panel(owner)})

    assert "/sponsor/desk/bramble-finch/" in panel
    assert [item["url"] for item in on_desk.menu(owner)] == ["/sponsor/desk/"]
    assert on_desk.menu(stranger) == []
    assert render_to_string(on_desk.panel(stranger)["template"], {"panel": on_desk.panel(stranger)}).strip() == ""


def test_the_header_leads_a_sponsor_without_a_story_to_its_desk(client, owner, stranger):
    client.force_login(owner)
    hers = client.get("/desk/session/").content.decode()
    client.force_login(stranger)

    assert 'href="/sponsor/desk/"' in hers
    assert "My sponsorships" in hers
    assert "My stories" in client.get("/desk/session/").content.decode()


def test_a_sponsor_who_tells_stories_keeps_them_in_the_header(client, sponsor, author, make_story):
    review.send_to_review(make_story(author), by=author)
    Member.objects.create(sponsor=sponsor, user=author, role=Member.Role.OWNER)
    client.force_login(author)

    assert "My stories" in client.get("/desk/session/").content.decode()
