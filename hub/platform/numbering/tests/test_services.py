"""References are gapless within an authority, a series and a year."""

import pytest
from django.db import transaction

from hub.platform.numbering.services import go_on_after, take
from hub.platform.testing.cast import Cast

pytestmark = pytest.mark.django_db


class TestTaking:
    def test_counts_on_within_a_year_and_begins_again_in_the_next(self, cast: Cast) -> None:
        assert take("ZZZ", cast.eca, year=2026, count=2) == ["ZZZ-2026-0001", "ZZZ-2026-0002"]
        assert take("ZZZ", cast.eca, year=2026) == ["ZZZ-2026-0003"]
        assert take("ZZZ", cast.eca, year=2027) == ["ZZZ-2027-0001"]

    def test_a_partner_carries_its_code_so_that_no_two_references_are_alike(self, cast: Cast) -> None:
        assert take("ZZZ", cast.wdc, year=2026) == ["WDC-ZZZ-2026-0001"]

    def test_a_number_of_a_rolled_back_record_is_given_again(self, cast: Cast) -> None:
        with pytest.raises(RuntimeError), transaction.atomic():
            take("ZZZ", cast.eca, year=2026)
            raise RuntimeError
        assert take("ZZZ", cast.eca, year=2026) == ["ZZZ-2026-0001"]

    def test_goes_on_after_an_earlier_list_and_never_back(self, cast: Cast) -> None:
        go_on_after("ZZZ", cast.eca, year=2026, last=41)
        go_on_after("ZZZ", cast.eca, year=2026, last=7)
        assert take("ZZZ", cast.eca, year=2026) == ["ZZZ-2026-0042"]


@pytest.mark.django_db(transaction=True)
class TestOutsideATransaction:
    def test_taking_is_refused(self, cast: Cast) -> None:
        with pytest.raises(RuntimeError):
            take("ZZZ", cast.eca, year=2026)
