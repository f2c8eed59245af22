"""The people of the demo: writers, contributors, editors and an operator, none of whom has a password."""

from __future__ import annotations

from allauth.account.models import EmailAddress
from django.contrib.auth.models import Group

from demo import data_files
from people.models import Byline, User
from stories.setup import EDITORS

OPERATOR = "operator@example.org"
EDITOR = "teodora.vance@example.org"


def make_people() -> dict[str, User]:
    """Makes everybody. Returns them by e-mail address, and writers and editors by handle too."""
    told = data_files.read("people")
    people: dict[str, User] = {}
    for row in told["writers"]:
        user = person(row, handle=row["handle"], is_writer=True)
        Byline.objects.create(user=user, name=row["name"], handle=row["handle"], bio=row["bio"], beat=row["beat"])
        people[row["handle"]] = people[row["email"]] = user
    for row in told["contributors"]:
        people[row["email"]] = person(row)
    group = Group.objects.get(name=EDITORS)
    for row in told["editors"]:
        user = person(row, handle=row["handle"])
        user.groups.add(group)
        people[row["handle"]] = people[row["email"]] = user
    people[OPERATOR] = person({"name": "Sam Whitlock", "email": OPERATOR}, is_staff=True, is_superuser=True)
    return people


def person(row: dict[str, str], **fields: object) -> User:
    user = User.objects.create_user(row["email"], None, display_name=row["name"], **fields)
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return user


def editors() -> list[User]:
    return [User.objects.get(email=row["email"]) for row in data_files.read("people")["editors"]]
