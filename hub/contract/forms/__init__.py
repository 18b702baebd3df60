"""Cleaning of what people type about contracts. Nothing is saved here."""

from hub.contract.forms.facts import GROUPS, AddForm, CorrectForm, Pickers
from hub.contract.forms.happenings import (
    CorrectTermsForm,
    EndForm,
    ReasonForm,
    SignForm,
    TierForm,
    TransferForm,
    WithdrawForm,
    terms_fields,
)
from hub.contract.forms.parts import LotsForm, OptionsForm, PartnersForm, SuppliersForm

__all__ = [
    "GROUPS", "AddForm", "CorrectForm", "CorrectTermsForm", "EndForm", "LotsForm", "OptionsForm", "PartnersForm",
    "Pickers", "ReasonForm", "SignForm", "SuppliersForm", "TierForm", "TransferForm", "WithdrawForm", "terms_fields",
]  # fmt: skip
