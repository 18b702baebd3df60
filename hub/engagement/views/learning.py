"""Record what suppliers say and what is learned, keep everybody equal, and use the findings."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms as django_forms
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase

from hub.engagement import acts, citing, forms, selectors, services
from hub.engagement.models import Exercise, Finding, Participant
from hub.engagement.terms import Advantage
from hub.engagement.views.planning import ExerciseAct
from hub.platform.clock import london


class AnswerView(ExerciseAct):
    """Record what a supplier says; without one in the address, choose it first."""

    act = acts.ANSWER
    form_class: ClassVar[Any] = forms.AnswersForm
    service: ClassVar[Any] = staticmethod(services.answer)
    template_name = "engagement/answer.html"
    participant: Participant | None = None

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Answer 404 for a supplier that does not take part."""
        if self.record is not None and "number" in kwargs:
            self.participant = selectors.participant(self.record, kwargs["number"])
            if self.participant is None:
                raise Http404
        return super().dispatch(request, *args, **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Record the answers of a supplier that is named."""
        if self.participant is None:
            raise Http404
        return super().post(request, *args, **kwargs)

    def context(self) -> dict[str, Any]:
        """Add the supplier, or those to choose from."""
        found = selectors.whole(self.record)
        return {**super().context(), "participant": self.participant, "participants": found.participants}

    def form_arguments(self) -> dict[str, Any]:
        """Give the form the questions."""
        return {**super().form_arguments(), "questions": selectors.whole(self.record).questions}

    def get_initial(self) -> dict[str, Any]:
        """Fill in what was answered before."""
        known = selectors.answers_of(self.participant) if self.participant else {}
        return {**super().get_initial(), **{f"answer_{number}": text for number, text in known.items()}}

    def arguments(self, form: django_forms.Form) -> dict[str, Any]:
        """Give the answers by question."""
        assert isinstance(form, forms.AnswersForm)
        return {"participant": self.participant, "texts": form.texts, "version": form.cleaned_data["version"]}


class StepsView(ExerciseAct):
    """Record steps against unfair advantage."""

    act = acts.RECORD_STEPS
    form_class: ClassVar[Any] = forms.StepsForm
    service: ClassVar[Any] = staticmethod(services.record_steps)

    def form_arguments(self) -> dict[str, Any]:
        """Offer the usual steps that are not recorded yet."""
        known = {one.text for one in selectors.whole(self.record).steps}
        usual = selectors.standard_steps(self.record.authority, on=london(self.at).date())
        return {**super().form_arguments(), "usual": [text for text in usual if text not in known]}

    def arguments(self, form: django_forms.Form) -> dict[str, Any]:
        """Give the steps."""
        assert isinstance(form, forms.StepsForm)
        given = form.cleaned_data
        return {"steps": form.steps, "taken_on": given["taken_on"], "version": given["version"]}


class FindView(ExerciseAct):
    """Record a finding."""

    act = acts.FIND
    form_class: ClassVar[Any] = forms.FindingForm
    service: ClassVar[Any] = staticmethod(services.find)


class AdvantageView(ExerciseAct):
    """Assess unfair advantage."""

    act = acts.ASSESS_ADVANTAGE
    form_class: ClassVar[Any] = forms.AdvantageForm
    service: ClassVar[Any] = staticmethod(services.assess_advantage)

    def get_initial(self) -> dict[str, Any]:
        """Fill in what was said before."""
        known = {"advantage": self.record.advantage, "note": self.record.advantage_note}
        return {**super().get_initial(), **known}

    def done_sentence(self, result: Exercise) -> str:
        """Say what the law asks then."""
        if result.must_exclude:
            return "The law asks that this supplier is kept out of the procedure."
        if result.advantage == Advantage.AVOIDABLE:
            return "Avoid the advantage, and record how as a step."
        return "Recorded: no supplier has an unfair advantage."


class CiteView(ExerciseAct):
    """Cite a finding in a decision; without one in the address, choose it first."""

    act = acts.CITE
    form_class: ClassVar[Any] = forms.CiteForm
    service: ClassVar[Any] = staticmethod(services.cite)
    template_name = "engagement/cite.html"
    finding: Finding | None = None

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Answer 404 for a finding that there is not."""
        if self.record is not None and "number" in kwargs:
            self.finding = selectors.finding(self.record, kwargs["number"])
            if self.finding is None:
                raise Http404
        return super().dispatch(request, *args, **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Cite the finding that is named."""
        if self.finding is None:
            raise Http404
        return super().post(request, *args, **kwargs)

    def context(self) -> dict[str, Any]:
        """Add the finding, or those to choose from."""
        found = selectors.whole(self.record)
        return {**super().context(), "finding": self.finding, "findings": found.findings}

    def form_arguments(self) -> dict[str, Any]:
        """Give the form the places in which it can be cited."""
        places = citing.places_of(selectors.records_of(self.record), self.actor)
        return {**super().form_arguments(), "places": places}

    def get_initial(self) -> dict[str, Any]:
        """Fill in what was decided before."""
        one = self.finding
        if one is None or one.cited_on is None:
            return super().get_initial()
        known = {"place": f"{one.cited_kind}~{one.cited_id}", "decision": one.decision}
        return {**super().get_initial(), **known, "is_followed": "yes" if one.is_followed else "no"}

    def arguments(self, form: django_forms.Form) -> dict[str, Any]:
        """Give the decision as one."""
        assert isinstance(form, forms.CiteForm)
        given = form.cleaned_data
        decision = services.Decision(given["decision"], form.places[given["place"]], given["is_followed"])
        return {"finding": self.finding, "decision": decision, "version": given["version"]}
