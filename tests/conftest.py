"""The cast, and a furnished newsroom made once for the whole run (no migrations: core.search_index.ensure follows migrate)."""

import gc

import pytest
from django.core.cache import caches
from django.db import connection
from pytest_django.plugin import blocking_manager_key

from businesses.models import Business, Place
from core import generation, shell, throttle
from people.models import Byline, User
from people.rules import MODERATORS
from stories.models import Author, SectionPage, StoriesPage, StoryBusiness, StoryPage, WaitingRoomPage
from stories.setup import EDITORS, Newsroom
from stories.setup import newsroom as furnish
from tests.made_once import once

FURNISHED = pytest.StashKey[bool]()
MIGRATED = pytest.StashKey[str]()


def emptied(style, tables, *, reset_sequences=False, allow_cascade=False) -> list[str]:
    """PostgreSQL truncates 150 small tables in two seconds, and deletes from them in a tenth of one."""
    return ["SET CONSTRAINTS ALL DEFERRED", *(f"DELETE FROM {connection.ops.quote_name(table)}" for table in tables)]


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker, pytestconfig):
    with django_db_blocker.unblock():
        if connection.vendor == "postgresql":
            connection.ops.sql_flush = emptied
            if not pytestconfig.option.nomigrations:
                pytestconfig.stash[MIGRATED] = copied()
        furnish(host="testserver", port=80)
    pytestconfig.stash[FURNISHED] = True
    yield
    if name := migrated(pytestconfig):
        with django_db_blocker.unblock(), connection._nodb_cursor() as server:
            server.execute(f'DROP DATABASE "{name}"')


def copied() -> str:
    """The name of a database that is as migrations left it."""
    name = connection.settings_dict["NAME"]
    connection.close()  # nobody may look at what is copied
    with connection._nodb_cursor() as server:
        server.execute(f'DROP DATABASE IF EXISTS "{name}_migrated"')
        server.execute(f'CREATE DATABASE "{name}_migrated" TEMPLATE "{name}"')
    return f"{name}_migrated"


def migrated(config: pytest.Config) -> str:
    """Empty where migrations did not make the suite's tables, or on SQLite."""
    return config.stash.get(MIGRATED, "")


@pytest.fixture(autouse=True)
def fresh_copies(monkeypatch):
    """No page, number or shell of one test is seen by the next; a slow machine must not add the second's look at the generation, and no
    minute must end between the first try that a throttle counts and the last."""
    monkeypatch.setattr(generation, "CHECK_EVERY", 600)
    monkeypatch.setattr(throttle, "window", lambda seconds: 0)
    generation.forget()
    shell.forget()
    for cache in caches.all(initialized_only=True):
        cache.clear()


@pytest.fixture
def newsroom(db) -> Newsroom:
    """The furniture made for the whole run."""
    stories, waiting = StoriesPage.objects.get(), WaitingRoomPage.objects.get()
    return Newsroom(stories.get_parent().specific, stories, waiting, {one.slug: one for one in SectionPage.objects.order_by("position")})


def person(email: str, name: str, **fields) -> User:
    from allauth.account.models import EmailAddress

    user = User.objects.create_user(email, "a long password", display_name=name, **fields)
    EmailAddress.objects.create(user=user, email=email, verified=True, primary=True)
    return user


@pytest.fixture
def author(db) -> User:
    return person("ana@example.org", "Ana Castillo", id=300_000)  # the same in every test, because what is made once names her


@pytest.fixture
def other_author(db) -> User:
    return person("bo@example.org", "Bo Lind")


@pytest.fixture
def stranger(db) -> User:
    return person("stranger@example.org", "Stranger")


def make_editor(email: str, name: str, **fields) -> User:
    from django.contrib.auth.models import Group

    user = person(email, name, **fields)
    user.groups.add(Group.objects.get(name=EDITORS))
    return user


@pytest.fixture
def editor(newsroom) -> User:
    return make_editor("edith@example.org", "Edith Moreau", id=200_000)


@pytest.fixture
def other_editor(newsroom) -> User:
    return make_editor("emil@example.org", "Emil Novak")


