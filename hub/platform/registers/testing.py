"""The contract that every register keeps: one class in a package's tests, and all of this is proved.

Query counts are pinned in ``query_counts.json`` beside the tests; ``HUB_UPDATE_QUERY_COUNTS=1`` writes the file again.
"""

from __future__ import annotations

import csv
import inspect
import io
import json
import os
import re
from collections.abc import Callable
from html import unescape
from pathlib import Path
from typing import Any, ClassVar

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from hub.platform import clock
from hub.platform.actors import NOBODY, Actor
from hub.platform.registers.address import Params, plain
from hub.platform.registers.base import Register
from hub.platform.registers.export import BOM, DANGEROUS, sheet_of
from hub.platform.registers.filters import Asking
from hub.platform.registers.listing import Listing

UPDATE = "HUB_UPDATE_QUERY_COUNTS"
REFRESH = {"HX-Request": "true", "HX-Target": "div#register"}


def assert_queries(tests: Path, name: str, count: int) -> None:
    """Compare a number of queries with the one in the package's file, or write it there when asked to."""
    path = tests / "query_counts.json"
    counts = json.loads(path.read_text()) if path.exists() else {}
    if os.environ.get(UPDATE):
        counts[name] = count
        path.write_text(json.dumps(counts, indent=2, sort_keys=True) + "\n")
        return
    assert name in counts, f"{name} has no number in {path.name}. Run with {UPDATE}=1 and look at the difference."
    said = f"{name} takes {count} queries, {counts[name]} are pinned. Mend it, or run with {UPDATE}=1."
    assert count == counts[name], said


