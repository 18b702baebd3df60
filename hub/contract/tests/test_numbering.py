"""References that the Hub gives, beside those that people type."""

from typing import Any

import pytest

from hub.contract.forms import AddForm
from hub.contract.models import Contract
from hub.contract.rules import OURS, address_of
from hub.contract.services import add

pytestmark = pytest.mark.django_db


def test_a_reference_that_somebody_typed_is_passed_over(cast: Any, at_nine: Any) -> None:
    clerk = {"by": cast.actor("morag"), "at": at_nine}
    first = add(authority=cast.eca, facts={"title": "One"}, **clerk)
    year, number = first.reference.split("-")[-2:]
    typed = f"CON-{year}-{int(number) + 1:04d}"
    add(authority=cast.eca, facts={"title": "Typed"}, reference=typed, **clerk)
    after = [add(authority=cast.eca, facts={"title": title}, **clerk).reference for title in ("Two", "Three")]
    assert after == [f"CON-{year}-{int(number) + 2:04d}", f"CON-{year}-{int(number) + 3:04d}"]
    assert Contract.objects.count() == 4


def test_the_references_of_another_authority_do_not_show_in_the_numbers_of_ours(cast: Any, at_nine: Any) -> None:
    clerk = {"by": cast.actor("morag"), "at": at_nine}
    first = add(authority=cast.eca, facts={"title": "One"}, **clerk)
    year, number = first.reference.split("-")[-2:]
    typed = f"CON-{year}-{int(number) + 1:04d}"
    theirs = add(authority=cast.wdc, facts={"title": "Theirs"}, reference=typed, by=cast.actor("jo"), at=at_nine)
    ours = add(authority=cast.eca, facts={"title": "Two"}, **clerk)
    assert ours.reference == ours.address == theirs.reference == typed
    assert theirs.address == f"{typed}.WDC"


@pytest.mark.parametrize(
    ("reference", "prefix", "code", "address"),
    [
        ("CON-2026-0042", "", "ECA", "CON-2026-0042"),
        ("WDC-CON-2026-0042", "WDC", "WDC", "WDC-CON-2026-0042"),
        ("WDC-CON-2026-0042", "", "ECA", "WDC-CON-2026-0042.ECA"),
        ("CON-2026-0042", "WDC", "WDC", "CON-2026-0042.WDC"),
        ("HW-2024-17", "", "ECA", "HW-2024-17.ECA"),
    ],
)
def test_an_address_is_told_by_the_authority_alone(reference: str, prefix: str, code: str, address: str) -> None:
    assert address_of(reference, prefix=prefix, code=code) == address


@pytest.mark.parametrize("typed", ["CON-2026-0002", "WDC-CON-2026-0001", "con-2030-12345"])
def test_the_form_takes_no_reference_of_the_hubs_own_series(typed: str) -> None:
    assert OURS.search(typed.upper())
    form = AddForm.__new__(AddForm)
    form.cleaned_data = {"reference": typed}
    with pytest.raises(Exception, match="The Hub gives references such as"):
        form.clean_reference()


@pytest.mark.parametrize("typed", ["HW-2024-17", "CON-17", "ICON-2026-X", "A1"])
def test_other_references_are_free(typed: str) -> None:
    assert not OURS.search(typed)
