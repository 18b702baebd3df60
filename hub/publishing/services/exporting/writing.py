"""Write everything in open formats: records, registers, documents, the event log, and a signed list of it all."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Any

from django.db import connection

from hub.contract.models import Contract
from hub.platform import canon
from hub.platform.events import signing
from hub.platform.events.models import Checkpoint, Event
from hub.platform.registers.export import safe
from hub.platform.tenancy.models import Authority
from hub.publishing.services.exporting import scope
from hub.publishing.services.exporting.files import files_of, write_files
from hub.publishing.services.exporting.folder import CannotWrite, Folder, Writer, plain, why_not
from hub.publishing.services.exporting.parts import Parts, write_parts
from hub.spend.services.hiding import Hiding
from hub.supplier.models import Supplier

FORMAT = "procurement-hub/export/v1"
CHUNK = 2000
# Rows between two words about progress.
STEP = 500
ONLY_FINANCE = "names of people who are paid: shown to finance only"
HIDDEN = dict.fromkeys(("spend.payee: names and numbers of people", "spend.loadreject.value"), ONLY_FINANCE)
Report = Callable[..., None]
HERE = Path(__file__).parent
CONTRACT_COLUMNS = {
    "Authority": "authority__code", "Reference": "reference", "Title": "title", "Status": "status",
    "Supplier": "supplier_name", "Department": "department", "Owner": "owner__name", "Manager": "manager__name",
    "Kind": "agreement_kind", "Tier": "tier", "Route": "route", "Law": "regime",
    "Value, ex VAT": "value_ex_vat", "Value, inc VAT": "value_inc_vat", "Value a year, ex VAT": "annual_value_ex_vat",
    "Value a year, inc VAT": "annual_value_inc_vat", "Currency": "currency",
    "Value in its own currency, ex VAT": "foreign_value_ex_vat",
    "Value in its own currency, inc VAT": "foreign_value_inc_vat",
    "Value a year in its own currency, ex VAT": "foreign_annual_ex_vat",
    "Value a year in its own currency, inc VAT": "foreign_annual_inc_vat",
    "Awarded": "awarded_on", "Signed": "signed_on", "Starts": "starts_on", "Ends": "ends_on",
    "Latest end": "latest_end_on", "Review date": "review_on", "Ended on": "ended_on", "CPV code": "main_cpv",
    "Description": "description", "Source": "source", "Reference in the source": "source_reference",
}  # fmt: skip
SUPPLIER_COLUMNS = {
    "Supplier": "pk", "Name": "name", "Status": "status", "Merged into": "merged_into", "Sort of body": "body_kind",
    "Size": "size", "Voluntary or community body": "is_vcse", "Place": "place", "Postcode": "postcode",
}  # fmt: skip


def export_all(
    path: Path, *, authority: Authority | None, at: datetime, names_people: bool = True, report: Report | None = None
) -> dict[str, Any]:
    """Write everything, or what belongs to one authority, and give the manifest; on a fault nothing is left.

    :param path: an empty or new folder.
    :param authority: None for all.
    :param names_people: whether people who are paid may be named; only whoever runs the Hub, and finance, may.
    :param report: told how far it is; what it raises stops the export.
    :raises CannotWrite: when the folder cannot be written, or holds something already.
    """
    folder = Folder(path)
    folder.make()
    try:
        hiding = None if names_people else Hiding.of(authority)
        return _write_all(folder, authority, at, steps=Steps(report), hiding=hiding)
    except OSError as fault:
        folder.undo()
        raise CannotWrite(why_not(path, fault)) from fault
    except BaseException:
        folder.undo()
        raise


class Steps:
    """Count what is written, and tell whoever wants to know."""

    def __init__(self, report: Report | None) -> None:
        self.report, self.done, self.total, self.message = report, 0, 0, ""

    def begin(self, authority: Authority | None) -> None:
        """Count what is to come: rows, events and files."""
        if self.report is None:
            return
        found = (scope.rows(model, authority) for model in scope.tables())
        self.total = sum(rows.count() for rows in found if rows is not None)
        self.total += Event.objects.count() + files_of(authority)[0].count()

    def say(self, message: str) -> None:
        """Say what comes now."""
        self.message = message
        self.add(0)

    def add(self, count: int = 1) -> None:
        """Say that some more is written."""
        self.done += count
        if self.report and (self.done % STEP == 0 or count != 1):
            self.report(done=self.done, total=max(self.total, self.done), message=self.message)


def _write_all(
    folder: Folder, authority: Authority | None, at: datetime, *, steps: Steps, hiding: Hiding | None
) -> dict[str, Any]:
    with one_moment():
        steps.begin(authority)
        models = write_records(folder, authority, steps, hiding)
        write_registers(folder, authority)
        files = write_files(folder, authority, steps)
        parts = write_parts(folder, authority, hiding)
        events = write_events(folder, authority, steps)
        write_checkpoints(folder)
    write_helps(folder)
    manifest = {
        "format": FORMAT,
        "made_at": canon.instant(at),
        "authority": authority.code if authority else "all",
        "key_id": signing.key_id(signing.public_key_text()),
        "models": models,
        "documents": files.count,
        "missing": files.missing,
        "parts": parts.count,
        "people_paid": people_paid(hiding, parts),
        "events": events,
        "left_out": left_out(authority) | (HIDDEN if hiding else {}),
        "files": sorted(folder.files, key=lambda each: each["path"]),
    }
    text = json.dumps(manifest, ensure_ascii=False, indent=1) + "\n"
    folder.text("MANIFEST.json", text)
    folder.text("MANIFEST.sig", signing.sign_statement(text) + "\n")
    return manifest


def write_helps(folder: Folder) -> None:
    """Write what explains and checks the export: the guide, the checker, the keys."""
    folder.text("README.md", (HERE / "README.md").read_text())
    folder.text("verify.py", (HERE / "verify.py").read_text())
    folder.text("public-key.txt", signing.public_key_text() + "\n")
    with folder.file("keys.jsonl") as out:
        for link in signing.links():
            out.line(asdict(link))


def people_paid(hiding: Hiding | None, parts: Parts) -> dict[str, Any]:
    """Say whether people who are paid are named in the export."""
    if hiding is None:
        return {"named": True, "says": "People who are paid are named in spend records and parts. Keep it to finance."}
    says = (
        "The names of people who are paid are left out: only finance sees them. Parts that named them were written "
        "anew; parts.jsonl says which part stands for which."
    )
    return {"named": False, "says": says, "parts_written_anew": parts.rewritten}


@contextmanager
def one_moment() -> Iterator[None]:
    """Read everything as it was at one moment, without making writers wait."""
    if connection.in_atomic_block:
        yield
        return
    begin = "BEGIN DEFERRED" if connection.vendor == "sqlite" else "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"
    with connection.cursor() as cursor:
        cursor.execute(begin)
        try:
            yield
        finally:
            cursor.execute("ROLLBACK")


def write_records(
    folder: Folder, authority: Authority | None, steps: Steps, hiding: Hiding | None = None
) -> dict[str, int]:
    """Write one file for each table and the schema of all; give the number of rows of each."""
    counts: dict[str, int] = {}
    schema: dict[str, Any] = {}
    for model in scope.tables():
        rows = scope.rows(model, authority)
        if rows is None:
            continue
        name, columns = scope.label(model), scope.columns(model)
        schema[name] = {
            "title": str(model._meta.verbose_name),
            "file": f"records/{name}.jsonl",
            "fields": [described(column) for column in columns],
        }
        keys = [column.attname for column in columns]
        steps.say(f"Writing {name}")
        with folder.file(f"records/{name}.jsonl") as out:
            for values in rows.values_list(*keys).iterator(chunk_size=CHUNK):
                row = dict(zip(keys, values, strict=True))
                out.line(hiding.record(name, row) if hiding else row)
                steps.add()
        counts[name] = out.rows
    folder.text("schema.json", json.dumps(schema, ensure_ascii=False, indent=1) + "\n")
    return counts


def described(column: Any) -> dict[str, Any]:
    """Describe a field: name, type, label, what it points at, and its words."""
    made = {"name": column.attname, "type": column.get_internal_type(), "label": str(column.verbose_name)}
    if column.is_relation:
        made["points_to"] = column.related_model._meta.label_lower
    if column.choices:
        made["choices"] = {str(value): str(text) for value, text in column.flatchoices}
    return made


def write_registers(folder: Folder, authority: Authority | None) -> None:
    """Write the registers of contracts and suppliers as tables that a spreadsheet opens."""
    contracts = Contract.objects.order_by("reference")
    if authority is not None:
        contracts = contracts.filter(authority=authority)
    for name, rows, columns in (
        ("contracts", contracts, CONTRACT_COLUMNS),
        ("suppliers", Supplier.objects.order_by("pk"), SUPPLIER_COLUMNS),
    ):
        with folder.file(f"registers/{name}.csv") as out:
            _row(out, list(columns))
            for values in rows.values_list(*columns.values()).iterator(chunk_size=CHUNK):
                _row(out, [safe(value) for value in values])


def _row(out: Writer, values: list[str]) -> None:
    buffer = io.StringIO()
    csv.writer(buffer).writerow(values)
    out.write(buffer.getvalue().encode())


def write_events(folder: Folder, authority: Authority | None, steps: Steps) -> dict[str, Any]:
    """Write the log in order; of what others did, and of bidders, only the digests that the chain needs."""
    rows = Event.objects.order_by("number").values_list(
        "number", "authority_id", "verb", "subject_kind", "subject_id", "root_kind", "root_id", "actor_id", "at",
        "cause", "detail", "detail_commitment", "prev_digest", "digest",
        "detail_row__salt", "detail_row__text",
    )  # fmt: skip
    last = ""
    steps.say("Writing the event log")
    with folder.file("events.jsonl") as out:
        for row in rows.iterator(chunk_size=CHUNK):
            number, owner, last = row[0], row[1], row[13]
            line: dict[str, Any] = {"number": number, "digest": last}
            if scope.is_told(owner, row[5], authority):
                line |= {"prev": row[12], "body": body(row), "detail": {"salt": row[14], "text": row[15]}}
            out.line(line)
            steps.add()
    return {"count": out.rows, "last_digest": last}


def body(row: Any) -> dict[str, Any]:
    """Give the part of an event that its digest covers, as ``Event.body`` does."""
    return {
        "number": row[0],
        "authority": row[1],
        "verb": row[2],
        "subject": [row[3], row[4]],
        "root": [row[5], row[6]],
        "actor": row[7],
        "at": plain(row[8]),
        "cause": row[9],
        "detail": row[10],
        "commitment": row[11],
    }


def write_checkpoints(folder: Folder) -> None:
    """Write the signed checkpoints."""
    with folder.file("checkpoints.jsonl") as out:
        for one in Checkpoint.objects.order_by("size"):
            out.line({"size": one.size, "text": one.text, "signature": one.signature, "public_key": one.public_key})


def left_out(authority: Authority | None) -> dict[str, str]:
    """Say what is not in the export, and why."""
    found = dict(scope.LEFT_OUT)
    for name, fields in scope.FIELDS_LEFT_OUT.items():
        found |= {f"{name}.{field}": why for field, why in fields.items()}
    for model in scope.tables():
        if scope.rows(model, authority) is None:
            found[scope.label(model)] = scope.NOBODYS
    return found
