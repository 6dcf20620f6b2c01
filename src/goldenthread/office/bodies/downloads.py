"""Give a table that a page shows as a file that any spreadsheet program opens."""

from django.http import HttpResponse

from goldenthread.planning import as_csv
from goldenthread.planning.tables import Rows


def downloaded(rows: Rows, *, name: str) -> HttpResponse:
    """Return the rows, the first of which heads the columns, as the CSV file `name`."""
    named = {"Content-Disposition": f'attachment; filename="{name}.csv"'}
    return HttpResponse(as_csv(rows), content_type="text/csv; charset=utf-8", headers=named)
