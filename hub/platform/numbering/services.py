"""Give gapless references within the transaction that uses them."""

from collections.abc import Callable, Collection

from django.db import transaction

from hub.platform.numbering.models import Counter
from hub.platform.tenancy.models import Authority


def take(series: str, authority: Authority, *, year: int, count: int = 1) -> list[str]:
    """Give the next ``count`` references of a series, such as ``CON-2026-0042``.

    The counter stays locked until the transaction ends: a rolled-back record gives its number back.

    :raises RuntimeError: outside a transaction.
    """
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("References are taken in the transaction that uses them.")
    Counter.objects.get_or_create(authority=authority, series=series, year=year)
    counter = Counter.objects.select_for_update().get(authority=authority, series=series, year=year)
    first = counter.last + 1
    counter.last += count
    counter.save(update_fields=["last"])
    prefix = f"{authority.reference_prefix}-" if authority.reference_prefix else ""
    return [f"{prefix}{series}-{year}-{number:04d}" for number in range(first, first + count)]


def take_free(
    series: str, authority: Authority, *, year: int, used: Callable[[list[str]], Collection[str]], count: int = 1
) -> list[str]:
    """Give the next references of a series that no record bears, passing over those that somebody typed before.

    :param used: which of some references, in capitals, are borne already.
    """
    found: list[str] = []
    while len(found) < count:
        taken = take(series, authority, year=year, count=count - len(found))
        borne = set(used(taken))
        found += [each for each in taken if each not in borne]
    return found


def go_on_after(series: str, authority: Authority, *, year: int, last: int) -> None:
    """Let a series go on after the last number that the authority gave before it had the Hub.

    Must run inside a transaction; a counter that is further on is left alone.
    """
    Counter.objects.get_or_create(authority=authority, series=series, year=year)
    counter = Counter.objects.select_for_update().get(authority=authority, series=series, year=year)
    if counter.last < last:
        counter.last = last
        counter.save(update_fields=["last"])
