"""What an assessment says: capabilities, rows and behaviours, each with computed, held, claimed and target level."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from hub.maturity import rules
from hub.maturity.terms import INNOVATOR, MINIMUM


@dataclass(frozen=True)
class Claimed:
    """A level that somebody states: who, when, why. The strategy's own statement is the baseline."""

    level: Decimal
    who: str
    on: date
    reason: str
    is_baseline: bool = False


@dataclass(frozen=True)
class Placed:
    """The three values side by side."""

    code: str
    title: str
    computed: int | None
    held: int | None
    claimed: Claimed | None
    target: Decimal | None
    target_year: int | None

    @property
    def is_claimed_above(self) -> bool:
        """Say whether more is claimed than is computed."""
        return self.claimed is not None and self.computed is not None and self.claimed.level > self.computed


@dataclass(frozen=True)
class Capability(Placed):
    """A capability with its tests."""

    tests: Sequence[rules.Test] = field(default_factory=tuple)
    is_small: bool = False

    @property
    def next_test(self) -> rules.Test | None:
        """Give the test of the next level up."""
        wanted = (self.computed or MINIMUM) + 1
        return next((test for test in self.tests if test.level == wanted), None) if wanted <= INNOVATOR else None

    @property
    def to_raise(self) -> list[rules.Part]:
        """Give the parts that stand between it and the next level, the shortest way first."""
        test = self.next_test
        failing = [part for part in test.parts if not part.holds] if test else []
        return sorted(failing, key=lambda part: (part.short is None and not part.is_attested, part.short or 0))


@dataclass(frozen=True)
class Row(Placed):
    """A row of the action plan with the capabilities that its level comes from."""

    capabilities: Sequence[Capability] = field(default_factory=tuple)
    section: str = ""


@dataclass(frozen=True)
class Behaviour(Placed):
    """A behaviour of the national strategy with what its levels mean."""

    capabilities: Sequence[Capability] = field(default_factory=tuple)
    theme: str = ""
    area: str = ""
    ladder: Sequence[str] = field(default_factory=tuple)


@dataclass(frozen=True)
class Assessment:
    """Everything computed for one authority on one day. The two scores are never mixed."""

    on: date
    capabilities: Sequence[Capability]
    rows: Sequence[Row]
    behaviours: Sequence[Behaviour]
    stated_score: Decimal | None = None
    stated_plan: Decimal | None = None
    aim: tuple[Decimal, Decimal] | None = None
    note: str = ""

    @property
    def plan_score(self) -> Decimal | None:
        """Average the rows of the plan that are measured."""
        return rules.mean(row.computed for row in self.rows)

    @property
    def diagnostic_score(self) -> Decimal | None:
        """Average the behaviours that are measured."""
        return rules.mean(each.computed for each in self.behaviours)

    @property
    def rows_measured(self) -> int:
        """Count the rows with a computed level."""
        return sum(row.computed is not None for row in self.rows)

    @property
    def behaviours_measured(self) -> int:
        """Count the behaviours with a computed level."""
        return sum(each.computed is not None for each in self.behaviours)

    def capability(self, code: str) -> Capability | None:
        """Give one capability."""
        return next((each for each in self.capabilities if each.code == code), None)

    def row(self, code: str) -> Row | None:
        """Give one row."""
        return next((each for each in self.rows if each.code == code), None)

    def behaviour(self, code: str) -> Behaviour | None:
        """Give one behaviour."""
        return next((each for each in self.behaviours if each.code == code), None)
