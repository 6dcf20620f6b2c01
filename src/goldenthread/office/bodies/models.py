"""The public body, its departments and its people; and the areas figures are about."""

from typing import Any, ClassVar
from uuid import uuid4

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models

from goldenthread.office.trail.models import Ledgered, LedgeredManager, Part
from goldenthread.terms.dossiers import Area as AreaTerm
from goldenthread.terms.text import Words


class Area(Ledgered):
    """A territory that figures are about: the body's own, its province, a peer."""

    trail_name = "area"
    slug = models.SlugField(unique=True)
    name_en = models.CharField(max_length=200)
    name_zh = models.CharField(max_length=200)
    code = models.CharField(max_length=40, blank=True)

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return self.name_en

    def trail_id(self) -> str:
        """The area's own short name."""
        return self.slug

    def trail_fields(self) -> dict[str, Any]:
        """Its names, and the code that the body's own tables call it by."""
        return {"name_en": self.name_en, "name_zh": self.name_zh, "code": self.code}

    def term(self) -> AreaTerm:
        """The area as the engines know it."""
        return AreaTerm(self.slug, Words(self.name_en, self.name_zh), self.code)


class Body(Ledgered):
    """The public body this office serves; `notice` stands on every page made for it."""

    trail_name = "body"
    slug = models.SlugField(unique=True)
    name_en = models.CharField(max_length=200)
    name_zh = models.CharField(max_length=200)
    area = models.ForeignKey(Area, on_delete=models.PROTECT)
    notice_en = models.CharField(max_length=300, blank=True)
    notice_zh = models.CharField(max_length=300, blank=True)
    peers_title_en = models.CharField(max_length=200, blank=True)
    peers_title_zh = models.CharField(max_length=200, blank=True)
    peers_indicator = models.CharField(max_length=50, blank=True)
    peers: "models.ManyToManyField[Area, Peer]" = models.ManyToManyField(
        Area, through="Peer", related_name="+", blank=True
    )

    class Meta:
        verbose_name_plural = "bodies"

    def __str__(self) -> str:
        return self.name_en

    def peer_areas(self) -> list[Area]:
        """The areas it compares itself with, in the body's own order."""
        return [peer.area for peer in self.peer_places.select_related("area")]

    def trail_id(self) -> str:
        """The body's own short name."""
        return self.slug

    def trail_fields(self) -> dict[str, Any]:
        """Its names, its notice, and with whom and by what it compares itself."""
        return {
            "name_en": self.name_en,
            "name_zh": self.name_zh,
            "area": self.area.slug,
            "notice_en": self.notice_en,
            "notice_zh": self.notice_zh,
            "peers_title_en": self.peers_title_en,
            "peers_title_zh": self.peers_title_zh,
            "peers_indicator": self.peers_indicator,
            "peers": [area.slug for area in self.peer_areas()],
        }


class Peer(Part):
    """One area that a body compares itself with, at its place in the body's own order."""

    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="peer_places")
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    position = models.PositiveIntegerField()

    class Meta:
        ordering = ("body", "position")
        constraints = (models.UniqueConstraint(fields=("body", "area"), name="peer_once"),)

    def __str__(self) -> str:
        return f"{self.body}: {self.area}"

    @property
    def whole(self) -> Body:
        """The body whose peer it is."""
        return self.body


class Department(Ledgered):
    """A unit of the body; `names` are the spellings documents use for it."""

    trail_name = "department"
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="departments")
    slug = models.SlugField()
    name_en = models.CharField(max_length=200)
    name_zh = models.CharField(max_length=200)
    names = models.JSONField(default=list)

    class Meta:
        ordering = ("pk",)
        constraints = (models.UniqueConstraint(fields=("body", "slug"), name="department_slug"),)

    def __str__(self) -> str:
        return self.name_en

    def trail_id(self) -> str:
        """The department's own short name."""
        return self.slug

    def trail_fields(self) -> dict[str, Any]:
        """Whose it is, its names and their spellings."""
        return {
            "body": self.body.slug,
            "name_en": self.name_en,
            "name_zh": self.name_zh,
            "names": self.names,
        }

    def words(self) -> Words:
        """Its name in both languages."""
        return Words(self.name_en, self.name_zh)


class Role(models.TextChoices):
    """What a person does in the office; permissions.py says what each may do."""

    SECRETARY = "secretary"
    DEPARTMENT_LEAD = "department lead"
    CONTRIBUTOR = "contributor"
    LEADER = "leader"
    STATISTICIAN = "statistician"
    AUDITOR = "auditor"
    ADMINISTRATOR = "administrator"


