"""Where a case stands against its threshold, and which routes are open to it; the law decides both."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from hub.law import procedures, thresholds
from hub.law.answers import Answer
from hub.law.findings import Finding
from hub.law.scope_terms import ConcessionSubject, SpecialRegime
from hub.law.tables import Tables
from hub.law.terms import ContractKind

BEYOND = "PA 2023 Sch 3 para 5"


@dataclass(frozen=True)
class Standing:
    """A value beside its threshold.

    Args:
        counted_inc_vat: what counts, in pounds with VAT; None where the value cannot be estimated.
        threshold_inc_vat: the threshold of its kind on the day whose law applies.
        covered: whether it is a covered procurement.
        changes_on: the next day on which another threshold holds, and that amount, where one is known.
    """

    counted_inc_vat: Decimal | None
    threshold_inc_vat: Decimal
    covered: bool
    citation: str
    findings: tuple[Finding, ...] = ()
    changes_on: tuple[date, Decimal] | None = None

    @property
    def gap(self) -> Decimal | None:
        """Give the pounds by which it is over the threshold, or under it when below nothing."""
        return None if self.counted_inc_vat is None else self.counted_inc_vat - self.threshold_inc_vat

    @property
    def is_near(self) -> bool:
        """Say whether a tenth more or less would put it on the other side."""
        return self.gap is not None and abs(self.gap) <= self.threshold_inc_vat / 10


def kind_of(contract_kind: str, is_light_touch: bool | None) -> ContractKind | None:
    """Give the kind by whose threshold a contract is measured; None while it is not known."""
    if not contract_kind:
        return None
    kind = ContractKind(contract_kind)
    return ContractKind.LIGHT_TOUCH if is_light_touch and kind is ContractKind.SERVICES else kind


def standing(case: Any, *, tables: Tables) -> Standing | None:
    """Say where a case stands; None while its kind or its value is not known.

    Args:
        case: has ``contract_kind``, ``is_light_touch``, ``estimate_inc_vat``, ``aggregate_inc_vat``,
            ``is_beyond_estimate`` and ``rules_on``.
    """
    kind = kind_of(case.contract_kind, case.is_light_touch)
    value = case.aggregate_inc_vat if case.aggregate_inc_vat is not None else case.estimate_inc_vat
    if kind is None or (value is None and not case.is_beyond_estimate):
        return None
    if case.is_beyond_estimate:
        value = None
    asked = Decimal(0) if value is None else value
    found = _asked(kind, bool(case.is_light_touch), asked, on=case.rules_on, tables=tables)
    if found.result is None:
        return None
    limit = found.result.threshold_inc_vat
    covered = found.result.covered or value is None
    citation = found.citation if value is not None else BEYOND
    return Standing(value, limit, covered, citation, found.findings, _change(kind, case.rules_on, limit, tables))


def _asked(kind: ContractKind, light: bool, value: Decimal, *, on: date, tables: Tables) -> Answer[Any]:
    if kind is ContractKind.CONCESSION and light:
        special = thresholds.SpecialThresholdFacts(
            on=on, kind=kind, value_inc_vat=value, special=SpecialRegime.NONE,
            concession_of=ConcessionSubject.LIGHT_TOUCH,
        )  # fmt: skip
        return thresholds.threshold_special(special, tables=tables)
    return thresholds.threshold(thresholds.ThresholdFacts(on=on, kind=kind, value_inc_vat=value), tables=tables)


def _change(kind: ContractKind, on: date, limit: Decimal, tables: Tables) -> tuple[date, Decimal] | None:
    later = [row for row in tables.all("thresholds") if row.code == kind and row.valid_from > on]
    first = min(later, key=lambda row: row.valid_from, default=None)
    return (first.valid_from, first.amount) if first is not None and first.amount != limit else None


@dataclass(frozen=True, kw_only=True)
class Answers:
    """What somebody answers to the plain questions of the route advisor.

    Args:
        framework: there is a framework that may be used and that covers this.
        dynamic_market: there is such a dynamic market.
        ground: the code of a ground for a direct award; None where none is known.
        advertised: it would be advertised to anyone.
        special: a utility activity, or defence.
        is_framework: a framework is being set up.
    """

    framework: bool = False
    dynamic_market: bool = False
    ground: str | None = None
    advertised: bool = True
    special: str = SpecialRegime.NONE
    is_framework: bool = False


def routes(case: Any, answers: Answers, *, tables: Tables) -> Answer[procedures.Procedures] | None:
    """Ask which ways of awarding are open to a case; None while its kind or its value is not known."""
    kind = kind_of(case.contract_kind, case.is_light_touch)
    known = standing(case, tables=tables)
    if kind is None or known is None:
        return None
    value = known.counted_inc_vat if known.counted_inc_vat is not None else known.threshold_inc_vat
    given = procedures.ProceduresFacts(
        on=case.rules_on,
        kind=kind,
        value_inc_vat=value,
        framework_available=answers.framework,
        dynamic_market_available=answers.dynamic_market,
        direct_award_ground=answers.ground,
        openly_advertised=answers.advertised,
        special=SpecialRegime(answers.special),
        treated_as_covered=known.covered,
        is_framework=answers.is_framework,
    )
    return procedures.procedures(given, tables=tables)
