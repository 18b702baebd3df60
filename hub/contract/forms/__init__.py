"""Cleaning of what people type about contracts. Nothing is saved here."""

from hub.contract.forms.facts import GROUPS, AddForm, CorrectForm, Pickers
from hub.contract.forms.happenings import (
    EndForm,
    ReasonForm,
    SignForm,
    TierForm,
    TransferForm,
    WithdrawForm,
)
from hub.contract.forms.parts import LotsForm, OptionsForm, PartnersForm, SuppliersForm

__all__ = [
    "GROUPS", "AddForm", "CorrectForm", "EndForm", "LotsForm", "OptionsForm", "PartnersForm", "Pickers",
    "ReasonForm", "SignForm", "SuppliersForm", "TierForm", "TransferForm", "WithdrawForm",
]  # fmt: skip
