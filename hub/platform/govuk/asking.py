"""Forms that are sent to be shown again: rows that are added and taken out, and words that find what to choose.

Each is a plain button of the form, so it works without script and by keyboard. The answer is the same form with
everything that was typed and no errors yet; nothing is saved.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.boundfield import BoundField
from django.forms.utils import ErrorDict

from hub.platform.govuk.forms import GovForm, speak_plainly
from hub.platform.words import plural

ROWS, ROW, FIND = "rows", "row", "find"
ADD, DROP = "add", "drop-"


@dataclass(frozen=True)
class Pick:
    """One thing that can be chosen: what is typed for it exactly, what it is called, and what the form makes of it."""

    value: str
    label: str
    thing: Any = None


Finder = Callable[[str], Sequence[Pick]]


class PickInput(forms.TextInput):
    """A box for a reference or words, a button that finds, and what was found to choose from."""

    template_name = "django/forms/widgets/pick.html"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"autocomplete": "off", **(attrs or {})})
        self.found: Sequence[Pick] | None = None
        self.chosen = ""

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> Any:
        typed, choice = data.get(name), data.get(f"{name}-choice")
        # Words that were changed after the search count for more than what had been chosen before.
        return choice if choice and typed == data.get(f"{name}-for") else typed

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        context["widget"] |= {"found": self.found, "chosen": self.chosen}
        if self.found is not None:
            context["widget"]["count"] = plural(len(self.found), "match", "matches")
        return context


class PickField(forms.CharField):
    """Something that is found by its reference or by words.

    Args:
        find: gives what some words find, best first; one whose `value` is exactly what was typed is taken at once.
        begin: what is chosen already, as a `Pick`.
        missing: the sentence for words that find nothing.
        nothing: what an empty box means.
    """

    def __init__(
        self, *, find: Finder, begin: Pick | None = None, missing: str = "", nothing: Any = None, **kwargs: Any
    ) -> None:
        super().__init__(widget=PickInput(), **kwargs)
        self.box: PickInput = self.widget  # type: ignore[assignment]
        self.find, self.begin, self.nothing = find, begin, nothing
        self.missing = missing or "Nothing has that reference or those words. Try other words"
        self.box.chosen = begin.label if begin else ""
        self.choices: list[tuple[str, str]] = [(begin.value, begin.label)] if begin else []

    def clean(self, value: Any) -> Any:
        """Give the thing that was chosen.

        Raises:
            ValidationError: nothing was found, or several things and none was chosen.
        """
        text = super().clean(value)
        if not text:
            self.box.chosen = ""
            return self.nothing
        picks = self.look_up(text)
        exact = next((pick for pick in picks if pick.value.casefold() == text.casefold()), None)
        if exact is not None:
            self.box.found, self.box.chosen = None, exact.label
            self.choices = [(exact.value, exact.label)]
            return exact.thing
        said = f"Choose one of those found for “{text}”" if picks else self.missing
        raise ValidationError(said, code="choose")

    def __deepcopy__(self, memo: dict[int, Any]) -> Any:
        """Copy with a box of its own, as Django copies a form's fields."""
        made = super().__deepcopy__(memo)  # type: ignore[misc]
        made.box = made.widget
        return made

    def look_up(self, text: str) -> Sequence[Pick]:
        """Find, and keep what was found for the page."""
        self.box.found = self.find(text) if text else []
        self.box.chosen = ""
        return self.box.found


class AskingForm(GovForm):
    """A form with fields to find things by; put its rows, if it has any, in with `RowsForm`."""

    # The page puts an unseen button first, so that Enter in a box saves instead of pressing "Find" or "Remove".
    asks = True

    @property
    def is_asking(self) -> bool:
        """Say whether the form was sent to be shown again and not to be saved."""
        return self.is_bound and FIND in self.data

    def again(self) -> AskingForm:
        """Give the form as it was sent, without errors, with what was asked for."""
        self._errors, self.cleaned_data = ErrorDict(), {}
        name = str(self.data.get(FIND, ""))
        field = self.fields.get(name)
        if isinstance(field, PickField):
            sent = field.box.value_from_datadict(self.data, self.files, self.add_prefix(name))
            text = str(sent or "").strip()
            if text:
                try:
                    field.clean(text)
                except ValidationError:
                    return self
        return self


