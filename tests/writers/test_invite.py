"""Inviting: by an editor, or by the newsroom after a second story; accepted once, however many click at once; stopped, refused, too old."""

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection, connections
from django.utils import timezone
from post_office.models import Email

from moderation.models import Decision
from people import no_mail
from people.models import User
from writers import apply, due, invite
from writers.models import Invitation
from writers.states import CannotDo


def invited(**changes) -> tuple[Invitation, str]:
    return invite.invite(**{"email": "Cy@Example.org", "name": "Cy", "words": "Your piece on kettles!", **changes})


@pytest.mark.django_db
def test_an_editor_asks_by_mail(client, editor):
    invitation, key = invited(by=editor)

    letter = Email.objects.get(to="cy@example.org")
    assert "Your piece on kettles!" in letter.message and "Edith Moreau" in letter.message
    path = re.search(r"(/writers/join/invitation/\S+)", letter.message).group(1)
    assert path == f"/writers/join/invitation/{key}/"
    assert client.get(path).status_code == 200
    assert key not in str(Invitation.objects.values().get())
    assert not User.objects.filter(email="cy@example.org").exists()


@pytest.mark.django_db
def test_accepting_without_an_account_makes_one_and_signs_nobody_in(client, editor):
    _invitation, key = invited(by=editor)

    page = client.post(f"/writers/join/invitation/{key}/", {"do": "accept"})

    user = User.objects.get(email="cy@example.org")
    assert page.status_code == 200 and "cy@example.org" in page.text
    assert (user.is_writer, user.display_name, user.emailaddress_set.get().verified) == (True, "Cy", True)
    assert "_auth_user_id" not in client.session


@pytest.mark.django_db
def test_whoever_is_signed_in_accepts_with_that_account(client, editor, author):
    _invitation, key = invited(by=editor)
    client.force_login(author)

    first, second = (client.post(f"/writers/join/invitation/{key}/", {"do": "accept"}) for _ in range(2))

    author.refresh_from_db()
    assert (first["Location"], second["Location"], author.is_writer) == ("/desk/", "/desk/", True)
    assert Decision.objects.filter(action="writer-joined").count() == 1
    assert not User.objects.filter(email="cy@example.org").exists()


@pytest.mark.django_db
def test_a_used_invitation_makes_no_second_writer(client, editor, author, other_author):
    _invitation, key = invited(by=editor)
    invite.accept(invite.find(key), user=author)
    client.force_login(other_author)

    assert client.get(f"/writers/join/invitation/{key}/").status_code == 410
    assert client.post(f"/writers/join/invitation/{key}/", {"do": "accept"}).status_code == 410
    other_author.refresh_from_db()
    assert not other_author.is_writer


@pytest.mark.django_db
def test_too_old_or_stopped_it_does_nothing(client, editor, author):
    old, old_key = invited(by=editor)
    Invitation.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    stopped, stopped_key = invited(by=editor, email="di@example.org")
    invite.stop(stopped, by=editor)

    for key in (old_key, stopped_key, "nonsense"):
        assert client.get(f"/writers/join/invitation/{key}/").status_code == 410
    for one in (old, stopped):
        with pytest.raises(CannotDo, match="used, stopped or is too old"):
            invite.accept(one, user=author)
    with pytest.raises(CannotDo, match="already"):
        invite.stop(stopped, by=editor)
    assert not User.objects.filter(is_writer=True).exists()


@pytest.mark.django_db
def test_a_second_invitation_takes_the_place_of_the_first(editor):
    _first, old_key = invited(by=editor)
    _second, new_key = invited(by=editor)

    assert [invite.is_open(invite.find(key)) for key in (old_key, new_key)] == [False, True]


@pytest.mark.django_db
def test_no_is_for_ever(client, editor):
    _invitation, key = invited(by=editor)

    assert client.post(f"/writers/join/invitation/{key}/", {"do": "refuse"}).status_code == 200
    assert client.post(f"/writers/join/invitation/{key}/", {"do": "refuse"}).status_code == 200

    assert no_mail.refused("cy@example.org")
    with pytest.raises(CannotDo, match="never to be asked"):
        invited(by=editor)
    assert client.post(f"/writers/join/invitation/{key}/", {"do": "accept"}).status_code == 410


