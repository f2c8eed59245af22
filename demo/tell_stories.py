"""One file of a story comes in; a story goes through the same verbs as anybody's, as far as its state says, and gets its dates."""

from __future__ import annotations

import json
import re
from datetime import datetime, timedelta

from django.utils import timezone

from businesses.models import Business, Place
from core.models import SearchEntry
from demo.data_files import StoryFile, moment
from moderation.models import Decision
from people.models import User
from quotes import withdraw
from quotes.models import Prompt, Quote
from stories import consent, correct, make_page, publish, review
from stories.models import Author, CallPage, Consent, KindOfService, Message, PublishedStory, Review, SectionPage, StoryBusiness, StoryPage, WentWrong
from stories.models.review import CHECKLIST
from stories.tell_text import to_html

FIRST_READS = [
    "I read this on the bus and missed my stop. It goes to the fact check now; I'll write to the business today and tell you what they say.",
    "Thank you for this. Nothing is missing at first read. I have two small questions about dates, and I'll ask the shop before I ask you.",
    "Yes. I would like us to have it. The next step is dull but short: somebody who is not me checks every name and number.",
    "A clear account, and you say how you know. It goes on to the check of facts and consent. You need do nothing until you hear from us.",
    "I read it twice, the second time for pleasure. On to the fact check. If you think of a name you'd rather not have in, say so now.",
    "This passed its first read. I've marked nothing. The business will see the facts in it, and cannot change a word of yours.",
    "We'd be glad of this one. I liked that you put your own part in it first. Facts and consent next; that takes a day or two.",
]


class Teller:
    """Knows the cast and the lists, so that forty stories do not ask for them forty times."""

    def __init__(self, people: dict[str, User], editors: list[User], calls: dict[str, CallPage]) -> None:
        self.people, self.editors, self.calls = people, editors, calls
        self.sections = {one.slug: one for one in SectionPage.objects.all()}
        self.businesses = {one.slug: one for one in Business.objects.select_related("place")}
        self.places = {one.slug: one for one in Place.objects.all()}
        self.services = {one.slug: one for one in KindOfService.objects.all()}
        self.went_wrong = {one.slug: one for one in WentWrong.objects.all()}

    def tell(self, file: StoryFile) -> StoryPage:
        author = self.people[file.author]
        story = self.write(file, author)
        Consent.objects.create(
            story=story, user=author, words="\n".join(consent.statements(photos=False).values()), version=consent.VERSION, given_at=file.sent_at
        )
        self.review(file, story, author)
        set_back(file, story)
        self.after(file, story)
        return story

    def write(self, file: StoryFile, author: User) -> StoryPage:
        story = StoryPage(
            owner=author,
            live=False,
            title=file.title,
            slug=file.slug,
            standfirst=file.standfirst or "",
            kind=file.kind,
            stake=file.stake,
            stake_note=file.stake_note or "",
            ai_use=file.ai_use,
            ai_note=file.ai_note or "",
            outcome=file.outcome,
            happened=file.happened or "",
            place=self.places.get(file.place),
            body=json.dumps(blocks(file)),
        )
        if file.state == "published":
            story.first_published_at = file.shown_at
        byline = make_page.byline_of(author, {"byline": file.byline["text"], "byline_kind": file.byline["kind"]})
        story.authors = [Author(user=author, byline=byline, consent_at=file.sent_at)]
        story.story_businesses = [StoryBusiness(business=self.businesses[slug]) for slug in file.businesses]
        story.services = [self.services[slug] for slug in file.services]
        story.went_wrong = [self.went_wrong[slug] for slug in file.went_wrong]
        self.sections[file.section].add_child(instance=story)
        make_page.set_pseudonyms(story, file.pseudonyms)
        story.save_revision(user=author)
        return story

    def review(self, file: StoryFile, story: StoryPage, author: User) -> None:
        """The road every story goes, as far as this one's state."""
        if file.state == "draft":
            Review.objects.get_or_create(story=story, defaults={"owner": author})
            return
        review.send_to_review(story, by=author)
        if file.values.get("call"):
            Review.objects.filter(story=story).update(call=self.calls[file.call])
        reader, checker = self.editors if file.number % 2 else reversed(self.editors)
        if author in self.editors:  # nobody decides her own story
            reader = checker = next(editor for editor in self.editors if editor != author)
        if file.state == "first-read":
            return
        if file.state == "changes-requested":
            review.request_changes(story, by=reader, words=file.letter)
        elif file.state == "declined":
            review.decline(story, by=self.editors[1], words=file.letter)  # the letter says that Teodora reads the appeal
        else:
            review.approve_first_read(story, by=reader, words=FIRST_READS[file.number % len(FIRST_READS)])
            if file.state != "fact-check":
                later = file.shown_at if file.state == "scheduled" else None
                review.check_and_publish(story, by=checker, words=file.letter, checklist=dict.fromkeys(CHECKLIST, True), at=later)

    def after(self, file: StoryFile, story: StoryPage) -> None:
        """Corrections, follow-ups, and the bells that readers rang."""
        if file.state != "published":
            return
        story.refresh_from_db()
        for row in file.corrections or []:
            correct.add_correction(story, by=self.editors[0], words=row["words"], made_at=moment(row["date"]) + file.shift)
        for row in file.followups or []:
            correct.add_follow_up(story, by=self.editors[0], words=row["words"], made_at=moment(row["date"]) + file.shift)
        PublishedStory.objects.filter(story=story).update(rings=file.rings or 0)
        if file.values.get("withdrawn") and file.shown_at:
            gone = withdraw.withdraw(quoted(file.withdrawn))
            Quote.objects.filter(pk=gone.pk).update(withdrawn_at=file.shown_at + timedelta(days=4))


