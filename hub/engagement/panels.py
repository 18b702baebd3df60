"""What market engagement shows on the pages of cases and of the plan, and what gates ask about it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from hub.engagement import acts, selectors
from hub.engagement.citing import Place, place_of, places
from hub.engagement.terms import HELD, State
from hub.pipeline.models import PipelineEntry
from hub.platform.actors import Actor
from hub.platform.gates.declare import Answer, evidence, part
from hub.platform.identity.roles import OFFICERS
from hub.platform.papers.paper import Grid, Para, Section
from hub.platform.ui.panels import panel
from hub.platform.words import date_long, list_of, plural
from hub.procurement.appraisal import selectors as appraisals
from hub.procurement.dated import belongs
from hub.procurement.models import Procurement
from hub.procurement.terms import BEFORE_MARKET

STRATEGY, MARKET = "strategy", "market"


def for_case(case: Procurement, actor: Actor, at: datetime) -> Mapping[str, object] | None:
    """Give the exercises for a case, and the way to plan one while the market is not asked yet."""
    if not actor.holds(OFFICERS, case.authority_id):
        return None
    may = case.status in BEFORE_MARKET and actor.holds(acts.PLAN.held_by, case.authority_id)
    found = selectors.of_procurement(case)
    left = len(selectors.findings_not_cited(case))
    return {"found": found, "may": may, "reference": case.reference, "left": left} if found or may else None


def for_entry(entry: PipelineEntry, actor: Actor, at: datetime) -> Mapping[str, object] | None:
    """Give the exercises for an entry of the plan, and the way to plan one while it is open."""
    may = entry.is_open and actor.holds(acts.PLAN.held_by, entry.authority_id)
    found = selectors.of_entry(entry)
    return {"found": found, "may": may, "reference": entry.reference, "left": 0} if found or may else None


for kind, context in ((Procurement.kind(), for_case), (PipelineEntry.kind(), for_entry)):
    panel(kind, "engagement", title="Market engagement", order=30, template="engagement/_panel.html", context=context)  # type: ignore[arg-type]


@places
def own_places(records: Iterable[Any], actor: Actor) -> Iterable[Place]:
    """Give the purchases themselves and the appraisals of their options, which hold design decisions."""
    for record in records:
        yield place_of(record)
        if isinstance(record, Procurement):
            for one in appraisals.of_procurement(record):
                yield Place(one.kind(), one.pk, one.reference, "options appraisal", one.get_absolute_url())


def market_asked(case: Any, at: datetime) -> Answer:
    """Say whether the market was asked, lawfully, and what came of it."""
    found = selectors.of_procurement(case)
    page = f"{case.get_absolute_url()}linked/#panel-engagement"
    held = [one for one in found if one.status in HELD]
    if not held:
        planned = "Market engagement is planned but not opened yet." if found else "The market has not been asked."
        todo = "Open the market engagement" if found else "Plan market engagement"
        return Answer(False, planned, found[0].get_absolute_url() if found else page, todo=todo)
    gaps = []
    for one in held:
        if one.status == State.RUNNING:
            gaps.append(f"{one.reference} is still running")
        if one.advantage_on is None:
            gaps.append(f"unfair advantage is not assessed in {one.reference}")
        if not one.is_notice_settled:
            gaps.append(f"{one.reference} has no notice (UK2) and no reason for none")
    if gaps:
        said = f"{list_of(gaps).capitalize()}."
        return Answer(False, said, held[0].get_absolute_url(), todo="Finish the market engagement")
    took_part = sum(one.participants.filter(attended_on__isnull=False).count() for one in held)
    learned = sum(one.findings_count for one in held)
    said = f"{plural(took_part, 'supplier')} took part, {plural(learned, 'finding')}."
    return Answer(True, said, held[0].get_absolute_url())


def findings_used(case: Any, at: datetime) -> Answer | None:
    """Say whether every finding was used in a decision, or set aside with the reason."""
    found = selectors.of_procurement(case)
    if not any(one.findings_count for one in found):
        return None
    left = selectors.findings_not_cited(case)
    if not left:
        return Answer(True, "Every finding was used in a decision, or set aside with the reason.")
    page = f"{left[0].exercise.get_absolute_url()}cite/{left[0].number}/"
    said = f"{plural(len(left), 'finding is', 'findings are')} not used in a decision yet."
    return Answer(False, said, page, todo="Use what the market said")


def write(case: Any, at: datetime) -> Section | None:
    """Write what the market said, for the papers of a gate."""
    held = [one for one in selectors.of_procurement(case) if one.status in HELD]
    if not held:
        return None
    blocks: list[Any] = []
    for one in held:
        found = selectors.whole(one)
        names = [each.name for each in found.participants if each.attended_on]
        notice = f"Notice {one.notice_number}, {date_long(one.notice_on)}." if one.notice_on else (
            f"No notice: {one.no_notice_reason}" if one.no_notice_reason else "No notice yet."
        )  # fmt: skip
        who = f"{plural(len(names), 'supplier')} took part: {list_of(names)}." if names else "Nobody took part."
        blocks.append(
            Para(f"{one.title} ({one.get_method_display().lower()}, {date_long(one.starts_on)}). {who} {notice}")
        )
        if found.findings:
            rows = [
                (each.text, each.get_about_display(), each.decision or "Not used in a decision yet")
                for each in found.findings
            ]
            blocks.append(Grid(f"Findings of {one.reference}", ("Finding", "Bears on", "What was decided"), rows))
    return Section("engagement", "Market engagement", blocks)


evidence(
    "engagement.held",
    kind=Procurement.kind(),
    gates=(STRATEGY, MARKET),
    question="Has the market been asked?",
    look=market_asked,
    order=20,
)
evidence(
    "engagement.used",
    kind=Procurement.kind(),
    gates=(STRATEGY, MARKET),
    question="Was what the market said used?",
    look=findings_used,
    order=21,
)
part("engagement.held", kind=Procurement.kind(), gates=(STRATEGY, MARKET), write=write, order=20)
belongs(selectors.deadlines_of)
