"""What stands in the way of undoing a load."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from hub.law.findings import Finding
from hub.platform.act_table import bars
from hub.platform.actors import Actor
from hub.spend import acts
from hub.spend.models import Load


@bars(acts.UNDO)
def must_stand(load: Load, by: Actor, at: datetime) -> Iterable[Finding]:
    """Refuse to undo a file whose place another has taken."""
    if load.replaced_by is not None:
        yield Finding(
            "replaced",
            f"{load.replaced_by.file_name} (load {load.replaced_by_id}) has taken the place of this file, so its lines "
            "count no more. Undo that load first.",
        )
