"""Co-authors: asked by mail, shown only after they agreed, in the order chosen, and gone at once when they say so."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection, connections
from django.utils import timezone
from post_office.models import Email

from core.models import SearchEntry
from moderation.models import Decision
from people import no_mail
from people.models import Byline, User
from stories import change, desk_draft, review
from stories.models import Author, PublishedStory, Review, StoryPage, TellDraft
from stories.review import stamp
from writers import co_author
from writers.models import CoAuthor
from writers.states import CannotDo

CHECKED = {"figures": True, "names": True, "leaks": True, "stake": True}


@pytest.fixture
def story(make_story, author):
    story = make_story(author)
    Review.objects.create(story=story, owner=author)
    return story


def invited(story, **changes) -> CoAuthor:
    return co_author.invite(story, **{"email": "Cy@Example.org", "name": "Cy Doe", "by": story.owner, **changes})[0]


def fresh(story) -> StoryPage:
    return StoryPage.objects.get(pk=story.pk)


def names(story) -> list[str]:
    """On the newest version, in order."""
    return [row.byline.name for row in fresh(story).get_latest_revision_as_object().authors.all()]


@pytest.mark.django_db
def test_asking_shows_nobodys_name_and_keeps_no_key(story):
    one, key = co_author.invite(story, email="Cy@Example.org", name="Cy Doe", words="You saw it, too.", by=story.owner)

    letter = Email.objects.get(to="cy@example.org")
    assert f"/writers/together/{key}/" in letter.message and "You saw it, too." in letter.message and "Ana Castillo" in letter.message
    assert key not in str(CoAuthor.objects.values().get())
    assert (names(story), one.state) == (["Ana Castillo"], "asked")
    assert not User.objects.filter(email="cy@example.org").exists()


@pytest.mark.django_db
def test_agreeing_without_an_account_shows_the_name_and_makes_no_account(story):
    one = co_author.agree(invited(story), name="C. D.", byline_kind="initials")

    assert names(story) == ["Ana Castillo", "C. D."]
    assert (one.user, one.may_edit, one.byline.kind, one.byline.user) == (None, False, "initials", None)
    assert not User.objects.filter(email="cy@example.org").exists()
    assert "C. D." in Email.objects.get(to=story.owner.email).message


@pytest.mark.django_db
def test_agreeing_to_write_makes_an_account_with_the_confirmed_address(story):
    one = co_author.agree(invited(story), may_edit=True)

    user = User.objects.get(email="cy@example.org")
    assert (one.user, one.may_edit, user.emailaddress_set.get().verified) == (user, True, True)
    assert list(Review.objects.of(user)) == [Review.objects.get(story=story)]


@pytest.mark.django_db
def test_who_may_not_change_the_text_does_not_get_it(story, other_author):
    one = co_author.agree(invited(story, may_edit=False), user=other_author, may_edit=True)

    assert (one.may_edit, names(story)) == (False, ["Ana Castillo", "Cy Doe"])
    assert not Review.objects.of(other_author).exists()


@pytest.mark.django_db
def test_the_second_click_finds_it_done_and_somebody_elses_is_refused(story, author, other_author, stranger):
    one = invited(story)
    with pytest.raises(CannotDo, match="began this story"):
        co_author.agree(one, user=author)

    co_author.agree(one, user=other_author, may_edit=True)
    co_author.agree(co_author.CoAuthor.objects.get(), user=other_author, may_edit=True)

    with pytest.raises(CannotDo, match="answered, taken back"):
        co_author.agree(CoAuthor.objects.get(), user=stranger)
    assert names(story) == ["Ana Castillo", "Cy Doe"]
    assert Decision.objects.filter(action="co-author-agreed").count() == 1


@pytest.mark.django_db
def test_one_person_under_two_addresses_is_one_author(story, other_author):
    co_author.agree(invited(story), user=other_author)

    with pytest.raises(CannotDo, match="another address"):
        co_author.agree(invited(story, email="bo@work.example.org"), user=other_author)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"email": "not an address"}, "Check the e-mail"),
        ({"email": "ana@example.org"}, "your own address"),
        ({"name": "  "}, "which name"),
        ({"email": "no@example.org"}, "never to be asked"),
        ({"email": "twice@example.org"}, "asked already"),
    ],
)
def test_what_cannot_be_asked(story, changes, why):
    no_mail.refuse("no@example.org")
    invited(story, email="twice@example.org")

    with pytest.raises(CannotDo, match=why):
        invited(story, **changes)

    assert CoAuthor.objects.count() == 1


@pytest.mark.django_db
def test_there_is_an_end_to_asking(story):
    for number in range(co_author.MOST):
        invited(story, email=f"{number}@example.org")

    with pytest.raises(CannotDo, match="at most"):
        invited(story, email="more@example.org")


@pytest.mark.django_db
def test_too_old_it_does_nothing_and_can_be_asked_again(story):
    one = invited(story)
    CoAuthor.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    one.refresh_from_db()

    assert not co_author.is_open(one)
    with pytest.raises(CannotDo, match="too old"):
        co_author.agree(one)
    assert co_author.is_open(invited(story))
    assert names(story) == ["Ana Castillo"]


@pytest.mark.django_db
def test_no_is_no_and_never_again_is_kept(story):
    one = co_author.decline(invited(story), never_again=True)
    co_author.decline(one)

    assert (one.state, no_mail.refused("cy@example.org")) == ("declined", True)
    assert Decision.objects.filter(action="co-author-declined").count() == 1
    with pytest.raises(CannotDo, match="answered, taken back"):
        co_author.agree(one)


@pytest.mark.django_db
def test_the_order_is_chosen_and_goes_around_whoever_began_it(story):
    cy = co_author.agree(invited(story))
    di = co_author.agree(invited(story, email="di@example.org", name="Di"))
    invited(story, email="asked@example.org", name="Asked")

    co_author.move(di, up=True)
    co_author.move(di, up=True)
    co_author.move(di, up=True)

    assert names(story) == ["Di", "Ana Castillo", "Cy Doe"]
    co_author.move(di, up=False)
    co_author.move(cy, up=False)
    assert names(story) == ["Ana Castillo", "Di", "Cy Doe"]
    assert [row.name if row else None for row in co_author.in_order(story)] == [None, "Di", "Asked", "Cy Doe"]


def published_with(story, editor) -> PublishedStory:
    story = fresh(story)
    review.send_to_review(story, by=story.owner)
    review.approve_first_read(story, by=editor, words="A clear account.")
    review.check_and_publish(story, by=editor, words="Thank you.", checklist=CHECKED)
    return PublishedStory.objects.get(story=story)


@pytest.mark.django_db
def test_what_is_published_names_everybody_who_agreed_and_nobody_else(story, editor):
    co_author.agree(invited(story))
    invited(story, email="asked@example.org", name="Asked Only")

    row = published_with(story, editor)

    assert row.byline == "Ana Castillo and Cy Doe"
    assert [one["name"] for one in row.card["authors"]] == ["Ana Castillo", "Cy Doe"]


@pytest.mark.django_db
def test_whoever_is_named_is_told_when_it_is_published_and_nobody_else(story, editor):
    co_author.agree(invited(story))
    invited(story, email="no@example.org", name="No Answer")
    Email.objects.all().delete()

    published = published_with(story, editor)

    letter = Email.objects.get(to="cy@example.org")
    assert published.get_absolute_url() in letter.message and "is published" in letter.subject
    assert not Email.objects.filter(to="no@example.org").exists()


@pytest.mark.django_db
def test_whoever_agrees_later_appears_with_the_next_version(story, editor):
    row = published_with(story, editor)

    co_author.agree(invited(story))

    row.refresh_from_db()
    assert (row.byline, names(story)) == ("Ana Castillo", ["Ana Castillo", "Cy Doe"])
    assert list(Author.objects.filter(story=story).values_list("byline__name", flat=True)) == ["Ana Castillo"]


@pytest.mark.django_db
def test_consent_taken_back_is_gone_everywhere_at_once(client, story, editor, django_capture_on_commit_callbacks):
    one = co_author.agree(invited(story))
    row = published_with(story, editor)
    handle, shown_at = one.byline.handle, row.shown_at
    assert "Cy Doe" in client.get(row.get_absolute_url()).text

    with django_capture_on_commit_callbacks(execute=True):
        co_author.leave(one)
        co_author.leave(one)

    row.refresh_from_db()
    for path in (row.get_absolute_url(), "/stories/", "/feeds/stories.rss", "/feeds/stories.json", "/writers/"):
        assert "Cy Doe" not in client.get(path).text
    assert client.get(f"/writers/{handle}/").status_code == 404
    assert "Cy Doe" not in SearchEntry.objects.get(kind="story", target=story.pk).text
    assert {len(version.content["authors"]) for version in story.revisions.all()} == {1}
    assert (row.byline, row.shown_at, CoAuthor.objects.get().state) == ("Ana Castillo", shown_at, "taken-back")
    assert not Byline.objects.filter(handle=handle).exists()
    assert Decision.objects.filter(action="co-author-left").count() == 1


@pytest.mark.django_db
def test_a_scheduled_version_loses_the_name_too(story, editor):
    one = co_author.agree(invited(story))
    story = fresh(story)
    review.send_to_review(story, by=story.owner)
    review.approve_first_read(story, by=editor, words="A clear account.")
    review.check_and_publish(story, by=editor, words="Thank you.", checklist=CHECKED, at=timezone.now() + timedelta(days=1))

    co_author.leave(one)

    approved = Review.objects.get(story=story).approved_revision
    assert [row.byline.name for row in approved.as_object().authors.all()] == ["Ana Castillo"]


@pytest.mark.django_db
def test_an_own_byline_with_an_account_stays_on_other_stories(story, make_story, publish, other_author):
    other = publish(make_story(other_author, title="Another one"))
    byline = Byline.objects.get(user=other_author)

    one = co_author.agree(invited(story, name=byline.name), user=other_author)
    assert one.byline == byline
    co_author.leave(one, by=other_author)

    assert names(story) == ["Ana Castillo"]
    assert PublishedStory.objects.get(story=other).byline == "Bo Lind"


@pytest.mark.django_db
def test_whoever_began_it_writes_on_alone_until_it_is_published(story, editor, author):
    one, other = co_author.agree(invited(story)), co_author.agree(invited(story, email="di@example.org", name="Di"))

    co_author.take_back(other, by=author)
    with pytest.raises(CannotDo, match="already"):
        co_author.take_back(other, by=author)
    published_with(story, editor)

    with pytest.raises(CannotDo, match="Only whoever bears it"):
        co_author.take_back(one, by=author)
    assert names(story) == ["Ana Castillo", "Cy Doe"]
    assert "off the story" in Email.objects.get(to="di@example.org", subject__contains="not an author").message


@pytest.mark.django_db
def test_whoever_is_typing_is_not_held_up_by_a_new_name(story, author):
    draft = desk_draft.of(story, by=author)
    seen = draft.data["revision"]

    co_author.agree(invited(story))

    draft = desk_draft.of(fresh(story), by=author)
    latest = fresh(story).get_latest_revision()
    assert desk_draft.stands_on(draft, latest, seen=seen)
    assert (desk_draft.is_unsaved(draft), draft.data["revision"]) == (False, stamp(latest))


@pytest.mark.django_db
def test_unsaved_words_stay_unsaved_and_can_be_thrown_away(story, author):
    draft = desk_draft.of(story, by=author)
    seen = draft.data["revision"]
    TellDraft.objects.filter(pk=draft.pk).update(data=draft.data | {"title": "A better title"}, version=draft.version + 1)
    draft.refresh_from_db()
    assert desk_draft.autosave(draft, by=author, leaving=True)

    co_author.agree(invited(story))

    draft = TellDraft.objects.get(pk=draft.pk)
    now = fresh(story)
    assert (now.get_latest_revision_as_object().title, names(story)) == ("A better title", ["Ana Castillo", "Cy Doe"])
    assert desk_draft.is_unsaved(draft) and desk_draft.stands_on(draft, now.get_latest_revision(), seen=seen)
    desk_draft.leave(draft, now, by=author)
    assert (fresh(story).get_latest_revision_as_object().title, names(story)) == (story.title, ["Ana Castillo", "Cy Doe"])


@pytest.mark.django_db
def test_a_co_author_changes_the_text_and_the_names_stay(story, author, other_author):
    co_author.agree(invited(story), user=other_author, may_edit=True)

    assert change.may_change(Review.objects.of(other_author).get())
    review.send_to_review(story, by=other_author)

    assert Review.objects.get(story=story).owner == author
    assert names(story) == ["Ana Castillo", "Cy Doe"]


@pytest.mark.django_db(transaction=True)
def test_accepted_by_twenty_at_once_it_is_accepted_once(newsroom, story):
    if connection.vendor == "sqlite":
        pytest.skip("an in-memory database has one connection")
    people = [User.objects.create_user(f"{number}@example.org", "a long password") for number in range(20)]
    one = invited(story)

    def accept(person: User) -> bool:
        try:
            return co_author.agree(CoAuthor.objects.get(pk=one.pk), user=person, may_edit=True).user == person
        except CannotDo:
            return False
        finally:
            connections.close_all()

    with ThreadPoolExecutor(20) as pool:
        accepted = sum(pool.map(accept, [*people, *people]))

    winner = CoAuthor.objects.get().user
    assert names(story) == ["Ana Castillo", "Cy Doe"]
    assert accepted == 2  # the same person's second click finds it done
    assert list(Byline.objects.exclude(user=story.owner).values_list("user", flat=True)) == [winner.pk]
