"""What somebody agrees to who replies to a story: the only place where these words stand. A change of words is a new VERSION."""

from django.utils.translation import gettext_lazy as _

VERSION = "2026-11-22"
WORDS = _("By sending it you let us show this reply under this name, under this story. You can withdraw it at any time.")
