"""What the route advisor knows, and the paper that keeps its reasoning."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from hub.law.answers import Answer
from hub.law.procedures import Procedures
from hub.law.scope_terms import SpecialRegime
from hub.platform.papers.paper import Facts, Grid, Paper, Para, Points, Section
from hub.platform.words import date_long, money, plural
from hub.procurement.models import Procurement, RouteAdvice
from hub.procurement.rules import planning, routes, standing
from hub.procurement.selectors.planning import tables_for

GROUNDS = "direct_award_grounds"


def routes_for(procurement: Procurement, answers: standing.Answers) -> Answer[Procedures] | None:
    """Ask which routes are open; None while kind or value are not known."""
    return standing.routes(procurement, answers, tables=tables_for(procurement))


def newest_advice(procurement: Procurement) -> RouteAdvice | None:
    """Give the newest route advice, or None."""
    return procurement.advice.select_related("asked_by", "document").first()


def grounds(procurement: Procurement) -> list[tuple[str, str]]:
    """Give the grounds for a direct award that hold on the day whose law applies, by code."""
    rows = tables_for(procurement).on(GROUNDS, procurement.rules_on)
    return [(row.code, f"{row.label} ({row.data['citation']})") for row in rows]


def without_days(typed: planning.TypedPlan) -> planning.TypedPlan:
    """Give a plan without the days that were typed for single steps; meetings stay."""
    return replace(typed, days=tuple(one for one in typed.days if one.sort == planning.RowKind.MEETING))


def answers_said(procurement: Procurement, kept: dict[str, Any]) -> list[tuple[str, str]]:
    """Give the questions with the answers in words."""
    named = dict(grounds(procurement))
    found = []
    for name, question in routes.QUESTIONS.items():
        value = kept.get(name)
        if name == "ground":
            said = named.get(value or "", value or "No ground is known")
        elif name == "special":
            said = SpecialRegime(value or SpecialRegime.NONE).label
        else:
            said = "Yes" if value else "No"
        found.append((question, said))
    return found


def advice_paper(procurement: Procurement, advice: RouteAdvice, *, by: str) -> Paper:
    """Write route advice as a paper: the answer first, then the questions, the routes and what to check."""
    opened = [one for one in advice.routes if one["open"]]
    return Paper(
        title=f"Route advice for {procurement.title}",
        kicker=procurement.authority.name,
        author=by,
        made_on=advice.asked_on.isoformat(),
        facts=[
            ("Case", f"{procurement.reference} {procurement.title}"),
            ("Asked by", by),
            ("Asked on", date_long(advice.asked_on)),
            ("Law of", date_long(advice.rules_on)),
        ],
        sections=[
            Section("answer", "Routes that are open", [Para(_answer(advice)), *_dated(opened)]),
            Section("value", "Value and threshold", [Facts(_value(procurement, advice))]),
            Section("questions", "What was answered", [Facts(answers_said(procurement, advice.answers))]),
            Section("closed", "Routes that are not open", [_closed(advice)]),
            Section("checks", "What this takes as met", [_checks(advice)]),
        ],
        mark=f"{procurement.reference}, route advice {advice.number}",
    )


def _answer(advice: RouteAdvice) -> str:
    opened = [one["label"].lower() for one in advice.routes if one["open"]]
    covered = "This is a covered procurement" if advice.is_covered else "This is below its threshold"
    return f"{covered}. {plural(len(opened), 'route is', 'routes are')} open: {', '.join(opened) or 'none'}."


def _dated(opened: list[dict[str, Any]]) -> list[Any]:
    if not opened:
        return []
    rows = [(one["label"], one["reason"], one["citation"], _day(one.get("ready_on")), _safe(one)) for one in opened]
    return [
        Grid("Routes that are open, with their dates", ["Route", "Why", "Section", "Ready on", "Last safe start"], rows)
    ]


def _safe(one: dict[str, Any]) -> str:
    if "not_planned" in one:
        return one["not_planned"]  # type: ignore[no-any-return]
    return _day(one.get("last_safe_start_on")) or "No need date"


def _day(text: str | None) -> str:
    return date_long(date.fromisoformat(text)) if text else ""


def _value(procurement: Procurement, advice: RouteAdvice) -> list[tuple[str, str]]:
    value = money(advice.value_inc_vat) if advice.value_inc_vat is not None else "Cannot be estimated"
    return [
        ("Mainly for", procurement.get_contract_kind_display()),
        ("Value that counts, with VAT", value),
        ("Threshold, with VAT", money(advice.threshold_inc_vat) if advice.threshold_inc_vat is not None else ""),
    ]


def _closed(advice: RouteAdvice) -> Any:
    rows = [(one["label"], one["reason"], one["citation"]) for one in advice.routes if not one["open"]]
    return Grid("Routes that are not open", ["Route", "Why not", "Section"], rows) if rows else Para("None.")


def _checks(advice: RouteAdvice) -> Any:
    said = [
        f"{one['message']} ({one['citation']})" if one["citation"] else one["message"]
        for one in routes.checks(advice.findings)
    ]
    return Points("Somebody has to check each of these:", said) if said else Para("Nothing.")
