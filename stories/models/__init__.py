"""Stories: sections and the lists editors keep, the story page and what hangs on it, review, and what readers get."""

from stories.models.calls import CallPage
from stories.models.drafts import Consent, Evidence, Pseudonym, TellDraft, TellPhoto
from stories.models.notes import ProposedNote
from stories.models.published import PublishedStory, StoryOfBusiness, StoryOfByline
from stories.models.review import FactCheckTask, FirstReadTask, LetterTemplate, Message, Review
from stories.models.sections import KindOfService, SectionPage, StoriesPage, WaitingRoomPage, WentWrong
from stories.models.story import Author, Correction, FollowUp, StoryBusiness, StoryPage
from stories.models.woven import Woven

__all__ = [
    "Author",
    "CallPage",
    "Consent",
    "Correction",
    "Evidence",
    "FactCheckTask",
    "FirstReadTask",
    "FollowUp",
    "KindOfService",
    "LetterTemplate",
    "Message",
    "ProposedNote",
    "Pseudonym",
    "PublishedStory",
    "Review",
    "SectionPage",
    "StoriesPage",
    "StoryBusiness",
    "StoryOfBusiness",
    "StoryOfByline",
    "StoryPage",
    "TellDraft",
    "TellPhoto",
    "WaitingRoomPage",
    "WentWrong",
    "Woven",
]
