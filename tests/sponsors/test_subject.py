"""A sponsor is found to be a business by link, by name, by web site and through merges, in both directions alike."""

import pytest

from businesses.merge import merge
from businesses.models import Business
from sponsors.subject import businesses_of, businesses_of_all, sponsor_is_subject, sponsors_about

pytestmark = pytest.mark.django_db


def business(name: str, slug: str, url: str = "") -> Business:
    return Business.objects.create(name=name, slug=slug, url=url)


def found_both_ways(sponsor, one: Business) -> bool:
    there, back = sponsor_is_subject(sponsor, {one.pk}), sponsor in sponsors_about({one.pk})
    assert there == back
    return there


def test_linked_by_an_editor(sponsor, bakery):
    assert not found_both_ways(sponsor, bakery)

    sponsor.businesses.add(bakery)

    assert found_both_ways(sponsor, bakery)
    assert businesses_of(sponsor) == {bakery.pk}


@pytest.mark.parametrize("name", ["Bramble & Finch", "BRAMBLE  FINCH", "Bramble & Finch Ltd.", "bramble finch llc", "Brämble & Finch Co Ltd"])
def test_of_the_same_name(sponsor, name):
    assert found_both_ways(sponsor, business(name, "same"))


@pytest.mark.parametrize("name", ["Bramble", "Finch & Bramble", "Bramble & Finch Bakery"])
def test_of_another_name(sponsor, name):
    assert not found_both_ways(sponsor, business(name, "other"))


def test_of_the_name_on_its_bills(sponsor):
    sponsor.name, sponsor.bill_name = "The Kettle Club", "Marlow Holding Inc."
    sponsor.save()

    assert found_both_ways(sponsor, business("Marlow Holding", "marlow-holding"))


@pytest.mark.parametrize("url", ["https://bramble-finch.example", "http://www.bramble-finch.example/shop/", "https://BRAMBLE-FINCH.example:443/x?y"])
def test_of_the_same_web_site(sponsor, url):
    assert found_both_ways(sponsor, business("Kettles by the Quay", "kettles", url))


@pytest.mark.parametrize("url", ["https://not-bramble-finch.example/", "https://finch.example/bramble-finch.example", ""])
def test_of_another_web_site(sponsor, url):
    assert not found_both_ways(sponsor, business("Kettles by the Quay", "kettles", url))


def test_pages_of_a_shared_host_are_not_one_business(sponsor):
    sponsor.site = "https://www.instagram.com/bramble_finch/"
    sponsor.save()

    assert not found_both_ways(sponsor, business("Somebody", "somebody", "https://instagram.com/somebody"))
    assert found_both_ways(sponsor, business("Finches", "finches", "https://instagram.com/Bramble_Finch"))


def test_merged_either_way(sponsor, bakery, editor):
    twin = business("Marlow's", "marlows")
    sponsor.businesses.add(twin)
    merge(twin, into=bakery, by=editor)

    assert found_both_ways(sponsor, bakery)
    assert found_both_ways(sponsor, twin)

    third = business("Marlow Bread", "marlow-bread")
    merge(bakery, into=third, by=editor)

    assert found_both_ways(sponsor, third)
    assert businesses_of(sponsor) == {twin.pk, bakery.pk, third.pk}


def test_a_name_without_letters_is_nobody_s(sponsor):
    sponsor.name = sponsor.bill_name = "!!!"
    sponsor.save()

    assert not found_both_ways(sponsor, business("???", "questions"))


def test_nothing_is_about_nobody(sponsor):
    assert not sponsor_is_subject(sponsor, set())
    assert sponsors_about([]) == []


@pytest.mark.parametrize("number", [1, 3])
def test_any_number_of_sponsors_asks_no_more(number, django_assert_num_queries, bakery):
    from tests.sponsors.conftest import make_sponsor

    made = [make_sponsor(f"Sponsor {n}", f"sponsor-{n}") for n in range(number)]
    for one in made:
        one.businesses.add(bakery)

    with django_assert_num_queries(2):
        assert len(sponsors_about({bakery.pk})) == number
    with django_assert_num_queries(1):
        assert businesses_of_all(made) == {one.pk: {bakery.pk} for one in made}


def test_of_no_sponsor_nothing_is_asked(django_assert_num_queries, db):
    with django_assert_num_queries(0):
        assert businesses_of_all([]) == {}


def test_one_sponsor_s_businesses_are_not_another_s(sponsor, other_sponsor, bakery):
    sponsor.businesses.add(bakery)
    lamps = business("Northside Lamps Inc", "lamps")

    assert businesses_of_all([sponsor, other_sponsor]) == {sponsor.pk: {bakery.pk}, other_sponsor.pk: {lamps.pk}}
