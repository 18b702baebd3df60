"""Pages of approvals."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase

from hub.platform import clock, words
from hub.platform.act_table import REGISTRY as ACTS
from hub.platform.actors import Actor
from hub.platform.approvals import acts, selectors, services, together
from hub.platform.approvals.declare import REGISTRY
from hub.platform.approvals.forms import ApproveForm, AskForm, ReasonForm
from hub.platform.approvals.models import Request
from hub.platform.approvals.register import ApprovalRegister
from hub.platform.approvals.rules import in_words
from hub.platform.approvals.terms import RequestState
from hub.platform.identity.roles import OFFICERS
from hub.platform.registers.queue import QueueView, TogetherView
from hub.platform.several import Several, sort_out
from hub.platform.ui.parts import Link, Row, Tag
from hub.platform.ui.views import ActView, CreateView, RecordView

TAGS = {
    RequestState.ASKED: Tag("Waiting", "yellow"),
    RequestState.APPROVED: Tag("Approved", "green"),
    RequestState.SENT_BACK: Tag("Sent back", "red"),
    RequestState.LAPSED: Tag("Lapsed", "red"),
    RequestState.WITHDRAWN: Tag("Withdrawn", "grey"),
    RequestState.USED: Tag("Done", "grey"),
}


class ApprovalQueue(QueueView):
    """What waits on this person's decision; several can be decided at once."""

    reads = OFFICERS
    register = ApprovalRegister
    together = (
        Link("Approve these", "/approvals/together/approve/"),
        Link("Send these back", "/approvals/together/send-back/"),
    )


class ApprovalPage(RecordView):
    """One request: content as frozen, what changed since, route, limit, past steps, decision."""

    reads = OFFICERS
    find = staticmethod(selectors.request_for)
    template_name = "approvals/request.html"

    def context(self) -> dict[str, Any]:
        """Add the frozen content, the differences and the route."""
        request = self.record
        shown = {RequestState.ASKED, RequestState.APPROVED, RequestState.LAPSED}
        changes = selectors.changes_since(request) if request.status in shown else []
        subject = selectors.subject_of(request)
        before, after = selectors.neighbours(self.actor, request, at=self.at)
        return {
            **super().context(),
            "title": request.title,
            "before": before,
            "after": after,
            "taken": taken_by(request, self.actor),
            "tag": TAGS[RequestState(request.status)],
            "content": [Row(name, in_words(value)) for name, value in request.content.items()],
            "changes": [(name, in_words(before), in_words(after)) for name, before, after in changes],
            "rows": facts(request),
            "steps": list(request.steps.all()),
            "holders": self._holders(request),
            "subject_href": REGISTRY[request.key].link(subject) if subject is not None else "",
            "ask_again": selectors.ask_link(ACTS[request.verb], subject) if subject is not None else "",
        }

    def _holders(self, request: Request) -> str:
        step = request.next_step()
        if step is None:
            return ""
        on = clock.london(self.at).date()
        people = selectors.holders_of(step.role, on=on, authority_id=request.authority_id)
        return words.list_of([one.name for one in people if one.pk != request.asked_by_id], "or")


def facts(request: Request) -> list[Row]:
    """Give the summary of a request in words."""
    worth = f"{words.money(request.value)} ex VAT" if request.value is not None else ""
    return [
        Row("Asked by", request.asked_by.name),
        Row("Asked on", words.moment(request.asked_at)),
        Row("Value", worth, empty="Not known"),
        Row("Scheme of delegation", f"{request.band.get('label')} ({request.band.get('range')})"),
        Row("What to know", request.note, empty="Nothing was added"),
    ]


def taken_by(request: Request, actor: Actor) -> str:
    """Say who decided a request last, when that was somebody else; the reader may have come to decide it."""
    decided = [step for step in request.steps.all() if step.decision and step.decided_at]
    last = max(decided, key=lambda step: step.decided_at or request.asked_at, default=None)
    if last is None or last.decided_by is None or last.decided_at is None or last.decided_by_id == actor.person_id:
        return ""
    what = words.lower_first(str(last.get_decision_display()))  # type: ignore[attr-defined]
    return f"{last.decided_by.name} {what} this on {words.date_long(last.decided_at)}."


