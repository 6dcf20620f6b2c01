"""Say how commitments stand on a given day, and what a report of one must say."""

from goldenthread.planning.answering import Account, evidence_level, lacking
from goldenthread.planning.standing import Progress, standing

__all__ = ["Account", "Progress", "evidence_level", "lacking", "standing"]