@pytest.mark.django_db
def test_refusing_what_was_accepted_changes_nothing(client, editor, author):
    _invitation, key = invited(by=editor)
    invite.accept(invite.find(key), user=author)

    page = client.post(f"/writers/join/invitation/{key}/", {"do": "refuse"})

    assert "accepted already" in page.text
    assert not no_mail.refused("cy@example.org")


@pytest.mark.django_db
def test_whom_an_editor_cannot_ask(editor, author):
    author.is_writer = True
    author.save()
    apply.confirm(apply.apply(email="hattie@example.org", byline="H", byline_kind="name", place="B", sample="S"))

    for email, why in (("nonsense", "Check the e-mail"), (author.email, "writer already"), ("hattie@example.org", "application")):
        with pytest.raises(CannotDo, match=why):
            invited(by=editor, email=email)
    assert not Invitation.objects.exists()


@pytest.mark.django_db
def test_a_contributor_is_asked_once_after_her_second_story(make_story, publish, author):
    publish(make_story(author))
    due.ask_contributors()
    assert not Invitation.objects.exists()

    publish(make_story(author, title="The second one"))
    due.ask_contributors()
    due.ask_contributors()

    invitation = Invitation.objects.get()
    assert (invitation.email, invitation.made_by) == (author.email, None)
    assert Email.objects.filter(to=author.email, message__contains="/writers/join/invitation/").count() == 1
    Invitation.objects.update(expires_at=timezone.now() - timedelta(days=9))
    due.ask_contributors()
    assert Invitation.objects.count() == 1


@pytest.mark.django_db
@pytest.mark.parametrize("left_alone", ["writer", "refused", "applied", "closed", "removed", "long ago"])
def test_who_is_left_alone(make_story, publish, author, left_alone):
    stories = [publish(make_story(author, title=title)) for title in ("One", "Two")]
    if left_alone == "writer":
        User.objects.filter(pk=author.pk).update(is_writer=True)
    elif left_alone == "refused":
        no_mail.refuse(author.email)
    elif left_alone == "applied":
        apply.apply(email=author.email, user=author, byline="A", byline_kind="name", place="B", sample="S")
    elif left_alone == "closed":
        User.objects.filter(pk=author.pk).update(is_active=False)
    elif left_alone == "removed":
        stories[0].unpublish()
    else:
        from stories.models import PublishedStory

        PublishedStory.objects.update(shown_at=timezone.now() - timedelta(days=31))

    due.ask_contributors()

    assert not Invitation.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_clicked_by_many_at_once_it_is_accepted_once(newsroom, editor):
    if connection.vendor == "sqlite":
        pytest.skip("an in-memory database has one connection")
    _invitation, key = invited(by=editor)
    people = [User.objects.create_user(f"p{number}@example.org") for number in range(4)]

    def accept(number: int) -> bool:
        try:
            invite.accept(invite.find(key), user=people[number % 4])
            return True
        except CannotDo:
            return False
        finally:
            connections.close_all()

    with ThreadPoolExecutor(12) as pool:
        done = sum(pool.map(accept, range(12)))

    assert done == 3  # the one who was first, with all three of her clicks
    assert User.objects.filter(is_writer=True).count() == 1
    assert Decision.objects.filter(action="writer-joined").count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_clicks_without_an_account_make_one(newsroom, editor):
    if connection.vendor == "sqlite":
        pytest.skip("an in-memory database has one connection")
    _invitation, key = invited(by=editor)

    def accept(_number: int) -> int:
        try:
            return invite.accept(invite.find(key)).pk
        finally:
            connections.close_all()

    with ThreadPoolExecutor(6) as pool:
        found = set(pool.map(accept, range(6)))

    assert found == {User.objects.get(email="cy@example.org").pk}
