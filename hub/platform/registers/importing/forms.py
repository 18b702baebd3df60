"""Cleaning of what people choose while they load a list. Nothing is saved here."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django import forms

from hub.platform.govuk.forms import GovForm
from hub.platform.govuk.widgets import GovRadios
from hub.platform.registers.importing.loader import Head, Loader
from hub.platform.tabular.headings import Field, Guess
from hub.platform.tabular.limits import BROWSER, MEGABYTE
from hub.platform.tabular.results import shown
from hub.platform.tenancy.models import Authority

GOOD, NOTHING = "good", "nothing"
EXAMPLES = 3


class UploadForm(GovForm):
    """A file, and the authority when there is a choice."""

    # An empty one is refused below, by its name.
    file = forms.FileField(label="File", allow_empty_file=True)

    def __init__(self, *args: Any, loader: Loader, places: Sequence[Authority], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["file"]
        field.widget.attrs["accept"] = loader.accepts
        field.help_text = f"{loader.formats}. At most {BROWSER.file_bytes // MEGABYTE} MB"
        field.error_messages["required"] = "Choose the file that you want to load"
        if len(places) > 1:
            choices = [(str(one.pk), one.name) for one in places]
            self.fields["authority"] = forms.ChoiceField(
                label="Authority", choices=choices, help_text=f"Whose {loader.noun[1]} these are"
            )
        self.places = {str(one.pk): one for one in places}

    def clean_file(self) -> Any:
        """Refuse a file in which there is nothing, and one that is larger than we read."""
        file = self.cleaned_data["file"]
        name = shown(file.name)
        if not file.size:
            raise forms.ValidationError(f"“{name}” is empty. Choose the file again, or export it again.")
        if file.size > BROWSER.file_bytes:
            size = BROWSER.file_bytes // MEGABYTE
            raise forms.ValidationError(f"“{name}” is larger than {size} MB. Split it into smaller files.")
        return file

    @property
    def authority(self) -> Authority:
        """Give the chosen authority, or the only one."""
        key = self.cleaned_data.get("authority") or next(iter(self.places))
        return self.places[key]


class MatchColumns(GovForm):
    """What each column of a file holds: one control for each heading, in the order of the file."""

    def __init__(
        self, *args: Any, guesses: Sequence[Guess], fields: Sequence[Field], chosen: Mapping[str, str], **kwargs: Any
    ) -> None:
        """Offer every field for every column.

        :param guesses: each column with what it is taken for.
        :param chosen: heading → field, where somebody said it before.
        """
        super().__init__(*args, **kwargs)
        self.guesses, self.known = guesses, fields
        choices = [("", "Leave this column out"), *((field.key, field.label) for field in fields)]
        for index, guess in enumerate(guesses):
            self.fields[f"column-{index}"] = forms.ChoiceField(
                label=shown(guess.column),
                choices=choices,
                required=False,
                initial=chosen.get(guess.column, guess.field),
                help_text=examples(self.held(guess.column)),
            )

    def held(self, column: str) -> Iterable[str]:
        """Give what stands in the first rows of a column, to be shown beside its heading."""
        raise NotImplementedError

    def missing_from(self, keys: set[str]) -> str:
        """Say which field has no column although it must have one; empty when all is there."""
        raise NotImplementedError

    def clean(self) -> dict[str, Any]:
        """Take each field from one column only, and ask for the field that must be there."""
        given = super().clean() or {}
        counts = Counter(value for value in given.values() if value)
        labels = {field.key: field.label for field in self.known}
        for name, value in list(given.items()):
            if value and counts[value] > 1:
                self.add_error(name, f"{labels[value]} is chosen for {counts[value]} columns. Choose one of them")
        if not self.errors and self.missing_from(set(counts)):
            self.add_error(None, self.missing_from(set(counts)))
        return given

    @property
    def choices(self) -> dict[str, str]:
        """Give the field of each heading."""
        return {guess.column: self.cleaned_data[f"column-{index}"] for index, guess in enumerate(self.guesses)}


class ColumnsForm(MatchColumns):
    """What each column of a list holds."""

    def __init__(self, *args: Any, loader: Loader, head: Head, chosen: dict[str, str], **kwargs: Any) -> None:
        self.loader, self.head = loader, head
        super().__init__(*args, guesses=head.guesses, fields=loader.fields, chosen=chosen, **kwargs)

    def held(self, column: str) -> Iterable[str]:
        """Give the first cells of a column."""
        return (row.cells.get(column, "") for row in self.head.sample)

    def missing_from(self, keys: set[str]) -> str:
        """Ask the register's loader."""
        return self.loader.missing_from(keys)


class LoadForm(GovForm):
    """What to do with a list of which some rows are faulty."""

    rows = forms.ChoiceField(label="What should be loaded?", widget=GovRadios)

    def __init__(self, *args: Any, good: str, left: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [
            (GOOD, f"Load {good} and leave {left} out"),
            (NOTHING, "Load nothing. I will mend the file first"),
        ]
        field: Any = self.fields["rows"]
        field.choices = choices
        field.error_messages["required"] = "Select whether the good rows are loaded without the others"


def examples(cells: Iterable[str]) -> str:
    """Give the first different values of a column."""
    found = dict.fromkeys(shown(cell) for cell in cells if cell.strip())
    some = [text if len(text) <= 60 else f"{text[:59]}…" for text in list(found)[:EXAMPLES]]
    return f"For example: {'; '.join(some)}" if some else "This column is empty"
