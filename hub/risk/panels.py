"""What is screened, what its page shows of that, and what gates ask about it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from hub.contract import selectors as contracts
from hub.contract.models import Contract
from hub.platform.actors import Actor
from hub.platform.clock import london
from hub.platform.gates.declare import Answer, evidence, part
from hub.platform.identity.roles import OFFICERS
from hub.platform.papers.paper import Grid, Para, Points, Section
from hub.platform.ui.panels import panel
from hub.platform.words import date_long, list_of, lower_first, plural
from hub.procurement import selectors as procurements
from hub.procurement.dated import belongs
from hub.procurement.models import Procurement
from hub.risk import acts, selectors
from hub.risk.subjects import Subject, of_kind, subject
from hub.risk.terms import Topic

GATES = ("strategy", "market")


def find_contract(actor: Actor, reference: str) -> Contract | None:
    """Give a contract that an officer may read, or None."""
    try:
        return contracts.get(reference, actor)
    except Contract.DoesNotExist:
        return None


CASE = subject(
    Subject(
        kind=Procurement.kind(),
        word="procurement",
        model=Procurement,
        find=procurements.find,
        facts={
            "title": "title",
            "description": "what it is for",
            "contract_kind": "what it is mainly for",
            "main_cpv": "CPV code",
            "estimate_ex_vat": "estimated value",
            "procedure": "procedure",
        },
        is_open=lambda case: case.is_going_on,
    )
)
AGREEMENT = subject(
    Subject(
        kind=Contract.kind(),
        word="contract",
        model=Contract,
        find=find_contract,
        facts={"title": "title", "description": "what it is for", "main_cpv": "CPV code", "tier": "tier"},
        is_open=lambda contract: contract.is_running,
    )
)


def screens_of(record: Any, actor: Actor, at: datetime) -> Mapping[str, object] | None:
    """Give the five screens of a record, and whether this officer may answer them."""
    known = of_kind(record.kind())
    if known is None or not actor.holds(OFFICERS, record.authority_id):
        return None
    may = actor.holds(acts.SCREEN.held_by, record.authority_id) and known.is_open(record)
    on = london(at).date()
    address = record.get_absolute_url().rstrip("/").rsplit("/", 1)[1]
    rows = [
        {"topic": each.topic, "screen": each.screen, "is_in_date": each.is_in_date,
         "href": f"/risk/answer/{known.word}/{address}/{each.topic}/"}
        for each in selectors.standings(record, on=on)
    ]  # fmt: skip
    done = sum(1 for row in rows if row["is_in_date"])
    return {"rows": rows, "may": may, "said": f"{done} of {len(rows)} screens are answered and reviewed."}


for each in (CASE, AGREEMENT):
    panel(each.kind, "risk", title="Risk screens", order=40, template="risk/_panel.html", context=screens_of)


def five_screens(case: Any, at: datetime) -> Answer:
    """Say whether the five screens of a procurement are answered, reviewed and in date."""
    missing = selectors.screens_missing(case, on=london(at).date())
    page = f"{case.get_absolute_url()}linked/#panel-risk"
    if not missing:
        return Answer(True, "All five screens are answered and reviewed.", page)
    names = list_of([lower_first(topic.label) for topic in missing])
    said = f"{plural(len(missing), 'screen is', 'screens are')} open: {names}."
    return Answer(False, said, page, todo="Answer the risk screens")


def impact_assessment(case: Any, at: datetime) -> Answer | None:
    """Say whether a data protection impact assessment was asked for and carried out."""
    one = selectors.screen_of(case, Topic.DATA)
    asked = next((ask for ask in selectors.asks_of(one) if ask.code == "data.dpia"), None) if one else None
    if one is None or asked is None:
        return None
    if asked.done_on:
        return Answer(True, f"Carried out on {date_long(asked.done_on)}: {asked.result}", one.get_absolute_url())
    said = "The data protection impact assessment is still to be carried out."
    todo = "Assess the impact on data protection"
    return Answer(False, said, one.get_absolute_url(), todo=todo)


def write(case: Any, at: datetime) -> Section | None:
    """Write what the screens found, for the papers of a gate."""
    standings = selectors.standings(case, on=london(at).date())
    found = [each.screen for each in standings if each.screen is not None]
    missing = list_of([lower_first(each.topic.label) for each in standings if each.screen is None])
    still: list[Any] = [Para(f"Not screened yet: {missing}.")] if missing else []
    if not found:
        return Section("risk", "Risk screens", still) if still else None
    rows = [
        (
            one.get_topic_display(),
            one.get_level_display(),
            f"{one.reviewer.name}, {date_long(one.reviewed_on)}" if one.reviewed_on else "Not reviewed yet",
            " ".join(one.reasons) or "No answer adds to the risk.",
        )
        for one in found
    ]
    asks = [
        f"{ask.label}: {f'done {date_long(ask.done_on)}' if ask.done_on else 'still to be done'}."
        for one in found
        for ask in selectors.asks_of(one)
    ]
    head = ("Screen", "Level", "Reviewed by", "Why")
    blocks: list[Any] = [Grid("The risk screens of this procurement", head, rows)]
    blocks.append(Points("The screens ask for:", asks) if asks else Para("The screens ask for nothing more."))
    return Section("risk", "Risk screens", [*blocks, *still])


evidence(
    "risk.screens",
    kind=Procurement.kind(),
    gates=GATES,
    question="Are the risks known?",
    look=five_screens,
    order=30,
)
evidence(
    "risk.dpia",
    kind=Procurement.kind(),
    gates=GATES,
    question="Is personal data protected from the start?",
    look=impact_assessment,
    order=31,
)
part("risk.screens", kind=Procurement.kind(), gates=GATES, write=write, order=30)
belongs(selectors.deadlines_of)
