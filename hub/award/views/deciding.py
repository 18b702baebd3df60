"""The award page of a quote, and the two ways to decide: recommend the best offer, or make no award."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms as django_forms

from hub.award import acts, forms, selectors, services, showing
from hub.award.models import Award
from hub.evaluation import selectors as scoring
from hub.evaluation.terms import Stance
from hub.platform.clock import london
from hub.platform.identity.roles import OFFICERS
from hub.platform.ui.views import FormPage, OnRecord
from hub.tender import selectors as tenders
from hub.tender.models import Tender

MENU = "procure"


class OfQuote(OnRecord):
    """A page about the award of a quote: one sentence until it is opened."""

    menu = MENU
    find = tenders.tender
    record: Tender

    def context(self) -> dict[str, Any]:
        """Say that it is sealed, else add what the page shows."""
        one = self.record
        if not scoring.is_opened(one):
            return {**super().context(), "sealed": scoring.sealed_sentence(one, at=self.at)}
        return {**super().context(), **self.opened(one)}

    def opened(self, one: Tender) -> dict[str, Any]:
        """Give what the page shows once the answers are opened."""
        return {}

    def sees(self, one: Tender) -> bool:
        """Say whether the reader may see the settled scores."""
        found = scoring.of_tender(one)
        return scoring.may_see(found, scoring.stance(one, found, self.actor.person_id))


class QuoteAwardView(OfQuote):
    """Where the award of a quote stands, and the way to decide it."""

    reads = OFFICERS
    template_name = "award/of_quote.html"

    def opened(self, one: Tender) -> dict[str, Any]:
        """Add the awards so far, and what stands against a new one."""
        found = selectors.beginning(one, self.actor, on=london(self.at).date())
        stance = scoring.stance(one, scoring.of_tender(one), self.actor.person_id)
        may = self.actor.holds(acts.GIVE_NONE.held_by, one.authority_id) and stance != Stance.CONFLICT
        blocked = any(each.code in {"stands", "interest", "case"} for each in found.bars)
        return {
            "awards": [(each, showing.tag(each)) for each in selectors.for_tender(self.actor, one)],
            "bars": [each for each in found.bars if each.code == "stands"] or found.bars,
            "winner": found.winner if self.sees(one) else None,
            "may_recommend": may and one.is_own(self.actor.person_id) and not found.bars,
            "may_give_none": may and not blocked,
            "leads": one.owner.name,
            "due": showing.due(one, self.at),
        }


class RecommendView(FormPage, OfQuote):
    """Recommend the best offer."""

    act = acts.RECOMMEND
    title = "Recommend an award"
    template_name = "award/recommend.html"
    form_class: ClassVar[Any] = forms.RecommendForm
    done = "Recommended. Those who approve it by the scheme of delegation see it."

    def found(self) -> selectors.Beginning:
        """Work out once what would be recommended."""
        if not hasattr(self, "_found"):
            self._found = selectors.beginning(self.record, self.actor, on=london(self.at).date())
        return self._found

    def get_initial(self) -> dict[str, Any]:
        """Fill in the reasons from the scores, and the days from the case."""
        if not scoring.is_opened(self.record) or not self.sees(self.record):
            return {}
        found = self.found()
        return {"reasons": found.reasons, "starts_on": found.starts_on, "ends_on": found.ends_on}

    def opened(self, one: Tender) -> dict[str, Any]:
        """Add the offers as they were settled, and what stands in the way."""
        found = self.found()
        rows = found.rows if self.sees(one) else []
        return {
            "bars": found.bars,
            "winner": found.winner if rows else None,
            "rows": rows,
            "inc_vat": found.price_inc_vat,
            "estimate": one.procurement.estimate_ex_vat,
            "is_owner": one.is_own(self.actor.person_id),
        }

    def perform(self, form: django_forms.Form) -> Award:
        """Recommend it."""
        given = form.cleaned_data
        return services.recommend(
            self.record, reasons=given["reasons"], starts_on=given["starts_on"], ends_on=given["ends_on"],
            by=self.actor, at=self.at,
        )  # fmt: skip


class GiveNoneView(FormPage, OfQuote):
    """Make no award."""

    act = acts.GIVE_NONE
    title = "Make no award"
    template_name = "award/none.html"
    form_class: ClassVar[Any] = forms.GiveNoneForm
    done = "No award was made. Everybody who answered is told."

    def opened(self, one: Tender) -> dict[str, Any]:
        """Add how many are told, and what stands in the way."""
        found = scoring.of_tender(one)
        return {
            "bars": list(selectors.why_not_begin(one, found, self.actor)),
            "count": len(scoring.candidates(one)),
        }  # fmt: skip

    def perform(self, form: django_forms.Form) -> Award:
        """Decide it."""
        return services.give_none(self.record, reason=form.cleaned_data["reason"], by=self.actor, at=self.at)
