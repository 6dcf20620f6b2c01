"""Which of a duty's sentences a page shows."""

from goldenthread.office.commitments.models import Commitment
from goldenthread.office.records.models import Statement
from goldenthread.terms.text import Language


def cited(commitment: Commitment, language: Language) -> Statement:
    """Return the sentence it serves in `language`, or in the other if it cites that alone."""
    en, zh = commitment.statement_en, commitment.statement_zh
    found = (zh or en) if language == "zh" else (en or zh)
    if found is None:  # the database holds that one of them is there
        raise Statement.DoesNotExist(commitment.slug)
    return found
