"""The stores of this Hub, as the settings name them."""

from __future__ import annotations

from functools import lru_cache

from django.conf import settings

from hub.bids.store.choose import open_stores
from hub.bids.store.pair import Pair


def store() -> Pair:
    """Give the store for bids: the first, and the second where the settings name one.

    :raises ValueError: when a setting names no place, or one place twice.
    """
    return _opened(str(settings.HUB_BID_STORE), str(settings.HUB_BID_STORE_COPY))


@lru_cache(maxsize=8)
def _opened(first: str, second: str) -> Pair:
    return open_stores(first, second)
