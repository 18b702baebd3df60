"""Follow a supplier or a search by e-mail, with no account. Nothing is kept of an address before its code came back."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from hub.platform.identity import throttle
from hub.platform.identity.models import Failure
from hub.publishing.models import Departure, PublishedContract, Watch
from hub.publishing.selectors import position

CODES_TO_AN_ADDRESS = 3
CODES_FROM_A_SOURCE = 20


def may_send_code(source: str, email: str, *, at: datetime) -> bool:
    """Say whether one more code may go to an address, and count it; digests alone are kept, for an hour.

    :param source: digest of the caller's address block, from ``throttle.source_of``.
    """
    account, caller = throttle.account_of(f"follow {email}"), throttle.account_of(f"follow {source}")
    recent = Failure.objects.filter(at__gt=at - throttle.KEPT)
    if recent.filter(account=account).count() >= CODES_TO_AN_ADDRESS:
        return False
    if recent.filter(source=caller).count() >= CODES_FROM_A_SOURCE:
        return False
    throttle.note_failure(caller, account, at=at)
    return True


def follow(*, email: str, supplier_id: int | None, query: str, title: str, at: datetime) -> Watch:
    """Begin to tell an address that was shown to be theirs; asking again changes nothing."""
    made, _ = Watch.objects.get_or_create(
        email=email.strip().lower(),
        supplier_id=supplier_id,
        query=query,
        defaults={"title": title, "seen_event": position(), "made_at": at},
    )
    return made


def unfollow(number: int) -> None:
    """Stop telling an address; nothing of it is kept."""
    Watch.objects.filter(pk=number).delete()


def told(numbers: Iterable[int], *, up_to: int) -> None:
    """Remember up to which event some followers have heard, of what left the register too."""
    keys = list(numbers)
    Watch.objects.filter(pk__in=keys).update(seen_event=up_to)
    Departure.objects.filter(watch__in=keys, contract__event_number__lte=up_to).delete()


def owe(watch: Watch, contracts: Iterable[PublishedContract]) -> None:
    """Note that a follower has to hear of contracts that leave the register; noting it twice changes nothing."""
    rows = [Departure(watch=watch, contract=contract) for contract in contracts]
    Departure.objects.bulk_create(rows, ignore_conflicts=True, batch_size=500)
