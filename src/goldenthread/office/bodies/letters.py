"""Letters that the office writes by itself: made from a template, sent or not, never a fault."""

from collections.abc import Mapping
from smtplib import SMTPException
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse

from goldenthread.office.bodies.languages import in_language
from goldenthread.office.bodies.models import Body


def letter(
    template: str,
    *,
    to: str,
    language: str,
    given: Mapping[str, Any],
    headers: Mapping[str, str] | None = None,
) -> EmailMessage:
    """Return the letter to the address `to`; the first line of `template` is its subject."""
    with in_language(language):
        whole = render_to_string(template, {"body": Body.objects.first(), **given})
    subject, _, text = whole.strip().partition("\n")
    # So that no program answers a program (RFC 3834).
    said = {"Auto-Submitted": "auto-generated", **(headers or {})}
    return EmailMessage(subject.strip(), text.strip() + "\n", to=[to], headers=said)


def page_in(language: str, name: str, *given: Any) -> str:
    """Return the whole address of a page in `language`, as a letter writes it."""
    with in_language(language):
        return f"{settings.SITE_ADDRESS}{reverse(name, args=given)}"


def is_sent(written: EmailMessage) -> bool:
    """Send a letter; return whether the mail server has taken it."""
    try:
        return bool(written.send())
    except (SMTPException, OSError):
        return False
