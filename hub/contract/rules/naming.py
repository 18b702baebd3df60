"""What a contract is called: its reference within its authority, and its address in the whole Hub."""

from __future__ import annotations

import re

SERIES = "CON"
# What the Hub's own series looks like, with or without an authority's prefix.
OURS = re.compile(rf"(^|-){SERIES}-\d{{4}}-\d+$")
# Stands in no reference that somebody types, so no typed reference can look like another authority's address.
MARK = "."


def address_of(reference: str, *, prefix: str, code: str) -> str:
    """Give the last part of a contract's address, which no other contract of the Hub has.

    References are an authority's own: two may call a contract HW-2024-17. One of the Hub's series begins with its
    authority's prefix and is an address as it stands; any other is told apart by the authority's code. The address
    depends on nothing but the authority itself, so it does not betray what another authority has.

    :param reference: the reference within the authority, such as CON-2026-0042 or HW-2024-17.
    :param prefix: what goes before the authority's references; empty for the one that runs the Hub.
    :param code: the authority's code, such as WDC.
    :returns: CON-2026-0042 or HW-2024-17.WDC.
    """
    series = re.escape(f"{prefix}-{SERIES}-" if prefix else f"{SERIES}-")
    if re.fullmatch(rf"{series}\d{{4}}-\d+", reference):
        return reference
    return f"{reference}{MARK}{code}"
