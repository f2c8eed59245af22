"""The pages of figures: who may open them, what stands there, files, and links for others."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from core import generation
from sponsors import report
from sponsors.models import DayDiscard, DayPage, DayTotal, Placement, ReportLink

DESK = "/sponsor/desk/bramble-finch/"


@pytest.fixture
def placement(make_placement, published_story, today):
    found = make_placement(starts=-2)
    DayTotal.objects.create(placement=found, sponsor=found.sponsor, day=today, views=1200, clicks=7, discarded=3)
    DayPage.objects.create(placement=found, day=today, page="story", story_id=published_story.pk, views=1200, clicks=7)
    DayDiscard.objects.create(placement=found, day=today, hit="view", reason="bot", number=3)
    return found


@pytest.fixture
def home(placement) -> str:
    return f"{DESK}placements/{placement.pk}/figures"


def addresses(home: str) -> list[str]:
    return [f"{home}/", f"{home}.csv", f"{home}-by-page.csv", f"{home}.xlsx", f"{DESK}figures/", f"{DESK}figures.csv"]


def test_every_role_of_the_sponsor_reads_them(client, home, owner, manager, reporter):
    for user in (owner, manager, reporter):
        client.force_login(user)
        assert [client.get(address).status_code for address in addresses(home)] == [200] * 6


def test_a_stranger_and_another_sponsor_find_nothing(client, home, stranger, other_owner):
    for user in (stranger, other_owner):
        client.force_login(user)
        assert [client.get(address).status_code for address in addresses(home)] == [404] * 6
        assert client.post(f"{home}/share/", {"lasts": "30"}).status_code == 404


def test_who_is_not_signed_in_is_sent_to_sign_in(client, home):
    for address in addresses(home):
        assert client.get(address).headers["Location"] == f"/accounts/login/?next={address}"


def test_a_placement_of_another_sponsor_is_not_found_under_ones_own_name(client, home, other_owner, other_sponsor, placement):
    client.force_login(other_owner)

    assert client.get(f"/sponsor/desk/northside-lamps/placements/{placement.pk}/figures/").status_code == 404


def test_the_page_says_what_was_counted_and_what_was_not_and_why(client, home, reporter):
    client.force_login(reporter)

    page = client.get(f"{home}/").content.decode()

    assert page.count("<h1") == 1
    assert "7 of 1,200 times that it was seen, it was clicked." in page
    assert '<a href="/stories/food-and-drink/the-baker-who-called/">The baker who called</a>' in page
    assert "A robot that says so" in page
    assert page.count('<svg class="chart ') == 2
    assert not re.search(r"\sstyle=|<script(?![^>]*src)", page)


def test_nothing_counted_yet_is_said(client, make_placement, owner):
    client.force_login(owner)

    page = client.get(f"{DESK}placements/{make_placement(starts=9).pk}/figures/").content.decode()

    assert "Nothing was counted yet" in page
    assert '<svg class="chart ' not in page


def test_the_pages_are_kept_nowhere(client, home, owner):
    client.force_login(owner)

    for address in addresses(home):
        assert "no-store" in client.get(address).headers["Cache-Control"]


def test_files_have_names_that_say_what_they_are(client, home, owner, placement):
    client.force_login(owner)
    day = f"{placement.starts:%Y-%m-%d}"

    assert client.get(f"{home}.csv").headers["Content-Disposition"] == f'attachment; filename="bramble-finch-{day}-figures.csv"'
    assert client.get(f"{home}.xlsx").headers["Content-Type"] == report.XLSX


def test_a_link_is_made_shown_once_and_opens_for_everybody_without_a_cookie(client, home, reporter, django_user_model):
    client.force_login(reporter)
    page = client.post(f"{home}/share/", {"lasts": "30"}).content.decode()
    address = re.search(r'value="https?://[^/]+(/sponsor/report/[^"]+)"', page).group(1)
    client.logout()
    client.cookies.clear()

    answer = client.get(address)

    text = answer.content.decode()
    assert answer.status_code == 200
    assert "1,200" in text and "Bramble &amp; Finch supports Food and drink" in text and "This private link works until" in text
    assert "Rolf" not in text and "bills" not in text
    assert not answer.cookies
    assert "no-store" in answer.headers["Cache-Control"]
    assert (answer.headers["X-Robots-Tag"], answer.headers["Referrer-Policy"]) == ("noindex, nofollow", "no-referrer")
    assert '<meta name="robots" content="noindex, nofollow">' in text


def test_a_stopped_link_says_so_and_an_invented_one_is_not_found(client, home, owner, placement):
    made, key = report.share(placement, by=owner, lasts=7)
    client.force_login(owner)

    answer = client.post(f"{home}/share/{made.pk}/stop/", follow=True)

    assert "The link is stopped" in answer.content.decode()
    assert client.get(f"/sponsor/report/{key}/").status_code == 410
    assert "no longer works" in client.get(f"/sponsor/report/{key}/").content.decode()
    assert client.get("/sponsor/report/invented/").status_code == 404


def test_a_link_that_ran_out_says_where_the_figures_still_are(client, owner, placement):
    made, key = report.share(placement, by=owner, lasts=7)
    ReportLink.objects.filter(pk=made.pk).update(expires_at=timezone.now() - timedelta(minutes=1))

    answer = client.get(f"/sponsor/report/{key}/")

    text = answer.content.decode()
    assert answer.status_code == 410
    assert "Ask whoever gave it to you" in text
    assert '<a href="/sponsor/desk/">My sponsorships</a>' in text


def test_another_placements_link_is_not_stopped_from_here(client, placement, make_placement, wall_slot, owner):
    made, _key = report.share(placement, by=owner, lasts=7)
    other = make_placement(slot=wall_slot)
    client.force_login(owner)

    assert client.post(f"{DESK}placements/{other.pk}/figures/share/{made.pk}/stop/").status_code == 404
    assert report.is_open(ReportLink.objects.get())


@pytest.mark.parametrize("lasts", ["", "9999", "-1", "x"])
def test_a_link_for_a_time_that_is_not_offered_is_refused_in_words(client, home, owner, lasts):
    client.force_login(owner)

    answer = client.post(f"{home}/share/", {"lasts": lasts})

    assert answer.status_code == 422
    assert "Choose how long the link should work." in answer.content.decode()
    assert not ReportLink.objects.exists()


@pytest.mark.parametrize(
    ("query", "told"),
    [("from=2026-03-09&to=2026-03-01", "the other way round"), ("from=2026-02-30", "in the calendar"), ("from=1900-01-01&to=2026-01-01", "fewer days")],
)
def test_days_that_cannot_be_are_refused_in_words(client, placement, owner, query, told):
    client.force_login(owner)

    answer = client.get(f"{DESK}figures/?{query}")

    assert answer.status_code == 422
    assert told in answer.content.decode()


@pytest.mark.parametrize("query", ["from=&to=", "from=nonsense", "to=0001-01-01", "from=9999-12-31", "from=0001-01-01&to=0001-01-02"])
def test_odd_days_never_break_the_page(client, placement, owner, query):
    client.force_login(owner)

    assert client.get(f"{DESK}figures/?{query}").status_code in {200, 422}
    assert client.get(f"{DESK}figures.csv?{query}").status_code == 200


@pytest.mark.parametrize("count", [1, 3])
def test_all_figures_cost_the_same_for_one_and_three_placements(client, make_placement, wall_slot, owner, sponsor, today, count, django_assert_num_queries):
    for number in range(count):
        made = make_placement(slot=wall_slot, starts=-30 + number * 7)
        DayTotal.objects.create(placement=made, sponsor=sponsor, day=today - timedelta(days=number), views=5)
        Placement.objects.filter(pk=made.pk).update(views=5)
    client.force_login(owner)
    client.get(f"{DESK}figures/")
    generation.forget()

    with django_assert_num_queries(13):
        answer = client.get(f"{DESK}figures/")

    assert answer.content.decode().count("<small>") == count


@pytest.mark.parametrize("count", [1, 3])
def test_a_placements_page_costs_the_same_with_one_and_three_stories(
    client, make_placement, make_story, publish, author, owner, today, count, django_assert_num_queries
):
    made = make_placement(starts=-5)
    DayTotal.objects.create(placement=made, sponsor=made.sponsor, day=today, views=5)
    for number in range(count):
        story = publish(make_story(author, title=f"Story {number}"))
        DayPage.objects.create(placement=made, day=today, page="story", story_id=story.pk, views=1)
        report.share(made, by=owner, lasts=7)
    client.force_login(owner)
    client.get(f"{DESK}placements/{made.pk}/figures/")
    generation.forget()

    with django_assert_num_queries(13):
        client.get(f"{DESK}placements/{made.pk}/figures/")
