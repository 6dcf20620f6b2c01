"""Compute a quarter's card from the rows, as known on a day, and freeze it."""

from datetime import date
from hashlib import sha256

from django.utils import timezone

from goldenthread.office.bodies.models import Body, Person
from goldenthread.office.bodies.permissions import allow
from goldenthread.office.scorecards.dossier import dossier
from goldenthread.office.scorecards.models import Scorecard
from goldenthread.office.trail.appending import head
from goldenthread.office.trail.changes import change
from goldenthread.office.trail.log import place
from goldenthread.office.trail.writing import writing
from goldenthread.reporting import card_json_bytes
from goldenthread.reporting.card import LogPlace
from goldenthread.terms.periods import Period
from goldenthread.weaving import weave


def compute(
    body: Body, *, quarter: Period, as_known: date, by: Person, reason: str = ""
) -> Scorecard:
    """Weave the card of `quarter` as known on a day, and keep it, byte for byte.

    It names where the log stood when it was computed. Raise BadPeriod if
    `quarter` is no calendar quarter.
    """
    allow(by, "scorecard.compute", body)
    with writing():
        stood = place(head(for_update=True))
        ledger = LogPlace(stood.origin, stood.size, stood.root.hex())
        card = weave(dossier(body), quarter=quarter, as_known=as_known, ledger=ledger)
        made = card_json_bytes(card)
        row = Scorecard(
            body=body,
            quarter=quarter.label,
            as_known=as_known,
            software=card.software,
            card=made.decode(),
            sha256=sha256(made).hexdigest(),
            computed=timezone.now(),
        )
        with change(by=by, reason=reason) as changed:
            changed.save(row, "scorecard.computed")
    return row
