"""Cleaning of what people type about quotes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import time
from decimal import Decimal
from typing import Any

from django import forms

from hub.law.terms import ContractKind
from hub.platform.govuk.acting import OffersPeople, PersonField, VersionedForm, VersionedReasonForm
from hub.platform.govuk.asking import RowsForm
from hub.platform.govuk.fields import GovDateField
from hub.platform.govuk.forms import GovForm, speak_plainly
from hub.platform.govuk.money import MoneyField
from hub.platform.govuk.widgets import GovCheckboxes, GovRadios, GovTextarea
from hub.platform.words import time_of
from hub.procurement.models import Procurement
from hub.procurement.rules import Typed
from hub.procurement.terms import EstimateMethod, VatBasis, VatTreatment
from hub.tender.rules import timing
from hub.tender.rules.checking import Asked
from hub.tender.rules.suggesting import Suggestion
from hub.tender.services import Chosen, Other
from hub.tender.terms import DRAWN, AnswerAs

LONG = 4000
KINDS = [(str(one), one.label) for one in (ContractKind.GOODS, ContractKind.SERVICES, ContractKind.WORKS)]
METHODS = [pair for pair in EstimateMethod.choices() if pair[0] != EstimateMethod.FROM_PLAN]
SIZES = (("", "Not known"), ("yes", "Small or medium"), ("no", "Large"))
SMALL = {"yes": True, "no": False}
TIMES = [time(hour, minute) for hour in range(timing.EARLIEST.hour, timing.LATEST.hour) for minute in (0, 30)]
CLOCK = [(f"{one:%H:%M}", time_of(one)) for one in (*TIMES, timing.LATEST)]


def _asks(sentence: str) -> dict[str, str]:
    """Give what is said where nothing was entered; a label that is a question makes no sentence by itself."""
    return {"required": sentence}


def _words(label: str, rows: int = 3, **more: Any) -> forms.CharField:
    return forms.CharField(label=label, max_length=LONG, widget=GovTextarea(rows=rows), **more)


class WhatForm(GovForm):
    """Page 1: what, about how much, where, needed by. Of a case only what it lacks is asked."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    title = forms.CharField(label="What do you need", max_length=400, error_messages=_asks("Enter what you need"))
    description = _words(
        "Say it in two sentences", 4, help_text="Suppliers read this as you write it.",
        error_messages=_asks("Say in two sentences what you need"),
    )  # fmt: skip
    contract_kind = forms.ChoiceField(
        label="Mainly for", choices=KINDS, widget=GovRadios, error_messages=_asks("Select what it is mainly for")
    )
    category = forms.ChoiceField(
        label="Category", required=False, help_text="Suppliers who supplied this before are suggested by it."
    )
    amount = MoneyField(
        label="About how much", min_value=0, required=False, help_text="In all, options and extensions included"
    )
    vat_basis = forms.ChoiceField(
        label="This amount is", choices=VatBasis.choices(), initial=VatBasis.EX, widget=GovRadios, required=False
    )
    vat_treatment = forms.ChoiceField(
        label="How VAT is charged", choices=VatTreatment.choices(), initial=VatTreatment.STANDARD, required=False
    )
    method = forms.ChoiceField(
        label="How you know the amount", choices=METHODS, initial=EstimateMethod.BUDGET, required=False
    )
    place = forms.CharField(
        label="Where", max_length=200, help_text="A town, a postcode, or both. Suppliers near it are suggested.",
        error_messages=_asks("Enter where it is needed"),
    )  # fmt: skip
    needed_on = GovDateField(label="Needed by", error_messages=_asks("Enter by when it is needed"))

    def __init__(self, *args: Any, categories: Sequence[str], case: Procurement | None = None, **kwargs: Any) -> None:
        """Leave out what the case says already.

        :param categories: of the authority.
        """
        super().__init__(*args, **kwargs)
        chosen = [("", "Not known"), *((one, one) for one in categories)]
        self.fields["category"].choices = chosen  # type: ignore[attr-defined]
        if case is not None:
            self._leave_out(case)

    def _leave_out(self, case: Procurement) -> None:
        del self.fields["title"]
        for name in ("description", "contract_kind", "category", "needed_on"):
            if getattr(case, name):
                del self.fields[name]
        if case.estimate_ex_vat is not None or case.is_beyond_estimate:
            for name in ("amount", "vat_basis", "vat_treatment", "method"):
                del self.fields[name]

    def typed(self) -> Typed | None:
        """Give the estimate as it was typed; None where the case has one."""
        given = self.cleaned_data
        if "amount" not in self.fields:
            return None
        return Typed(
            amount=given["amount"],
            basis=given["vat_basis"] or VatBasis.EX,
            treatment=given["vat_treatment"],
            method=given["method"],
        )


