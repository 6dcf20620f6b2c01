"""Every public page as data, at its own address with another ending."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import Resolver404, resolve
from django.urls.converters import PathConverter

from goldenthread.office.site.sheets import SHEETS
from goldenthread.terms.errors import NotPossible

#: What the first page is called where its address is empty.
FIRST = "index"


class PagePath(PathConverter):
    """A page's address without its language; one with a language is no other address of it."""

    regex = rf"(?!(?:{'|'.join(name for name, _ in settings.LANGUAGES)})/).+"


_TYPES = {"json": "application/json", "csv": "text/csv; charset=utf-8"}


def page(request: HttpRequest, page: str, form: str) -> HttpResponse:
    """Give what the page at the address `page`, without its language, shows; `form` json or csv."""
    try:
        found = resolve("/en/" if page == FIRST else f"/en/{page}/")
        sheet = SHEETS[found.url_name or ""](**found.kwargs)
    except (Resolver404, KeyError, NotPossible) as error:
        raise Http404 from error
    made = sheet.json() if form == "json" else sheet.csv()
    answer = HttpResponse(made, content_type=_TYPES[form])
    answer["Cache-Control"] = "no-cache"
    return answer


def addresses(request: HttpRequest) -> dict[str, str]:
    """Return where what a page shows is as data, by the form; nothing for one that has none."""
    found = request.resolver_match
    if found is None or found.url_name not in SHEETS:
        return {}
    _, _, path = request.path.strip("/").partition("/")
    return {form: f"/{path or FIRST}.{form}" for form in _TYPES}
