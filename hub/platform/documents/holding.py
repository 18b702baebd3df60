"""Who else needs a file of the store: packages that keep files there say which, so that a disposal leaves them."""

from __future__ import annotations

from collections.abc import Callable, Collection

Holder = Callable[[Collection[str]], set[str]]
_holders: dict[str, Holder] = {}


def holds_files(name: str, holder: Holder) -> None:
    """Register who keeps files in the store.

    :param name: whose files they are; registering again replaces it.
    :param holder: gives those of some digests that its records still need.
    """
    _holders[name] = holder


def needed(digests: Collection[str]) -> set[str]:
    """Give those of some digests that any record still needs."""
    return set().union(*(holder(digests) for holder in _holders.values()))
