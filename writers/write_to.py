"""Writing to a writer: a reader's letter comes in and is passed on by mail once the sender's own address is confirmed. The writer's is never shown.

A writer can close the letterbox of a byline: what was not passed on by then is not.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import timedelta

from allauth.account.models import EmailAddress
from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.translation import gettext as _

from core import generation
from core.private_link import hashed, new_key
from moderation.sources import banned
from people.models import Byline, User
from stories.models import PublishedStory
from writers import letters
from writers.models import ClosedLetterbox, Letter
from writers.states import CannotDo

CONFIRM_WITHIN = timedelta(days=3)
SAME_AGAIN = timedelta(days=1)
MOST_TO_CONFIRM = 3  # at one address, whoever typed it: nobody's box is filled by way of us
A_DAY_FROM_ONE = 5  # letters of one sender, to all writers together
A_DAY_TO_ONE = 20  # letters to one byline, from everybody together


def may_be_written_to(byline: Byline) -> bool:
    return has_somebody(byline) and not is_closed(byline)


def has_somebody(byline: Byline) -> bool:
    """A byline without an account behind it, or with a closed one, has nobody to pass a letter on to."""
    return bool(byline.user and byline.user.is_active and byline.user.email)


def is_closed(byline: Byline) -> bool:
    return ClosedLetterbox.objects.filter(byline=byline).exists()


def letterboxes(user: User) -> list[Byline]:
    """Her bylines that readers have a page of, each with `.closed`."""
    shown = Exists(PublishedStory.objects.live().filter(bylines=OuterRef("pk")))
    closed = Exists(ClosedLetterbox.objects.filter(byline=OuterRef("pk")))
    return list(Byline.objects.filter(shown, user=user).annotate(closed=closed).order_by("name", "pk"))


def choose(user: User, *, opened: Collection[int]) -> None:
    """Of her bylines, those whose number is in `opened` take letters from now on; the others do not. Nobody else's are touched."""
    with transaction.atomic():
        for byline in letterboxes(user):
            if byline.pk in opened:
                ClosedLetterbox.objects.filter(byline=byline).delete()
            else:
                ClosedLetterbox.objects.get_or_create(byline=byline)
        generation.bump()  # the way to the letter stands on pages that readers have copies of


def write_to(byline: Byline, *, name: str, email: str, words: str, source_key: str = "", user: User | None = None) -> Letter:
    """Somebody signed in has a confirmed address already; everybody else gets a mail with a link. Raises CannotDo."""
    email, key = email.strip().lower(), new_key()
    _reached(byline)
    if banned(source_key, email):
        raise CannotDo(_("Nothing can be sent from here at the moment. If you think that is a mistake, write to us from the contact page."))
    since = timezone.now() - SAME_AGAIN
    with transaction.atomic():
        same = Letter.objects.filter(byline=byline, email=email, words=words, made_at__gt=since).first()
        if same:
            return same
        _not_too_many(byline, email, source_key)
        letter = Letter.objects.create(byline=byline, name=name, email=email, words=words, key_hash=hashed(key), source_key=source_key)
        if user and EmailAddress.objects.filter(user=user, email__iexact=email, verified=True).exists():
            pass_on(letter)
        else:
            letters.to_confirm(letter, key=key)
    return letter


def find(key: str) -> Letter | None:
    return Letter.objects.select_related("byline__user").filter(key_hash=hashed(key)).first()


def pass_on(letter: Letter) -> Letter:
    """Once, however often the button is pressed. Raises CannotDo where the writer has left meanwhile, or wants no letters any more."""
    with transaction.atomic():
        writer = _reached(letter.byline)
        if Letter.objects.filter(pk=letter.pk, sent_at=None).update(sent_at=timezone.now()):
            letters.passed_on(letter, to=writer.email)
    letter.refresh_from_db()
    return letter


def _reached(byline: Byline) -> User:
    """Whom a letter to this byline is passed on to. Raises CannotDo."""
    if byline.user is None or not has_somebody(byline):
        raise CannotDo(_("Nobody can be reached under this name any more."))
    if is_closed(byline):
        raise CannotDo(_("%(name)s takes no letters at the moment. You can answer a story in the comments under it.") % {"name": byline.name})
    return byline.user


def _not_too_many(byline: Byline, email: str, source_key: str) -> None:
    recent = Letter.objects.filter(made_at__gt=timezone.now() - timedelta(days=1))
    if Letter.objects.filter(email=email, sent_at=None).count() >= MOST_TO_CONFIRM:
        raise CannotDo(_("Some letters from this address wait for their links to be opened. Look into your mail first. Your words are kept here."))
    if recent.filter(email=email).count() >= A_DAY_FROM_ONE or (source_key and recent.filter(source_key=source_key).count() >= A_DAY_FROM_ONE * 2):
        raise CannotDo(_("These are many letters for one day. Your words are kept here: send this one tomorrow."))
    if recent.filter(byline=byline).count() >= A_DAY_TO_ONE:
        raise CannotDo(_("%(name)s got many letters today. Your words are kept here: send this one tomorrow.") % {"name": byline.name})
