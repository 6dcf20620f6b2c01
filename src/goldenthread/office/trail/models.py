"""Entries in the log, the values they commit to, the head of the tree, signed checkpoints."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any, ClassVar, NoReturn, TypeVar

from django.db import models

from goldenthread.terms.errors import NotPossible

Row = TypeVar("Row", bound=models.Model)


class LedgeredQuerySet(models.QuerySet[Row]):
    """Rows that are written one by one through the trail, or not at all."""

    def _refuse(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise NotPossible(
            "rows that the trail keeps are not written in bulk, and never deleted.",
            place=self.model.__name__,
            remedy="Save each with change.save inside trail.changes.change.",
        )

    update = bulk_create = bulk_update = delete = _refuse


class LedgeredManager(models.Manager[Row]):
    """Finds ledgered rows, and refuses to write them in bulk."""

    def get_queryset(self) -> LedgeredQuerySet[Row]:
        """Return the rows, guarded."""
        return LedgeredQuerySet(self.model, using=self._db)


class Ledgered(models.Model):
    """A row whose every change is an entry in the trail.

    `trail_name` names its kind; `trail_id` and `trail_fields` give its name
    within the kind and the values an entry commits to (no floats: decimals and
    dates as text). `trail_free` names fields that may be written without an
    entry, because no entry commits to them.
    """

    trail_name: ClassVar[str]
    trail_free: ClassVar[frozenset[str]] = frozenset()
    revision = models.PositiveIntegerField(default=0)
    objects = LedgeredManager()

    class Meta:
        abstract = True

    def trail_id(self) -> str:
        """Return the name of this row within its kind, never reused."""
        return str(self.pk)

    def trail_fields(self) -> dict[str, Any]:
        """Return the values an entry about this row commits to, by field."""
        raise NotImplementedError

    def trail_faults(self) -> Iterator[str]:
        """Yield what is wrong with what the row keeps beside the values of its entries."""
        yield from ()

    @property
    def trail_object(self) -> str:
        """The row's name in the log, such as commitment/2023-4."""
        return f"{self.trail_name}/{self.trail_id()}"


class Part(models.Model):
    """A row that belongs to a ledgered one, whose entry commits to it."""

    class Meta:
        abstract = True

    @property
    def whole(self) -> Ledgered:
        """The ledgered row that it belongs to."""
        raise NotImplementedError


class Log(models.Model):
    """The one log of this office: its origin, whose it is, and where its tree stands.

    `frontier` holds the roots of the full subtrees, largest first, hexadecimal.
    """

    origin = models.CharField(max_length=200)
    body = models.CharField(max_length=100)
    key = models.CharField(max_length=200)
    size = models.PositiveBigIntegerField(default=0)
    frontier = models.JSONField(default=list)


class Entry(models.Model):
    """One entry of the log: its canonical bytes and their leaf hash; never changed."""

    index = models.PositiveBigIntegerField(primary_key=True)
    action = models.CharField(max_length=100)
    object = models.CharField(max_length=200, db_index=True)
    revision = models.PositiveIntegerField()
    recorded = models.DateTimeField()
    canonical = models.TextField()
    leaf = models.CharField(max_length=64)

    class Meta:
        ordering = ("index",)
        constraints = (
            models.UniqueConstraint(fields=("object", "revision"), name="entry_object_revision"),
        )


class Value(models.Model):
    """A value an entry commits to, with its salt: kept beside it so that it can be erased."""

    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="values")
    name = models.CharField(max_length=100)
    salt = models.CharField(max_length=64)
    value = models.JSONField(null=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("entry", "name"), name="value_once"),)


class Tile(models.Model):
    """A full tile of the tree, 256 hashes, and the one hash over them; never changed.

    Level 0 holds the leaves; each level above holds the `root` of every tile below.
    """

    level = models.PositiveSmallIntegerField()
    index = models.PositiveBigIntegerField()
    hashes = models.BinaryField()
    root = models.CharField(max_length=64)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("level", "index"), name="tile_once"),)


class Checkpoint(models.Model):
    """A signed statement of the log's size and root, as a signed note."""

    size = models.PositiveBigIntegerField(unique=True)
    root = models.CharField(max_length=64)
    note = models.TextField()

    class Meta:
        ordering = ("size",)

    @property
    def last(self) -> datetime:
        """When the last entry under it was recorded: a note tells no time of its own."""
        return Entry.objects.get(index=self.size - 1).recorded


class FormerEntry(models.Model):
    """An entry of a log that this one goes on from, which was left after a loss; never changed."""

    origin = models.CharField(max_length=200)
    index = models.PositiveBigIntegerField()
    object = models.CharField(max_length=200, db_index=True)
    canonical = models.TextField()

    class Meta:
        ordering = ("origin", "index")
        constraints = (models.UniqueConstraint(fields=("origin", "index"), name="former_once"),)


class FormerValue(models.Model):
    """A value that such an entry commits to, with its salt; it can be erased as others can."""

    entry = models.ForeignKey(FormerEntry, on_delete=models.PROTECT, related_name="values")
    name = models.CharField(max_length=100)
    salt = models.CharField(max_length=64)
    value = models.JSONField(null=True)


class FormerCheckpoint(models.Model):
    """A signed note of a log that was left."""

    origin = models.CharField(max_length=200)
    note = models.TextField()


class Witnessed(models.Model):
    """The last place of a neighbour's log that this office has cosigned."""

    origin = models.CharField(max_length=200, unique=True)
    size = models.PositiveBigIntegerField()
    root = models.CharField(max_length=64)
    note = models.TextField()
    cosigned = models.DateTimeField()


class Cosignature(models.Model):
    """What a witness signed under a checkpoint of this office: its line in the note."""

    checkpoint = models.ForeignKey(
        Checkpoint, on_delete=models.PROTECT, related_name="cosignatures"
    )
    witness = models.CharField(max_length=200)
    line = models.TextField()

    class Meta:
        ordering = ("witness",)
        constraints = (
            models.UniqueConstraint(fields=("checkpoint", "witness"), name="cosignature_once"),
        )


class Answered(models.Model):
    """A write under a key of its sender, kept for a day so that it is not done twice.

    It holds hashes and where the thing stands, and nothing of what was sent.
    """

    sender = models.CharField(max_length=64)
    key = models.CharField(max_length=64)
    request = models.CharField(max_length=64)
    answer = models.JSONField(default=dict)
    at = models.DateTimeField(db_index=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("sender", "key"), name="answered_once"),)
