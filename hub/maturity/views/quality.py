"""Data quality by owner: complete, valid and fresh records, each figure with the records to mend (ST-9)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from hub.contract.selectors.quality import Quality, by_owner
from hub.maturity.views.levels import MaturityPage
from hub.platform.indicators import Reading, get_indicator
from hub.platform.ui.parts import Figure
from hub.platform.words import plural
from hub.procurement.selectors.quality import FIELDS as CASE_FIELDS
from hub.procurement.selectors.quality import Judged, judged

SCORE, SUPPLIERS, CASES = "ST-9.dq", "ST-9.suppliers", "ST-9.procurements"
PARTS = (("complete", "Complete"), ("valid", "Valid"), ("fresh", "Fresh"))


class QualityView(MaturityPage):
    """How good the records of each owner are."""

    title = "Data quality"
    template_name = "maturity/quality.html"
    here = "/maturity/quality/"
    dashboard = "quality"

    def context(self) -> dict[str, Any]:
        """Add the figures of all, and a row for each owner of contracts and of procurements."""
        found = by_owner(self.authority.pk, self.at)
        told = {key: get_indicator(key).measure([self.authority.pk], self.at) for key in (SCORE, SUPPLIERS, CASES)}
        return {
            **super().context(),
            "figures": figures(found, told[SCORE], told[SUPPLIERS], told[CASES]),
            "rows": [row_of(one) for one in found],
            "cases": cases_by_owner(judged([self.authority.pk], self.at)),
            "heads": PARTS,
        }


def figures(found: list[Quality], score: Reading, suppliers: Reading, cases: Reading) -> list[Figure]:
    """Give the score of all, its three parts of contracts, and those of their suppliers and of procurements."""
    contracts = sum(one.contracts for one in found)
    if score.share is None:
        return []
    counted = (
        plural(contracts, "contract in force", "contracts in force"),
        plural(int(suppliers.denominator), "supplier"),
        plural(int(cases.denominator), "procurement"),
    )
    made = [Figure("Fields recorded, valid and fresh", share_of(score), ", ".join(counted), score.failing)]
    for key, name in PARTS if contracts else ():
        good = sum(getattr(one, key) for one in found)
        note = f"{plural(contracts - good, 'record')} to mend"
        made.append(Figure(name, share_of(Reading(good, contracts, "")), note, f"/contracts/?fails=ST-9.{key}"))
    if suppliers.share is not None:
        note = f"{plural(int(suppliers.left), 'supplier')} to mend"
        made.append(Figure("Suppliers", share_of(suppliers), note, suppliers.failing))
    if cases.share is not None:
        note = f"{plural(int(cases.left), 'procurement')} to mend"
        made.append(Figure("Procurements", share_of(cases), note, cases.failing))
    return made


def share_of(reading: Reading) -> str:
    """Give a share as its measure writes it, which never rounds up."""
    return reading.says.split(" (")[0]


def row_of(one: Quality) -> dict[str, Any]:
    """Give an owner's row: what fails of each part, with the address of exactly those records."""
    owner = str(one.owner_id) if one.owner_id else "none"
    cells = [(one.contracts - getattr(one, key), f"/contracts/?fails=ST-9.{key}&owner={owner}") for key, _ in PARTS]
    score = share_of(Reading(one.good_fields, one.fields, ""))
    every = f"/contracts/?measured=ST-9.complete&owner={owner}"
    return {"name": one.owner or "No owner", "contracts": one.contracts, "href": every, "cells": cells, "score": score}


def cases_by_owner(found: Sequence[Judged]) -> list[dict[str, Any]]:
    """Give a row for each owner of procurements, the worst first: how many, how many to mend, and the score."""
    by_owner_id: dict[int | None, list[Judged]] = defaultdict(list)
    for one in found:
        by_owner_id[one.case.owner_id].append(one)
    rows = [_case_row(owner, held) for owner, held in by_owner_id.items()]
    return sorted(rows, key=lambda row: (row["share"], -row["count"], row["name"]))


def _case_row(owner_id: int | None, held: Sequence[Judged]) -> dict[str, Any]:
    owner = held[0].case.owner
    asked = f"owner={owner_id or 'none'}"
    score = Reading(sum(one.good for one in held), CASE_FIELDS * len(held), "")
    return {
        "name": owner.name if owner else "No owner",
        "count": len(held),
        "href": f"/procurements/?measured={CASES}&{asked}",
        "to_mend": sum(one.good < CASE_FIELDS for one in held),
        "mend": f"/procurements/?fails={CASES}&{asked}",
        "share": score.share,
        "score": share_of(score),
    }
