"""Full text on SearchEntry: FTS5 with triggers on SQLite, a generated tsvector with GIN on PostgreSQL. Made after migrate."""

from __future__ import annotations

import re

from django.db import connection
from django.db.models import QuerySet
from django.db.models.expressions import OrderBy, RawSQL

from core.models import SearchEntry

TABLE = "core_searchentry"
MOST_RANKED = 1000  # hits that are ranked for a common word; the rest come by date

SQLITE = """
CREATE VIRTUAL TABLE IF NOT EXISTS core_search_fts USING fts5(
  title, text, content='core_searchentry', content_rowid='id', tokenize='unicode61 remove_diacritics 2');
CREATE TRIGGER IF NOT EXISTS core_search_added AFTER INSERT ON core_searchentry BEGIN
  INSERT INTO core_search_fts(rowid, title, text) VALUES (new.id, new.title, new.text); END;
CREATE TRIGGER IF NOT EXISTS core_search_removed AFTER DELETE ON core_searchentry BEGIN
  INSERT INTO core_search_fts(core_search_fts, rowid, title, text) VALUES ('delete', old.id, old.title, old.text); END;
CREATE TRIGGER IF NOT EXISTS core_search_changed AFTER UPDATE ON core_searchentry BEGIN
  INSERT INTO core_search_fts(core_search_fts, rowid, title, text) VALUES ('delete', old.id, old.title, old.text);
  INSERT INTO core_search_fts(rowid, title, text) VALUES (new.id, new.title, new.text); END;
"""
POSTGRES = """
ALTER TABLE core_searchentry ADD COLUMN IF NOT EXISTS words tsvector GENERATED ALWAYS AS
  (setweight(to_tsvector('english', title), 'A') || setweight(to_tsvector('english', text), 'B')) STORED;
CREATE INDEX IF NOT EXISTS core_search_words ON core_searchentry USING GIN (words);
"""


def ensure(**kwargs: object) -> None:
    """Makes what the database needs for full text; safe to call again (after every migrate)."""
    if TABLE not in connection.introspection.table_names():
        return
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            for statement in re.split(r"(?<=END;)\n|(?<=2'\);)\n", SQLITE.strip()):
                cursor.execute(statement)
    else:
        with connection.cursor() as cursor:
            cursor.execute(POSTGRES)


def words_of(query: str) -> list[str]:
    return re.findall(r"\w+", query.replace("\x00", " "))[:12]


def search(query: str) -> QuerySet[SearchEntry]:
    """Entries that hold every word of the query (the last one as a beginning), best first; all of them when it is empty.

    Only the newest MOST_RANKED hits of a common word are ranked: ranking costs per hit, and nobody pages past them.
    """
    words = words_of(query)
    if not words:
        return SearchEntry.objects.order_by("-shown_at", "-id")
    matching, score = (_sqlite if connection.vendor == "sqlite" else _postgres)(words)
    oldest = matching.order_by("-id").values_list("id", flat=True)[MOST_RANKED : MOST_RANKED + 1]
    for cut in oldest:
        matching = matching.filter(pk__gt=cut)
    return matching.order_by(score, "-id")


# The words reach the database as parameters; what stands in the SQL below is ours alone.
def _sqlite(words: list[str]) -> tuple[QuerySet[SearchEntry], OrderBy]:
    match = " ".join(f'"{word}"' for word in words) + "*"
    joined = SearchEntry.objects.extra(  # noqa: S610
        tables=["core_search_fts"], where=["core_search_fts MATCH %s", f"core_search_fts.rowid = {TABLE}.id"], params=[match]
    )
    return joined, OrderBy(RawSQL("bm25(core_search_fts, 10.0, 1.0)", []))  # noqa: S611


def _postgres(words: list[str]) -> tuple[QuerySet[SearchEntry], OrderBy]:
    match = " & ".join([*words[:-1], f"{words[-1]}:*"])
    matching = SearchEntry.objects.extra(where=["words @@ to_tsquery('english', %s)"], params=[match])  # noqa: S610
    return matching, OrderBy(RawSQL("ts_rank(words, to_tsquery('english', %s))", [match]), descending=True)  # noqa: S611
