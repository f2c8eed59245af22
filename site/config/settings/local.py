"""What `make run`, `make start` and a bare manage.py use: one small machine, debugging off, SQLite, no other service.

It is the demo unless `make start` has set up a real newsroom here (its answers stand in var/newsroom.json).
"""

import json
import secrets

from config import env
from config.settings import base
from config.settings.base import *  # noqa: F403

VAR = base.VAR

_newsroom_file = VAR / "newsroom.json"
NEWSROOM: dict[str, str] = json.loads(_newsroom_file.read_text()) if _newsroom_file.exists() else {}
DEMO = env.flag("DEMO", not NEWSROOM)
TIME_ZONE = NEWSROOM.get("time_zone", base.TIME_ZONE)

_key_file = VAR / "secret_key"
if not _key_file.exists():
    _key_file.write_text(secrets.token_urlsafe(50))
    _key_file.chmod(0o600)
SECRET_KEY = env.text("SECRET_KEY", _key_file.read_text().strip())

PORT = base.PORT
ALLOWED_HOSTS = ["127.0.0.1", "localhost", "[::1]", *env.hosts("ALLOWED_HOSTS")]
CSRF_TRUSTED_ORIGINS = env.web_addresses("CSRF_TRUSTED_ORIGINS")
WAGTAILADMIN_BASE_URL = env.web_address("BASE_URL", f"http://127.0.0.1:{PORT}")
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "http"
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True
EDITORS_NEED_SECOND_FACTOR = env.flag("EDITORS_NEED_SECOND_FACTOR")  # on your own machine a password is enough; production always asks

if DEMO:
    INSTALLED_APPS = ["demo", *base.INSTALLED_APPS]
# Without a mail server, mails stay readable in the outbox of the demo; a real newsroom keeps them queued until one is set.
