"""The rows of a ledger file that were left out, as a file to mend and load again."""

from __future__ import annotations

import csv
import io
from pathlib import PurePath
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from hub.platform.registers.export import BOM, TYPES, safe
from hub.platform.ui.views import OnRecord
from hub.spend import acts
from hub.spend.models import Load, LoadReject
from hub.spend.reading.fields import is_money
from hub.spend.selectors import loads

ROW, WRONG = "Row", "What is wrong"


class RowsToMendView(OnRecord):
    """Give them to those who may load ledgers; rows that may pay a person to finance alone."""

    act = acts.LOAD
    find = staticmethod(loads.readable)
    record: Load

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Send the file."""
        load = self.record
        found = loads.rows_to_mend(load, self.actor) if self.actor.holds(acts.LOAD.held_by, load.authority_id) else []
        if not found:
            raise Http404
        answer = HttpResponse(written(load, found), content_type=TYPES["csv"])
        # A file whose lines have no dates tells its month by its name, so the name stays in it.
        name = f"{PurePath(load.file_name).stem}-rows-to-mend.csv"
        answer.headers["Content-Disposition"] = f'attachment; filename="{ascii_name(name)}"'
        answer.headers["X-Content-Type-Options"] = "nosniff"
        answer.headers["Cache-Control"] = "private, no-store"
        return answer


def written(load: Load, rejects: list[LoadReject]) -> str:
    """Write rows under the headings of their file, each with its number there and what is wrong."""
    told = io.StringIO()
    writer = csv.writer(told)
    writer.writerow([*map(safe, load.headings), ROW, WRONG])
    writer.writerows([*map(_cell, each.cells), each.row, f"{each.column}: {each.reason}"] for each in rejects)
    return BOM + told.getvalue()


def _cell(text: str) -> str:
    """Give a cell as a spreadsheet may hold it; a credit is a number, and an apostrophe would make it none."""
    return text if is_money(text) else safe(text)


def ascii_name(name: str) -> str:
    """Give a name that every browser reads the same in a heading of an answer."""
    return "".join(letter if letter.isascii() and (letter.isalnum() or letter in "-_. ") else "-" for letter in name)
