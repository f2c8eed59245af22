"""Writing together: whoever began a story invites somebody by mail; her name is shown only after she agreed, and goes when she says so.

Whoever has the link in the mail answers, with an account or without; changing the text needs one. The link stays good for taking the name
off again. Its key stands in no table.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from allauth.account.models import EmailAddress
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import IntegrityError, transaction
from django.db.models import Max
from django.dispatch import receiver
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from core import mail
from core.private_link import hashed, new_key
from core.quotation import within_quotes
from moderation import log
from people import no_mail
from people.models import Byline, User, free_handle
from stories.make_page import byline_of
from stories.models import Author, Review, StoryPage
from stories.publish import announced
from stories.states import State
from stories.submit import account_for
from writers import sign
from writers.models import CoAuthor
from writers.states import CannotDo

INVITED_FOR = timedelta(days=30)
MOST = 8  # co-authors of one story, with those who have not answered
A_DAY = 20  # invitations of one person
ASKED, AGREED, DECLINED, TAKEN_BACK = CoAuthor.State.ASKED, CoAuthor.State.AGREED, CoAuthor.State.DECLINED, CoAuthor.State.TAKEN_BACK


def invite(
    story: StoryPage, *, email: str, name: str, by: User, byline_kind: str = Byline.Kind.NAME, may_edit: bool = True, words: str = ""
) -> tuple[CoAuthor, str]:
    """Mails a link, good for an answer for INVITED_FOR. Nobody's name is shown by that. The key is given here only. Raises CannotDo."""
    email, key, name = email.strip().lower(), new_key(), name.strip()
    try:
        with transaction.atomic():
            story = sign.hold(story)
            _can_invite(story, email, name, by)
            CoAuthor.objects.filter(story=story, email=email, state=ASKED, expires_at__lte=timezone.now()).update(state=TAKEN_BACK)
            last = CoAuthor.objects.filter(story=story).aggregate(last=Max("position"))["last"] or 0
            values = {"name": name, "byline_kind": byline_kind, "may_edit": may_edit, "words": words.strip(), "position": max(last, sign.OWNER_AT) + 1}
            one = CoAuthor.objects.create(story=story, email=email, key_hash=hashed(key), made_by=by, expires_at=timezone.now() + INVITED_FOR, **values)
            log.record(story, action="co-author-invited", actor=by)
            _mail("co_author_invited", email, one, by=by.get_full_name(), path=reverse("co_author", args=[key]))
    except IntegrityError:
        raise CannotDo(_("This address is asked already, or writes with you.")) from None
    return one, key


def find(key: str) -> CoAuthor | None:
    return CoAuthor.objects.select_related("story", "made_by", "user").filter(key_hash=hashed(key)).first()


def is_open(one: CoAuthor) -> bool:
    return one.state == ASKED and one.expires_at > timezone.now()


def agree(one: CoAuthor, *, user: User | None = None, name: str = "", byline_kind: str = "", may_edit: bool = False) -> CoAuthor:
    """Once; the same person's second click finds it done. `name` and `byline_kind` are how she wants to be shown. `may_edit`: she wants to change
    the text, where that was offered; without `user` that makes an account of the address it was mailed to. Raises CannotDo."""
    now, may_edit = timezone.now(), may_edit and one.may_edit
    with transaction.atomic():
        story = sign.hold(one.story)
        who = user or (_account(one.email) if may_edit else _holder(one.email))
        _can_agree(one, story, who)
        values = {"user": who, "may_edit": may_edit, "name": name.strip() or one.name, "byline_kind": byline_kind or one.byline_kind}
        open_one = CoAuthor.objects.filter(pk=one.pk, state=ASKED, expires_at__gt=now)
        taken = open_one.update(state=AGREED, answered_at=now, **values)
        one.refresh_from_db()
        if not taken and (one.state != AGREED or one.user_id != (who.pk if who else None)):
            raise CannotDo(_("This invitation was answered, taken back or is too old. Ask for a new one."))
        if taken:
            one.byline = _byline(one, who)
            one.save(update_fields=["byline"])
            sign.sign(story)
            log.record(story, action="co-author-agreed", actor=who)
            _tell_owner("co_author_agreed", one)
    return one


def decline(one: CoAuthor, *, never_again: bool = False) -> CoAuthor:
    """No. Twice is once; what was agreed to stays. `never_again`: nobody may ask this address any more."""
    with transaction.atomic():
        if CoAuthor.objects.filter(pk=one.pk, state=ASKED).update(state=DECLINED, answered_at=timezone.now()):
            log.record(one.story, action="co-author-declined")
            _tell_owner("co_author_declined", one)
            if never_again:
                no_mail.refuse(one.email)
    one.refresh_from_db()
    return one


def leave(one: CoAuthor, *, by: User | None = None) -> CoAuthor:
    """She takes her consent back: her name goes from the story at once, published or not. Twice is once."""
    with transaction.atomic():
        story = sign.hold(one.story)
        if _off(one, story):
            log.record(story, action="co-author-left", actor=by or one.user)
            _tell_owner("co_author_left", one)
    return one


def take_back(one: CoAuthor, *, by: User) -> CoAuthor:
    """Whoever began the story takes an invitation back, or writes on alone while nothing is published. Raises CannotDo."""
    with transaction.atomic():
        story = sign.hold(one.story)
        one.refresh_from_db()
        if one.state == AGREED and Author.objects.filter(story=story, byline=one.byline_id, story__live=True).exists():
            raise CannotDo(_("The story is published with this name. Only whoever bears it takes it off, or an editor: write to them."))
        was_agreed = one.state == AGREED
        if not _off(one, story):
            raise CannotDo(_("This invitation was answered or taken back already. Reload the page."))
        log.record(story, action="co-author-taken-back", actor=by)
        if was_agreed:
            _mail("co_author_taken_back", one.email, one, by=by.get_full_name())
    return one