class ReviseForm(VersionedForm):
    """What suppliers read of what is needed."""

    title = forms.CharField(label="What do you need", max_length=400, error_messages=_asks("Enter what you need"))
    description = _words("Say it in two sentences", 4)
    place = forms.CharField(label="Where", max_length=200, error_messages=_asks("Enter where it is needed"))


class SuppliersForm(RowsForm):
    """Page 2: those who are suggested, ticked or not, each with an address; and others by name."""

    template_name = "tender/_suppliers_form.html"
    row_noun = "Supplier"
    most_rows = 20

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    why_no_local = _words("Why no local small firm is asked", required=False)
    why_fewer = _words("Why fewer are asked than usual", required=False)

    def __init__(
        self, *args: Any, suggestions: Sequence[Suggestion], emails: Mapping[int, str], ticked: Sequence[int],
        **kwargs: Any,
    ) -> None:  # fmt: skip
        """Offer the suggestions.

        :param emails: the address of each by number, where one is known.
        :param ticked: the numbers of those that are ticked to begin with.
        """
        self.suggestions = list(suggestions)
        super().__init__(*args, **kwargs)
        for one in self.suggestions:
            number, name = one.known.number, one.known.name
            tick = forms.BooleanField(label=f"Ask {name}", required=False, initial=number in ticked)
            email = forms.EmailField(
                label=f"E-mail address of {name}", required=False, max_length=254, initial=emails.get(number, "")
            )
            speak_plainly(email, f"E-mail address of {name}")
            self.fields[f"pick_{number}"], self.fields[f"email_{number}"] = tick, email

    def row_fields(self) -> dict[str, forms.Field]:
        """Give the fields of one supplier who was not suggested."""
        return {
            "name": forms.CharField(label="Name or company number", max_length=300, required=False),
            "email": forms.EmailField(label="E-mail address", max_length=254, required=False),
            "place": forms.CharField(label="Place", max_length=120, required=False),
            "size": forms.ChoiceField(label="Size", choices=SIZES, required=False),
        }

    @property
    def offered(self) -> list[dict[str, Any]]:
        """Give the suggestions with their fields for the page."""
        return [
            {"one": one, "tick": self[f"pick_{one.known.number}"], "email": self[f"email_{one.known.number}"]}
            for one in self.suggestions
        ]

    @property
    def reasons(self) -> list[Any]:
        """Give the fields after the rows."""
        return [self["why_no_local"], self["why_fewer"]]

    def clean(self) -> dict[str, Any]:
        """Give those who are chosen, and the others."""
        cleaned = super().clean() or self.cleaned_data
        numbers = [one.known.number for one in self.suggestions]
        chosen = [Chosen(each, cleaned.get(f"email_{each}", "")) for each in numbers if cleaned.get(f"pick_{each}")]
        others = []
        for row in self.row_values():
            if not row["name"]:
                self.add_error(self.field_name(row["key"], "name"), "Enter the name of the supplier")
                continue
            small = SMALL.get(row["size"])
            others.append(Other(row["name"], row["email"] or "", row["place"] or "", small))
        return {**cleaned, "chosen": chosen, "others": others}


class DrawForm(VersionedForm):
    """How suppliers are drawn."""

    way = forms.ChoiceField(
        label="How", choices=[(one.value, one.label) for one in DRAWN], widget=GovRadios, initial=DRAWN[1].value
    )
    count = forms.IntegerField(
        label="How many", min_value=1, max_value=20, error_messages=_asks("Enter how many are drawn")
    )
    keep_local = forms.BooleanField(label="Keep a place for a local small firm", required=False, initial=True)


