"""What people corrected in what was read, as data for improving the reader."""

from collections.abc import Iterator
from typing import Any

from goldenthread.office.records.models import Record, Standing, Statement
from goldenthread.reading.contract import statement_as_json


def corrections() -> Iterator[dict[str, Any]]:
    """Yield every record in which a person reviewed anything, with the statements as they stand.

    The shape is that of annotated records: `deadline` is the due date. `reviewed`
    of `of` statements were looked at; `read` holds those that the reader read
    and a person closed.
    """
    touched = Statement.everything.exclude(standing=Standing.UNREVIEWED).values("record")
    for record in Record.objects.filter(pk__in=touched).select_related("document"):
        stand = list(record.statements.all())
        read = Statement.everything.filter(record=record, by_hand=False)
        closed = read.filter(standing__in=(Standing.REJECTED, Standing.REPLACED))
        yield {
            "id": record.trail_id(),
            "lang": record.language,
            "text": record.text,
            "body": record.header["body"],
            "date": record.header["date"],
            "chair": record.header["chair"],
            "reviewed": sum(each.standing != Standing.UNREVIEWED for each in stand),
            "of": len(stand),
            "statements": [_annotated(each, record) for each in stand],
            "read": [_annotated(each, record) for each in closed],
        }


def _annotated(row: Statement, record: Record) -> dict[str, Any]:
    row.record = record
    told = statement_as_json(row.term())
    del told["gaps"]
    told["deadline"] = told.pop("due")
    return {**told, "standing": row.standing}
