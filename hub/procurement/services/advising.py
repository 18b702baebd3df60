"""Find the routes that are open, keep the reasoning as a document, and choose the procedure."""

from __future__ import annotations

import io
from datetime import date, datetime

from hub.law.answers import Answer
from hub.law.findings import Finding
from hub.law.procedures import Procedures, Route
from hub.law.terms import Procedure
from hub.platform.act_guards import refuse
from hub.platform.actors import Actor
from hub.platform.acts import Refused, perform
from hub.platform.clock import london
from hub.platform.documents import services as documents
from hub.platform.papers.drawing import to_pdf
from hub.procurement import acts, selectors
from hub.procurement.models import Procurement, RouteAdvice
from hub.procurement.rules import planning, routes
from hub.procurement.rules.standing import Answers
from hub.procurement.services import replanning

UNKNOWN = "Say first what it is mainly for and estimate its value: the routes follow from them."


def advise(
    procurement: Procurement, *, answers: Answers, by: Actor, at: datetime, version: int | None = None
) -> Procurement:
    """Ask the law which routes are open, with the dates of each, and keep questions, answers and reasons.

    The reasoning is also kept as a document of the case, as it read on that day.

    :raises Refused: while kind or value are not known, or an answer cannot be.
    """
    on = london(at).date()
    with perform(acts.ADVISE, procurement, by=by, at=at, version=version) as done:
        row = _keep(procurement, answers, on=on, by=by)
        drawn = to_pdf(selectors.advice_paper(procurement, row, by=by.name))
        upload = documents.Upload(f"route-advice-{procurement.reference}-{row.number}.pdf", io.BytesIO(drawn))
        paper = documents.Paper(title=f"Route advice {row.number}", paper_kind="route")
        row.document = documents.add(procurement, upload=upload, paper=paper, by=by, at=at)
        row.save()
        procurement.save()
        done.note(advice=row.number, open=[one["procedure"] for one in row.routes if one["open"]])
    return procurement


def _keep(procurement: Procurement, answers: Answers, *, on: date, by: Actor) -> RouteAdvice:
    answer = _asked(procurement, answers)
    found = answer.sure()
    known = selectors.standing_of(procurement)
    assert known is not None, "routes are asked only of a case whose standing is known"
    newest = procurement.advice.first()
    row = RouteAdvice(
        procurement=procurement,
        number=(newest.number if newest else 0) + 1,
        asked_on=on,
        asked_by_id=by.person_id,
        rules_on=procurement.rules_on,
        answers=routes.answers_to_plain(answers),
        routes=[_route(procurement, one, answers, on=on) for one in found.procedures],
        findings=[routes.told(one) for one in answer.findings],
        is_covered=found.covered,
        threshold_inc_vat=known.threshold_inc_vat,
        value_inc_vat=known.counted_inc_vat,
    )
    row.save()
    return row


def _asked(procurement: Procurement, answers: Answers) -> Answer[Procedures]:
    answer = selectors.routes_for(procurement, answers)
    if answer is None:
        raise Refused(acts.ADVISE, [Finding("unknown", UNKNOWN, cure="procurement.estimate")])
    if answer.result is None:
        refuse(acts.ADVISE, [planning.said_plainly(one) for one in answer.findings])
    return answer


def _route(procurement: Procurement, route: Route, answers: Answers, *, on: date) -> dict[str, object]:
    """Give one route with the dates that follow from it, where it is open."""
    shown = routes.route_to_plain(route)
    if not route.open:
        return shown
    # Days that were typed belong to the steps of one procedure; each route is dated with the usual ones.
    typed = selectors.without_days(selectors.typed_now(procurement, on=on))
    found = selectors.planned(procurement, typed, on=on, procedure=route.procedure, ground=answers.ground or "")
    assert found is not None, "routes are asked only of a case whose standing is known"
    if found.result is None:
        words = [selectors.said_with_section(one) for one in found.findings]
        return {**shown, "not_planned": " ".join(words)}
    timetable = found.result
    return {
        **shown,
        "ready_on": timetable.ends_on.isoformat(),
        "last_safe_start_on": planning.plain(timetable.last_safe_start_on),
        "slack_days": timetable.slack_days,
    }


def choose_procedure(
    procurement: Procurement,
    *,
    procedure: str,
    reason: str,
    by: Actor,
    at: datetime,
    version: int | None = None,
) -> Procurement:
    """Choose the procedure among the routes that the newest advice found open.

    :raises Refused: without advice, when facts changed since, or for a route that is not open, with its section.
    """
    on = london(at).date()
    with perform(acts.CHOOSE_PROCEDURE, procurement, by=by, at=at, version=version) as done:
        advice = procurement.advice.first()
        if advice is None:
            words = "Ask first which routes are open. The answers and the reasons are then on record."
            raise Refused(acts.CHOOSE_PROCEDURE, [Finding("advice", words, cure="procurement.advise")])
        answers = routes.answers_of(advice.answers)
        found = next(one for one in _asked(procurement, answers).sure().procedures if one.procedure == procedure)
        if not found.open:
            raise Refused(acts.CHOOSE_PROCEDURE, [Finding("closed", found.reason, found.citation, cure="procedure")])
        procurement.procedure, procurement.procedure_reason = procedure, reason
        procurement.direct_award_ground = (answers.ground or "") if procedure == Procedure.DIRECT_AWARD else ""
        procurement.procedure_chosen_on = on
        replanning.replan(procurement, why="The procedure was chosen.", on=on, by=by)
        procurement.save()
        done.note(reason, advice=advice.number)
    return procurement
