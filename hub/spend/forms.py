"""Cleaning of what people choose and type about spend. Nothing is saved here."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from django import forms

from hub.contract.models import Contract
from hub.platform.govuk.acting import OffersPeople, PersonField, VersionedForm, reason_field
from hub.platform.govuk.forms import GovForm
from hub.platform.govuk.widgets import GovRadios, GovTextarea
from hub.platform.registers.importing.forms import MatchColumns
from hub.platform.tabular.limits import BROWSER, MEGABYTE
from hub.platform.tenancy.models import Authority
from hub.platform.words import list_of, lower_first
from hub.spend.models import Load
from hub.spend.reading import fields
from hub.spend.reading.layout import SUMS, Layout
from hub.spend.terms import Outcome
from hub.supplier.models import Supplier
from hub.supplier.selectors import named

LOAD, CHECK = "load", "check"
PERSON, ANOTHER, NEW, LATER, NONE = "person", "another", "new", "later", "none"
MOST_FILES = 60
# Fields that only cells of one sort can hold: the test of some cells, and what they are then.
TESTED: dict[str, tuple[Callable[[Sequence[str]], float], str]] = {
    **dict.fromkeys(fields.MONEY, (fields.are_sums, "sums of money")),
    fields.DATE: (fields.are_dates, "dates"),
}


class SeveralFiles(forms.ClearableFileInput):
    """A control that takes several files at once."""

    allow_multiple_selected = True


class FilesField(forms.FileField):
    """One file or several."""

    widget = SeveralFiles

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        """Give a list, each file cleaned as one is."""
        given = data if isinstance(data, list | tuple) else [data]
        return [super(FilesField, self).clean(one, initial) for one in given]


class LedgerForm(GovForm):
    """Ledger files, what they come from, and whether they are only checked."""

    ledgers = FilesField(
        label="Ledger files",
        help_text=f"CSV or XLSX with any column names. At most {BROWSER.file_bytes // MEGABYTE} MB each",
        error_messages={"required": "Choose the files that you want to load"},
    )
    source = forms.CharField(
        label="What they come from", max_length=120, required=False, help_text="For example, Purchase cards"
    )
    what = forms.ChoiceField(
        label="What should be done?",
        choices=[(LOAD, "Load them"), (CHECK, "Only check them and load nothing")],
        initial=LOAD,
        widget=GovRadios,
    )

    def __init__(self, *args: Any, places: Sequence[Authority], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.places = {str(one.pk): one for one in places}
        if len(places) > 1:
            choices = [(key, one.name) for key, one in self.places.items()]
            self.fields["authority"] = forms.ChoiceField(label="Authority", choices=choices)

    def clean_ledgers(self) -> list[Any]:
        """Refuse files that are larger, or more, than we take at once."""
        files = self.cleaned_data["ledgers"]
        if len(files) > MOST_FILES:
            raise forms.ValidationError(f"Choose at most {MOST_FILES} files at once")
        for file in files:
            if file.size > BROWSER.file_bytes:
                size = BROWSER.file_bytes // MEGABYTE
                raise forms.ValidationError(f"{file.name} is larger than {size} MB. Load it by the command instead")
        return files  # type: ignore[no-any-return]

    @property
    def authority(self) -> Authority:
        """Give the chosen authority, or the only one."""
        return self.places[self.cleaned_data.get("authority") or next(iter(self.places))]


class LedgerColumnsForm(MatchColumns):
    """What each column of a ledger holds; a column can only hold what its first rows look like."""

    def __init__(self, *args: Any, layout: Layout, may_show: Callable[[str, str], bool], **kwargs: Any) -> None:
        """Offer the columns that are in pounds, or in no currency at all.

        :param may_show: says of a column and a cell whether the cell may stand beside the heading as an example.
        """
        self.layout, self.may_show = layout, may_show
        guesses = [guess for guess in layout.mapping.guesses if guess.column not in layout.foreign]
        super().__init__(*args, guesses=guesses, fields=fields.FIELDS, chosen={}, **kwargs)

    def cells(self, column: str) -> list[str]:
        """Give what stands in the first rows of a column."""
        place = self.layout.headings.index(column)
        cells = [row[place].strip() for _, row in self.layout.sample if place < len(row)]
        return [cell for cell in cells if cell]

    def held(self, column: str) -> list[str]:
        """Give what of it the reader may see."""
        return [cell for cell in self.cells(column) if self.may_show(column, cell)]

    def missing_from(self, keys: set[str]) -> str:
        """Ask for a sum and for whom it was paid to."""
        if not keys & SUMS:
            names = [fields.LABELS[key] for key in (fields.NET, fields.GROSS, fields.AMOUNT, fields.DEBIT)]
            return f"Choose the column that holds what was paid: {list_of(names, last='or')}"
        return "" if fields.PAYEE in keys else "Choose the column that holds whom was paid: Supplier name"

    def clean(self) -> dict[str, Any]:
        """Refuse a column of words as sums, and one without dates as dates, with a cell that shows it."""
        given = super().clean()
        for index, guess in enumerate(self.guesses):
            key, cells = given.get(f"column-{index}"), self.cells(guess.column)
            if key not in TESTED or not cells:
                continue
            test, what = TESTED[key]
            wrong = [cell for cell in cells if not test([cell])]
            if len(wrong) * 2 > len(cells):
                shows = [cell for cell in wrong if self.may_show(guess.column, cell)]
                told = f", such as “{shows[0]}”" if shows else ""
                most = f"{len(wrong)} of its first {len(cells)} cells"
                label = lower_first(fields.LABELS[key])
                self.add_error(f"column-{index}", f"{most} are no {what}{told}, so it cannot hold the {label}")
        return given


class MatchForm(VersionedForm):
    """Which supplier a payee is: one of those that are likely, another by name or number, or one not known yet."""

    supplier = forms.ChoiceField(label="Which supplier is this?", widget=GovRadios)
    name = forms.CharField(
        label="Another supplier", max_length=300, required=False, help_text="Its name or company number on the register"
    )
    reason = forms.CharField(label="How you know", max_length=2000, required=False, widget=GovTextarea(rows=2))

    def __init__(self, *args: Any, likely: Sequence[tuple[Supplier, str]], new_name: str = "", **kwargs: Any) -> None:
        """Offer the likely ones.

        :param new_name: under which it may be put on the register; empty where the reader may not do that.
        """
        super().__init__(*args, **kwargs)
        self.likely = {str(supplier.pk): supplier for supplier, _ in likely}
        chooser: Any = self.fields["supplier"]
        chooser.choices = [
            *((str(supplier.pk), f"{supplier.name}. {why}") for supplier, why in likely),
            (ANOTHER, "Another supplier, named below"),
            *([(NEW, f"Not on the register yet: add “{new_name}” as a supplier")] if new_name else []),
            *self.more(),
        ]
        chooser.initial = next(iter(self.likely), ANOTHER)

    def more(self) -> list[tuple[str, str]]:
        """Give further choices."""
        return []

    def clean(self) -> dict[str, Any]:
        """Turn the choice into a supplier."""
        given = super().clean() or {}
        choice = given.get("supplier")
        if choice in self.likely:
            given["supplier"] = self.likely[choice]
        elif choice == ANOTHER:
            found = named(given.get("name") or "")
            if len(found) == 1:
                given["supplier"] = found[0]
            else:
                several = "More than one supplier has this name. Enter its company number"
                none = "No supplier on the register has this name or number"
                unnamed = "Enter the name or the company number of the supplier"
                self.add_error("name", (several if found else none) if given.get("name") else unnamed)
        return given


class QueueForm(MatchForm):
    """The same in the queue, where a payee may also be a person or be left for later."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["supplier"].widget.attrs["autofocus"] = True

    def more(self) -> list[tuple[str, str]]:
        """Add what else can be said of a payee of the queue."""
        return [(PERSON, "A person, whose name only finance may see"), (LATER, "Not known yet: show me the next")]


