"""What the law asks of paying under a contract, and which payment notices count it in."""

from dataclasses import replace
from datetime import date

import pytest

from hub.contract.rules.paying import paying
from hub.contract.terms import ContractKind, Regime, State
from hub.contract.tests.test_law_asks import LARGE
from hub.law.tables import shipped

LATER = replace(LARGE, awarded_on=date(2026, 5, 1), signed_on=date(2026, 6, 1))


def of(given):
    return paying(given, shipped())


def test_a_public_contract_is_paid_within_30_days_and_counted_in() -> None:
    found = of(LATER)
    assert found.citation == "PA 2023 s.68(2)" and "within 30 days" in found.term
    assert {"UK8", "UK17"} <= found.codes


def test_one_that_was_awarded_before_payments_were_published_is_in_no_list_of_payments() -> None:
    found = of(replace(LATER, awarded_on=date(2026, 3, 31)))
    assert "UK8" not in found.codes and "UK17" in found.codes


def test_one_below_the_threshold_is_paid_as_soon_but_counted_in_nowhere() -> None:
    found = of(replace(LATER, regime=Regime.BELOW_THRESHOLD))
    assert (found.citation, found.codes) == ("PA 2023 s.88(2)", frozenset())


def test_what_nobody_knows_yet_does_not_matter() -> None:
    assert {"UK8", "UK17"} <= of(replace(LATER, value_inc_vat=None, route="", signed_on=None, awarded_on=None)).codes


@pytest.mark.parametrize(
    "facts",
    [
        {"regime": Regime.PCR_2015}, {"regime": ""}, {"regime": Regime.EXEMPT}, {"status": State.WITHDRAWN},
        {"agreement_kind": ContractKind.GRANT},
    ],
)  # fmt: skip
def test_other_laws_grants_and_withdrawn_entries_have_no_such_term(facts) -> None:
    assert of(replace(LATER, **facts)) is None
