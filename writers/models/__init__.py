"""Joining, writing together, bringing work in, and what a writer is told about her readers."""

from writers.models.joining import Application, ApplicationMessage, Invitation, Letter
from writers.models.together import CoAuthor, ImportedPost, ImportRun, StoryDay

__all__ = ["Application", "ApplicationMessage", "CoAuthor", "ImportRun", "ImportedPost", "Invitation", "Letter", "StoryDay"]
