"""The wall in the Wagtail admin."""
