"""Rules of gates and waivers over plain values: when a gate applies, who decides, what stands in the way."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal, InvalidOperation
from typing import Any

from hub.gateway.terms import Same
from hub.law.findings import Finding
from hub.platform import words
from hub.platform.identity.roles import Role

UNKNOWN_VALUE = "its value is not known yet"


class BadGate(ValueError):
    """A dated gate cannot be read; the message says which and why."""


@dataclass(frozen=True)
class GateFacts:
    """What decides whether a gate applies and who decides it; None where it is not known.

    :param value_inc_vat: pounds including VAT, with purchases that count together.
    :param is_covered: whether the value reaches the threshold of the law.
    """

    value_inc_vat: Decimal | None = None
    is_covered: bool | None = None
    risk: str = ""
    tier: str = ""
    procedure: str = ""
    is_key_decision: bool | None = None
    is_political: bool | None = None
    is_novel: bool | None = None


@dataclass(frozen=True)
class Trigger:
    """One thing that makes a gate apply, or chooses who decides."""

    sort: str
    wanted: Any

    def says(self, facts: GateFacts) -> str:
        """Give the reason in words where the facts meet it, else nothing; an unknown value counts as met."""
        if self.sort == "value_from":
            if facts.value_inc_vat is None:
                return UNKNOWN_VALUE
            reached = facts.value_inc_vat >= self.wanted
            return f"its value is {words.money(self.wanted)} or more, including VAT" if reached else ""
        if self.sort == "covered":
            return "its value reaches the threshold of the Procurement Act 2023" if facts.is_covered else ""
        if self.sort in YES_NO:
            name, reason = YES_NO[self.sort]
            return reason if getattr(facts, name) else ""
        name, reason = ONE_OF[self.sort]
        found = getattr(facts, name)
        return reason.format(str(found).replace("_", " ")) if found and found in self.wanted else ""


YES_NO = {
    "key_decision": ("is_key_decision", "it is a key decision"),
    "political": ("is_political", "it is of political interest"),
    "novel": ("is_novel", "it is new or untried"),
}
ONE_OF = {
    "risk": ("risk", "its risk is {}"),
    "tier": ("tier", "it is of the {} tier"),
    "procedure": ("procedure", "its procedure is {}"),
}
SORTS = frozenset({"value_from", "covered", *YES_NO, *ONE_OF})


@dataclass(frozen=True)
class Decider:
    """Who decides a gate: a body by its code, a role, or a member by role once the body has advised."""

    body: str = ""
    role: Role | None = None

    @property
    def takes_advice(self) -> bool:
        """Say whether the member decides only after the body."""
        return bool(self.body) and self.role is not None


def rises_above(then: Decider, now: Decider) -> bool:
    """Say whether somebody must decide now who had no part in an earlier decision: a body, or a member after it."""
    return bool(now.body) and (now.body != then.body or (now.role is not None and then.role is None))


@dataclass(frozen=True)
class Requirement:
    """Evidence without which a gate cannot be submitted, always or where one of its triggers is met.

    :param key: of the evidence, as packages register it.
    """

    key: str
    triggers: tuple[Trigger, ...] = ()

    def holds_for(self, facts: GateFacts) -> bool:
        """Say whether it is required of a procurement."""
        return not self.triggers or any(one.says(facts) for one in self.triggers)


@dataclass(frozen=True)
class Gate:
    """One gate as it stands on a day.

    :param required: evidence without which it cannot be submitted, except urgently.
    :param papers: kinds of document that the procurement must hold, with their names.
    :param not_for: procedures that have no such stage.
    :param days: how many days a decision should take.
    :param tolerance: by how many per cent the value may rise before the gate must be passed again.
    :param report_days: within how many days an urgent decision is reported.
    :param link_hours: how long a link to decide works.
    :param commits: whether it commits the authority: then the scheme of delegation says who decides.
    :param has_notice: whether the decision of an officer is recorded with its notice, where the scheme lets them.
    """

    code: str
    label: str
    number: int
    question: str
    triggers: tuple[Trigger, ...]
    deciders: tuple[tuple[tuple[Trigger, ...], Decider], ...]
    required: tuple[Requirement, ...]
    papers: tuple[tuple[str, str], ...]
    not_for: tuple[str, ...]
    days: int
    tolerance: Decimal
    report_days: int
    link_hours: int
    commits: bool
    has_notice: bool
    valid_from: date
    source: str = ""

    @property
    def name(self) -> str:
        """Give what people call it: "Gate 1: options and strategy"."""
        return f"Gate {self.number}: {words.lower_first(self.label)}"

    def reasons(self, facts: GateFacts) -> list[str]:
        """Give every reason why it applies, in words; none where it does not."""
        if facts.procedure in self.not_for:
            return []
        return list(dict.fromkeys(said for one in self.triggers if (said := one.says(facts))))

    def requires(self, facts: GateFacts) -> frozenset[str]:
        """Give the keys of the evidence without which it cannot be submitted for such a procurement."""
        return frozenset(one.key for one in self.required if one.holds_for(facts))

    def decider(self, facts: GateFacts) -> Decider:
        """Give who decides: the first line whose triggers the facts meet; one without triggers always holds."""
        for triggers, decider in self.deciders:
            if not triggers or any(one.says(facts) for one in triggers):
                return decider
        raise BadGate(f"{self.name} does not say who decides when nothing else holds.")


def gate_of(code: str, label: str, data: Mapping[str, Any], *, valid_from: date, source: str = "") -> Gate:
    """Read one dated gate.

    :raises BadGate: when a trigger, a role or an amount cannot be read.
    """
    try:
        return Gate(
            code=code,
            label=label,
            number=int(data["number"]),
            question=str(data["question"]),
            triggers=_triggers(data["triggers"]),
            deciders=tuple((_triggers(one.get("when", [])), _decider(one)) for one in data["deciders"]),
            required=tuple(_requirement(one) for one in data.get("required", ())),
            papers=tuple((kind, name) for kind, name in data.get("papers", ())),
            not_for=tuple(data.get("not_for", ())),
            days=int(data["days"]),
            tolerance=Decimal(str(data["tolerance_percent"])),
            report_days=int(data["report_days"]),
            link_hours=int(data["link_hours"]),
            commits=bool(data.get("commits", False)),
            has_notice=bool(data.get("notice", False)),
            valid_from=valid_from,
            source=source,
        )
    except (KeyError, ValueError, TypeError, InvalidOperation) as fault:
        raise BadGate(f"The gate {code} cannot be read: {fault}.") from fault


def _triggers(rows: Iterable[Mapping[str, Any]]) -> tuple[Trigger, ...]:
    found = []
    for row in rows:
        for sort, wanted in row.items():
            if sort not in SORTS:
                raise ValueError(f"nobody knows the trigger {sort}")
            found.append(Trigger(sort, Decimal(str(wanted)) if sort == "value_from" else wanted))
    return tuple(found)


def _requirement(row: str | Mapping[str, Any]) -> Requirement:
    """Read a key of evidence, alone or with the triggers on which it is required."""
    if isinstance(row, str):
        return Requirement(row)
    return Requirement(str(row["key"]), _triggers(row["when"]))


def _decider(row: Mapping[str, Any]) -> Decider:
    body, role = str(row.get("body", "")), row.get("role")
    if not body and not role:
        raise ValueError("a line of the deciders names neither a body nor a role")
    return Decider(body, Role(role) if role else None)


@dataclass(frozen=True)
class Pinned:
    """What a decision was taken on: if it changes too much, the gate must be passed again."""

    value_inc_vat: Decimal | None
    procedure: str


def outgrown(then: Pinned, now: Pinned, *, tolerance: Decimal) -> Iterator[str]:
    """Give why a decision no longer covers what a procurement has become.

    :param tolerance: per cent by which the value may rise.
    """
    if then.procedure and now.procedure != then.procedure:
        yield "the procedure has changed since"
    if now.value_inc_vat is None or then.value_inc_vat is None:
        return
    most = then.value_inc_vat * (100 + tolerance) / 100
    if now.value_inc_vat > most:
        was, is_now = words.money(then.value_inc_vat), words.money(now.value_inc_vat)
        yield f"its value was {was} then and is {is_now} now, more than {tolerance.normalize():f}% higher"


def bars_to_submitting(
    gaps: Sequence[str], *, is_urgent: bool, urgent_reason: str, lessons: int, has_read_lessons: bool
) -> Iterator[Finding]:
    """A pack is submitted when everything the gate asks is answered; an urgent one says why it cannot wait.

    :param gaps: a sentence for each question of the gate that is still open.
    :param lessons: how many lessons were offered.
    """
    if is_urgent and not urgent_reason.strip():
        yield Finding("urgent_reason", "Enter why this cannot wait for a meeting.", cure="urgent_reason")
    if not is_urgent:
        for gap in gaps:
            yield Finding("gap", gap)
    if lessons and not has_read_lessons:
        offered = words.plural(lessons, "lesson")
        yield Finding("lessons", f"Read the {offered} offered for this gate, and say so.", cure="has_read_lessons")


def bars_to_conditions(conditions: Sequence[Mapping[str, Any]], *, on: date) -> Iterator[Finding]:
    """A condition says what, who and by when, and its day is still to come."""
    if not conditions:
        yield Finding("no_condition", "Enter at least one condition, or pass the gate without.", cure="conditions")
    for number, one in enumerate(conditions, start=1):
        if not str(one.get("text") or "").strip():
            yield Finding("condition", f"Condition {number}: enter what must be done.", cure="conditions")
        if not one.get("owner"):
            yield Finding("condition", f"Condition {number}: name who sees to it.", cure="conditions")
        if one.get("due_on") is None or one["due_on"] < on:
            yield Finding("condition", f"Condition {number}: enter a day from today on.", cure="conditions")


@dataclass(frozen=True)
class LinkFacts:
    """What is known of a link to decide when somebody comes by it."""

    person_id: int
    expires_at: datetime
    used_at: datetime | None
    revoked_at: datetime | None
    digest: str


def bars_to_link(link: LinkFacts, *, person_id: int | None, digest: str, at: datetime) -> Iterator[Finding]:
    """A link works once, for one person, until its end, and for the pack that it was sent with."""
    if link.person_id != person_id:
        yield Finding("not_yours", "This link was sent to somebody else. Sign in as the person it was sent to.")
        return
    if link.used_at is not None:
        yield Finding("used", f"This link was used at {words.moment(link.used_at)}. It works once.")
    elif link.revoked_at is not None:
        yield Finding("revoked", "This link was withdrawn: the pack was taken back, decided, or a newer link was sent.")
    elif at >= link.expires_at:
        yield Finding("expired", f"This link ended at {words.moment(link.expires_at)}. Ask for a new one.")
    if link.digest != digest:
        yield Finding("changed", "The pack changed after the link was sent. Ask for a new link and read the new pack.")


@dataclass(frozen=True)
class EarlierWaiver:
    """A waiver that was asked for or granted before.

    :param on: the day on which it was asked for.
    :param supplier: the name of the supplier as names are compared.
    """

    reference: str
    on: date
    supplier_id: int | None
    supplier: str
    category: str
    contract: str


def repeats(earlier: Iterable[EarlierWaiver], *, new: EarlierWaiver, since: date) -> dict[str, list[str]]:
    """Give the references of earlier waivers that a new one repeats, by what they have in common.

    :param since: the first day that still counts.
    """
    found: dict[str, list[str]] = {}
    for one in earlier:
        if one.on < since:
            continue
        shared = (
            (Same.SUPPLIER, _is_same_supplier(one, new)),
            (Same.CATEGORY, _is_same(one.category, new.category)),
            (Same.CONTRACT, _is_same(one.contract, new.contract)),
        )
        for same, holds in shared:
            if holds:
                found.setdefault(str(same), []).append(one.reference)
    return found


def _is_same_supplier(one: EarlierWaiver, new: EarlierWaiver) -> bool:
    if one.supplier_id is not None and new.supplier_id is not None:
        return one.supplier_id == new.supplier_id
    return _is_same(one.supplier, new.supplier)


def _is_same(one: str, other: str) -> bool:
    return bool(one.strip()) and one.strip().lower() == other.strip().lower()


def repeats_in_words(found: Mapping[str, Collection[str]], *, years: int) -> str:
    """Say what a waiver repeats: "This would be the 2nd waiver for the same supplier in 3 years (WVR-2026-0001)."."""
    told = [
        f"This is waiver number {len(found[same]) + 1} for {Same(same).label} within "
        f"{words.plural(years, 'year')} (after {words.list_of(sorted(found[same]))})."
        for same in Same
        if found.get(same)
    ]
    return " ".join(told)


def bars_to_asking(
    *, value: Decimal | None, starts_on: date | None, ends_on: date | None, repeats: str, repeat_reason: str
) -> Iterator[Finding]:
    """A waiver is worth something, holds for some days, and says why it repeats an earlier one."""
    if value is None or value <= 0:
        yield Finding("value", "The value must be more than £0.", cure="value_ex_vat")
    if starts_on and ends_on and ends_on < starts_on:
        yield Finding("days", "The last day must not lie before the first.", cure="ends_on")
    if repeats and not repeat_reason.strip():
        yield Finding("repeat", f"{repeats} Enter why it is needed again.", cure="repeat_reason")


def years_before(on: date, years: int) -> date:
    """Give the same day some years before; 29 February becomes 1 March."""
    try:
        return on.replace(year=on.year - years)
    except ValueError:
        return on.replace(year=on.year - years, month=3, day=1)


def days_between(first: datetime, last: datetime) -> int:
    """Give the whole days from one instant to another."""
    return max((last - first) // timedelta(days=1), 0)


def days_after(on: date, count: int) -> date:
    """Give the day so many days later."""
    return on + timedelta(days=count)
