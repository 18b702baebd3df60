"""What somebody types of a timetable."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.http import QueryDict

from hub.law.planning.terms import MOST_DAYS, StepName
from hub.platform.govuk.acting import reason_field
from hub.platform.govuk.asking import RowsForm
from hub.platform.govuk.fields import GovDateField
from hub.platform.govuk.widgets import GovCheckboxes, GovTextInput
from hub.procurement.rules import RowKind, TypedDay, TypedPlan

LENGTHS = (
    ("preparation_days", "Documents and sign-off", "days"),
    ("selection_days", "Selection of suppliers, where there is one", "days"),
    ("participation_days", "Suppliers can ask to take part, where there are stages", "days"),
    ("tendering_days", "Tenders are open", "days"),
    ("quiet_days", "No more questions before the deadline", "days"),
    ("evaluation_days", "Evaluation", "days"),
    ("call_in_working_days", "Call-in of a decision", "working days"),
    ("mobilisation_days", "From signature to start", "days"),
)
# The law has a least length of these.
LEAST = ("participation_days", "tendering_days")
# What lengthens or shortens the least periods, and what ticking it says of a plan.
PERIODS = {
    "urgent": ("A state of urgency makes the usual periods impractical", True),
    "electronic": ("Tenders cannot be submitted electronically", False),
    "documents_with_notice": ("Some tender documents come later than the tender notice", False),
    "preselected_only": ("Only pre-selected suppliers may tender", True),
    "negotiated": ("The period for tenders is agreed with these suppliers", True),
}
DECIDED = (("approval_body", "Who approves it to compete"), ("award_body", "Who decides the award"))
STEPS = [("", "Choose a step"), *StepName.choices()]
# What the drawing sends of a step that was moved by hand: "evaluation 2027-02-01", and perhaps its first day after it.
MOVE = "_move"


def _length(label: str, unit: str, required: bool) -> forms.IntegerField:
    return forms.IntegerField(
        label=label, min_value=0, max_value=MOST_DAYS, required=required,
        widget=GovTextInput(suffix=unit, width=4, numeric=True),
    )  # fmt: skip


def ticked(typed: TypedPlan) -> list[str]:
    """Give what is ticked of a plan among what changes the least periods."""
    return [name for name, (_, means) in PERIODS.items() if getattr(typed, name) is means]


def _read_move(told: str) -> tuple[str, list[date]]:
    """Read a step with its last day, and its first day if that moved too; no days where it cannot be read."""
    step, *days = told.split() or [""]
    try:
        return StepName(step).value, [date.fromisoformat(day) for day in days[:2]]
    except ValueError:
        return "", []


def _is_of(data: QueryDict, key: str, step: str) -> bool:
    return data.get(f"step~{key}") == step and data.get(f"sort~{key}") in {"", None, RowKind.PLANNED.value}


class PlanForm(RowsForm):
    """Dates, lengths, and the days of single steps and meetings."""

    row_noun = "Day"
    most_rows = 40
    rows_after = "mobilisation_days"

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    start_on = GovDateField(label="Work can begin on")
    needed_by = GovDateField(label="Needed from", required=False)
    key_decision = forms.BooleanField(
        label="It is a key decision", required=False, help_text="It is then announced 28 clear days before it is made"
    )
    planned_notice_on = GovDateField(
        label="Planned procurement notice on", required=False,
        help_text="Shortens an open procedure if it is published 40 days to 12 months before",
    )  # fmt: skip
    voluntary_standstill = forms.BooleanField(label="State a standstill where the law asks for none", required=False)
    periods = forms.MultipleChoiceField(
        label="What changes the least periods", required=False,
        choices=[(name, label) for name, (label, _) in PERIODS.items()],
        widget=GovCheckboxes(choices=[(name, label) for name, (label, _) in PERIODS.items()]),
        help_text="Section 54 of the Act. Leave it empty for the usual ones",
    )  # fmt: skip

    def __init__(self, *args: Any, bodies: Any = (), **kwargs: Any) -> None:
        """Offer the bodies that can decide.

        :param bodies: with code and name; without any, an officer decides or meetings are typed.
        """
        super().__init__(*args, **kwargs)
        deciders = [("", "An officer, or a meeting that is typed below"), *((one.code, one.name) for one in bodies)]
        for name, label in DECIDED:
            self.fields[name] = forms.ChoiceField(label=label, choices=deciders, required=False)
        for name, label, unit in LENGTHS:
            self.fields[name] = _length(label, unit, required=name not in LEAST)
        for name in LEAST:
            self.fields[name].help_text = "Leave empty for the legal minimum"
        self.fields["reason"] = reason_field("If it misses the need date: why it is kept all the same", required=False)
        deciding = tuple(name for name, _ in DECIDED)
        first = ("start_on", "needed_by", "key_decision", *deciding, *(name for name, _, _ in LENGTHS))
        self.order_fields([*first, "planned_notice_on", "periods", "voluntary_standstill", "reason"])

    @classmethod
    def moved(cls, data: QueryDict) -> QueryDict:
        """Type the day to which a step was moved into its row, or into a new one; what cannot be read is left alone."""
        step, days = _read_move(data.get(MOVE, ""))
        changed = data.copy()
        if not days:
            return changed
        keys = [key for key in data.get("rows", "").split(",") if key]
        key = next((key for key in keys if _is_of(data, key, step)), "")
        key = key or next((key for key in keys if not data.get(f"step~{key}")), "")
        if not key:
            key = str(max((int(one) for one in keys if one.isdigit()), default=-1) + 1)
            changed["rows"] = ",".join([*keys, key])
        changed[f"step~{key}"], changed[f"sort~{key}"] = step, RowKind.PLANNED.value
        for name, day in zip(("on", "other_on"), days, strict=False):
            changed[f"{name}~{key}"] = day.isoformat()
        return changed

    def row_fields(self) -> dict[str, forms.Field]:
        """Give the fields of one day."""
        return {
            "step": forms.ChoiceField(label="Step", choices=STEPS, required=False),
            "sort": forms.ChoiceField(label="What this day is", choices=RowKind.choices(), required=False),
            "on": GovDateField(label="Last day of the step, or day of the meeting", required=False),
            "other_on": GovDateField(
                label="First day of the step, or when papers are due", required=False,
                help_text="Leave empty for as early as possible",
            ),
        }  # fmt: skip

    def is_filled(self, row: Any) -> bool:
        """Say whether a row says anything; what a day is has a first choice."""
        return any(row[name] not in (None, "") for name in ("step", "on", "other_on"))

    def clean(self) -> dict[str, Any]:
        """Give the days; a row has a step and a day."""
        cleaned = super().clean() or self.cleaned_data
        self.day_keys: list[str] = []
        days = []
        for row in self.row_values():
            if not row["step"]:
                self._ask(row["key"], "step", "Select the step")
            if row["on"] is None:
                self._ask(row["key"], "on", "Enter the day")
            if row["step"] and row["on"]:
                self.day_keys.append(row["key"])
                days.append(TypedDay(row["step"], row["on"], row["sort"] or RowKind.PLANNED, row["other_on"]))
        return {**cleaned, "days": tuple(days)}

    def _ask(self, key: str, name: str, sentence: str) -> None:
        field = self.field_name(key, name)
        if field not in self.errors:
            self.add_error(field, sentence)

    def typed(self, closed: Any) -> TypedPlan:
        """Give what was typed.

        :param closed: the spans in which the authority decides nothing.
        """
        names = ("start_on", "needed_by", "key_decision", "planned_notice_on", "voluntary_standstill", "days",
                 *(name for name, _ in DECIDED))  # fmt: skip
        told = {name: self.cleaned_data[name] for name in (*names, *(name for name, _, _ in LENGTHS))}
        told |= {name: (name in self.cleaned_data["periods"]) is means for name, (_, means) in PERIODS.items()}
        return TypedPlan(**told, closed=tuple(closed))

    def place(self, finding: Any) -> str | None:
        """Give the field beside which a refusal belongs; None for the form as a whole.

        :param finding: with the planner's name of the fact in ``cure``, such as "fixed.2.ends_on".
        """
        part, _, rest = finding.cure.partition(".")
        if part in {"fixed", "committees"}:
            number, _, name = rest.partition(".")
            wanted = part == "committees"
            meetings = [one.sort == RowKind.MEETING for one in self.cleaned_data["days"]]
            keys = [key for key, is_one in zip(self.day_keys, meetings, strict=True) if is_one == wanted]
            if number.isdigit() and 0 < int(number) <= len(keys):
                first = name in {"starts_on", "papers_by"}
                return self.field_name(
                    keys[int(number) - 1], "step" if name == "step" else "other_on" if first else "on"
                )
        cure = "periods" if finding.cure in PERIODS else finding.cure
        return cure if cure in self.fields else None
