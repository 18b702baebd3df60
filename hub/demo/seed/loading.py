"""Lists that the procurement lead brought this month: one is loaded but for its faulty rows, one waits to be loaded."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from django.core.files.base import ContentFile

from hub.contract.importing.loader import LOADER
from hub.demo.seed.script import Script
from hub.demo.seed.stage import Stage
from hub.platform.registers.importing import files, services
from hub.platform.registers.importing.jobs import queue
from hub.platform.registers.importing.models import ImportBatch
from hub.platform.tabular.limits import BROWSER

HEADINGS = "Contract title,Supplier name,Department,Start date,End date,Contract value"
SKILLS = f"""{HEADINGS}
Adult numeracy courses,Wickmoor Trust,Skills,01/09/2026,31/08/2028,"£184,000.00"
Careers fair venue,Larkfield Events,Skills,05/10/2026,04/10/2027,"£22,500.00"
Apprenticeship outreach,Wickmoor Trust,Skills,31/02/2026,30/09/2028,"£96,000.00"
Digital skills bus,Orbital IT,Skills,01/10/2026,30/09/2029,about ninety thousand
Coding club tutors,Brightwell Services,Skills,01/10/2026,30/09/2027,"£31,200.00"
"""
PLACE = f"""{HEADINGS}
Bandstand repairs,Larkfield Events,Place,04/01/2027,03/01/2028,"£48,000.00"
Tree survey,Larkfield Events,Place,01/02/2027,31/01/2029,"£39,750.00"
"""


def write(script: Script, stage: Stage) -> None:
    """Write both uploads into the script."""
    script.on(date(2026, 11, 19), lambda at: bring(stage, "skills-contracts.csv", SKILLS, at=at, load=True), hour=11)
    script.on(date(2026, 11, 20), lambda at: bring(stage, "place-contracts.csv", PLACE, at=at), hour=16)


def bring(stage: Stage, name: str, text: str, *, at: datetime, load: bool = False) -> ImportBatch:
    """Upload a list, match its columns, check it and, if wanted, load its good rows."""
    by = stage.actor("morag")
    stored = files.keep(ContentFile(text.encode()))
    facts = {"file_name": name, "sha256": stored.sha256, "size": stored.size}
    batch = services.new_batch(LOADER, authority=stage.home, by=by, at=at, **facts)
    with TemporaryDirectory(prefix="hub-demo-") as folder:
        path = Path(folder) / name
        path.write_text(text)
        head = LOADER.head(path, limits=BROWSER)
        services.match(batch, head=head, choices=dict(head.choices), by=by, at=at)
        services.check(batch, path, by=by, at=at)
        if load:
            services.start(batch, by=by, at=at)
            services.load(batch, path, by=by, at=at)
    # A job cannot run inside the one transaction of the history. The worker finds the step done and says so.
    queue("load_list" if load else "check_list", batch, by=by, label="Load" if load else "Check")
    return batch
