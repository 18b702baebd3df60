"""Facts for `hub bench law`: for each rule a function from a number to facts, different for every number."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

BEGAN = date(2025, 2, 24)
KINDS = ("goods", "services", "works", "light_touch", "concession")
# Every period end of the two payment notices in one year; no more exist, so numbers beyond come back to the first.
PERIODS = [
    ("06-30", "over_30k"), ("09-30", "over_30k"), ("09-30", "compliance"), ("12-31", "over_30k"),
    ("03-31", "over_30k"), ("03-31", "compliance"),
]  # fmt: skip
YEARS = 60
GROUNDS = ("P1", "P2", "P3", "P4", "P5", "P6", "NS", "BT")


def day(number: int, within: int = 3650) -> str:
    """Give a day in the ten years after the Act began."""
    return (BEGAN + timedelta(days=number % within)).isoformat()


def later(number: int, days: int) -> str:
    """Give the day that is some days after the day of a number."""
    return (date.fromisoformat(day(number)) + timedelta(days=days)).isoformat()


def money(number: int, most: int = 7_000_000) -> str:
    """Give an amount that no other small number gives."""
    return f"{(number * 7919) % most + 1}.{number % 100:02d}"


def payments(number: int) -> dict[str, Any]:
    """Give a period of payments, from the first that the Act knows of."""
    end, kind = PERIODS[number % len(PERIODS)]
    year = 2026 + (number // len(PERIODS)) % YEARS + (end == "03-31")
    return {"period_ends_on": f"{year}-{end}", "kind": kind}


def modification(number: int) -> dict[str, Any]:
    """Give a change in the first year of a contract, on each ground in turn and with up to two changes before it."""
    ground = GROUNDS[number % len(GROUNDS)]
    before = {"ground": ground, "value_delta_inc_vat": money(number, 9_000), "term_delta_days": 0}
    return {
        "regime": "PA23", "kind": KINDS[number % 3], "light_touch": False,
        "value_inc_vat": str(1_000_000 + number), "starts_on": day(number), "ends_on": later(number, 1460),
        "previous": [before] * (number % 3), "ground": ground,
        "value_delta_inc_vat": money(number, 90_000), "term_delta_days": number % 100,
        "changed_on": later(number, 200),
    }  # fmt: skip


def notices(number: int) -> dict[str, Any]:
    """Give an open procedure in one of the stages of its life."""
    events = {
        "engaged_on": day(number), "tender_on": later(number, 60), "award_decided_on": later(number, 150),
        "entered_on": later(number, 180), "changed_on": later(number, 400), "ended_on": later(number, 1000),
    }  # fmt: skip
    happened = list(events)[: number % len(events) + 1]
    return {
        "regime": "PA23", "procedure": ("open", "competitive_flexible")[number % 2], "covered": True,
        "light_touch": False, "value_inc_vat": str(1_000_000 + number), "market_engaged": True,
        "events": {name: events[name] for name in happened},
    }  # fmt: skip


FACTS: dict[str, Callable[[int], dict[str, Any]]] = {
    "regime": lambda number: {
        "first_notice_on": later(number, -1000), "contacted_on": None, "awarded_on": later(number, -700),
        "framework_concluded_on": None, "call_off_under": None,
    },
    "threshold": lambda number: {
        "on": day(number), "kind": KINDS[number % len(KINDS)], "value_inc_vat": money(number)
    },
    "participation-period": lambda number: {
        "invited_on": day(number // 3), "light_touch": number % 3 == 1, "urgent": number % 3 == 2
    },
    "tendering-period": lambda number: {
        "invited_on": later(number // 4, 5), "light_touch": False, "negotiated": False, "preselected_only": False,
        "planned_notice_on": None, "tender_notice_on": later(number // 4, 5), "urgent": number % 2 == 1,
        "dynamic_market": False, "electronic": number % 4 > 1, "documents_with_notice": True,
    },
    "working-days": lambda number: {"starts_on": day(number), "days": 1 + number // 3650 + number % 40},
    "standstill": lambda number: {"award_notice_on": day(number // 2), "exempt": number % 2 == 1},
    "contract-entered": lambda number: {
        "entered_on": day(number), "light_touch": number % 2 == 1, "value_inc_vat": money(number)
    },
    "modification": modification,
    "notices": notices,
    "payments": payments,
    "pipeline-notice": lambda number: {
        "financial_year_starts_on": f"{2025 + number % 20}-04-01",
        "expected_spend_inc_vat": money(number, 300_000_000),
    },
    "below-threshold": lambda number: {
        "on": day(number), "kind": KINDS[number % 3], "value_inc_vat": money(number, 180_000),
        "openly_advertised": number % 2 == 0,
    },
    "key-decision": lambda number: {"published_on": day(number)},
}  # fmt: skip
