"""Starting a real newsroom: its name and its owner's address come in, furniture, pages, the first prompt and one account go out."""

from __future__ import annotations

from urllib.parse import urlsplit

from allauth.account.forms import default_token_generator
from allauth.account.models import EmailAddress
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.contrib.auth.models import Group
from django.db import transaction
from django.urls import reverse
from wagtail.models import Site

from core.models import SiteSettings
from pages import furnish
from people.models import User
from sponsors import defaults
from stories import setup


@transaction.atomic
def start(*, name: str, owner: str) -> str:
    """Returns the address, good once, where the owner chooses a password."""
    address = urlsplit(settings.WAGTAILADMIN_BASE_URL)
    room = setup.newsroom(host=address.hostname or "localhost", port=address.port or (443 if address.scheme == "https" else 80))
    site = Site.objects.get(is_default_site=True)
    site.site_name = name
    site.save(update_fields=["site_name"])
    SiteSettings.objects.update_or_create(site=site, defaults={"name": name, "newsroom_email": owner})
    furnish.plain_pages(room.front)
    furnish.first_prompt()
    furnish.letters()
    defaults.lines()
    user = User.objects.create_superuser(owner)
    user.groups.add(Group.objects.get(name=setup.EDITORS))
    EmailAddress.objects.create(user=user, email=owner, verified=True, primary=True)
    return password_link(user)


def password_link(user: User) -> str:
    names = {"uidb36": user_pk_to_url_str(user), "key": default_token_generator.make_token(user)}
    return f"{settings.WAGTAILADMIN_BASE_URL.rstrip('/')}{reverse('account_reset_password_from_key', kwargs=names)}"
