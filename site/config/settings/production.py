"""A newsroom on the open internet: behind TLS, everything an operator sets comes from the environment, checked here."""

from django.core.exceptions import ImproperlyConfigured

from config import env
from config.settings import base
from config.settings.base import *  # noqa: F403

if env.flag("DEMO"):
    raise ImproperlyConfigured("DEMO is set: the demo signs anybody in without a password, so production refuses to start with it.")

SECRET_KEY = env.text("SECRET_KEY")
if len(SECRET_KEY) < 50:
    raise ImproperlyConfigured("SECRET_KEY is too short: use at least 50 random characters.")
ALLOWED_HOSTS = env.hosts("ALLOWED_HOSTS")
if not ALLOWED_HOSTS:
    raise ImproperlyConfigured("ALLOWED_HOSTS is not set: name the hosts this site answers to, separated by commas.")
WAGTAILADMIN_BASE_URL = env.web_address("BASE_URL")
if not WAGTAILADMIN_BASE_URL.startswith("https://"):
    raise ImproperlyConfigured("BASE_URL must be the site's public address and start with https://.")
CSRF_TRUSTED_ORIGINS = env.web_addresses("CSRF_TRUSTED_ORIGINS", WAGTAILADMIN_BASE_URL)
if base.MAIL is None:
    raise ImproperlyConfigured("EMAIL_URL is not set: the newsroom writes to its authors. Say smtp://user:password@host:587.")

SECURE_SSL_REDIRECT = env.flag("SECURE_SSL_REDIRECT", True)
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if base.ALLAUTH_TRUSTED_PROXY_COUNT else None
SECURE_HSTS_SECONDS = env.number("HSTS_SECONDS", 31_536_000)
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
CSRF_COOKIE_NAME = "__Host-csrftoken"
SESSION_COOKIE_NAME = "__Host-sessionid"
EDITORS_NEED_SECOND_FACTOR = True
COUNT_HEADLESS_BROWSERS = env.flag("COUNT_HEADLESS_BROWSERS")
