"""Finding a contract by half-remembered words, and by words that are misspelt."""

from __future__ import annotations

from typing import Any

import pytest

from hub.contract import services
from hub.contract.terms import Duty
from hub.contract.tests import stories
from hub.platform.search.search import search

pytestmark = pytest.mark.django_db


@pytest.fixture
def contract(tell: Any, cast: Any) -> Any:
    """Tell of a contract with all that people remember."""
    return stories.contract_live(
        authority=cast.eca,
        by=cast.actor("morag"),
        at=tell.at,
        manager=cast.aisha,
        owner=cast.morag,
        category="Parks",
        funding_source="Shared Prosperity Fund",
    )


class TestHalfRememberedWords:
    @pytest.mark.parametrize(
        "words",
        ["77310000", "horticultural", "aisha rahman", "morag grounds", "04455667", "prosperity fund", "place parks"],
    )
    def test_find_the_contract(self, contract: Any, cast: Any, words: str) -> None:
        found = search(words, actor=cast.actor("aisha"), kinds=[contract.kind()])
        assert [hit.object_id for hit in found.hits] == [contract.pk]

    def test_a_new_manager_is_found_and_the_old_one_is_not(self, contract: Any, cast: Any, tell: Any) -> None:
        services.transfer(
            contract, duty=Duty.MANAGER, to=cast.morag, reason="Leaves", by=cast.actor("morag"), at=tell.at
        )
        assert search("aisha rahman", actor=cast.actor("aisha")).total == 0


class TestAMisspeltWordOnTheRegister:
    def test_is_answered_with_what_was_meant(self, contract: Any, client_as: Any) -> None:
        page = client_as("aisha").get("/contracts/?q=mantenance").content.decode()
        assert "No contracts match “mantenance”" in page
        assert "Did you mean “maintenance”?" in page
        assert 'href="?q=maintenance"' in page or "q=maintenance" in page

    def test_only_that_word_is_put_right(self, contract: Any, client_as: Any) -> None:
        page = client_as("aisha").get("/contracts/?q=grounds+mantenance").content.decode()
        assert "Did you mean “grounds maintenance”?" in page

    def test_nothing_is_suggested_that_finds_nothing(self, contract: Any, client_as: Any) -> None:
        page = client_as("aisha").get("/contracts/?q=zzyzx").content.decode()
        assert "Did you mean" not in page

    def test_two_of_them_are_put_right_together(self, contract: Any, client_as: Any) -> None:
        page = client_as("aisha").get("/contracts/?q=gronds+mantenance").content.decode()
        assert "Did you mean “grounds maintenance”?" in page


class TestWordsThatStandInNoOneRecord:
    WORDS = "that+grounds+maintenance+thing+in+brighton"

    @pytest.fixture(autouse=True)
    def other(self, tell: Any, cast: Any) -> Any:
        """Tell of another contract, which has one of the words."""
        return stories.contract_live(
            authority=cast.eca, by=cast.actor("morag"), at=tell.at, title="Winter maintenance of roads"
        )

    def test_are_answered_on_the_register_with_those_that_do(self, contract: Any, client_as: Any) -> None:
        page = client_as("aisha").get(f"/contracts/?q={self.WORDS}").content.decode()
        assert "No record has all of these words. Some have “grounds maintenance”." in page
        assert "q=grounds+maintenance" in page or "q=grounds%20maintenance" in page

    def test_are_answered_in_the_search_of_everything(self, contract: Any, client_as: Any) -> None:
        page = client_as("aisha").get(f"/search/?q={self.WORDS}").content.decode()
        assert "Some have “grounds maintenance”." in page and 'href="?q=grounds%20maintenance"' in page
        assert contract.title in client_as("aisha").get("/search/?q=grounds%20maintenance").content.decode()

    def test_keep_as_many_of_them_as_stand_together(self, contract: Any, client_as: Any) -> None:
        page = client_as("aisha").get("/contracts/?q=winter+horticultural+rahman").content.decode()
        assert "Some have “winter horticultural”." in page or "Some have “horticultural rahman”." in page

    def test_tell_nothing_of_records_out_of_reach(self, contract: Any, client_as: Any) -> None:
        page = client_as("harriet").get(f"/contracts/?q={self.WORDS}").content.decode()
        assert "Some have" not in page and "Did you mean" not in page
