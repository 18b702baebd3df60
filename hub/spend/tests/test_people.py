"""People are told from organisations by their names; in doubt a payee is a person."""

import pytest

from hub.spend.rules import is_person, payee_kind
from hub.spend.terms import Payees


@pytest.mark.parametrize(
    "name",
    [
        "Mr J Smith", "MRS PATEL", "Dr A N Other", "Smith, Mr J", "J SMITH", "A.B. Jones", "Jones A B", "Sarah Brown",
        "BROWN SARAH JANE", "REDACTED", "Redacted Personal Data", "REDACTED PERSONAL DATA", "Foster carer payment",
        "FOSTER CARE ALLOWANCES", "Housing Benefit", "COUNCIL TAX REFUND", "Executors of the late J Smith",
        "Personal Information withheld", "Private individual", "Cllr Ann Green",
    ],
)  # fmt: skip
def test_people_are_recognised(name):
    assert is_person(name)


@pytest.mark.parametrize(
    "name",
    [
        "J Smith Ltd", "Smith & Sons", "JOHN LEWIS PLC", "Mr Clutch Ltd", "Eden Foster Care Ltd", "RSPB", "Kpmg",
        "Leeds City Council", "Sarah Brown Consulting", "O2 (UK) LTD", "St Martin Of Tours Housing Association",
        "REDACTIVE PUBLISHING LTD", "WATER PLUS", "Dr Smith & Partners", "HMRC", "A D G Engineering", "THE MANSE",
    ],
)  # fmt: skip
def test_organisations_are_left_alone(name):
    assert not is_person(name)


@pytest.mark.parametrize("name", ["", "  ", "-", "12345"])
def test_a_payee_without_a_name_is_neither(name):
    assert payee_kind(name) is Payees.UNNAMED
