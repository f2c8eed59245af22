"""The blocks of a story at the desk: added, moved, removed and brought back by plain forms, in blocks or in one box, and nothing typed is lost."""

import threading
import time

import pytest
from django.db import connection, connections
from django.utils import timezone
from wagtail.models import Revision

from quotes.models import Prompt, Quote
from stories import desk_draft, desk_layout, review
from stories.models import StoryPage, TellDraft
from tests.stories.test_desk import form_of
from tests.stories.test_desk_change import add_photo, autosave, draft, latest, path
from writers.models import CoAuthor

pytestmark = pytest.mark.django_db
QUERIES = 58


def press(client, story, what, **typed):
    return client.post(path(story), form_of(client, story) | typed | {"do": what})


def kinds(story) -> list[str]:
    return [spot.kind for spot in desk_layout.spots(draft(story).data)]


def spots(story) -> list[desk_layout.Spot]:
    return desk_layout.spots(draft(story).data)


def added(client, story, kind, after="") -> str:
    press(client, story, f"add:{kind}:{after}")
    return next(spot.id for spot in spots(story) if spot.kind == kind)


def saved(client, story):
    assert press(client, story, "save").status_code == 302
    return latest(story)


def quote_on_the_wall(text="Looking up when I come in.", name="Dana Weld", **fields) -> Quote:
    prompt = Prompt.objects.first() or Prompt.objects.create(title="What does CS mean to you?", slug="what")
    return Quote.objects.create(prompt=prompt, text=text, name=name, **({"status": "approved"} | fields))


@pytest.mark.parametrize(
    ("kind", "typed", "stored"),
    [
        ("text", {"text": "A **new** part."}, "<p>A <b>new</b> part.</p>"),
        ("pull_quote", {"words": "She called first.", "speaker": "Ana"}, {"words": "She called first.", "speaker": "Ana"}),
        ("lesson", {"words": "Call first."}, {"words": "Call first."}),
        ("epigraph", {"words": "Ring.", "person": "A. Bell", "source": "A letter, 1876"}, {"words": "Ring.", "person": "A. Bell", "source": "A letter, 1876"}),
    ],
)
def test_each_kind_is_added_and_stored(hers, story, kind, typed, stored):
    first = spots(story)[0].id if TellDraft.objects.exists() else None
    press(hers, story, f"add:{kind}:{first or ''}")
    new = spots(story)[-1]

    press(hers, story, "save", **{f"block-{new.id}-{name}": value for name, value in typed.items()})

    block = latest(story).body.raw_data[-1]
    assert (block["type"], block["value"], block["id"]) == (kind, stored, new.id)


def test_figures_are_a_block_too(hers, story):
    new = added(hers, story, "figures")

    press(hers, story, "save", **{f"block-{new}-label": "Orders", f"block-{new}-before": "11", f"block-{new}-after": "43"})

    assert latest(story).body[-1].value["after"] == "43"


def test_an_empty_block_is_left_out(hers, story):
    added(hers, story, "pull_quote")

    assert [block.block_type for block in saved(hers, story).body] == ["text"]


def test_half_an_epigraph_is_told(hers, story):
    new = added(hers, story, "epigraph")

    answer = press(hers, story, "save", **{f"block-{new}-words": "Ring."})

    assert answer.status_code == 422 and "or remove the epigraph" in answer.content.decode()


def test_a_button_keeps_everything_typed_first(hers, story):
    text = next(iter(latest(story).body)).id

    answer = press(hers, story, "add:lesson:", title="Typed before", **{f"block-{text}-text": "And this."})

    assert answer.status_code == 302
    assert (form_of(hers, story)["title"], form_of(hers, story)[f"block-{text}-text"]) == ("Typed before", "And this.")


def test_blocks_are_moved_and_keep_their_ids(hers, story):
    new = added(hers, story, "lesson")
    before = [spot.id for spot in spots(story)]

    press(hers, story, f"up:{new}", **{f"block-{new}-words": "Call first."})

    assert [spot.id for spot in spots(story)] == before[::-1]
    assert [str(block.id) for block in saved(hers, story).body] == before[::-1]


@pytest.mark.parametrize("what", ["up:{first}", "down:{last}", "up:nobody", "remove:nobody", "add:script:", "undo"])
def test_a_button_that_cannot_be_followed_changes_nothing(hers, story, what):
    added(hers, story, "lesson")
    found = spots(story)

    assert press(hers, story, what.format(first=found[0].id, last=found[-1].id)).status_code == 302
    assert spots(story) == found


def test_a_removed_block_comes_back_where_it_was_with_its_words(hers, story):
    text = str(latest(story).body[0].id)
    new = added(hers, story, "lesson", after=text)
    press(hers, story, f"remove:{text}", **{f"block-{text}-text": "Just typed."})
    assert [spot.id for spot in spots(story)] == [new]
    assert "Removed: Text." in hers.get(path(story)).content.decode()

    press(hers, story, "undo")

    assert [spot.id for spot in spots(story)] == [text, new]
    assert form_of(hers, story)[f"block-{text}-text"] == "Just typed."


