"""The register of awards, one award, and its acts."""

from __future__ import annotations

from typing import Any, ClassVar

from hub.award import acts, selectors, services, showing
from hub.award.models import Award
from hub.award.register import AwardRegister
from hub.award.views.deciding import MENU
from hub.evaluation import selectors as scoring
from hub.platform.approvals import selectors as approvals
from hub.platform.govuk.acting import VersionedForm, VersionedReasonForm
from hub.platform.identity.roles import OFFICERS
from hub.platform.registers.views import RegisterView
from hub.platform.ui import charts
from hub.platform.ui.history import days_of
from hub.platform.ui.views import RecordView, VersionedAct
from hub.platform.words import list_of


class AwardRegisterView(RegisterView):
    """The awards."""

    register = AwardRegister
    reads = OFFICERS
    menu = MENU


class AwardView(RecordView):
    """One award: who wins, why, at what price, who approved it, what suppliers were told."""

    reads = OFFICERS
    menu = MENU
    find = selectors.award
    template_name = "award/award.html"
    record: Award

    def context(self) -> dict[str, Any]:
        """Work the record out once for the page."""
        one = self.record
        requests = list(approvals.requests_about(one))
        waiting = next((each for each in requests if str(each.status) == "asked"), None)
        steps = [step.role_label for step in waiting.steps.all() if not step.decision] if waiting else []
        approval = f"It waits on: {list_of([str(each).lower() for each in steps])}." if steps else ""
        rows = selectors.scored(one.tender, scoring.of_tender(one.tender))
        return {
            **super().context(),
            "life": showing.life(one),
            "tag": showing.tag(one),
            "step": showing.step(one, approval=approval, is_approved=not waiting),
            "rows": showing.facts(one),
            "offers_made": rows if one.bid_id else [],
            "chart": prices(one, rows) if one.bid_id else None,
            "requests": requests,
            "due": showing.due(one.tender, self.at),
            "days": days_of(one, self.actor),
        }


def prices(one: Award, rows: Any) -> charts.Chart | None:
    """Draw the prices beside the estimate, lowest first."""
    known = sorted((row for row in rows if row.price is not None), key=lambda row: (row.price, row.name))
    if not known or one.estimate_ex_vat is None:
        return None
    points = [*(charts.Point(row.name, row.price) for row in known), charts.Point("Estimate", one.estimate_ex_vat)]
    finding = charts.Finding(
        f"prices-{one.pk}",
        f"The price is {showing.saving(one).lower() or 'not compared'}"[:90],
        "Prices of all offers and the estimate, pounds ex VAT",
        ". ".join(f"{point.label}: {showing.worth(point.value)}" for point in points),
        f"{one.tender.reference}",
    )
    return charts.horizontal_bars(finding, points, show=showing.worth, measure="Pounds ex VAT", heads="Offer")


class AwardAct(VersionedAct):
    """An act on an award."""

    find = selectors.award
    menu = MENU
    form_class: ClassVar[Any] = VersionedForm
    record: Award


class InformView(AwardAct):
    """Tell all suppliers at once."""

    act = acts.INFORM
    template_name = "award/inform.html"
    service: ClassVar[Any] = staticmethod(services.inform)
    done = "Everybody who answered is written to. The quote shows when each letter arrives."

    def context(self) -> dict[str, Any]:
        """Add who is told, and who has no address here."""
        found = scoring.candidates(self.record.tender)
        return {
            **super().context(),
            "names": [each.name for each in found if each.invitation is not None],
            "unknown": [each.name for each in found if each.invitation is None],
        }


class ConfirmView(AwardAct):
    """Confirm it, and make the entry of the register."""

    act = acts.CONFIRM
    template_name = "award/confirm.html"
    service: ClassVar[Any] = staticmethod(services.confirm)

    def context(self) -> dict[str, Any]:
        """Add what the entry will say."""
        return {**super().context(), "rows": showing.facts(self.record)}

    def done_sentence(self, result: Award) -> str:
        """Name the entry."""
        return f"Confirmed. {result.entry_reference} is in the contract register as a draft."


class SetAsideView(AwardAct):
    """Set it aside."""

    act = acts.SET_ASIDE
    form_class: ClassVar[Any] = VersionedReasonForm
    template_name = "award/set_aside.html"
    service: ClassVar[Any] = staticmethod(services.set_aside)
