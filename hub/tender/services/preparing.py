"""Begin a quick quote from a case, or together with the case that it belongs to."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from hub.law.findings import Finding
from hub.law.terms import Procedure
from hub.platform.act_guards import refuse
from hub.platform.actors import Actor
from hub.platform.acts import create, perform, together
from hub.platform.clock import london
from hub.platform.identity.models import Person
from hub.platform.identity.selectors import myself
from hub.platform.numbering.services import take
from hub.platform.tenancy.models import Authority
from hub.procurement import rules as case_rules
from hub.procurement import services as procuring
from hub.procurement.models import Procurement
from hub.procurement.terms import BEFORE_MARKET, State
from hub.tender import acts, selectors
from hub.tender.models import Tender
from hub.tender.rules import picking

SERIES = "QTE"
MAY_BEGIN = BEFORE_MARKET | {State.COMPETING}
# Facts of a case that the first page of a quote may fill in where the case lacks them.
FILLED = ("contract_kind", "needed_on", "category", "description")


@dataclass(frozen=True)
class What:
    """What is needed, as the first page asks for it.

    :param estimate: about how much, with how VAT is charged; None where the case says so already.
    """

    title: str
    description: str
    place: str
    contract_kind: str = ""
    category: str = ""
    needed_on: date | None = None
    department: str = ""
    budget_line: str = ""
    estimate: case_rules.Typed | None = None


def prepare_new(what: What, *, authority: Authority, by: Actor, at: datetime) -> Tender:
    """Begin a quote for which there is no case yet: its case is opened first, so that the chain stays whole.

    :raises Refused: when the facts contradict each other, or quotes are not enough for the value.
    """
    names = ("title", "description", "contract_kind", "category", "needed_on", "department", "budget_line")
    with together():
        facts = {name: getattr(what, name) for name in names}
        case = procuring.begin(authority=authority, facts=facts, estimate=what.estimate, by=by, at=at)
        return prepare(case, what=what, by=by, at=at)


def prepare(case: Procurement, *, what: What, by: Actor, at: datetime, version: int | None = None) -> Tender:
    """Begin a quote from a case: what the case says is taken over, and what it lacked is written into it.

    :param version: of the case that the person saw.
    :raises Refused: when quotes are not enough, another way of buying is chosen, or quotes are asked for already.
    """
    with together():
        # Two people may begin at one moment: the second waits here, and then finds what the first began.
        case.refresh_from_db(from_queryset=Procurement.objects.select_for_update())
        refuse(acts.PREPARE, _bars_of_case(case))
        _fill(case, what, by=by, at=at, version=version)
        on = london(at).date()
        route = selectors.route_of(case, on=on)
        if not route.is_quote:
            refuse(acts.PREPARE, [Finding("route", route.why_not, cure="amount")])
        _choose_quotes(case, route.line, by=by, at=at)
        seed = secrets.token_hex(32)
        one = Tender(
            authority=case.authority, procurement=case, title=case.title, description=case.description,
            place=what.place.strip(), owner=myself(by), prepared_on=on, band=route.band, route=route.line,
            quotes_wanted=route.quotes, draw_seed=seed, draw_promise=picking.promise(seed),
        )  # fmt: skip
        with create(acts.PREPARE, one, by=by, at=at) as done:
            one.reference = take(SERIES, case.authority, year=on.year)[0]
            one.save()
            # Published before anybody can be drawn: the seed cannot be chosen to fit any more.
            done.note(case=case.reference, draw_promise=one.draw_promise)
    return one


def _bars_of_case(case: Procurement) -> Iterable[Finding]:
    if case.status not in MAY_BEGIN:
        told = f"{case.reference} is {case.get_status_display().lower()}, so nobody is asked for quotes any more."
        yield Finding("over", told)
    if case.procedure and case.procedure != Procedure.BELOW_THRESHOLD:
        told = f"{case.get_procedure_display()} is chosen for {case.reference}. Choose quotes there first."
        yield Finding("procedure", told, cure=f"{case.get_absolute_url()}choose-procedure/")
    if (known := selectors.underway(case)) is not None:
        told = f"{known.reference} asks for quotes for {case.reference} already. Open that one."
        yield Finding("underway", told, cure=known.get_absolute_url())


def _fill(case: Procurement, what: What, *, by: Actor, at: datetime, version: int | None) -> None:
    """Write into the case what it lacks, before the market is asked; nothing that it says is changed."""
    if case.status not in BEFORE_MARKET:
        return
    lacking: dict[str, Any] = {
        name: getattr(what, name) for name in FILLED if getattr(what, name) and not getattr(case, name)
    }
    if lacking:
        procuring.revise(case, changes=lacking, by=by, at=at, version=version)
    if what.estimate is not None and case.estimate_ex_vat is None and not case.is_beyond_estimate:
        procuring.estimate(case, typed=what.estimate, by=by, at=at)


def _choose_quotes(case: Procurement, line: str, *, by: Actor, at: datetime) -> None:
    """Ask the law whether quotes are open, and choose them, where nobody has chosen yet."""
    if case.procedure:
        return
    procuring.advise(case, answers=case_rules.Answers(advertised=False), by=by, at=at)
    why = f"{line}, by the authority's own bands for quotes."
    procuring.choose_procedure(case, procedure=Procedure.BELOW_THRESHOLD, reason=why, by=by, at=at)


def revise(
    one: Tender, *, title: str, description: str, place: str, by: Actor, at: datetime, version: int | None = None
) -> Tender:
    """Change what suppliers read of what is needed; the case keeps its own words.

    :raises Refused: when nothing changes.
    """
    with perform(acts.REVISE, one, by=by, at=at, version=version):
        one.title, one.description, one.place = title.strip(), description.strip(), place.strip()
        one.save()
    return one


def transfer(one: Tender, *, to: Person, reason: str, by: Actor, at: datetime, version: int | None = None) -> Tender:
    """Let somebody else lead it.

    :raises Refused: when it is theirs already.
    """
    with perform(acts.TRANSFER, one, by=by, at=at, version=version) as done:
        one.owner = to
        one.save()
        done.note(reason)
    return one
