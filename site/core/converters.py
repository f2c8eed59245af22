"""Converters for addresses, known to every list of addresses once the site is set up (core/apps.py)."""

from __future__ import annotations

from django.urls import register_converter
from django.urls.converters import IntConverter


class RowIdConverter(IntConverter):
    """An id that both databases can be asked for, also through a related table; any larger number is no address."""

    regex = "[0-9]{1,18}"


def register() -> None:
    register_converter(RowIdConverter, "row_id")
