"""Weaving: from chosen quotes to a published round-up, who is told and thanked, and what a withdrawn quote leaves everywhere."""

from threading import Barrier, Thread

import pytest
from django.core import mail
from django.db import connection, connections
from django.urls import reverse
from django.utils import timezone
from post_office.models import Email

from core import generation
from moderation import decide
from moderation.models import Decision
from quotes.models import Prompt, Quote
from quotes.withdraw import withdraw
from stories import checks, quoted, review, weave
from stories.models import Author, Message, PublishedStory, StoryPage, Woven
from stories.states import State
from tests.conftest import CHECKED, WORDS


@pytest.fixture(autouse=True)
def patient(monkeypatch):
    """A slow machine must not add the second's look at the generation to what a page costs."""
    monkeypatch.setattr(generation, "CHECK_EVERY", 600)


@pytest.fixture
def prompt(db) -> Prompt:
    return Prompt.objects.create(title="What does service mean to you?", slug="service")


@pytest.fixture
def pinned(prompt):
    """pinned(3) gives that many approved quotes, each with a name and an address of its own."""

    def make(count: int) -> list[Quote]:
        made = []
        for _number in range(count):
            n = Quote.objects.count() + 1
            quote = Quote.objects.create(prompt=prompt, text=f"Line number {n} of the wall.", name=f"Person {n}", email=f"person{n}@example.org")
            decide.decide(quote, action="approve")
            made.append(quote)
        mail.outbox.clear()
        return made

    return make


@pytest.fixture
def roundup(newsroom, editor, pinned):
    """A round-up of two with the editor's words between, in a section."""
    story = weave.start_roundup(quotes=pinned(2), editor=editor, title="What you told us", section=newsroom.sections["owners-side"])
    return written(story, editor)


def written(story: StoryPage, editor) -> StoryPage:
    """Every empty text filled, as its editor would."""
    version = story.get_latest_revision_as_object()
    version.body = [(block.block_type, WORDS if block.block_type == "text" else block.value) for block in version.body]
    version.save_revision(user=editor)
    return StoryPage.objects.get(pk=story.pk)


@pytest.fixture
def passed(other_editor):
    """passed(story) takes a sent story through both steps, as another editor."""

    def through(story: StoryPage) -> StoryPage:
        review.approve_first_read(story, by=other_editor, words="It reads as an essay.")
        review.check_and_publish(story, by=other_editor, words="Thank you.", checklist=CHECKED)
        return StoryPage.objects.get(pk=story.pk)

    return through


def kinds(story: StoryPage) -> list[str]:
    return [block.block_type for block in StoryPage.objects.get(pk=story.pk).get_latest_revision_as_object().body]


def to(address: str) -> list[str]:
    return [message.subject for message in mail.outbox if message.to == [address]]


def test_draft_has_the_quotes_in_the_chosen_order_with_room_between(editor, pinned, prompt):
    one, two = pinned(2)
    epigraph = weave.Epigraph("The customer is always right.", "Harry Selfridge", "Attributed, 1909")

    story = weave.start_roundup(quotes=[two, one], editor=editor, title="  What you\n told us ", epigraph=epigraph, closing_prompt=prompt)

    assert kinds(story) == ["epigraph", "text", "wall_quote", "text", "wall_quote", "text", "question"]
    assert quoted.quote_ids(story.get_latest_revision_as_object()) == [two.pk, one.pk]
    assert (story.title, story.kind, story.owner, story.live) == ("What you told us", "roundup", editor, False)
    assert one.text not in story.get_latest_revision().content["body"]


@pytest.mark.parametrize("count", [0, weave.MOST + 1])
def test_no_quote_and_too_many_are_refused(editor, pinned, count):
    quotes = pinned(1) * count

    with pytest.raises(weave.CannotWeave, match="at most 60"):
        weave.start_roundup(quotes=quotes, editor=editor, title="Of nothing")


def test_quote_that_has_left_the_wall_is_refused(editor, pinned):
    quote = withdraw(pinned(1)[0])

    with pytest.raises(weave.CannotWeave, match="left the wall"):
        weave.start_roundup(quotes=[quote], editor=editor, title="Of one")


