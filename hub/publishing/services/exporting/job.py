"""The same export as a file to download: asked for on a page, written by the worker, kept for a week."""

from __future__ import annotations

import hashlib
import logging
import shutil
import zipfile
from collections.abc import Iterator
from contextlib import suppress
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from django.conf import settings

from hub.platform import clock, words
from hub.platform.actors import Actor
from hub.platform.acts import perform_many
from hub.platform.deadlines.services import tell
from hub.platform.identity.roles import Role
from hub.platform.identity.selectors import role_holders
from hub.platform.jobs import lease
from hub.platform.jobs.models import Job
from hub.platform.jobs.running import Running
from hub.platform.jobs.services import enqueue
from hub.platform.tenancy.models import Authority
from hub.platform.tenancy.selectors import by_code
from hub.publishing import acts
from hub.publishing.services.exporting.folder import CannotWrite
from hub.publishing.services.exporting.writing import export_all

log = logging.getLogger("hub.export")
MAKE = "hub.publishing.services.exporting.job.make"
KEPT = timedelta(days=7)
BLOCK = 1024 * 1024
# They learn of it, because confidential papers go along.
TOLD = frozenset({Role.DATA_PROTECTION, Role.PROCUREMENT_LEAD})


def ask(authority: Authority, *, by: Actor, at: datetime) -> Job:
    """Ask for everything of an authority; one export of an authority is made at a time for a person.

    :raises NotHeld: when they are not its administrator.
    """
    waiting = Job.objects.started_by_person(by.person_id).filter(function=MAKE, arguments=[authority.code])
    running = waiting.filter(state__in=["queued", "running"]).first()

    def facts(one: Authority) -> dict[str, Any]:
        return {"authority": one.code}

    perform_many(acts.EXPORT, [authority], by=by, at=at, write=lambda records: None, facts=facts)
    if running is not None:
        return running  # type: ignore[no-any-return]
    job = enqueue(MAKE, authority.code, by=by, label=f"Full export of {authority.name}"[:200], at=at)
    on = clock.london(at).date()
    tell(
        cause=f"export:{job.pk}",
        people=[one.pk for one in role_holders(TOLD, authority, on) if one.pk != by.person_id],
        authority=authority,
        sentence=f"{by.name} asked for a full export of {authority.name}, confidential papers included.",
        link="/activity/",
        at=at,
    )
    return job


def record_fetching(job: Job, authority: Authority, *, by: Actor, at: datetime) -> None:
    """Write down that somebody downloaded an export."""
    facts = {"job": job.pk, "sha256": job.result.get("sha256", "")}
    perform_many(acts.FETCH_EXPORT, [authority], by=by, at=at, write=lambda records: None, facts=lambda one: facts)


def make(running: Running, code: str) -> dict[str, Any]:
    """Write the export and pack it; safe to repeat, because it begins with a new folder."""
    authority = by_code(code)
    assert authority is not None  # nosec B101: authorities are not deleted
    target, folder = path_of(running.id), place() / f"export-{running.id}"
    at = clock.now()
    name = f"hub-export-{code}-{clock.london(at).date().isoformat()}"
    shutil.rmtree(folder, ignore_errors=True)

    def report(**said: Any) -> None:
        running.stop_if_cancelled()
        running.progress(**said)

    try:
        place().mkdir(parents=True, exist_ok=True, mode=0o700)
        names = may_name_people(running.started_by_id, authority, clock.london(at).date())
        manifest = export_all(folder, authority=authority, at=at, names_people=names, report=report)
        sha256 = pack(folder, target, name, running)
    except (CannotWrite, OSError):
        # Where the folder lies is no business of the page's reader; whoever runs the Hub finds it in the log.
        log.exception("export not written")
        return {"text": "The disk of the Hub could not take the export, so there is none. Tell whoever runs the Hub."}
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        with suppress(OSError):
            target.with_suffix(".part").unlink()
    records = sum(manifest["models"].values())
    return {
        "link": "/export-all/",
        "sha256": sha256,
        "bytes": target.stat().st_size,
        "missing": len(manifest["missing"]),
        "text": f"{words.plural(records, 'record')}, {words.plural(manifest['documents'], 'file')} and"
        f" {words.plural(manifest['events']['count'], 'event')}. {manifest['people_paid']['says']}",
    }


def may_name_people(person_id: int | None, authority: Authority, on: date) -> bool:
    """Say whether whoever asked may read the names of people who are paid: only finance of that authority may."""
    return any(one.pk == person_id for one in role_holders(frozenset({Role.FINANCE}), authority, on))


def pack(folder: Path, target: Path, name: str, running: Running) -> str:
    """Put a folder into one file, removing each part as it is packed; give the file's SHA-256."""
    draft = target.with_suffix(".part")
    with zipfile.ZipFile(draft, "w", zipfile.ZIP_DEFLATED, strict_timestamps=False) as out:
        for path in _files(folder):
            running.stop_if_cancelled()
            running.progress(message="Packing")
            out.write(path, f"{name}/{path.relative_to(folder).as_posix()}")
            path.unlink()
    draft.replace(target)
    with target.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _files(folder: Path) -> Iterator[Path]:
    yield from sorted(path for path in folder.rglob("*") if path.is_file())


def jobs_of(actor: Actor) -> list[Job]:
    """Give the last exports that a person asked for, newest first."""
    rows = Job.objects.started_by_person(actor.person_id).filter(function=MAKE)
    return list(rows.order_by("-queued_at")[:20])


def place() -> Path:
    """Give the folder of exports."""
    return Path(settings.HUB_HOME) / "exports"


def path_of(job_id: int) -> Path:
    """Give the file of an export."""
    return place() / f"export-{job_id}.zip"


def file_of(job: Job, at: datetime) -> Path | None:
    """Give the file of an export while it is kept."""
    path = path_of(job.pk)
    is_kept = job.state == "done" and job.ended_at is not None and job.ended_at + KEPT > at
    return path if is_kept and path.is_file() else None


def sweep(job: Any) -> dict[str, str]:
    """Remove exports whose week is over, and what exports that died left."""
    removed, at = 0, clock.now()
    for path in place().iterdir() if place().is_dir() else ():
        number = path.stem.removeprefix("export-")
        found = Job.objects.filter(pk=int(number)).first() if number.isdecimal() else None
        if found is not None and (not found.has_ended or lease.is_held(found.pk) or file_of(found, at) == path):
            continue
        shutil.rmtree(path) if path.is_dir() else path.unlink(missing_ok=True)
        removed += 1
    return {"text": f"{removed} removed"}
