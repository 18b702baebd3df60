"""The form of a question, made from the facts that its rule asks for; and the one that files an answer.

Everything is in the address: a group's facts as ``events.tender_on``, those of the second row as
``previous.1.ground``, and which rows there are as ``previous.rows``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django import forms as django_forms
from django.forms.boundfield import BoundField
from django.forms.utils import ErrorDict
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict

from hub.law.registry import Rule
from hub.law.tables import Tables
from hub.lawdesk import shapes
from hub.lawdesk.boxes import address_of, box_for, json_of
from hub.lawdesk.desk import hint_of
from hub.lawdesk.shapes import Part
from hub.lawdesk.telling import label_of
from hub.platform.govuk.asking import AskingForm, Finder, Pick, PickField
from hub.platform.govuk.forms import GovForm

# The button that asks; a question whose facts are all left empty has nothing else in its address.
ASK = "ask"
ADD, DROP = "add", "drop"
ROWS_END = "rows"
MOST_ROWS = 40
ACROSS = 4


@dataclass(frozen=True)
class ShownRow:
    """One row of several on the page."""

    key: str
    legend: str
    fields: list[BoundField]


@dataclass(frozen=True)
class Shown:
    """One part of the form on the page: a field, a group of fields, or rows of fields."""

    label: str = ""
    hint: str = ""
    name: str = ""
    field: BoundField | None = None
    group: Sequence[BoundField] = ()
    rows: Sequence[ShownRow] = ()
    told: str = ""
    is_rows: bool = False
    is_optional: bool = False
    may_add: bool = True


class FactsForm(GovForm):
    """The facts of one rule."""

    def __init__(self, data: Any = None, *, rule: Rule, tables: Tables | None = None) -> None:
        super().__init__(data)
        self.rule, self.tables = rule, tables
        self.parts = shapes.parts_of(rule.facts)
        self.keys: dict[str, list[str]] = {}
        self.new_row = ""
        for part in self.parts:
            if part.sort == "group" and part.is_many:
                self._add_rows(part)
            elif part.sort == "group":
                must = not (part.may_be_null or part.may_be_left) or self._is_filled(f"{part.name}.")
                self._add_group(part.parts, f"{part.name}.", must=must)
            else:
                self._add(part, part.name, must=True)

    def _add(self, part: Part, name: str, *, must: bool) -> None:
        empty_counts = part.may_be_null and part.sort not in {"yes_no", "term"}
        required = must and not part.may_be_left and not empty_counts
        self.fields[name] = box_for(self._with_choices(part), required=required)

    def _with_choices(self, part: Part) -> Part:
        """Let a text that is a code of a table be chosen from the rows of that table."""
        if self.tables is None or not part.ask.table or part.sort != "text":
            return part
        rows = {row.code: row.label for row in self.tables.all(part.ask.table)}
        return replace(part, sort="term", of=tuple(rows.items()))

    def _add_group(self, parts: Sequence[Part], prefix: str, *, must: bool) -> None:
        for part in parts:
            if part.sort == "group":
                self._add_group(part.parts, f"{prefix}{part.name}.", must=must and not part.may_be_null)
            else:
                self._add(part, f"{prefix}{part.name}", must=must)

    def _add_rows(self, part: Part) -> None:
        keys = row_keys(self.data, part.name) if self.is_bound else []
        asked = str(self.data.get("row", "")) if self.is_bound else ""
        if asked == f"{ADD}:{part.name}" and len(keys) < MOST_ROWS:
            self.new_row = f"{part.name}.{max((int(key) for key in keys), default=-1) + 1}"
            keys.append(self.new_row.rsplit(".", 1)[1])
        keys = [key for key in keys if asked != f"{DROP}:{part.name}.{key}"] or ["0"]
        self.keys[part.name] = keys
        for key in keys:
            prefix = f"{part.name}.{key}."
            self._add_group(part.parts, prefix, must=self._is_filled(prefix))
        if self.new_row.startswith(f"{part.name}."):
            first = next(name for name in self.fields if name.startswith(f"{self.new_row}."))
            self.fields[first].widget.attrs["autofocus"] = True

    def _is_filled(self, prefix: str) -> bool:
        return any(name.startswith(prefix) and any(map(str.strip, _listed(self.data, name))) for name in self.data)

    def without_errors(self) -> FactsForm:
        """Give the form with what was typed, as something still being filled in."""
        self._errors, self.cleaned_data = ErrorDict(), {}
        return self

    @property
    def given(self) -> dict[str, Any]:
        """Give the cleaned facts as JSON has them; optional ones that were left empty are left out."""
        return self._given(self.parts, "")

    def _given(self, parts: Sequence[Part], prefix: str) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for part in parts:
            name = f"{prefix}{part.name}"
            if part.sort == "group" and part.is_many:
                rows = [f"{name}.{key}." for key in self.keys.get(name, ())]
                found[part.name] = [self._given(part.parts, row) for row in rows if self._is_filled(row)]
            elif part.sort == "group":
                is_stated = self._is_filled(f"{name}.") or not (part.may_be_null or part.may_be_left)
                found[part.name] = self._given(part.parts, f"{name}.") if is_stated else None
            else:
                found[part.name] = json_of(part, self.cleaned_data.get(name))
            if found[part.name] in (None, []) and part.may_be_left:
                del found[part.name]
        return found

    def take_faults(self, faults: Mapping[str, list[str]]) -> None:
        """Show what the rule found wrong at the fact that it is about, else above the form."""
        for name, sentences in faults.items():
            place = self._placed(name)
            for sentence in sentences:
                self.add_error(place, sentence)

    def _placed(self, name: str) -> str | None:
        head, *rest = name.split(".")
        if rest and head in self.keys and rest[0].isdigit():
            filled = [key for key in self.keys[head] if self._is_filled(f"{head}.{key}.")]
            number = int(rest[0])
            name = ".".join([head, filled[number] if number < len(filled) else "", *rest[1:]])
        if name in self.fields:
            return name
        return next((one for one in self.fields if one.startswith(f"{name}.") and name), None)

    def shown(self) -> Iterator[Shown]:
        """Give the parts of the form in their order."""
        for part in self.parts:
            label, hint = label_of(part.name, part.ask), hint_of(part.ask)
            optional = part.may_be_left
            if part.sort == "group" and part.is_many:
                keys = self.keys[part.name]
                rows = [
                    ShownRow(key, f"{label} {number}", self._under(f"{part.name}.{key}."))
                    for number, key in enumerate(keys, start=1)
                ]
                yield Shown(
                    label, hint, part.name, rows=rows, told=",".join(keys), is_rows=True, is_optional=optional,
                    may_add=len(keys) < MOST_ROWS,
                )  # fmt: skip
            elif part.sort == "group":
                yield Shown(label, hint, part.name, group=self._under(f"{part.name}."), is_optional=optional)
            else:
                yield Shown(name=part.name, field=self[part.name])

    def _under(self, prefix: str) -> list[BoundField]:
        return [self[name] for name in self.fields if name.startswith(prefix)]


def row_keys(data: Any, name: str) -> list[str]:
    """Give which rows an address has: those that it tells, and those of which it has a fact."""
    told = str(data.get(f"{name}.{ROWS_END}", "")).split(",")
    held = [found[1] for one in data if (found := re.match(rf"{re.escape(name)}\.(\d{{1,3}})\.", one))]
    keys = [key for key in dict.fromkeys([*told, *held]) if key.isascii() and key.isdigit() and len(key) < ACROSS]
    return keys[:MOST_ROWS]


def is_asked(data: QueryDict, rule: Rule) -> bool:
    """Say whether an address has any fact of a rule."""
    heads = {part.name for part in shapes.parts_of(rule.facts)}
    return ASK in data or any(re.split(r"[.-]", name)[0] in heads for name in data)


def address(rule: Rule, given: Mapping[str, Any], *, also: Mapping[str, str] | None = None) -> str:
    """Give the facts as the query of an address that asks the same again.

    :param also: what else the address carries, such as the record that it is about.
    """
    query = QueryDict(mutable=True)
    _write(query, shapes.parts_of(rule.facts), given, "")
    for name, value in (also or {}).items():
        if value:
            query[name] = value
    return query.urlencode()


def _write(query: QueryDict, parts: Sequence[Part], given: Mapping[str, Any], prefix: str) -> None:
    for part in parts:
        if part.name not in given:
            continue
        name, value = f"{prefix}{part.name}", given[part.name]
        if part.sort == "group" and part.is_many:
            # An empty list is an answer too, so the address says that there are no rows.
            query[f"{name}.{ROWS_END}"] = ",".join(str(number) for number in range(len(value)))
            for number, row in enumerate(value):
                _write(query, part.parts, row, f"{name}.{number}.")
        elif part.sort == "group":
            _write(query, part.parts, value or {}, f"{name}.")
        elif part.is_many and part.sort == "term":
            query.setlist(name, [address_of(part, one) for one in value])
        elif part.is_many:
            query[name] = "\n".join(address_of(part, one) for one in value)
        else:
            query[name] = address_of(part, value)


def _listed(data: Any, name: str) -> list[str]:
    if isinstance(data, MultiValueDict):
        return [str(one) for one in data.getlist(name)]
    return [str(data.get(name, ""))]


class FileForm(AskingForm):
    """Under which record an answer is filed, and what it is called there."""

    def __init__(self, *args: Any, find: Finder, begin: Pick | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        record = PickField(
            label="Record",
            help_text="Its reference, or words of its title. You find the records to which you may add papers.",
            find=find,
            begin=begin,
            missing="No record to which you may add papers has that reference or those words. Try other words",
            error_messages={"required": "Enter the reference of the record, or words of its title"},
        )
        if begin is not None:
            record.initial = begin.value
        self.fields = {"record": record, **self.fields}

    title = django_forms.CharField(
        label="Title of the document", max_length=200, error_messages={"required": "Enter a title for the document"}
    )
