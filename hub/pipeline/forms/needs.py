"""Cleaning of what people say that they need, and of the answers."""

from __future__ import annotations

from typing import Any

from django import forms

from hub.platform.govuk.acting import OffersPeople, PersonField, VersionedForm, reason_field
from hub.platform.govuk.asking import AskingForm, Finder, Pick, PickField
from hub.platform.govuk.fields import GovDateField
from hub.platform.govuk.forms import GovForm
from hub.platform.govuk.money import MoneyField
from hub.platform.govuk.widgets import GovTextarea

LONGEST = 2000


class NeedForm(GovForm):
    """Half a page, for anybody who needs something."""

    title = forms.CharField(
        label="What do you need?", help_text="In a few words, such as “vans for the mobile library”", max_length=200
    )
    description = forms.CharField(
        label="What is it for, and what happens if we do not have it?",
        max_length=LONGEST,
        widget=GovTextarea(rows=4, characters=LONGEST),
    )
    current = forms.CharField(
        label="How is it done today?",
        help_text="The supplier, the contract or the team, if there is one",
        max_length=300,
        required=False,
    )
    value_ex_vat = MoneyField(
        label="About how much will it cost in all, ex VAT?",
        help_text="A guess helps. Leave it empty if you have none",
        min_value=0,
        required=False,
    )
    needed_on = GovDateField(label="When do you need it from?")
    department = forms.CharField(label="Which department is it for?", max_length=150, required=False)
    budget_line = forms.CharField(
        label="Which budget line pays for it?",
        help_text="Leave it empty if you do not know",
        max_length=120,
        required=False,
    )


class ReviseNeedForm(NeedForm, VersionedForm):
    """The same half page, of a need that waits."""


class AcceptForm(OffersPeople, VersionedForm):
    """Who sees to it, and what the requester reads."""

    owner = PersonField(label="Who sees to it", required=False)
    answer = reason_field("What the requester reads", required=False)


class JoinForm(AskingForm, VersionedForm):
    """Which entry will meet the need."""

    answer = reason_field("What the requester reads", required=False)

    field_order = ["entry", "answer", "version"]

    def __init__(self, *args: Any, find: Finder, begin: Pick | None = None, **kwargs: Any) -> None:
        """Let an entry be found.

        :param find: finds open entries by reference or words.
        :param begin: the entry that the page began with, because somebody chose it among those shown.
        """
        super().__init__(*args, **kwargs)
        self.fields["entry"] = PickField(
            label="Entry of the plan",
            help_text="Its reference, or words of its title",
            find=find,
            begin=begin,
            missing="No open entry of ours has that reference or those words. Try other words",
            max_length=200,
            error_messages={"required": "Enter the reference of the entry, or words of its title"},
        )
        self.order_fields(self.field_order)


class AnswerForm(VersionedForm):
    """Why it is not bought; the requester reads it."""

    answer = reason_field("Why, for the requester to read")
