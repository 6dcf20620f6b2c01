"""The rows of this room: duties, their days, and the reports about them."""

from goldenthread.office.commitments.models.commitment import Commitment, Support
from goldenthread.office.commitments.models.days import Extension, Milestone
from goldenthread.office.commitments.models.reports import Exhibit, Report

__all__ = ["Commitment", "Exhibit", "Extension", "Milestone", "Report", "Support"]
