"""Records for addresses of spend with variable parts."""

from __future__ import annotations

import hashlib
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from django.core.files.base import ContentFile

from hub.contract.reading import SupplierRef
from hub.platform.actors import SYSTEM
from hub.platform.jobs.models import Job
from hub.platform.jobs.terms import JobState
from hub.platform.registers.importing import files
from hub.platform.testing.fixtures import NINE
from hub.spend.models import Payee
from hub.spend.services import jobs
from hub.spend.services.loading import File, load_file
from hub.supplier import services as suppliers_of
from hub.supplier.models import Supplier

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


def ledgers(cast: Any) -> tuple[Values, Values]:
    """Give a ledger file with one line, one row left out and its payee, of each authority."""
    made = []
    for authority, name in ((cast.eca, "Ash Ltd"), (cast.wdc, "Birch Ltd")):
        with TemporaryDirectory() as folder:
            path = Path(folder) / "a.csv"
            rows = f"{name},05/03/2026,10.00\n{name},32/03/2026,11.00\n"
            path.write_text(f"Supplier name,Payment date,Net amount\n{rows}")
            file = File(path, path.name, hashlib.sha256(path.read_bytes()).hexdigest())
            load = load_file(file, authority=authority, by=SYSTEM, at=NINE).load
        made.append({"reference": load.pk, "load": load.pk, "row": 2})
    return made[0], made[1]


def payees(cast: Any) -> tuple[Values, Values]:
    """Give a payee of each authority."""
    ledgers(cast)
    own, other = (Payee.objects.get(authority=authority) for authority in (cast.eca, cast.wdc))
    return {"reference": own.pk}, {"reference": other.pk}


def paid_suppliers(cast: Any) -> tuple[Values, Values]:
    """Give a supplier that our authority pays, and one that only the other does."""
    ledgers(cast)
    found = []
    for authority, name in ((cast.eca, "Ours Paid Ltd"), (cast.wdc, "Theirs Paid Ltd")):
        suppliers_of.find_or_create([SupplierRef(name)], by=SYSTEM, at=NINE)
        supplier = Supplier.objects.get(name=name)
        Payee.objects.filter(authority=authority).update(supplier=supplier)
        found.append({"reference": supplier.pk})
    return found[0], found[1]


def columns(cast: Any) -> tuple[Values, Values]:
    """Give a column that spend is added up by, and one that it is not."""
    return {"column": "department"}, {"column": "nothing"}
