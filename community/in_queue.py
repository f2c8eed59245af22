"""A reply as the moderators' queue shows it."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from community.models import Reply
from moderation.subjects import Facts, Subject


def facts(reply: Reply) -> Facts:
    return [(_("Story"), reply.story.title), (_("Consent"), f"{reply.consent_version} · {reply.consent_words}")]


SUBJECT = Subject(kind="reply", model=Reply, label=gettext_lazy("Replies"), group="story", related=("story__published",), facts=facts)
