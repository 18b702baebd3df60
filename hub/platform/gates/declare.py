"""The registry of gates: evidence, parts of the pack, lessons, and the check behind ``after_gate``."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from hub.platform.act_table import Act
from hub.platform.papers.paper import Section


@dataclass(frozen=True)
class Answer:
    """What a record says to a question of a gate.

    :param holds: whether the question is answered as the gate wants it.
    :param says: one sentence: the evidence, or what is missing and who should see to it.
    :param page: the address of the evidence, or where the gap is closed.
    :param act: the act on the record that closes the gap; the next step of the record offers it.
    :param todo: what closes the gap, as a heading says it, where it is done elsewhere than by an act on the record.
    :param comes_first: whether the gap is to be closed before anything else that the gate asks.
    """

    holds: bool
    says: str
    page: str = ""
    act: Act | None = None
    todo: str = ""
    comes_first: bool = False


Look = Callable[[Any, datetime], Answer | None]


@dataclass(frozen=True)
class Evidence:
    """One thing that gates may ask of a kind of record.

    :param key: package and name, such as ``risk.screens``; dated gates name it among what they require.
    :param kind: the kind of record that is asked, as events name it.
    :param gates: the codes of the gates at which it is asked.
    :param question: what the committee must be able to answer, in words.
    :param look: gives the answer of a record at a moment; None where the question does not arise.
    :param order: lower comes first.
    """

    key: str
    kind: str
    gates: frozenset[str]
    question: str
    look: Look
    order: int = 50


@dataclass(frozen=True)
class Gap:
    """Something that a gate requires of a record and that the record does not have yet.

    :param key: of the evidence, or of the paper.
    :param todo: what closes it, in words of the imperative.
    :param says: what is missing, in one sentence.
    :param page: where it is closed.
    :param act: the act on the record that closes it, where one does.
    :param comes_first: as its answer says.
    """

    key: str
    todo: str
    says: str
    page: str
    act: Act | None = None
    comes_first: bool = False


@dataclass(frozen=True)
class Part:
    """A part that a package writes into the pack of a gate.

    :param write: gives the section of a record at a moment; None where it has nothing to say.
    """

    key: str
    kind: str
    gates: frozenset[str]
    write: Callable[[Any, datetime], Section | None]
    order: int = 50


@dataclass(frozen=True)
class Lesson:
    """A lesson of earlier work that bears on a record."""

    title: str
    advice: str
    href: str = ""


Lessons = Callable[[Any, str, datetime], Iterable[Lesson]]
Check = Callable[[Act, Sequence[Any], datetime], None]
Find = Callable[[Any, str, datetime], Iterable[Gap]]

_evidence: dict[str, Evidence] = {}
_parts: dict[str, Part] = {}
_lessons: list[Lessons] = []
_checks: list[Check] = []
_finds: list[Find] = []


def evidence(key: str, *, kind: str, gates: Iterable[str], question: str, look: Look, order: int = 50) -> Evidence:
    """Register what gates ask of a kind of record; see :class:`Evidence`.

    :raises ValueError: when another package has the key.
    """
    made = Evidence(key, kind, frozenset(gates), question, look, order)
    if _evidence.setdefault(key, made) != made:
        raise ValueError(f"The evidence {key} is registered twice.")
    return made


def part(
    key: str,
    *,
    kind: str,
    gates: Iterable[str],
    write: Callable[[Any, datetime], Section | None],
    order: int = 50,
) -> Part:
    """Register a part of the pack; see :class:`Part`.

    :raises ValueError: when another package has the key.
    """
    made = Part(key, kind, frozenset(gates), write, order)
    if _parts.setdefault(key, made) != made:
        raise ValueError(f"The part {key} of packs is registered twice.")
    return made


def lessons(give: Lessons) -> Lessons:
    """Register who offers lessons: ``give(record, gate, at)``."""
    _lessons.append(give)
    return give


def gate_check(check: Check) -> Check:
    """Register the check that raises when an act must wait for a gate of one of some records."""
    _checks.append(check)
    return check


def gap_source(find: Find) -> Find:
    """Register who knows what gates require: ``find(record, gate, at)`` gives the gaps up to a gate."""
    _finds.append(find)
    return find


def answers(
    record: Any, gate: str, at: datetime, *, only: Collection[str] | None = None
) -> list[tuple[Evidence, Answer]]:
    """Give what a record says to the questions of a gate, in order; questions that do not arise are left out.

    :param only: the keys of the questions that are asked; all where it is left out.
    """
    found = []
    for one in sorted(_evidence.values(), key=lambda each: (each.order, each.key)):
        if one.kind != record.kind() or gate not in one.gates or (only is not None and one.key not in only):
            continue
        if (said := one.look(record, at)) is not None:
            found.append((one, said))
    return found


def gaps(record: Any, gate: str, at: datetime) -> Iterator[Gap]:
    """Give what a gate, and every one before it that is still to be passed, requires and the record lacks."""
    for find in _finds:
        yield from find(record, gate, at)


def parts_for(record: Any, gate: str, at: datetime) -> list[Section]:
    """Give the sections that packages write for the pack of a gate, in order."""
    wanted = [one for one in _parts.values() if one.kind == record.kind() and gate in one.gates]
    written = [one.write(record, at) for one in sorted(wanted, key=lambda each: (each.order, each.key))]
    return [section for section in written if section is not None]


def lessons_for(record: Any, gate: str, at: datetime) -> list[Lesson]:
    """Give the lessons that bear on a record at a gate; none until a package offers some."""
    return [lesson for give in _lessons for lesson in give(record, gate, at)]


def known_evidence() -> list[Evidence]:
    """Give everything that gates can ask, for whoever writes the rules of a gate."""
    return [_evidence[key] for key in sorted(_evidence)]


def check(act: Act, records: Sequence[Any], at: datetime) -> None:
    """Hold an act back whose gate is still to be passed.

    :raises Refused: with the gate, why it applies, and who can open the way.
    """
    for each in _checks:
        each(act, records, at)


def forget(*, key: str = "", give: Lessons | None = None, check: Check | None = None) -> None:
    """Take a registration back; for tests that add one."""
    _evidence.pop(key, None)
    _parts.pop(key, None)
    if give in _lessons:
        _lessons.remove(give)
    if check in _checks:
        _checks.remove(check)
