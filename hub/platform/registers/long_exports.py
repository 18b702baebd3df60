"""Workbooks of long lists are made by a job: a worker writes the file, the person fetches it from the job's page."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.utils.module_loading import import_string

from hub.platform import canon, clock, words
from hub.platform.identity.models import Person
from hub.platform.identity.selectors import actor_for
from hub.platform.jobs import lease
from hub.platform.jobs.models import Job
from hub.platform.jobs.running import Running
from hub.platform.jobs.services import enqueue
from hub.platform.registers.export import Sheet, file_name, sheet_of, write_xlsx
from hub.platform.registers.filters.base import Asking

# Above this a workbook takes longer than a person should wait for a page (experience.md §2.2).
MOST_AT_ONCE = 50_000
STEP = 1_000


def enqueue_workbook(sheet: Sheet) -> Job:
    """Put the making of a workbook in the queue, for the person who asks, as at the moment of asking."""
    kind = type(sheet.register)
    asks = [kind.__qualname__, sheet.asking.actor.person_id, sheet.asked.effective, sheet.is_edit]
    state = [clock.london(sheet.asking.at).date(), sheet.register.version()]
    return enqueue(
        "hub.platform.registers.long_exports.make_workbook",
        f"{kind.__module__}.{kind.__qualname__}",
        sheet.asked.effective,
        {"at": sheet.asking.at.isoformat(), "is_edit": sheet.is_edit},
        # Pressing twice while nothing has changed gives the same file.
        key=f"export-{canon.digest([*asks, *state], domain='hub/export/v1:')[:32]}",
        by=sheet.asking.actor,
        label=f"Excel file of {words.lower_first(sheet.register.title)}",
        at=sheet.asking.at,
    )


def make_workbook(running: Running, path: str, params: dict[str, list[str]], how: dict[str, Any]) -> dict[str, Any]:
    """Write the workbook with what its reader may see now; safe to repeat, because the file is replaced whole."""
    register, moment = import_string(path)(), datetime.fromisoformat(how["at"])
    person = Person.objects.get(pk=running.started_by_id or 0)
    asking = Asking(actor_for(person, on=clock.today()), moment)
    sheet = Counted.of(sheet_of(register, register.understand(params, asking), asking, is_edit=how["is_edit"]), running)
    folder = lease.folder()
    folder.mkdir(parents=True, exist_ok=True)
    target, draft = folder / f"register-{running.id}.xlsx", folder / f"register-{running.id}.part"
    with draft.open("wb") as file:
        count = write_xlsx(sheet, file)
    draft.replace(target)
    return {
        "file": target.name,
        "name": file_name(sheet, "xlsx"),
        "text": f"{words.plural(count, *register.noun)}. {sheet.as_at}.",
    }


class Counted(Sheet):
    """A sheet that says how far it is and stops when asked."""

    running: Running

    @classmethod
    def of(cls, sheet: Sheet, running: Running) -> Counted:
        """Take over a sheet."""
        made = cls(**{name: getattr(sheet, name) for name in sheet.__dataclass_fields__})
        object.__setattr__(made, "running", running)
        return made

    def rows(self) -> Iterator[Any]:
        """Give the records, with a word to the job from time to time."""
        for count, row in enumerate(super().rows(), start=1):
            if count % STEP == 0:
                self.running.stop_if_cancelled()
                self.running.progress(done=count)
            yield row


__all__ = ["MOST_AT_ONCE", "enqueue_workbook", "make_workbook"]
