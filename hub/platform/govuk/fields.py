"""Bound fields that know their error's place, and the date of three parts."""

from calendar import monthrange
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.boundfield import BoundField

from hub.platform.govuk.widgets import DATE_PARTS, DateParts, GovDateInput
from hub.platform.tabular.dates import EARLIEST, LATEST
from hub.platform.tabular.results import shown
from hub.platform.words import MONTHS, list_of, lower_first


class GovukBoundField(BoundField):
    """A field on a page: what its template asks for, and where a link to its error goes."""

    @property
    def is_checkbox(self) -> bool:
        """Say whether this is one tick box, whose label stands beside it."""
        return isinstance(self.field.widget, forms.CheckboxInput)

    @property
    def is_date(self) -> bool:
        """Say whether this is the date of three parts, whose fieldset needs the role of a group."""
        return isinstance(self.field.widget, GovDateInput)

    @property
    def heading(self) -> str:
        """Give the size of the page heading that the label is, or nothing."""
        return str(getattr(self.field, "page_heading", "") or "")

    @property
    def optional(self) -> bool:
        """Say whether the label should end in "(optional)"."""
        return bool(getattr(self.field, "says_optional", False)) and not self.field.required

    @property
    def error_id(self) -> str:
        """Give the id that an error summary links to: the first wrong part of a group."""
        widget = self.field.widget
        base = widget.attrs.get("id") or self.auto_id
        if isinstance(widget, GovDateInput):
            return f"{base}-{self.wrong_parts[0]}"
        if isinstance(widget, forms.RadioSelect):  # CheckboxSelectMultiple is one too
            return f"{base}_0"
        return base

    @property
    def wrong_parts(self) -> tuple[str, ...]:
        """Name the parts of a date that are wrong: all of them unless the error says which."""
        for error in self.errors.as_data():
            parts = (error.params or {}).get("parts")
            if parts:
                return tuple(parts)
        return DATE_PARTS

    def build_widget_attrs(self, attrs: dict[str, Any], widget: forms.Widget | None = None) -> dict[str, Any]:
        """Add what the control's own template needs to know: that it is wrong, and what describes it."""
        widget = widget or self.field.widget
        built = super().build_widget_attrs(attrs, widget)
        built.pop("required", None)  # our sentences say what is missing, not the browser's bubbles
        if self.errors:
            built["data-wrong"] = " ".join(self.wrong_parts) if self.is_date else "yes"
        if getattr(widget, "counts", None) and self.auto_id:
            built["aria-describedby"] = f"{self.auto_id}-info {built.get('aria-describedby', '')}".strip()
        return built


class GovDateField(forms.Field):
    """A date typed as day, month and year; also takes "2026-12-04" under the field's own name.

    An error says which part is wrong ("End date must include a year") and links to it.
    """

    widget = GovDateInput
    default_error_messages = {
        "required": "Enter {label}",
        "missing": "{Label} must include {missing}",
        "not_real": "{Label} must be a real date: {why}",
        "year": "Year of {label} must have 4 numbers, like 2026",
    }

    def to_python(self, value: DateParts | date | str | None) -> date | None:
        """Turn what was typed into a date.

        Raises:
            ValidationError: a part is missing or wrong, or there is no such day.
        """
        if value is None or isinstance(value, date):
            return value
        parts = value if isinstance(value, DateParts) else DateParts.from_text(str(value))
        if parts.is_empty:
            return None
        missing = [name for name in DATE_PARTS if not getattr(parts, name)]
        if missing:
            said = list_of([f"a {name}" for name in missing])
            raise self._wrong("missing", missing, missing=said)
        if len(parts.year) != 4 or not parts.year.isdecimal():
            raise self._wrong("year", ["year"])
        return self._real(parts)

    def has_changed(self, initial: object, data: object) -> bool:
        """Compare dates, not what was typed."""
        try:
            typed = self.to_python(data)  # type: ignore[arg-type]
            before = self.to_python(initial)  # type: ignore[arg-type]
        except ValidationError:
            return True
        return typed != before

    def prepare_value(self, value: object) -> object:
        """Leave the parts as they were typed, so that a wrong date comes back as it was."""
        return value

    def validate(self, value: object) -> None:
        """Ask for the date when it must be there."""
        if value is None and self.required:
            raise self._wrong("required", list(DATE_PARTS))

    def _real(self, parts: DateParts) -> date:
        month = _month(parts.month)
        if not parts.day.isdecimal() or not 1 <= int(parts.day) <= 31:
            why = f"“{shown(parts.day)}” is no day of a month. Write a number from 1 to 31"
            raise self._wrong("not_real", ["day"], why=why)
        if month is None:
            why = f"“{shown(parts.month)}” is no month. Write a number from 1 to 12, or the name of the month"
            raise self._wrong("not_real", ["month"], why=why)
        day, year = int(parts.day), int(parts.year)
        if not EARLIEST <= year <= LATEST:
            why = f"“{parts.year}” is no year of a contract. Write one between {EARLIEST} and {LATEST}"
            raise self._wrong("not_real", ["year"], why=why)
        last = monthrange(year, month)[1]
        if day > last:
            why = (
                f"“{day} {MONTHS[month - 1]} {year}” is not, as that month has {last} days. Write {last} or another day"
            )
            raise self._wrong("not_real", list(DATE_PARTS), why=why)
        return date(year, month, day)

    def _wrong(self, code: str, parts: list[str], **more: str) -> ValidationError:
        label = str(self.label or "the date")
        inside = lower_first(label)
        if inside.startswith(("day ", "first day", "last day")):
            inside = f"the {inside}"
        said = {"label": inside, "Label": label[:1].upper() + label[1:], **more}
        message = str(self.error_messages[code]).format_map(_Kept(said))
        # Django fills the parts into the message, so a per cent sign that was typed is doubled.
        return ValidationError(message.replace("%", "%%"), code=code, params={"parts": parts})


class _Kept(dict[str, str]):
    """Leave unknown names in a message as they stand."""

    def __missing__(self, key: str) -> str:
        return "{" + key + "}"


def _month(typed: str) -> int | None:
    """Read a month as a number or by its name."""
    if typed.isdecimal():
        return int(typed) if 1 <= int(typed) <= 12 else None
    name = typed.strip(".").lower()
    found = [n for n, full in enumerate(MONTHS, start=1) if len(name) >= 3 and full.lower().startswith(name)]
    return found[0] if len(found) == 1 else None
