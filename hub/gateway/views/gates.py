"""Pages of gates: register, record, pack, and what is done before the decision."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any, ClassVar

from django import forms as django_forms
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from hub.gateway import acts, forms, selectors, services, showing
from hub.gateway.models import GateReview
from hub.gateway.register import GateRegister
from hub.gateway.services.linking import may_get_link
from hub.gateway.terms import TO_SUBMIT
from hub.governance import selectors as governance
from hub.platform import gates
from hub.platform.govuk.acting import VersionedReasonForm
from hub.platform.identity.models import Person
from hub.platform.identity.roles import OFFICERS
from hub.platform.identity.selectors import officers_of
from hub.platform.papers import drawing
from hub.platform.papers.paper import Paper, from_plain, without_exempt
from hub.platform.registers.views import RegisterView
from hub.platform.ui.history import days_of
from hub.platform.ui.views import CreateView, OnRecord, RecordView, VersionedAct

MENU = "procure"
NOTHING_TOLD = services.Submission()


class GateRegisterView(RegisterView):
    """The gates."""

    register = GateRegister
    reads = OFFICERS
    menu = MENU


class GateView(RecordView):
    """One gate: what it asks, what the record answers, the pack, the decision, the conditions."""

    reads = OFFICERS
    menu = MENU
    find = selectors.review
    template_name = "gateway/gate.html"
    record: GateReview

    def context(self) -> dict[str, Any]:
        """Add the questions, the packs, the conditions and the history."""
        review, at = self.record, self.at
        on = selectors.today(at)
        deciders = showing.decider(review)
        newest = selectors.pack_of(review)
        found = super().context()
        return {
            **found,
            "offers": showing.offers_of(review, found["offers"], deciders),
            "rows": showing.gate_facts(review, deciders),
            "tag": showing.gate_tag(review),
            "waits_on": showing.waits_on(review, deciders),
            "asked": self.asked(newest),
            "is_frozen": newest is not None and review.status not in TO_SUBMIT,
            "pack": newest,
            "packs": list(review.packs.select_related("made_by")),
            "conditions": [(one, showing.condition_tag(one, on)) for one in selectors.conditions_of(review)],
            "lessons": gates.lessons_for(review.procurement, review.gate, at),
            "days": days_of(review, self.actor),
        }

    def asked(self, newest: Any) -> list[dict[str, Any]]:
        """Give the questions as they were answered in the pack, or as they are answered now."""
        review = self.record
        if newest is not None and review.status not in TO_SUBMIT:
            return showing.asked_rows(newest.evidence)
        gate = selectors.gate_on(review.gate, selectors.today(self.at), review.authority)
        if gate is None:
            return []
        return showing.asked_rows([asdict(one) for one in selectors.asked_of(review.procurement, gate, self.at)])


class OpenView(CreateView):
    """Open a gate of a procurement by hand."""

    act = acts.OPEN_GATE
    menu = MENU
    form_class = forms.OpenForm

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Find the procurement within reach."""
        super().setup(request, *args, **kwargs)
        actor = getattr(request, "actor", None)
        reference = request.GET.get("procurement", "")
        self.case = selectors.procurement_for(actor, reference) if actor and reference else None

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Answer 404 without a procurement."""
        if self.case is None:
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    def form_arguments(self) -> dict[str, Any]:
        """Offer the gates of the authority."""
        assert self.case is not None
        every = selectors.gates_on(selectors.today(self.at), self.case.authority)
        choices = [(gate.code, gate.name) for gate in every]
        return {"initial": {"gate": self.request.GET.get("gate", "")}, "gates": choices}

    def perform(self, form: django_forms.Form) -> GateReview:
        """Open it."""
        assert self.case is not None
        return services.open_gate(self.case, gate=form.cleaned_data["gate"], by=self.actor, at=self.at)

    def context(self) -> dict[str, Any]:
        """Name the procurement."""
        assert self.case is not None
        return {**super().context(), "title": f"Open a gate of {self.case.title}"}


class PackPage(OnRecord):
    """What the pages of a pack share: the pack that is asked for, and what of it this person may read."""

    reads = OFFICERS
    menu = MENU
    find = selectors.review
    record: GateReview

    def number(self) -> int | None:
        """Give which pack is asked for; the newest unless one is named."""
        told = self.request.GET.get("pack", "")
        return int(told) if told.isascii() and told.isdigit() and len(told) < 5 else None

    def paper(self) -> tuple[Paper, Any]:
        """Give the paper with its pack, or the draft that would be submitted now."""
        review = self.record
        pack = selectors.pack_of(review, self.number())
        if pack is None or (review.status in TO_SUBMIT and self.number() is None):
            made = services.draft(review, told=NOTHING_TOLD, by=self.actor, at=self.at)
            paper = _marked(made.paper, "Draft, not submitted")
            pack = None
        else:
            paper = _marked(from_plain(pack.paper), f"Pack {pack.number}, fingerprint {pack.short_digest}")
        if not selectors.may_read_exempt(self.actor, review):
            return without_exempt(paper), pack
        if paper.has_exempt_part:
            services.record_reading(review, pack, form=self.kwargs.get("format", "page"), by=self.actor, at=self.at)
        return paper, pack


def _marked(paper: Paper, mark: str) -> Paper:
    return Paper(paper.title, paper.kicker, paper.author, paper.made_on, paper.facts, paper.sections, mark)


class PackView(PackPage):
    """The pack as a page."""

    template_name = "gateway/pack.html"

    def context(self) -> dict[str, Any]:
        """Add the paper."""
        paper, pack = self.paper()
        return {
            **super().context(),
            "title": paper.title,
            "paper": paper,
            "parts": drawing.parts(paper),
            "pack": pack,
            "query": f"?pack={pack.number}" if pack is not None else "",
        }


class PackFileView(PackPage):
    """The pack as a file: Word or PDF."""

    DRAWN: ClassVar[dict[str, Any]] = {
        "pdf": (drawing.PDF, drawing.to_pdf),
        "docx": (drawing.DOCX, drawing.to_docx),
    }

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Draw it."""
        if kwargs["format"] not in self.DRAWN:
            raise Http404
        content_type, draw = self.DRAWN[kwargs["format"]]
        paper, pack = self.paper()
        name = f"{self.record.reference}-{f'pack-{pack.number}' if pack else 'draft'}.{kwargs['format']}"
        response = HttpResponse(draw(paper), content_type=content_type)
        response["Content-Disposition"] = f'attachment; filename="{name}"'
        return response


