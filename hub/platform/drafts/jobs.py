"""Regular work on drafts."""

from typing import Any

from hub.platform import clock
from hub.platform.drafts import services


def expire(job: Any) -> dict[str, str]:
    """Forget what is older than it may be."""
    return {"text": f"{services.expire(at=clock.now())} removed"}
