"""Say how commitments stand on a given day, what reports they ask for, and what one must say."""

from goldenthread.planning.answering import Account, evidence_level, lacking
from goldenthread.planning.asking import Need, Reported, hours, need, quarter_of, report_days
from goldenthread.planning.standing import Progress, standing
from goldenthread.planning.tables import as_csv, as_xlsx, escaped, unescaped

__all__ = [
    "Account",
    "Need",
    "Progress",
    "Reported",
    "as_csv",
    "as_xlsx",
    "escaped",
    "evidence_level",
    "hours",
    "lacking",
    "need",
    "quarter_of",
    "report_days",
    "standing",
    "unescaped",
]
