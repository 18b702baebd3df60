"""What time brings about for bids: messages before the due time, the root after it, receipts that wait, copies."""

from __future__ import annotations

from typing import Any

from hub.bids import services
from hub.platform import clock


def remind(job: Any) -> dict[str, Any]:
    """Tell bidders who have not submitted."""
    return {"text": f"{services.remind(at=clock.now())} messages"}


def close(job: Any) -> dict[str, Any]:
    """Publish the roots of tenders whose due time has passed, and sign receipts that wait for the signer."""
    at = clock.now()
    told = (f"{services.close_all(at=at)} roots", f"{services.sign_waiting()} receipts",
            f"{services.begin_openings(at=at)} envelopes to open")  # fmt: skip
    return {"text": ", ".join(told)}


def copy(job: Any) -> dict[str, Any]:
    """Copy to the second store what it lacks."""
    return {"text": f"{services.store().catch_up()} parts and notes copied"}