@dataclass(frozen=True)
class RowOfForm:
    """One row on the page."""

    key: str
    legend: str
    fields: list[BoundField]


class RowsForm(AskingForm):
    """A form with rows of the same fields, such as suppliers; buttons add a row and take one out.

    A subclass names a row's fields in `row_fields`, and what is cleaned of a row in `clean_row`.
    """

    template_name = "govuk/rows_form.html"
    row_noun = "Row"
    most_rows = 30
    # The field after which the rows stand; first of all when it is empty.
    rows_after = ""

    def __init__(self, *args: Any, rows: Sequence[Mapping[str, Any]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.begun_with = list(rows)
        self.keys: list[str] = []
        if self.is_bound:
            self.take_shape(str(self.data.get(ROWS, "")), str(self.data.get(ROW, "")))
        else:
            self.take_shape(",".join(str(number) for number in range(max(1, len(self.begun_with)))))

    def take_shape(self, told: str, asked: str = "") -> None:
        """Make the fields of the rows.

        Args:
            told: the keys of the rows, as the page holds them: "0,1,4".
            asked: "add", or "drop-" and a key.
        """
        keys = [key for key in dict.fromkeys(told.split(",")) if key.isascii() and key.isdigit() and len(key) < 4]
        self.new_key = ""
        if asked == ADD and len(keys) < self.most_rows:
            self.new_key = str(max((int(key) for key in keys), default=-1) + 1)
            keys.append(self.new_key)
        elif asked.startswith(DROP):
            keys = [key for key in keys if key != asked.removeprefix(DROP)]
        self.keys = keys[: self.most_rows] or ["0"]
        for name in [name for name in self.fields if "~" in name]:
            del self.fields[name]
        for key in self.keys:
            for name, field in self.row_fields().items():
                self.fields[self.field_name(key, name)] = field
                speak_plainly(field, str(field.label))
            self.initial.update(self._begin(key))
        if self.new_key:
            self.fields[self.field_name(self.new_key, next(iter(self.row_fields())))].widget.attrs["autofocus"] = True

    def _begin(self, key: str) -> dict[str, Any]:
        known = self.begun_with[int(key)] if int(key) < len(self.begun_with) else {}
        return {self.field_name(key, name): value for name, value in known.items()}

    @staticmethod
    def field_name(key: str, name: str) -> str:
        """Give the name of a field of a row."""
        return f"{name}~{key}"

    def row_fields(self) -> dict[str, forms.Field]:
        """Give the fields of one row, made anew."""
        raise NotImplementedError

    @property
    def rows_told(self) -> str:
        """Give the keys of the rows for the page's hidden field."""
        return ",".join(self.keys)

    @property
    def may_add(self) -> bool:
        """Say whether one more row fits."""
        return len(self.keys) < self.most_rows

    @property
    def is_asking(self) -> bool:
        """Say whether the form was sent to be shown again and not to be saved."""
        return super().is_asking or (self.is_bound and ROW in self.data)

    @property
    def rows(self) -> list[RowOfForm]:
        """Give the rows with their fields."""
        names = list(self.row_fields())
        return [
            RowOfForm(key, f"{self.row_noun} {number}", [self[self.field_name(key, name)] for name in names])
            for number, key in enumerate(self.keys, start=1)
        ]

    @property
    def own_fields(self) -> tuple[list[BoundField], list[BoundField]]:
        """Give the fields that are in no row: those before the rows and those after them."""
        own = [field for field in self.visible_fields() if "~" not in field.name]
        place = next((n for n, field in enumerate(own, start=1) if field.name == self.rows_after), 0)
        return own[:place], own[place:]

    @property
    def own_hidden(self) -> list[BoundField]:
        """Give the unseen fields that are in no row."""
        return [field for field in self.hidden_fields() if "~" not in field.name]

    def row_values(self) -> list[dict[str, Any]]:
        """Give what was cleaned of each row in which something was typed, with its key."""
        names = list(self.row_fields())
        found = [
            {"key": key, **{name: self.cleaned_data.get(self.field_name(key, name)) for name in names}}
            for key in self.keys
        ]
        return [row for row in found if self.is_filled(row)]

    def is_filled(self, row: Mapping[str, Any]) -> bool:
        """Say whether somebody typed anything into a row."""
        return any(value not in (None, "") for name, value in row.items() if name != "key")
