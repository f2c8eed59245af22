"""The door a server comes in by: `granian --interface wsgi config.wsgi:application` with PYTHONPATH=site."""

import gc
import os
import sys
from pathlib import Path

BASE = Path(__file__).resolve().parents[2]
for folder in (str(BASE / "site"), str(BASE)):
    if folder not in sys.path:
        sys.path.insert(1, folder)

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.local")

from django.core.wsgi import get_wsgi_application  # noqa: E402  (the path comes first)

site = get_wsgi_application()

from sponsors.doorway import beacons_first  # noqa: E402  (it names models, so Django comes first)

application = beacons_first(site)
gc.collect()
gc.freeze()  # what is loaded now stays: walking it again and again was the longest pause of a request
