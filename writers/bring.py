"""Bringing posts in: an upload comes in and is looked through first; once its owner has seen what would come, it becomes drafts of hers.

Nothing is published, sent to review, fetched from elsewhere, or declared in her name. Bringing the same again brings nothing twice.
"""

from __future__ import annotations

import logging
import secrets
import shutil
import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path, PurePath

from django.core.files.storage import storages
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django_tasks import task

from core import clock
from people.models import User
from stories.models import SectionPage
from stories.typing import clean_line
from writers.models import ImportRun
from writers.posts import read, table
from writers.posts.make import Bringing, Row, row, taken
from writers.posts.post import NotReadable, Post
from writers.posts.shelf import opened
from writers.states import CannotDo

logger = logging.getLogger(__name__)

MOST_BYTES = 200 * 1024**2  # of an upload
MOST_KEPT = 2 * MOST_BYTES  # of one person's uploads that lie here
MOST_POSTS = 5_000  # of one upload; manage.py import_posts takes any number
MOST_UNDER_WAY = 3  # uploads of one person that wait or are looked through
TOLD_EVERY = 25  # posts between two updates of how far it is
KEPT = timedelta(days=14)  # an upload that nobody brought in
SUFFIXES = {".md", ".markdown", ".mdown", ".mkd", ".mdx", ".txt", ".text", ".html", ".htm", ".xml", ".json", ".zip"}
State = ImportRun.State


def begin(*, user: User, upload: UploadedFile, section: SectionPage | None = None) -> ImportRun:
    """Keeps the upload and has it looked through; nothing comes in yet. Raises CannotDo."""
    suffix = PurePath(upload.name or "").suffix.lower()
    if suffix not in SUFFIXES:
        raise CannotDo(_("We know Markdown, HTML, plain text, WordPress's export (.xml), Ghost's (.json), and a zip of them. This file is none of these."))
    if not upload.size:
        raise CannotDo(_("This file is empty. Export it once more, and bring that one."))
    if upload.size > MOST_BYTES:
        raise CannotDo(_("This file is larger than %(most)s MB. Bring your posts in parts, or without their largest pictures.") % _most())
    if ImportRun.objects.filter(user=user, state__in=[State.WAITING, State.RUNNING]).count() >= MOST_UNDER_WAY:
        raise CannotDo(_("Other files of yours are still being looked through. Wait until one of them is done."))
    _refuse_too_much(user, upload.size)
    name = storages["private"].save(f"imports/{secrets.token_hex(12)}{suffix}", upload)
    try:
        with transaction.atomic():
            User.objects.select_for_update().get(pk=user.pk)  # two at once would both find room
            _refuse_too_much(user, upload.size)
            run = ImportRun.objects.create(user=user, section=section, file=name, name=clean_line(PurePath(upload.name or "").name)[-160:])
            transaction.on_commit(lambda: work.enqueue(run.pk))
    except BaseException:
        _drop(name)
        raise
    return run


