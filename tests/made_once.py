"""What is costly to make is made by the real verbs once, kept as rows, and put back in every test that starts from the same tables."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from django.apps import apps
from django.db import connection, models, transaction
from django.utils import timezone
from wagtail.models import Page

ANYBODY = {"people", "account", "auth"}  # who else has an account does not change what is made
Row = dict[str, object]


def tables() -> list[type[models.Model]]:
    """Every table that verbs write to; search tables of the admin are not kept in the suite."""
    return [
        model
        for model in apps.get_models(include_auto_created=True)
        if model._meta.managed and not model._meta.proxy and model._meta.app_label != "wagtailsearch"
    ]


def rows_of(model: type[models.Model]) -> dict[object, Row]:
    names = [one.attname for one in model._meta.local_concrete_fields]
    return {row[model._meta.pk.attname]: row for row in model._base_manager.values(*names)} if names else {}


def state() -> tuple:
    """How many rows each table has and which page is the last, in one query: two equal states are as good as the same here.

    PostgreSQL never gives a key twice, so other tables' last keys would tell every test apart.
    """
    quote = connection.ops.quote_name
    parts = [f"(SELECT count(*) FROM {quote(one._meta.db_table)})" for one in tables() if one._meta.app_label not in ANYBODY]
    parts.append(f"(SELECT max(id) FROM {quote(Page._meta.db_table)})")
    with connection.cursor() as cursor:
        cursor.execute("SELECT " + ", ".join(parts))
        return tuple(cursor.fetchone())


@dataclass
class Made:
    pk: object
    at: datetime
    new: dict[type[models.Model], list[Row]] = field(default_factory=dict)
    changed: dict[type[models.Model], dict[object, Row]] = field(default_factory=dict)

    def put_back(self) -> None:
        """As if it had been made now: its moments are moved by as much as has passed since."""
        passed = timezone.now() - self.at
        with transaction.atomic():  # rows name each other, in any order
            for model, rows in self.new.items():
                fields = model._meta.local_concrete_fields
                model._base_manager.all()._insert([bare(model, later(row, passed)) for row in rows], fields=fields, using="default", raw=True)
            for model, changes in self.changed.items():
                for pk, row in changes.items():
                    found = model._base_manager.filter(pk=pk).update(**later(row, passed))
                    assert found == 1, f"{model} has no row {pk}, which making it changed"


def bare(model: type[models.Model], row: Row) -> models.Model:
    made = model.__new__(model)
    made._state = models.base.ModelState()
    made.__dict__.update(row)
    return made


def later(row: Row, passed) -> Row:
    return {name: value + passed if isinstance(value, datetime) else value for name, value in row.items()}


def watched(make: Callable[[], models.Model]) -> Made:
    """Makes it, notes what that changed in every table, and takes it back."""
    before = {model: rows_of(model) for model in tables()}
    with transaction.atomic():
        made = Made(make().pk, timezone.now())
        for model, old in before.items():
            now = rows_of(model)
            assert old.keys() <= now.keys(), f"making it removed rows of {model}"
            if new := [row for pk, row in now.items() if pk not in old]:
                made.new[model] = new
            if changed := {pk: differing(old[pk], now[pk]) for pk in old if old[pk] != now[pk]}:
                made.changed[model] = changed
        transaction.set_rollback(True)
    return made


def differing(old: Row, now: Row) -> Row:
    return {name: value for name, value in now.items() if old[name] != value}


def once(kept: dict[tuple, Made], make: Callable[[], models.Model]) -> object:
    """The key of what make() makes: watched at the first call from this state of the tables, put back at each."""
    key = state()
    if key not in kept:
        kept[key] = watched(make)
    kept[key].put_back()
    return kept[key].pk
