"""The strategy since its adoption: actions done and late, what they depend on, and what follows contracts."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from hub.contract import services as contracts
from hub.contract.models import Contract
from hub.demo.seed.script import Script, Step
from hub.demo.seed.stage import Stage
from hub.pipeline import services as pipeline
from hub.strategy import services
from hub.strategy.founding import founding
from hub.strategy.models import Action, Version

ENTERED = date(2023, 3, 27)
ADOPTED = date(2023, 3, 22)
REVIEW = "External procurement review, 2022"
OWNERS = {
    "3.3": "morag", "3.4": "priya", "3.5": "gwen", "3.6": "morag", "3.7": "daniel",
    "3.8": "aisha", "3.9": "naomi", "3.10": "ruth",
}  # fmt: skip
# Of the actions for a year, every n-th is late or still open.
LATE, OPEN = 5, 4
LOOKS = ("green", "green", "amber", "red", "met")


def write(script: Script, stage: Stage) -> None:
    """Write the strategy's history into the script."""
    script.on(ENTERED, enter(stage))
    for year in (2024, 2025):
        script.on(date(2023, 4, 17), assign(stage, year), hour=11 + year - 2024)
        script.on(date(year, 6, 20), report(stage, year))
        for day, part in ((date(year, 9, 12), 0), (date(year, 12, 9), 1)):
            script.on(day, finish(stage, year, part))
        script.on(date(year + 1, 2, 18), finish(stage, year, 2))
    script.on(date(2026, 10, 28), catch_up(stage))
    for number, day in enumerate((date(2024, 1, 22), date(2024, 12, 3), date(2025, 11, 17), date(2026, 9, 22))):
        script.on(day, assess(stage, number))
    script.on(date(2025, 1, 20), close_some(stage))
    script.on(date(2026, 10, 5), propose(stage))
    script.on(date(2026, 8, 12), plan_next(stage))


def enter(stage: Stage) -> Step:
    """Let the lead enter what the board adopted, with all that it asks for."""

    def do(at: datetime) -> None:
        minute = "Board, 22 March 2023, item 7"
        more: dict[str, Any] = {"adopted_on": ADOPTED, "review_on": date(2024, 12, 31), "minute": minute}
        content = {**founding(), "review": REVIEW, "reviewed_on": date(2022, 11, 30)}
        services.begin(content, authority=stage.home, by=stage.actor("morag"), at=at, **more)

    return do


def _actions(stage: Stage, year: int) -> list[Action]:
    return list(stage.home.strategy_actions.filter(year=year).order_by("pk"))


def assign(stage: Stage, year: int) -> Step:
    """Give the actions of a year owners and dates; two are forgotten."""

    def do(at: datetime) -> None:
        for number, action in enumerate(_actions(stage, year)):
            if year == 2025 and number in {7, 23}:
                continue
            due = date(year, 9, 30) if number % 2 else date(year, 12, 31)
            owner = stage.cast.people[OWNERS[action.section]]
            services.assign(action, owner=owner, due_on=due, by=stage.actor("morag"), at=at)

    return do


def report(stage: Stage, year: int) -> Step:
    """Let the owners say how far they are."""

    def do(at: datetime) -> None:
        for number, action in enumerate(_actions(stage, year)):
            if action.owner_id:
                by = stage.actor(OWNERS[action.section])
                services.report(action, progress=20 + 10 * (number % 6), by=by, at=at)

    return do


def finish(stage: Stage, year: int, part: int) -> Step:
    """Let some be finished on time, then some more, and at last some that are late; a few stay open."""

    def belongs(number: int, action: Action) -> bool:
        if year == 2025 and number % OPEN == 0:
            return False
        is_late = number % LATE == 0
        return is_late if part == 2 else not is_late and number % 2 == 1 - part

    def do(at: datetime) -> None:
        for number, action in enumerate(_actions(stage, year)):
            if action.owner_id and action.done_on is None and belongs(number, action):
                by = stage.actor(OWNERS[action.section])
                services.finish(action, done_on=at.date(), result="Done and in use.", by=by, at=at)

    return do


