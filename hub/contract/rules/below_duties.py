"""What is asked below the threshold, and what must be known to say which law counts and whether it reaches so far."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal

from hub.contract.rules import law_questions as questions
from hub.contract.rules.change_duties import NOTICE, of_changes
from hub.contract.rules.lawful import KINDS, PROCEDURES, Lawful, after_signing, before, needs
from hub.contract.terms import Nature, Route, State
from hub.duty.rules import Asked, Question
from hub.duty.terms import Also
from hub.law.answers import Answer
from hub.law.notice_events import Events, NoticesFacts
from hub.law.notices import Notices, notices
from hub.law.start import act_began
from hub.law.tables import Tables
from hub.law.terms import ContractKind, NoticeType, Procedure
from hub.law.terms import Duty as Needed
from hub.law.terms import Regime as Law
from hub.law.thresholds import Threshold, ThresholdFacts, threshold
from hub.law.value_range import thresholds_until

DETAILS, TENDER = "PA 2023 s.87(3)", "PA 2023 s.87(1)"
INVITING = "suppliers are invited by an open advertisement"
# Routes on which everybody may see the advertisement; on the others chosen suppliers are asked (PA 2023 s.87(2)).
ADVERTISED = frozenset({Route.OPEN, Route.FLEXIBLE, Route.RESTRICTED, Route.NEGOTIATED, Route.BELOW_THRESHOLD})
AS_SOON = "As soon as reasonably practicable after signing. The law sets no number of days."
FIRST = "It came before the advertisement. The award is the last day on which that can have been."


def which_law(given: Lawful, tables: Tables) -> Iterator[Asked]:
    """Ask for the law only where the answer can matter: since the Act began, and perhaps worth a notice."""
    since = given.signed_on or given.awarded_on
    if since is None or since < act_began(tables):
        return
    limit = tables.amount("law_figures", "notifiable_below_threshold", on=since)
    if given.value_inc_vat is not None:
        found = [questions.WHICH_LAW.at(given.page)] if given.value_inc_vat >= limit else []
    elif given.value_ex_vat is not None and given.value_ex_vat >= limit:
        # VAT only adds to it.
        found = [questions.WHICH_LAW.at(given.page)]
    else:
        found = questions.of_small_value(given, limit)
    if found:
        yield Asked(
            code=Also.LAW,
            label="Record which law the contract was let under",
            citation="SI 2024/716 reg 5",
            questions=tuple(found),
        )


def not_covered(given: Lawful, tables: Tables) -> Iterator[Asked]:
    """Ask where the record says that the whole Act counts and the value says that the contract is below its threshold.

    The notices of a public contract stay asked: one lot of a larger procurement is one, whatever it is worth.
    """
    if given.value_inc_vat is None:
        return
    found: list[Question] = []
    reached = reaches(given, tables)
    if reached is not None and not reached.covered:
        found = [questions.not_covered(given.value_inc_vat, reached.threshold_inc_vat, given.page)]
    elif not given.nature and _hangs_on_nature(given, tables):
        found = [questions.NO_NATURE.at(given.page)]
    if found:
        yield Asked(
            code=Also.LAW,
            label="Record whether the contract reaches the threshold",
            citation="PA 2023 s.3(1), Sch 1",
            questions=tuple(found),
        )


def reaches(given: Lawful, tables: Tables) -> Threshold | None:
    """Give the threshold and whether the value with VAT reaches it; None while too little is known."""
    return _threshold(given, KINDS.get(Nature(given.nature)) if given.nature else None, tables)


def _hangs_on_nature(given: Lawful, tables: Tables) -> bool:
    """Say whether works would be below the threshold where services are not."""
    works = _threshold(given, ContractKind.WORKS, tables)
    return works is not None and not works.covered


def _threshold(given: Lawful, kind: ContractKind | None, tables: Tables) -> Threshold | None:
    since = given.awarded_on or given.signed_on
    if kind is None or since is None or given.value_inc_vat is None or since < act_began(tables):
        return None
    if kind is ContractKind.SERVICES and questions.light_touch(given, tables).answer:
        kind = ContractKind.LIGHT_TOUCH
    return threshold(ThresholdFacts(on=since, kind=kind, value_inc_vat=given.value_inc_vat), tables=tables).result


def below(given: Lawful, tables: Tables) -> list[Asked]:
    """Give the notices of a contract below the threshold: before an open advertisement, and once it is signed."""
    if given.signed_on is None and given.status == State.DRAFT:
        return []
    missing = [*questions.of_value(given), *questions.of_signing(given), *_too_large(given, tables)]
    if missing or given.value_inc_vat is None:
        return [needs(NoticeType.UK7, DETAILS, missing)]
    answer = _notices(given, given.value_inc_vat, tables)
    if answer.result is None:
        return [needs(NoticeType.UK7, DETAILS, questions.of_findings(answer.findings, given.page))]
    must = {one.notice: one.by for one in answer.result.notices if one.duty == Needed.MUST}
    changed = _raised(given, given.value_inc_vat, tables)
    if NoticeType.UK7 not in must:
        return [*changed]
    details = after_signing(given, NoticeType.UK7, must[NoticeType.UK7], DETAILS, note=AS_SOON)
    return [*_tender(given, must), details, *changed]


def _raised(given: Lawful, value_inc_vat: Decimal, tables: Tables) -> Iterator[Asked]:
    """Give what the changes ask once one takes the contract to its threshold: that one counts already (s.74(1)).

    Nothing is asked for while the changes together cannot reach any threshold.
    """
    most = value_inc_vat + sum((max(one.value_delta_inc_vat, Decimal(0)) for one in given.changes), Decimal(0))
    if most == value_inc_vat or most < thresholds_until(tables, None, light_touch=False)[0]:
        return
    light = questions.light_touch(given, tables)
    if light.answer is None:
        for one in given.changes:
            yield needs(NoticeType.UK10, NOTICE, list(light.questions), key=str(one.pk))
        return
    yield from of_changes(given, light.answer, tables)


def _notices(given: Lawful, value_inc_vat: Decimal, tables: Tables) -> Answer[Notices]:
    route = Route(given.route) if given.route else None
    facts = NoticesFacts(
        regime=Law.PA23,
        procedure=PROCEDURES.get(route, Procedure.BELOW_THRESHOLD) if route else Procedure.BELOW_THRESHOLD,
        covered=False,
        light_touch=False,
        value_inc_vat=value_inc_vat,
        market_engaged=False,
        events=Events(award_decided_on=given.awarded_on, entered_on=given.signed_on),
        openly_advertised=route in ADVERTISED if route else None,
    )
    return notices(facts, tables=tables)


def _tender(given: Lawful, must: Mapping[NoticeType, object]) -> Iterator[Asked]:
    """Give the tender notice of an open advertisement; without a route nobody can say whether there was one."""
    if NoticeType.UK4 not in must:
        return
    if not given.route:
        yield needs(NoticeType.UK4, TENDER, [questions.route(given)])
        return
    yield before(NoticeType.UK4, given.awarded_on or given.signed_on, TENDER, INVITING, note=FIRST)


def _too_large(given: Lawful, tables: Tables) -> list[Question]:
    """Ask where the record says below the threshold and its value says otherwise."""
    reached = reaches(given, tables)
    if reached is None or not reached.covered:
        return []
    return [questions.not_below(reached.threshold_inc_vat, given.page)]