class PersonManager(BaseUserManager["Person"], LedgeredManager["Person"]):
    """Finds people by the name they sign in with."""


class Person(AbstractBaseUser, Ledgered):
    """Someone who signs in. An entry names only `opaque`, never a name.

    When a person last signed in is not kept: promises are watched, never people.
    """

    trail_name = "person"
    trail_free = frozenset({"password"})
    opaque = models.UUIDField(default=uuid4, unique=True, editable=False)
    username = models.CharField(max_length=150, unique=True)
    name_en = models.CharField(max_length=200)
    name_zh = models.CharField(max_length=200)
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="people")
    department = models.ForeignKey(Department, on_delete=models.PROTECT, null=True, blank=True)
    role = models.CharField(max_length=20, choices=Role.choices)
    is_active = models.BooleanField(default=True)

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name_en", "name_zh"]
    objects: ClassVar[PersonManager] = PersonManager()

    class Meta:
        verbose_name_plural = "people"

    def __str__(self) -> str:
        return self.username

    def trail_id(self) -> str:
        """The person's opaque id."""
        return str(self.opaque)

    def trail_fields(self) -> dict[str, Any]:
        """Who signs in under which name, and the person's work: the role and the unit.

        Names stand in the log as commitments alone, and can be erased.
        """
        return {
            "username": self.username,
            "name_en": self.name_en,
            "name_zh": self.name_zh,
            "body": self.body.slug,
            "role": self.role,
            "department": self.department.slug if self.department else None,
            "is_active": self.is_active,
        }


class GivenPassword(models.Model):
    """That somebody still has the password that another gave them; gone once it is changed.

    Not in the log, which says already who gave a password and when it was changed.
    """

    person = models.OneToOneField(Person, on_delete=models.CASCADE, related_name="given_password")

    def __str__(self) -> str:
        return str(self.person_id)


class Mailbox(models.Model):
    """Where a person's reminders come by e-mail, and in which language; kept apart from the log.

    It is on no page but its owner's, and goes when the account is closed.
    """

    person = models.OneToOneField(Person, on_delete=models.CASCADE, related_name="mailbox")
    address = models.EmailField()
    language = models.CharField(max_length=2)

    def __str__(self) -> str:
        return str(self.person_id)


class Erasure(Ledgered):
    """Personal values that the law asks to erase: an administrator asks, the leader decides.

    `thing` is the row's name in the log, `names` its fields. Backups made before
    still hold the values until `backups_until`.
    """

    trail_name = "erasure"
    thing = models.CharField(max_length=200)
    names = models.JSONField(default=list)
    ground = models.CharField(max_length=500)
    asked_by = models.CharField(max_length=40)
    approved_by = models.CharField(max_length=40, blank=True)
    backups_until = models.DateField(null=True, blank=True)
    declined_by = models.CharField(max_length=40, blank=True)
    answer = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"{self.thing}: {', '.join(self.names)}"

    @property
    def is_waiting(self) -> bool:
        """Whether nobody has approved or declined it yet."""
        return not self.approved_by and not self.declined_by

    def trail_fields(self) -> dict[str, Any]:
        """What is erased on which legal ground, who asked and what came of it; never the values."""
        return {
            "thing": self.thing,
            "names": self.names,
            "ground": self.ground,
            "asked_by": self.asked_by,
            "approved_by": self.approved_by,
            "backups_until": self.backups_until.isoformat() if self.backups_until else None,
            "declined_by": self.declined_by,
            "answer": self.answer,
        }


class Token(Ledgered):
    """What a program shows instead of a person: theirs, named, for some scopes, until a day.

    Only the SHA-256 of the secret is kept. When it was used is not: promises are
    watched, never people.
    """

    trail_name = "token"
    key = models.CharField(max_length=16, unique=True)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="tokens")
    name = models.CharField(max_length=100)
    scopes = models.JSONField(default=list)
    digest = models.CharField(max_length=64, unique=True)
    expires = models.DateField()
    is_revoked = models.BooleanField(default=False)

    class Meta:
        ordering = ("-pk",)

    def __str__(self) -> str:
        return self.name

    def trail_id(self) -> str:
        """The part of it that is no secret."""
        return self.key

    def trail_fields(self) -> dict[str, Any]:
        """Whose it is, what for, until when, the hash of its secret, and whether it is revoked."""
        return {
            "person": str(self.person.opaque),
            "name": self.name,
            "scopes": self.scopes,
            "digest": self.digest,
            "expires": self.expires.isoformat(),
            "is_revoked": self.is_revoked,
        }
