"""Every real ledger loads in one sitting, and its total agrees to the penny with a sum made another way."""

from __future__ import annotations

import csv
import io
import re
from decimal import Decimal, InvalidOperation
from pathlib import Path

import pytest

from hub.spend.models import Load

pytestmark = [pytest.mark.django_db, pytest.mark.shared]

# File → zero-based columns of payee and sum, whether the file says that it is net, and the rows above the first line.
FILES = {
    "cabinetoffice-2019-08": (5, 7, False, 1), "darlington-2014-03": (4, 5, True, 1),
    "darlington-2019-04": (4, 7, True, 1), "gateshead-2019-03": (6, 7, False, 1),
    "hyndburn-2022-03": (4, 6, True, 1), "hyndburn-2024-02": (4, 6, True, 2), "hyndburn-2025-07": (11, 15, False, 1),
    "lambeth-2011-05": (0, 1, True, 2), "lambeth-2012-06": (2, 4, True, 10),
    "leeds-raw-2010-12": (11, 9, True, 1), "leeds-raw-2011-09": (11, 9, True, 1), "leeds-raw-2012-05": (11, 9, True, 1),
    "leeds-raw-2013-01": (11, 9, True, 1), "manchester-2014-03": (6, 5, True, 1),
    "networkrail-2017-03": (0, 4, False, 1), "networkrail-2020-04": (0, 3, False, 1),
    "northtyneside-2014-05_i": (3, 2, False, 1), "northtyneside-2016-06_i": (3, 2, False, 1),
    "northtyneside-2019-09_i": (3, 2, True, 1), "northtyneside-2020-07_i": (3, 2, True, 1),
    "northtyneside-2020-07_p": (3, 2, True, 1), "oxford-2014-Q4": (9, 6, False, 1), "oxford-2017-Q4": (9, 6, False, 1),
    "sheffield-2011-07": (7, 6, False, 1), "sheffield-2014-10": (7, 6, False, 1),
    "wakefield-2014-Q2": (6, 14, True, 1), "wakefield-2017-Q3": (6, 14, True, 1),
}  # fmt: skip


def number(cell: str) -> Decimal:
    """Read an amount; credits stand in brackets or with the minus behind."""
    bare = cell.replace(",", "").replace("£", "").strip()
    if bare.startswith("(") and bare.endswith(")"):
        bare = "-" + bare[1:-1]
    return Decimal("-" + bare[:-1] if bare.endswith("-") else bare)


def summed(path: Path, payee: int, amount: int, above: int) -> tuple[int, Decimal]:
    """Add a file up with nothing but the standard library; a row whose sum is no number has none."""
    raw = path.read_bytes()
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = raw.decode("cp1252")
    count, total = 0, Decimal(0)
    for cells in list(csv.reader(io.StringIO(text, newline="")))[above:]:
        told = [cell.strip(" \u2020") for cell in [*cells, *[""] * (amount + 1 - len(cells))]]
        others = [cell for place, cell in enumerate(told) if place != amount and cell]
        if not others or any(cell in ("Total", "Grand Total") for cell in others):
            continue
        try:
            value = number(told[amount])
        except InvalidOperation:
            # A comma is missing before the sum, or before the date; the cells behind stand too far left.
            found = re.fullmatch(r"\d\d/\d\d/201[12](\d{3}(?:\.\d+)?)", told[amount - 1])
            before = re.fullmatch(r".+\d\d/\d\d/201[12](\d{3}(?:\.\d+)?)?", told[amount - 2])
            if found is None and before is None:
                continue
            value = number(found[1] if found else before[1] or told[amount - 1])
        count, total = count + 1, total + value
    return count, total


def test_all_of_them_are_named_here(shared):
    assert {path.stem for path in (shared / "data" / "spend").glob("*.csv")} == set(FILES)


@pytest.mark.slow
def test_they_load_in_one_sitting_and_agree_to_the_penny(shared, ledgers):
    wrong = {}
    whole = Decimal(0)
    for name, (payee, amount, is_net, above) in FILES.items():
        path = shared / "data" / "spend" / f"{name}.csv"
        count, total = summed(path, payee, amount, above)
        result = ledgers.load_file(ledgers.of(path))
        told = (result.accepted, result.net_total, result.gross, result.updated, result.unchanged)
        if told != (count, total, not is_net, 0, 0):
            wrong[name] = (told, (count, total, not is_net, 0, 0))
        whole += total
    assert wrong == {}
    assert ledgers.total() == whole
    assert Load.objects.counting().count() == len(FILES)
