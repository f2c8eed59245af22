"""What holds a story back: it is about a sponsor whose placement runs or comes, and no editor has settled that yet."""

from __future__ import annotations

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from sponsors import subject
from sponsors.dates import site_today
from sponsors.models import Clash, Placement, Sponsor
from stories.models import StoryPage


def reasons(story: StoryPage) -> list[str]:
    """For stories/holds.py: words for an editor, one for each sponsor."""
    told = _("This story is about %(sponsor)s, which supports us now or will soon. Settle that first: say why it goes out all the same, or stop the placement.")
    return [told % {"sponsor": sponsor.name} for sponsor in clashing(story)]


def clashing(story: StoryPage) -> list[Sponsor]:
    """`story` is the version that would be published: its businesses count, whatever readers see now."""
    ids = {row.business_id for row in story.story_businesses.all() if row.business_id}
    supporting = set(sent_or_sold().values_list("sponsor_id", flat=True)) if ids else set()
    if not supporting:
        return []
    found = [sponsor for sponsor in subject.sponsors_about(ids) if sponsor.pk in supporting]
    settled = set(Clash.objects.filter(story_id=story.pk).values_list("sponsor_id", flat=True)) if found else set()
    return [sponsor for sponsor in found if sponsor.pk not in settled]


def sent_or_sold() -> QuerySet[Placement]:
    """Of those, what holds a story back. A hold costs nothing: with one, anybody could keep a story about a competitor from its readers."""
    return active().filter(state__in=[Placement.State.SUBMITTED, Placement.State.APPROVED])


def active() -> QuerySet[Placement]:
    """Placements that run or come; a hold whose time is over is neither, although nobody marked it yet."""
    lapsed = Placement.objects.lapsed_by(timezone.now()).values("pk")
    return Placement.objects.current_or_coming(site_today()).exclude(pk__in=lapsed)
