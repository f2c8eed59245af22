"""The one narrow table that public search reads; filled by the verbs that publish, never by a request of a reader.

Full text: SQLite's FTS5 or PostgreSQL's tsvector, both made by core.search_index.
"""

from django.db import models


class SearchEntry(models.Model):
    kind = models.CharField(max_length=20)  # 'story', 'business', 'place', 'writer', 'quote'
    target = models.PositiveBigIntegerField()
    title = models.CharField(max_length=255)
    text = models.TextField(blank=True)
    summary = models.CharField(max_length=400, blank=True)
    url = models.CharField(max_length=400)
    label = models.CharField(max_length=160, blank=True)  # what stands above the title: section, trade, region
    section = models.CharField(max_length=80, blank=True)
    place = models.CharField(max_length=80, blank=True)
    services = models.CharField(max_length=400, blank=True)  # slugs between spaces, ' put-it-right told-the-truth '
    year = models.PositiveSmallIntegerField(null=True)
    shown_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "target"], name="one_entry_each")]
        indexes = [
            models.Index(fields=["-shown_at", "-id"], name="search_by_date"),
            models.Index(fields=["kind", "-shown_at", "-id"], name="search_by_kind"),
        ]

    def __str__(self) -> str:
        return f"{self.kind}: {self.title}"
