"""Forms for the steps from one state to the next."""

from django import forms

from hub.platform.govuk.acting import VersionedForm
from hub.platform.govuk.fields import GovDateField
from hub.platform.govuk.money import MoneyField
from hub.platform.govuk.widgets import GovTextarea


class NoteForm(VersionedForm):
    """A note, if there is something to say."""

    note = forms.CharField(label="Note", max_length=2000, widget=GovTextarea(rows=3), required=False)


class CompeteForm(VersionedForm):
    """The day on which the competition began."""

    on = GovDateField(label="Day of the first notice or invitation", required=False)


class AwardForm(VersionedForm):
    """The day of the award and its value."""

    on = GovDateField(label="Day of the award", required=False)
    award_ex_vat = MoneyField(
        label="Value awarded, ex VAT",
        help_text="Of the whole contract, extensions left out",
        min_value=0,
        required=False,
    )
