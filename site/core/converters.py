"""Converters for addresses: import this where a path needs one."""

from __future__ import annotations

from django.urls import register_converter
from django.urls.converters import IntConverter


class RowIdConverter(IntConverter):
    """An id that both databases can be asked for, also through a related table; any larger number is no address."""

    regex = "[0-9]{1,18}"


register_converter(RowIdConverter, "row_id")
