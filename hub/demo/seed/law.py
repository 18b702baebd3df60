"""Work of the law desk in the demo: thresholds due to be set anew, in each stage of review, and an answer filed."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from hub.demo import selectors
from hub.demo.seed.script import Script, Step
from hub.demo.seed.stage import Stage
from hub.lawdesk import answering, desk, filing, services
from hub.platform.reference import services as reference
from hub.platform.reference.statute import statute

SHOWN = "CON-2025-0031"
# Thresholds are set anew every two years. Those of 2028 are not published, so the rows repeat today's, not confirmed.
ANEW = date(2028, 1, 1)
REASON = (
    "The thresholds are due to be set anew from 1 January 2028. The amounts are not published yet, so this row repeats "
    "the present one as not confirmed: plans that reach into 2028 are marked, and we replace it when they are."
)
SOURCE = "The Procurement Act 2023 (Threshold Amounts) (Amendment) Regulations 2025 (SI 2025/1200) set those until then"
NOTE = "The amount from 2028 is not published. The present one is repeated."


def write(script: Script, stage: Stage) -> None:
    """Write the desk's history into the script."""
    script.on(date(2026, 10, 19), expect(stage, "works", "Works"))
    script.on(date(2026, 10, 20), expect(stage, "goods", "Goods, sub-central authority"))
    script.on(date(2026, 11, 9), expect(stage, "services", "Services, sub-central authority"))
    script.on(date(2026, 11, 2), take_up(stage, "goods"))
    script.on(date(2026, 11, 11), take_up(stage, "services"))
    script.on(date(2026, 11, 13), close(stage, "goods"))
    script.on(date(2026, 11, 17), file_answer(stage))


def expect(stage: Stage, code: str, label: str) -> Step:
    """Let legal enter that a threshold is due to be set anew."""

    def do(at: datetime) -> None:
        now = statute().row("thresholds", code, on=at.date())
        data = {**now.data, "unconfirmed": True, "note": NOTE}
        reference.add(
            "thresholds", code=code, label=label, data=data, valid_from=ANEW, authority=stage.home,
            source=SOURCE, reason=REASON, by=stage.actor("daniel"), at=at,
        )  # fmt: skip

    return do


def take_up(stage: Stage, code: str) -> Step:
    """Let the lead take up the review."""

    def do(at: datetime) -> None:
        services.review(selectors.law_change(stage.home, code), by=stage.actor("morag"), at=at)

    return do


def close(stage: Stage, code: str) -> Step:
    """Let the lead say what the review came to."""

    def do(at: datetime) -> None:
        outcome = "No purchase of goods on the pipeline begins after 2027. Look again once the amounts are published."
        services.close(selectors.law_change(stage.home, code), outcome=outcome, by=stage.actor("morag"), at=at)

    return do


def file_answer(stage: Stage) -> Step:
    """Let the officer ask what the contract's details notice asks, and file the answer under it."""

    def do(at: datetime) -> None:
        contract = stage[SHOWN]
        facts: dict[str, Any] = {
            "entered_on": contract.signed_on.isoformat() if contract.signed_on else None,
            "light_touch": False,
            "value_inc_vat": format(contract.value_inc_vat or 0, "f"),
        }
        rule = desk.rule_named("contract-entered")
        asked = answering.ask(rule, facts, tables=statute(), at=at) if rule else None
        if asked is not None and asked.is_answered:
            by = stage.actor("priya")
            text = filing.text_of(asked, by=by.name)
            named = {"title": filing.title_of(asked), "name": filing.name_of(asked)}
            services.file_answer(contract, text=text, by=by, at=at, **named)

    return do
