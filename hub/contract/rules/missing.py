"""Which facts every contract must have, and who should fill them (MC-1, DT-2)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from hub.contract.rules.facts import Facts
from hub.contract.terms import State


@dataclass(frozen=True)
class Missing:
    """A fact that is not recorded yet, in a sentence that says who should record it."""

    field: str
    label: str
    sentence: str
    act: str


@dataclass(frozen=True)
class Required:
    """One fact that the register must hold.

    :param field: its column, which is also its field on the page that mends it.
    :param present: whether the facts hold it.
    :param who: who should record it.
    :param act: the act that records it.
    :param in_force_only: whether only a contract in force needs it.
    """

    field: str
    label: str
    present: Callable[[Facts], bool]
    who: str
    act: str = "contract.correct"
    in_force_only: bool = False


def _has(name: str) -> Callable[[Facts], bool]:
    return lambda facts: getattr(facts, name) not in (None, "")


def _is_priced(facts: Facts) -> bool:
    """Count a price in another currency: what it is in pounds is asked for where pounds are needed."""
    return facts.value_ex_vat is not None or facts.foreign_value_ex_vat is not None


# Core facts of the Transparency Code's register, and those that alerts and indicators count on.
REQUIRED = (
    Required("title", "Title", _has("title"), "the contract owner"),
    Required("supplier_name", "Supplier", _has("supplier_name"), "procurement", "contract.name_suppliers"),
    Required("description", "Description", _has("description"), "the contract owner"),
    Required("department", "Department", _has("department"), "the contract owner"),
    Required("value_ex_vat", "Value over its life, ex VAT", _is_priced, "procurement"),
    Required("starts_on", "Start date", _has("starts_on"), "procurement"),
    Required("ends_on", "End date", lambda f: f.has_no_end or f.ends_on is not None, "procurement"),
    Required("route", "Procurement route", _has("route"), "procurement"),
    Required("owner", "Contract owner", _has("owner_id"), "procurement", "contract.transfer", in_force_only=True),
    Required(
        "manager", "Contract manager", _has("manager_id"), "the contract owner", "contract.transfer", in_force_only=True
    ),
    Required("tier", "Tier", _has("tier"), "the contract manager", "contract.set_tier", in_force_only=True),
)
CORE = frozenset({"title", "supplier_name", "value_ex_vat", "starts_on", "ends_on"})


def missing(facts: Facts) -> tuple[Missing, ...]:
    """Give the required facts that are not recorded; a withdrawn entry owes none."""
    if facts.status == State.WITHDRAWN:
        return ()
    return tuple(
        Missing(each.field, each.label, f"Not recorded yet. Ask {each.who} to record it.", each.act)
        for each in REQUIRED
        if not each.present(facts) and not (each.in_force_only and facts.is_over)
    )


def missing_core(facts: Facts) -> tuple[Missing, ...]:
    """Give the facts without which there is no contract to sign."""
    return tuple(each for each in missing(facts) if each.field in CORE)
