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
