"""The page of the body that this office serves."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from goldenthread.office.bodies.models import Department


def body(request: HttpRequest) -> HttpResponse:
    """Show the body and its units; never its people."""
    units = Department.objects.order_by("pk")
    return render(request, "bodies/body.html", {"departments": units})
