"""Write ledger files and load them, as tests and stories need it."""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Iterable, Sequence
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from hub.platform.actors import Actor
from hub.platform.analytics import engine
from hub.platform.testing.cast import Cast
from hub.spend import questions
from hub.spend.models import Load, LoadMonth, LoadPayee
from hub.spend.selectors import lines
from hub.spend.selectors.lines import Wanted
from hub.spend.selectors.parts import counting_files
from hub.spend.services.loading import File, Result, load_file

HEADINGS = ("Supplier name", "Payment date", "Transaction number", "Net amount")
Line = Sequence[str]


class Ledgers:
    """One authority's ledger files."""

    def __init__(self, cast: Cast, at: datetime, folder: Path) -> None:
        self.cast, self.at, self.folder = cast, at, folder
        self.authority = cast.eca
        self.by = cast.actor("helen")
        self.source = ""

    def file(self, name: str, lines: Iterable[Line], headings: Line = HEADINGS) -> File:
        """Write a CSV file."""
        path = self.folder / name
        with path.open("w", newline="") as out:
            csv.writer(out).writerows([headings, *lines])
        return self.of(path)

    def of(self, path: Path) -> File:
        """Give a file that is there."""
        return File(path, path.name, hashlib.sha256(path.read_bytes()).hexdigest(), self.source)

    def load(self, name: str, lines: Iterable[Line], headings: Line = HEADINGS, **how: Any) -> Result:
        """Write a CSV file and load it."""
        return self.load_file(self.file(name, lines, headings), **how)

    def load_file(self, file: File, **how: Any) -> Result:
        """Load a file."""
        return load_file(file, authority=self.authority, by=self.by, at=self.at, **how)

    def lines(self) -> list[dict[str, Any]]:
        """Give every line that counts, by the parts."""
        files = counting_files([self.authority.pk])
        if not files:
            return []
        found = questions.counted()
        return engine.rows(found.order_by(["paid_on", "payee", "amount", "row"]), {"lines": files})

    def total(self) -> Decimal:
        """Give the sum of the lines that count, by the parts; the totals in the database must agree."""
        total = sum((line["amount"] for line in self.lines()), Decimal(0))
        loads = Load.objects.filter(authority=self.authority).counting()
        for model in (LoadMonth, LoadPayee):
            told = sum((row.amount for row in model.objects.filter(load__in=loads)), Decimal(0))
            assert told == total, f"{model.__name__} says {told}, the parts say {total}"
        return total


def pages_of(wanted: Wanted, by: Actor) -> list[dict[str, Any]]:
    """Give the lines of every page of a list, as somebody sees them."""
    sheets = lines.pages(lines.months_of(wanted))
    return [row for sheet in sheets for row in lines.page(wanted, by, sheet)]


def january(*amounts: str, first: int = 1, month: str = "01") -> list[Line]:
    """Give lines of one month, one for each sum, each with its own payee, day and reference."""
    return [
        (f"Firm {n} Ltd", f"{1 + n % 28:02}/{month}/2026", f"T{month}-{n}", amount)
        for n, amount in enumerate(amounts, start=first)
    ]
