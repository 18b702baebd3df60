"""Attested evidence and claims."""

from __future__ import annotations

from typing import Any

from django import forms as django_forms
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase

from hub.maturity import acts, forms, register, selectors, services
from hub.maturity.models import Evidence
from hub.platform.clock import london
from hub.platform.documents.services import Upload
from hub.platform.govuk.acting import ReasonForm
from hub.platform.identity.roles import OFFICERS
from hub.platform.identity.selectors import myself, officers_of
from hub.platform.registers.views import RegisterView
from hub.platform.tenancy.selectors import home_of
from hub.platform.ui.history import days_of
from hub.platform.ui.parts import Row
from hub.platform.ui.views import ActView, CreateView, RecordView
from hub.platform.words import date_long


class EvidenceRegisterView(RegisterView):
    """The register of evidence."""

    register = register.EvidenceRegister
    reads = OFFICERS
    menu = "strategy"


class EvidenceView(RecordView):
    """One piece of evidence."""

    reads = OFFICERS
    menu = "strategy"
    find = selectors.evidence
    template_name = "maturity/evidence.html"
    record: Evidence

    def context(self) -> dict[str, Any]:
        """Add facts and history."""
        one, on = self.record, london(self.at).date()
        counts = one.stands_on(on) and one.pk in selectors.with_paper([one], self.at)
        rows = [
            Row("Capability", one.capability, href=f"/maturity/capabilities/{one.capability}/"),
            Row("Counts today", "Yes" if counts else "No"),
            Row("Owner", one.owner.name),
            *(
                [Row("Original", one.proof, href=one.proof if one.proof.startswith(("https://", "/")) else "")]
                if one.proof
                else []
            ),
            Row("Given", date_long(one.given_on)),
            Row("Lapses", date_long(one.expires_on)),
            *([Row("Withdrawn", date_long(one.withdrawn_on))] if one.withdrawn_on else []),
            *([Row("Note", one.note)] if one.note else []),
        ]
        return {**super().context(), "rows": rows, "counts": counts, "days": days_of(one, self.actor)}


class AttestView(CreateView):
    """Attest that a part of a level test holds."""

    act = acts.ATTEST
    menu = "strategy"
    form_class = forms.EvidenceForm
    service = staticmethod(services.attest)

    def form_arguments(self) -> dict[str, Any]:
        """Give the form the parts and the people; the address may name a part."""
        authority, on = home_of(self.actor), london(self.at).date()
        if authority is None:
            raise Http404
        parts = selectors.part_choices(on, authority)
        initial = {"part": self.request.GET.get("part", ""), "owner": self.actor.person_id, "given_on": on}
        return {"initial": initial, "parts": parts, "people": officers_of(authority, on=on)}

    def arguments(self, form: django_forms.Form) -> dict[str, Any]:
        """Add the authority."""
        given = dict(form.cleaned_data)
        file = given.pop("file")
        return {"authority": home_of(self.actor), "upload": Upload(file.name, file), **given}


class WithdrawView(ActView):
    """Withdraw evidence."""

    act = acts.WITHDRAW
    menu = "strategy"
    find = selectors.evidence
    service = staticmethod(services.withdraw)
    form_class = ReasonForm


class ClaimView(CreateView):
    """Claim a level for a row or a behaviour; the address names it."""

    act = acts.CLAIM
    menu = "strategy"
    form_class = forms.ClaimForm
    service = staticmethod(services.claim)

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Answer 404 for what has no level to claim."""
        authority = home_of(self.actor)
        on = london(self.at).date()
        if authority is None or kwargs["code"] not in services.claimable(authority, kwargs["subject"], on):
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    def arguments(self, form: django_forms.Form) -> dict[str, Any]:
        """Give what is claimed, by whom, at which authority."""
        subject, code = self.kwargs["subject"], self.kwargs["code"]
        person = myself(self.actor)
        return {
            "authority": home_of(self.actor),
            "subject": subject,
            "code": code,
            "person": person,
            **form.cleaned_data,
        }

    def context(self) -> dict[str, Any]:
        """Say what it is for."""
        return {**super().context(), "title": f"Claim a level for {self.kwargs['code']}"}
