"""Pages of disposal: what is due, the lists that were proposed, the decision, the certificate."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms as django_forms
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_safe

from hub.platform import clock, words
from hub.platform.actors import Actor
from hub.platform.documents import acts, disposing, selectors
from hub.platform.documents import certificate as certificates
from hub.platform.documents.forms import ApproveForm, ProposeForm, ReasonForm
from hub.platform.documents.models import Disposal, Document
from hub.platform.documents.terms import CONFIDENTIAL_READERS, DisposalState
from hub.platform.identity.roles import Role
from hub.platform.tenancy.selectors import home_of
from hub.platform.ui.parts import Row
from hub.platform.ui.views import ActView, CreateView, PageView, RecordView

READERS = acts.PROPOSERS | acts.APPROVERS | {Role.AUDITOR}
HIDDEN = "A confidential paper"
COLOURS = {DisposalState.PROPOSED: "yellow", DisposalState.APPROVED: "green"}


def due_papers(actor: Actor, on: date) -> list[tuple[Document, date]]:
    """Give the papers of the actor's own authority that are due, wait on no list and that the actor may read."""
    home = home_of(actor)
    if home is None:
        return []
    waiting = selectors.waiting_papers(home)
    due = selectors.due_for_disposal(on, home)
    return [(one, over) for one, over in due if one.pk not in waiting and selectors.may_read(one, actor)]


def find_disposal(actor: Actor, reference: str) -> Disposal | None:
    """Give a list within an actor's reach."""
    return selectors.disposals(actor, READERS).filter(reference=reference).first()  # type: ignore[no-any-return]


class DisposalsView(PageView):
    """What is due, and every list so far."""

    reads = READERS
    template_name = "documents/disposals.html"
    title = "Papers to dispose of"

    def context(self) -> dict[str, Any]:
        """Add the count of what is due and the lists."""
        found = Paginator(selectors.disposals(self.actor, READERS), 50).get_page(self.request.GET.get("page", "1"))
        rows = [(one, DisposalState(one.status), COLOURS.get(DisposalState(one.status), "grey")) for one in found]
        due = due_papers(self.actor, clock.london(self.at).date())
        return {
            **super().context(),
            "rows": rows,
            "page": found,
            "due": len(due),
            "may_propose": self.actor.has_any(acts.PROPOSERS),
        }


class ProposeView(CreateView):
    """Choose from what is due."""

    act = acts.PROPOSE_DISPOSAL
    form_class = ProposeForm
    template_name = "documents/propose.html"
    title = "Propose papers for disposal"

    def form_arguments(self) -> dict[str, Any]:
        """Offer the papers that are due, the longest overdue first."""
        due = due_papers(self.actor, clock.london(self.at).date())[: disposing.MOST]
        self.count = len(due)
        return {"due": [(one, one.title, self._hint(one, over)) for one, over in due]}

    def context(self) -> dict[str, Any]:
        """Say whether anything is due at all."""
        return {**super().context(), "count": self.count}

    def _hint(self, document: Document, over: date) -> str:
        return f"{document.subject}. Its time was over on {words.date_long(over)}."

    def perform(self, form: django_forms.Form) -> Any:
        """Propose them."""
        home = home_of(self.actor)
        if home is None:
            raise Http404
        chosen = [int(pk) for pk in form.cleaned_data["papers"]]
        return disposing.propose(chosen, authority=home, note=form.cleaned_data["note"], by=self.actor, at=self.at)


class DisposalView(RecordView):
    """One list: its papers, who proposed it, what was decided."""

    reads = READERS
    find = staticmethod(find_disposal)
    template_name = "documents/disposal.html"

    def context(self) -> dict[str, Any]:
        """Add the papers, without the titles of confidential ones for those who may not read these."""
        record: Disposal = self.record
        trusted = self.actor.holds(CONFIDENTIAL_READERS, record.authority_id)
        lines = [
            (line, line.document if trusted or not line.document.is_confidential else None)
            for line in selectors.disposal_lines(record)
        ]
        state = DisposalState(record.status)
        return {
            **super().context(),
            "title": f"Disposal {record.reference}",
            "lines": lines,
            "hidden": HIDDEN,
            "state": state,
            "colour": COLOURS.get(state, "grey"),
            "rows": facts(record),
            "may_have_certificate": trusted and bool(record.certificate),
        }


def facts(disposal: Disposal) -> list[Row]:
    """Give what happened to a list, in words."""
    rows = [Row("Proposed", f"{_name(disposal.proposed_by)}, {words.moment(disposal.proposed_at)}")]
    if disposal.note:
        rows.append(Row("Note", disposal.note))
    if disposal.decided_at:
        rows.append(Row("Decided", f"{_name(disposal.decided_by)}, {words.moment(disposal.decided_at)}"))
    if disposal.decision_note:
        rows.append(Row("Reason", disposal.decision_note))
    if disposal.status == DisposalState.APPROVED:
        removed = disposal.files_removed_at
        rows.append(Row("Files", f"Removed, {words.moment(removed)}" if removed else "Being removed"))
        if disposal.files_kept:
            count = words.plural(disposal.files_kept, "file")
            rows.append(Row("Still needed", f"{count} stayed in the store, because another record has the same file"))
    return rows


def _name(person: Any) -> str:
    return person.name if person else "The Hub"


class OnDisposal(ActView):
    """A decision about a list."""

    find = staticmethod(find_disposal)


class ApproveView(OnDisposal):
    """Approve: the files go for good."""

    needs_fresh_proof = True
    act = acts.APPROVE_DISPOSAL
    form_class = ApproveForm
    service = disposing.approve
    template_name = "documents/approve_disposal.html"

    def context(self) -> dict[str, Any]:
        """Say how much will go."""
        return {**super().context(), "count": self.record.lines.count()}

    def done_sentence(self, result: Any) -> str:
        """Say what happened."""
        return "Approved. The papers are disposed of and the certificate is ready."


class RefuseView(OnDisposal):
    """Refuse: the papers stay."""

    act = acts.REFUSE_DISPOSAL
    form_class = ReasonForm
    service = disposing.refuse


class TakeBackView(OnDisposal):
    """Take the list back before a decision."""

    act = acts.WITHDRAW_DISPOSAL
    form_class = ReasonForm
    service = disposing.withdraw


@require_safe
def certificate(request: HttpRequest, reference: str) -> HttpResponseBase:
    """Hand out the certificate with its signature."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    found = find_disposal(actor, reference)
    if found is None or not found.certificate or not actor.holds(CONFIDENTIAL_READERS, found.authority_id):
        raise Http404
    answer = HttpResponse(certificates.signed(found), content_type="text/plain; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="certificate-{found.reference}.txt"'
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


certificate.reads = CONFIDENTIAL_READERS  # type: ignore[attr-defined]
