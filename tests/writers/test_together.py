"""The pages of writing together: an author's own, and the private link of whoever is asked. Nobody else sees either."""

import re
from html import unescape

import pytest
from django.test import Client

from core import generation
from stories.models import Review, TellDraft
from writers import co_author
from writers.models import CoAuthor

pytestmark = pytest.mark.django_db
QUERIES = 6
ASK = {"email": "cy@example.org", "name": "Cy Doe", "may_edit": "on", "words": "You saw it, too."}


@pytest.fixture
def story(make_story, author):
    story = make_story(author)
    Review.objects.create(story=story, owner=author)
    return story


@pytest.fixture
def hers(client, author):
    client.force_login(author)
    return client


def at(story, one=None) -> str:
    return f"/desk/stories/{story.pk}/together/" + (f"{one.pk}/" if one else "")


def asked(story, **changes) -> tuple[CoAuthor, str]:
    one, key = co_author.invite(story, **{"email": "cy@example.org", "name": "Cy Doe", "by": story.owner, **changes})
    return one, f"/writers/together/{key}/"


def test_a_stranger_is_sent_to_sign_in_and_somebody_elses_is_not_found(client, story, other_author):
    one, _link = asked(story)
    assert client.get(at(story))["Location"].startswith("/accounts/login/")
    client.force_login(other_author)

    assert client.get(at(story)).status_code == 404
    assert client.post(at(story), ASK).status_code == 404
    for what in ("up", "down", "take-back", "leave"):
        assert client.post(at(story, one), {"do": what}).status_code == 404
    assert CoAuthor.objects.get().state == "asked"


def test_an_author_asks_and_the_form_says_what_is_missing(hers, story):
    page = hers.post(at(story), {"email": "", "name": ""})
    assert page.status_code == 422 and "Say which name readers would see." in page.text
    assert "Say which name readers would see." in hers.post(at(story), ASK | {"name": "\u200b\u2066"}).text
    assert hers.post(at(story), ASK | {"email": "ana@example.org"}).status_code == 409

    assert hers.post(at(story), ASK)["Location"] == at(story)

    one = CoAuthor.objects.get()
    assert (one.email, one.name, one.may_edit, one.state) == ("cy@example.org", "Cy Doe", True, "asked")
    assert "cy@example.org" in hers.get(at(story)).text


@pytest.mark.parametrize("number", [1, 3])
def test_it_asks_the_database_as_often_for_three_as_for_one(hers, story, number, django_assert_num_queries, monkeypatch):
    monkeypatch.setattr(generation, "CHECK_EVERY", 600)  # otherwise asked once a second, in between
    for one in range(number):
        co_author.agree(asked(story, email=f"{one}@example.org", name=f"Number {one}")[0])
    generation.forget()
    hers.get(at(story))

    with django_assert_num_queries(QUERIES):
        hers.get(at(story))


def test_the_buttons_move_and_take_back(hers, story):
    one, _link = asked(story)
    other, _link = asked(story, email="di@example.org", name="Di")

    hers.post(at(story, other), {"do": "up"})
    hers.post(at(story, one), {"do": "take-back"})

    assert [row.name if row else None for row in co_author.in_order(story)] == [None, "Di"]
    assert "answered or taken back already" in hers.post(at(story, one), {"do": "take-back"}, follow=True).text


def test_whoever_has_the_link_reads_and_agrees_without_an_account(client, story):
    _one, link = asked(story)

    assert "Ana Castillo would like your name" in client.get(link).text
    assert story.title in client.get(f"{link}read/").text
    assert client.post(link, {"do": "name", "name": "", "byline_kind": "name"}).status_code == 422
    assert client.post(link, {"do": "name", "name": "C. D.", "byline_kind": "initials"})["Location"] == link

    assert "see you as C. D." in client.get(link).text
    assert "_auth_user_id" not in client.session
    assert CoAuthor.objects.values_list("state", "name", "user").get() == ("agreed", "C. D.", None)


