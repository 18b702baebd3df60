"""The page of scores, and the declaration that comes before it."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms as django_forms

from hub.evaluation import acts, forms, selectors, services, showing
from hub.evaluation.models import Evaluation
from hub.evaluation.rules import finishing, scoring
from hub.evaluation.terms import Stance, State
from hub.platform.identity.roles import OFFICERS
from hub.platform.ui import offers as offering
from hub.platform.ui.history import days_of
from hub.platform.ui.parts import Tag
from hub.platform.ui.views import FormPage, OnRecord
from hub.tender import selectors as tenders
from hub.tender.models import Tender

MENU = "procure"


class ScoresView(OnRecord):
    """The scores of a quote: nothing but one sentence until it is opened, then what the reader may see."""

    reads = OFFICERS
    menu = MENU
    find = tenders.tender
    template_name = "evaluation/scores.html"
    record: Tender

    def context(self) -> dict[str, Any]:
        """Say that it is sealed, else give what the reader may see."""
        one = self.record
        if not selectors.is_opened(one):
            return {**super().context(), "sealed": selectors.sealed_sentence(one, at=self.at)}
        found = selectors.of_tender(one)
        what = selectors.stance(one, found, self.actor.person_id)
        sheet = selectors.sheet_of(one, found) if selectors.may_see(found, what) else None
        names = [each.name for each in selectors.candidates(one)] if sheet is None else []
        base = f"{one.get_absolute_url()}scores/"
        status = found.status if found is not None else ""
        offers = offering.offers(found, by=self.actor, at=self.at) if found is not None else []
        waits = next((each.reason for each in offers if each.act is acts.FINISH and not each.is_open), "")
        return {
            **super().context(),
            "found": found,
            "base": base,
            "stance": what,
            "names": names,
            "tag": Tag(State(status).label, showing.COLOURS[status]) if status else Tag("Not begun", "grey"),
            "step": showing.step(sheet, what, base=base, status=status, waits=waits),
            "offers": offers if what in {Stance.SCORER, Stance.DECLARES} else [],
            "days": days_of(found, self.actor) if found is not None and sheet is not None else [],
            **(self.scores(sheet, found, what) if sheet is not None else {}),
        }

    def scores(self, sheet: selectors.Sheet, found: Evaluation | None, what: Stance) -> dict[str, Any]:
        """Give the answers and the scores; what others gave only to those who scored everything themselves."""
        own = self.actor.person_id
        is_done = found is not None and found.status == State.DONE
        sees_all = is_done or finishing.has_scored_all(sheet.standings.values(), own)
        return {
            "sheet": sheet,
            "rows": showing.rows(sheet, sees_all=sees_all),
            "asked": showing.asked(sheet, own=own, sees_all=sees_all),
            "chart": showing.totals(sheet) if sees_all else None,
            "sees_all": sees_all,
            "may_score": what == Stance.SCORER and not is_done,
            "formula": scoring.FORMULA,
            "rounding": scoring.ROUNDING,
            "ties": scoring.TIES,
        }


class DeclareView(FormPage, OnRecord):
    """Declare whether one has a conflict with one of those who answered."""

    act = acts.DECLARE
    menu = MENU
    find = tenders.tender
    title = "Do you have a conflict of interest?"
    template_name = "evaluation/declare.html"
    form_class: ClassVar[Any] = forms.DeclareForm
    record: Tender

    def context(self) -> dict[str, Any]:
        """Name those who answered once the answers are opened, and say what stands in the way."""
        one = self.record
        if not selectors.is_opened(one):
            return {**super().context(), "sealed": selectors.sealed_sentence(one, at=self.at)}
        found = selectors.of_tender(one)
        what = selectors.stance(one, found, self.actor.person_id)
        barred = what != Stance.DECLARES or (found is not None and found.status == State.DONE)
        return {
            **super().context(),
            "stance": what,
            "is_barred": barred,
            "names": [each.name for each in selectors.candidates(one)],
        }

    def perform(self, form: django_forms.Form) -> Evaluation:
        """Declare it."""
        has_conflict = form.cleaned_data["has_conflict"] == "yes"
        about = form.cleaned_data["about"]
        return services.declare(self.record, has_conflict=has_conflict, about=about, by=self.actor, at=self.at)

    def done_sentence(self, result: Evaluation) -> str:
        """Say what follows."""
        if selectors.stance(self.record, result, self.actor.person_id) == Stance.CONFLICT:
            return "Declared. You take no part in this scoring."
        return "Declared. You can read and score the answers now."
