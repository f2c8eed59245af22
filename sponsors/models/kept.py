"""Rows of money and counts: nobody deletes them, in code, in the admin or through another row."""

from __future__ import annotations

from django.db import models


class IsKept(Exception):
    """Raised where code tries to delete a row of money or counts: bills are credited, sponsors are closed."""


class KeptQuerySet(models.QuerySet):
    def delete(self):
        raise IsKept("Rows of money and counts are kept.")

    def _raw_delete(self, using):
        raise IsKept("Rows of money and counts are kept.")


class Kept(models.Model):
    objects = KeptQuerySet.as_manager()

    class Meta:
        abstract = True

    def delete(self, *args, **kwargs):
        raise IsKept("Rows of money and counts are kept.")
