"""Cleaning of what people type about a case."""

from hub.procurement.forms.advising import AdviseForm, ChooseProcedureForm
from hub.procurement.forms.beginning import BeginForm, BeginFromForm
from hub.procurement.forms.deciding import (
    AggregateForm,
    IdeasForm,
    LotsForm,
    ObjectivesForm,
    SmesForm,
    SocialValueForm,
)
from hub.procurement.forms.describing import GROUPS, EstimateForm, FixRulesForm, ReviseForm, TransferForm
from hub.procurement.forms.moving import AwardForm, CompeteForm, NoteForm
from hub.procurement.forms.people import ConflictsForm, DecideInterestForm, DeclareForm, PartnersForm, TeamForm
from hub.procurement.forms.planning import LENGTHS, PlanForm

__all__ = [
    "GROUPS",
    "LENGTHS", "AdviseForm", "AggregateForm", "AwardForm", "BeginForm", "BeginFromForm", "ChooseProcedureForm",
    "CompeteForm", "ConflictsForm", "DecideInterestForm", "DeclareForm", "EstimateForm", "FixRulesForm", "IdeasForm",
    "LotsForm",
    "NoteForm", "ObjectivesForm", "PartnersForm", "PlanForm", "ReviseForm", "SmesForm", "SocialValueForm", "TeamForm",
    "TransferForm",
]  # fmt: skip
