"""Work of the duties that takes a while."""

from __future__ import annotations

from typing import Any

from hub.duty.services import rebuild_all
from hub.platform import clock


def rebuild(job: Any) -> dict[str, Any]:
    """Work out every duty anew, so that changed tables of the law and the passing of days are seen."""
    count = rebuild_all(at=clock.now())
    return {"text": f"{count:,} duties changed"}
