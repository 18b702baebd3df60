"""Which gates a procurement must pass, what each asks, who decides it; and which waivers count as earlier ones."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from hub.gateway import rules
from hub.gateway.models import GateReview, Waiver
from hub.gateway.rules import Decider, EarlierWaiver, Gate, GateFacts, Pinned
from hub.governance import selectors as governance
from hub.governance.models import Body
from hub.governance.selectors.scheme import Case
from hub.governance.selectors.scheme import who_decides as scheme_decides
from hub.governance.terms import KeyRoute
from hub.law.planning.terms import StepName
from hub.law.terms import ContractKind
from hub.law.thresholds import ThresholdFacts, threshold
from hub.platform import gates, words
from hub.platform.actors import Actor
from hub.platform.approvals.rules import Band
from hub.platform.clock import london
from hub.platform.documents.models import Document
from hub.platform.documents.terms import State as PaperState
from hub.platform.gates import Answer, Evidence, Gap
from hub.platform.identity.models import Person
from hub.platform.identity.roles import Role
from hub.platform.identity.selectors import role_holders
from hub.platform.reference import lookup
from hub.platform.reference.models import Entry
from hub.platform.reference.statute import statute
from hub.platform.tenancy.models import Authority
from hub.procurement import selectors as procurements
from hub.procurement.appraisal import selectors as options
from hub.procurement.models import Procurement
from hub.supplier.rules import match_key

# The gates whose decision chooses among the options of an appraisal.
BY_OPTIONS = frozenset({"strategy", "market"})
GATES, GROUNDS, WAIVER_RULES = "gates", "waiver_grounds", "waiver_rules"
# The day on which the stage after a gate began; a gate opened later than that is after the event.
BEGUN = {"need": "approved_on", "strategy": "approved_on", "market": "competed_on", "award": "awarded_on"}


def gates_on(on: date, authority: Authority) -> list[Gate]:
    """Give the gates of an authority as they stand on a day, in their order.

    :raises BadGate: when one of them cannot be read.
    """
    rows = lookup.layered(GATES, on=on, authority=authority)
    found = [rules.gate_of(row.code, row.label, row.data, valid_from=row.valid_from, source=row.source) for row in rows]
    return sorted(found, key=lambda gate: (gate.number, gate.code))


def gate_on(code: str, on: date, authority: Authority) -> Gate | None:
    """Give one gate as it stands on a day, or None."""
    return next((gate for gate in gates_on(on, authority) if gate.code == code), None)


def facts_of(procurement: Procurement) -> GateFacts:
    """Give what decides which gates a procurement must pass."""
    value = procurement.estimate_inc_vat
    if procurement.aggregate_inc_vat is not None:
        value = max(value or 0, procurement.aggregate_inc_vat)  # type: ignore[assignment]
    return GateFacts(
        value_inc_vat=None if procurement.is_beyond_estimate else value,
        is_covered=_is_covered(procurement, value),
        risk=procurement.risk_level,
        tier=procurement.tier,
        procedure=procurement.procedure,
        is_key_decision=procurement.is_key_decision,
        is_political=procurement.has_political_interest,
        is_novel=procurement.is_novel,
    )


def _is_covered(procurement: Procurement, value: Any) -> bool | None:
    """Ask the law whether the value reaches its threshold; one that cannot be estimated does (PA 2023 s.4(4))."""
    if procurement.is_beyond_estimate:
        return True
    if value is None or not procurement.contract_kind:
        return None
    kind = ContractKind.LIGHT_TOUCH if procurement.is_light_touch else ContractKind(procurement.contract_kind)
    told = threshold(ThresholdFacts(on=procurement.rules_on, kind=kind, value_inc_vat=value), tables=statute())
    return told.result.covered if told.result is not None else None


def now_pinned(procurement: Procurement) -> Pinned:
    """Give what a decision of today would be taken on: what counts together is worth what it is worth together."""
    return Pinned(facts_of(procurement).value_inc_vat, procurement.procedure)


def begun(procurement: Procurement, gate: str) -> date | None:
    """Give the day on which the stage after a gate began, or None."""
    return getattr(procurement, BEGUN[gate]) if gate in BEGUN else None


def takes_key_decision(review: GateReview, at: datetime) -> bool:
    """Say whether a gate takes the key decision of its procurement: where its decision has a notice."""
    gate = gate_on(review.gate, today(at), review.authority)
    return gate is not None and gate.has_notice and bool(review.procurement.is_key_decision)


def notice_in_plan(procurement: Procurement) -> date | None:
    """Give the day of the notice of the key decision, where somebody typed it into the newest timetable as done."""
    plan = procurement.plans.first()
    for one in plan.facts.get("days", ()) if plan is not None else ():
        is_done = one["step"] == StepName.KEY_DECISION_NOTICE and one["sort"] == "done"
        if is_done and one["other_on"]:
            return date.fromisoformat(one["other_on"])
    return None


@dataclass(frozen=True)
class Deciders:
    """Who decides a gate, with the people behind it.

    :param body: the body, where there is one of that code.
    :param people: those who hold the role, where a role decides.
    """

    decider: Decider
    body: Body | None
    people: Sequence[Person]

    @property
    def name(self) -> str:
        """Name who decides."""
        body = self.body.name if self.body else self.decider.body.replace("_", " ")
        if self.decider.role is None:
            return f"the {body}" if not body.lower().startswith("the ") else body
        holder = f"the {self.decider.role.label.lower()}"
        return f"{holder}, once the {body} has advised" if self.decider.body else holder


def approving_body(procurement: Procurement, on: date) -> str:
    """Give the code of the body that decides the gate before a procurement competes; "" where none does."""
    gate = gate_on("strategy", on, procurement.authority)
    facts = facts_of(procurement)
    if gate is None or not gate.reasons(facts):
        return ""
    return gate.decider(facts).body


def approved_on(procurement: Procurement) -> date | None:
    """Give the day on which the gate before a procurement competes was passed, or None."""
    found = _approval(procurement)
    return london(found.decided_at).date() if found is not None and found.decided_at else None


def approval_noticed_on(procurement: Procurement) -> date | None:
    """Give the day of the notice of that decision, where it was a key decision with one."""
    found = _approval(procurement)
    return found.key_notice_on if found is not None and found.key_route == KeyRoute.NOTICE else None


def _approval(procurement: Procurement) -> GateReview | None:
    return GateReview.objects.of(procurement).given().filter(gate="strategy").first()  # type: ignore[no-any-return]


def who_decides(gate: Gate, procurement: Procurement, *, on: date) -> Deciders:
    """Say who decides a gate of a procurement on a day."""
    decider = gate.decider(facts_of(procurement))
    if gate.commits:
        decider = _by_the_scheme(decider, procurement, on)
    body = governance.body_with_code(decider.body, procurement.authority) if decider.body else None
    people = role_holders([decider.role], procurement.authority_id, on) if decider.role else []
    return Deciders(decider, body, people)


def decider_by_rules_of(review: GateReview) -> Decider | None:
    """Give who would decide a gate by the rules of its pack's day, with what the procurement has become since."""
    gate, case = gate_on(review.gate, review.gates_on, review.authority), review.procurement
    if gate is None:
        return None
    decider = gate.decider(facts_of(case))
    return _by_the_scheme(decider, case, review.gates_on) if gate.commits else decider