@pytest.mark.django_db
@pytest.mark.usefixtures("at_nine")
class RegisterContract:
    """Inherit, name the register, its address and two of the cast; give a fixture ``rows`` of three records or more.

    ``reader`` sees them; ``stranger`` is staff elsewhere and sees none; ``None`` stands for nobody (public site).
    """

    register: ClassVar[type[Register]]
    address: ClassVar[str]
    reader: ClassVar[str | None] = "aisha"
    stranger: ClassVar[str | None] = "colin"
    site: ClassVar[str] = ""

    @pytest.fixture
    def client(self, client_as: Callable[..., Any]) -> Any:
        """Sign the reader in."""
        return client_as(self.reader, site=self.site)

    @pytest.fixture
    def listed(self, cast: Any, rows: Any) -> Callable[..., Listing]:
        """Give a function that lists for the reader, or for another actor, under some parameters."""

        def listing(params: Params | None = None, actor: Actor | None = None) -> Listing:
            return self.listing(actor or self.actor(cast), params or {})

        return listing

    def actor(self, cast: Any) -> Actor:
        """Give the reader as an actor."""
        return cast.actor(self.reader) if self.reader else NOBODY

    def listing(self, actor: Actor, params: Params) -> Listing:
        """Work a list out."""
        register, asking = self.register(), Asking(actor, clock.now())
        return Listing(register, asking, register.understand(plain(params), asking))

    def test_its_declaration_is_whole(self) -> None:
        """Check what no type checker sees: keys are unique, the order exists, labels are there."""
        columns = [column.key for column in self.register.columns]
        keys = [key for one in self.register.filters for key in one.keys]
        assert len(set(columns)) == len(columns)
        assert len(set(keys)) == len(keys)
        assert not set(keys) & {"view", "q", "sort", "page", "rows", "columns", "density", "more"}
        if self.register.default_sort:
            assert self.register.column(self.register, self.register.default_sort.removeprefix("-")).order()  # type: ignore[arg-type]

    def test_the_reader_sees_every_row(self, client: Any, rows: Any, listed: Any) -> None:
        """Open the page and find all records in its count."""
        assert listed().all_count >= len(rows)
        response = client.get(self.address)
        assert response.status_code == 200
        assert f'data-say="{listed().sentence}"' in unescape(response.content.decode())

    def test_a_stranger_sees_no_row_on_the_page_and_in_no_file(self, client_as: Any, cast: Any, rows: Any) -> None:
        """Open page and files as staff of another authority."""
        if not self.stranger:
            pytest.skip("nobody is a stranger here")
        listing = self.listing(cast.actor(self.stranger), {})
        assert (listing.all_count, listing.records) == (0, [])
        assert all(not line.count for facet in listing.facets for line in facet.lines)
        client = client_as(self.stranger, site=self.site)
        assert len(self.csv_rows(client)) == 1

    def test_each_line_of_each_facet_counts_what_it_opens(self, listed: Any) -> None:
        """Follow every facet link and compare its count with the list behind it."""
        listing = listed({"more": [one.key for one in self.register.filters]})
        for facet in listing.facets:
            for line in facet.lines:
                if not line.chosen:
                    opened = listed(self.query(line.href))
                    assert (facet.filter.key, line.label, opened.count) == (facet.filter.key, line.label, line.count)
                    assert opened.asked.problems == []

    def test_each_view_counts_what_it_opens(self, listed: Any) -> None:
        """Follow every view."""
        for link in listed().view_links:
            opened = listed(self.query(link.href))
            assert (link.text, opened.count, opened.asked.problems) == (link.text, link.count, [])

    def test_each_column_that_can_be_sorted_sorts_both_ways(self, listed: Any) -> None:
        """Sort by every column; the same rows come back."""
        everything = {row.pk for row in listed({"rows": [str(self.register.page_sizes[-1])]}).records}
        for column in self.register.columns:
            for sort in (column.key, f"-{column.key}") if column.order() else ():
                listing = listed({"sort": [sort], "rows": [str(self.register.page_sizes[-1])]})
                assert listing.asked.problems == []
                assert len(listing.records) == len(everything), sort

    def test_the_file_holds_exactly_what_is_shown(self, client: Any, rows: Any, listed: Any) -> None:
        """Compare the CSV with the columns, the order and the rows of the list, cell by cell."""
        if "csv" not in self.register.exports:
            pytest.skip("no CSV")
        asked = listed().asked
        sheet = sheet_of(self.register(), asked, listed().asking)
        header, *lines = self.csv_rows(client)
        assert header == [column.heading for column in listed().columns]
        assert len(lines) == listed().count
        for row, line in zip(sheet.rows(), lines, strict=True):
            exported = [column.exported(row) for column in listed().columns]
            assert [bool(cell) for cell in line] == [value not in (None, "") for value in exported]

    def test_no_cell_of_a_file_runs_as_a_formula(self, client: Any, rows: Any) -> None:
        """Check every cell that is not a number."""
        for line in self.csv_rows(client):
            for cell in line:
                assert not cell.startswith(DANGEROUS) or re.fullmatch(r"-[0-9.]+", cell), cell

    def test_its_queries_are_pinned(self, client: Any, rows: Any) -> None:
        """Count the queries of a refresh and of files, after one opening that fills what the process remembers.

        A refresh is the page without the shell around it, whose queries are not this register's.
        """
        tests = Path(inspect.getfile(type(self))).parent
        addresses = {"page": self.address}
        addresses |= {kind: f"{self.address}export.{kind}" for kind in self.register.exports}
        for name, address in addresses.items():
            b"".join(client.get(address, headers=REFRESH))
            with CaptureQueriesContext(connection) as asked:
                b"".join(client.get(address, headers=REFRESH))
            assert_queries(tests, f"{self.register.name} {name}", len(asked))

    def csv_rows(self, client: Any) -> list[list[str]]:
        """Give the cells of the CSV of the whole list."""
        response = client.get(f"{self.address}export.csv")
        text = b"".join(response.streaming_content).decode().removeprefix(BOM)
        return list(csv.reader(io.StringIO(text)))

    def query(self, href: str) -> Params:
        """Give the parameters of a link."""
        from urllib.parse import parse_qs

        return parse_qs(href.removeprefix("?"))
