"""Published report cards with their files, what the public asks of them, and who follows."""

from collections.abc import Iterator
from hashlib import sha256
from typing import Any

from django.db import models

from goldenthread.office.bodies.models import Body
from goldenthread.office.commitments.models import Commitment
from goldenthread.office.scorecards.models import Scorecard
from goldenthread.office.trail.models import Ledgered

BUNDLE = "bundle.zip"


class Edition(Ledgered):
    """One edition of a card: a draft until the leader publishes it, then never changed.

    It may be `withdrawn`, with its reason in public (`withdrawal`); its files stay as they were.
    """

    trail_name = "edition"
    scorecard = models.ForeignKey(Scorecard, on_delete=models.PROTECT, related_name="editions")
    quarter = models.CharField(max_length=10)
    number = models.PositiveIntegerField()
    reason = models.CharField(max_length=300, blank=True)
    published = models.DateTimeField(null=True, blank=True)
    withdrawn = models.DateTimeField(null=True, blank=True)
    withdrawal = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ("-quarter", "-number")
        constraints = (
            models.UniqueConstraint(fields=("quarter", "number"), name="edition_number"),
        )

    @property
    def body(self) -> Body:
        """The body whose card it is."""
        return self.scorecard.body

    def __str__(self) -> str:
        return f"{self.quarter}, edition {self.number}"

    def trail_id(self) -> str:
        """The quarter and the number of the edition."""
        return f"{self.quarter}.{self.number}"

    def trail_fields(self) -> dict[str, Any]:
        """What it publishes and when; the hashes of its files, which never change.

        The bundle is not among them: it holds the proof of this very entry.
        """
        hashes = {file.name: file.sha256 for file in self.files.all() if file.name != BUNDLE}
        return {
            "scorecard": self.scorecard.trail_object,
            "quarter": self.quarter,
            "number": self.number,
            "reason": self.reason,
            "published": self.published.isoformat() if self.published else None,
            "withdrawn": self.withdrawn.isoformat() if self.withdrawn else None,
            "withdrawal": self.withdrawal,
            "card": hashes.pop("card.json", None),
            "figures": hashes.pop("figures.csv", None),
            "files": hashes,
        }

    def trail_faults(self) -> Iterator[str]:
        """Yield a fault for each file whose bytes are not those of its hash."""
        for file in self.files.all():
            if sha256(file.content).hexdigest() != file.sha256:
                yield f"{self.trail_object}: its file {file.name} is not the one that was published"


class File(models.Model):
    """One file of an edition, byte for byte, such as card.json or bundle.zip; never changed."""

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="files")
    name = models.CharField(max_length=100)
    sha256 = models.CharField(max_length=64)
    content = models.BinaryField()

    class Meta:
        ordering = ("name",)
        constraints = (models.UniqueConstraint(fields=("edition", "name"), name="file_once"),)

    def __str__(self) -> str:
        return self.name


class Answering(models.TextChoices):
    """What became of a question: it waits, was answered in public, or was refused with a reason."""

    WAITING = "waiting"
    ANSWERED = "answered"
    REFUSED = "refused"


class Doubt(models.TextChoices):
    """What of a row on a card somebody questions."""

    FIGURE = "figure"
    VERDICT = "verdict"


class Inquiry(Ledgered):
    """A question by anybody about a figure or a verdict of a published card; no figure reads it.

    It is in the log from the moment it is asked, so that none can be lost in
    silence; its words are public once it is answered. `figure` is an id on the
    card. Nothing is kept of who asked.
    """

    trail_name = "inquiry"
    slug = models.SlugField(unique=True, max_length=32)
    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="inquiries")
    figure = models.CharField(max_length=100)
    about = models.CharField(max_length=10, choices=Doubt)
    text = models.TextField()
    evidence = models.TextField(blank=True)
    asked = models.DateTimeField()
    state = models.CharField(max_length=10, choices=Answering, default=Answering.WAITING)
    answer = models.TextField(blank=True)
    decided = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("pk",)

    @property
    def body(self) -> Body:
        """The body whose card it is about."""
        return self.edition.body

    @property
    def is_waiting(self) -> bool:
        """Whether nobody has answered or refused it yet."""
        return self.state == Answering.WAITING

    @property
    def is_answered(self) -> bool:
        """Whether it is public with its answer."""
        return self.state == Answering.ANSWERED

    def __str__(self) -> str:
        return f"{self.edition}, {self.figure}"

    def trail_id(self) -> str:
        """A word that says nothing of it: its page is known to whoever asked."""
        return self.slug

    def trail_fields(self) -> dict[str, Any]:
        """What was asked of which figure, with what evidence, and what came of it."""
        return {
            "edition": self.edition.trail_object,
            "figure": self.figure,
            "about": self.about,
            "text": self.text,
            "evidence": self.evidence,
            "asked": self.asked.isoformat(),
            "state": self.state,
            "answer": self.answer,
            "decided": self.decided.isoformat() if self.decided else None,
        }


class Follower(models.Model):
    """An address that asked to be told by e-mail; kept apart, and deleted on request.

    It is in no entry of the log, in no bundle and on no page. Without a
    `commitment` it is told of new editions. `told` is what it was told last.
    """

    address = models.EmailField()
    commitment = models.ForeignKey(
        Commitment, on_delete=models.PROTECT, null=True, blank=True, related_name="followers"
    )
    language = models.CharField(max_length=2)
    asked = models.DateTimeField()
    confirmed = models.DateTimeField(null=True, blank=True)
    told = models.CharField(max_length=100, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("address", "commitment"), name="follower_of_duty"),
            models.UniqueConstraint(
                fields=("address",),
                condition=models.Q(commitment__isnull=True),
                name="follower_of_body",
            ),
        )
