"""What gates ask of a case, and what a case writes into the pack of a gate."""

from __future__ import annotations

from datetime import datetime

from hub.law.planning.terms import PlannedStep
from hub.platform.actors import SYSTEM
from hub.platform.clock import london
from hub.platform.gates import Answer, evidence, part
from hub.platform.papers.paper import Block, Facts, Grid, Para, Section
from hub.platform.words import date_long, date_short, lower_first, money, plural, with_days_in_words
from hub.procurement import acts, selectors
from hub.procurement.models import Procurement
from hub.procurement.rules import planning
from hub.procurement.selectors import drawing

KIND = Procurement.kind()
# The gate before the market is asked; later gates ask what later packages know.
STRATEGY = ("need", "strategy")


def _estimate(case: Procurement, at: datetime) -> Answer:
    page = f"{case.get_absolute_url()}value/"
    if case.is_beyond_estimate:
        return Answer(True, "The value cannot be estimated and counts as above its threshold.", page)
    if case.estimate_ex_vat is None:
        return Answer(
            False, "There is no estimate. Estimate the value.", f"{case.get_absolute_url()}estimate/", acts.ESTIMATE
        )
    how = case.estimates.first()
    method = f" Method: {lower_first(how.get_method_display())}." if how and how.method else ""
    return Answer(True, f"{money(case.estimate_ex_vat)} ex VAT.{method}", page)


def _route(case: Procurement, at: datetime) -> Answer:
    page = f"{case.get_absolute_url()}route/"
    if not case.procedure or case.procedure_chosen_on is None:
        return Answer(
            False, "No procedure is chosen. Ask which routes are open, and choose one.", page, acts.CHOOSE_PROCEDURE
        )
    chosen = date_long(case.procedure_chosen_on)
    return Answer(True, f"{case.get_procedure_display()}, chosen on {chosen}. {case.procedure_reason}", page)


def _timetable(case: Procurement, at: datetime) -> Answer:
    page = f"{case.get_absolute_url()}timetable/"
    plan = selectors.newest_plan(case)
    if plan is None or case.plan_ends_on is None:
        return Answer(False, "There is no timetable. Plan it.", page, acts.PLAN)
    timetable, on = planning.timetable_of(plan), london(at).date()
    said = drawing.sentence(timetable, plan.needed_on, on=on)
    return Answer(not drawing.is_late(timetable, on=on), said, page, acts.PLAN)


def _team(case: Procurement, at: datetime) -> Answer:
    missing = [role.label.lower() for role in selectors.missing_roles(case)]
    page = f"{case.get_absolute_url()}people/"
    if missing:
        return Answer(False, f"Nobody is named for: {', '.join(missing)}.", page, acts.NAME_TEAM)
    return Answer(True, "Project, procurement, legal, finance and the contract manager are named.", page)


def _conflicts(case: Procurement, at: datetime) -> Answer:
    page = f"{case.get_absolute_url()}people/"
    newest = case.assessments.first()
    if newest is None:
        return Answer(False, "There is no conflicts assessment. Prepare it.", page, acts.ASSESS_CONFLICTS)
    return Answer(True, f"Revision {newest.number} of {date_long(newest.made_on)}.", page)


def _aggregation(case: Procurement, at: datetime) -> Answer:
    page = f"{case.get_absolute_url()}value/"
    if not case.main_cpv and not case.category:
        said = "It has neither a CPV code nor a category by which other purchases could be found."
        return Answer(False, said, page, acts.REVISE, "Name its CPV code or category")
    waiting = selectors.undecided(case, SYSTEM, on=london(at).date())
    if waiting:
        said = plural(waiting, "purchase looks", "purchases look")
        words = f"{said} like it and nobody has decided whether they count together (PA 2023 Sch 3 para 4)."
        return Answer(False, words, f"{case.get_absolute_url()}aggregate/", acts.AGGREGATE)
    if case.aggregated_on is None or case.aggregate_inc_vat is None:
        return Answer(True, "No other purchase looks like it.", page)
    counted = f"Decided on {date_long(case.aggregated_on)}: it counts with {money(case.aggregate_inc_vat)} inc VAT."
    return Answer(True, f"{counted} {case.aggregation_reason}".strip(), page)


