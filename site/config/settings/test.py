"""The suite: quick passwords, mails kept in memory's outbox by post_office at once, unhashed static files."""

import tempfile
from pathlib import Path

from config.settings import base
from config.settings.base import *  # noqa: F403

SECRET_KEY = "only for the suite"  # noqa: S105
ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
TEST_VAR = Path(tempfile.gettempdir()) / "wellserved-test"
STATIC_ROOT = TEST_VAR / "static"
STATIC_ROOT.mkdir(parents=True, exist_ok=True)  # WhiteNoise warns of a folder that is missing
MEDIA_ROOT = TEST_VAR / "media"
PRIVATE_ROOT = TEST_VAR / "private"
INSTALLED_APPS = ["demo", *base.INSTALLED_APPS]
DEMO = True
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "private": {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": PRIVATE_ROOT, "base_url": None}},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "default"},
    "pages": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "pages"},
}
POST_OFFICE = {**base.POST_OFFICE, "BACKENDS": {"default": "django.core.mail.backends.locmem.EmailBackend"}, "DEFAULT_PRIORITY": "now"}
TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "http"
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True
FOLLOW_LINKS = False  # tests that follow one say so, and have a server of their own
COUNT_IN_BACKGROUND = False  # tests write what waits by themselves, in their own transaction
WAGTAILSEARCH_BACKENDS = {"default": {**base.WAGTAILSEARCH_BACKENDS["default"], "AUTO_UPDATE": False}}  # the admin's search is Wagtail's own