def _by_the_scheme(decider: Decider, procurement: Procurement, on: date) -> Decider:
    """Let the scheme of delegation say who decides what commits the authority; the gate where the scheme is silent."""
    band = scheme_line(procurement, on=on)
    if band is None or not (band.body or band.steps):
        return decider
    return Decider(body=band.body) if band.body else Decider(role=Role(band.steps[-1].role))


def scheme_line(procurement: Procurement, *, on: date) -> Band | None:
    """Give the line of the scheme of delegation that holds for a procurement on a day."""
    worth = Case(
        procurement.estimate_ex_vat, procurement.estimate_inc_vat, procurement.procedure, procurement.risk_level
    )
    return scheme_decides(worth, on=on, authority=procurement.authority).band


@dataclass(frozen=True)
class Asked:
    """One thing that a gate asks, with the answer of the record.

    :param must: whether the gate cannot be submitted without it, except urgently.
    """

    question: str
    holds: bool
    says: str
    page: str
    must: bool
    key: str = ""


def asked_of(procurement: Procurement, gate: Gate, at: datetime) -> list[Asked]:
    """Give everything that a gate asks of a procurement: registered evidence first, then its papers."""
    answered = gates.answers(procurement, gate.code, at)
    musts = gate.requires(facts_of(procurement))
    found = [_asked(one, said, one.key in musts) for one, said in answered]
    return found + _papers(procurement, gate)


