"""Full text on SearchEntry: FTS5 with triggers on SQLite, a generated tsvector with GIN on PostgreSQL. Made after migrate."""

from __future__ import annotations

import re

from django.db import connection
from django.db.models import QuerySet
from django.db.models.expressions import RawSQL

from core.models import SearchEntry

TABLE = "core_searchentry"
MOST_RANKED = 1000  # hits that are ranked for a common word; the rest come by date

SQLITE = f"""
CREATE VIRTUAL TABLE IF NOT EXISTS core_search_fts USING fts5(title, text, content='{TABLE}', content_rowid='id', tokenize='unicode61 remove_diacritics 2');
CREATE TRIGGER IF NOT EXISTS core_search_added AFTER INSERT ON {TABLE} BEGIN
  INSERT INTO core_search_fts(rowid, title, text) VALUES (new.id, new.title, new.text); END;
CREATE TRIGGER IF NOT EXISTS core_search_removed AFTER DELETE ON {TABLE} BEGIN
  INSERT INTO core_search_fts(core_search_fts, rowid, title, text) VALUES ('delete', old.id, old.title, old.text); END;
CREATE TRIGGER IF NOT EXISTS core_search_changed AFTER UPDATE ON {TABLE} BEGIN
  INSERT INTO core_search_fts(core_search_fts, rowid, title, text) VALUES ('delete', old.id, old.title, old.text);
  INSERT INTO core_search_fts(rowid, title, text) VALUES (new.id, new.title, new.text); END;
"""
POSTGRES = f"""
ALTER TABLE {TABLE} ADD COLUMN IF NOT EXISTS words tsvector GENERATED ALWAYS AS
  (setweight(to_tsvector('english', title), 'A') || setweight(to_tsvector('english', text), 'B')) STORED;
CREATE INDEX IF NOT EXISTS core_search_words ON {TABLE} USING GIN (words);
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
    """Entries that hold every word of the query (the last one as a beginning), best first; all of them when it is empty."""
    words = words_of(query)
    if not words:
        return SearchEntry.objects.order_by("-shown_at", "-id")
    if connection.vendor == "sqlite":
        match = " ".join(f'"{word}"' for word in words) + "*"
        ranked = (
            "SELECT rowid FROM (SELECT rowid, bm25(core_search_fts, 10.0, 1.0) AS score FROM core_search_fts"
            f" WHERE core_search_fts MATCH %s LIMIT {MOST_RANKED}) ORDER BY score"
        )
        score = "(SELECT bm25(core_search_fts, 10.0, 1.0) FROM core_search_fts WHERE core_search_fts MATCH %s AND rowid = core_searchentry.id)"
        return SearchEntry.objects.filter(pk__in=RawSQL(ranked, [match])).annotate(score=RawSQL(score, [match])).order_by("score", "-id")
    match = " & ".join(f"{word}:*" if word is words[-1] else word for word in words)
    return (
        SearchEntry.objects.extra(where=["words @@ to_tsquery('english', %s)"], params=[match])
        .annotate(score=RawSQL("ts_rank(words, to_tsquery('english', %s))", [match]))
        .order_by("-score", "-id")
    )
