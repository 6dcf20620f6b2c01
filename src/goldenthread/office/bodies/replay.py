"""How bodies, departments, people and areas follow from the log."""

from collections.abc import Iterator
from typing import Any

from goldenthread.office.bodies.models import Area, Body, Department, Erasure, Peer, Person, Token
from goldenthread.office.trail.replayers import Parts, Replayer, Told, register


def _peers(told: Told) -> Iterator[dict[str, Any]]:
    for position, area in enumerate(told["peers"]):
        yield {"area": area, "position": position}


register(
    Replayer(Area, named=("slug",)),
    Replayer(Body, named=("slug",), parts=(Parts(Peer, "body", _peers),)),
    Replayer(Department, named=("slug",), texts=("names",)),
    Replayer(
        Person,
        named=("opaque",),
        texts=("username",),
        # When somebody last signed in is never kept, so a day there is a foreign hand's.
        columns={"last_login": lambda told: None},
        free={"password": "hashed anew at each sign-in that finds it weak, and worth nothing here"},
    ),
    Replayer(Erasure),
    Replayer(Token, named=("key",), texts=("name",)),
)
