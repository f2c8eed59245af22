"""The roles somebody may try, each with a person of the demo, what waits for that person now, and a tour of five steps."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail.models import Comment

from demo import cast, data_files
from moderation import queue
from people.models import User
from sponsors.models import Placement
from stories.models import Review, StoryPage
from stories.states import State


@dataclass(frozen=True)
class Role:
    """`email` is empty for the reader, who has no account. `waits` says in words what there is to do."""

    key: str
    name: Any
    what: Any
    email: str
    lands_on: str
    waits: Callable[[User | None], str]

    def person(self) -> User | None:
        return User.objects.filter(email=self.email).first() if self.email else None

    def as_shown(self) -> dict[str, Any]:
        person = self.person()
        return {
            "key": self.key,
            "name": self.name,
            "what": self.what,
            "label": self.button(person),
            "email": self.email,
            "tour": [_step(row) for row in data_files.read("tours").get(self.key, [])],
        }

    def button(self, person: User | None) -> str:
        waits = self.waits(person)
        who = _("Continue as the %(role)s") % {"role": str(self.name).lower()}
        return f"{who}: {waits}" if waits else who


def _step(row: dict[str, str]) -> dict[str, str]:
    """`story` names one of the demo's by its slug, and stands in the address by its number; one that was thrown away leads to the desk."""
    if "story" not in row:
        return row
    pk = StoryPage.objects.filter(slug=row["story"]).values_list("pk", flat=True).first()
    return row | {"url": row["url"].format(story=pk) if pk else "/desk/"}


def editors_work(person: User | None) -> str:
    """Stories, quotes, applications, messages of sponsors: whatever waits."""
    count = queue.how_many_wait()
    return ngettext("%(count)s thing waits", "%(count)s things wait", count) % {"count": count}


def contributors_work(person: User | None) -> str:
    count = Review.objects.filter(owner=person, state=State.CHANGES_REQUESTED).count()
    if not count or person is None:
        return person.get_full_name() if person else ""
    words = ngettext("%(count)s story needs changes", "%(count)s stories need changes", count) % {"count": count}
    return _("%(name)s, %(words)s") % {"name": person.get_full_name(), "words": words}


def writers_work(person: User | None) -> str:
    if person is None:
        return ""
    drafts = Review.objects.filter(owner=person, state=State.DRAFT).count()
    remarks = Comment.objects.filter(page__in=Review.objects.filter(owner=person).values("story_id"), resolved_at=None).count()
    parts = [ngettext("%(count)s draft", "%(count)s drafts", drafts) % {"count": drafts}] if drafts else []
    parts += [ngettext("%(count)s remark", "%(count)s remarks", remarks) % {"count": remarks}] if remarks else []
    return ", ".join([person.get_full_name(), *parts])


def sponsors_work(person: User | None) -> str:
    member = person.sponsor_members.select_related("sponsor").first() if person else None
    if member is None or person is None:
        return ""
    running = Placement.objects.running_on(timezone.localdate()).filter(sponsor=member.sponsor).count()
    words = ngettext("%(count)s placement runs", "%(count)s placements run", running) % {"count": running}
    return _("%(name)s, %(words)s") % {"name": person.get_full_name(), "words": words}


def nothing(person: User | None) -> str:
    return ""


ROLES = [
    Role("reader", gettext_lazy("Reader"), gettext_lazy("No account. Read, search, follow."), "", "/", nothing),
    Role(
        "contributor",
        gettext_lazy("Contributor"),
        gettext_lazy("Sent in a story or two, and hears from the editor."),
        "carol.pruitt@example.org",
        "/desk/",
        contributors_work,
    ),
    Role(
        "writer",
        gettext_lazy("Writer"),
        gettext_lazy("Writes regularly, under her own name and beat."),
        "xio.beltran@example.org",
        "/desk/",
        writers_work,
    ),
    Role(
        "sponsor",
        gettext_lazy("Sponsor"),
        gettext_lazy("Supports a section, sees its figures, and has no say in a word."),
        "bettina.kroll@example.org",
        "/sponsor/desk/",
        sponsors_work,
    ),
    Role("editor", gettext_lazy("Editor"), gettext_lazy("Reads, asks, checks, publishes, and always says why."), cast.EDITOR, "/cms/", editors_work),
    Role("operator", gettext_lazy("Operator"), gettext_lazy("Runs the site, and may do everything."), cast.OPERATOR, "/cms/", nothing),
]


def role(key: str) -> Role | None:
    return next((one for one in ROLES if one.key == key), None)
