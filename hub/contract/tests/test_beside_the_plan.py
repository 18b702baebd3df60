"""Contracts beside the plan: those like something that is needed, and those that end with nothing planned."""

import pytest

from hub.contract import services as contracts
from hub.contract.models import Contract
from hub.contract.register import UnplannedRegister
from hub.contract.tests import stories
from hub.pipeline.models import PipelineEntry
from hub.platform.registers.testing import RegisterContract
from hub.platform.search.alike import Asked, alike


@pytest.mark.django_db
class TestAlike:
    @pytest.fixture
    def vans(self, cast, shipped, at_nine):
        by = cast.actor("morag")
        return stories.contract_live(authority=cast.eca, by=by, at=at_nine, title="Library vans", main_cpv="34136000")

    def found(self, actor, at, *words, **more):
        groups = alike(Asked(*words, **more), actor=actor, at=at, kinds=[Contract.kind()])
        return [one.reference for group in groups for one in group.found]

    def test_finds_by_words_of_any_of_which_one_is_enough(self, vans, cast, at_nine) -> None:
        assert self.found(cast.actor("tom"), at_nine, "Two vans") == [vans.reference]

    def test_finds_by_code_where_no_word_is_shared(self, vans, cast, at_nine) -> None:
        assert self.found(cast.actor("tom"), at_nine, "Peugeot", cpv="34136000-9") == [vans.reference]

    def test_leaves_the_thing_itself_out(self, vans, cast, at_nine) -> None:
        but = (Contract.kind(), vans.pk)
        assert self.found(cast.actor("tom"), at_nine, "Library vans", but=but) == []

    @pytest.mark.parametrize("who", ["jo", "leo"])
    def test_shows_nothing_that_somebody_may_not_read(self, vans, cast, at_nine, who) -> None:
        assert self.found(cast.actor(who), at_nine, "Library vans", cpv="34136000") == []

    def test_takes_what_people_type_as_words_alone(self, vans, cast, at_nine) -> None:
        assert self.found(cast.actor("tom"), at_nine, 'vans\' OR "x" | & ! :* (') == [vans.reference]


@pytest.mark.django_db
class TestNeeds:
    def test_of_somebody_are_shown_the_contracts_that_are_like_them(self, cast, shipped, at_nine, client_as) -> None:
        by = cast.actor("morag")
        contract = stories.contract_live(authority=cast.eca, by=by, at=at_nine, title="Library vans maintenance")
        typed = {"title": "Vans for the libraries", "description": "They fail their tests.", "needed_on": "2027-09-01"}
        body = client_as("tom").post("/needs/new/", typed).content.decode()
        assert contract.get_absolute_url() in body and "Contracts in force" in body


@pytest.mark.django_db
class TestUnplanned:
    @pytest.fixture
    def ending(self, cast, shipped, at_nine):
        by = cast.actor("morag")
        more = {"authority": cast.eca, "by": by, "at": at_nine, "owner": cast.ruth, "manager": cast.aisha}
        return [stories.contract_ending_soon(title=title, **more) for title in ("Trees", "Paths", "Kerbs")]

    def test_lists_what_ends_with_nothing_planned(self, ending, cast, at_nine, client_as) -> None:
        contracts.plan_next(ending[0], by=cast.actor("morag"), at=at_nine)
        listing = client_as("naomi").get("/contracts/unplanned/").context["listing"]
        assert {each.title for each in listing.records} == {"Paths", "Kerbs"}

    def test_puts_several_on_the_plan_at_once_and_leaves_what_is_followed(
        self, ending, cast, client_as, at_nine
    ) -> None:
        contracts.plan_next(ending[0], by=cast.actor("morag"), at=at_nine)
        client = client_as("morag")
        address = f"/contracts/unplanned/together/plan/?{'&'.join(f'chosen={each.pk}' for each in ending)}"
        page = client.get(address).content.decode()
        assert "2 contracts" in page and "will be left as it is" in page
        assert client.post(address).status_code == 302
        assert PipelineEntry.objects.count() == 3
        assert client.get("/contracts/unplanned/").context["listing"].all_count == 0

    def test_of_partners_are_not_ours_to_plan(self, ending, client_as) -> None:
        assert client_as("jo").get("/contracts/unplanned/").context["listing"].all_count == 0


class TestUnplannedRegister(RegisterContract):
    register = UnplannedRegister
    address = "/contracts/unplanned/"
    reader = "naomi"
    stranger = "colin"

    @pytest.fixture
    def rows(self, cast, shipped, at_nine):
        by = cast.actor("morag")
        titles = ("Trees", "Paths", "Kerbs")
        return [stories.contract_ending_soon(authority=cast.eca, by=by, at=at_nine, title=one) for one in titles]
