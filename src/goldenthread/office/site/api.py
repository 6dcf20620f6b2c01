"""The API: every room's addresses under /api/, one OpenAPI document, problems as RFC 9457 says."""

from http import HTTPStatus
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from ninja import NinjaAPI
from ninja.errors import HttpError, ValidationError
from ninja.openapi.schema import OpenAPISchema

from goldenthread import __version__
from goldenthread.office.commitments.api import router as commitments
from goldenthread.office.commitments.explanation_api import router as explanations
from goldenthread.office.commitments.extension_api import router as extensions
from goldenthread.office.commitments.milestone_api import router as milestones
from goldenthread.office.commitments.report_api import router as reports
from goldenthread.office.editions.api import router as editions
from goldenthread.office.indicators.api import router as indicators
from goldenthread.office.indicators.meaning_api import router as meanings
from goldenthread.office.indicators.path_api import router as paths
from goldenthread.office.records.api import router as records
from goldenthread.office.records.review_api import router as review
from goldenthread.office.scorecards.api import router as scorecards
from goldenthread.office.site.views import status_of
from goldenthread.terms.errors import GoldenthreadError

_PROBLEM = {
    "description": "What is wrong, where, and the remedy (RFC 9457).",
    "content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}},
}
_TEXT = {"type": "string"}
_PROBLEM_SCHEMA = {
    "title": "Problem",
    "type": "object",
    "properties": {
        "type": {**_TEXT, "format": "uri-reference"},
        "title": _TEXT,
        "status": {"type": "integer", "minimum": 400, "maximum": 599},
        "detail": _TEXT,
        "place": _TEXT,
        "remedy": _TEXT,
        "faults": {
            "type": "array",
            "items": {
                "type": "object",
                "properties": {"place": _TEXT, "what": _TEXT},
                "required": ["place", "what"],
            },
        },
    },
    "required": ["type", "title", "status", "detail"],
}


class OfficeAPI(NinjaAPI):
    """The library's API, whose document tells what a refusal looks like."""

    def get_openapi_schema(
        self, *, path_prefix: str | None = None, path_params: dict[str, Any] | None = None
    ) -> OpenAPISchema:
        """Return the OpenAPI 3.1 document, with the problem that each operation may answer."""
        made = super().get_openapi_schema(path_prefix=path_prefix, path_params=path_params)
        made["components"]["schemas"]["Problem"] = _PROBLEM_SCHEMA
        for operations in made["paths"].values():
            for operation in operations.values():
                operation["responses"]["4XX"] = _PROBLEM
        return made


def problem(status: int, detail: str, **more: Any) -> HttpResponse:
    """Answer with a problem (RFC 9457); `more` are members of our own: place, remedy, faults."""
    told = {
        "type": "about:blank",
        "title": HTTPStatus(status).phrase,
        "status": int(status),
        "detail": detail,
        **{name: value for name, value in more.items() if value},
    }
    answer = JsonResponse(told, status=status, content_type="application/problem+json")
    if status == HTTPStatus.UNAUTHORIZED:
        answer["WWW-Authenticate"] = 'Bearer realm="goldenthread"'
    return answer


def unknown(request: HttpRequest, rest: str) -> HttpResponse:
    """Say that the API has no such address."""
    return problem(404, "There is no such address; /api/openapi.json names all.", place=rest)


api = OfficeAPI(
    title="Goldenthread",
    version=__version__,
    description="What the office's pages show and do, for programs, by the same permissions.",
    docs_url=None,
    urls_namespace="api",
)
for room in (
    records,
    review,
    commitments,
    extensions,
    milestones,
    explanations,
    reports,
    indicators,
    meanings,
    paths,
    scorecards,
    editions,
):
    api.add_router("", room)


@api.exception_handler(GoldenthreadError)
def refused(request: HttpRequest, error: GoldenthreadError) -> HttpResponse:
    """Answer what an action refused, as its page would say it."""
    return problem(status_of(error), error.what, place=error.place, remedy=error.remedy)


@api.exception_handler(Http404)
def absent(request: HttpRequest, error: Http404) -> HttpResponse:
    """Answer that there is none, or none that this reader may see."""
    return problem(404, "There is none of this name that you may see.", place=request.path)


@api.exception_handler(ValidationError)
def malformed(request: HttpRequest, error: ValidationError) -> HttpResponse:
    """Answer which parts of what was sent are not as the document says."""
    faults = [
        {"place": ".".join(str(step) for step in fault["loc"]), "what": fault["msg"]}
        for fault in error.errors
    ]
    return problem(422, "This is not what the address takes.", faults=faults)


@api.exception_handler(HttpError)
def failed(request: HttpRequest, error: HttpError) -> HttpResponse:
    """Answer what the library found wrong."""
    return problem(error.status_code, error.message)
