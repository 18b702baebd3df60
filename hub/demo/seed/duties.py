"""How the authority met what the law asked of it: most in time, some late, one overdue, some questions unanswered."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from hub.contract import services as contracts
from hub.contract.models import Contract
from hub.contract.terms import Regime, Route
from hub.demo import selectors
from hub.demo.seed.script import Script, Step
from hub.demo.seed.stage import Stage
from hub.duty import services
from hub.duty.models import Duty
from hub.duty.selectors import SCOPE
from hub.duty.terms import Also
from hub.law.terms import NoticeType
from hub.platform.reference import services as reference
from hub.platform.words import spelt_out

LOOKED_ON = (
    date(2025, 6, 2), date(2025, 9, 1), date(2025, 12, 1), date(2026, 3, 2), date(2026, 6, 1), date(2026, 9, 1),
    date(2026, 11, 2), date(2026, 11, 20),
)  # fmt: skip
STATED = (
    ("expected_spend_inc_vat", {"amount": 142_000_000}, "Budget book 2026/27, page 14"),
    ("pays_under_the_act", {"yes": True}, "Finance, note of 30 March 2026"),
)
# The half year that nobody has reported yet: it was due on 29 October 2026.
FORGOTTEN = (NoticeType.UK17, "2026-09-30")
EVERY_SO_MANY_LATE, EVERY_SO_MANY_LEFT, ONE_IN_SO_MANY_OPEN = 19, 23, 7
LEADS = {"ECA": "priya", "WDC": "harriet", "SCC": "adaeze"}
PUBLISHERS = LEADS | {"ECA": "morag"}
# Of the partners' own contracts, those from this value on were let in competitions that began before the Act.
LARGE = 200_000
ACT_BEGAN = date(2025, 2, 24)
KNOWN_TO_THE_ACT = frozenset({Route.OPEN, Route.FLEXIBLE, Route.CALL_OFF, Route.DIRECT})


def write(script: Script, stage: Stage) -> None:
    """Write what the publisher did about duties into the script."""
    script.on(date(2026, 4, 1), state(stage), hour=8)
    for day in LOOKED_ON:
        script.on(day, keep_up(stage), hour=16)
    for day in (date(2025, 6, 3), date(2026, 2, 3), date(2026, 10, 8)):
        script.on(day, answer(stage), hour=11)
    script.on(date(2026, 9, 3), set_aside(stage))


def state(stage: Stage) -> Step:
    """Let the administrator state what the authority spends and pays."""

    def do(at: datetime) -> None:
        for code, data, source in STATED:
            more: dict[str, Any] = {"label": spelt_out(code), "source": source}
            reference.add(
                SCOPE, code=code, data=data, valid_from=at.date(), authority=stage.home, by=stage.actor("sam"), at=at,
                **more,
            )  # fmt: skip

    return do


def keep_up(stage: Stage) -> Step:
    """Work the duties out, as the daily work does, and let the publisher record what was published meanwhile."""

    def do(at: datetime) -> None:
        services.rebuild_all(at=at)
        for number, duty in enumerate(selectors.duties_due(by=at.date() + timedelta(days=10))):
            if (duty.code, duty.key) != FORGOTTEN and number % EVERY_SO_MANY_LEFT != EVERY_SO_MANY_LEFT - 1:
                meet(stage, duty, at, late=number % EVERY_SO_MANY_LATE == EVERY_SO_MANY_LATE - 1)

    return do


def answer(stage: Stage) -> Step:
    """Let officers give the facts that the law asks for; some contracts are left for somebody to look up."""

    def do(at: datetime) -> None:
        services.rebuild_all(at=at)
        for contract in selectors.asked_for_facts():
            changes = missing(contract)
            if changes and int(contract.reference[-4:]) % ONE_IN_SO_MANY_OPEN:
                by = stage.actor(LEADS[contract.authority.code])
                contracts.correct(contract, changes=changes, reason="Found in the award papers", by=by, at=at)
        services.rebuild_all(at=at)

    return do


def missing(contract: Contract) -> dict[str, Any]:
    """Give what the papers of a contract say of what its record lacks."""
    assert contract.starts_on is not None
    found: dict[str, Any] = {}
    if contract.signed_on is None:
        found["signed_on"] = contract.starts_on - timedelta(days=9)
    if not contract.regime:
        is_small = (contract.value_inc_vat or 0) < LARGE
        found["regime"] = Regime.BELOW_THRESHOLD if is_small else Regime.PCR_2015
    elif (contract.awarded_on or ACT_BEGAN) < ACT_BEGAN:
        # The list went by the day on which a contract starts; its competition began before the Act.
        found["regime"] = Regime.PCR_2015
    elif contract.route not in KNOWN_TO_THE_ACT:
        found["route"] = Route.FLEXIBLE
    return found


def meet(stage: Stage, duty: Duty, at: datetime, *, late: bool) -> None:
    """Record that a duty was met a few days before its last day, or some days after it."""
    assert duty.by is not None
    day = duty.by + timedelta(days=6) if late else duty.by - timedelta(days=duty.pk % 5)
    day = min(max(day, duty.trigger_on or day), at.date())
    number = "" if duty.code == Also.KPIS else f"{100_000 + duty.pk * 7:06d}-{day.year}"
    by = stage.actor(PUBLISHERS[duty.authority.code])
    services.prove(duty, published_on=day, notice_number=number, by=by, at=at)


def set_aside(stage: Stage) -> Step:
    """Let legal say that an award notice is not needed: the contract was exempt after all."""

    def do(at: datetime) -> None:
        duty = selectors.duty_without_day(stage.home)
        if duty is not None:
            reason = "The signed contract is exempt (legal services of an advocate). The record is to be corrected."
            services.set_aside(duty, reason=reason, by=stage.actor("daniel"), at=at)

    return do
