"""What time brings about for organisations."""

from __future__ import annotations

from typing import Any

from hub.organisation import services
from hub.platform import clock


def let_in(job: Any) -> dict[str, Any]:
    """Let in those who proved control and to whom nobody objected in time."""
    return {"text": f"{services.let_in_who_waited(at=clock.now())} let in"}


def warn(job: Any) -> dict[str, Any]:
    """Tell people which answers of their profile end soon."""
    return {"text": f"{services.warn_of_ends(at=clock.now())} answers end soon"}
