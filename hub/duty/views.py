"""Pages of the duties of the law."""

from __future__ import annotations

from typing import Any, ClassVar

from hub.duty import acts, forms, selectors, services
from hub.duty.models import Duty
from hub.duty.register import DutyRegister
from hub.duty.showing import facts, tag_of
from hub.platform.clock import london
from hub.platform.govuk.acting import VersionedReasonForm
from hub.platform.identity.roles import OFFICERS
from hub.platform.identity.selectors import officers_of
from hub.platform.registers.views import RegisterView
from hub.platform.ui.history import days_of
from hub.platform.ui.views import RecordView, VersionedAct


class DutyRegisterView(RegisterView):
    """The duties of the law."""

    register = DutyRegister
    reads = OFFICERS
    menu = "contracts"


class DutyView(RecordView):
    """One duty."""

    reads = OFFICERS
    menu = "contracts"
    find = selectors.duty
    template_name = "duty/duty.html"
    record: Duty

    def context(self) -> dict[str, Any]:
        """Add facts and history."""
        on = london(self.at).date()
        return {
            **super().context(),
            "rows": facts(self.record, on),
            "tag": tag_of(self.record, on),
            "days": days_of(self.record, self.actor),
        }


class DutyAct(VersionedAct):
    """An act on a duty."""

    find = selectors.duty
    menu = "contracts"
    template_name = "duty/act.html"
    form_class: ClassVar[Any] = VersionedReasonForm
    record: Duty

    def context(self) -> dict[str, Any]:
        """Say what the act is about."""
        return {**super().context(), "rows": facts(self.record, london(self.at).date(), short=True)}


class ProveView(DutyAct):
    """Record that it is done."""

    act = acts.PROVE
    form_class = forms.ProveForm
    service: ClassVar[Any] = staticmethod(services.prove)

    def form_arguments(self) -> dict[str, Any]:
        """Let the form ask for what this duty is proved by."""
        return {**super().form_arguments(), "duty": self.record}


class SetAsideView(DutyAct):
    """Say that it is not needed."""

    act = acts.SET_ASIDE
    service: ClassVar[Any] = staticmethod(services.set_aside)


class ReopenView(DutyAct):
    """Open it again."""

    act = acts.REOPEN
    service: ClassVar[Any] = staticmethod(services.reopen)


class AssignView(DutyAct):
    """Give it to somebody."""

    act = acts.ASSIGN
    form_class = forms.AssignForm
    service: ClassVar[Any] = staticmethod(services.assign)

    def form_arguments(self) -> dict[str, Any]:
        """Give the form the people of the authority."""
        people = officers_of(self.record.authority, on=london(self.at).date())
        return {**super().form_arguments(), "people": people}

    def get_initial(self) -> dict[str, Any]:
        """Fill in who has it."""
        return {**super().get_initial(), "owner": self.record.owner}
