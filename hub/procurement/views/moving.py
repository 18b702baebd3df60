"""The steps from one state to the next."""

from hub.platform.govuk.acting import VersionedReasonForm
from hub.procurement import acts, forms, services
from hub.procurement.views.acting import CaseAct


class ApproveView(CaseAct):
    """Approve that it goes to the market."""

    act = acts.APPROVE
    service = staticmethod(services.approve)
    form_class = forms.NoteForm


class CompeteView(CaseAct):
    """Record that the competition has begun."""

    act = acts.COMPETE
    service = staticmethod(services.compete)
    form_class = forms.CompeteForm


class AwardView(CaseAct):
    """Record the award."""

    act = acts.AWARD
    service = staticmethod(services.award)
    form_class = forms.AwardForm


class CloseView(CaseAct):
    """Close the case."""

    act = acts.CLOSE
    service = staticmethod(services.close)
    form_class = forms.NoteForm


class AbandonView(CaseAct):
    """Give it up."""

    act = acts.ABANDON
    service = staticmethod(services.abandon)
    form_class = VersionedReasonForm
