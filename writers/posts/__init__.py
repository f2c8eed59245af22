"""Readers of the formats in which posts come: an archive, folder or file goes in, posts come out one at a time."""
