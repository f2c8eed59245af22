"""Who is quoted in a story: kept in step with what is published, told once, thanked by name; and what happens when one of them withdraws."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from wagtail.models import ReferenceIndex

from core import mail
from core.models import SiteSettings
from people.rules import is_editor
from quotes.cards import named
from quotes.models import Quote
from quotes.withdraw import link
from stories.models import Message, PublishedStory, StoryPage, Woven

MOST_DRAFTS = 200  # unpublished versions of round-ups that are looked through when a quote is withdrawn


def quote_ids(story: StoryPage) -> list[int]:
    """The quotes of this version of the body, each once, in its order."""
    found = [raw["value"].get("quote") for raw in story.body.raw_data if raw["type"] == "wall_quote"]
    return list(dict.fromkeys(int(pk) for pk in found if pk))


@transaction.atomic
def follow(story: StoryPage) -> None:
    """After publication: Woven says what the published version shows. A row stays when its quote is taken out: it knows who was told."""
    wanted = list(Quote.objects.filter(pk__in=quote_ids(story)).values_list("pk", flat=True))
    Woven.objects.filter(story=story, shown=True).exclude(quote_id__in=wanted).update(shown=False)
    Woven.objects.bulk_create([Woven(story=story, quote_id=pk) for pk in wanted], ignore_conflicts=True)
    Woven.objects.filter(story=story, quote_id__in=wanted, shown=False).update(shown=True)
    tell(story)


def tell(story: StoryPage) -> int:
    """Writes "you're in" to everyone quoted whose address is known, once whatever happens later: of two at once, one claims the row."""
    untold = Woven.objects.filter(story=story, shown=True, told_at=None, quote__status=Quote.Status.APPROVED)
    count, url = 0, mail.absolute(PublishedStory.objects.get(story=story).get_absolute_url())
    for row in untold.select_related("quote__user", "quote__prompt"):
        to = address(row.quote)
        if to and Woven.objects.filter(pk=row.pk, told_at=None).update(told_at=timezone.now()):
            context = {"name": row.quote.name, "line": row.quote.text, "title": story.title, "url": url, "withdraw_url": link(row.quote)}
            mail.send("quote_in_story", to, context)
            count += 1
    return count


def address(quote: Quote) -> str:
    return quote.email or (quote.user.email if quote.user and quote.user.is_active else "")


def thanks(quotes: Iterable[Quote]) -> list[dict[str, str]]:
    """Everyone quoted, by the name on the quote, in the story's order, each once; whoever withdrew is not among them."""
    found = {(quote.name.casefold(), quote.network): {"name": named(quote), "url": quote.get_absolute_url()} for quote in quotes if quote.name}
    return list(found.values())


def stories_with(quote: Quote) -> list[StoryPage]:
    """Stories that show this quote, and drafts that would."""
    known = set(Woven.objects.filter(quote=quote, shown=True).values_list("story_id", flat=True))
    referring = ReferenceIndex.get_references_to(quote).filter(content_type__model="storypage").values_list("object_id", flat=True)
    known |= {int(pk) for pk in referring if str(pk).isdigit()}
    found = {story.pk: story for story in StoryPage.objects.filter(pk__in=known).select_related("owner")}
    drafts = StoryPage.objects.filter(kind=StoryPage.Kind.ROUNDUP, has_unpublished_changes=True).exclude(pk__in=found)
    for draft in drafts.select_related("owner", "latest_revision").order_by("-latest_revision_created_at")[:MOST_DRAFTS]:
        if quote.pk in quote_ids(draft.get_latest_revision_as_object()):
            found[draft.pk] = draft
    return list(found.values())


def withdrawn(quote: Quote) -> None:
    """Tells the newsroom and the stories' own editors that there is a gap now. Whoever withdrew is not named, nor her words."""
    stories = stories_with(quote)
    day = date_format(timezone.localdate(), "F j, Y")
    for story in stories:
        words = _("A quote in this story was withdrawn by its author on %(day)s. The story shows a dated gap: look whether the words around it still hold.")
        Message.objects.create(story=story, subject=_("A quote was withdrawn"), words=words % {"day": day})
    newsroom = SiteSettings.objects.exclude(newsroom_email="").values_list("newsroom_email", flat=True).first()
    context = {
        "number": quote.pk,
        "prompt": quote.prompt.title,
        "url": mail.absolute(quote.get_absolute_url()),
        "stories": [(story.draft_title or story.title, mail.absolute(f"/cms/pages/{story.pk}/edit/")) for story in stories],
    }
    for to in dict.fromkeys([newsroom, *(story.owner.email for story in stories if story.owner and is_editor(story.owner))]):
        if to:
            mail.send("quote_withdrawn", to, context)
