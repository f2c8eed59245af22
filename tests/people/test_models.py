"""Accounts and bylines: how a person is found by an address, and what a byline's address may be."""

import pytest
from django.db import IntegrityError, transaction

from people.models import RESERVED_HANDLES, Byline, User, free_handle

pytestmark = pytest.mark.django_db


def byline(name: str, **fields) -> Byline:
    return Byline.objects.create(name=name, handle=free_handle(name), **fields)


def test_user_is_one_person_whatever_the_case_of_the_address():
    user = User.objects.create_user("Ana@Example.ORG", "a long password")

    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.create_user("ana@example.org", "another password")
    assert user.email == "ana@example.org"
    assert User.objects.get_by_natural_key("ANA@example.org") == user


def test_user_without_an_address_is_refused():
    with pytest.raises(ValueError, match="e-mail address"):
        User.objects.create_user("", "a long password")


def test_user_without_a_password_cannot_sign_in_with_an_empty_one():
    user = User.objects.create_user("ana@example.org")

    assert not user.has_usable_password()
    assert not user.check_password("")


def test_user_is_called_by_name_or_by_the_beginning_of_the_address():
    named = User.objects.create_user("ana@example.org", display_name="Ana Castillo")
    nameless = User.objects.create_user("bo@example.org")

    assert str(named) == "Ana Castillo"
    assert str(nameless) == "bo"


@pytest.mark.parametrize(
    ("name", "handle"),
    [
        ("Noor Haddad", "noor-haddad"),
        ("Xiomara Beltrán", "xiomara-beltran"),
        ("N. H.", "n-h"),
        ("新垣", "writer"),
        ("🛎️", "writer"),
        ("", "writer"),
        ("Ana\x00Castillo", "anacastillo"),
    ],
)
def test_free_handle_is_made_from_a_name_in_any_script(name, handle):
    assert free_handle(name) == handle


@pytest.mark.parametrize("word", sorted(RESERVED_HANDLES))
def test_free_handle_never_gives_a_reserved_word(word):
    assert free_handle(word.title()) == f"{word}-writer"


@pytest.mark.parametrize(("name", "expected"), [("Feed", "feed-writer"), ("Feed RSS", "feed-rss-writer"), ("Fiona Feed", "fiona-feed")])
def test_free_handle_is_never_taken_for_a_feed(name, expected):
    assert free_handle(name) == expected


def test_free_handle_counts_on_when_the_name_is_taken():
    first, second, third = byline("Ana Castillo"), byline("Ana Castillo"), byline("Ana Castillo")

    assert [first.handle, second.handle, third.handle] == ["ana-castillo", "ana-castillo-2", "ana-castillo-3"]


def test_free_handle_counts_on_for_a_reserved_word_too():
    assert [byline("Join").handle, byline("Join").handle] == ["join-writer", "join-writer-2"]


def test_free_handle_is_not_troubled_by_longer_names_that_begin_alike():
    byline("Ana Castillo-Reyes")
    byline("Ana Castillo 9 Lives")

    assert free_handle("Ana Castillo") == "ana-castillo"


def test_free_handle_fits_its_column_however_long_the_name_is():
    name = "Maria " * 13
    handles = [byline(name[:80]).handle for _ in range(3)]

    assert len(set(handles)) == 3
    assert max(len(handle) for handle in handles) <= Byline._meta.get_field("handle").max_length


def test_byline_shows_its_name_and_nothing_of_the_account(author):
    pseudonym = byline("A regular at the counter", kind=Byline.Kind.PSEUDONYM, user=author)

    assert str(pseudonym) == "A regular at the counter"
    assert pseudonym.get_absolute_url() == "/writers/a-regular-at-the-counter/"


def test_byline_stays_when_its_account_goes(other_author):
    kept = byline("B. L.", kind=Byline.Kind.INITIALS, user=other_author)

    other_author.delete()

    kept.refresh_from_db()
    assert kept.user is None
    assert kept.name == "B. L."
