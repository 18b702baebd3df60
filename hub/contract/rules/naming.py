"""What a contract is called: its reference within its authority, and its address in the whole Hub."""

from __future__ import annotations

import re

SERIES = "CON"
# What the Hub's own series looks like, with or without an authority's prefix.
OURS = re.compile(rf"(^|-){SERIES}-\d{{4}}-\d+$")
# Stands in no reference that somebody types, so no typed reference can look like another authority's address.
MARK = "."


def address_of(reference: str, *, prefix: str, code: str, place: int = 1) -> str:
    """Give the last part of a contract's address, which no other contract of the Hub has.

    References are an authority's own: two may call a contract HW-2024-17. One of the Hub's series begins with its
    authority's prefix and is an address as it stands; any other is told apart by the authority's code. The address
    depends on nothing but the authority itself, so it does not betray what another authority has.

    :param reference: the reference within the authority, such as CON-2026-0042 or HW-2024-17.
    :param prefix: what goes before the authority's references; empty for the one that runs the Hub.
    :param code: the authority's code, such as WDC.
    :param place: which of the authority's contracts under this reference it is: a corrected one keeps its address.
    :returns: CON-2026-0042 or HW-2024-17.WDC, for the second HW-2024-17.WDC.2.
    """
    series = re.escape(f"{prefix}-{SERIES}-" if prefix else f"{SERIES}-")
    is_ours = re.fullmatch(rf"{series}\d{{4}}-\d+", reference)
    address = reference if is_ours else f"{reference}{MARK}{code}"
    return address if place == 1 else f"{address}{MARK}{place}"


def says(address: str, reference: str) -> bool:
    """Say whether an address says a reference, as it does until the reference is corrected."""
    return address == reference or address.startswith(f"{reference}{MARK}")
