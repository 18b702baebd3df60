"""The public registers keep the contract of every register; everybody reads them, so there is no stranger."""

import pytest

from hub.contract.tests import stories
from hub.platform.registers.testing import RegisterContract
from hub.publishing.register import PublishedContractRegister, PublishedSupplierRegister
from hub.sites.public.tests.test_public_site import follow, home
from hub.supplier import services as suppliers

__all__ = ["home"]


@pytest.fixture
def published(cast, at_nine, home):
    """Tell of three contracts with three suppliers, and publish them."""
    from hub.publishing.models import PublishedContract, PublishedSupplier

    by = cast.actor("morag")
    for number, name in enumerate(("Oak Ltd", "Elm plc", "Ash Trust"), start=1):
        firm = suppliers.add(name=name, by=by, at=at_nine)
        stories.contract_live(
            authority=cast.eca, by=by, at=at_nine, supplier=firm, title=f"Work {number}", value_ex_vat=number * 60_000
        )
    follow()
    return list(PublishedContract.objects.order_by("pk")), list(PublishedSupplier.objects.order_by("pk"))


class ForEverybody(RegisterContract):
    reader = None
    site = "public"

    def test_a_stranger_sees_no_row_on_the_page_and_in_no_file(self, rows, client_as) -> None:
        """Nobody is a stranger here: somebody signed in at another door reads the same."""
        assert client_as("jo", site="public").get(self.address).status_code == 200


class TestContracts(ForEverybody):
    register = PublishedContractRegister
    address = "/contracts/"

    @pytest.fixture
    def rows(self, published):
        return published[0]


class TestSuppliers(ForEverybody):
    register = PublishedSupplierRegister
    address = "/suppliers/"

    @pytest.fixture
    def rows(self, published):
        return published[1]
