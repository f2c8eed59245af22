"""Sending a story: a finished draft and an address come in, a story in review goes out, once, when the address is confirmed.

Who confirms: the code of our mail (allauth signs her in), any other sign-in in the browser that holds the draft, or the link in
the mail, which confirms and sends but does not sign in, so that nobody gets past a second factor with it. A sign-in elsewhere
sends nothing: a stranger could have typed somebody's address, and her next sign-in must not send his words under her name.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from allauth.account.models import EmailAddress
from django.core import signing
from django.db import IntegrityError, transaction
from django.db.models import F
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from core import mail
from core.quotation import within_quotes
from people.models import User
from stories import consent, place_photos, review
from stories.forms import wizard
from stories.make_page import make_page
from stories.models import CallPage, Consent, Evidence, Review, StoryPage, TellDraft

LINK_LASTS = timedelta(days=3)
SAME_CLICK = timedelta(seconds=20)  # a second Send within this time is the first one
SALT = "stories.tell.confirm"


class CannotSend(Exception):
    """The story cannot be sent; the message says why and what to do."""


def remember_call(draft: TellDraft, *, call: CallPage | None) -> None:
    """Which call a draft answers; the first one named stays, also when it closes before the story is sent."""
    if call and draft.call_id is None and TellDraft.objects.filter(pk=draft.pk, call=None, story=None).update(call=call):
        draft.call = call


def ask_to_confirm(draft: TellDraft, *, email: str) -> User | None:
    """Marks a draft as sent and waiting for its address. Whether the address had an account shows nowhere. The caller sends the mail;
    None says that another click has just done all this."""
    email = email.strip().lower()
    with transaction.atomic():
        return account_for(email) if _mark_sent(draft, email=email) else None


def _mark_sent(draft: TellDraft, *, email: str) -> bool:
    """True where this call marked it, False where another click on the same Send had done so."""
    if wizard.missing(draft):
        raise CannotSend(_("Something is still missing."))
    given = consent.given(photos=draft.photos.exists())
    changed = TellDraft.objects.filter(pk=draft.pk, version=draft.version, story=None).update(
        email=email, consent=given, sent_at=timezone.now(), version=F("version") + 1
    )
    found = TellDraft.objects.filter(pk=draft.pk).exists()
    if found:
        draft.refresh_from_db()
    if not changed and not (found and (draft.story is not None or was_just_sent(draft, email=email))):
        raise CannotSend(_("This story was changed in another tab. Look it over once more, then send it."))
    return bool(changed)


def was_just_sent(draft: TellDraft, *, email: str) -> bool:
    """True where Send was pressed a moment ago, for the same address, and nothing was changed since."""
    return bool(draft.sent_at and draft.sent_at > timezone.now() - SAME_CLICK and draft.email.lower() == email.strip().lower())


def account_for(email: str) -> User:
    """The account of an address, made where there is none. A password that was never confirmed with the address does not survive:
    otherwise whoever signed up with somebody else's address would get her stories once she confirms it."""
    email = email.strip().lower()
    with transaction.atomic():
        known = _holder(email)
        user = known or _new_account(email)
        EmailAddress.objects.filter(email__iexact=email, verified=False).exclude(user=user).delete()
        address = EmailAddress.objects.filter(user=user, email__iexact=email).first()
        if address is None:
            address = EmailAddress.objects.create(user=user, email=email, primary=not EmailAddress.objects.filter(user=user, primary=True).exists())
        never_in = user.last_login is None and not user.is_staff and not EmailAddress.objects.filter(user=user, verified=True).exists()
        if known and never_in and not address.verified and user.has_usable_password():
            user.set_unusable_password()
            user.save(update_fields=["password"])
    return user


def _holder(email: str) -> User | None:
    """Whose address it is: confirmed, or the one the account was made with. One that somebody merely added to his account is not his."""
    confirmed = EmailAddress.objects.filter(email__iexact=email, verified=True).select_related("user").first()
    return confirmed.user if confirmed else User.objects.filter(email__iexact=email).order_by("pk").first()


def _new_account(email: str) -> User:
    try:
        with transaction.atomic():
            return User.objects.create_user(email)
    except IntegrityError:  # the same address this very moment
        return User.objects.get(email=email)


def link(draft: TellDraft) -> str:
    """The path of the link in the mail; it stands for this version of the text and no later one."""
    return reverse("tell_confirm", args=[signing.dumps({"draft": draft.pk, "version": draft.version}, salt=SALT)])


