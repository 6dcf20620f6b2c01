"""The rows of this room: duties, their days, what is said of them, and what was reminded."""

from goldenthread.office.commitments.models.commitment import Commitment, Support
from goldenthread.office.commitments.models.days import Extension, Milestone
from goldenthread.office.commitments.models.explanations import Explanation
from goldenthread.office.commitments.models.reminders import NOTICE, Digest, Reminder
from goldenthread.office.commitments.models.reports import Exhibit, Report

__all__ = [
    "NOTICE",
    "Commitment",
    "Digest",
    "Exhibit",
    "Explanation",
    "Extension",
    "Milestone",
    "Reminder",
    "Report",
    "Support",
]