PARTED = re.compile(r"^%%$", re.MULTILINE)  # a line of a draft: a block of text ends and another begins
QUOTED = re.compile(r"^\[\[(.+)\]\]$", re.MULTILINE)  # a line of a round-up: how a quote on the wall begins


def quoted(beginning: str) -> Quote:
    return Quote.objects.get(text__startswith=beginning)


def blocks(file: StoryFile) -> list[dict]:
    found = [make_page.block("epigraph", file.epigraph)] if file.values.get("epigraph") else []
    for number, part in enumerate(QUOTED.split(file.text)):
        found += [make_page.block("wall_quote", {"quote": quoted(part).pk})] if number % 2 else texts(part)
    for row in file.figures or []:
        names = (*make_page.FIGURE_FIELDS, "confirmed_by")
        found.append(make_page.block("figures", {name: str(row.get(name) or "") for name in names}))
    if file.lesson:
        found.append(make_page.block("lesson", {"words": " ".join(file.lesson.split())}))
    if (file.kind == "essay" or file.values.get("question")) and (prompt := Prompt.objects.current(timezone.now())):
        found.append(make_page.block("question", {"prompt": prompt.pk}))
    return found


def texts(part: str) -> list[dict]:
    return [make_page.block("text", to_html(one)) for one in PARTED.split(part)]


def set_back(file: StoryFile, story: StoryPage) -> None:
    """The verbs wrote today's date everywhere; this puts the story's own in its place. Rows that are final are changed below their guard."""
    written = file.sent_at - timedelta(days=1)
    StoryPage.objects.filter(pk=story.pk).update(latest_revision_created_at=file.sent_at)
    story.revisions.update(created_at=file.sent_at if file.state != "draft" else written)
    for state in story.workflow_states.all():
        state.created_at = file.sent_at
        state.save(update_fields=["created_at"])
    row = Review.objects.get(story=story)
    row.submitted_at = file.sent_at if row.submitted_at else None
    row.decided_at = file.decided_at if row.decided_at else None
    row.save(update_fields=["submitted_at", "decided_at"])
    dates: dict[str, datetime] = {"sent-to-review": file.sent_at, "first-read-passed": file.read_at}
    for decision in Decision.objects.about(story):
        made_at = dates.get(decision.action, file.decided_at)
        Decision._base_manager.filter(pk=decision.pk).update(made_at=made_at)
        Message.objects.filter(decision=decision).update(sent_at=made_at, read_at=made_at if file.state == "published" else None)
    if file.state == "published":
        StoryPage.objects.filter(pk=story.pk).update(first_published_at=file.shown_at, last_published_at=file.shown_at)
        PublishedStory.objects.filter(story=story).update(shown_at=file.shown_at, updated_at=file.shown_at)
        publish.date_links(PublishedStory.objects.get(story=story))
        SearchEntry.objects.filter(kind="story", target=story.pk).update(shown_at=file.shown_at)
