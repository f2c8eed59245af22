#!/usr/bin/env python
"""Django's command line. `site/` is a source folder on the path, never a package (the standard library has a `site`)."""

import os
import sys
from pathlib import Path

BASE = Path(__file__).resolve().parent
sys.path.insert(1, str(BASE / "site"))

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.local")
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)
