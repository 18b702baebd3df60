"""Pages on which a gate is decided, and on which what follows is recorded."""

from __future__ import annotations

from typing import Any, ClassVar

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase

from hub.gateway import acts, forms, rules, selectors, services
from hub.gateway.models import GateReview
from hub.gateway.services import linking
from hub.gateway.views.gates import MENU, GateAct
from hub.law.findings import Finding
from hub.platform.govuk.acting import VersionedReasonForm
from hub.platform.identity.roles import OFFICERS
from hub.platform.identity.selectors import officers_of
from hub.platform.papers import drawing
from hub.platform.papers.paper import from_plain, without_exempt
from hub.platform.ui.views import FormPage


class Deciding(GateAct):
    """A decision; it asks for a fresh sign-in, because it cannot be taken back."""

    needs_fresh_proof = True


class GrantView(Deciding):
    """Pass the gate."""

    act = acts.GRANT
    form_class = forms.GrantForm
    service: ClassVar[Any] = staticmethod(services.grant)
    done = "The gate is passed. The next stage can begin."


class GrantWithConditionsView(Deciding):
    """Pass the gate with conditions."""

    act = acts.GRANT_WITH_CONDITIONS
    form_class = forms.ConditionsForm
    service: ClassVar[Any] = staticmethod(services.grant_with_conditions)
    done = "The gate is passed with conditions. Their owners are told."

    def form_arguments(self) -> dict[str, Any]:
        """Offer the people of the authority, and what the committee advised."""
        people = officers_of(self.record.authority, on=selectors.today(self.at))
        return {**super().form_arguments(), "people": people, "rows": _advised(self.record)}

    def perform(self, form: Any) -> GateReview:
        """Pass it."""
        told = form.cleaned_data
        return services.grant_with_conditions(
            self.record, conditions=form.conditions, note=told["note"], by=self.actor, at=self.at,
            version=told["version"],
        )  # fmt: skip


def _advised(review: GateReview) -> list[dict[str, Any]]:
    """Give the conditions that the committee advised, to begin with."""
    return [
        {"text": one["text"], "owner": one.get("owner"), "due_on": one.get("due_on"), "comes_first": True}
        for one in review.advice.get("conditions", [])
    ]


class SendBackView(Deciding):
    """Send the pack back."""

    act = acts.SEND_BACK
    service: ClassVar[Any] = staticmethod(services.send_back)
    done = "Sent back, with your reason."


class LinkView(FormPage):
    """Where a one-time link leads: the pack as it was when the link was sent, and the decision.

    Opening it decides nothing; deciding asks for the second factor.
    """

    reads = OFFICERS
    menu = MENU
    form_class = forms.ByLinkForm
    template_name = "gateway/link.html"
    title = "Decide a gate"
    needs_fresh_proof = True
    link: Any = None
    bars: tuple[Finding, ...] = ()

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Find the link, and what stands in its way."""
        super().setup(request, *args, **kwargs)
        actor = getattr(request, "actor", None)
        if actor is None:
            return
        self.link = linking.read(kwargs["token"])
        if self.link is None:
            self.bars = (Finding("unknown", "This link is not one of ours, or its address was cut. Open it again."),)
            return
        newest = selectors.pack_of(self.link.review)
        digest = newest.digest if newest is not None else ""
        self.bars = tuple(rules.bars_to_link(self.link.facts(), person_id=actor.person_id, digest=digest, at=self.at))

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Answer 404 to people of other authorities."""
        if self.link is not None and not self.actor.holds(OFFICERS, self.link.review.authority_id):
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Show the pack and the decision, or why the link does not work."""
        return self.page(410) if self.bars else super().get(request, *args, **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Decide, unless the link does not work."""
        return self.page(410) if self.bars else super().post(request, *args, **kwargs)

    def form_arguments(self) -> dict[str, Any]:
        """Offer the people of the authority as owners of conditions."""
        review = self.link.review
        return {"people": officers_of(review.authority, on=selectors.today(self.at)), "rows": _advised(review)}

    def perform(self, form: Any) -> GateReview:
        """Decide."""
        told = form.cleaned_data
        return services.decide_by_link(
            self.link, outcome=told["outcome"], note=told["note"], conditions=form.conditions, by=self.actor, at=self.at
        )

    def context(self) -> dict[str, Any]:
        """Add the pack, for the person to whom the link was sent and for nobody else."""
        found = {**super().context(), "bars": self.bars, "title": self.title}
        if self.bars:
            # Whoever comes too late, or in another's place, is told which gate it is and how it stands now.
            record = selectors.review(self.actor, self.link.review.reference) if self.link else None
            is_used = any(one.code == "used" for one in self.bars)
            return {**found, "record": record, "used": is_used}
        paper = from_plain(self.link.pack.paper)
        review = self.link.review
        if not selectors.may_read_exempt(self.actor, review):
            paper = without_exempt(paper)
        elif paper.has_exempt_part:
            services.record_reading(review, self.link.pack, form="link", by=self.actor, at=self.at)
        return {
            **found,
            "record": review,
            "title": f"Decide: {review.title}",
            "link": self.link,
            "paper": paper,
            "parts": drawing.parts(paper),
        }

    def done_sentence(self, result: GateReview) -> str:
        """Say what was decided."""
        return f"Your decision is recorded: {result.get_status_display().lower()}. The link no longer works."


class ReportView(GateAct):
    """Report an urgent decision."""

    act = acts.REPORT
    form_class = forms.ReportForm
    service: ClassVar[Any] = staticmethod(services.report)


class ReopenView(GateAct):
    """Open the gate again."""

    act = acts.REOPEN
    form_class = VersionedReasonForm
    service: ClassVar[Any] = staticmethod(services.reopen)


class CreditView(GateAct):
    """Record what a decision brought."""

    act = acts.CREDIT
    form_class = forms.CreditForm
    service: ClassVar[Any] = staticmethod(services.credit)


class RateView(GateAct):
    """Rate how the gate worked."""

    act = acts.RATE
    form_class = forms.RateForm
    service: ClassVar[Any] = staticmethod(services.rate)
    done = "Thank you. The yearly review of the gates reads what you said."


class ValidateView(GateAct):
    """Confirm what a decision brought."""

    act = acts.VALIDATE
    form_class = forms.NoteForm
    service: ClassVar[Any] = staticmethod(services.validate)
