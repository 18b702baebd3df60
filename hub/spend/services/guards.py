"""What stands in the way of undoing a load, and of saying whether it takes the place of another."""

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


@bars(acts.CORRECT)
@bars(acts.KEEP_BOTH)
def must_be_doubtful(load: Load, by: Actor, at: datetime) -> Iterable[Finding]:
    """Refuse to settle what is not in question, or is no more."""
    if not load.is_counting:
        yield Finding("counts_no_more", "The lines of this file count no more, so it takes nobody's place.")
    elif not load.doubts:
        yield Finding("no_doubt", "There is no doubt whether this file takes the place of another.")
