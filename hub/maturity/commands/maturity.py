"""`hub maturity`: the computed levels of an authority, with the figures and reasons behind them."""

from __future__ import annotations

import argparse
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from hub.cli import BadInput, print_json
from hub.maturity import rules, selectors
from hub.maturity.selectors.results import Assessment, Capability, Placed
from hub.platform import clock
from hub.platform.tenancy.models import Authority
from hub.platform.tenancy.selectors import by_code, runs_the_hub
from hub.strategy.rules import label_of

HELP = "Compute how mature procurement is, from records: levels of capabilities, plan rows and national behaviours."


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("--on", metavar="DATE", help="as at the end of an earlier day, such as 2026-10-31")
    parser.add_argument(
        "--authority", metavar="CODE", help="code of the authority; the one that runs the Hub unless given"
    )
    parser.add_argument("--json", action="store_true", help="print one JSON document")


def run(options: argparse.Namespace) -> int:
    """Compute and print."""
    authority = find(options.authority)
    found = selectors.assess(authority, moment(options.on))
    if options.json:
        print_json(document(found))
    else:
        show(found)
    return 0


def find(code: str | None) -> Authority:
    """Give the authority.

    :raises BadInput: when there is none.
    """
    authority = by_code(code) if code else runs_the_hub()
    if authority is None:
        raise BadInput(
            f"There is no authority {code}." if code else "There is no authority yet. Run ./dev setup first."
        )
    return authority


def moment(text: str | None) -> datetime:
    """Give now, or the last second of an earlier day in London.

    :raises BadInput: for what is no date, or a day to come.
    """
    now = clock.now()
    if not text:
        return now
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise BadInput(f"“{text}” is not a date. Write it like 2026-10-31.") from None
    if day > clock.london(now).date():
        raise BadInput(f"{text} has not come yet. Choose today or an earlier day.")
    return min(now, datetime.combine(day, time(23, 59, 59), clock.LONDON))


def document(found: Assessment) -> dict[str, Any]:
    """Give the assessment as ``--json`` prints it."""
    return {
        "on": found.on.isoformat(),
        "plan_score": number(found.plan_score),
        "diagnostic_score": number(found.diagnostic_score),
        "plan_rows_measured": found.rows_measured,
        "plan_rows": len(found.rows),
        "behaviours_measured": found.behaviours_measured,
        "behaviours": len(found.behaviours),
        "stated_score": number(found.stated_score),
        "note": found.note,
        "capabilities": [{**placed(each), "tests": tests(each)} for each in found.capabilities],
        "nps": [{**placed(each), "tests": all_tests(each.capabilities)} for each in found.behaviours],
        "plan": [{**placed(each), "tests": all_tests(each.capabilities)} for each in found.rows],
    }


def placed(each: Placed) -> dict[str, Any]:
    """Give the values side by side."""
    claim = each.claimed
    return {
        "id": each.code,
        "title": each.title,
        "computed": each.computed,
        "computed_label": label_of(each.computed),
        "held": each.held,
        "claimed": number(claim.level) if claim else None,
        "claimed_by": claim.who if claim else None,
        "claimed_on": claim.on.isoformat() if claim else None,
        "claim_reason": claim.reason if claim else None,
        "target": number(each.target),
        "target_year": each.target_year,
    }


def all_tests(capabilities: Any) -> list[dict[str, Any]]:
    """Give the tests of the capabilities that a row or a behaviour rests on."""
    return [test for each in capabilities for test in tests(each)]


def tests(capability: Capability) -> list[dict[str, Any]]:
    """Give the tests of a capability with every part, its figure and its reason."""
    return [
        {
            "capability": capability.code,
            "level": test.level,
            "label": label_of(test.level),
            "holds": test.holds,
            "low_confidence": capability.is_small and any(part.is_small for part in test.parts),
            "parts": [part_of(part) for part in test.parts],
        }
        for test in capability.tests
    ]


def part_of(part: rules.Part) -> dict[str, Any]:
    """Give one part."""
    shared = {"says": part.says, "holds": part.holds, "why": str(part.why), "reason": part.reason}
    if part.is_attested:
        expires = part.expires_on.isoformat() if part.expires_on else None
        return {"kind": "attested", "key": part.key, **shared, "owner": part.owner or None, "expires_on": expires}
    return {
        "kind": "computed",
        "indicator": part.key,
        **shared,
        "op": part.op,
        "wanted": number(part.wanted),
        "figure": number(part.figure, places=6),
        "numerator": plain(part.numerator),
        "denominator": plain(part.denominator),
        "low_confidence": part.is_small,
        "note": part.note,
        "records": part.href or None,
        "records_holding": part.holding or None,
        "records_measured": part.measured or None,
    }


def number(value: Decimal | None, *, places: int = 4) -> int | float | None:
    """Give a JSON number: whole where it is whole."""
    if value is None:
        return None
    return int(value) if value == int(value) else round(float(value), places)


def plain(value: Decimal | int | None) -> int | str | None:
    """Give counts as numbers and amounts as text, so that no penny is lost."""
    return str(value) if isinstance(value, Decimal) else value


def show(found: Assessment) -> None:
    """Print the levels for people."""
    print(f"As at {found.on:%-d %B %Y}. {found.note}".strip())
    print(f"Plan score {found.plan_score or 'none'}, {found.rows_measured} of {len(found.rows)} rows measured.")
    measured = f"{found.behaviours_measured} of {len(found.behaviours)} behaviours measured"
    print(f"Diagnostic score {found.diagnostic_score or 'none'}, {measured}.")
    for each in found.capabilities:
        claim = label_of(each.claimed.level) if each.claimed else "none"
        computed = label_of(each.computed) or "not measured"
        print(
            f"  {each.code:6} {computed:14} claimed {claim:22} target {label_of(each.target) or 'none':22} {each.title}"
        )
