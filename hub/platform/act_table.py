"""The table of acts: what can be done, by whom, from which state to which, and why it is refused."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from hub.law.findings import Finding
from hub.platform.identity.roles import Role

if TYPE_CHECKING:
    from hub.platform.actors import Actor

Bars = Callable[[Any, "Actor", datetime], Iterable[Finding]]

# Where an act leads that takes another back: to no one state, but to where the record stood.
AS_IT_STOOD = ""

REGISTRY: dict[str, Act] = {}
_bars: dict[str, list[Bars]] = {}


@dataclass(frozen=True, eq=False)
class Act:
    """One thing that can be done to a record.

    :param name: dotted, from general to particular; also permission, event, approval key and page.
    :param label: past tense, as the timeline says it ("Ended the contract early").
    :param phrase: imperative, as the button says it ("End the contract").
    :param held_by: roles that hold it on the record's authority.
    :param own: roles that hold it only on records that are theirs.
    :param moves: the states it starts from and the state it leads to, or None; to ``AS_IT_STOOD`` the service moves it.
    :param needs: approval route, or None.
    :param after_gate: the code of the gate that must be passed before, or None; see ``hub.platform.gates``.
    :param gives_reason: whether a reason must be given (ST-14).
    :param must_change: it only puts facts right, so it is refused when it leaves everything as it was.
    :param undoes: it undoes what led to the state it starts from, so nobody is told to bring a record there first.
    :param slug: the word in the page's address.
    """

    name: str
    label: str
    phrase: str = ""
    held_by: Iterable[Role] = frozenset()
    own: Iterable[Role] = frozenset()
    moves: tuple[Iterable[str], str] | None = None
    needs: str | None = None
    gives_reason: bool = False
    must_change: bool = False
    undoes: bool = False
    slug: str = ""
    unless: tuple[Bars, ...] = ()
    after_gate: str | None = None

    def __post_init__(self) -> None:
        if self.name in REGISTRY:
            raise ValueError(f"The act {self.name} is declared twice.")
        fixed = {
            "held_by": frozenset(self.held_by),
            "own": frozenset(self.own),
            "phrase": self.phrase or self.label,
            "slug": self.slug or self.name.rsplit(".", 1)[1].replace("_", "-"),
            "moves": (frozenset(map(str, self.moves[0])), str(self.moves[1])) if self.moves else None,
        }
        for name, value in fixed.items():
            object.__setattr__(self, name, value)
        REGISTRY[self.name] = self

    @property
    def prefix(self) -> str:
        """Give the part that names the record: ``contract`` of ``contract.end``."""
        return self.name.rsplit(".", 1)[0]

    @property
    def holders(self) -> frozenset[Role]:
        """Give every role that may hold it, own records included."""
        return frozenset(self.held_by) | frozenset(self.own)

    def findings(self, record: Any, by: Actor, at: datetime) -> list[Finding]:
        """Give all rules that stand in the way, so that everything can be put right in one go."""
        guards = [*self.unless, *_bars.get(self.name, [])]
        return [finding for guard in guards for finding in guard(record, by, at)]


def bars(act: Act) -> Callable[[Bars], Bars]:
    """Register a guard of an act; services decorate the function that asks the rules."""

    def register(guard: Bars) -> Bars:
        _bars.setdefault(act.name, []).append(guard)
        return guard

    return register


def get_act(name: str) -> Act:
    """Give the act of this name.

    :raises KeyError: when nobody declared it.
    """
    return REGISTRY[name]


def all_acts() -> list[Act]:
    """Give every declared act by name."""
    return [REGISTRY[name] for name in sorted(REGISTRY)]


class Refused(Exception):
    """An act that may not be performed; the sentences say what is wrong and what to do."""

    def __init__(self, act: Act, findings: Iterable[Finding]) -> None:
        self.act = act
        self.findings = list(findings)
        super().__init__(" ".join(finding.message for finding in self.findings))

    @property
    def sentence(self) -> str:
        """Give what a person reads."""
        return str(self)


class NotHeld(Refused):
    """The actor does not hold the act."""

    def __init__(self, act: Act) -> None:
        roles = sorted(role.label.lower() for role in act.holders if role is not Role.SYSTEM)
        who = " or ".join(roles) if roles else "the system"
        message = f"Only {who} can do this. Ask one of them."
        super().__init__(act, [Finding("not_held", message)])


class WrongState(Refused):
    """The record is not in a state from which the act starts."""

    def __init__(self, act: Act, record: Any) -> None:
        states = act.moves[0] if act.moves else ()
        labels = dict(record._meta.get_field("status").choices or ())
        wanted = " or ".join(sorted(str(labels.get(state, state)).lower() for state in states))
        now = str(labels.get(record.status, record.status)).lower()
        name = record._meta.verbose_name
        rule = f"This can be done only while it is {wanted}." if act.undoes else f"It must be {wanted} first."
        message = f"This {name} is {now}. {rule}"
        super().__init__(act, [Finding("wrong_state", message)])


class Stale(Refused):
    """Somebody else changed the record since this person opened it."""

    def __init__(self, act: Act) -> None:
        message = "Somebody else changed this while you were working on it. Compare both versions, then choose."
        super().__init__(act, [Finding("stale", message)])
