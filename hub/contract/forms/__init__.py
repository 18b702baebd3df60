"""Cleaning of what people type about contracts. Nothing is saved here."""

from hub.contract.forms.facts import GROUPS, AddForm, CorrectForm, Pickers
from hub.contract.forms.happenings import (
    ChangeForm,
    CorrectTermsForm,
    EndForm,
    PutBackForm,
    ReasonForm,
    RestoreForm,
    SignForm,
    TierForm,
    TransferForm,
    WithdrawForm,
    change_fields,
    terms_fields,
)
from hub.contract.forms.naming import CorrectReferenceForm
from hub.contract.forms.parts import LotsForm, OptionsForm, PartnersForm, SuppliersForm

__all__ = [
    "GROUPS", "AddForm", "ChangeForm", "CorrectForm", "CorrectReferenceForm", "CorrectTermsForm", "EndForm", "LotsForm",
    "OptionsForm", "PartnersForm", "Pickers", "PutBackForm", "ReasonForm", "RestoreForm", "SignForm", "SuppliersForm",
    "TierForm", "TransferForm", "WithdrawForm", "change_fields", "terms_fields",
]  # fmt: skip
