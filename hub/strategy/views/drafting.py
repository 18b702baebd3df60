"""Work on what a proposed version says: deliverables, clauses and rows, in and out."""

from __future__ import annotations

from typing import Any, ClassVar

from hub.platform.clock import london
from hub.strategy import acts, forms, selectors, services
from hub.strategy.models import ActionRow
from hub.strategy.terms import ClauseKind
from hub.strategy.views.versions import AsksWhich, VersionAct, clause_choices


class OfClauses(VersionAct):
    """An act on one clause of a version; the address may name it."""

    form_class = forms.NamedClauseForm

    def clauses(self) -> Any:
        """Give the clauses that may be named."""
        return self.record.held_clauses()

    def form_arguments(self) -> dict[str, Any]:
        """Give the form the clauses."""
        named = {"number": self.request.GET.get("clause", "")}
        return {"initial": named, "clauses": clause_choices(self.clauses())}


class OfRows(VersionAct):
    """An act on one row of a version; the address may name it."""

    form_class: ClassVar[Any] = forms.NamedRowForm

    def rows(self) -> list[ActionRow]:
        """Give the rows that may be named."""
        return list(self.record.held_rows())

    def label(self, row: ActionRow) -> str:
        """Name a row."""
        return f"{row.code} {row.area}"

    def form_arguments(self) -> dict[str, Any]:
        """Give the form the rows."""
        named = {"row": self.request.GET.get("row", "")}
        return {"initial": named, "rows": [(row.code, self.label(row)) for row in self.rows()]}


class OfOneRow(AsksWhich):
    """An act that puts other words in the place of a row's."""

    def choices(self) -> list[tuple[str, str]]:
        """Give the rows."""
        return [(row.code, f"{row.code} {row.area}") for row in self.record.held_rows()]


class RewordRowView(OfOneRow):
    """Reword a row of the plan."""

    act = acts.REWORD_ROW
    service = staticmethod(services.reword_row)
    form_class = forms.RewordRowForm

    def form_arguments(self) -> dict[str, Any]:
        """Give the form the words of the row, and the capabilities."""
        one = self.record.held_rows().filter(code=self.named()).first()
        initial = (
            {"row": one.code, "area": one.area, "state": one.state, "capabilities": one.capabilities} if one else {}
        )
        served = selectors.capability_choices(self.record.authority, on=london(self.at).date())
        return {"initial": initial, "rows": self.offered(), "served": served}


class SetDeliverablesView(OfOneRow):
    """Change what a row is to deliver; the address may name the year, else it is the last that has a target."""

    act = acts.SET_DELIVERABLES
    service = staticmethod(services.set_deliverables)
    form_class = forms.DeliverablesForm

    def form_arguments(self) -> dict[str, Any]:
        """Begin with the deliverables of the row and the year."""
        initial: dict[str, Any] = {"row": self.named()}
        target = selectors.target(self.record, self.named(), self.request.GET.get("year", ""))
        if target is not None:
            initial |= {"year": target.year, "deliverables": "\n".join(target.deliverables)}
        return {"initial": initial, "rows": self.offered()}


class AddClauseView(VersionAct):
    """Add a clause."""

    act = acts.ADD_CLAUSE
    service = staticmethod(services.add_clause)
    form_class = forms.NewClauseForm


class LeaveOutClauseView(OfClauses):
    """Leave a clause out."""

    act = acts.LEAVE_OUT_CLAUSE
    service = staticmethod(services.leave_out_clause)


class PutBackClauseView(OfClauses):
    """Put a clause back that was left out."""

    act = acts.PUT_BACK_CLAUSE
    service = staticmethod(services.put_back_clause)

    def clauses(self) -> Any:
        """Give the clauses that are left out."""
        return self.record.clauses.filter(left_out_on__isnull=False)


class AddRowView(VersionAct):
    """Add a row to the plan."""

    act = acts.ADD_ROW
    service = staticmethod(services.add_row)
    form_class = forms.NewRowForm

    def form_arguments(self) -> dict[str, Any]:
        """Give the form the sections of the plan and the capabilities."""
        sections = self.record.held_clauses().filter(kind_of_clause=ClauseKind.SECTION)
        served = selectors.capability_choices(self.record.authority, on=london(self.at).date())
        return {**super().form_arguments(), "sections": clause_choices(sections), "served": served}


class LeaveOutRowView(OfRows):
    """Leave a row of the plan out."""

    act = acts.LEAVE_OUT_ROW
    service = staticmethod(services.leave_out_row)

    def rows(self) -> list[ActionRow]:
        """Give the rows, each with its actions that are not done."""
        return selectors.with_open_actions(self.record)

    def label(self, row: ActionRow) -> str:
        """Name a row and say how many actions of it are open; they stay as they are."""
        count = row.open_actions  # type: ignore[attr-defined]
        return f"{row.code} {row.area} ({count} open {'action' if count == 1 else 'actions'})"


class PutBackRowView(OfRows):
    """Put a row of the plan back that was left out."""

    act = acts.PUT_BACK_ROW
    service = staticmethod(services.put_back_row)

    def rows(self) -> list[ActionRow]:
        """Give the rows that are left out."""
        return list(self.record.rows.filter(left_out_on__isnull=False))