def test_a_removed_photograph_comes_back(hers, story):
    photo = add_photo(hers, story)
    press(hers, story, f"remove:photo-{photo.pk}", **{f"photo_{photo.pk}": "A loaf"})
    assert f"photo_{photo.pk}" not in form_of(hers, story)

    press(hers, story, "undo")

    assert form_of(hers, story)[f"photo_{photo.pk}"] == "A loaf"


def test_a_photograph_is_moved_like_any_block(hers, story):
    photo = add_photo(hers, story)
    typed = {f"photo_{photo.pk}": "A loaf", f"place_{photo.pk}": "here", "agree_photos": "on"}
    press(hers, story, f"up:photo-{photo.pk}", **typed)

    page = saved(hers, story)

    assert [block.block_type for block in page.body] == ["photo", "text"] and page.photo is None


def test_a_quote_is_found_by_words_and_referred_to(hers, story):
    quote = quote_on_the_wall()
    new = added(hers, story, "wall_quote")
    press(hers, story, f"find:{new}", **{f"block-{new}-find": "looking up"})
    assert "Looking up when I come in." in hers.get(path(story)).content.decode()

    press(hers, story, "save", **{f"block-{new}-quote": str(quote.pk)})

    assert latest(story).body.raw_data[-1]["value"] == {"quote": quote.pk}


def test_a_quote_is_found_by_its_handle(hers, story):
    quote_on_the_wall(name="@danaweld")
    new = added(hers, story, "wall_quote")

    press(hers, story, f"find:{new}", **{f"block-{new}-find": "@danaw"})

    assert "Looking up when I come in." in hers.get(path(story)).content.decode()


def test_a_quote_that_is_not_on_the_wall_shows_no_word(hers, story):
    quote = quote_on_the_wall("Not approved words", status="waiting")
    new = added(hers, story, "wall_quote")

    press(hers, story, f"find:{new}", **{f"block-{new}-find": "approved", f"block-{new}-quote": str(quote.pk)})

    page = hers.get(path(story)).content.decode()
    assert "Not approved words" not in page and "No quote on the wall has these words" in page


def test_while_typing_one_version_is_written_over(hers, story):
    version, before = form_of(hers, story)["version"], Revision.objects.count()
    for order in range(1, 4):
        autosave(hers, story, "a", order, version, title=f"Typed {order}", leaving="1")

    assert Revision.objects.count() == before + 1
    assert latest(story).title == "Typed 3"


def test_it_is_saved_at_most_once_a_minute(hers, story):
    version = form_of(hers, story)["version"]
    autosave(hers, story, "a", 1, version, title="Typed first")

    autosave(hers, story, "a", 2, version, title="Typed then")

    assert latest(story).title == "Typed first" and form_of(hers, story)["title"] == "Typed then"
    assert "newest version was made of it at" in hers.get(path(story)).content.decode()


def test_nobody_is_created_by_half_a_name(hers, story):
    from businesses.models import Business, Place
    from people.models import Byline

    counts = [model.objects.count() for model in (Business, Place, Byline)]

    autosave(hers, story, "a", 1, form_of(hers, story)["version"], business="Ma", place="Dul", byline="A", byline_kind="pseudonym")

    assert [model.objects.count() for model in (Business, Place, Byline)] == counts
    assert "Ma" in hers.get(path(story, "preview")).content.decode()
    assert [model.objects.count() for model in (Business, Place, Byline)] == counts


def test_an_editors_newer_version_is_never_written_over(hers, story, editor):
    version = form_of(hers, story)["version"]
    autosave(hers, story, "a", 1, version, title="Hers", leaving="1")
    page = latest(story)
    page.title = "The editor's"
    page.save_revision(user=editor)

    autosave(hers, story, "a", 2, version, title="Hers again", leaving="1")

    assert latest(story).title == "The editor's"
    assert "This story was changed at" in hers.get(path(story)).content.decode()


def test_leaving_it_as_it_was_undoes_what_saved_itself(hers, story):
    autosave(hers, story, "a", 1, form_of(hers, story)["version"], title="Typed")

    press(hers, story, "leave")

    assert latest(story).title == "The baker who called" and not desk_draft.unsaved(story)


def test_saving_after_it_saved_itself_is_not_stale(hers, story):
    sent = form_of(hers, story)
    autosave(hers, story, "a", 1, sent["version"], title="Typed")

    answer = hers.post(path(story), sent | {"title": "Saved", "tab": "a", "order": "2", "do": "save"})

    assert answer.status_code == 302 and latest(story).title == "Saved"


