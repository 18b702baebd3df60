"""Page 4, and what is done while a quote is open: more time, answers, letters again, taking it back."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms as django_forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponseRedirect
from django.http.response import HttpResponseBase

from hub.platform.clock import london
from hub.platform.identity.selectors import holders_of
from hub.platform.words import deadline, plural
from hub.tender import acts, answering, forms, selectors, services
from hub.tender.models import Tender
from hub.tender.rules import timing
from hub.tender.selectors.checking import usual_due
from hub.tender.terms import SENT
from hub.tender.views.beginning import QuoteAct

SENT_ALREADY = "It was sent already. Nobody was written to twice."


class InviteView(QuoteAct):
    """Page 4: everything as the suppliers will read it, and one button that sends."""

    act = acts.INVITE
    title = "Quick quote: check and send"
    template_name = "tender/check.html"
    service: ClassVar[Any] = staticmethod(services.invite)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Send it; whoever presses twice reads that it was sent."""
        answer = super().post(request, *args, **kwargs)
        if answer.status_code not in {302, 303}:
            self.record.refresh_from_db()
            if self.record.status in SENT:
                messages.info(request, SENT_ALREADY)
                return HttpResponseRedirect(self.record.get_absolute_url())
        return answer

    def context(self) -> dict[str, Any]:
        """Add what is sent, to whom, and what the law adds."""
        one: Tender = self.record
        on = london(self.at).date()
        state, _ = answering.state(one, self.at)
        unusual = timing.why_unusual(one.due_at, tables=self.tables()) if one.due_at else ""
        return {
            **super().context(),
            "route": selectors.route_of(one.procurement, on=on),
            "guests": selectors.invitations_of(one),
            "questions": selectors.questions_of(one),
            "papers": selectors.papers_of(one),
            "letter": selectors.letter_of(one),
            "takes_answers": answering.takes(),
            "state": state,
            "unusual": unusual,
        }

    def tables(self) -> Any:
        """Give the law's tables for the calendar."""
        return selectors.tables_of(self.record)

    def done_sentence(self, result: Tender) -> str:
        """Say to how many it goes."""
        return f"Sent to {plural(result.invited_count, 'supplier')}. The list shows when each letter arrives."


class ExtendView(QuoteAct):
    """Give everybody more time."""

    act = acts.EXTEND
    form_class: ClassVar[Any] = forms.ExtendForm
    template_name = "tender/extend.html"
    service: ClassVar[Any] = staticmethod(services.extend)

    def get_initial(self) -> dict[str, Any]:
        """Fill in the usual moment after the present one."""
        one = self.record
        due = london(usual_due(one, at=max(self.at, one.due_at)) if one.due_at else self.at)
        return {**super().get_initial(), "due_on": due.date(), "due_time": f"{due:%H:%M}"}

    def arguments(self, form: django_forms.Form) -> dict[str, Any]:
        """Give the moment."""
        return {name: form.cleaned_data[name] for name in ("due_at", "reason", "version")}

    def done_sentence(self, result: Tender) -> str:
        """Say until when, and that everybody is told."""
        until = deadline(result.due_at) if result.due_at else ""
        return f"Answers are now due by {until}. Everybody who is asked is told."


class AnswerView(QuoteAct):
    """Answer a question to everybody."""

    act = acts.ANSWER
    form_class: ClassVar[Any] = forms.AnswerForm
    template_name = "tender/answer.html"
    service: ClassVar[Any] = staticmethod(services.answer)
    done = "Answered. Everybody who is asked is told, in the same words."

    def form_arguments(self) -> dict[str, Any]:
        """Offer the questions that wait; who asked them is not shown."""
        waiting = [(row.pk, row.text) for row in selectors.waiting_enquiries(self.record)]
        return {**super().form_arguments(), "waiting": waiting}

    def get_initial(self) -> dict[str, Any]:
        """Begin with the oldest question that waits."""
        waiting = selectors.waiting_enquiries(self.record)
        first = {"question": waiting[0].text, "enquiries": [waiting[0].pk]} if waiting else {}
        return {**super().get_initial(), **first}

    def arguments(self, form: django_forms.Form) -> dict[str, Any]:
        """Give question and answer."""
        given = form.cleaned_data
        names = ("question", "said", "names_on_purpose", "version")
        return {"enquiries": given.get("enquiries", []), **{name: given[name] for name in names}}


class ResendView(QuoteAct):
    """Send the invitation to one supplier again."""

    act = acts.RESEND
    form_class: ClassVar[Any] = forms.ResendForm
    template_name = "tender/resend.html"
    service: ClassVar[Any] = staticmethod(services.resend)

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Find the supplier within the quote."""
        super().setup(request, *args, **kwargs)
        rows = selectors.invitations_of(self.record) if self.record is not None else []
        self.rows = rows
        self.invitation = next((row for row in rows if row.pk == kwargs.get("number")), None)

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Answer 404 for one who is not asked here."""
        if "number" in kwargs and self.invitation is None:
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    def get_initial(self) -> dict[str, Any]:
        """Fill in the address as it stands."""
        email = self.invitation.email if self.invitation is not None else ""
        return {**super().get_initial(), "email": email}

    def arguments(self, form: django_forms.Form) -> dict[str, Any]:
        """Give whom, and where."""
        if self.invitation is None:
            raise Http404
        given = form.cleaned_data
        return {"invitation": self.invitation, "email": given["email"], "version": given["version"]}

    def context(self) -> dict[str, Any]:
        """Add who it is, or those to choose from."""
        return {**super().context(), "invitation": self.invitation, "rows": self.rows}


class WithdrawView(QuoteAct):
    """Take it back."""

    act = acts.WITHDRAW
    form_class: ClassVar[Any] = forms.VersionedReasonForm
    template_name = "tender/withdraw.html"
    service: ClassVar[Any] = staticmethod(services.withdraw)


class TransferView(QuoteAct):
    """Let somebody else lead it."""

    act = acts.TRANSFER
    form_class: ClassVar[Any] = forms.TransferForm
    service: ClassVar[Any] = staticmethod(services.transfer)

    def form_arguments(self) -> dict[str, Any]:
        """Give the form those who may lead one."""
        people = holders_of(acts.PREPARE.held_by, self.record.authority, london(self.at).date())
        return {**super().form_arguments(), "people": people}