def draft_of_link(token: str, *, lasts: timedelta | None = LINK_LASTS) -> TellDraft:
    """The draft a link stands for. Raises signing.SignatureExpired, signing.BadSignature, or CannotSend where the text has changed."""
    named = signing.loads(token, salt=SALT, max_age=lasts)
    draft = TellDraft.objects.filter(pk=named["draft"]).first()
    if draft is None:
        raise CannotSend(_("This story was thrown away by whoever wrote it."))
    if draft.story_id is None and (draft.version != named["version"] or draft.sent_at is None):
        raise CannotSend(_("This story was changed after we wrote to you. Send it again from the page where you wrote it, and use the newest mail."))
    return draft


def confirm_by_link(draft: TellDraft) -> StoryPage:
    """The link's button: the address is hers, and the story goes to review."""
    if draft.story is not None:
        return draft.story
    with transaction.atomic():
        user = account_for(draft.email)
        if not user.is_active:
            raise CannotSend(_("This account is closed. Write to us through the contact page."))
        address = EmailAddress.objects.filter(user=user, email__iexact=draft.email).first()
        if address and address.set_verified():
            address.set_as_primary(conditional=True)
        return submit_draft(draft, by=user)


def confirm_by_sign_in(draft: TellDraft, *, user: User) -> StoryPage | None:
    """Whoever holds the draft has signed in: it is sent if that is the account it waits for."""
    if draft.story_id or not draft.sent_at or not is_for(draft, user):
        return None
    return submit_draft(draft, by=user)


def is_for(draft: TellDraft, user: User) -> bool:
    return bool(draft.email) and EmailAddress.objects.filter(user=user, email__iexact=draft.email, verified=True).exists()


def waiting_for(user: User):
    """Drafts sent with one of her addresses, from any browser, that she has not confirmed."""
    addresses = [email.lower() for email in EmailAddress.objects.filter(user=user, verified=True).values_list("email", flat=True)]
    return TellDraft.objects.filter(story=None, changes=None, user=None, email__in=addresses).exclude(sent_at=None)


def send_now(draft: TellDraft, *, by: User) -> StoryPage:
    """Somebody who is signed in sends: nothing is left to confirm."""
    with transaction.atomic():
        _mark_sent(draft, email=by.email)
        return submit_draft(draft, by=by)


def submit_draft(draft: TellDraft, *, by: User) -> StoryPage:
    """Makes the page and puts it into review, once: of two requests at the same moment one takes the draft, the other gets its story."""
    with transaction.atomic():
        taken = TellDraft.objects.filter(pk=draft.pk, story=None).exclude(sent_at=None).update(sent_at=None)
        draft.refresh_from_db()
        if not taken:
            if draft.story is not None:
                return draft.story
            raise CannotSend(_("This story was changed after it was sent. Look it over once more, then send it."))
        _refuse_unfinished(draft)
        values = wizard.checked(draft)
        story = make_page(values, owner=by, photos=place_photos.described(draft, values, by=by))
        given = draft.consent
        Consent.objects.create(story=story, user=by, words=given["words"], version=given["version"], given_at=datetime.fromisoformat(given["given_at"]))
        Evidence.objects.filter(draft=draft).update(story=story, draft=None)
        _empty(draft, story, by)
        _answers_call(review.send_to_review(story, by=by), draft)
        desk_url = mail.absolute(f"/desk/stories/{story.pk}/")
        mail.send("receipt", by.email, {"title": within_quotes(story.title), "wait": review.usual_wait(), "desk_url": desk_url})
    return story


def _refuse_unfinished(draft: TellDraft) -> None:
    """Whatever was done to the draft since Send: nothing incomplete, and no photograph without its consent, becomes a story."""
    if wizard.missing(draft):
        raise CannotSend(_("Something is still missing. Look it over once more, then send it."))
    if draft.photos.exists() and str(consent.PHOTOS) not in draft.consent.get("words", ""):
        raise CannotSend(_("Photographs were added after you sent it. Look it over once more, then send it."))


def _answers_call(found: Review, draft: TellDraft) -> None:
    if draft.call_id:
        found.call = draft.call
        found.save(update_fields=["call"])


def _empty(draft: TellDraft, story: StoryPage, by: User) -> None:
    """The text is the story's now; the row stays, so that a link opened twice finds the story."""
    draft.photos.all().delete()
    draft.data, draft.set_aside, draft.consent, draft.email = {}, [], {}, ""
    draft.story, draft.user = story, by
    draft.save(update_fields=["data", "set_aside", "consent", "email", "story", "user"])