def test_two_quotes_in_a_row_ask_first(newsroom, editor, pinned):
    story = weave.start_roundup(quotes=pinned(3), editor=editor, title="Three", section=newsroom.sections["owners-side"])
    version = story.get_latest_revision_as_object()
    version.body = [("text", WORDS), *[(block.block_type, block.value) for block in version.body if block.block_type == "wall_quote"], ("text", "<p></p>")]
    version.save_revision(user=editor)

    with pytest.raises(weave.AsksFirst, match="In 2 places"):
        weave.send(story, by=editor)
    assert weave.send(story, by=editor, knowing=True).state == State.FIRST_READ
    assert [flag.key for flag in checks.bare(StoryPage.objects.get(pk=story.pk).get_latest_revision_as_object())] == ["bare"]


def test_what_is_sent_has_no_empty_text(newsroom, editor, pinned):
    story = weave.start_roundup(quotes=pinned(1), editor=editor, title="One", section=newsroom.sections["owners-side"])
    version = story.get_latest_revision_as_object()
    version.body = [("text", ""), *[(b.block_type, b.value) for b in version.body if b.block_type == "wall_quote"], ("text", WORDS), ("text", "<p> </p>")]
    version.save_revision(user=editor)

    weave.send(story, by=editor)

    assert kinds(story) == ["wall_quote", "text"]


def test_round_up_without_a_word_of_the_editors_is_not_sent(editor, pinned):
    story = weave.start_roundup(quotes=pinned(1), editor=editor, title="Wordless")

    with pytest.raises(weave.CannotWeave, match="unfinished"):
        weave.send(story, by=editor, knowing=True)


def test_only_its_author_sends_it(roundup, other_editor):
    with pytest.raises(weave.CannotWeave, match="Only its author"):
        weave.send(roundup, by=other_editor)


def test_nobody_passes_her_own_round_up_while_another_editor_is_there(roundup, editor, other_editor):
    weave.send(roundup, by=editor)

    with pytest.raises(review.CannotDecide, match="your own story"):
        review.approve_first_read(roundup, by=editor, words="Mine is good.")


def test_only_editor_of_a_newsroom_passes_her_own_round_up_and_the_log_says_so(roundup, editor):
    weave.send(roundup, by=editor)

    review.approve_first_read(roundup, by=editor, words="I am alone here.")
    review.check_and_publish(roundup, by=editor, words="Published by myself.", checklist=CHECKED)

    rules = dict(Decision.objects.about(roundup).values_list("action", "rule"))
    assert rules == {"sent-to-review": "", "first-read-passed": review.ONLY_EDITOR, "published": review.ONLY_EDITOR}


def test_only_editor_still_cannot_pass_her_own_account(make_story, editor):
    story = make_story(editor)
    review.send_to_review(story, by=editor)

    with pytest.raises(review.CannotDecide, match="your own story"):
        review.approve_first_read(story, by=editor, words="Mine.")


def test_everyone_quoted_is_told_once_whatever_happens_afterwards(roundup, editor, passed):
    weave.send(roundup, by=editor)
    story = passed(roundup)
    first, second = Quote.objects.order_by("pk")
    assert to(first.email) == to(second.email) == ["You're in: “What you told us”"]
    body = next(message.body for message in mail.outbox if message.to == [first.email])
    assert "/stories/owners-side/what-you-told-us/" in body
    assert f"/wall/quotes/{first.pk}/withdraw/" in body

    full = story.body.raw_data[:]
    for kept in ([raw for raw in full if raw["value"] != {"quote": second.pk}], full):  # taken out, and put back
        story.body = kept
        story.save_revision().publish(skip_permission_checks=True)
        story = StoryPage.objects.get(pk=story.pk)

    assert (len(to(first.email)), len(to(second.email))) == (1, 1)
    assert Woven.objects.filter(story=story, shown=True).count() == 2


