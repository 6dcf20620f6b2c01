"""How often one sender may ask: counted in memory for an hour, and never written down."""

from allauth.account.adapter import get_adapter
from django.core.cache import cache
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

#: Questions from one address within an hour.
MOST = 5
_HOUR = 3600


def asks_too_often(request: HttpRequest) -> bool:
    """Count one question of this sender, and return whether it is one too many.

    The address is kept nowhere: only a keyed hash of it, in the memory of this
    process, and for an hour.
    """
    address = get_adapter().get_client_ip(request)
    key = f"asked:{salted_hmac('goldenthread.asked', address).hexdigest()}"
    cache.add(key, 0, _HOUR)
    return bool(cache.incr(key) > MOST)
