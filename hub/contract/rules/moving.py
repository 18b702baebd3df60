"""The end and the value of a contract in force: what moves them, and who may."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from hub.contract.rules.facts import Facts
from hub.contract.terms import Moved, TerminationGround
from hub.law.findings import Finding

# By the value the scheme of delegation says who approves; the end is what an extension moves.
MOVED = ("ends_on", "has_no_end", "value_ex_vat", "value_inc_vat")
# The same price in another currency moves the value as much; only the lead puts it right, as no line compares it.
IN_ITS_CURRENCY = ("currency", "foreign_value_ex_vat", "foreign_value_inc_vat")
GUARDED = (*MOVED, *IN_ITS_CURRENCY)
NAMES = {
    "ends_on": "End date",
    "has_no_end": "Runs until somebody ends it",
    "value_ex_vat": "Value over its life, ex VAT",
    "value_inc_vat": "Value over its life, inc VAT",
}

_BY_LIST = "By a list only the procurement lead does so, and not to their own contracts."
LISTED = {
    "end": (
        "“End the contract early” is an act of its own, which needs a ground, a reason and an approval. Its owner, "
        f"its manager or the procurement lead does it on the contract's page. {_BY_LIST} Leave its status as it is."
    ),
    "suspend": (
        "“Suspend the contract” is an act of its own, which needs a reason. Its owner, its manager or the procurement "
        f"lead does it on the contract's page. {_BY_LIST} Leave its status as it is."
    ),
    "transfer": (
        "“Hand the contract over” is an act of its own, which needs a reason. Its owner, its manager, the procurement "
        "lead or an administrator does it on the contract's page. "
        f"{_BY_LIST} Leave the owner and the manager as they are."
    ),
}


def moved(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[str]:
    """Give which of the end and the value would be moved away from what is recorded; filling in a gap moves nothing.

    :param before: the recorded facts, ``GUARDED``, by name.
    :param after: the facts that would change, by name.
    """
    has_end = before["has_no_end"] or before["ends_on"] is not None
    has_value = any(before[name] is not None for name in GUARDED if "value" in name)
    is_recorded = {"ends_on": has_end, "has_no_end": has_end, "currency": has_value}
    return [
        name
        for name in GUARDED
        if name in after and after[name] != before[name] and is_recorded.get(name, before[name] is not None)
    ]


def bars_to_moving(facts: Facts, names: list[str], *, is_leads: bool) -> list[Finding]:
    """Nobody makes a contract in force longer, shorter or dearer, or revives what is over, by calling it a correction.

    Whoever answers for it asks for the approval that an extension of it needs. A slip in the record is put right by
    the procurement lead, with a reason, unless the contract is the lead's own.

    :param names: what would move, as ``moved`` gives it.
    :param is_leads: whether it is the procurement lead who corrects, and not their own contract.
    """
    if not names or is_leads:
        return []
    if facts.is_over and {"ends_on", "has_no_end"} & set(names):
        message = (
            "The contract is over, so its end cannot change any more. If it never ended, the procurement lead puts it "
            "back in force. Leave the end date as it is."
        )
        return [Finding("over", message, cure="contract.put_back")]
    if not facts.is_running:
        return []
    message = (
        "The end and the value of a contract in force are corrected with the approval that an extension needs, "
        "or by the procurement lead. Leave them as they are here, and correct them by themselves."
    )
    return [Finding("moves_terms", message, cure="contract.correct_terms")]


def bars_to_listing(facts: Facts, does: Collection[str], *, is_leads: bool) -> list[Finding]:
    """Nobody ends, suspends or hands over a contract by a list: each is an act with its own reason and approval.

    :param does: what the list would do, of ``LISTED``; filling in a missing owner or manager hands nothing over.
    :param is_leads: whether it is the procurement lead who loads the list, and not their own contract.
    """
    if is_leads:
        return []
    found = [name for name in LISTED if name in does and (facts.is_running or name == "transfer")]
    return [Finding(f"list_{name}", LISTED[name], cure=f"contract.{name}") for name in found]


def bars_to_correcting_terms(facts: Facts) -> list[Finding]:
    """Only a contract in force has an end and a value that are corrected with approval."""
    if facts.is_running:
        return []
    message = "Only the end and the value of a contract in force are corrected here. This one is not."
    return [Finding("not_running", message)]


def said_of_correction(terms: Mapping[str, Any]) -> dict[str, Any]:
    """Give what is approved of a correction, by its labels; from plain values by name."""
    told: dict[str, Any] = {
        f"Corrected: {label[0].lower()}{label[1:]}": terms.get(name) for name, label in NAMES.items()
    }
    return told | ({"Why it is other": Moved(terms["what"]).label} if terms.get("what") else {})


def worth_of_correction(
    now: tuple[Decimal | None, Decimal | None], terms: Mapping[str, Any]
) -> tuple[Decimal | None, Decimal | None]:
    """Give the values, ex and inc VAT, that choose who approves: the larger of what is recorded and what would be.

    A value that would be taken away is an unknown one.
    """
    ex, inc = (_larger(old, terms.get(name)) for old, name in zip(now, ("value_ex_vat", "value_inc_vat"), strict=True))
    return ex, inc


def _larger(old: Decimal | None, new: str | None) -> Decimal | None:
    if new is None:
        return None
    return Decimal(new) if old is None else max(old, Decimal(new))


def said_of_ending(terms: Mapping[str, Any]) -> dict[str, Any]:
    """Give what is approved of an ending beyond the contract itself, by its labels; from plain values by name."""
    return {"Day it ends": terms.get("ended_on"), "Ground": TerminationGround(terms["ground"]).label}


def terms_of_ending(*, ended_on: date, ground: TerminationGround) -> dict[str, Any]:
    """Give by name what an approval to end a contract covers beyond the contract itself."""
    return {"ended_on": ended_on, "ground": str(ground)}