def catch_up(stage: Stage) -> Step:
    """Finish half of what was left of 2025 and plan the rest again; one is forgotten, and so is late."""

    def do(at: datetime) -> None:
        left = [action for action in _actions(stage, 2025) if action.owner_id and action.done_on is None]
        for number, action in enumerate(left[1:]):
            if number % 2 or action.owner is None:
                by = stage.actor(OWNERS[action.section])
                services.finish(action, done_on=at.date(), result="Done after the autumn review.", by=by, at=at)
            else:
                due = date(2026, 12, 18) if number % 4 else date(2027, 1, 29)
                services.assign(action, owner=action.owner, due_on=due, by=stage.actor("morag"), at=at)

    return do


def assess(stage: Stage, number: int) -> Step:
    """Let the lead look at what delivery depends on."""

    def do(at: datetime) -> None:
        for place, each in enumerate(stage.home.strategy_dependencies.order_by("pk")):
            look = LOOKS[(place + number) % len(LOOKS)] if number < 3 else LOOKS[place % len(LOOKS)]
            services.assess(
                each,
                outlook=look,
                owner=stage.cast.people["morag" if place % 3 else "helen"],
                review_on=at.date() + timedelta(days=92),
                note="Looked at in the quarterly review of the plan.",
                by=stage.actor("morag"),
                at=at,
            )

    return do


def close_some(stage: Stage) -> Step:
    """Close the recommendations whose actions are done."""

    def do(at: datetime) -> None:
        by = stage.actor("morag")
        for number, each in enumerate(stage.home.strategy_recommendations.order_by("pk")):
            done = stage.home.strategy_actions.filter(row_code__in=each.row_codes, year=2024, status="done")
            services.link(each, row_codes=each.row_codes, actions=list(done), by=by, at=at)
            if number % 3 != 1:
                services.close(each, closed_on=at.date(), outcome="Answered by the actions of 2024.", by=by, at=at)

    return do


def propose(stage: Stage) -> Step:
    """Propose the version that follows: the law has changed and two years are over."""

    def do(at: datetime) -> None:
        by = stage.actor("morag")
        version = services.propose(
            authority=stage.home, title="Procurement strategy 2026 to 2028",
            reason="The two years are over, and the Procurement Act 2023 governs what begins now.", by=by, at=at,
        )  # fmt: skip
        reword: Callable[..., Version] = services.reword
        reword(
            version, number="1.1.1", title="", reason="The 2015 Regulations no longer govern new procurements.",
            text="As a mayoral authority and a public body we buy under the Procurement Act 2023.", by=by, at=at,
        )  # fmt: skip
        reword(
            version, number="2.3.4", title="Time", reason="The term that follows.",
            text="The strategy runs from 2026 to 2028, with a review at the end of each year.", by=by, at=at,
        )  # fmt: skip
        services.reword_row(
            version, row="3.7-6", area="Programme of training for all who buy", reason="It was left empty in 2023.",
            state="One programme for buyers, managers and approvers is planned with rows 3.3-2, 3.5-4 and 3.8-6.",
            capabilities=["PH-6", "SE-4", "CT-2", "MC-6"], by=by, at=at,
        )  # fmt: skip
        for row in ("3.4-3", "3.9-1", "3.10-5"):
            services.retarget(version, row=row, year=2027, label="Mature", reason="As its text asks.", by=by, at=at)

    return do


def plan_next(stage: Stage) -> Step:
    """Put what follows some contracts on the pipeline; one entry is planned."""

    def do(at: datetime) -> None:
        by = stage.actor("priya")
        # Those that end sooner should have begun already: an entry made now would be late from its first day.
        span = (at.date() + timedelta(days=560), at.date() + timedelta(days=1100))
        soon = stage.running(at).filter(ends_on__range=span).order_by("ends_on")
        for number, contract in enumerate(soon[:40:2]):
            entry = contracts.plan_next(contract, by=by, at=at)
            if number % 3 == 0 and entry.needed_on:
                value = (entry.value_ex_vat or Decimal(100_000)) * Decimal("1.05")
                pipeline.plan(
                    entry, owner=stage.cast.people["priya"], needed_on=entry.needed_on, start_by=entry.start_by,
                    value_ex_vat=value.quantize(Decimal(1)), budget_line=f"{4400 + number}", facts=known_of(contract),
                    by=by, at=at,
                )  # fmt: skip

    return do


def known_of(contract: Contract) -> dict[str, Any]:
    """Give what a contract says of the one that follows it."""
    return {name: value for name, value in (("tier", contract.tier), ("contract_kind", contract.nature)) if value}
