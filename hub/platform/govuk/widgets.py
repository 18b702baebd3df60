"""Controls of forms that need more than Django's own: units, counts, hints under options, dates in three parts."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms

DATE_PARTS = ("day", "month", "year")


@dataclass(frozen=True)
class DateParts:
    """A date as somebody typed it, right or wrong."""

    day: str = ""
    month: str = ""
    year: str = ""

    @classmethod
    def from_text(cls, text: str) -> "DateParts":
        """Take apart "2026-12-04" or "4/12/2026"; other words are kept as a wrong day, to be refused by name."""
        typed = text.strip()
        day, month, year = (typed.replace(".", "/").split("/") + [""] * 3)[:3]
        if typed.count("-") == 2:
            year, month, day = typed.split("-")
        elif not year:
            return cls(day=typed, month="?", year="0000") if typed else cls()
        return cls(day.lstrip("0"), month.lstrip("0"), year)

    @property
    def is_empty(self) -> bool:
        """Say whether nothing was typed."""
        return not (self.day or self.month or self.year)


class GovTextInput(forms.TextInput):
    """A line of text with a unit before or after it.

    Args:
        prefix: such as "£".
        suffix: such as "%" or "a month".
        width: letters that fit: 2, 3, 4, 5, 10, 20 or 30.
        numeric: bring up the number pad of a phone.
    """

    def __init__(
        self,
        attrs: dict[str, Any] | None = None,
        *,
        prefix: str = "",
        suffix: str = "",
        width: int | None = None,
        numeric: bool = False,
    ) -> None:
        attrs = dict(attrs or {})
        if width:
            attrs["class"] = f"{attrs.get('class', '')} govuk-input--width-{width}".strip()
        if numeric:
            attrs |= {"inputmode": "decimal", "spellcheck": "false"}
        super().__init__(attrs)
        self.prefix, self.suffix = prefix, suffix

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        context["widget"] |= {"prefix": self.prefix, "suffix": self.suffix}
        return context


class MoneyInput(GovTextInput):
    """The box of an amount of pounds; `MoneyField` reads what is typed into it."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, prefix="£", width=10, numeric=True)


class PercentInput(GovTextInput):
    """A percentage; takes "12.4%" as well as "12.4"."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, suffix="%", width=5, numeric=True)

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> Any:
        typed = super().value_from_datadict(data, files, name)
        return "".join(typed.replace("%", "").split()) if isinstance(typed, str) else typed


class GovTextarea(forms.Textarea):
    """Several lines of text; with a limit it counts what is left.

    Args:
        rows: height in lines.
        characters: the most letters that are taken.
        words: the most words that are taken, instead of letters.
    """

    def __init__(
        self,
        attrs: dict[str, Any] | None = None,
        *,
        rows: int = 5,
        characters: int | None = None,
        words: int | None = None,
    ) -> None:
        super().__init__({"rows": rows, **(attrs or {})})
        self.attrs.pop("cols", None)
        self.characters, self.words = characters, words

    @property
    def counts(self) -> bool:
        """Say whether there is a limit to count down from."""
        return bool(self.characters or self.words)

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        context["widget"] |= {"characters": self.characters, "words": self.words, "counts": self.counts}
        return context


class _Choices(forms.RadioSelect):
    """Options with hints under them."""

    def __init__(
        self,
        attrs: dict[str, Any] | None = None,
        choices: Any = (),
        *,
        hints: Mapping[str, str] | None = None,
        inline: bool = False,
        small: bool = False,
    ) -> None:
        super().__init__(attrs, choices)
        self.hints = {str(value): hint for value, hint in (hints or {}).items()}
        self.inline, self.small = inline, small

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        context["widget"] |= {"inline": self.inline, "small": self.small}
        return context

    def create_option(self, name: str, value: Any, *rest: Any, **named: Any) -> dict[str, Any]:
        option = super().create_option(name, value, *rest, **named)
        option["hint"] = self.hints.get(str(value), "")
        return option


class GovRadios(_Choices):
    """One choice of a few, each with a hint if it needs one.

    Args:
        hints: value of an option and the hint under it.
        inline: side by side, for two short options.
        small: for dense pages.
    """


class GovCheckboxes(_Choices, forms.CheckboxSelectMultiple):
    """Any number of choices, each with a hint if it needs one."""


class GovDateInput(forms.Widget):
    """A date in three boxes: day, month, year."""

    template_name = "django/forms/widgets/gov_date.html"
    use_fieldset = True

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        parts = _typed(value)
        base = context["widget"]["attrs"].get("id", "")
        wrong = context["widget"]["attrs"].get("data-wrong", "").split()
        context["widget"]["parts"] = [
            {
                "name": f"{name}-{part}",
                "id": f"{base}-{part}" if base else "",
                "label": part.capitalize(),
                "value": getattr(parts, part),
                "width": 4 if part == "year" else 2,
                "wrong": part in wrong,
            }
            for part in DATE_PARTS
        ]
        return context

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> DateParts:
        if data.get(name):
            return DateParts.from_text(str(data[name]))
        return DateParts(**{part: str(data.get(f"{name}-{part}", "")).strip() for part in DATE_PARTS})

    def value_omitted_from_data(self, data: Mapping[str, Any], files: Any, name: str) -> bool:
        return name not in data and not any(f"{name}-{part}" in data for part in DATE_PARTS)

    def id_for_label(self, id_: str, index: str | None = None) -> str:
        """Give no id: the legend names the group, and each box has a label of its own."""
        return ""


def _typed(value: Any) -> DateParts:
    """Show a date as its three parts, and what was typed as it was typed."""
    if isinstance(value, DateParts):
        return value
    if isinstance(value, date):
        return DateParts(str(value.day), str(value.month), str(value.year))
    return DateParts.from_text(str(value)) if value else DateParts()
