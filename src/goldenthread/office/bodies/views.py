"""The page of the body that this office serves; one's own account, and its passkeys."""

from typing import Any

from allauth.mfa.adapter import get_adapter
from allauth.mfa.base.views import IndexView
from allauth.mfa.webauthn.views import RemoveWebAuthnView
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from goldenthread.office.bodies.models import Department, Person
from goldenthread.office.bodies.permissions import may
from goldenthread.office.bodies.sign_in import has_second_factor, needs_second_factor
from goldenthread.terms.errors import NotPossible


def body(request: HttpRequest) -> HttpResponse:
    """Show the body and its units; never its people."""
    units = Department.objects.order_by("pk")
    return render(request, "bodies/body.html", {"departments": units})


class Account(IndexView):
    """One's own account: password, second factors, recovery codes and sign-ins."""

    def get_context_data(self, **given: Any) -> dict[str, Any]:
        """Add whether its owner lacks their role's second factor, adds people, sees erasures."""
        person = Person.objects.get(username=self.request.user.get_username())
        lacks = needs_second_factor(person) and not has_second_factor(person)
        keeps = may(person, "body.add_person", person.body)
        erases = any(may(person, f"body.{verb}_erasure") for verb in ("ask", "approve"))
        added = {"lacks_second_factor": lacks, "keeps_people": keeps, "sees_erasures": erases}
        return super().get_context_data(**given) | added


class RemovePasskey(RemoveWebAuthnView):
    """Removes a passkey, unless it is the last second factor of somebody who needs one."""

    def form_valid(self, form: Form) -> HttpResponse:
        """Remove it; raise NotPossible if its owner could not work without."""
        if not get_adapter().can_delete_authenticator(self.get_object()):
            raise NotPossible(
                "this is your only second factor, and your role needs one.",
                place="passkey",
                remedy="Add another first.",
            )
        return super().form_valid(form)
