"""Things of every kind come in; what a moderator reads about each goes out, with a fixed number of queries for all of them."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Count, Model, Q
from django.utils.safestring import SafeString

from moderation import states, subjects
from moderation.cms.listing import REPORT
from moderation.models import Decision, Moderated, Report, RiskSignal
from moderation.visible import visible

Key = tuple[int, int]  # content type, id


@dataclass
class Row:
    """`key` names it in addresses and forms, `version` is what the moderator sees and decides about."""

    key: str
    kind: str
    thing: Any
    pk: int
    version: int = 0
    words: SafeString = field(default_factory=SafeString)
    original: SafeString = field(default_factory=SafeString)
    text: str = ""
    name: SafeString = field(default_factory=SafeString)
    facts: subjects.Facts = field(default_factory=list)
    signals: list[RiskSignal] = field(default_factory=list)
    sent_before: int = 0  # others from the same source
    declined_before: int = 0
    actions: list[str] = field(default_factory=list)
    decision: Decision | None = None
    reports: list[Report] = field(default_factory=list)

    @property
    def is_report(self) -> bool:
        return self.kind == REPORT

    @property
    def mail_known(self) -> bool:
        return bool(getattr(self.thing, "email", "") or getattr(self.thing, "user_id", None))

    @property
    def url(self) -> str:
        """Where readers see it, if they do."""
        if isinstance(self.thing, Moderated):
            return self.thing.get_absolute_url() if self.thing.status == Moderated.Status.APPROVED else ""  # type: ignore[attr-defined]
        return getattr(self.thing, "url", None) or ""

    @property
    def choice(self) -> str:
        return f"{self.kind}:{self.pk}:{self.version}"

    @property
    def done(self) -> str:
        return str(states.DONE.get(self.decision.action, self.decision.action)) if self.decision else ""

    @property
    def can_ban(self) -> bool:
        return bool(self.thing.source_key or self.thing.email)

    @property
    def can_undo(self) -> bool:
        return bool(self.decision and self.decision.action in states.EDITORS and self.decision.to_state == self.thing.status)


def build(found: list[tuple[str, Any]]) -> list[Row]:
    """`found` as listing.page gives it: (kind, thing) pairs, a report standing for what it is about."""
    about = _reported([row for kind, row in found if kind == REPORT])
    pairs = [(kind, row, about.get((row.content_type_id, row.object_id)) if kind == REPORT else row) for kind, row in found]
    things = [thing for _kind, _row, thing in pairs if isinstance(thing, Moderated)]
    keys = {_key(thing): thing for thing in things}
    signals, decisions, sources = _signals(keys), _decisions(keys), _sources(things)
    reports = _reports({(row.content_type_id, row.object_id) for kind, row in found if kind == REPORT})
    rows = []
    for kind, found_row, thing in pairs:
        row = Row(key=f"{kind}-{found_row.pk}", kind=kind, thing=thing, pk=found_row.pk)
        if isinstance(thing, Moderated):
            _fill(row, thing, signals[_key(thing)], decisions.get(_key(thing)), sources.get((type(thing), thing.source_key)))
        elif thing is not None:
            row.words = visible(str(thing))
        if kind == REPORT:
            row.reports, row.actions = reports[(found_row.content_type_id, found_row.object_id)], []
        rows.append(row)
    return rows


def _fill(row: Row, thing: Any, signals: list[RiskSignal], decision: Decision | None, source: tuple[int, int] | None) -> None:
    subject = subjects.of(thing)
    row.version, row.text, row.words, row.name = thing.version, thing.text, visible(thing.text), visible(thing.name)
    row.original = visible(getattr(thing, "original_text", ""))
    row.facts = [fact for fact in subject.facts(thing) if fact[1]] if subject else []
    row.signals, row.decision, row.actions = signals, decision, states.allowed(thing.status)
    if source:
        row.sent_before = source[0] - 1
        row.declined_before = source[1] - (thing.status == Moderated.Status.DECLINED)


def _key(thing: Model) -> Key:
    return ContentType.objects.get_for_model(thing).pk, thing.pk


def _ids(keys: Any) -> dict[int, list[int]]:
    ids: dict[int, list[int]] = defaultdict(list)
    for content_type, pk in keys:
        ids[content_type].append(pk)
    return ids


def _any_of(keys: Any) -> Q:
    some = Q(pk__in=[])
    for content_type, ids in _ids(keys).items():
        some |= Q(content_type=content_type, object_id__in=ids)
    return some


def _signals(keys: Any) -> dict[Key, list[RiskSignal]]:
    found: dict[Key, list[RiskSignal]] = defaultdict(list)
    for signal in RiskSignal.objects.filter(_any_of(keys)):
        found[signal.content_type_id, signal.object_id].append(signal)
    return found


def _decisions(keys: Any) -> dict[Key, Decision]:
    """The latest of each that stands."""
    rows = Decision.objects.standing().filter(_any_of(keys)).select_related("actor").order_by("made_at", "pk")
    return {(row.content_type_id, row.object_id): row for row in rows}


def _reports(keys: Any) -> dict[Key, list[Report]]:
    found: dict[Key, list[Report]] = defaultdict(list)
    for report in Report.objects.open().filter(_any_of(keys)).select_related("reason"):
        found[report.content_type_id, report.object_id].append(report)
    return found


def _reported(reports: list[Report]) -> dict[Key, Any]:
    found: dict[Key, Any] = {}
    for content_type, ids in _ids((report.content_type_id, report.object_id) for report in reports).items():
        model = ContentType.objects.get_for_id(content_type).model_class()
        subject = next((one for one in subjects.every() if one.model is model), None)
        rows = subject.rows() if subject else model._base_manager.all() if model else []
        found |= {(content_type, row.pk): row for row in (rows.filter(pk__in=ids) if model else [])}
    return found


def _sources(things: list[Any]) -> dict[tuple[type, str], tuple[int, int]]:
    """How many came from each of their sources, and how many of these were declined."""
    found = {}
    for model in {type(thing) for thing in things}:
        keys = {thing.source_key for thing in things if type(thing) is model and thing.source_key}
        counted = model._default_manager.filter(source_key__in=keys).order_by().values_list("source_key") if keys else []
        declined = Count("pk", filter=Q(status=Moderated.Status.DECLINED))
        for key, total, gone in counted.annotate(total=Count("pk"), gone=declined) if keys else []:
            found[model, key] = (total, gone)
    return found
