"""The rows of this room: duties, their days, the reports about them, and what was reminded."""

from goldenthread.office.commitments.models.commitment import Commitment, Support
from goldenthread.office.commitments.models.days import Extension, Milestone
from goldenthread.office.commitments.models.reminders import NOTICE, Digest, Reminder
from goldenthread.office.commitments.models.reports import Exhibit, Report

__all__ = [
    "NOTICE",
    "Commitment",
    "Digest",
    "Exhibit",
    "Extension",
    "Milestone",
    "Reminder",
    "Report",
    "Support",
]