class CorrectForm(VersionedForm):
    """Which earlier file this one takes the place of."""

    other = forms.ChoiceField(label="Whose place does it take?", widget=GovRadios)
    reason = reason_field("How you know")

    def __init__(self, *args: Any, earlier: Sequence[Load], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.earlier = {str(one.pk): one for one in earlier}
        chooser: Any = self.fields["other"]
        chooser.choices = [(key, f"{one.file_name} (load {key})") for key, one in self.earlier.items()]
        chooser.initial = next(iter(self.earlier), None)

    def clean_other(self) -> Load:
        """Give the load."""
        return self.earlier[self.cleaned_data["other"]]


class LineContractForm(VersionedForm):
    """Which contract a line belongs to: one of its supplier's, another by its reference, or none."""

    contract = forms.ChoiceField(label="Which contract does this line belong to?", widget=GovRadios)
    named = forms.CharField(
        label="Another contract", max_length=120, required=False, help_text="Its reference, such as CON-2026-0001"
    )
    reason = reason_field("How you know")

    def __init__(
        self, *args: Any, likely: Sequence[Contract], find: Callable[[str], Contract | None], **kwargs: Any
    ) -> None:
        """Offer some contracts.

        :param find: gives a contract of the line's authority by its reference, or None.
        """
        super().__init__(*args, **kwargs)
        self.likely, self.find = {str(one.pk): one for one in likely}, find
        chooser: Any = self.fields["contract"]
        chooser.choices = [
            *((key, f"{one.reference}. {one.title}") for key, one in self.likely.items()),
            (ANOTHER, "Another contract, named below"),
            (NONE, "No contract"),
        ]
        chooser.initial = next(iter(self.likely), ANOTHER)
        chooser.widget.attrs["autofocus"] = True

    def clean(self) -> dict[str, Any]:
        """Turn the choice into a contract, or None."""
        given = super().clean() or {}
        choice = given.get("contract")
        if choice == ANOTHER:
            given["contract"] = self.find((given.get("named") or "").strip())
            if given["contract"] is None:
                self.add_error("named", "No contract of this authority has this reference")
        else:
            given["contract"] = self.likely.get(str(choice))
        return given


class PersonForm(VersionedForm):
    """Whether a payee is a person."""

    is_person = forms.TypedChoiceField(
        label="Who is it?",
        choices=[("yes", "A person: the name is for finance only and never published"), ("no", "An organisation")],
        coerce=lambda value: value == "yes",
        widget=GovRadios,
    )
    reason = forms.CharField(label="How you know", max_length=2000, required=False, widget=GovTextarea(rows=2))


class WhyForm(GovForm):
    """How somebody knows what several payees are."""

    reason = forms.CharField(label="How you know", max_length=2000, required=False, widget=GovTextarea(rows=2))


class SettleForm(OffersPeople, VersionedForm):
    """What will be done about spending without a contract, and who sees to it."""

    outcome = forms.TypedChoiceField(
        label="What will be done?", choices=Outcome.choices(), coerce=Outcome, widget=GovRadios
    )
    owner = PersonField(label="Who sees to it")
    reason = forms.CharField(label="Why", max_length=2000, required=False, widget=GovTextarea(rows=2))
