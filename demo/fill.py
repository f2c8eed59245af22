"""Filling an empty database with the demo, and emptying it again: files under demo/data come in, a newsroom a year old goes out."""

from __future__ import annotations

import shutil
from datetime import timedelta

from django.conf import settings
from django.core.management import call_command
from django.db import transaction
from django.utils import timezone
from post_office.models import STATUS, Email
from wagtail.models import Site

from businesses.models import Business, Place
from core import generation, search_index
from core.models import Generation, SiteSettings
from demo import cast, data_files, fill_readers, fill_sponsors, fill_wall, fill_writers
from demo.tell_stories import Teller
from pages import furnish
from stories import setup

NEWSROOM_ADDRESS = "newsroom@wellserved.example"
RECENT = timedelta(days=21)  # older mail is not worth an outbox


class NotTheDemo(Exception):
    """Raised where somebody would fill, or empty, a newsroom that is not the demo."""


def fill() -> int:
    """Fills an empty database, all or nothing. Returns how many stories were told."""
    if not settings.DEMO:
        raise NotTheDemo("This is a real newsroom: the demo is not filled into it.")
    with transaction.atomic():
        room = setup.newsroom(host="localhost", port=getattr(settings, "PORT", 8000))
        site = Site.objects.get(is_default_site=True)
        SiteSettings.objects.update_or_create(site=site, defaults={"newsroom_email": NEWSROOM_ADDRESS})
        furnish.plain_pages(room.front)
        people = cast.make_people()
        make_businesses()
        furnish.letters()
        editors = cast.editors()
        fill_wall.fill(editors)
        calls = fill_writers.make_calls(room.front)
        teller = Teller(people, editors, calls)
        told = [teller.tell(file) for file in data_files.stories()]
        fill_readers.fill()
        tidy_mail()
        fill_writers.fill(people, calls)
        fill_sponsors.fill(editors)
        generation.bump()
    return len(told)


def make_businesses() -> None:
    places = {}
    for row in data_files.read("places"):
        places[row["slug"]] = Place.objects.create(**row)
    for row in data_files.read("businesses"):
        values = {**row, "place": places.get(row.get("place")), "promise_date": row.get("promise_date") or None}
        Business.objects.create(**values)


def tidy_mail() -> None:
    """The fill wrote a year of letters in a second: each gets its story's date, and only the last weeks' stay in the outbox."""
    from moderation.models import Decision
    from stories.models import Message

    dates = {(message.story.owner.email, message.subject): message.sent_at for message in Message.objects.select_related("story__owner")}
    sent = dict(Decision.objects.filter(action="sent-to-review").values_list("title", "made_at"))
    for mail in Email.objects.all():
        made_at = dates.get((mail.to[0], mail.subject)) or next((date for title, date in sent.items() if title in mail.subject or title in mail.message), None)
        if made_at is None or made_at < timezone.now() - RECENT:
            mail.delete()
        else:
            Email.objects.filter(pk=mail.pk).update(created=made_at, last_updated=made_at, status=STATUS.sent)


def empty() -> None:
    """Forgets everything in the database; tables and migrations stay. Only ever the demo's."""
    if not settings.DEMO:
        raise NotTheDemo("This is a real newsroom: nothing in it is thrown away.")
    number = generation.current()
    call_command("flush", interactive=False, verbosity=0)
    search_index.ensure()
    Generation.objects.create(name=generation.NAME, number=number + 1)  # a running server must not take its old copies for new ones
    generation.forget()
    for folder in (settings.MEDIA_ROOT, settings.PRIVATE_ROOT):
        shutil.rmtree(folder, ignore_errors=True)
