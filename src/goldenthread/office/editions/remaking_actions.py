"""Make the bundles anew that showed what was erased; no other file of an edition is touched."""

from hashlib import sha256

from django.db import connection

from goldenthread.ledger import shows, verify, without_values
from goldenthread.ledger.bundle import PUBLISHED
from goldenthread.office.bodies.models import Erasure, Person
from goldenthread.office.editions.figures import report_of
from goldenthread.office.editions.files import bundle
from goldenthread.office.editions.models import BUNDLE, Edition, File
from goldenthread.office.trail.changes import change
from goldenthread.office.trail.models import Entry
from goldenthread.office.trail.triggers import forbid_changes, permit_changes
from goldenthread.terms.errors import BadProof

REMADE = "bundle.remade"


def remake_bundles(done: Erasure, by: Person) -> None:
    """Make every kept bundle anew that shows a value of this erasure, and say which in the log.

    Raise BadProof if one made anew would be bad: then nothing is erased.
    """
    kept = File.objects.filter(name=BUNDLE).select_related("edition__scorecard__body")
    made = {
        file: _remade(file, done)
        for file in kept.iterator(chunk_size=1)
        if shows(bytes(file.content), done.thing, names=done.names)
    }
    if not made:
        return
    permit_changes(connection, File._meta.db_table)
    for file, content in made.items():
        digest = sha256(content).hexdigest()
        File.objects.filter(pk=file.pk).update(content=content, sha256=digest)
    forbid_changes(connection, File._meta.db_table)
    with change(by=by) as changed:
        for file, content in made.items():
            told = {"edition": file.edition.trail_object, "erasure": done.trail_object}
            told["sha256"] = sha256(content).hexdigest()
            changed.tell(report_of(file.edition), REMADE, told)


def _remade(file: File, done: Erasure) -> bytes:
    if _is_of_this_log(file.edition):
        made = bundle(file.edition)
    else:
        made = without_values(bytes(file.content), done.thing, names=done.names)
    failed = [step for step in verify(made).steps if step.outcome == "bad"]
    if failed:
        raise BadProof(failed[0].detail.en, place=f"{file.edition}, step {failed[0].number}")
    return made


def _is_of_this_log(edition: Edition) -> bool:
    """Return whether the log holds its publication, and was not begun anew since."""
    return Entry.objects.filter(object=edition.trail_object, action=PUBLISHED).exists()