def test_a_name_is_not_taken_for_initials(client, story):
    _one, link = asked(story, name="Nora Two")

    page = client.post(link, {"do": "name", "name": "Nora Two", "byline_kind": "initials"})

    assert page.status_code == 422 and "Yours would be N. T.;" in page.text and 'value="Nora Two"' in page.text
    assert CoAuthor.objects.get().state == "asked"


def test_a_second_answer_with_another_name_is_told(client, story):
    _one, link = asked(story)
    client.post(link, {"do": "name", "name": "Cy Doe", "byline_kind": "name"})

    page = client.post(link, {"do": "name", "name": "C. D.", "byline_kind": "initials"}, follow=True).text

    assert "accepted already, with another name" in page and "see you as Cy Doe" in page
    assert "accepted already" not in client.post(link, {"do": "name", "name": "Cy Doe", "byline_kind": "name"}, follow=True).text


@pytest.mark.parametrize(("state", "words"), [("withdrawn", "The story was withdrawn"), ("declined", "The editors declined the story")])
def test_a_story_that_is_not_on_its_way_says_so(client, story, state, words):
    _one, link = asked(story)
    assert words not in client.get(link).text
    Review.objects.filter(story=story).update(state=state)

    assert words in client.get(link).text
    client.post(link, {"do": "name", "name": "Cy Doe", "byline_kind": "name"})
    page = client.get(link).text
    assert words in page and "still read and checked" not in page


def test_whoever_left_is_not_told_that_somebody_took_it_back(client, story):
    _one, link = asked(story)
    client.post(link, {"do": "name", "name": "Cy Doe", "byline_kind": "name"})

    assert "Your name is off the story" in client.post(link, {"do": "leave"}).text
    page = client.get(link)

    assert page.status_code == 410 and "your name does not stand on the story" in page.text and "taken back" not in page.text


def test_a_closed_account_is_not_sent_to_sign_in(client, story, other_author):
    _one, link = asked(story, email=other_author.email)
    client.post(link, {"do": "write", "name": "Cy Doe", "byline_kind": "name"})
    assert "Sign in first" in client.get(link).text
    other_author.is_active = False
    other_author.save()

    page = client.get(link).text

    assert "Sign in first" not in page and "is closed" in page and "Take my name off" in page


def test_the_text_she_is_asked_to_stand_for_leads_back_to_her_answer(client, story):
    _one, link = asked(story)

    page = client.get(f"{link}read/")

    assert f'href="{link}"' in page.text
    assert "Only its authors, the editors and you see this page" in page.text


def test_opening_the_link_answers_nothing(client, story):
    _one, link = asked(story)

    for _time in range(3):
        client.get(link)
        client.head(link)

    assert CoAuthor.objects.get().state == "asked"


def test_agreed_to_write_the_story_is_on_her_desk_and_not_hers_to_give_away(client, story, other_author):
    one, link = asked(story)
    client.force_login(other_author)
    client.post(link, {"do": "write", "name": "Bo", "byline_kind": "name"})

    page = client.get(at(story))
    assert page.status_code == 200 and "Send the invitation" not in page.text and "cy@example.org" not in page.text
    assert story.title in client.get("/desk/").text
    assert client.get(f"/desk/stories/{story.pk}/edit/").status_code == 200
    assert client.post(at(story), ASK).status_code == 404
    assert client.post(at(story, one), {"do": "take-back"}).status_code == 404


def test_off_again_from_the_desk_and_from_the_link(client, story, other_author):
    one, link = asked(story)
    co_author.agree(one, user=other_author, may_edit=True)
    client.force_login(other_author)

    assert client.post(at(story, one), {"do": "leave"})["Location"] == "/desk/"
    assert client.get(at(story)).status_code == 404
    assert client.get(link).status_code == 410

    second, second_link = asked(story, email="di@example.org", name="Di")
    co_author.agree(second)
    assert "Your name is off the story" in client.post(second_link, {"do": "leave"}).text
    assert not CoAuthor.objects.filter(state="agreed").exists()