def test_woven_follows_the_published_version_and_no_draft(roundup, editor, passed):
    weave.send(roundup, by=editor)
    story = passed(roundup)
    gone = Quote.objects.order_by("pk").last()
    version = story.get_latest_revision_as_object()
    version.body = [(b.block_type, b.value) for b in version.body if b.block_type != "wall_quote" or b.value["quote"].pk != gone.pk]

    draft = version.save_revision(user=editor)
    assert Woven.objects.get(quote=gone).shown is True

    draft.publish(skip_permission_checks=True)
    assert Woven.objects.get(quote=gone).shown is False


def test_quote_without_an_address_is_woven_and_nobody_is_written_to(roundup, editor, passed):
    Quote.objects.update(email="")
    weave.send(roundup, by=editor)
    mail.outbox.clear()

    passed(roundup)

    assert [subject for message in mail.outbox if (subject := message.subject).startswith("You're in")] == []
    assert Woven.objects.filter(told_at=None, shown=True).count() == 2


def test_story_thanks_by_name_and_stored_html_holds_neither_names_nor_words(client, roundup, editor, passed, django_assert_num_queries):
    weave.send(roundup, by=editor)
    row = PublishedStory.objects.get(story=passed(roundup))
    generation.forget()
    client.get("/writers/join/")

    with django_assert_num_queries(4):  # the story, its quotes, its neighbors, its replies
        page = client.get(row.get_absolute_url()).content.decode()

    assert "With thanks to everyone quoted" in page
    thanked = page.partition('id="thanks-title"')[2].partition("</section>")[0]
    assert [name in thanked for name in ("Person 1", "Person 2")] == [True, True]
    assert ("Person 1" in row.body_html, "Line number" in row.body_html, "Person" in str(row.facts) + str(row.card)) == (False, False, False)


def test_withdrawn_quote_leaves_a_dated_gap_and_no_thanks_and_tells_the_editor(client, roundup, editor, passed):
    weave.send(roundup, by=editor)
    url = PublishedStory.objects.get(story=passed(roundup)).get_absolute_url()
    quote = Quote.objects.order_by("pk").first()
    mail.outbox.clear()

    withdraw(quote)

    page = client.get(url).content.decode()
    assert ("Line number 1" in page, "Person 1<" in page, "Its author withdrew it" in page) == (False, False, True)
    assert "Person 2" in page
    assert to(editor.email) == [f"Quote {quote.pk} was withdrawn"]
    assert "What you told us" in mail.outbox[0].body
    assert Message.objects.filter(story=roundup, subject="A quote was withdrawn").count() == 1


def test_withdrawal_is_told_for_a_draft_that_was_never_sent(editor, pinned):
    quote, later = pinned(2)
    story = weave.start_roundup(quotes=[quote], editor=editor, title="Only a draft")
    version = story.get_latest_revision_as_object()
    version.body = [("text", WORDS), ("wall_quote", {"quote": later})]  # woven in afterwards, in the editor
    version.save_revision(user=editor)
    mail.outbox.clear()

    withdraw(later)

    assert to(editor.email) == [f"Quote {later.pk} was withdrawn"]


def test_quote_under_embargo_is_a_gap_until_its_wall_opens(client, roundup, editor, passed, prompt):
    weave.send(roundup, by=editor)
    row = PublishedStory.objects.get(story=passed(roundup))
    opens = timezone.now() + timezone.timedelta(days=2)

    Prompt.objects.filter(pk=prompt.pk).update(shows_at=opens)
    page = client.get(row.get_absolute_url())

    assert b"Line number" not in page.content
    assert b"as soon as its wall opens" in page.content
    assert b"With thanks" not in page.content
    assert page.context["fresh_until"] == opens


def test_list_marks_what_is_used_and_counts_what_is_not(client, roundup, editor, passed, pinned):
    pinned(3)
    weave.send(roundup, by=editor)
    passed(roundup)
    client.force_login(editor)

    everything = client.get(reverse("weave")).content.decode()
    unused = client.post(reverse("weave"), {"unused": "on"}).content.decode()

    assert "5 approved, 3 in no story yet." in everything
    assert (everything.count("In a story"), everything.count(">Unused<")) == (2, 3)
    assert (unused.count("In a story"), unused.count(">Unused<")) == (0, 3)


