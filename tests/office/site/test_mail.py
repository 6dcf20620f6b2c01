"""One address says how letters are sent; without one they go into files."""

from pathlib import Path

import pytest

from goldenthread.office.site.mail import mail_settings
from goldenthread.terms.errors import GoldenthreadError

HERE = Path("mail")


def test_without_an_address_letters_go_into_files() -> None:
    made = mail_settings("", folder=HERE)
    assert made["EMAIL_BACKEND"].endswith("filebased.EmailBackend")
    assert made["EMAIL_FILE_PATH"] == "mail"


@pytest.mark.parametrize(
    ("address", "port", "closed"),
    [
        ("smtp://mail.example", 587, "EMAIL_USE_TLS"),
        ("smtps://mail.example", 465, "EMAIL_USE_SSL"),
        ("smtp://us%40er:w%3Ard@mail.example:2525", 2525, "EMAIL_USE_TLS"),
    ],
)
def test_every_way_to_the_server_is_closed(address: str, port: int, closed: str) -> None:
    made = mail_settings(address, folder=HERE)
    assert (made["EMAIL_HOST"], made["EMAIL_PORT"], made[closed]) == ("mail.example", port, True)
    user = ("us@er", "w:rd") if "@" in address else ("", "")
    assert (made["EMAIL_HOST_USER"], made["EMAIL_HOST_PASSWORD"]) == user


@pytest.mark.parametrize(
    "address",
    [
        *("mail.example", "http://mail.example", "smtp://", "smtp:25"),
        *("smtp://a:secret@mail.example:port", "smtp://[mail.example", "smtp://mail.example:99999"),
    ],
)
def test_what_is_no_mail_server_is_refused_and_its_word_not_repeated(address: str) -> None:
    with pytest.raises(GoldenthreadError) as refused:
        mail_settings(address, folder=HERE)
    assert refused.value.place == "GOLDENTHREAD_MAIL"
    assert "secret" not in str(refused.value)
    assert "smtp://name:word@host:587" in refused.value.remedy