@pytest.fixture
def moderator(newsroom) -> User:
    """Clears the queue, and edits neither stories nor pages."""
    from django.contrib.auth.models import Group

    user = person("mo@example.org", "Mo Abara")
    user.groups.add(Group.objects.get(name=MODERATORS))
    return user


@pytest.fixture
def bakery(db) -> Business:
    place = Place.objects.create(id=300_000, name="Bristol", region="Rhode Island", slug="bristol-rhode-island")
    return Business.objects.create(id=300_000, name="Marlow Bakery", slug="marlow-bakery", place=place, trade="bakery", building="row")


WORDS = "<p>" + "The bread was salt and she called every one of us before noon. " * 20 + "</p>"


@pytest.fixture
def make_story(newsroom, bakery):
    """make_story(author, title=..., section='food-and-drink', ...) gives a draft story page owned by its author."""

    def make(author: User, *, title="The baker who called", section="food-and-drink", businesses=None, **fields) -> StoryPage:
        parent = newsroom.waiting_room.__class__.objects.get() if section is None else newsroom.sections[section].__class__.objects.get(slug=section)
        values = {"stake": "customer", "outcome": "put-right", "body": [("text", WORDS)], "kind": "account"} | fields
        story = StoryPage(title=title, owner=author, live=False, **values)
        from django.utils.text import slugify

        count = StoryPage.objects.count()
        story.slug = f"{slugify(title)}-{count}" if count else slugify(title)
        byline = Byline.objects.filter(user=author).first() or Byline.objects.create(user=author, name=str(author), handle=slugify(str(author)))
        story.authors = [Author(user=author, byline=byline)]
        story.story_businesses = [StoryBusiness(business=one) for one in ([bakery] if businesses is None else businesses)]
        parent.add_child(instance=story)
        story.save_revision(user=author)
        return StoryPage.objects.get(pk=story.pk)

    return make


CHECKED = {"figures": True, "names": True, "leaks": True, "stake": True}


@pytest.fixture
def publish(editor):
    """publish(story) takes a draft through the whole review, as an editor would."""
    from stories import review

    def through(story: StoryPage, at=None) -> StoryPage:
        review.send_to_review(story, by=story.owner)
        review.approve_first_read(story, by=editor, words="A clear account.")
        review.check_and_publish(story, by=editor, words="Thank you for this.", checklist=CHECKED, at=at)
        return StoryPage.objects.get(pk=story.pk)

    return through


@pytest.fixture(scope="session")
def kept() -> dict:
    return {}


@pytest.fixture
def published_story(make_story, publish, author, kept) -> StoryPage:
    """Made by the verbs once for each state of the tables that a test starts from: a whole review takes 400 queries."""
    return StoryPage.objects.get(pk=once(kept, lambda: publish(make_story(author))))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(item, nextitem):
    """A test with transactions of its own empties every table behind it: the furniture comes back once, not in each test that follows."""
    result = yield
    marker = item.get_closest_marker("django_db")
    if nextitem and marker and marker.kwargs.get("transaction") and item.config.stash.get(FURNISHED, False):
        with item.config.stash[blocking_manager_key].unblock():
            if not StoriesPage.objects.exists():
                furnish(host="testserver", port=80)
    return result


def pytest_collection_finish():
    """What is loaded by now stays: looking through all of it for garbage again and again took a quarter of the suite's time."""
    gc.freeze()
    gc.set_threshold(100_000, 50, 50)


ONE_AFTER_ANOTHER = {  # what shares something costly, or asks PostgreSQL for fifty connections at once: one worker runs all of it
    "tests/e2e/": "browser",
    "tests/demo/": "demo",
    "tests/sponsors/test_book_at_once.py": "many",
    "tests/community/test_ring.py": "many",
    "tests/quotes/test_vote.py": "many",
    "tests/writers/test_readers.py": "many",
}


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config, log):
    """Other tests go wherever a worker is free."""
    from xdist.scheduler import LoadScopeScheduling

    class OneAfterAnother(LoadScopeScheduling):
        def _split_scope(self, nodeid: str) -> str:
            return next((scope for path, scope in ONE_AFTER_ANOTHER.items() if nodeid.startswith(path)), nodeid)

    return OneAfterAnother(config, log)