class GateAct(VersionedAct):
    """An act on a gate."""

    find = selectors.review
    menu = MENU
    form_class: ClassVar[Any] = VersionedReasonForm
    record: GateReview


class SubmitView(GateAct):
    """Submit the pack; what is still missing is shown first, with links."""

    act = acts.SUBMIT
    form_class = forms.SubmitForm
    template_name = "gateway/submit.html"
    done = "Submitted. The pack is pinned as it is now, and who decides is told."

    def form_arguments(self) -> dict[str, Any]:
        """Offer the people of the authority."""
        people = officers_of(self.record.authority, on=selectors.today(self.at))
        lessons = gates.lessons_for(self.record.procurement, self.record.gate, self.at)
        is_key = selectors.takes_key_decision(self.record, self.at)
        return {**super().form_arguments(), "people": people, "has_lessons": bool(lessons), "is_key": is_key}

    def get_initial(self) -> dict[str, Any]:
        """Fill in the sponsor that was named before."""
        return {**super().get_initial(), "sponsor": self.record.sponsor}

    def perform(self, form: django_forms.Form) -> GateReview:
        """Submit it."""
        told = dict(form.cleaned_data)
        version = told.pop("version")
        return services.submit(
            self.record, told=services.Submission(**told), by=self.actor, at=self.at, version=version
        )

    def context(self) -> dict[str, Any]:
        """Add what the gate asks and which lessons are offered."""
        made = services.draft(self.record, told=NOTHING_TOLD, by=self.actor, at=self.at)
        return {
            **super().context(),
            "title": f"Submit the pack: {self.record.name}",
            "asked": showing.asked_rows([asdict(one) for one in made.asked]),
            "gaps": made.gaps,
            "lessons": made.lessons,
            "deciders": made.decides.name,
        }


class PutView(GateAct):
    """Put the pack on an agenda."""

    act = acts.PUT
    form_class = forms.PutForm
    service: ClassVar[Any] = staticmethod(services.put)
    done = "It is on the agenda."

    def form_arguments(self) -> dict[str, Any]:
        """Offer the meetings of the body that are still to come."""
        rows = governance.open_for_items(self.actor, on=selectors.today(self.at))
        meetings = rows.filter(body=self.record.body_id).order_by("meets_on")
        return {**super().form_arguments(), "meetings": meetings, "is_key": self.record.is_key}


class SendLinkView(GateAct):
    """Send somebody a link by which they can decide."""

    act = acts.SEND_LINK
    form_class = forms.LinkForm
    service: ClassVar[Any] = staticmethod(services.send_link)

    def form_arguments(self) -> dict[str, Any]:
        """Offer those who may decide alone."""
        keys = [one.pk for one in may_get_link(self.record, self.at)]
        people = officers_of(self.record.authority, on=selectors.today(self.at)).filter(pk__in=keys)
        return {**super().form_arguments(), "people": people}

    def done_sentence(self, result: Any) -> str:
        """Say to whom it went."""
        person: Person = result.person
        return f"{person.name} has the link by e-mail. It works once."

    def next_url(self, result: Any) -> str:
        """Go back to the gate."""
        return self.record.get_absolute_url()


class WithdrawView(GateAct):
    """Take the pack back."""

    act = acts.WITHDRAW
    service: ClassVar[Any] = staticmethod(services.withdraw)