class Deciding(ActView):
    """A decision about one request; the next one that waits follows."""

    find = staticmethod(selectors.request_for)

    def wants_proof(self) -> bool:
        """Ask for a fresh sign-in where the line of the scheme says so."""
        return self.record.wants_fresh_sign_in  # type: ignore[no-any-return]

    def perform(self, form: Any) -> Any:
        """Remember which request comes next before this one leaves its place."""
        before, after = selectors.neighbours(self.actor, self.record, at=self.at)
        self.following = after or before
        return super().perform(form)

    def done_sentence(self, result: Any) -> str:
        """Say what was decided, and that the page shows the next."""
        return f"{self.done} This is the next one." if self.following else self.done

    def next_url(self, result: Any) -> str:
        """Go on with the next that waits, or back to the request."""
        return (self.following or result).get_absolute_url()  # type: ignore[no-any-return]


class Approve(Deciding):
    """Decide in favour."""

    act = acts.APPROVE
    form_class = ApproveForm
    service = staticmethod(services.approve)
    done = "Approved. The decision is on the record."


class SendBack(Deciding):
    """Decide against, and say what must change."""

    act = acts.SEND_BACK
    form_class = ReasonForm
    service = staticmethod(services.send_back)
    done = "Sent back, with your reason."


class DecidingTogether(TogetherView):
    """A decision about several requests."""

    queue = "/approvals/"
    noun = ("request", "requests")
    find_many = staticmethod(selectors.chosen)

    def wants_proof(self) -> bool:
        """Ask for a fresh sign-in where the line of any of them says so."""
        return any(request.wants_fresh_sign_in for request in self.chosen())

    def sort_out(self, records: list[Request]) -> Several:
        """Tell which of them this person may decide."""
        assert self.act is not None
        return sort_out(self.act, records, by=self.actor, at=self.at)

    def several(self, records: list[Request], form: Any) -> Several:
        """Decide."""
        return type(self).service(records, by=self.actor, at=self.at, **form.cleaned_data)  # type: ignore[no-any-return]


class ApproveTogether(DecidingTogether):
    """Approve several with one comment."""

    act = acts.APPROVE
    form_class = ApproveForm
    service = staticmethod(together.approve)
    past = "approved"


class SendBackTogether(DecidingTogether):
    """Send several back with one reason."""

    act = acts.SEND_BACK
    form_class = ReasonForm
    service = staticmethod(together.send_back)
    past = "sent back"


class Withdraw(ActView):
    """Take one's own request back."""

    act = acts.WITHDRAW
    find = staticmethod(selectors.request_for)
    form_class = ReasonForm
    service = staticmethod(services.withdraw)
    done = "Withdrawn."


class Ask(CreateView):
    """Ask for the approval of an act: what will be approved and who decides are shown before."""

    act = acts.ASK
    form_class = AskForm
    template_name = "approvals/ask.html"
    done = "Asked. You will be told of the decision."

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Find the act and the record within reach."""
        super().setup(request, *args, **kwargs)
        self.wanted = ACTS.get(request.GET.get("act", ""))
        pk = request.GET.get("id", "")
        actor = getattr(request, "actor", None)
        kind = request.GET.get("kind", "")
        found = services.find_subject(kind, int(pk), actor) if actor and pk.isdecimal() else None
        self.subject = found

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Answer 404 for what is out of reach or needs no approval."""
        if self.subject is None or self.wanted is None or self.wanted.needs not in REGISTRY:
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    def perform(self, form: Any) -> Request:
        """Ask."""
        assert self.wanted is not None
        cleaned = form.cleaned_data
        terms = {name: cleaned[name] for name in form.terms}
        return services.ask(self.wanted, self.subject, by=self.actor, at=self.at, note=cleaned["note"], terms=terms)

    def form_arguments(self) -> dict[str, Any]:
        """Add the fields of what is to be done."""
        assert self.wanted is not None and self.wanted.needs is not None
        approval = REGISTRY[self.wanted.needs]
        terms = approval.asks(self.subject) if approval.asks else {}
        return {**super().form_arguments(), "terms": terms}

    def context(self) -> dict[str, Any]:
        """Add the content to be frozen and the route."""
        assert self.wanted is not None and self.wanted.needs is not None and self.subject is not None
        approval = REGISTRY[self.wanted.needs]
        content = approval.content_of(self.subject)
        route = selectors.who_approves(
            approval.route,
            value=content.value,
            value_inc=content.value_inc,
            on=clock.london(self.at).date(),
            authority=self.subject.root.authority,
        )
        return {
            **super().context(),
            "title": f"Ask for approval: {words.lower_first(self.wanted.phrase)}",
            "content": [Row(name, in_words(value)) for name, value in content.fields.items()],
            "route": route,
            "asks": approval.asks is not None,
            "subject": self.subject,
            "subject_href": approval.link(self.subject),
        }
