"""Pages for one offer: score it, check it, agree one score, look into its price."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms as django_forms
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase

from hub.evaluation import acts, forms, selectors, services
from hub.evaluation.models import Evaluation
from hub.evaluation.rules import finishing
from hub.evaluation.views.reading import MENU
from hub.platform import acts as kernel
from hub.platform.act_table import Refused
from hub.platform.govuk.acting import VersionedForm
from hub.platform.ui.views import VersionedAct


class OfferAct(VersionedAct):
    """An act on one offer; without its number the page lists the offers. Whoever may not score reads no answer here."""

    find = selectors.evaluation
    menu = MENU
    template_name = "evaluation/offer.html"
    form_class: ClassVar[Any] = VersionedForm
    real_form: ClassVar[Any] = VersionedForm
    # What the page calls each offer in the list, such as "Score".
    word: ClassVar[str] = ""
    record: Evaluation
    sheet: selectors.Sheet | None = None
    offered: selectors.Candidate | None = None

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Put the sheet together for whoever scores; answer 404 for an offer that there is not."""
        one = self.record
        if one is not None:
            if self.may():
                self.sheet = selectors.sheet_of(one.tender, one)
            if "number" in kwargs:
                self.offered = selectors.candidate(one.tender, kwargs["number"])
                if self.offered is None:
                    raise Http404
        if self.sheet is not None and self.offered is not None:
            # To whoever may not score, and in the list, the form has no fields.
            self.form_class = self.real_form  # type: ignore[misc]
        return super().dispatch(request, *args, **kwargs)

    def may(self) -> bool:
        """Say whether the person may do this now; to whoever may not, no answer and no score is shown."""
        assert self.act is not None
        try:
            kernel.check(self.act, self.record, by=self.actor, at=self.at)
        except Refused:
            return False
        return True

    def form_arguments(self) -> dict[str, Any]:
        """Add what the form of the act asks about."""
        known = super().form_arguments()
        if self.sheet is None or self.offered is None:
            return known
        return {**known, **self.asked(self.sheet, self.standing)}

    @property
    def standing(self) -> finishing.Standing:
        """Give how far the offer is judged."""
        assert self.sheet is not None and self.offered is not None
        return self.sheet.standings[self.offered.bid.pk]

    def asked(self, sheet: selectors.Sheet, standing: finishing.Standing) -> dict[str, Any]:
        """Give what the form of the act asks about."""
        return {}

    def answers(self, numbers: Any) -> list[selectors.Answer]:
        """Give the offer's answers to some questions."""
        assert self.sheet is not None and self.offered is not None
        return [self.sheet.answer(self.offered.bid.pk, number) for number in numbers]

    def context(self) -> dict[str, Any]:
        """Add the offer, or the list."""
        listed = [] if self.sheet is None else list(self.sheet.candidates)
        return {
            **super().context(),
            "offered": self.offered if self.sheet is not None else None,
            "listed": listed,
            "word": self.word,
            "slug": self.act.slug if self.act else "",
            "standing": self.standing if self.sheet is not None and self.offered is not None else None,
        }

    def perform(self, form: django_forms.Form) -> Evaluation:
        """Call the service, once it is sure that the person may score and chose an offer."""
        assert self.act is not None
        kernel.check(self.act, self.record, by=self.actor, at=self.at)
        if self.sheet is None or self.offered is None:
            raise Http404
        given = {"bid": self.offered.bid, "version": form.cleaned_data["version"], **self.given(form)}
        return type(self).service(self.record, by=self.actor, at=self.at, **given)  # type: ignore[no-any-return]

    def given(self, form: Any) -> dict[str, Any]:
        """Give what was typed as the service takes it."""
        return {}


class MarkView(OfferAct):
    """Score an offer."""

    act = acts.MARK
    word = "Score"
    real_form: ClassVar[Any] = forms.ScoresForm
    service: ClassVar[Any] = staticmethod(services.mark)
    done = "Your scores are kept. You can change them until the scores are settled."

    def asked(self, sheet: selectors.Sheet, standing: finishing.Standing) -> dict[str, Any]:
        """Ask about every answer that is scored."""
        return {"answers": self.answers(standing.numbers), "scale": sheet.scale}

    def get_initial(self) -> dict[str, Any]:
        """Fill in the person's own scores."""
        found = super().get_initial()
        if self.sheet is None or self.offered is None:
            return found
        for number, given in self.standing.given.items():
            for one in given:
                if one.person == self.actor.person_id:
                    found |= {f"points_{number}": f"{one.points:.0f}", f"why_{number}": one.reason}
        return found

    def given(self, form: Any) -> dict[str, Any]:
        """Give the scores."""
        return {"scores": form.scores}


class ModerateView(OfferAct):
    """Agree one score where several people scored."""

    act = acts.MODERATE
    word = "Agree scores"
    real_form: ClassVar[Any] = forms.ScoresForm
    service: ClassVar[Any] = staticmethod(services.moderate)

    def asked(self, sheet: selectors.Sheet, standing: finishing.Standing) -> dict[str, Any]:
        """Ask about every answer that several people scored, with what each gave."""
        several = [number for number in standing.numbers if len(standing.given.get(number, ())) > 1]
        return {"answers": self.answers(several), "scale": sheet.scale, "given": standing.given}

    def given(self, form: Any) -> dict[str, Any]:
        """Give the agreed scores."""
        return {"scores": form.scores}


class CheckView(OfferAct):
    """Check what must be met."""

    act = acts.CHECK
    word = "Check"
    real_form: ClassVar[Any] = forms.ChecksForm
    service: ClassVar[Any] = staticmethod(services.check)

    def asked(self, sheet: selectors.Sheet, standing: finishing.Standing) -> dict[str, Any]:
        """Ask about every answer that is passed or failed."""
        return {"answers": self.answers(standing.to_check), "checked": standing.checked}

    def given(self, form: Any) -> dict[str, Any]:
        """Give the checks."""
        return {"checks": form.checks}


class NotePriceView(OfferAct):
    """Write about a very low price."""

    act = acts.NOTE_PRICE
    word = "Write about the price"
    real_form: ClassVar[Any] = forms.NotePriceForm
    service: ClassVar[Any] = staticmethod(services.note_price)

    def get_initial(self) -> dict[str, Any]:
        """Fill in what was written."""
        known = self.standing.low_note if self.sheet is not None and self.offered is not None else ""
        return {**super().get_initial(), "text": known}

    def given(self, form: Any) -> dict[str, Any]:
        """Give the words."""
        return {"text": form.cleaned_data["text"]}
