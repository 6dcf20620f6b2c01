"""Who tries each page: the public, one person of every role, and a secretary of another body."""

from django.test import Client

from goldenthread.office.bodies.models import Area, Body, Person
from goldenthread.office.bodies.permissions import SYSTEM
from goldenthread.office.trail.changes import change

#: In this order stand the expected statuses of every table of pages.
PEOPLE = (
    "public",
    "secretary",
    "leader",
    "stranger",
    "unit",
    "contributor",
    "statistician",
    "auditor",
    "administrator",
)


def browser_of(name: str) -> Client:
    """Return a browser in which the person of that name is signed in; nobody for the public."""
    browser = Client(raise_request_exception=False)
    if name != "public":
        browser.force_login(Person.objects.get(username=name))
    return browser


def add_stranger() -> Person:
    """Add a secretary of another body, who must see no more than the public; invented."""
    other = Body(slug="elsewhere", name_en="Elsewhere", name_zh="别处", area=Area.objects.all()[0])
    person = Person(username="stranger", name_en="Stranger", name_zh="外人", role="secretary")
    # That of somebody else: what counts is that there is one.
    person.password = Person.objects.all()[0].password
    with change(by=SYSTEM) as changed:
        changed.save(other, "body.set_up")
        person.body = other
        changed.save(person, "person.added")
    return person