def test_no_and_never_again(client, story):
    _one, link = asked(story)

    assert "nobody can ask this address again" in client.post(link, {"do": "never"}).text

    assert client.get(link).status_code == client.get(f"{link}read/").status_code == 410
    assert client.post(link, {"do": "name", "name": "Cy", "byline_kind": "name"}).status_code == 410
    assert CoAuthor.objects.get().state == "declined"


def test_another_sites_form_answers_nothing(client, story):
    _one, link = asked(story)

    page = client.post(link, {"do": "name", "name": "Cy", "byline_kind": "name"}, headers={"Sec-Fetch-Site": "cross-site"})

    assert (page.status_code, CoAuthor.objects.get().state) == (403, "asked")


def test_a_link_that_never_was(client, db):
    assert client.get("/writers/together/nonsense/").status_code == 410
    assert client.post("/writers/together/nonsense/", {"do": "name"}).status_code == 410
    assert client.get("/writers/together/nonsense/read/").status_code == 410


@pytest.fixture
def both(story, author, other_author):
    """Two browsers at one story: hers, who began it, and her co-author's."""
    one, _link = asked(story)
    co_author.agree(one, user=other_author, may_edit=True)
    began, joined = Client(), Client()
    began.force_login(author)
    joined.force_login(other_author)
    return began, joined


def typed(client, story, tab, version, **fields):
    told = {"tab": tab, "order": "1", "version": str(version)} | fields
    return client.post(f"/desk/stories/{story.pk}/save/", {name: [value] for name, value in told.items()}, content_type="application/json")


def shown(client, story, name="edit") -> str:
    return unescape(client.get(f"/desk/stories/{story.pk}/{name}/").text)


def test_the_second_of_two_authors_is_told_who_and_when(story, both, author):
    began, joined = both
    version = re.search(r'name="version" value="(\d+)"', shown(began, story))[1]
    typed(began, story, "a", version, title="From her")

    told = typed(joined, story, "b", version, title="From the other").json()

    name = author.get_full_name()
    assert told["words"].startswith(f"{name} changed this story at ")
    assert f"The newer text, by {name}, which goes on" in shown(joined, story, "kept")
    assert f"The text below is by {name}" in shown(joined, story) and f"Kept by {name} at " in shown(joined, story)
    assert "The text below is yours." in shown(began, story)


@pytest.mark.parametrize("tab", ["", "b"])
def test_whose_text_it_is_stays_known_when_one_takes_the_others_place(story, both, author, other_author, tab):
    began, joined = both
    version = re.search(r'name="version" value="(\d+)"', shown(began, story))[1]
    typed(began, story, "", version, title="From her")
    typed(joined, story, tab, version, title="From the other")

    joined.post(f"/desk/stories/{story.pk}/kept/", {"do": "use:0"})

    page = shown(joined, story, "kept")
    assert f"By {author.get_full_name()}, set aside at" in page and "Yours, set aside" not in page
    assert f"The newer text, by {other_author.get_full_name()}, which goes on" in shown(began, story, "kept")


def test_one_part_is_taken_and_the_rest_stays(story, both):
    began, joined = both
    version = re.search(r'name="version" value="(\d+)"', shown(began, story))[1]
    typed(began, story, "a", version, title="Her title", standfirst="As it was")
    typed(joined, story, "b", version, title="Old title", standfirst="His first words")
    kept = f"/desk/stories/{story.pk}/kept/"

    assert joined.post(kept, {"do": "take:0:_kept"})["Location"] == kept
    assert joined.post(kept, {"do": "take:0:standfirst"})["Location"] == kept

    draft = TellDraft.objects.get(changes=story)
    assert (draft.data["title"], draft.data["standfirst"]) == ("Her title", "His first words")
    assert [entry["data"].get("standfirst") for entry in draft.set_aside] == [None, "As it was"]
    assert typed(began, story, "a", version, title="Typed over it").status_code == 409
