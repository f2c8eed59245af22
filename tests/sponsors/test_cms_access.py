"""Who gets into the sponsors' pages of the CMS: editors; moderators, sponsors and strangers do not. Every page opens, with one heading."""

import re
from html import unescape

import pytest
from django.urls import reverse

from sponsors.models import Bill, Creative, Enquiry, Member

LISTS = ["cms_sponsors", "cms_placements", "cms_bills", "cms_enquiries", "cms_sponsor_calendar", "cms_revenue", "cms_conflicts"]


@pytest.fixture
def addresses(make_placement, published_story, sponsor) -> dict[str, str]:
    placement = make_placement()
    bill = Bill.objects.create(kind=Bill.Kind.INVOICE, number=1, sponsor=sponsor, placement=placement, currency="USD", net=7000, total=7000)
    enquiry = Enquiry.objects.create(name="Pat Quill", company="Quill Pens", email="pat@quill.example", words="What does a month cost?")
    things = {
        "cms_sponsor": sponsor,
        "cms_placement": placement,
        "cms_look": Creative.objects.get(),
        "cms_bill": bill,
        "cms_bill_pdf": bill,
        "cms_enquiry": enquiry,
        "cms_clash": published_story,
    }
    return {name: reverse(name) for name in LISTS} | {name: reverse(name, args=[thing.pk]) for name, thing in things.items()}


def test_an_editor_opens_every_page_and_each_has_one_heading(client, editor, addresses):
    client.force_login(editor)

    answers = {name: client.get(address) for name, address in addresses.items()}

    assert {name: answer.status_code for name, answer in answers.items()} == dict.fromkeys(addresses, 200)
    pages = {name: answer.content.decode() for name, answer in answers.items() if name not in {"cms_look", "cms_bill_pdf"}}
    assert {name: len(re.findall(r"<h1\b", page)) for name, page in pages.items()} == dict.fromkeys(pages, 1)


def test_of_the_frames_of_a_message_only_the_first_is_reached_by_key(client, editor, addresses):
    client.force_login(editor)

    frames = re.findall(r"<iframe ([^>]+)>", client.get(addresses["cms_placement"]).content.decode())
    looks = [client.get(unescape(re.search(r'src="([^"]+)"', frame)[1])).content.decode() for frame in frames]

    assert ['tabindex="-1"' in frame for frame in frames] == [False, True, True]
    assert [bool(re.search(r'<main class="sheet"[^>]* inert>', look)) for look in looks] == [False, True, True]


def test_a_moderator_opens_none_of_them(client, moderator, addresses):
    client.force_login(moderator)

    answers = {name: client.get(address) for name, address in addresses.items()}

    assert {name: (answer.status_code, answer.headers.get("Location")) for name, answer in answers.items()} == dict.fromkeys(addresses, (302, "/cms/"))


def test_a_sponsors_owner_meets_404(client, owner, addresses):
    client.force_login(owner)

    assert {client.get(address).status_code for address in addresses.values()} == {404}


def test_a_stranger_is_sent_to_sign_in(client, addresses):
    answers = [client.get(address) for address in addresses.values()]

    assert {answer.url.split("?")[0] for answer in answers} == {"/accounts/login/"}


def test_the_menu_of_an_editor_has_the_group_and_that_of_a_moderator_does_not(client, editor, moderator):
    menus = []
    for person in (editor, moderator):
        client.force_login(person)
        menus.append("/cms/sponsors/revenue/" in client.get("/cms/").content.decode())

    assert menus == [True, False]


def test_pages_need_no_script_of_their_own(client, editor, addresses):
    """Wagtail's own pages have some; between <main> and its end stands only ours."""
    client.force_login(editor)
    pages = [
        client.get(address).content.decode().partition("<main")[2].partition("</main>")[0] for name, address in addresses.items() if name != "cms_bill_pdf"
    ]

    assert [re.findall(r"<script|\son\w+=|\sstyle=", page) for page in pages] == [[]] * len(pages)


def test_an_editor_reaches_the_terms(client, editor):
    client.force_login(editor)

    answer = client.get("/cms/settings/sponsors/sponsorterms/", follow=True)

    assert (answer.status_code, "How to pay" in answer.content.decode()) == (200, True)


@pytest.mark.parametrize(("group", "more"), [("paid", {}), ("credit", {"amount": "10.00"})])
def test_an_editor_decides_nothing_about_a_bill_of_their_own_sponsor(client, editor, sponsor, addresses, group, more):
    Member.objects.create(sponsor=sponsor, user=editor, role="owner")
    client.force_login(editor)

    answer = client.post(addresses["cms_bill"], {"group": group, "act": group, "words": "All mine."} | more)

    assert (answer.status_code, "You are a member of Bramble &amp; Finch." in answer.content.decode()) == (422, True)
    assert Bill.objects.get().paid_at is None


@pytest.mark.parametrize("path", ["clash", "placements", "bills", "enquiries", "messages"])
def test_a_number_no_database_holds_is_no_page(client, editor, path):
    client.force_login(editor)

    assert client.get(f"/cms/sponsors/{path}/{'9' * 31}/").status_code == 404
