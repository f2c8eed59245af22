"""Sponsors and their members, what can be sponsored, placements, what was counted, bills."""

from sponsors.models.bills import Bill, BillCounter
from sponsors.models.counts import DayDiscard, DayPage, DayTotal, Drained, Hit, Reason, ReportLink, SeenOnce, SourceMinute
from sponsors.models.placements import Clash, Creative, Enquiry, MakeGood, Placement, SeatDay, WaitingFor
from sponsors.models.slots import Blackout, HouseMessage, Slot, SponsorTerms
from sponsors.models.sponsors import Invitation, LineOfBusiness, Member, Sponsor

__all__ = [
    "Bill",
    "BillCounter",
    "Blackout",
    "Clash",
    "Creative",
    "DayDiscard",
    "DayPage",
    "DayTotal",
    "Drained",
    "Enquiry",
    "Hit",
    "HouseMessage",
    "Invitation",
    "LineOfBusiness",
    "MakeGood",
    "Member",
    "Placement",
    "Reason",
    "ReportLink",
    "SeatDay",
    "SeenOnce",
    "Slot",
    "SourceMinute",
    "Sponsor",
    "SponsorTerms",
    "WaitingFor",
]
