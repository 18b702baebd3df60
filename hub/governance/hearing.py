"""Who hears what is decided: a package registers for its own kind of record, and governance knows only the registry."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING, Protocol

from hub.platform.actors import Actor

if TYPE_CHECKING:
    from hub.governance.models import Decision


class Hears(Protocol):
    """What is called with a decision about a record of its kind."""

    def __call__(self, decision: Decision, *, by: Actor, at: datetime) -> object:
        """Do what follows; a refusal here undoes the decision too."""


_hearing: dict[str, list[Hears]] = {}


def decided(kind: str) -> Callable[[Hears], Hears]:
    """Register what happens when something is decided about a record of a kind.

    It is called once for each decision, within its transaction and after it is saved; ``by`` is who recorded it, who
    need not hold the acts of the record: perform them as the system. The decision says ``outcome``, ``conditions``
    (each with ``text``, ``owner``, ``due_on``), ``reasons``, ``decided_on``, ``body`` and ``delegation``.

    :param kind: as events name it, such as "gateway.gatereview".
    """

    def register(hook: Hears) -> Hears:
        _hearing.setdefault(kind, []).append(hook)
        return hook

    return register


def tell(decision: Decision, *, by: Actor, at: datetime) -> None:
    """Let those hear a decision who registered for the kind of its record."""
    for hook in _hearing.get(decision.subject_kind, []):
        hook(decision, by=by, at=at)


def forget(kind: str) -> None:
    """Take the registrations of a kind back; for tests that add one."""
    _hearing.pop(kind, None)
