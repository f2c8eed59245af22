"""Uploaded files: pictures only, from their own folder only, with headers under which nothing runs."""

from pathlib import Path

import pytest
from django.conf import settings as configured

from pages.views import media

pytestmark = pytest.mark.django_db


@pytest.fixture
def media_root(tmp_path, settings) -> Path:
    settings.MEDIA_ROOT = tmp_path / "media"
    for folder in ("images", "original_images", "documents"):
        (settings.MEDIA_ROOT / folder).mkdir(parents=True)
        for name in ("a.jpg", "a.svg", "a.html"):
            (settings.MEDIA_ROOT / folder / name).write_bytes(b"bytes")
    (tmp_path / "secret.jpg").write_bytes(b"secret")
    return settings.MEDIA_ROOT


def test_a_rendition_is_sent_so_that_nothing_in_it_runs(client, media_root):
    answer = client.get("/media/images/a.jpg")

    assert answer.status_code == 200
    assert b"".join(answer.streaming_content) == b"bytes"
    assert answer["Content-Type"] == "image/jpeg"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"] == media.POLICY
    assert media.POLICY.startswith("sandbox; default-src 'none'; ") and "frame-ancestors 'none'" in media.POLICY
    assert "immutable" in answer["Cache-Control"]
    assert not answer.cookies
    assert client.get("/media/images/a.jpg", headers={"If-Modified-Since": answer["Last-Modified"]}).status_code == 304


@pytest.mark.parametrize(
    "path",
    ["images/a.svg", "images/a.html", "documents/a.jpg", "original_images/a.jpg", "images/none.jpg", "images/../../secret.jpg",
     "images/../original_images/a.jpg", "images/%2e%2e/original_images/a.jpg", "images/..%5c..%5csecret.jpg",
     "images/a.jpg%00.jpg", "images", "images/", "/etc/passwd", "images//etc/passwd.jpg"],
)  # fmt: skip
def test_everything_else_is_not_there(client, media_root, path):
    assert client.get(f"/media/{path}").status_code == 404


def test_a_link_out_of_the_folder_is_not_followed(client, media_root):
    (media_root / "images" / "link.jpg").symlink_to(media_root.parent / "secret.jpg")

    assert client.get("/media/images/link.jpg").status_code == 404


def test_originals_are_for_editors(client, media_root, author, editor):
    client.force_login(author)
    assert client.get("/media/original_images/a.jpg").status_code == 404

    client.force_login(editor)
    answer = client.get("/media/original_images/a.jpg")

    assert answer.status_code == 200
    assert "private" in answer["Cache-Control"]
    answer.close()


def test_evidence_does_not_lie_under_the_media():
    assert not Path(configured.PRIVATE_ROOT).is_relative_to(configured.MEDIA_ROOT)
