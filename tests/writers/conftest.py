"""A blog as somebody might bring it along."""

import pytest

from people.models import Byline
from tests.writers.samples import HUGO_TOML, JEKYLL, PLAIN, picture


@pytest.fixture
def blog(tmp_path):
    """A folder with a Jekyll post, a Hugo bundle and a plain text."""
    root = tmp_path / "blog"
    (root / "_posts").mkdir(parents=True)
    (root / "assets").mkdir()
    (root / "three-calls").mkdir()
    (root / "_posts" / "2019-03-03-hardware.md").write_text(JEKYLL)
    (root / "assets" / "counter.jpg").write_bytes(picture())
    (root / "three-calls" / "index.md").write_text(HUGO_TOML)
    (root / "three-calls" / "baker.jpg").write_bytes(picture("blue"))
    (root / "porter.txt").write_text(PLAIN)
    (root / "style.css").write_text("p {}")
    return root


@pytest.fixture
def byline(author):
    return Byline.objects.create(user=author, name="Ana Castillo", handle="ana")
