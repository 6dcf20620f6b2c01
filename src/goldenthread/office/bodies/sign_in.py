"""How the library that signs people in keeps to the rules of this office."""

from base64 import urlsafe_b64encode
from functools import cache
from hashlib import sha256
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from cryptography.fernet import Fernet
from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.messages import ERROR
from django.http import HttpRequest
from qrcode import make
from qrcode.image.svg import SvgPathImage

from goldenthread.office.bodies.actions import change_password
from goldenthread.office.bodies.models import Person

#: What counts as a second factor; recovery codes stand in for one of these.
FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


class Accounts(DefaultAccountAdapter):
    """Nobody opens an account alone, and a password is changed by an action."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Never: the administrator invites."""
        return False

    def set_password(self, user: AbstractBaseUser, password: str) -> None:
        """Change the password of `user`, with an entry in the log that it was changed."""
        # The library holds a stand-in that loads the person when asked; the log wants the row.
        person = Person.objects.get(pk=user.pk)
        change_password(person, to=password, by=person)
        user.password = person.password

    def add_message(self, request: HttpRequest, level: int, *args: Any, **kwargs: Any) -> None:
        """Keep only what went wrong: what went well is seen on the page."""
        if level >= ERROR:
            super().add_message(request, level, *args, **kwargs)


class SecondFactors(DefaultMFAAdapter):
    """Secrets are kept encrypted, and whoever needs a second factor keeps the last one."""

    def encrypt(self, text: str) -> str:
        """Encrypt a secret under the site's own."""
        return _box(settings.SECRET_KEY).encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """Return the secret that was encrypted."""
        return _box(settings.SECRET_KEY).decrypt(encrypted_text.encode()).decode()

    def build_totp_svg(self, url: str) -> str:
        """Draw the address as a picture that stands within the page."""
        return str(make(url, image_factory=SvgPathImage).to_string(encoding="unicode"))

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """Return whether its owner may do without, or has another second factor."""
        owner = Person.objects.get(pk=authenticator.user_id)
        others = Authenticator.objects.filter(user_id=owner.pk, type__in=FACTORS)
        return not needs_second_factor(owner) or others.exclude(pk=authenticator.pk).exists()


def needs_second_factor(person: Person) -> bool:
    """Return whether the role of `person` works only behind a second factor."""
    return person.role in settings.SECOND_FACTOR_ROLES


def has_second_factor(person: Person) -> bool:
    """Return whether `person` has an authenticator or a passkey."""
    return Authenticator.objects.filter(user_id=person.pk, type__in=FACTORS).exists()


@cache
def _box(secret: str) -> Fernet:
    return Fernet(urlsafe_b64encode(sha256(b"second factors:" + secret.encode()).digest()))
