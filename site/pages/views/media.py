"""Uploaded pictures: a path under MEDIA_ROOT comes in, a file that cannot run anything goes out; everything else is nothing."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings
from django.core.exceptions import SuspiciousFileOperation
from django.http import FileResponse, Http404, HttpRequest, HttpResponseBase, HttpResponseNotModified
from django.utils._os import safe_join
from django.utils.http import http_date
from django.views.decorators.http import require_safe
from django.views.static import was_modified_since

TYPES = {
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".png": "image/png",
    ".webp": "image/webp",
    ".gif": "image/gif",
    ".avif": "image/avif",
}
PUBLIC = {"images", "sponsors"}  # renditions, and what companies show
ORIGINALS = "original_images"
FOR_EVER = "public, max-age=31536000, immutable"  # names are random or carry a hash: what is behind one never changes
POLICY = "sandbox; default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"


@require_safe
def media(request: HttpRequest, path: str) -> HttpResponseBase:
    folder = path.partition("/")[0]
    if folder not in PUBLIC and not (folder == ORIGINALS and request.user.has_perm("wagtailadmin.access_admin")):
        raise Http404(path)
    file, content_type = _file(path)
    changed = file.stat().st_mtime
    if was_modified_since(request.headers.get("If-Modified-Since"), changed):
        response: HttpResponseBase = FileResponse(file.open("rb"), content_type=content_type)
    else:
        response = HttpResponseNotModified()
    response["Last-Modified"] = http_date(changed)
    response["Cache-Control"] = FOR_EVER if folder in PUBLIC else "private, no-store"
    response["Content-Security-Policy"] = POLICY
    response["X-Content-Type-Options"] = "nosniff"
    return response


def _file(path: str) -> tuple[Path, str]:
    """The file and its type, both chosen by us: only pictures, only inside MEDIA_ROOT, no link out of it."""
    content_type = TYPES.get(Path(path).suffix.lower())
    if content_type is None or "\x00" in path:
        raise Http404(path)
    root = Path(settings.MEDIA_ROOT).resolve()
    try:
        file = Path(safe_join(str(root), path)).resolve()
    except (SuspiciousFileOperation, ValueError) as error:
        raise Http404(path) from error
    if not file.is_relative_to(root) or not file.is_file() or file.relative_to(root).parts[0] != path.partition("/")[0]:
        raise Http404(path)
    return file, content_type
