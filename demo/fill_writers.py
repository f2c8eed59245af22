"""The demo's calls, applications, co-authors, remarks and invitations, from demo/data: made by everybody's verbs, then moved to their days."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model
from django.utils import timezone
from post_office.models import STATUS, Email
from wagtail.models import Comment, CommentReply, Page

from demo import data_files
from demo.fill_sponsors import newest_mail
from moderation.models import Decision
from people.models import User
from stories import remarks
from stories.models import CallPage, KindOfService, Message, Review, SectionPage, StoryPage
from stories.tell_text import to_html
from writers import answer, apply, co_author, invite
from writers.models import Application, ApplicationMessage, CoAuthor, Invitation

VERBS = {"accept": answer.accept, "ask": answer.ask, "decline": answer.decline}


def make_calls(front: Page) -> dict[str, CallPage]:
    """Each by the name that stories and applications give it."""
    made, sections = {}, {one.slug: one for one in SectionPage.objects.all()}
    for row in data_files.read("calls"):
        key, text = row.pop("key"), to_html(row.pop("body"))
        days = {"opens_at": data_files.at_hour(_day(row.pop("opens")), 9, 0), "closes_at": data_files.at_hour(_day(row.pop("closes")), 23, 59)}
        page = CallPage(**row | days | {"section": sections.get(row.get("section", "")), "body": [("text", text)]})
        Page.objects.get(pk=front.pk).add_child(instance=page)
        page.save_revision()
        made[key] = page
    return made


def fill(people: dict[str, User], calls: dict[str, CallPage]) -> None:
    """Call after the stories are told."""
    for row in data_files.read("applications"):
        make_application(row, people, calls)
    told = data_files.read("together")
    for row in told["co_authors"]:
        make_co_author(row, people)
    for row in told["remarks"]:
        make_remark(row)
    for row in told["invitations"]:
        make_invitation(row, people)


def make_application(row: dict[str, Any], people: dict[str, User], calls: dict[str, CallPage]) -> None:
    said, sent, call = row.pop("said", []), _day(row.pop("sent")), calls.get(row.pop("call", ""))
    services = KindOfService.objects.filter(slug__in=row.pop("services"))
    user = people[row["email"]] if row.pop("signed_in", False) else None
    last_mail = newest_mail()
    made = apply.apply(user=user, call=call, services=services, **{"byline_kind": "name"} | row)
    if made.confirmed_at is None:
        apply.confirm(made)
    Email.objects.filter(pk__gt=last_mail).delete()  # opened long ago
    link = {"made_at": sent, "confirmed_at": sent + timedelta(minutes=9)}
    Application.objects.filter(pk=made.pk).update(**link)
    made.refresh_from_db()
    apply.link(made)  # its key is made of the moment in which it was sent
    _decided(made, link["confirmed_at"])
    for one in said:
        say(made, one, people)


def say(made: Application, one: dict[str, Any], people: dict[str, User]) -> None:
    """A question, a decision, or the applicant's answer, on its day."""
    at = _day(one["at"])
    with mailed(at):
        if one["do"] == "answer":
            apply.answer(made, words=one["words"])
        else:
            VERBS[one["do"]](made, by=people[one["by"]], words=one["words"])
    made.refresh_from_db()
    ApplicationMessage.objects.filter(pk=made.messages.latest("pk").pk).update(sent_at=at)
    if made.decided_at:
        Application.objects.filter(pk=made.pk).update(decided_at=at)
    _decided(made, at)


def make_co_author(row: dict[str, Any], people: dict[str, User]) -> None:
    story, writer, asked = StoryPage.objects.get(slug=row["story"]), people[row["writer"]], _day(row["at"])
    with mailed(asked):
        one, _key = co_author.invite(story, email=writer.email, name=writer.get_full_name(), by=story.owner, words=row["words"])
    days = {"made_at": asked, "expires_at": asked + co_author.INVITED_FOR}
    if "agreed" in row:
        agreed = _day(row["agreed"])
        with mailed(agreed):
            co_author.agree(one, user=writer, may_edit=True)
        days["answered_at"] = agreed
    CoAuthor.objects.filter(pk=one.pk).update(**days)
    _decided(story, asked)


def make_remark(row: dict[str, Any]) -> None:
    """Beside a block of the text, on the day of the editor's letter; what its author answered came two hours later."""
    review = Review.objects.select_related("story", "editor").get(story__slug=row["story"])
    letter = Message.objects.filter(story=review.story, from_newsroom=True).latest("sent_at")
    remark = Comment.objects.create(page=review.story, user=letter.sender, text=row["words"], contentpath=f"body.{review.story.body[row['block']].id}")
    Comment.objects.filter(pk=remark.pk).update(created_at=letter.sent_at)
    if "answer" in row and review.owner:
        said = remarks.answer(remark, by=review.owner, words=row["answer"])
        CommentReply.objects.filter(pk=said.pk).update(created_at=letter.sent_at + timedelta(hours=2))


def make_invitation(row: dict[str, Any], people: dict[str, User]) -> None:
    to, at = people[row["to"]], _day(row["at"])
    with mailed(at):
        made, _key = invite.invite(email=to.email, name=to.get_full_name(), words=row["words"], by=people[row["by"]])
    Invitation.objects.filter(pk=made.pk).update(made_at=at, expires_at=at + invite.INVITED_FOR)
    _decided(made, at)


@contextmanager
def mailed(at: datetime) -> Iterator[None]:
    """What is mailed inside was mailed then."""
    last = newest_mail()
    yield
    Email.objects.filter(pk__gt=last).update(created=at, last_updated=at, status=STATUS.sent)


def _decided(about: Model, at: datetime) -> None:
    """The verbs wrote today's date into rows that are final."""
    rows = Decision._base_manager.filter(content_type=ContentType.objects.get_for_model(about), object_id=about.pk)
    rows.filter(made_at__gt=timezone.now() - timedelta(minutes=5)).update(made_at=at)


def _day(value: int | date) -> datetime:
    """So many days from today, at an hour when people write; or the day itself."""
    if not isinstance(value, int):
        return data_files.moment(value)
    return data_files.at_hour(timezone.now() + timedelta(days=value), 10 + value % 9, value * 17)
