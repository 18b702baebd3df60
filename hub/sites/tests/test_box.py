"""The commands of the staff site's search box."""

from typing import Any

from hub.platform.search.palette import matching
from hub.sites.staff.box import who_can


class TestCommands:
    """What the box offers."""

    def test_a_new_contract_is_offered_to_who_may_enter_one(self, cast: Any) -> None:
        assert [one.url for one in matching("new contract", cast.actor("morag"))] == ["/contracts/new/"]
        assert matching("new contract", cast.actor("ahmed")) == []

    def test_who_can_finds_the_act_that_is_meant(self, cast: Any) -> None:
        (offered,) = matching("who can suspend contracts?", cast.actor("tom"))
        assert offered.url == "/who-can/?act=contract.suspend"

    def test_who_can_asks_again_where_nothing_fits(self) -> None:
        assert who_can("xyzzy") == "/who-can/"

    def test_every_address_is_there(self, cast: Any, client_as: Any, at_nine: Any) -> None:
        client = client_as("morag")
        for typed in (
            "new contract",
            "new supplier",
            "who can suspend",
            "alerts",
            "drafts",
            "calendar",
        ):
            for offered in matching(typed, cast.actor("morag")):
                assert client.get(offered.url).status_code == 200, offered
