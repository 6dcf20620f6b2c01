"""Draft an edition of a card, publish it, withdraw it; what is published is never changed."""

import json
from collections.abc import Mapping
from hashlib import sha256

from django.utils import timezone

from goldenthread.ledger import rows_value, verify
from goldenthread.ledger.rows import REPORTED, ROWS
from goldenthread.office.bodies.models import Person
from goldenthread.office.bodies.permissions import allow
from goldenthread.office.editions.figures import figures_of, report_of
from goldenthread.office.editions.files import bundle, card_of, files_of
from goldenthread.office.editions.models import BUNDLE, Edition, File
from goldenthread.office.records.models import Document
from goldenthread.office.scorecards.models import Scorecard
from goldenthread.office.trail.appending import head
from goldenthread.office.trail.changes import change
from goldenthread.office.trail.log import policy
from goldenthread.office.trail.writing import writing
from goldenthread.terms.errors import BadProof, NotPossible


def draft(scorecard: Scorecard, *, by: Person, reason: str = "") -> Edition:
    """Draft the next edition of the quarter's card, with all its files but the bundle.

    The leader sees the very bytes that publishing will publish. Raise
    NotPossible if the card would not come out the same today: then what it was
    computed from has changed since.
    """
    allow(by, "edition.draft", scorecard)
    files = files_of(card_of(scorecard))
    with writing():
        latest = Edition.objects.filter(quarter=scorecard.quarter).first()
        edition = Edition(
            scorecard=scorecard,
            quarter=scorecard.quarter,
            number=latest.number + 1 if latest else 1,
            reason=reason,
        )
        with change(by=by, reason=reason) as changed:
            changed.save(edition, "edition.drafted")
            _keep(edition, files)
    return edition


def publish(edition: Edition, *, by: Person, reason: str = "") -> None:
    """Publish a draft, sign the log, and keep the bundle that proves it to anyone.

    An entry of its own holds the root over the rows of figures.csv, so that one
    figure can be proved alone.

    Raise NotPossible if it is published already, or if the public may not yet
    read a document that it cites; BadProof if the bundle made does not verify.
    """
    allow(by, "edition.publish", edition)
    if edition.published is not None:
        raise NotPossible(
            "it is published already.", place=str(edition), remedy="Draft another edition."
        )
    _refuse_unreleased(edition)
    rows = {ROWS: rows_value(figures_of(edition))}
    with writing():
        with change(by=by, reason=reason) as changed:
            edition.published = timezone.now()
            changed.save(edition, "edition.published")
            changed.tell(report_of(edition), REPORTED, {"edition": edition.trail_object, **rows})
        made = bundle(edition)
        found = verify(made, policy=policy(head()))
        if found.status:
            failed = next(step for step in found.steps if step.outcome != "good")
            raise BadProof(failed.detail.en, place=f"{edition}, step {failed.number}")
        _keep(edition, {BUNDLE: made})


def withdraw(edition: Edition, *, by: Person, reason: str) -> None:
    """Say in public that a published edition no longer stands, and why; its files are kept.

    Raise NotPossible if it is not published, if it is withdrawn already, or if
    no reason is given.
    """
    allow(by, "edition.withdraw", edition)
    if edition.published is None or edition.withdrawn is not None:
        raise NotPossible(
            "it is not standing in public.", place=str(edition), remedy="Nothing is left to do."
        )
    if not reason.strip():
        raise NotPossible(
            "no reason is given.", place=str(edition), remedy="Say why: the public will ask."
        )
    with change(by=by) as changed:
        edition.withdrawn, edition.withdrawal = timezone.now(), reason.strip()
        changed.save(edition, "edition.withdrawn")


def _refuse_unreleased(edition: Edition) -> None:
    cited = [each["id"] for each in json.loads(edition.scorecard.card)["documents"]]
    hidden = Document.objects.filter(slug__in=cited, is_released=False).order_by("pk")
    if named := ", ".join(map(str, hidden)):
        raise NotPossible(
            f"it cites what the public may not read yet: {named}.",
            place=str(edition),
            remedy="Release these documents first.",
        )


def _keep(edition: Edition, files: Mapping[str, bytes]) -> None:
    for name, content in files.items():
        hashed = sha256(content).hexdigest()
        File.objects.create(edition=edition, name=name, content=content, sha256=hashed)