def test_in_review_nothing_saves_itself_and_typed_words_are_kept(hers, story, author):
    version = form_of(hers, story)["version"]
    review.send_to_review(story, by=author)

    autosave(hers, story, "a", 1, version, title="Too late")

    assert latest(story).title == "The baker who called" and draft(story).data["title"] == "Too late"


def test_the_preview_is_what_is_typed_and_only_we_may_frame_it(hers, story):
    autosave(hers, story, "a", 1, form_of(hers, story)["version"], title="Typed <b>")

    answer = hers.get(path(story, "preview") + "?framed")

    assert "Typed &lt;b&gt;" in answer.content.decode() and "Go on writing" not in answer.content.decode()
    assert "frame-ancestors 'self'" in answer["Content-Security-Policy"] and answer["X-Frame-Options"] == "SAMEORIGIN"
    assert "Go on writing" in hers.get(path(story, "preview")).content.decode()
    assert "frame-ancestors 'none'" in hers.get(path(story))["Content-Security-Policy"]


def test_the_preview_declares_nothing_for_her(hers, story):
    version = form_of(hers, story)["version"]
    autosave(hers, story, "a", 1, version, stake="", ai_use="")

    silent = hers.get(path(story, "preview")).content.decode()
    autosave(hers, story, "a", 2, version, stake="employee", ai_use="none")
    said = hers.get(path(story, "preview")).content.decode()

    assert [words in silent for words in ("AI use:", "How the author knows", "a customer")] == [False] * 3
    assert [words in said for words in ("AI use:", "How the author knows")] == [True] * 2


def test_show_me_keeps_and_shows(hers, story):
    answer = press(hers, story, "show", title="Typed")

    assert answer["Location"] == path(story, "preview") and "Typed" in hers.get(answer["Location"]).content.decode()


@pytest.mark.parametrize("name", ["preview", "checks", "kept"])
def test_nobody_else_looks_at_it(client, story, other_author, name):
    assert client.get(path(story, name))["Location"].startswith("/accounts/login/")
    client.force_login(other_author)
    assert client.get(path(story, name)).status_code == 404


def test_another_author_is_told_who_and_when(hers, client, story, author, other_author):
    CoAuthor.objects.create(story=story, email=other_author.email, name="Bo Lind", user=other_author, state="agreed", key_hash="x", expires_at=timezone.now())
    version = form_of(hers, story)["version"]
    autosave(hers, story, "a", 1, version, title="Ana's words")
    client.force_login(other_author)

    assert autosave(client, story, "b", 1, version, title="Bo's words").status_code == 409
    page = client.get(path(story, "kept")).content.decode()
    assert "Ana Castillo" in page and "Bo&#x27;s words" in page and "Ana&#x27;s words" in page
    client.force_login(author)
    assert "By Bo Lind" in client.get(path(story, "kept")).content.decode()
    client.post(path(story, "kept"), {"do": "use:0"})
    assert form_of(client, story)["title"] == "Bo's words"


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_asks_as_often_for_three_blocks_as_for_one(hers, story, count, django_assert_num_queries):
    for _number in range(count):
        press(hers, story, "add:lesson:")
    hers.get(path(story))

    with django_assert_num_queries(QUERIES):
        hers.get(path(story))


@pytest.mark.django_db(transaction=True)
def test_two_buttons_at_the_same_moment_lose_nothing(story):
    if connection.vendor == "sqlite" and "memory" in str(connection.settings_dict["NAME"]):
        pytest.skip("threads need PostgreSQL or a file database")
    held = desk_draft.of(story, by=story.owner)
    start = threading.Barrier(2)

    def add(kind: str) -> None:
        try:
            start.wait()
            for _try in range(40):
                desk_draft.act(TellDraft.objects.get(pk=held.pk), what=f"add:{kind}:", by=story.owner)
                if kind in [spot.kind for spot in desk_layout.spots(TellDraft.objects.get(pk=held.pk).data)]:
                    return
                time.sleep(0.01)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=add, args=(kind,)) for kind in ("lesson", "pull_quote")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(spot.kind for spot in desk_layout.spots(TellDraft.objects.get(pk=held.pk).data)) == ["lesson", "pull_quote", "text"]


def test_the_story_itself_does_not_change_while_it_is_typed(hers, story):
    autosave(hers, story, "a", 1, form_of(hers, story)["version"], title="Typed")

    assert StoryPage.objects.get(pk=story.pk).title == "The baker who called"


def test_an_editors_remark_stands_at_its_block(hers, story, editor):
    from bs4 import BeautifulSoup
    from wagtail.models import Comment

    block = str(latest(story).body[0].id)
    Comment.objects.create(page=story, user=editor, text="Who was the second one?", contentpath=f"body.{block}", position="")

    page = BeautifulSoup(hers.get(path(story)).content, "html.parser")
    assert "Who was the second one?" in page.find(id=f"block-{block}").get_text()
    press(hers, story, "plain")

    assert "Who was the second one?" in hers.get(path(story)).content.decode()
