"""Joining, writing together, bringing work in, and what a writer is told about her readers."""

from writers.models.joining import Application, ApplicationMessage, ClosedLetterbox, Invitation, Letter
from writers.models.together import CoAuthor, ImportedPost, ImportRun, StoryDay

__all__ = ["Application", "ApplicationMessage", "ClosedLetterbox", "CoAuthor", "ImportRun", "ImportedPost", "Invitation", "Letter", "StoryDay"]