def _asked(evidence: Evidence, said: Answer, must: bool) -> Asked:
    return Asked(evidence.question, said.holds, said.says, said.page, must, evidence.key)


def gaps_in(procurement: Procurement, gate: Gate, at: datetime) -> Iterator[Gap]:
    """Give what a gate requires of a procurement and does not find, in the order in which it asks."""
    for one, said in gates.answers(procurement, gate.code, at, only=gate.requires(facts_of(procurement))):
        if not said.holds:
            todo = said.todo or (said.act.phrase if said.act else one.question)
            yield Gap(one.key, todo, said.says, said.page, said.act, said.comes_first)
    for paper in _papers(procurement, gate):
        if not paper.holds:
            name = dict(gate.papers)[paper.key.removeprefix("paper.")]
            yield Gap(paper.key, f"Add the {words.lower_first(name)}", paper.says, paper.page)


def _papers(procurement: Procurement, gate: Gate) -> list[Asked]:
    if not gate.papers:
        return []
    page = f"{procurement.get_absolute_url()}documents/"
    rows = Document.objects.filter(subject_kind=procurement.kind(), subject_id=procurement.pk)
    known = dict(rows.exclude(status=PaperState.WITHDRAWN).values_list("paper_kind", "title"))
    return [
        Asked(
            f"Is this paper there: {name}?",
            kind in known,
            known.get(kind, f"{name} is not among the documents. Add it to the procurement."),
            page,
            must=True,
            key=f"paper.{kind}",
        )
        for kind, name in gate.papers
    ]


def open_papers(procurement: Procurement) -> list[Document]:
    """Give the current documents of a procurement that are not confidential, with their versions."""
    rows = Document.objects.filter(
        subject_kind=procurement.kind(), subject_id=procurement.pk, status=PaperState.CURRENT, is_confidential=False
    )
    return list(rows.prefetch_related("versions").order_by("title", "pk"))


def procurement_for(actor: Actor, reference: str) -> Procurement | None:
    """Give a procurement within an actor's reach, or None."""
    return procurements.find(actor, reference)


def grounds(authority: Authority, *, on: date) -> list[Entry]:
    """Give the grounds on which an authority waives its rules on a day."""
    return lookup.get(GROUNDS, on=on, authority=authority)


def repeat_years(authority: Authority, *, on: date) -> int:
    """Give how many years back an earlier waiver counts."""
    return int(lookup.value(WAIVER_RULES, "repeats", on=on, authority=authority)["years"])


def earlier_waivers(authority: Authority, *, since: date, but: int | None = None) -> list[EarlierWaiver]:
    """Give the waivers of an authority that a new one may repeat.

    :param since: the first day that counts.
    :param but: the number of a waiver that is left out: the one in question.
    """
    rows = Waiver.objects.counting().filter(authority=authority, asked_on__gte=since).exclude(pk=but)
    return [as_earlier(row) for row in rows.order_by("asked_on", "pk")]


def as_earlier(waiver: Waiver) -> EarlierWaiver:
    """Give a waiver as repeats are looked for."""
    key = match_key(waiver.supplier_name)
    return EarlierWaiver(
        waiver.reference, waiver.asked_on, waiver.supplier_id, key, waiver.category, waiver.contract_reference
    )


def today(at: datetime) -> date:
    """Give the day in London."""
    return london(at).date()


def rejected_options(review: GateReview) -> str:
    """Give the options that the appraisal of a procurement did not choose, with why, for the record of a decision.

    Nothing at the later gates, which decide about bids; and nothing where a part of the pack is exempt: the record is
    published, and what of the options is confidential somebody has to judge.
    """
    if review.gate not in BY_OPTIONS or review.exemption:
        return ""
    return "\n".join(options.not_chosen(review.procurement))
