from moderation.models.decisions import Decision, DecisionIsFinal
from moderation.models.lists import Ban, ListedWord, Reason
from moderation.models.moderated import Moderated, ModeratedQuerySet
from moderation.models.reports import Report
from moderation.models.risks import RiskSignal

__all__ = ["Ban", "Decision", "DecisionIsFinal", "ListedWord", "Moderated", "ModeratedQuerySet", "Reason", "Report", "RiskSignal"]
