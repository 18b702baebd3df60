"""What somebody types to add a dated value or to end one."""

from __future__ import annotations

import json
from typing import Any

from django import forms

from hub.platform.govuk.fields import GovDateField
from hub.platform.govuk.widgets import GovTextarea
from hub.platform.words import plural, spelt_out

KEEPS = (
    "These are shared, and your authority has none of its own yet. From the first day of this one only your own count, "
    "so those that you keep become your own on that day."
)


class AddValueForm(forms.Form):
    """A value from a date; one field for each part that the set's values have."""

    code = forms.SlugField(label="Code", max_length=80, error_messages={"required": "Enter the code of the value"})
    label = forms.CharField(label="Name", max_length=250, error_messages={"required": "Enter the name of the value"})
    valid_from = GovDateField(label="First day")
    source = forms.CharField(
        label="Where this comes from",
        max_length=500,
        help_text="The decision, policy or guidance, with its date.",
        error_messages={"required": "Enter where this value comes from"},
    )

    def __init__(self, *args: Any, parts: dict[str, Any], others: int = 0, **kwargs: Any) -> None:
        """Shape the form.

        :param others: how many shared values the authority's first own one would stand in the place of.
        """
        super().__init__(*args, **kwargs)
        self.parts = parts
        for name, example in parts.items():
            self.fields[f"part_{name}"] = part_field(name, example)
        if others:
            self.fields["keeps_others"] = forms.BooleanField(
                label=f"Keep the other {plural(others, 'value')} that {'hold' if others > 1 else 'holds'} now",
                help_text=KEEPS,
                initial=True,
                required=False,
            )
        self.order_fields(["code", "label", *(f"part_{name}" for name in parts), "valid_from", "source"])

    def clean(self) -> dict[str, Any]:
        """Gather the parts into the value's data."""
        cleaned = super().clean() or {}
        data = {}
        for name, example in self.parts.items():
            given = cleaned.pop(f"part_{name}", None)
            data[name] = self._read(name, given, example)
        return {**cleaned, "data": data}

    def _read(self, name: str, given: Any, example: Any) -> Any:
        if not isinstance(example, dict | list) or given is None:
            return given
        try:
            return json.loads(given)
        except ValueError:
            self.add_error(f"part_{name}", f"{title(name)} must be written like the value it follows")
            return None


class AddLawForm(AddValueForm):
    """A row of a table of the law from a date: what shipped stays as it is and ends where this one begins."""

    valid_to = GovDateField(
        label="First day on which it no longer holds", required=False, help_text="Leave this empty if it has no end."
    )
    reason = forms.CharField(
        label="What changes, and why",
        max_length=1000,
        widget=GovTextarea(rows=3),
        help_text="Legal and the procurement lead read this when they review the change.",
        error_messages={"required": "Enter what changes and why"},
    )

    def __init__(self, *args: Any, parts: dict[str, Any], needed: frozenset[str], **kwargs: Any) -> None:
        super().__init__(*args, parts={"citation": "", **parts, "unconfirmed": False, "note": None}, **kwargs)
        self.needed = needed | {"citation"}
        for name in self.parts:
            self.fields[f"part_{name}"].required = name in self.needed and self.fields[f"part_{name}"].required
        self.fields["code"] = forms.RegexField(
            r"^[\w.-]+$",
            label="Code",
            max_length=80,
            help_text="Keep the code of the row that this one follows. A new code begins a row of its own.",
            error_messages={
                "required": "Enter the code of the row",
                "invalid": "The code may have letters, digits, points and hyphens only",
            },
        )
        self.fields["source"].help_text = "The Act, regulations or proclamation, with its number and address."
        self.fields["part_citation"].label = "Section"
        self.fields["part_unconfirmed"].label = "Not confirmed: it rests on a draft, on practice or on inference"
        self.fields["part_note"].label = "What is not confirmed"
        names = [name for name in self.parts if name not in ("citation", "unconfirmed", "note")]
        parts_first = [f"part_{name}" for name in [*names, "citation"]]
        self.order_fields(
            [
                "code",
                "label",
                *parts_first,
                "valid_from",
                "valid_to",
                "source",
                "part_unconfirmed",
                "part_note",
                "reason",
            ]
        )

    def clean(self) -> dict[str, Any]:
        """Leave out what was not said."""
        cleaned = super().clean()
        data = cleaned["data"]
        for name in [name for name, part in data.items() if part in (None, "") or (name == "unconfirmed" and not part)]:
            del data[name]
        if cleaned.get("valid_to") and cleaned.get("valid_from") and cleaned["valid_to"] <= cleaned["valid_from"]:
            self.add_error("valid_to", "The first day on which it no longer holds must be after the first day")
        return cleaned


class TakeBackForm(forms.Form):
    """Why a value that has not begun is taken back."""

    reason = forms.CharField(
        label="Why is it taken back?",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Enter why the value is taken back"},
    )


class EndValueForm(forms.Form):
    """The first day without the value, and why."""

    valid_to = GovDateField(label="First day without this value")
    reason = forms.CharField(
        label="Why does it end?",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Enter why the value ends"},
    )


def part_field(name: str, example: Any) -> forms.Field:
    """Give the field for one part of a value, by the kind of its example."""
    said = {"required": f"Enter {title(name).lower()}", "invalid": f"{title(name)} must be a whole number"}
    if isinstance(example, bool):
        return forms.BooleanField(label=title(name), required=False)
    if isinstance(example, int):
        return forms.IntegerField(label=title(name), error_messages=said)
    if isinstance(example, dict | list):
        rows = forms.Textarea(attrs={"rows": 4})
        return forms.CharField(label=title(name), widget=rows, initial=json.dumps(example), error_messages=said)
    return forms.CharField(label=title(name), max_length=500, required=example is not None, error_messages=said)


def title(name: str) -> str:
    """Give a part's name as a label."""
    return spelt_out(name)
