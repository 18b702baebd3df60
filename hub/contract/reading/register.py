"""Read the rows of an authority's own contracts register, whatever its columns are called."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from hub.contract.reading import row as words
from hub.contract.reading import text
from hub.contract.reading.fields import LABELS
from hub.contract.reading.listed import suppliers_of
from hub.contract.reading.moving import moved_because
from hub.contract.reading.option_fields import OPTION_COLUMNS
from hub.contract.reading.options import OptionSaid, months_of, read_options
from hub.contract.reading.routes import nature_of, route_of
from hub.contract.reading.row import SPREADSHEET, ContractRow, SupplierRef
from hub.contract.reading.statuses import hint_of
from hub.contract.reading.sums import SUMS, reader_of
from hub.contract.reading.values import Faults
from hub.platform.tabular import dates
from hub.platform.tabular.formulas import FORMULA, is_formula
from hub.platform.tabular.headings import Mapping as Headings
from hub.platform.tabular.results import BadValue, Reject, Row, shown
from hub.supplier import rules

# Dates and sums are read as such, and say themselves what is wrong with them.
_DATES = (
    "starts_on",
    "ends_on",
    "ended_on",
    "extensions_until",
    "review_on",
    "awarded_on",
    "signed_on",
    "published_on",
)
_READ_AS_VALUES = frozenset({*_DATES, *SUMS})
_KINDS = (
    ("call", words.CALL_OFF),
    ("framework", words.FRAMEWORK),
    ("dynamic", words.FRAMEWORK),
    ("grant", words.GRANT),
    ("funding agreement", words.GRANT),
)

CUT = (
    "The column “{column}” is longer than {length} characters and was cut there. Left out: “{rest}”. "
    "Put what is left out into the description."
)

NO_NATURE = "The column “{column}” says “{value}”, which is not one of goods, services and works, so it was left out."


class Survey:
    """What must be known of all rows before the first is read: how dates are written, and which references repeat."""

    def __init__(self, headings: Headings) -> None:
        columns = headings.columns()
        self._dates = [columns[key] for key in _DATES if key in columns]
        self._reference = columns.get("reference", "")
        self.references: Counter[str] = Counter()
        self.order = dates.OrderFound(dates.Order.DAY_FIRST, 0, 0, 0)

    def look(self, rows: Iterable[Row]) -> Survey:
        """Look at every row once."""
        self.order = dates.find_order(
            value for row in self._counting(rows) for column in self._dates if (value := row.cells[column])
        )
        return self

    def _counting(self, rows: Iterable[Row]) -> Iterable[Row]:
        for each in rows:
            if self._reference and (reference := each.cells[self._reference].strip()):
                self.references[reference.lower()] += 1
            yield each


class RegisterReader:
    """Reads one register: its headings, the order of its dates and the references already met."""

    def __init__(self, headings: Headings, survey: Survey) -> None:
        self.headings = headings
        self.columns = headings.columns()
        self.order = survey.order.order
        self.references = survey.references
        self.sums = reader_of(headings)
        self.options = [number for number in OPTION_COLUMNS if f"option{number}_months" in self.columns]
        self.options += [n for n in OPTION_COLUMNS if f"option{n}_decide_by" in self.columns and n not in self.options]
        self._met: dict[str, int] = {}

    def read(self, row: Row) -> ContractRow | Reject:
        """Read one row into a contract or a reject that names every bad cell."""
        line = _Line(self, row)
        result = line.read()
        if isinstance(result, Reject):
            return result
        first = self._met.setdefault(result.source_key, row.number)
        if first != row.number:
            line.fault(
                "reference" if result.reference else "title",
                f"Row {row.number} repeats row {first}. Delete one of them, or give each its own reference.",
            )
            return Reject.of(row.number, line.faults.found, row.cells)
        return result


class _Line:
    """One row while it is read."""

    def __init__(self, reader: RegisterReader, row: Row) -> None:
        self.reader, self.row = reader, row
        self.faults = Faults()
        self.warnings: list[str] = []
        self.notes: list[str] = []
        self._cut: set[str] = set()
        cells = row.cells
        self._filled = {key: value for key, column in reader.columns.items() if (value := cells[column].strip())}

    def cell(self, key: str) -> str:
        """Give the text of a field, or "" when there is no such column."""
        return self._filled.get(key, "")

    def fault(self, key: str, reason: str) -> None:
        """Note a fault in the column of a field."""
        self.faults.add(self.column(key), self.cell(key), reason)

    def said(self, key: str) -> str:
        """Give the text of a field; words that stand for nothing are nothing."""
        raw = self._filled.get(key)
        return "" if raw is None or raw.lower() in _BLANKS else raw

    def column(self, key: str) -> str:
        """Give the heading of a field."""
        return self.reader.columns.get(key, LABELS.get(key, key))

    def line(self, key: str, length: int = 300) -> str:
        """Give a field as one clean line; a longer one is cut, and the row says so."""
        raw = self.said(key)
        if len(raw) <= length:
            return text.line(raw, length) if raw else ""
        whole = text.line(raw, text.TEXT_LENGTH)
        if len(whole) > length and key not in self._cut:
            self._cut.add(key)
            self.warnings.append(CUT.format(column=self.column(key), length=length, rest=shown(whole[length:])))
        return whole[:length]

    def read(self) -> ContractRow | Reject:
        """Read the row."""
        title = self.line("title", text.TITLE_LENGTH) or self._title_from_description()
        if not title:
            self.fault("title", self._no_title())
        self._refuse_formulas()
        facts: dict[str, Any] = {key: self.date(key) for key in _DATES} | self.reader.sums(self) | self._plain()
        facts["options"] = self._options(facts)
        facts["moved_because"] = self._moved_because()
        suppliers = suppliers_of(self)
        route_text = self.line("route")
        route = "" if text.yes_or_no(route_text) is not None else route_of(route_text)
        if self.faults.found:
            return Reject.of(self.row.number, self.faults.found, self.row.cells)
        self._check_order(facts)
        reference = self.line("reference", 100)
        if not suppliers:
            self.notes.append("The row has no supplier, so it is kept as a draft entry.")
        status = self.line("status", 100)
        return ContractRow(
            number=self.row.number, source_kind=SPREADSHEET, source_key=self._key(reference, title, suppliers, facts),
            source_reference=reference, reference=reference, title=title, suppliers=suppliers,
            route=route, route_text=route_text,
            kind=self._kind(title), kind_is_assumed=not self.line("kind", 100),
            description=self._description(title), cpv_codes=text.cpv_codes(self.cell("cpv")),
            is_sme=text.yes_or_no(self.cell("sme")), is_vcse=text.yes_or_no(self.cell("vcse")),
            distress_clause=text.yes_or_no(self.cell("distress_clause")), ocid=self.line("ocid", 100),
            buyer_name=rules.clean_name(self.line("buyer")),
            status_text=status, status_hint=hint_of(status), is_draft_entry=not suppliers,
            warnings=tuple(self.warnings), notes=tuple(self.notes), **facts,
        )  # fmt: skip

    def _no_title(self) -> str:
        if given := self.cell("title"):
            return f"“{shown(given)}” is no title. Write what the contract is for."
        return f"Row {self.row.number} has no title. Write what the contract is for."

    def _refuse_formulas(self) -> None:
        """Refuse words that a spreadsheet would run, wherever the list may be opened later."""
        for key, raw in self._filled.items():
            if key not in _READ_AS_VALUES and is_formula(raw):
                self.fault(key, FORMULA.format(value=shown(raw)))

    def date(self, key: str) -> Any:
        """Read a date field."""
        raw = self._filled.get(key)
        return self.faults.date(self.reader.columns[key], raw, self.reader.order) if raw else None

    def _title_from_description(self) -> str:
        words = self.line("description", 200)
        if words:
            self.notes.append("The title was taken from the description.")
        return words[:120]

    def _description(self, title: str) -> str:
        description = text.paragraph(self.cell("description"))
        if text.is_truncated(self.cell("description")):
            self.warnings.append("The description was cut off after 500 characters by the system it came from.")
        return "" if description == title else description

    def _plain(self) -> dict[str, str]:
        return {
            "department": self.line("department"), "owner": self.line("owner"), "manager": self.line("manager"),
            "extension_text": self._said("extension_text"), "notice_period": self.line("notice_period"),
            "tier": self.line("tier", 100),
            "local_category": self.line("local_category"), "framework_reference": self._said("framework_reference"),
            "lots": self.line("lots"), "regime_text": self.line("regime"),
            "nature": self._nature(), "source_url": self.line("source_url", 500),
            "funding": self.line("funding"), "funding_conditions": self.line("funding_conditions", 2000),
            "social_value": self.line("social_value", 2000), "location": self.line("location"),
        }  # fmt: skip

    def _nature(self) -> str:
        given = self.line("nature")
        nature = nature_of(given)
        if given and not nature:
            self.warnings.append(NO_NATURE.format(column=self.column("nature"), value=shown(given)))
        return nature

    def _options(self, facts: dict[str, Any]) -> tuple[OptionSaid, ...]:
        """Read the options from columns of their own, else from the one cell; what is read is no text any more."""
        found: list[OptionSaid] = []
        for number in self.reader.options:
            months, decide_by = self.line(f"option{number}_months"), self.date(f"option{number}_decide_by")
            if months:
                try:
                    found.append((months_of(months), decide_by))
                except BadValue as error:
                    self.fault(f"option{number}_months", error.reason)
            elif decide_by:
                self.fault(f"option{number}_decide_by", f"Option {number} has no length. Write its months too.")
        if found or not facts["extension_text"]:
            return tuple(found)
        try:
            read = read_options(facts["extension_text"])
        except BadValue as error:
            self.fault("extension_text", error.reason)
            return ()
        if read is None:
            self.notes.append("The extension options could not be read as months, so they stand in the description.")
            return ()
        facts["extension_text"] = ""
        return read

    def _moved_because(self) -> str:
        try:
            return moved_because(self.cell("moved_because"))
        except BadValue as error:
            self.fault("moved_because", error.reason)
            return ""

    def _said(self, key: str) -> str:
        """Give a text field in which a bare "No" means that there is none."""
        raw = self.line(key, 1000)
        return "" if text.yes_or_no(raw) is False else raw

    def _kind(self, title: str) -> str:
        given = self.line("kind", 100)
        return _first_word(given, _KINDS) or (
            words.CONTRACT
            if given
            else _first_word(title if "agreement" in title.lower() else "", _KINDS) or words.CONTRACT
        )

    def _check_order(self, facts: Mapping[str, Any]) -> None:
        starts, ends, latest = facts["starts_on"], facts["ends_on"], facts["extensions_until"]
        if starts and ends and ends < starts:
            self.warnings.append("The contract ends before it starts. Check both dates.")
        if ends and latest and latest < ends:
            self.warnings.append("The latest end with extensions is before the end. Check both dates.")

    def _key(self, reference: str, title: str, suppliers: tuple[SupplierRef, ...], facts: Mapping[str, Any]) -> str:
        """Name the contract for the next load: by its reference, or by what it is when that is missing or shared."""
        if reference and self.reader.references[self.cell("reference").lower()] < 2:
            return f"ref:{reference.lower()}"
        if reference:
            count = self.reader.references[self.cell("reference").lower()]
            self.warnings.append(
                f"The reference {reference} is on {count} rows of this file. Each was taken as its own contract."
            )
        names = "|".join(rules.match_key(each.name) for each in suppliers)
        what = "\n".join(
            (reference.lower(), title[:500].lower(), names, str(facts["starts_on"] or ""), facts["lots"].lower())
        )
        return f"row:{hashlib.sha256(what.encode('utf-8', 'replace')).hexdigest()[:24]}"


_BLANKS = frozenset(
    {
        "-",
        "--",
        "–",
        "—",
        "n/a",
        "na",
        "n.a.",
        "none",
        "nil",
        "null",
        "tbc",
        "tba",
        "tbd",
        "unknown",
        "?",
        ".",
        "not applicable",
        "not known",
        "not yet available",
    }
)


def _first_word(given: str, table: tuple[tuple[str, str], ...]) -> str:
    lower = given.lower()
    return next((meaning for word, meaning in table if word in lower), "")