def _refuse_too_much(user: User, size: int) -> None:
    """Raises CannotDo."""
    kept = sum(_size(name) for name in ImportRun.objects.filter(user=user).exclude(state=State.DONE, dry=False).values_list("file", flat=True))
    if kept + size > MOST_KEPT:
        words = _("Your other files take %(kept)s MB here, and %(most)s MB is the most. Bring one of them in, or throw it away, then try again.")
        raise CannotDo(words % {"kept": -(-kept // 1024**2), "most": MOST_KEPT // 1024**2})


def _size(name: str) -> int:
    try:
        return storages["private"].size(name)
    except FileNotFoundError:
        return 0


def _most() -> dict[str, int]:
    return {"most": MOST_BYTES // 1024**2}


def bring_in(run: ImportRun, *, section: SectionPage | None, given: Mapping[str, str]) -> ImportRun:
    """She has seen the table: the posts come in as her drafts. `given`: {tag or category: slug of a kind of service, or ""}. Raises CannotDo."""
    slugs = {slug for slug in given.values() if slug}
    known = set(table.KindOfService.objects.filter(slug__in=slugs).values_list("slug", flat=True))
    if slugs - known:
        raise CannotDo(_("One of the kinds of service is not there any more. Look at your choices once more."))
    chosen = {term: given.get(term, slug) for term, slug in run.table.items()}
    with transaction.atomic():
        ready = ImportRun.objects.filter(pk=run.pk, state=State.DONE, dry=True)
        if not ready.update(dry=False, state=State.WAITING, section=section, table=chosen, done=0, problem=""):
            raise CannotDo(_("It is being brought in already, or was."))
        transaction.on_commit(lambda: work.enqueue(run.pk))
    run.refresh_from_db()
    return run


def forget(run: ImportRun) -> None:
    """The upload and its table go; what came in stays. Raises CannotDo while it is being read."""
    with transaction.atomic():
        name = run.file
        gone, _per_model = ImportRun.objects.filter(pk=run.pk).exclude(state=State.RUNNING).delete()
        if not gone:
            raise CannotDo(_("It is being read at this moment. Wait until that is done."))
        transaction.on_commit(lambda: _drop(name))


@task()
def work(run_id: int) -> None:
    for run in ImportRun.objects.filter(pk=run_id, state__in=[State.WAITING, State.RUNNING]).select_related("user", "section"):
        take(run)


def take(run: ImportRun) -> ImportRun:
    """Reads the upload once, to look or to bring in; begun anew after a worker died, it brings nothing twice."""
    run.state, run.rows, run.done = State.RUNNING, [], 0
    run.save(update_fields=["state", "rows", "done"])
    try:
        with _local(run) as path:
            _through(run, path)
        run.state = State.DONE
    except NotReadable as problem:
        run.state, run.problem = State.FAILED, str(problem)
    except Exception:
        logger.exception("import run %s", run.pk)
        run.state, run.problem = State.FAILED, _("Something in it stopped us. What came in so far is on your desk; the newsroom can look into it.")
    run.save(update_fields=["state", "problem", "rows", "table", "done", "total"])
    if not run.dry and run.state == State.DONE:
        _drop(run.file)
    return run


def _through(run: ImportRun, path: Path) -> None:
    counted: Counter[str] = Counter()
    with opened(path, name=run.name) as shelf:
        plan = read.plan(shelf)
        if plan.total > MOST_POSTS:
            raise NotReadable(_("There are %(count)s posts in it, and one upload takes %(most)s. Bring them in parts.") % _count(plan.total))
        run.total = plan.total
        run.save(update_fields=["total"])
        bringing = Bringing(run.user, shelf, run.section, run.table, dry=run.dry, agreed=True, run=run)
        for one in brought(bringing, plan, counted):
            run.rows.append(one)
            if len(run.rows) % TOLD_EVERY == 0:
                ImportRun.objects.filter(pk=run.pk).update(done=min(len(run.rows), run.total))
    run.done = run.total
    if run.dry:
        run.table = table.of(counted, given=run.table)


def _count(count: int) -> dict[str, str]:
    return {"count": f"{count:,}", "most": f"{MOST_POSTS:,}"}


def brought(bringing: Bringing, plan: read.Plan, counted: Counter[str]) -> Iterator[Row]:
    """What came of each post, one at a time; `counted` learns its tags and categories. One that cannot be made stops no other."""
    for one in read.posts(bringing.shelf, plan):
        if isinstance(one, Post):
            counted.update(one.terms)
        try:
            yield taken(one, bringing)
        except Exception:
            logger.exception("a post of %s", bringing.user.pk)
            yield row(one.title if isinstance(one, Post) else one.where, "not", [_("Something in it stopped us. The newsroom can look into it.")])


@contextmanager
def _local(run: ImportRun) -> Iterator[Path]:
    """The upload as a file on this machine, wherever the storage is."""
    with tempfile.NamedTemporaryFile(suffix=PurePath(run.file).suffix) as copy:
        try:
            with storages["private"].open(run.file) as stored:
                shutil.copyfileobj(stored, copy, 1024**2)
        except FileNotFoundError as problem:
            raise NotReadable(_("The file is not here any more. Bring it once more.")) from problem
        copy.flush()
        yield Path(copy.name)


def _drop(name: str) -> None:
    storages["private"].delete(name)


@clock.due("uploads that nobody brought in")
def forget_old_uploads() -> None:
    old = ImportRun.objects.filter(made_at__lt=timezone.now() - KEPT).exclude(state=State.RUNNING)
    for run in old[:100]:
        _drop(run.file)
        run.delete()
