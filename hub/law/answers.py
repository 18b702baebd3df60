"""What a rule answers: a result, or what it needs before it can decide, with findings and the section relied on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, TypeVar

from hub.law.findings import Finding, Severity

R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class Answer(Generic[R]):
    """A rule's answer; ``result`` is None when the rule could not decide, and ``findings`` then says why."""

    result: R | None
    findings: tuple[Finding, ...] = ()
    citation: str = ""

    def sure(self) -> R:
        """Give the result, for a caller whose facts always decide.

        :raises Undecided: when there is none.
        """
        if self.result is None:
            raise Undecided(self.findings)
        return self.result


class Undecided(ValueError):
    """A rule could not decide; ``findings`` says what it needs or what is wrong."""

    def __init__(self, findings: tuple[Finding, ...]) -> None:
        self.findings = findings
        super().__init__("; ".join(one.message for one in findings))


def undecided(*findings: Finding) -> Answer[R]:
    """Answer that the rule cannot decide, and why."""
    return Answer(None, findings, findings[0].citation if findings else "")


def needs(fact: str, why: str, citation: str = "") -> Finding:
    """Say that a fact is missing; ``why`` begins with what it decides."""
    return Finding("needs_fact", f"Give {fact}: {why}", citation)


def bad(fact: str, why: str, citation: str = "") -> Finding:
    """Say that a stated fact cannot be right; ``why`` is a whole sentence."""
    return Finding("bad_fact", f"{fact}: {why}", citation)


def check(code: str, message: str, citation: str = "") -> Finding:
    """Name a condition that no fact carries and that the answer takes as met."""
    return Finding(code, message, citation, Severity.CHECK)


def warn(code: str, message: str, citation: str = "") -> Finding:
    """Name something lawful that deserves a second thought."""
    return Finding(code, message, citation, Severity.WARN)


def inform(code: str, message: str, citation: str = "") -> Finding:
    """Say something worth knowing that changes nothing."""
    return Finding(code, message, citation, Severity.INFO)