def _lots(case: Procurement, at: datetime) -> Answer:
    page = f"{case.get_absolute_url()}value/"
    if case.lots_decided_on is None:
        return Answer(False, "Nobody has decided about lots.", page, acts.SET_LOTS)
    count = case.lots.count()
    why = case.no_lots_reason or "It cannot reasonably be several contracts."
    return Answer(True, f"{count} lots." if count else f"No lots. {why}", page)


def _social_value(case: Procurement, at: datetime) -> Answer:
    page = f"{case.get_absolute_url()}aims/"
    if not case.social_value:
        return Answer(False, "Nobody has decided whether social value is in.", page, acts.DECIDE_SOCIAL_VALUE)
    weight = f", {case.social_value_weight.normalize():f}%" if case.social_value_weight else ""
    return Answer(True, f"Social value is {case.social_value}{weight}. {case.social_value_reason}", page)


def _objectives(case: Procurement, at: datetime) -> Answer:
    page = f"{case.get_absolute_url()}aims/"
    rows = list(case.objectives.all())
    if not rows:
        return Answer(False, "It names no objective that it serves.", page, acts.SET_OBJECTIVES)
    return Answer(True, "; ".join(f"{row.text.rstrip('.')}: {row.measure}" for row in rows) + ".", page)


for _order, (_key, _question, _look) in enumerate(
    (
        ("estimate", "What is it worth, and how is that known?", _estimate),
        ("aggregation", "Do other purchases count together with it?", _aggregation),
        ("route", "Which route is taken, and why?", _route),
        ("timetable", "Will it be ready in time?", _timetable),
        ("lots", "Is it divided into lots, and if not, why?", _lots),
        ("team", "Do all who are needed take part?", _team),
        ("conflicts", "Are conflicts of interest assessed?", _conflicts),
        ("social_value", "Is social value in, and with which weight?", _social_value),
        ("objectives", "Which objectives does it serve, and how will anybody know?", _objectives),
    ),
    start=10,
):
    evidence(f"procurement.{_key}", kind=KIND, gates=STRATEGY, question=_question, look=_look, order=_order)


def about(case: Procurement, at: datetime) -> Section:
    """Write what is bought, why, and for how much."""
    rows = [
        ("Mainly for", case.get_contract_kind_display()),
        ("Estimated value", f"{money(case.estimate_ex_vat)} ex VAT" if case.estimate_ex_vat is not None else ""),
        ("With VAT", f"{money(case.estimate_inc_vat)} inc VAT" if case.estimate_inc_vat is not None else ""),
        ("Budget line", case.budget_line),
        ("Needed from", date_long(case.needed_on) if case.needed_on else ""),
        ("Department", case.department),
    ]
    blocks: list[Block] = [Para(case.description or case.title), Facts([row for row in rows if row[1]])]
    return Section("about", "What is bought and why", blocks)


def _why(step: PlannedStep) -> str:
    return f"{with_days_in_words(step.why)} ({step.citation})" if step.why else step.citation


def timetable(case: Procurement, at: datetime) -> Section | None:
    """Write the timetable with the rule behind each step."""
    plan = selectors.newest_plan(case)
    if plan is None:
        return None
    found = planning.timetable_of(plan)
    rows = [
        (
            step.label,
            date_short(step.starts_on),
            date_short(step.ends_on),
            _why(step),
        )
        for step in found.steps
    ]
    said = drawing.sentence(found, plan.needed_on, on=london(at).date())
    return Section("timetable", "Timetable", [Para(said), Grid("Every step", ["Step", "Starts", "Ends", "Why"], rows)])


part("procurement.about", kind=KIND, gates=STRATEGY, write=about, order=10)
part("procurement.timetable", kind=KIND, gates=STRATEGY, write=timetable, order=40)
