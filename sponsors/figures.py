"""What was counted: a placement or a sponsor comes in, tables of what was seen, clicked and not counted go out, by day, page, story and reason."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.contrib.humanize.templatetags.humanize import intcomma
from django.db.models import Sum
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sponsors.dates import dates, site_today
from sponsors.models import DayDiscard, DayPage, DayTotal, Hit, Placement, Reason, Sponsor
from stories.models import PublishedStory

DAYS_IN_A_TABLE = 92  # longer than that goes by month
STORIES_IN_A_TABLE = 50
PLACEMENTS_IN_A_TABLE = 50
PAGES = {
    "section": gettext_lazy("The section's page"),
    "story": gettext_lazy("Stories"),
    "wall": gettext_lazy("The quote wall"),
    "front": gettext_lazy("The front page"),
}


@dataclass(frozen=True)
class Count:
    """Hits. Views and clicks were counted, `discarded` were not."""

    views: int = 0
    clicks: int = 0
    discarded: int = 0

    @property
    def all(self) -> int:
        return self.views + self.clicks + self.discarded

    def __add__(self, other: Count) -> Count:
        return Count(self.views + other.views, self.clicks + other.clicks, self.discarded + other.discarded)


@dataclass(frozen=True)
class Period:
    """One day, or one month by its first day."""

    day: date
    count: Count
    monthly: bool = False

    @property
    def label(self) -> str:
        return date_format(self.day, "M Y" if self.monthly else "D, M j")

    @property
    def long(self) -> str:
        return date_format(self.day, "F Y" if self.monthly else "F j, Y")

    @property
    def short(self) -> str:
        return date_format(self.day, "M Y" if self.monthly else "M j")


@dataclass(frozen=True)
class PageRow:
    name: str
    views: int
    clicks: int
    url: str = ""


@dataclass(frozen=True)
class Why:
    """So many hits were not counted for this reason."""

    hit: str
    words: str
    number: int


@dataclass(frozen=True)
class PlacementRow:
    placement: Placement
    count: Count

    @property
    def dates(self) -> str:
        return dates(self.placement.starts, self.placement.ends)


@dataclass(frozen=True)
class PlacementsRow:
    """So many that are not listed one by one."""

    number: int
    count: Count


@dataclass(frozen=True)
class Figures:
    """Everything a page or a letter tells. `stories` are the most seen ones, `other_stories` the sum of those after them."""

    total: Count
    periods: list[Period]
    monthly: bool
    pages: list[PageRow] = field(default_factory=list)
    stories: list[PageRow] = field(default_factory=list)
    other_stories: PageRow | None = None
    reasons: list[Why] = field(default_factory=list)
    placements: list[PlacementRow] = field(default_factory=list)
    other_placements: PlacementsRow | None = None

    @property
    def last(self) -> Period:
        return self.periods[-1]

    @property
    def clicks_of_views(self) -> str:
        """x of y in words; nothing where readers without JavaScript, who are not seen to see, make it nonsense."""
        if not self.total.clicks or self.total.clicks > self.total.views:
            return ""
        told = {"clicks": intcomma(self.total.clicks), "views": intcomma(self.total.views)}
        return _("%(clicks)s of %(views)s times that it was seen, it was clicked.") % told


def of_placement(placement: Placement) -> Figures:
    """Four queries, whatever was counted: days, pages, titles of stories, reasons."""
    days = by_day(placement)
    total = sum(days.values(), Count())
    periods = _periods(_filled(days, placement.starts, min(placement.ends, site_today())))
    pages, stories, others = _pages(placement)
    return Figures(total, periods, _is_long(periods), pages, stories, others, _reasons(placement))


def of_sponsor(sponsor: Sponsor, *, first: date, last: date) -> Figures:
    """All placements together, both days included. Three queries, and one more where placements lie partly outside of these days."""
    rows = DayTotal.objects.filter(sponsor=sponsor, day__gte=first, day__lte=last).order_by()
    days = {day: Count(*sums) for day, *sums in rows.values_list("day").annotate(*_sums())}
    periods = _periods(_filled(days, first, last))
    placements, others = _placements(sponsor, first, last)
    return Figures(sum(days.values(), Count()), periods, _is_long(periods), placements=placements, other_placements=others)


def span(sponsor: Sponsor) -> tuple[date, date]:
    """The first and the last day on which anything was counted; today where nothing was. One query for each end: an index gives them at once."""
    rows = DayTotal.objects.filter(sponsor=sponsor).values_list("day", flat=True)
    today = site_today()
    return rows.order_by("day").first() or today, rows.order_by("-day").first() or today


def _placements(sponsor: Sponsor, first: date, last: date) -> tuple[list[PlacementRow], PlacementsRow | None]:
    """The newest ones, each with its hits on these days, and the sum of the older ones. Those that lie inside have their sum on their own row."""
    rows = Placement.objects.filter(sponsor=sponsor, starts__lte=last).order_by("-starts", "-pk").values_list("pk", "starts", "views", "clicks", "discarded")
    found = {pk: (starts, Count(*sums)) for pk, starts, *sums in rows}
    ended = last < site_today()  # later days have hits that do not belong here
    parts = [pk for pk, (starts, _count) in found.items() if ended or starts < first]
    sums_of_parts = _sums_of(parts, first, last) if parts else {}
    partly = set(parts)
    counts = {pk: sums_of_parts.get(pk, Count()) if pk in partly else count for pk, (_starts, count) in found.items()}
    seen = [(pk, count) for pk, count in counts.items() if count.all]
    shown = Placement.objects.select_related("slot__section", "slot__story", "sponsor").in_bulk([pk for pk, _count in seen[:PLACEMENTS_IN_A_TABLE]])
    rest = [count for _pk, count in seen[PLACEMENTS_IN_A_TABLE:]]
    others = PlacementsRow(len(rest), sum(rest, Count())) if rest else None
    return [PlacementRow(shown[pk], count) for pk, count in seen[:PLACEMENTS_IN_A_TABLE]], others


def _sums_of(pks: list[int], first: date, last: date) -> dict[int, Count]:
    rows = DayTotal.objects.filter(placement__in=pks, day__gte=first, day__lte=last).order_by()
    return {pk: Count(*sums) for pk, *sums in rows.values_list("placement").annotate(*_sums())}


def by_day(placement: Placement) -> dict[date, Count]:
    rows = DayTotal.objects.filter(placement=placement).order_by("day")
    return {day: Count(*sums) for day, *sums in rows.values_list("day", "views", "clicks", "discarded")}


def page_words(page: str) -> str:
    return str(PAGES.get(page, page))


def titles(story_ids: Iterable[int]) -> dict[int, PublishedStory]:
    """The stories that can be read now: their titles and addresses."""
    return {row.story_id: row for row in PublishedStory.objects.live().filter(story_id__in=list(story_ids)).only("story_id", "title", "section_slug", "slug")}


def _sums() -> list[Sum]:
    return [Sum("views"), Sum("clicks"), Sum("discarded")]


def _filled(days: dict[date, Count], first: date, last: date) -> dict[date, Count]:
    """Every day from the first to the last, also those on which nothing happened."""
    known = [*days, first] if last >= first else [*days]
    if not known:
        return {}
    first, last = min(known), max([*days, last]) if days else last
    return {day: days.get(day, Count()) for day in (first + timedelta(days=n) for n in range((last - first).days + 1))}


def _periods(days: dict[date, Count]) -> list[Period]:
    if len(days) <= DAYS_IN_A_TABLE:
        return [Period(day, count) for day, count in days.items()]
    months: dict[date, Count] = {}
    for day, count in days.items():
        month = day.replace(day=1)
        months[month] = months.get(month, Count()) + count
    return [Period(month, count, monthly=True) for month, count in months.items()]


def _is_long(periods: list[Period]) -> bool:
    return bool(periods) and periods[0].monthly


def _pages(placement: Placement) -> tuple[list[PageRow], list[PageRow], PageRow | None]:
    rows = DayPage.objects.filter(placement=placement).order_by().values_list("page", "story_id").annotate(views=Sum("views"), clicks=Sum("clicks"))
    found = sorted(rows, key=lambda row: (-row[2], -row[3], row[0], row[1]))
    kinds: dict[str, Count] = {}
    for page, _story, views, clicks in found:
        kinds[page] = kinds.get(page, Count()) + Count(views, clicks)
    pages = [PageRow(page_words(page), count.views, count.clicks) for page, count in kinds.items()]
    stories, others = _stories([(story, views, clicks) for _page, story, views, clicks in found if story])
    return pages, stories, others


def _stories(rows: list[tuple[int, int, int]]) -> tuple[list[PageRow], PageRow | None]:
    shown, rest = rows[:STORIES_IN_A_TABLE], rows[STORIES_IN_A_TABLE:]
    known = titles(story for story, _views, _clicks in shown)
    stories = [_story_row(known.get(story), views, clicks) for story, views, clicks in shown]
    if not rest:
        return stories, None
    name = _("%(number)d other stories") % {"number": len(rest)}
    return stories, PageRow(name, sum(row[1] for row in rest), sum(row[2] for row in rest))


def _story_row(story: PublishedStory | None, views: int, clicks: int) -> PageRow:
    if story is None:
        return PageRow(_("A story that is no longer published"), views, clicks)
    return PageRow(story.title, views, clicks, story.get_absolute_url())


def _reasons(placement: Placement) -> list[Why]:
    rows = DayDiscard.objects.filter(placement=placement).order_by().values_list("hit", "reason").annotate(number=Sum("number"))
    return [Why(hit_words(hit), reason_words(reason), number) for hit, reason, number in sorted(rows, key=lambda row: (-row[2], row[0], row[1]))]


def hit_words(hit: str) -> str:
    return str(dict(Hit.choices).get(hit, hit))


def reason_words(reason: str) -> str:
    return str(dict(Reason.choices).get(reason, reason))
