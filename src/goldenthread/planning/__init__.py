"""Say how commitments stand on a given day, what reports they ask for, and what one must say."""

from goldenthread.planning.answering import Account, evidence_level, lacking
from goldenthread.planning.asking import (
    Need,
    Reported,
    days_to_answer,
    hours,
    need,
    quarter_of,
    report_days,
)
from goldenthread.planning.reminders import INTERVAL, NOTICES, Step, escalation, notice
from goldenthread.planning.standing import Progress, standing
from goldenthread.planning.tables import as_csv, as_xlsx, escaped, unescaped
from goldenthread.planning.working import WorkingDays, working_days

__all__ = [
    "INTERVAL",
    "NOTICES",
    "Account",
    "Need",
    "Progress",
    "Reported",
    "Step",
    "WorkingDays",
    "as_csv",
    "as_xlsx",
    "days_to_answer",
    "escalation",
    "escaped",
    "evidence_level",
    "hours",
    "lacking",
    "need",
    "notice",
    "quarter_of",
    "report_days",
    "standing",
    "unescaped",
    "working_days",
]
