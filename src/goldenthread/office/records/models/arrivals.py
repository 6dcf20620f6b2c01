"""Documents that were dropped together, each waiting to be read or kept with why it was refused."""

from django.db import models

from goldenthread.office.bodies.models import Body, Person
from goldenthread.office.records.models.documents import Document


class Arrival(models.Model):
    """One file of a drop: it waits, was taken in as a document, or was refused and is still here.

    The log tells of the document once it is taken in; a file that waits is no
    part of it. `begun` is when somebody last set about reading it.
    """

    class State(models.TextChoices):
        """What became of a file."""

        WAITING = "waiting"
        TAKEN = "taken in"
        REFUSED = "refused"

    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="+")
    sender = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    drop = models.CharField(max_length=32, db_index=True)
    name = models.CharField(max_length=255)
    content = models.BinaryField()
    sent = models.DateTimeField()
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    begun = models.DateTimeField(null=True, blank=True)
    what = models.TextField(blank=True)
    remedy = models.TextField(blank=True)
    document = models.ForeignKey(
        Document, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return self.name

    @property
    def is_open(self) -> bool:
        """Whether somebody still has to do something about it."""
        return self.state != self.State.TAKEN
