"""Route advice as it is kept: the answers, the routes and what the law said."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from hub.law.findings import Finding, Severity
from hub.law.procedures import Route
from hub.procurement.rules.planning import plain
from hub.procurement.rules.standing import Answers

# The questions as they are asked, by the name of the answer.
QUESTIONS = {
    "framework": "Is there a framework that you may use and that covers this?",
    "dynamic_market": "Is there a dynamic market that you may use and that covers this?",
    "ground": "Is there a ground on which it could be awarded directly?",
    "advertised": "Would you advertise it to anyone?",
    "special": "Is it for a utility activity or for defence?",
    "is_framework": "Are you setting up a framework?",
}


def answers_to_plain(answers: Answers) -> dict[str, Any]:
    """Write answers as JSON takes them."""
    return plain(asdict(answers))  # type: ignore[no-any-return]


def answers_of(kept: Mapping[str, Any]) -> Answers:
    """Give the answers that were kept."""
    return Answers(**kept)


def route_to_plain(route: Route) -> dict[str, Any]:
    """Write a route as JSON takes it."""
    return {
        "procedure": str(route.procedure),
        "label": route.procedure.label,
        "open": route.open,
        "reason": route.reason,
        "citation": route.citation,
    }


def told(finding: Finding) -> dict[str, str]:
    """Write what the law said as JSON takes it."""
    return {"message": finding.message, "citation": finding.citation, "severity": str(finding.severity)}


def checks(findings: list[dict[str, str]]) -> list[dict[str, str]]:
    """Keep what the answer takes as met, for somebody to check."""
    return [one for one in findings if one["severity"] in {Severity.CHECK, Severity.WARN, Severity.BLOCK}]
