"""Writers in the CMS: for editors only; one screen reads and answers an application; invitations are sent and stopped; calls show their answers."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone
from post_office.models import Email

from core import generation
from stories.models import CallPage, Review
from writers import apply, invite
from writers.models import Application, Invitation

pytestmark = pytest.mark.django_db
LISTS = ["/cms/writers/applications/", "/cms/writers/invitations/", "/cms/writers/calls/"]


def application(number: int = 1, **changes) -> Application:
    values = {"byline": f"Hattie {number}", "byline_kind": "name", "place": "Bristol", "sample": "The bell rang.", **changes}
    return apply.confirm(apply.apply(email=f"hattie{number}@example.org", **values))


@pytest.fixture
def screen(client, editor):
    client.force_login(editor)
    made = application()
    return made, f"/cms/writers/applications/{made.pk}/"


def decide(client, made: Application, path: str, **fields):
    return client.post(path, {"act": "accept", "words": "Welcome.", "seen": made.version} | fields)


@pytest.mark.parametrize("who", ["author", "moderator", None])
def test_only_editors_get_in(client, request, newsroom, who):
    made = application()
    call = CallPage(title="Call", slug="call", intro="Please.")
    newsroom.front.__class__.objects.get(pk=newsroom.front.pk).add_child(instance=call)
    if who:
        client.force_login(request.getfixturevalue(who))

    for path in [*LISTS, f"/cms/writers/applications/{made.pk}/", f"/cms/writers/calls/{call.pk}/"]:
        assert client.get(path).status_code in {302, 404}  # Wagtail's gate, or ours
        assert client.post(path, {"act": "accept", "seen": 0, "email": "cy@example.org"}).status_code in {302, 403, 404, 405}
    assert Application.objects.get().state == "waiting"
    assert not Invitation.objects.exists()


def test_editors_find_it_in_the_menu(client, editor):
    client.force_login(editor)

    page = client.get("/cms/").text

    for path in LISTS:
        assert path in page


def test_accepting_on_the_screen(client, screen):
    made, path = screen

    page = decide(client, made, path)

    assert page["Location"] == "/cms/"
    made.refresh_from_db()
    assert (made.state, made.user.is_writer) == ("accepted", True)
    assert "Your decision" not in client.get(path).text


def test_what_happened_so_far_is_said_in_words(client, screen, editor):
    made, path = screen
    decide(client, made, path, act="ask", words="Who heard it?")

    page = client.get(path).text

    happened = re.findall(r"<li>\w+ \d+, \d{4}, [\d:]+ [AP]M: (.*?)</li>", page)
    assert sorted(happened) == [f"asked something, {editor}", "sent"]


def test_a_strangers_words_stay_words(client, editor):
    client.force_login(editor)
    made = application(sample="<script>alert(1)</script>\u202e", sample_link="https://example.com/?a=1&b=2")

    page = client.get(f"/cms/writers/applications/{made.pk}/").text

    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page and "<script>alert(1)" not in page
    assert re.search(r'<a href="https://example.com/\?a=1&amp;b=2" rel="noopener noreferrer nofollow[^"]*"', page)


def test_an_unconfirmed_one_is_seen_by_nobody(client, editor):
    client.force_login(editor)
    made = apply.apply(email="h@example.org", byline="Unseen", byline_kind="name", place="B", sample="S")

    assert client.get(f"/cms/writers/applications/{made.pk}/").status_code == 404
    assert "Unseen" not in client.get("/cms/writers/applications/").text


@pytest.mark.parametrize("fields", [{"act": ""}, {"act": "decline", "words": " "}, {"act": "ask", "words": ""}, {"words": "x" * 4001}, {"seen": "x"}])
def test_what_is_missing_is_said(client, screen, fields):
    made, path = screen

    page = decide(client, made, path, **fields)

    assert page.status_code == 422
    assert "Not decided yet." in page.text
    made.refresh_from_db()
    assert made.state == "waiting"


def test_what_happened_meanwhile_is_shown_and_the_words_are_kept(client, screen):
    made, path = screen
    apply.answer(made, words="One more thing.")

    page = decide(client, made, path, seen=0, act="decline", words="No, because.")

    assert page.status_code == 422
    assert "meanwhile" in page.text and "One more thing." in page.text and "No, because." in page.text
    seen = re.search(r'name="seen" value="(\d+)"', page.text).group(1)
    assert decide(client, made, path, seen=seen, act="decline", words="No, because.").status_code == 302


def test_an_invitation_is_sent_and_stopped(client, editor):
    client.force_login(editor)

    sent = client.post("/cms/writers/invitations/", {"email": "Cy@example.org", "name": "Cy", "words": "Your kettles!"})

    made = Invitation.objects.get()
    assert sent["Location"] == "/cms/writers/invitations/"
    assert (made.email, made.made_by) == ("cy@example.org", editor)
    assert "Your kettles!" in Email.objects.get(to="cy@example.org").message
    assert client.post(f"/cms/writers/invitations/{made.pk}/stop/").status_code == 302
    assert not invite.is_open(Invitation.objects.get())
    assert client.get(f"/cms/writers/invitations/{made.pk}/stop/").status_code == 405


def test_whoever_cannot_be_asked_is_said_with_the_words_kept(client, editor, author):
    author.is_writer = True
    author.save()
    client.force_login(editor)

    page = client.post("/cms/writers/invitations/", {"email": author.email, "words": "Your kettles!"})

    assert page.status_code == 422
    assert "is a writer already" in page.text and "Your kettles!" in page.text


def test_a_list_can_be_narrowed(client, editor):
    client.force_login(editor)
    application(1)
    Application.objects.filter(pk=application(2).pk).update(state="declined")

    page = client.get("/cms/writers/applications/?state=declined").text

    assert "Hattie 2" in page and "Hattie 1" not in page
    assert "Hattie 1" in client.get("/cms/writers/applications/?state=nonsense").text


@pytest.fixture
def calls(newsroom):
    def make(number: int, kind: str) -> CallPage:
        page = CallPage(title=f"Call {number}", slug=f"call-{number}", intro="Please.", kind=kind, opens_at=timezone.now() - timedelta(days=number))
        newsroom.front.__class__.objects.get(pk=newsroom.front.pk).add_child(instance=page)
        return page

    return make


@pytest.fixture
def costs(client, django_assert_num_queries, monkeypatch):
    """costs(path, queries, add): the page costs so many queries with one row and with three, and says how many there are."""
    monkeypatch.setattr(generation, "CHECK_EVERY", 600)  # a slow machine must not add the second's look at the generation

    def same(path: str, queries: int, add) -> None:
        for wanted, numbers in ((1, [1]), (3, [2, 3])):
            for number in numbers:
                add(number)
            client.get(path)
            with django_assert_num_queries(queries):
                page = client.get(path)
            assert f'<span class="waits__count">{wanted}</span>' in page.text

    return same


def test_the_list_of_applications_costs_the_same_for_one_and_for_three(client, editor, costs):
    client.force_login(editor)

    costs("/cms/writers/applications/", 11, application)


def test_the_list_of_invitations_costs_the_same_for_one_and_for_three(client, editor, costs):
    client.force_login(editor)

    costs("/cms/writers/invitations/", 11, lambda number: invite.invite(email=f"c{number}@example.org", by=editor))


def test_the_list_of_calls_costs_the_same_for_one_and_for_three(client, editor, calls, costs):
    client.force_login(editor)

    costs("/cms/writers/calls/", 11, lambda number: calls(number, "stories"))


@pytest.mark.parametrize("kind", ["stories", "writers"])
def test_answers_of_a_call_cost_the_same_for_one_and_for_three(client, editor, author, calls, make_story, kind, costs):
    client.force_login(editor)
    call = calls(1, kind)

    def add(number: int) -> None:
        if kind == "writers":
            application(number, call=call)
        else:
            Review.objects.create(story=make_story(author, title=f"Story {number}"), owner=author, call=call, submitted_at=timezone.now())

    costs(f"/cms/writers/calls/{call.pk}/", 12, add)


def test_a_call_has_a_way_to_its_answers_in_the_pages_list(client, editor, calls, newsroom):
    client.force_login(editor)
    call = calls(1, "stories")

    assert f"/cms/writers/calls/{call.pk}/" in client.get(f"/cms/pages/{newsroom.front.pk}/").text
