"""Write a draft of the pipeline notice (UK1) as files: releases of the open contracting standard, and CSV.

The draft is no notice: whoever publishes it takes the figures over into the central digital platform.
"""

from __future__ import annotations

import csv
import io
import json
from typing import Any

from hub.pipeline.models import NoticeDraft
from hub.platform import ocid
from hub.platform.registers.export import safe

HEADINGS = (
    ("reference", "Reference"),
    ("title", "Title"),
    ("description", "Description"),
    ("contract_kind", "Kind"),
    ("main_cpv", "CPV code"),
    ("value_ex_vat", "Estimated value, ex VAT"),
    ("value_inc_vat", "Estimated value, inc VAT"),
    ("notice_on", "Tender or transparency notice planned for"),
    ("starts_on", "Contract begins"),
    ("ends_on", "Contract ends"),
    ("assumed", "Taken because it was not recorded"),
)
# The standard knows three main sorts; light touch services are services, a concession is said by its kind.
CATEGORIES = {"goods": "goods", "services": "services", "works": "works", "light_touch": "services"}


def to_csv(draft: NoticeDraft) -> bytes:
    """Write the contracts that a draft lists, one on each line."""
    buffer = io.StringIO()
    writer = csv.writer(buffer)
    writer.writerow([heading for _, heading in HEADINGS])
    for one in draft.listed:
        writer.writerow([safe(_cell(one[key])) for key, _ in HEADINGS])
    return buffer.getvalue().encode("utf-8-sig")


def _cell(value: Any) -> str:
    return "; ".join(value) if isinstance(value, list) else str(value or "")


def to_json(draft: NoticeDraft, *, uri: str) -> bytes:
    """Write a draft as a release package: a planning release for each contract that it lists.

    :param uri: the whole address of the file.
    """
    package = {
        "uri": uri,
        "version": "1.1",
        "publishedDate": draft.drafted_at.isoformat(),
        "publisher": {"name": draft.authority.name},
        "releases": [_release(draft, one) for one in draft.listed],
    }
    return json.dumps(package, ensure_ascii=False, indent=2).encode() + b"\n"


def _release(draft: NoticeDraft, one: dict[str, Any]) -> dict[str, Any]:
    buyer = {"id": draft.authority.code, "name": draft.authority.name}
    return {
        "ocid": ocid.own(one["reference"]),
        "id": f"{draft.reference}-{one['reference']}",
        "date": draft.drafted_at.isoformat(),
        "tag": ["planning"],
        "initiationType": "tender",
        "language": "en",
        "parties": [{**buyer, "roles": ["buyer"]}],
        "buyer": buyer,
        "planning": {
            "documents": [
                {
                    "id": draft.reference,
                    "documentType": "plannedProcurementNotice",
                    "noticeType": "UK1",
                    "description": "Draft, not published",
                }
            ]
        },
        "tender": _tender(one),
    }


def _tender(one: dict[str, Any]) -> dict[str, Any]:
    value = {"amountGross": float(one["value_inc_vat"]), "currency": "GBP"}
    if one["value_ex_vat"]:
        value["amount"] = float(one["value_ex_vat"])
    period = {"startDate": _day(one["starts_on"]), "endDate": _day(one["ends_on"])}
    made: dict[str, Any] = {
        "id": one["reference"],
        "title": one["title"],
        "status": "planning",
        "value": value,
        "communication": {"futureNoticeDate": _day(one["notice_on"])},
    }
    if one["description"]:
        made["description"] = one["description"]
    if category := CATEGORIES.get(one["contract_kind"]):
        made["mainProcurementCategory"] = category
    if code := one["main_cpv"].partition("-")[0]:
        made["classification"] = {"scheme": "CPV", "id": code}
    if kept := {key: day for key, day in period.items() if day}:
        made["contractPeriod"] = kept
    return made


def _day(text: str | None) -> str | None:
    return f"{text}T00:00:00Z" if text else None