@pytest.mark.parametrize("count", [1, 3])
def test_list_costs_the_same_for_one_quote_and_for_three(client, editor, pinned, count, django_assert_num_queries):
    from django.http import QueryDict

    from stories.cms.weave import _list, chosen_quotes
    from stories.cms.weave_forms import ListForm

    quotes = pinned(count)
    sent = QueryDict(f"quote={quotes[0].pk}&prompt=")

    with django_assert_num_queries(7):
        assert len(chosen_quotes(sent)) + len(_list(ListForm(sent), chosen_quotes(sent))["quotes"]) == count


def test_choice_is_kept_and_put_in_order_by_number_then_by_choosing(client, editor, pinned):
    one, two, three = pinned(3)
    client.force_login(editor)

    page = client.post(reverse("weave"), {"quote": [three.pk, one.pk], f"order-{two.pk}": "1", f"order-{one.pk}": "2", "q": "nothing like it"})

    assert [quote.pk for _number, quote in page.context["chosen"]] == [two.pk, one.pk, three.pk]


def test_start_without_a_title_keeps_the_choice(client, editor, pinned):
    (quote,) = pinned(1)
    client.force_login(editor)

    page = client.post(reverse("weave"), {"quote": quote.pk, "start": "1", "person": "Harry"})

    assert page.status_code == 422
    assert "Your choice is kept" in page.content.decode()
    assert f'value="{quote.pk}" id="quote-{quote.pk}" checked' in page.content.decode()
    assert set(page.context["form"].errors) == {"title", "words", "source"}


def test_from_the_list_to_the_screen_of_the_review(client, editor, other_editor, pinned):
    quotes = pinned(2)
    client.force_login(editor)

    started = client.post(reverse("weave"), {"quote": [quote.pk for quote in quotes], "start": "1", "title": "Two of you"})
    story = StoryPage.objects.get(title="Two of you")
    assert started.url == reverse("wagtailadmin_pages:edit", args=[story.pk])
    assert "Send to review" in client.get(started.url).content.decode()
    assert "action-submit" not in client.get(started.url).content.decode()
    written(story, editor)
    look = client.get(reverse("weave_send", args=[story.pk])).content.decode()
    assert "Person 1" in look
    sent = client.post(reverse("weave_send", args=[story.pk]))
    assert sent.url == reverse("review", args=[story.pk])

    client.force_login(other_editor)
    screen = client.get(sent.url).content.decode()
    assert ("Line number 1" in screen, "thanked at its end" in screen) == (True, True)


def test_strangers_and_authors_do_not_weave(client, author, other_editor, roundup):
    client.force_login(author)
    assert client.get(reverse("weave")).status_code == 404
    client.force_login(other_editor)
    assert client.get(reverse("weave_send", args=[roundup.pk])).status_code in {302, 403}


def you_are_in() -> int:
    """How many such mails were ever queued. The queue keeps the subject as a value (core/mail.py)."""
    return sum(str((row.context or {}).get("subject", "")).startswith("You're in") or row.subject.startswith("You're in") for row in Email.objects.all())


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor != "postgresql", reason="the suite's SQLite lives in memory and has one writer at a time")
def test_two_publications_at_once_tell_everyone_once(roundup, editor, passed):
    weave.send(roundup, by=editor)
    story = passed(roundup)
    Woven.objects.all().delete()
    before = you_are_in()
    gate = Barrier(4)

    def again() -> None:
        gate.wait()
        try:
            quoted.follow(story)
        finally:
            connections.close_all()

    threads = [Thread(target=again) for _number in range(4)]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]

    assert Woven.objects.exclude(told_at=None).count() == 2
    assert you_are_in() - before == 2


def test_figures_that_are_no_numbers_are_left_out(client, editor):
    client.force_login(editor)

    assert client.post("/cms/weave/", {"quote": "²", "order-²": "1", "order-1": "²", "before": "²"}).status_code == 200


def test_who_may_send_is_known_while_authors_are_typed_in(author, stranger, make_story):
    story = make_story(author)
    story.authors.add(Author(user=None, byline=story.authors.get().byline))  # as the page editor holds a row that is not saved

    assert (weave.may_send(story, author), weave.may_send(story, stranger)) == (True, False)
