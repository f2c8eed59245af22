"""The admin's lists of sponsors, placements, bills and enquiries."""

import pytest
from django.urls import reverse

from sponsors import bill
from sponsors.models import Enquiry, Placement
from tests.sponsors.conftest import make_sponsor

State = Placement.State


@pytest.fixture(autouse=True)
def signed_in(client, editor):
    client.force_login(editor)


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize(("name", "there"), [("cms_sponsors", 1), ("cms_placements", 0), ("cms_bills", 0), ("cms_enquiries", 0)])
def test_lists_ask_the_same_number_of_questions(client, name, there, count, make_placement, editor, slot, django_assert_num_queries):
    for number in range(count):
        placement = make_placement(starts=10 * number, sponsor=make_sponsor(f"Sponsor {number}", f"sponsor-{number}"))
        bill.issue(placement, by=editor)
        Enquiry.objects.create(slot=slot, name="Pat", company=f"Company {number}", email="pat@quill.example", words="How much?")
    client.get(reverse(name))

    with django_assert_num_queries(11):
        table = client.get(reverse(name)).content.decode().partition("plan__list")[2].partition("</table>")[0]

    assert table.count('<th scope="row"') == there + count


def test_lists_are_narrowed_down(client, make_placement, sponsor, other_sponsor, wall_slot):
    make_placement()
    make_placement(sponsor=other_sponsor, slot=wall_slot, state=State.DECLINED)
    addresses = [
        f"{reverse('cms_placements')}?state=declined",
        f"{reverse('cms_placements')}?kind=section",
        f"{reverse('cms_placements')}?q=lamps",
        f"{reverse('cms_sponsors')}?q=bramble",
        f"{reverse('cms_sponsors')}?status=closed",
        f"{reverse('cms_placements')}?state=nonsense&kind=%00&q=%00&p=nonsense",
    ]

    pages = [client.get(address).content.decode().partition("<main")[2] for address in addresses]

    shown = [[name for name in ("Bramble &amp; Finch", "Northside Lamps") if f">{name}</a>" in page] for page in pages]
    assert shown == [["Northside Lamps"], ["Bramble &amp; Finch"], ["Northside Lamps"], ["Bramble &amp; Finch"], [], ["Bramble &amp; Finch", "Northside Lamps"]]
