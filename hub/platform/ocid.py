"""Open contracting ids that this installation gives to processes which have none."""

from __future__ import annotations

from django.conf import settings

# What the standard keeps for examples: used until the authority has registered a prefix of its own.
UNREGISTERED = "ocds-000000"


def prefix() -> str:
    """Give the prefix of our own ids: the registered one by setting, else the one for examples."""
    return getattr(settings, "HUB_OCID_PREFIX", "") or UNREGISTERED


def own(reference: str) -> str:
    """Give our id of a process, from the reference of its record."""
    return f"{prefix()}-{reference}"


def reference_in(ocid: str) -> str:
    """Give the record's reference in lower case that one of our ids holds; empty for an id of somebody else."""
    start = f"{prefix()}-"
    return ocid.removeprefix(start).lower() if ocid.startswith(start) else ""