class AskForm(RowsForm):
    """Page 3: the questions with what counts, and until when answers are taken."""

    row_noun = "Question"
    most_rows = 20

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    due_on = GovDateField(label="Answers are due on", error_messages=_asks("Enter the day on which answers are due"))
    due_time = forms.ChoiceField(label="At, UK time", choices=CLOCK, error_messages=_asks("Select the time"))
    barriers = _words(
        "What could keep small firms from quoting", required=False,
        help_text="The law asks you to think of it before you ask (PA 2023 s.86). Change it to fit.",
    )  # fmt: skip
    steps = _words("What you do about it", required=False)

    def __init__(self, *args: Any, asks_small: bool, **kwargs: Any) -> None:
        """Ask about small firms only where that is not on record yet."""
        super().__init__(*args, **kwargs)
        if not asks_small:
            del self.fields["barriers"], self.fields["steps"]

    def row_fields(self) -> dict[str, forms.Field]:
        """Give the fields of one question."""
        return {
            "text": forms.CharField(label="Question", max_length=600, required=False, widget=GovTextarea(rows=2)),
            "answer_as": forms.ChoiceField(label="Answered with", choices=AnswerAs.choices(), required=False),
            "weight": forms.DecimalField(
                label="Weight, per cent", max_digits=5, decimal_places=2, required=False,
                help_text="Empty where it does not count",
            ),
            "listed": forms.CharField(
                label="Choices, or columns of the table", max_length=LONG, required=False, widget=GovTextarea(rows=2),
                help_text="One on a line",
            ),
            "help": forms.CharField(label="What a good answer says", max_length=1000, required=False),
            "is_price": forms.BooleanField(label="This is the price", required=False),
            "words": forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=1, max_value=10_000),
        }  # fmt: skip

    def is_filled(self, row: Mapping[str, Any]) -> bool:
        """Say whether a row asks anything."""
        return any(row[name] not in (None, "") for name in ("text", "weight", "listed", "help"))

    def clean(self) -> dict[str, Any]:
        """Give the questions, and the moment."""
        cleaned = super().clean() or self.cleaned_data
        questions = []
        for row in self.row_values():
            if not row["text"]:
                self.add_error(self.field_name(row["key"], "text"), "Enter the question")
                continue
            questions.append(_asked(row))
        cleaned["questions"] = questions
        if cleaned.get("due_on") and cleaned.get("due_time"):
            cleaned["due_at"] = timing.due_at(cleaned["due_on"], time.fromisoformat(cleaned["due_time"]))
        return cleaned


def _asked(row: Mapping[str, Any]) -> Asked:
    listed = tuple(line.strip() for line in (row["listed"] or "").splitlines() if line.strip())
    weight: Decimal | None = row["weight"]
    return Asked(
        text=row["text"],
        answer_as=row["answer_as"] or AnswerAs.TEXT,
        listed=listed,
        weight=weight,
        help=row["help"] or "",
        word_limit=row["words"],
        is_price=bool(row["is_price"]),
    )


class ExtendForm(VersionedReasonForm):
    """A later moment, and why."""

    due_on = GovDateField(label="Answers are due on", error_messages=_asks("Enter the day on which answers are due"))
    due_time = forms.ChoiceField(label="At, UK time", choices=CLOCK, error_messages=_asks("Select the time"))
    field_order = ("due_on", "due_time", "reason")

    def clean(self) -> dict[str, Any]:
        """Give the moment."""
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("due_on") and cleaned.get("due_time"):
            cleaned["due_at"] = timing.due_at(cleaned["due_on"], time.fromisoformat(cleaned["due_time"]))
        return cleaned


class AnswerForm(VersionedForm):
    """A question as everybody reads it, and its answer."""

    enquiries = forms.TypedMultipleChoiceField(
        label="Questions of suppliers that it answers", coerce=int, required=False, widget=GovCheckboxes
    )
    question = _words("Question, as everybody reads it", help_text="Leave out who asked, and what gives it away.")
    said = _words("Answer to everybody", 6)
    names_on_purpose = forms.BooleanField(
        label="A name in it means something else than a supplier who is asked", required=False
    )

    def __init__(self, *args: Any, waiting: Sequence[tuple[int, str]], **kwargs: Any) -> None:
        """Offer the questions that wait.

        :param waiting: number and words of each.
        """
        super().__init__(*args, **kwargs)
        if not waiting:
            del self.fields["enquiries"]
            return
        choices = [(str(number), text) for number, text in waiting]
        self.fields["enquiries"].choices = choices  # type: ignore[attr-defined]
        self.fields["enquiries"].widget = GovCheckboxes(choices=choices)


class ResendForm(VersionedForm):
    """The address to which the invitation is sent again."""

    email = forms.EmailField(label="E-mail address", max_length=254)


class TransferForm(OffersPeople, VersionedReasonForm):
    """Who leads it from now on, and why."""

    to = PersonField(label="Who leads it")
    field_order = ("to", "reason")
