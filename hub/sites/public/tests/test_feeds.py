"""Feeds of the public register: anybody follows a supplier or a search without an account."""

from datetime import timedelta
from xml.etree import ElementTree

import pytest

from hub.contract import services as contracts
from hub.contract.models import Contract
from hub.contract.terms import Moved
from hub.publishing.models import PublishedSupplier
from hub.sites.public.tests.test_public_site import follow, home
from hub.sites.public.tests.test_registers import published

__all__ = ["home", "published"]
pytestmark = pytest.mark.django_db
ATOM = "{http://www.w3.org/2005/Atom}"


def entries(answer) -> list[ElementTree.Element]:
    """Give the entries of a feed that was answered."""
    assert answer["Content-Type"].startswith("application/atom+xml")
    return ElementTree.fromstring(answer.content).findall(f"{ATOM}entry")


def titles(answer) -> list[str]:
    return [str(entry.findtext(f"{ATOM}title")).split(" (")[0] for entry in entries(answer)]


class TestFeeds:
    def test_hold_what_changed_last_first_with_what_changed(self, published, client_as, cast, at_nine) -> None:
        contract = Contract.objects.get(title="Work 1")
        later = at_nine + timedelta(days=2)
        told = {"changes": {"value_ex_vat": 75_000}, "what": Moved.MISTYPED, "reason": "x"}
        contracts.correct(contract, **told, by=cast.actor("morag"), at=later)
        follow()
        first = entries(client_as(None, site="public").get("/contracts/feed.atom"))[0]
        assert str(first.findtext(f"{ATOM}title")).startswith("Work 1 (")
        assert "£60,000 → £75,000" in str(first.findtext(f"{ATOM}summary"))

    def test_keep_to_the_filters_of_the_address(self, published, client_as) -> None:
        client = client_as(None, site="public")
        assert titles(client.get("/contracts/feed.atom?value_from=100000")) == ["Work 3", "Work 2"]
        page = client.get("/contracts/?value_from=100000&sort=title").content.decode()
        assert 'href="/contracts/feed.atom?value_from=100000"' in page

    def test_of_a_supplier_hold_its_contracts_alone(self, published, client_as) -> None:
        elm = PublishedSupplier.objects.get(name="Elm plc")
        client = client_as(None, site="public")
        assert titles(client.get(f"/suppliers/{elm.supplier_id}/feed.atom")) == ["Work 2"]
        assert f'href="/suppliers/{elm.supplier_id}/feed.atom"' in client.get(elm.get_absolute_url()).content.decode()

    @pytest.mark.parametrize("number", ["999999", "99999999999999999999"])
    def test_of_nobody_are_not_found(self, published, client_as, number: str) -> None:
        assert client_as(None, site="public").get(f"/suppliers/{number}/feed.atom").status_code == 404

    def test_may_be_kept_and_read_from_anywhere_and_set_no_cookie(self, published, client_as) -> None:
        answer = client_as(None, site="public").get("/contracts/feed.atom")
        assert answer["Cache-Control"] == "public, max-age=60" and answer["Access-Control-Allow-Origin"] == "*"
        assert not answer.cookies
