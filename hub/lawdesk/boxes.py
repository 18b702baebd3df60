"""The box for each sort of fact, with messages that say what to type."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from hub.lawdesk.desk import hint_of
from hub.lawdesk.shapes import Part
from hub.lawdesk.telling import label_of
from hub.platform.govuk.fields import GovDateField
from hub.platform.govuk.money import MoneyField, typed_amount
from hub.platform.govuk.widgets import GovCheckboxes, GovRadios, GovTextInput
from hub.platform.tabular.results import BadValue

# "-" is the word of no enumeration, so it can stand for nothing at all.
YES, NO, NOTHING = "yes", "no", "-"
MOST_RADIOS = 10
LONGEST_TEXT = 400
EMPTY_IS_NOTHING = "Leave this empty if there is none."


class AmountField(MoneyField):
    """Pounds; an error says what was typed and leaves the question to the label."""

    def to_python(self, value: object) -> Decimal | None:  # type: ignore[override]
        """Turn what was typed into pounds.

        :raises ValidationError: when it is no amount of pounds, or could mean two.
        """
        if not isinstance(value, str) or not value.strip():
            return None if isinstance(value, str) else super().to_python(value)
        try:
            return typed_amount(value)
        except BadValue as fault:
            raise ValidationError(fault.reason.replace("the cell", "the box"), code="invalid") from fault


def box_for(part: Part, *, required: bool) -> forms.Field:
    """Give the box for a fact.

    :param required: whether it must be filled in.
    """
    if part.is_many:
        return _many(part)
    made = BOXES[part.sort](part, required)
    made.label, made.help_text = label_of(part.name, part.ask), _hint(part)
    made.says_optional = part.may_be_left  # type: ignore[attr-defined]
    return made


def json_of(part: Part, value: Any) -> Any:
    """Give what was cleaned as JSON has it."""
    if part.is_many:
        return [json_of_one(part, one) for one in value or ()]
    return json_of_one(part, value)


def json_of_one(part: Part, value: Any) -> Any:
    """Give one cleaned value as JSON has it."""
    if value in (None, "", NOTHING):
        return None
    if part.sort == "yes_no":
        return value == YES
    if part.sort == "date":
        return value.isoformat()
    if part.sort in {"money", "number"}:
        # "207720" and not "207720.00": the address and the document say what was typed.
        return format(value.quantize(Decimal(1)) if value == value.to_integral_value() else value, "f")
    return int(value) if part.sort == "count" else str(value)


def address_of(part: Part, value: Any) -> str:
    """Give a JSON value as an address has it, so that the form reads it back."""
    if value is None:
        return NOTHING if part.sort in {"yes_no", "term"} else ""
    if isinstance(value, bool):
        return YES if value else NO
    return str(value)


def _hint(part: Part) -> str:
    hint = hint_of(part.ask)
    empties = part.sort not in {"yes_no", "term"} and part.may_be_null
    return hint if not empties or "empty" in hint else f"{hint} {EMPTY_IS_NOTHING}".strip()


def _date(part: Part, required: bool) -> forms.Field:
    label = label_of(part.name, part.ask).replace("{", "(").replace("}", ")")
    return GovDateField(
        required=required,
        error_messages={
            "required": f"Enter a date to answer “{label}”",
            "missing": f"The date for “{label}” must include {{missing}}",
            "not_real": f"The date for “{label}” must be a real date: {{why}}",
            "year": f"The year for “{label}” must have 4 numbers, like 2026",
        },
    )


def _money(part: Part, required: bool) -> forms.Field:
    said = _said(part, "Enter an amount of pounds")
    said["max_digits"] = said["max_whole_digits"] = "This is more than a contract can be worth. Check the amount"
    return AmountField(required=required, error_messages=said)


def _number(part: Part, required: bool) -> forms.Field:
    said = {**_said(part, "Enter a fraction of 1, like 0.25,"), "invalid": "Write a fraction of 1, like 0.25"}
    return forms.DecimalField(
        required=required, max_digits=12, widget=GovTextInput(width=5, numeric=True), error_messages=said
    )


def _count(part: Part, required: bool) -> forms.Field:
    said = {
        **_said(part, "Enter a whole number"),
        "invalid": "Write a whole number, like 12",
        "max_value": "This number is too large. Check it",
        "min_value": "This number is too small. Check it",
    }
    return forms.IntegerField(
        required=required,
        min_value=-1_000_000_000,
        max_value=1_000_000_000,
        widget=GovTextInput(width=5, numeric=True),
        error_messages=said,
    )


def _yes_no(part: Part, required: bool) -> forms.Field:
    choices = [(YES, "Yes"), (NO, "No")]
    if part.may_be_null:
        choices.append((NOTHING, "Not known, or does not apply"))
    return _choice(part, choices, required, inline=not part.may_be_null)


def _term(part: Part, required: bool) -> forms.Field:
    choices = list(part.choices)
    if part.may_be_null:
        choices.append((NOTHING, "None of these"))
    return _choice(part, choices, required)


def _choice(part: Part, choices: list[tuple[str, str]], required: bool, *, inline: bool = False) -> forms.Field:
    said = {**_said(part, "Select an answer"), "invalid_choice": "Select one of the answers: %(value)s is none of them"}
    if len(choices) > MOST_RADIOS:
        chooser: Any = forms.Select(choices=[("", "Choose one"), *choices])
        return forms.ChoiceField(
            choices=[("", "Choose one"), *choices], required=required, widget=chooser, error_messages=said
        )
    return forms.ChoiceField(choices=choices, required=required, widget=GovRadios(inline=inline), error_messages=said)


def _text(part: Part, required: bool) -> forms.Field:
    said = {**_said(part, "Enter an answer"), "max_length": f"Write {LONGEST_TEXT} characters or fewer"}
    return forms.CharField(required=required, max_length=LONGEST_TEXT, error_messages=said)


def _many(part: Part) -> forms.Field:
    """Give the box for several values: tick boxes for terms, else a line for each."""
    label, hint = label_of(part.name, part.ask), hint_of(part.ask)
    if part.sort == "term":
        made: forms.Field = forms.MultipleChoiceField(
            choices=part.choices,
            required=False,
            widget=GovCheckboxes(),
            error_messages={"invalid_choice": "Select answers from the list: %(value)s is none of them"},
        )
    else:
        made = LinesField(part=part, required=False)
        hint = f"{hint} Write each on a line of its own.".strip()
    made.label, made.help_text = label, hint
    made.says_optional = part.may_be_left  # type: ignore[attr-defined]
    return made


class LinesField(forms.CharField):
    """Several values, one a line."""

    def __init__(self, *, part: Part, **kwargs: Any) -> None:
        super().__init__(widget=forms.Textarea(attrs={"rows": 4}), **kwargs)
        self.one = BOXES[part.sort](part, False)
        self.part = part

    def clean(self, value: Any) -> Any:
        """Clean each line.

        :raises ValidationError: naming the line that cannot be read.
        """
        found = []
        for number, line in enumerate(filter(None, (each.strip() for each in str(value or "").splitlines())), start=1):
            try:
                found.append(self.one.clean(_typed(self.part, line)))
            except ValidationError as fault:
                raise ValidationError(f"Line {number}: {' '.join(fault.messages)}", code="line") from fault
        return found


def _typed(part: Part, line: str) -> Any:
    return line.casefold() if part.sort in {"yes_no", "term"} else line


def _said(part: Part, words: str) -> dict[str, str]:
    return {"required": f"{words} to answer “{label_of(part.name, part.ask)}”"}


BOXES: dict[str, Callable[[Part, bool], forms.Field]] = {
    "date": _date,
    "money": _money,
    "number": _number,
    "count": _count,
    "yes_no": _yes_no,
    "term": _term,
    "text": _text,
}