def move(one: CoAuthor, *, up: bool) -> CoAuthor:
    """One place up or down among everybody who is asked or agreed and whoever began the story. At an end nothing happens."""
    with transaction.atomic():
        story = sign.hold(one.story)
        order = in_order(story)
        at = next((number for number, row in enumerate(order) if row is not None and row.pk == one.pk), None)
        to = None if at is None else at + (-1 if up else 1)
        if at is not None and to is not None and 0 <= to < len(order):
            order[at], order[to] = order[to], order[at]
            middle = order.index(None)
            for number, row in enumerate(order):
                if row is not None:
                    CoAuthor.objects.filter(pk=row.pk).update(position=sign.OWNER_AT + number - middle)
            if any(row is not None and row.state == AGREED for row in (order[at], order[to])):
                sign.sign(story)
    one.refresh_from_db()
    return one


def in_order(story: StoryPage) -> list[CoAuthor | None]:
    """Everybody who is asked or agreed, as they stand; None is whoever began the story."""
    rows = list(CoAuthor.objects.filter(story=story, state__in=[ASKED, AGREED]).select_related("user", "byline"))
    before = [row for row in rows if row.position < sign.OWNER_AT]
    return [*before, None, *rows[len(before) :]]


@receiver(announced, dispatch_uid="co_authors_told")
def tell_published(sender: type[StoryPage], story: StoryPage, path: str, **kwargs: Any) -> None:
    """Everybody who is named on it learns that it stands; whoever began it is told by the review's own letter."""
    for one in CoAuthor.objects.filter(story=story, state=AGREED, byline__in=Author.objects.filter(story=story).values("byline")):
        _mail("co_author_published", one.email, one, path=path)


def _can_invite(story: StoryPage, email: str, name: str, by: User) -> None:
    try:
        validate_email(email)
    except ValidationError:
        raise CannotDo(_("Check the e-mail address: the invitation goes there.")) from None
    if not name:
        raise CannotDo(_("Say which name readers would see."))
    if Review.objects.filter(story=story, state=State.UNPUBLISHED).exists():
        raise CannotDo(_("This story was removed from the site: nobody can join it now."))
    if by.email.lower() == email or EmailAddress.objects.filter(user=by, email__iexact=email).exists():
        raise CannotDo(_("That is your own address. You are its author already."))
    if no_mail.refused(email):
        raise CannotDo(_("Whoever has this address asked never to be asked again."))
    if CoAuthor.objects.filter(story=story, state__in=[ASKED, AGREED]).count() >= MOST:
        raise CannotDo(_("A story has at most %(most)s co-authors. Take an invitation back first.") % {"most": MOST})
    if CoAuthor.objects.filter(made_by=by, made_at__gt=timezone.now() - timedelta(days=1)).count() >= A_DAY:
        raise CannotDo(_("You have invited many people today. Go on tomorrow."))


def _can_agree(one: CoAuthor, story: StoryPage, who: User | None) -> None:
    if who is None:
        return
    if not who.is_active:
        raise CannotDo(_("The account of this address is closed. Write to us through the contact page."))
    if Review.objects.filter(story=story, owner=who).exists():
        raise CannotDo(_("You are signed in as the person who began this story. Sign out, then open the link again."))
    if CoAuthor.objects.filter(story=story, user=who, state=AGREED).exclude(pk=one.pk).exists():
        raise CannotDo(_("You are an author of this story already, under another address."))


def _off(one: CoAuthor, story: StoryPage) -> bool:
    """Ends what is asked or agreed, once, and strikes the name. A byline that nobody's account stands behind goes with it."""
    if not CoAuthor.objects.filter(pk=one.pk, state__in=[ASKED, AGREED]).update(state=TAKEN_BACK):
        return False
    one.refresh_from_db()
    byline = one.byline
    if byline is not None:
        sign.strike(story, byline=byline)
        if byline.user_id is None and not byline.authorships.exists():
            CoAuthor.objects.filter(byline=byline).update(byline=None)
            byline.delete()
    one.refresh_from_db()
    return True


def _byline(one: CoAuthor, who: User | None) -> Byline:
    if who:
        return byline_of(who, {"byline": one.name, "byline_kind": one.byline_kind})
    return Byline.objects.create(name=one.name, kind=one.byline_kind, handle=free_handle(one.name))


def _account(email: str) -> User:
    """The link proves the address, and signs nobody in."""
    user = account_for(email)
    address = EmailAddress.objects.filter(user=user, email__iexact=email).first()
    if address and address.set_verified():
        address.set_as_primary(conditional=True)
    return user


def _holder(email: str) -> User | None:
    known = EmailAddress.objects.filter(email__iexact=email, verified=True).select_related("user").first()
    return known.user if known else None


def _tell_owner(template: str, one: CoAuthor) -> None:
    owner = User.objects.filter(reviews__story=one.story_id, is_active=True).first()
    if owner:
        _mail(template, owner.email, one, path=reverse("desk_together", args=[one.story_id]))


def _mail(template: str, to: str, one: CoAuthor, *, by: str = "", path: str = "") -> None:
    title = within_quotes(one.story.draft_title or one.story.title)
    mail.send(template, to, {"one": one, "title": title, "by": by, "url": mail.absolute(path) if path else ""})
