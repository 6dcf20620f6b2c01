"""The page on which people say where their reminders are to come by e-mail."""

from typing import cast

from django import forms
from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from goldenthread.office.bodies.forms import OfficeForm
from goldenthread.office.bodies.languages import current
from goldenthread.office.bodies.mailbox_actions import remove_mailbox, set_mailbox
from goldenthread.office.bodies.models import Mailbox, Person
from goldenthread.terms.errors import GoldenthreadError


class MailboxForm(OfficeForm):
    """Where to write to; nothing for nowhere."""

    address = forms.EmailField(max_length=254, required=False)

    def put(self, person: Person) -> None:
        """Have reminders come there, in the language of the page, or nowhere."""
        if address := self.cleaned_data["address"]:
            set_mailbox(person, address=address, language=current(), by=person)
        else:
            remove_mailbox(person, by=person)


@login_required
def mailbox(request: HttpRequest) -> HttpResponse:
    """Show where one's reminders come, and change it."""
    person = cast(Person, request.user)
    held = Mailbox.objects.filter(person=person).first()
    form = MailboxForm(request.POST or None, initial={"address": held.address if held else ""})
    if request.method == "POST" and form.is_valid():
        try:
            form.put(person)
        except GoldenthreadError as error:
            form.refuse(error)
        else:
            return redirect("mailbox")
    shown = {"form": form, "mailbox": held, "goes_out": bool(settings.MAIL)}
    return render(request, "bodies/mailbox.html", shown, status=form.status)
