"""What the worker does for spend: load an uploaded ledger, match again, count again what was paid."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from hub.platform import clock, words
from hub.platform.actors import SYSTEM, Actor
from hub.platform.acts import Refused
from hub.platform.documents import storage
from hub.platform.identity.models import Person
from hub.platform.identity.selectors import actor_for
from hub.platform.jobs.models import Job
from hub.platform.jobs.running import Running
from hub.platform.jobs.services import enqueue
from hub.platform.jobs.terms import JobState
from hub.platform.tabular.results import Unreadable
from hub.platform.tenancy.models import Authority
from hub.spend.selectors.people import rejects_without_people
from hub.spend.services.columns import File
from hub.spend.services.loading import Result, load_file
from hub.spend.services.matching import doubt_again, match_again
from hub.spend.services.standing import note_recount, settle_contracts, settle_payees

LOAD = "hub.spend.services.jobs.load_ledger"
COUNT = "hub.spend.services.jobs.count_paid"
NEW = "/spend/loads/new/"
# Rows left out that the page of a check tells one by one.
TOLD = 100
GONE = "The uploaded file is no longer in the store. Upload it again."


def queue(authority: Authority, file: dict[str, Any], *, is_plan: bool, by: Actor) -> Job:
    """Leave a stored ledger file to the worker.

    :param file: its SHA-256, its name and its source; and its "choices", heading → field, where somebody matched them.
    """
    label = f"{'Check' if is_plan else 'Load'} {file['name']}"[:200]
    return enqueue(LOAD, authority.pk, file, is_plan, by=by, label=label)


@contextmanager
def stored(file: dict[str, Any]) -> Iterator[File]:
    """Give an uploaded file under a path, whatever the store is.

    :raises storage.Missing: when the store has it no longer.
    """
    with tempfile.TemporaryDirectory(prefix="hub-ledger-") as folder:
        path = Path(folder) / "ledger"
        with storage.store().open(file["sha256"]) as source, path.open("wb") as target:
            shutil.copyfileobj(source, target, 1024 * 1024)
        yield File(path, file["name"], file["sha256"], file["source"])


def load_ledger(job: Running, authority_id: int, file: dict[str, Any], is_plan: bool) -> dict[str, Any]:
    """Load a ledger file, or say what loading it would do."""
    authority = Authority.objects.get(pk=authority_id)
    check = f"/spend/loads/check/{job.id}/"
    try:
        with stored(file) as told:
            result = load_file(
                told, authority=authority, by=_starter(job), at=clock.now(), choices=file.get("choices"),
                is_plan=is_plan, counts=False, report=job.progress,
            )  # fmt: skip
    except storage.Missing:
        return {"text": GONE, "link": NEW}
    except (Unreadable, Refused) as fault:
        # There somebody may say what the columns hold.
        return {"text": fault.sentence, "link": check}
    # What a job tells is kept with the job, which more people than finance may open.
    result.rejects = rejects_without_people(result.rejects, authority.pk)
    if not is_plan:
        count_soon(authority)
    link = result.load.get_absolute_url() if result.load else check
    return {"text": told_of(result, is_plan=is_plan), "link": link, **(found_by(result) if is_plan else {})}


def found_by(result: Result) -> dict[str, Any]:
    """Give what a check found, for its page."""
    rejects = [[each.row, each.column, each.value, each.reason] for each in result.rejects[:TOLD]]
    told = {"net_total": str(result.net_total), "is_net": not result.gross, "notes": result.notes, "rejects": rejects}
    return {"found": {**result.counts(), **told}}


def told_of(result: Result, *, is_plan: bool) -> str:
    """Say what became, or would become, of the lines of a file."""
    said = (
        f"{words.plural(result.accepted, 'new line')} of {words.money(result.net_total, pence=True)}, "
        f"{result.updated:,} restated, {result.unchanged:,} here already, {result.rejected:,} rejected, "
        f"{result.skipped:,} skipped."
    )
    before = "Nothing was loaded. Loading it would give: " if is_plan else ""
    faults = [
        f"Row {each.row}{f', {each.column}' if each.column else ''}: {each.reason}" for each in result.rejects[:5]
    ]
    return " ".join([before + said, *result.notes, *(faults if is_plan else [])])


def recount(job: Running | None = None, authority_id: int | None = None) -> None:
    """Match payees again and count again what was paid under each contract, because contracts and suppliers change."""
    rows = Authority.objects.filter(spend_loads__isnull=False).distinct()
    for authority in rows.filter(pk=authority_id) if authority_id else rows:
        doubt_again(authority)
        match_again(authority)
        settle_payees(authority, list(authority.spend_loads.all()))
        note_recount(authority)
        settle_contracts(authority, at=clock.now())


def _starter(job: Running) -> Actor:
    """Give the person who started the job, with what they hold now."""
    if job.started_by_id is None:
        return SYSTEM
    return actor_for(Person.objects.get(pk=job.started_by_id), on=clock.today(), site="staff")


def count_again(authority: Authority) -> None:
    """Leave it to the worker to match and count again, because somebody said who a payee is."""
    _once_waiting("hub.spend.services.jobs.recount_one", authority, "Count spend again")


def count_soon(authority: Authority) -> None:
    """Leave it to the worker to count what was paid under contracts, once for many files."""
    _once_waiting(COUNT, authority, "Count what was paid under contracts")


def _once_waiting(function: str, authority: Authority, label: str) -> None:
    """Queue a count unless one waits already.

    Called when what is to be counted stands in the database, so that a job which waits will see it.
    """
    arguments = [authority.pk]
    if not Job.objects.filter(function=function, state=JobState.QUEUED, arguments=arguments).exists():
        enqueue(function, *arguments, label=label)


def count_paid(job: Running, authority_id: int) -> None:
    """Count what was paid under contracts."""
    settle_contracts(Authority.objects.get(pk=authority_id), at=clock.now())


def recount_one(job: Running, authority_id: int) -> None:
    """Count again for one authority."""
    recount(job, authority_id)
