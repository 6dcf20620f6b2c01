"""A card is computed from the rows as the day knew them, and frozen."""

import json
from datetime import date
from hashlib import sha256

import pytest
from django.db import connection

from goldenthread.office.bodies.models import Body, Person
from goldenthread.office.scorecards.actions import compute
from goldenthread.office.scorecards.models import Scorecard
from goldenthread.office.trail.audit import audit
from goldenthread.office.trail.log import place
from goldenthread.office.trail.models import Entry, Log, Value
from goldenthread.terms.errors import BadPeriod, NotPermitted
from goldenthread.terms.periods import Period

QUARTER, DAY = Period.parse("2023Q4"), date(2024, 1, 31)


def test_what_was_computed_is_kept_with_its_hash(body: Body, secretary: Person) -> None:
    computed = compute(body, quarter=QUARTER, as_known=DAY, by=secretary)
    row = Scorecard.objects.get()
    assert (row.quarter, row.as_known) == ("2023Q4", DAY)
    assert row.sha256 == sha256(row.card.encode()).hexdigest()
    entry = Entry.objects.get(object=computed.trail_object)
    assert Value.objects.get(entry=entry, name="sha256").value == row.sha256
    assert not list(audit())


def test_a_card_names_where_the_log_stood_before_it(body: Body, secretary: Person) -> None:
    before = place(Log.objects.get())
    compute(body, quarter=QUARTER, as_known=DAY, by=secretary)
    ledger = json.loads(Scorecard.objects.get().card)["ledger"]
    assert (ledger["origin"], ledger["size"], ledger["root"]) == (
        before.origin,
        before.size,
        before.root.hex(),
    )


def test_a_card_that_was_edited_is_found(body: Body, secretary: Person) -> None:
    computed = compute(body, quarter=QUARTER, as_known=DAY, by=secretary)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE scorecards_scorecard SET card = '{}'")
    assert f"{computed.trail_object}: its card is not the one that was recorded" in list(audit())


def test_a_card_is_of_a_quarter(body: Body, secretary: Person) -> None:
    before = Log.objects.get().size
    with pytest.raises(BadPeriod, match="no quarter"):
        compute(body, quarter=Period.parse("2023"), as_known=DAY, by=secretary)
    assert (Scorecard.objects.count(), Log.objects.get().size) == (0, before)


@pytest.mark.parametrize("who", ["leader", "stranger"])
def test_others_than_the_secretary_compute_nothing(
    body: Body, who: str, request: pytest.FixtureRequest
) -> None:
    person = request.getfixturevalue(who)
    with pytest.raises(NotPermitted):
        compute(body, quarter=QUARTER, as_known=DAY, by=person)
    assert not Scorecard.objects.exists()
