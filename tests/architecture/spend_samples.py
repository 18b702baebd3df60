"""Records for addresses of spend with variable parts."""

from __future__ import annotations

from typing import Any

from django.core.files.base import ContentFile

from hub.platform.jobs.models import Job
from hub.platform.jobs.terms import JobState
from hub.platform.registers.importing import files
from hub.spend.services import jobs

Values = dict[str, Any]


def ledger_checks(cast: Any) -> tuple[Values, Values]:
    """Give the checks of two uploaded ledgers, as the worker left them; each is seen by whoever brought it alone."""
    made = []
    for authority, who in ((cast.eca, "helen"), (cast.wdc, "harriet")):
        text = f"Supplier,Payment date,Amount\nAsh Ltd,05/03/2026,{authority.pk}.00\n"
        stored = files.keep(ContentFile(text.encode()))
        told = {"sha256": stored.sha256, "name": "a.csv", "source": ""}
        job = jobs.queue(authority, told, is_plan=True, by=cast.actor(who))
        Job.objects.filter(pk=job.pk).update(state=JobState.DONE)
        made.append({"reference": job.pk})
    return made[0], made[1]
