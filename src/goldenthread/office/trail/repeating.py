"""Do what was asked for once, however often the same request arrives."""

from collections.abc import Callable, Mapping
from datetime import timedelta
from hashlib import sha256
from typing import Any

from django.utils import timezone

from goldenthread.office.trail.models import Answered
from goldenthread.office.trail.writing import writing
from goldenthread.terms.errors import NotPossible

#: How long a sender may repeat a request and be given the first answer again.
REMEMBERED = timedelta(days=1)


def once(
    key: str, *, sender: str, request: bytes, do: Callable[[], Mapping[str, Any]]
) -> Mapping[str, Any]:
    """Return what `do` answers, or what it answered when `sender` first used `key`.

    The key is kept in the transaction of what is done: what is refused is not
    remembered, and may be tried again. Raise NotPossible if the key was used
    for another request.
    """
    asked, now = sha256(request).hexdigest(), timezone.now()
    with writing():
        Answered.objects.filter(at__lt=now - REMEMBERED).delete()
        # Where two arrive at once, the second waits here for the first to end.
        kept, is_new = Answered.objects.get_or_create(
            sender=sender, key=key, defaults={"request": asked, "at": now}
        )
        if is_new:
            kept.answer = dict(do())
            kept.save(update_fields=["answer"])
        elif kept.request != asked:
            raise NotPossible(
                "this key was used for another request.",
                place=key,
                remedy="Give each request a key of its own; repeat one only word for word.",
            )
    return dict(kept.answer)
