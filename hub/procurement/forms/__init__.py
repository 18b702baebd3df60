"""Cleaning of what people type about a case."""

from hub.procurement.forms.beginning import BeginForm, BeginFromForm
from hub.procurement.forms.describing import EstimateForm, FixRulesForm, ReviseForm, TransferForm
from hub.procurement.forms.moving import AwardForm, CompeteForm, NoteForm

__all__ = [
    "AwardForm",
    "BeginForm",
    "BeginFromForm",
    "CompeteForm",
    "EstimateForm",
    "FixRulesForm",
    "NoteForm",
    "ReviseForm",
    "TransferForm",
]
