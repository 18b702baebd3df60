"""From the plan to the case and back: one link leads there, and the entry names its case."""

import pytest

from hub.pipeline.tests import stories
from hub.platform.search.alike import Asked, alike
from hub.procurement.models import Procurement
from hub.procurement.services import begin_from

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("shipped")]


@pytest.fixture
def entry(cast, shipped, at_nine):
    """Give a planned entry of ECA."""
    return stories.entry_planned(
        authority=cast.eca, owner=cast.priya, by=cast.actor("morag"), at=at_nine, contract_kind="goods"
    )


def test_starting_an_entry_leads_to_the_page_that_opens_its_case(entry, client_as) -> None:
    client = client_as("priya")
    answer = client.get(f"{entry.get_absolute_url()}start/")
    assert answer["Location"] == f"/procurements/from/{entry.reference}/"
    assert client.get(answer["Location"]).status_code == 200


def test_an_entry_that_was_started_names_its_case(entry, cast, at_nine, client_as) -> None:
    made = begin_from(entry, vat_treatment="standard", by=cast.actor("priya"), at=at_nine)
    entry.refresh_from_db()
    assert (entry.case_reference, entry.case_page) == (made.reference, made.get_absolute_url())
    assert made.get_absolute_url() in client_as("tom").get(entry.get_absolute_url()).content.decode()


def test_a_procurement_under_way_is_shown_to_who_needs_the_same(entry, cast, at_nine) -> None:
    made = begin_from(entry, vat_treatment="standard", by=cast.actor("priya"), at=at_nine)
    found = alike(Asked("Vans for libraries"), actor=cast.actor("tom"), at=at_nine, kinds=[Procurement.kind()])
    assert [one.reference for group in found for one in group.found] == [made.reference]
    assert alike(Asked("Vans for libraries"), actor=cast.actor("jo"), at=at_nine, kinds=[Procurement.kind()]) == []


class TestLastSafeStart:
    """What nobody typed is counted back from the need by the law, as soon as kind, value and need are known."""

    def test_of_an_entry_is_that_of_the_case_that_it_becomes(self, cast, at_nine) -> None:
        how = {"authority": cast.eca, "owner": cast.priya, "by": cast.actor("morag"), "at": at_nine, "start_by": None}
        entry = stories.entry_planned(contract_kind="goods", **how)
        assert entry.start_by is not None and entry.work_from == entry.start_by
        case = begin_from(entry, vat_treatment="standard", by=cast.actor("priya"), at=at_nine)
        assert case.last_safe_start_on == entry.start_by

    def test_is_left_open_while_too_little_is_known(self, cast, at_nine) -> None:
        how = {"authority": cast.eca, "owner": cast.priya, "by": cast.actor("morag"), "at": at_nine, "start_by": None}
        assert stories.entry_planned(**how).start_by is None
        goods = {"contract_kind": "goods", **how}
        assert stories.entry_planned(value_ex_vat=None, title="Trees", **goods).start_by is None

    def test_that_somebody_typed_stays(self, cast, at_nine) -> None:
        typed = stories.entry_planned(
            authority=cast.eca, owner=cast.priya, by=cast.actor("morag"), at=at_nine, contract_kind="goods"
        )
        assert typed.start_by.isoformat() == "2027-02-01"
