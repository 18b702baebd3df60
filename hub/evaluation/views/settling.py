"""Pages that end a scoring, or begin it again."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms as django_forms
from django.http import Http404

from hub.evaluation import acts, forms, selectors, services
from hub.evaluation.models import Evaluation
from hub.evaluation.terms import Stance
from hub.evaluation.views.reading import MENU
from hub.platform.govuk.acting import VersionedForm, VersionedReasonForm
from hub.platform.ui.views import VersionedAct


class ScoringAct(VersionedAct):
    """An act on a scoring."""

    find = selectors.evaluation
    menu = MENU
    form_class: ClassVar[Any] = VersionedForm
    record: Evaluation

    def sheet(self) -> selectors.Sheet | None:
        """Give the sheet to whoever scores."""
        one = self.record
        what = selectors.stance(one.tender, one, self.actor.person_id)
        return selectors.sheet_of(one.tender, one) if what == Stance.SCORER else None


class SettleTieView(ScoringAct):
    """Decide between equal offers."""

    act = acts.SETTLE_TIE
    template_name = "evaluation/tie.html"
    form_class: ClassVar[Any] = forms.TieForm
    service: ClassVar[Any] = staticmethod(services.settle_tie)

    def form_arguments(self) -> dict[str, Any]:
        """Offer those that are equal."""
        sheet = self.sheet()
        self.tied = [(pk, sheet.name(pk)) for pk in sheet.tied] if sheet is not None else []
        return {**super().form_arguments(), "offers": self.tied}

    def context(self) -> dict[str, Any]:
        """Add whether any are."""
        return {**super().context(), "is_tied": bool(getattr(self, "tied", []))}

    def arguments(self, form: django_forms.Form) -> dict[str, Any]:
        """Give the offer itself."""
        given = dict(form.cleaned_data)
        found = selectors.candidate(self.record.tender, given["bid"])
        if found is None:
            raise Http404
        return {**given, "bid": found.bid}


class FinishView(ScoringAct):
    """Settle the scores."""

    act = acts.FINISH
    template_name = "evaluation/finish.html"
    service: ClassVar[Any] = staticmethod(services.finish)
    done = "The scores are settled. An award can be recommended now."


class ReopenView(ScoringAct):
    """Open the scoring again."""

    act = acts.REOPEN
    form_class: ClassVar[Any] = VersionedReasonForm
    service: ClassVar[Any] = staticmethod(services.reopen)
