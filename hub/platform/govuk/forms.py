"""Forms whose errors say what to do, in the words of their labels."""

from typing import Any

from django import forms
from django.db import models

from hub.platform.govuk.fields import GovDateField
from hub.platform.govuk.widgets import GovCheckboxes, GovRadios, GovTextarea
from hub.platform.words import lower_first

_CHOOSERS = (forms.Select, forms.RadioSelect, forms.CheckboxSelectMultiple, forms.SelectMultiple)


class PlainErrors:
    """Put sentences in place of Django's "This field is required." wherever a form gave none of its own."""

    fields: dict[str, forms.Field]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            speak_plainly(field, str(field.label or name.replace("_", " ").capitalize()))


class GovForm(PlainErrors, forms.Form):
    """A form whose errors say what to do."""


class GovModelForm(PlainErrors, forms.ModelForm):
    """A form for a model's fields; in `Meta`, `formfield_callback = gov_formfield` gives dates three boxes."""


def speak_plainly(field: forms.Field, label: str) -> None:
    """Replace the standard messages of a field by sentences with its label; its own messages stay."""
    inside = lower_first(label)
    said = {
        "required": f"{_ask(field)} {inside}",
        "invalid": f"{label} must be {_kind(field)}",
        "invalid_choice": f"Select {inside} from the list",
        "invalid_list": f"Select {inside} from the list",
        "empty": "The selected file is empty. Choose another one",
        "missing": f"Choose a file for {inside}",
    }
    if isinstance(field, GovDateField):
        return
    standard = _standard_messages(type(field))
    for code, message in said.items():
        if code in field.error_messages and str(field.error_messages[code]) == str(standard.get(code)):
            field.error_messages[code] = message
    for code, message in _limits(field, label).items():
        field.error_messages.setdefault(code, message)
        for validator in field.validators:
            if getattr(validator, "code", "") == code:
                validator.message = field.error_messages[code]  # type: ignore[attr-defined]


def gov_formfield(field: models.Field, **kwargs: Any) -> forms.Field | None:
    """Choose the form field for a model's field: dates in three boxes, long text counted, few choices as radios."""
    if isinstance(field, models.DateField) and not isinstance(field, models.DateTimeField):
        kwargs = {k: v for k, v in kwargs.items() if k != "widget"}
        return field.formfield(form_class=GovDateField, **kwargs)
    if isinstance(field, models.TextField) and "widget" not in kwargs and not field.choices:
        kwargs["widget"] = GovTextarea(characters=field.max_length)
    return field.formfield(**kwargs)


def radios(field: forms.ChoiceField, *, hints: dict[str, str] | None = None, inline: bool = False) -> None:
    """Show a choice field as radio buttons; a multiple choice field as tick boxes."""
    chooser = GovCheckboxes if isinstance(field, forms.MultipleChoiceField) else GovRadios
    field.widget = chooser(choices=field.choices, hints=hints, inline=inline)


def _ask(field: forms.Field) -> str:
    if isinstance(field, forms.FileField):
        return "Choose a file for"
    if isinstance(field, forms.BooleanField):
        return "Confirm that"
    return "Select" if isinstance(field.widget, _CHOOSERS) else "Enter"


def _kind(field: forms.Field) -> str:
    if isinstance(field, forms.EmailField):
        return "an e-mail address, like name@example.com"
    if isinstance(field, forms.URLField):
        return "a web address, like https://example.com"
    if isinstance(field, forms.IntegerField) and not isinstance(field, forms.DecimalField | forms.FloatField):
        return "a whole number, like 12"
    if isinstance(field, forms.IntegerField):
        return "a number, like 1500"
    return "written another way"


def _limits(field: forms.Field, label: str) -> dict[str, str]:
    """Write the sentences for limits; the numbers are put in by the validator that holds them."""
    return {
        "max_length": f"{label} must be %(limit_value)d characters or fewer",
        "min_length": f"{label} must be %(limit_value)d characters or more",
        "max_value": f"{label} must be %(limit_value)s or less",
        "min_value": f"{label} must be %(limit_value)s or more",
        "max_digits": f"{label} must have %(max)s digits or fewer",
        "max_decimal_places": f"{label} must have %(max)s decimal places or fewer",
    }


def _standard_messages(kind: type) -> dict[str, Any]:
    """Collect the messages Django gives a field of this class."""
    found: dict[str, Any] = {}
    for ancestor in reversed(kind.__mro__):
        found |= getattr(ancestor, "default_error_messages", {})
    return found
