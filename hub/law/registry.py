"""The rules by name. A rule is a pure function of facts and tables; this is where pages and commands find it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from typing import Any, TypeVar, get_args, get_type_hints

from hub.law.answers import Answer
from hub.law.tables import Tables

Decide = TypeVar("Decide", bound=Callable[..., Answer[Any]])


@dataclass(frozen=True)
class Rule:
    """One rule: its name, the question that it answers, the sections it stands on, and the function."""

    name: str
    title: str
    citation: str
    topic: str
    decide: Callable[..., Answer[Any]]
    facts: type
    result: type

    def __call__(self, facts: Any, *, tables: Tables) -> Answer[Any]:
        """Decide; the answer carries the rule's citation where the function gave none of its own."""
        answer = self.decide(facts, tables=tables)
        return answer if answer.citation else Answer(answer.result, answer.findings, self.citation)


_RULES: dict[str, Rule] = {}


def rule(name: str, *, title: str, citation: str, topic: str) -> Callable[[Decide], Decide]:
    """Register a rule; decorates ``def decide(facts: Facts, *, tables: Tables) -> Answer[Result]``.

    :param name: the name on the command line, with hyphens.
    :param title: the question that the rule answers, in plain words.
    :param citation: the sections that it stands on, such as ``PA 2023 s.54``.
    :param topic: the group under which pages list it.
    """

    def register(decide: Decide) -> Decide:
        hints = get_type_hints(decide)
        if name in _RULES:
            raise ValueError(f"Two rules are called {name}.")
        _RULES[name] = Rule(name, title, citation, topic, decide, hints["facts"], get_args(hints["return"])[0])
        return decide

    return register


def rules() -> dict[str, Rule]:
    """Give every rule by name, in the order of their names."""
    _load()
    return dict(sorted(_RULES.items()))


@cache
def _load() -> None:
    """Import every module of the package once: importing one registers its rules."""
    import hub.law

    for module in iter_modules(hub.law.__path__):
        if not module.ispkg:
            import_module(f"hub.law.{module.name}")
