"""The editor's side of stories, inside the Wagtail admin."""
