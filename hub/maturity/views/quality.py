"""Data quality by owner: complete, valid and fresh records, each figure with the records to mend (ST-9)."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from hub.contract.selectors.quality import Quality, by_owner
from hub.maturity.views.levels import MaturityPage
from hub.platform.indicators import Reading, get_indicator
from hub.platform.ui.parts import Figure
from hub.platform.words import percent, plural

SCORE, SUPPLIERS = "ST-9.dq", "ST-9.suppliers"
PARTS = (("complete", "Complete"), ("valid", "Valid"), ("fresh", "Fresh"))


class QualityView(MaturityPage):
    """How good the records of each owner are."""

    title = "Data quality"
    template_name = "maturity/quality.html"
    here = "/maturity/quality/"
    dashboard = "quality"

    def context(self) -> dict[str, Any]:
        """Add the figures of all, and a row for each owner."""
        found = by_owner(self.authority.pk, self.at)
        told = {key: get_indicator(key).measure([self.authority.pk], self.at) for key in (SCORE, SUPPLIERS)}
        shown = figures(found, told[SCORE], told[SUPPLIERS])
        return {**super().context(), "figures": shown, "rows": [row_of(one) for one in found], "heads": PARTS}


def figures(found: list[Quality], score: Reading, suppliers: Reading) -> list[Figure]:
    """Give the score of all, its three parts of contracts, and that of their suppliers."""
    contracts = sum(one.contracts for one in found)
    if not contracts or score.share is None:
        return []
    counted = plural(contracts, "contract in force", "contracts in force")
    note = f"{counted}, {plural(int(suppliers.denominator), 'supplier')}"
    made = [Figure("Fields recorded, valid and fresh", share_of(score), note, score.failing)]
    for key, name in PARTS:
        good = sum(getattr(one, key) for one in found)
        note = f"{plural(contracts - good, 'record')} to mend"
        made.append(Figure(name, percent(Decimal(good) / contracts * 100), note, f"/contracts/?fails=ST-9.{key}"))
    if suppliers.share is not None:
        note = f"{plural(int(suppliers.left), 'supplier')} to mend"
        made.append(Figure("Suppliers", share_of(suppliers), note, suppliers.failing))
    return made


def share_of(reading: Reading) -> str:
    """Give a share as its measure writes it, which never rounds up."""
    return reading.says.split(" (")[0]


def row_of(one: Quality) -> dict[str, Any]:
    """Give an owner's row: what fails of each part, with the address of exactly those records."""
    owner = str(one.owner_id) if one.owner_id else "none"
    cells = [(one.contracts - getattr(one, key), f"/contracts/?fails=ST-9.{key}&owner={owner}") for key, _ in PARTS]
    score = percent(Decimal(one.good_fields) / one.fields * 100)
    every = f"/contracts/?measured=ST-9.complete&owner={owner}"
    return {"name": one.owner or "No owner", "contracts": one.contracts, "href": every, "cells": cells, "score": score}
