"""The pages of the log: where it stands, its entries, each with its proof; and the witness."""

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from goldenthread.office.trail.cosigning import noted
from goldenthread.office.trail.log import place, proofs
from goldenthread.office.trail.models import Checkpoint, Entry, Log
from goldenthread.office.trail.public import public_tile
from goldenthread.office.trail.witness import answer as decided

PER_PAGE = 50
SUBMISSION_LIMIT = 1 << 16
"""The most bytes that are read of a submission; a longer one is malformed."""


def trail(request: HttpRequest) -> HttpResponse:
    """Show where the log stands, and its entries, latest first."""
    log = Log.objects.first()
    pages = Paginator(Entry.objects.order_by("-index"), PER_PAGE)
    return render(
        request,
        "trail/trail.html",
        {
            "log": log,
            "root": place(log).root.hex() if log else "",
            "checkpoint": Checkpoint.objects.order_by("-size").first(),
            "entries": pages.get_page(request.GET.get("page")),
        },
    )


def entry(request: HttpRequest, index: int) -> HttpResponse:
    """Show one entry: its canonical text, and its place in the last signed tree."""
    shown = get_object_or_404(Entry, index=index)
    signed = Checkpoint.objects.filter(size__gt=index).order_by("size").first()
    path = proofs([index], size=signed.size)[0] if signed else []
    return render(
        request,
        "trail/entry.html",
        {
            "entry": shown,
            "checkpoint": signed,
            "proof": [node.hex() for node in path],
            "earlier": Entry.objects.filter(object=shown.object, index__lt=index).last(),
            "later": Entry.objects.filter(object=shown.object, index__gt=index).first(),
            "log": Log.objects.first(),
        },
    )


@csrf_exempt
@require_POST
def add_checkpoint(request: HttpRequest) -> HttpResponse:
    """Answer a neighbour that asks this office to cosign its log (C2SP tlog-witness).

    Nobody signs in for it: the checkpoint's own signature says whose it is.
    """
    made = decided(request.read(SUBMISSION_LIMIT))
    return HttpResponse(made.body, status=made.status, content_type=made.content_type)


def checkpoint(request: HttpRequest) -> HttpResponse:
    """Serve the latest signed place of the log, as a signed note with its cosignatures."""
    signed = Checkpoint.objects.last()
    if signed is None:
        raise Http404
    answer = HttpResponse(noted(signed), content_type="text/plain; charset=utf-8")
    answer["Cache-Control"] = "no-cache"
    return answer


def tile(request: HttpRequest, path: str) -> HttpResponse:
    """Serve a tile of the log, which never changes."""
    content = public_tile(f"tile/{path}")
    if content is None:
        raise Http404
    answer = HttpResponse(content, content_type="application/octet-stream")
    answer["Cache-Control"] = "public, max-age=31536000, immutable"
    return answer
