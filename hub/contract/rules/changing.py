"""A change of a contract in force: what the law says of it before it is recorded, and what stands in its way.

This is the first part of change control: a change is recorded as made, with its ground. What the rules of the law hold
to be forbidden is refused; the truth of a contract that was changed all the same is recorded by Legal, with a reason.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

from hub.contract.rules import law_questions as questions
from hub.contract.rules.change_duties import judged
from hub.contract.rules.facts import Facts
from hub.contract.rules.lawful import KINDS, Change, Lawful
from hub.contract.terms import ContractKind as Agreement
from hub.contract.terms import Moved, Nature, Regime
from hub.duty.rules import Question
from hub.law.answers import Answer
from hub.law.findings import Finding, Severity
from hub.law.modification_grounds import ModificationGround, ground_on
from hub.law.modification_limits import percent
from hub.law.modifications import Modification
from hub.law.tables import Tables
from hub.law.terms import ContractKind
from hub.law.terms import Regime as Law
from hub.law.value_range import thresholds_until
from hub.platform.words import date_long, lower_first, money

# The laws whose grounds the Hub knows. Below the threshold the Act counts once a change reaches it (PA 2023 s.74(1)).
LAWS = {Regime.ACT_2023: Law.PA23, Regime.BELOW_THRESHOLD: Law.PA23, Regime.PCR_2015: Law.PCR15}
CHANGED = ("ground", "applies_on", "ends_on", "value_ex_vat", "value_inc_vat", "against_law")
NAMES = {
    "ends_on": "End date once changed",
    "value_ex_vat": "Value over its life once changed, ex VAT",
    "value_inc_vat": "Value over its life once changed, inc VAT",
}
BEYOND = {
    "ends_on": "the end comes after every extension that it offers",
    "has_no_end": "it would have no end",
    "value_ex_vat": "the value ex VAT rises",
    "value_inc_vat": "the value inc VAT rises",
}
NO_GROUND = Finding("no_ground", "Choose the ground on which the contract is changed.", cure="ground")
FREE = "The law leaves changes of this contract free."
FORBIDDEN = Finding(
    "forbidden",
    "The law does not permit this change on this ground. If it was made all the same, Legal records it and says why.",
    cure="ground",
)


@dataclass(frozen=True)
class Judgement:
    """What the law says of a change.

    :param permitted: None where no rule could decide, or no law of ours asks.
    :param questions: what must be known first.
    """

    permitted: bool | None
    findings: tuple[Finding, ...] = ()
    questions: tuple[Question, ...] = ()
    answer: Answer[Modification] | None = None
    is_free: bool = False

    @property
    def notice_required(self) -> bool:
        """Say whether the law asks for a contract change notice."""
        return bool(self.answer and self.answer.result and self.answer.result.notice_required)

    @property
    def says(self) -> str:
        """Put it into words, with its sections."""
        if self.questions:
            return f"It cannot say yet. {' '.join(each.text for each in self.questions)}"
        if self.is_free:
            return FREE
        if self.permitted is None:
            return "No rule of the Hub decides on changes of such a contract. Ask Legal."
        told = ["It permits the change." if self.permitted else "It does not permit the change."]
        if self.notice_required:
            told.append("A contract change notice goes before it.")
        serious = (one for one in self.findings if one.severity in (Severity.BLOCK, Severity.WARN))
        told += [f"{one.message} ({one.citation})" if one.citation else one.message for one in serious]
        return " ".join(told)


def judge(given: Lawful, change: Change, *, has_ground: bool, tables: Tables) -> Judgement:
    """Ask the law about a change that is not among those of the contract yet.

    :param given: the contract with the changes made so far.
    :param has_ground: whether the person named a ground; without one the change must be free.
    """
    law = LAWS.get(Regime(given.regime)) if given.regime else None
    if given.agreement_kind == Agreement.GRANT or (given.regime and law is None):
        return Judgement(None)
    if law is None:
        return Judgement(None, questions=(questions.WHICH_LAW.at(given.page),))
    if given.regime == Regime.BELOW_THRESHOLD and _stays_small(given, change, tables):
        return Judgement(True, is_free=True)
    light = questions.light_touch(given, tables)
    missing = [*questions.of_value(given), *questions.of_change(_with(given, change)), *light.questions]
    if missing or light.answer is None:
        return Judgement(None, questions=tuple(missing))
    together = _with(given, change)
    answer = judged(together, together.changes.index(change), law, light=light.answer, tables=tables)
    if answer.result is None:
        return Judgement(None, questions=tuple(questions.of_findings(answer.findings, given.page)))
    is_free = law is Law.PA23 and (light.answer or any(one.code == "not_reached" for one in answer.findings))
    if not is_free and not has_ground:
        return Judgement(False, (NO_GROUND,))
    return Judgement(answer.result.permitted, answer.findings, (), answer, is_free=is_free)


def _with(given: Lawful, change: Change) -> Lawful:
    """Give the contract with one more change, at the place of its day."""
    changes = sorted([*given.changes, change], key=lambda each: each.decided_on)
    return replace(given, changes=tuple(changes))


def _stays_small(given: Lawful, change: Change, tables: Tables) -> bool:
    """Say whether a contract below the threshold cannot reach any threshold by its changes."""
    if given.value_inc_vat is None:
        return False
    raised = (max(each.value_delta_inc_vat, Decimal(0)) for each in (*given.changes, change))
    return given.value_inc_vat + sum(raised, Decimal(0)) < thresholds_until(tables, None, light_touch=False)[0]


@dataclass(frozen=True)
class Limit:
    """How much one change may move on a ground, what earlier changes moved on it, and on what it depends."""

    ground: ModificationGround
    limit: str
    so_far: str
    conditions: tuple[str, ...]


def limits(given: Lawful, *, on: date, tables: Tables) -> list[Limit]:
    """Give the limits of every ground that the law of a contract knows, before any is chosen."""
    law = LAWS.get(Regime(given.regime)) if given.regime else None
    if law is None or given.agreement_kind == Agreement.GRANT or not given.nature:
        return []
    light = bool(questions.light_touch(given, tables).answer)
    kind = ContractKind.LIGHT_TOUCH if light else KINDS[Nature(given.nature)]
    found = []
    for code in ModificationGround:
        ground = ground_on(tables, law, code, on)
        if ground is None:
            continue
        limit = ground.limit_for(kind) if not light else None
        same = [each for each in given.changes if each.ground == code]
        moved, days = sum((one.value_delta_inc_vat for one in same), Decimal(0)), sum(one.days for one in same)
        found.append(
            Limit(
                code,
                _limit_words(limit, given, law, of_term=ground.of_term),
                f"{days} days" if ground.of_term else f"{money(moved)} inc VAT",
                tuple(lower_first(one.message.removeprefix("Taken as met: ")) for one in ground.conditions),
            )
        )
    return found


def _limit_words(limit: Decimal | None, given: Lawful, law: Law, *, of_term: bool) -> str:
    if limit is None:
        return "No limit"
    if of_term:
        if given.starts_on is None or given.awarded_until is None:
            return f"{percent(limit)} of the term as awarded"
        days = (given.awarded_until - given.starts_on).days + 1
        return f"{percent(limit)} of the term as awarded, {int(days * limit):,} days"
    if given.value_inc_vat is None:
        return f"{percent(limit)} of the value"
    moved = sum((one.value_delta_inc_vat for one in given.changes), Decimal(0)) if law is Law.PA23 else Decimal(0)
    of = "the value today" if law is Law.PA23 else "the value on award"
    return f"{percent(limit)} of {of}, {money((given.value_inc_vat + moved) * limit)} inc VAT"


def bars_to_changing(facts: Facts) -> list[Finding]:
    """Only a contract in force is changed; a draft is corrected, and what is over is history."""
    if facts.is_running:
        return []
    return [Finding("not_running", "Only a contract in force is changed. This one is not.")]


def bars_to_change(facts: Facts, now: Mapping[str, Any], terms: Mapping[str, Any]) -> list[Finding]:
    """A change applies while the contract runs, leaves it an end and a value, and moves both values or none.

    :param now: the values recorded, ex and inc VAT.
    :param terms: ``CHANGED`` with their values.
    """
    found = []
    applies, ends = terms["applies_on"], terms["ends_on"]
    began = min(filter(None, (facts.signed_on, facts.starts_on)), default=None)
    if began is not None and applies < began:
        message = f"The contract began on {date_long(began)}. A change applies from that day or later."
        found.append(Finding("too_early", message, cure="applies_on"))
    if facts.ends_on is not None and applies > facts.ends_on:
        message = f"The contract ends on {date_long(facts.ends_on)}. A change applies before it is over."
        found.append(Finding("too_late", message, cure="applies_on"))
    if ends is None and not facts.has_no_end:
        found.append(Finding("no_end", "Enter the end date, also if it stays as it is.", cure="ends_on"))
    if ends is not None and ends < applies:
        message = "It would end before the change applies. End it early instead."
        found.append(Finding("ends_before", message, cure="ends_on"))
    moved = []
    for name, word in (("value_ex_vat", "ex VAT"), ("value_inc_vat", "inc VAT")):
        if now[name] is not None and terms[name] is None:
            message = f"Enter the value {word}, also if it stays as it is."
            found.append(Finding("no_value", message, cure=name))
        elif now[name] is not None:
            moved.append((terms[name] > now[name]) - (terms[name] < now[name]))
    if len(set(moved)) > 1:
        message = "The value moves by one and not by the other. Enter it once changed both ex and inc VAT."
        found.append(Finding("one_value", message, cure="value_inc_vat"))
    return found


def bars_to_judged(said: Judgement, *, is_legal: bool, against_law: str) -> list[Finding]:
    """What the law forbids, or cannot judge yet, is recorded by Legal alone, with the reason."""
    if said.permitted or (said.permitted is None and not said.questions):
        if against_law:
            message = "The law does not forbid this change, so say nothing of why it is recorded all the same."
            return [Finding("not_needed", message, cure="against_law")]
        return []
    if is_legal and against_law and NO_GROUND not in said.findings:
        return []
    if NO_GROUND in said.findings:
        return [NO_GROUND]
    if said.questions:
        return [Finding("unknown", f"{each.text} ({each.page})", cure=each.page) for each in said.questions]
    blocks = [one for one in said.findings if one.severity == Severity.BLOCK]
    told = [Finding(one.code, f"{one.message} ({one.citation})", one.citation, cure="ground") for one in blocks]
    return [*told, FORBIDDEN]


def parsed(terms: Mapping[str, Any]) -> dict[str, Any]:
    """Give the terms of a change from plain values, as an approval keeps them."""
    days = {name: date.fromisoformat(terms[name]) if terms.get(name) else None for name in ("applies_on", "ends_on")}
    sums = {name: Decimal(terms[name]) if terms.get(name) else None for name in ("value_ex_vat", "value_inc_vat")}
    return {**terms, **days, **sums}


def said_of_change(terms: Mapping[str, Any]) -> dict[str, Any]:
    """Give what is approved of a change, by its labels; from plain values by name."""
    ground = terms.get("ground")
    told = {
        "Ground": ModificationGround(ground).label if ground else "None, because the law leaves it free",
        "Applies from": terms.get("applies_on"),
        **{label: terms.get(name) for name, label in NAMES.items()},
    }
    return told | ({"Recorded against the law because": terms["against_law"]} if terms.get("against_law") else {})


def beyond_the_offer(now: Mapping[str, Any], latest_end_on: date | None, after: Mapping[str, Any]) -> list[str]:
    """Give which moves of the end or value go beyond what the contract offers; a gap that is filled in is none.

    :param now: the facts recorded, by name.
    :param latest_end_on: its end if every option that is open were used.
    :param after: the facts that would change, by name.
    """
    found = []
    last, ends = latest_end_on or now["ends_on"], after.get("ends_on")
    if last is not None and ends is not None and ends > last:
        found.append("ends_on")
    if after.get("has_no_end") and not now["has_no_end"] and now["ends_on"] is not None:
        found.append("has_no_end")
    for name in ("value_ex_vat", "value_inc_vat"):
        if now[name] is not None and after.get(name) is not None and after[name] > now[name]:
            found.append(name)
    return found


def bars_to_what(beyond: Iterable[str], what: str) -> list[Finding]:
    """Who moves the end or value beyond what a contract offers says whether the record or the contract was other.

    :param what: one of ``Moved``, or "" where nobody said.
    """
    names = list(beyond)
    if what == Moved.CHANGED:
        message = "Record it as a change: it has a ground, limits, and mostly a notice that goes before it."
        return [Finding("changed", message, cure="contract.change")]
    if not names or what == Moved.MISTYPED:
        return []
    told = " and ".join(BEYOND[name] for name in names)
    message = (
        f"This goes beyond what the contract offers: {told}. Say whether the record was wrong or the contract itself "
        "was changed."
    )
    return [Finding("which", message, cure="what")]


def bars_to_listing_what(beyond: Iterable[str], what: str, *, moves: bool) -> list[Finding]:
    """Ask the same of a row of a list, whose column answers it.

    :param moves: whether the row moves the end or the value at all; what it says of others is left aside.
    :returns: a finding with the first field that goes beyond as its cure.
    """
    names = list(beyond)
    found = bars_to_what(names, what) if moves else []
    return [replace(one, message=f"{one.message} {_LISTED[one.code]}", cure="".join(names[:1])) for one in found]


_LISTED = {
    "which": (
        "In the column “Record wrong or contract changed” write “Record wrong” if the contract always said this. "
        "Record a change on the contract's page."
    ),
    "changed": "That is done on the contract's page. Leave its end and value as they are in the list.",
}
