"""The register of suppliers keeps what every register promises."""

import pytest

from hub.platform.registers.testing import RegisterContract
from hub.supplier import services
from hub.supplier.register import SupplierRegister


class TestSupplierRegister(RegisterContract):
    register = SupplierRegister
    address = "/suppliers/"
    reader = "naomi"

    @pytest.fixture
    def rows(self, cast, at_nine):
        by = cast.actor("priya")
        names = (("Oak Ltd", "sme"), ("Elm plc", "large"), ("Ash Trust", ""))
        return [services.add(name=name, size=size, by=by, at=at_nine) for name, size in names]

    def test_a_stranger_sees_no_row_on_the_page_and_in_no_file(self, rows, client_as) -> None:
        """Suppliers belong to no authority, so every officer sees them; an outside evaluator does not."""
        assert client_as("jo").get(self.address).status_code == 200
        for address in (self.address, f"{self.address}export.csv", rows[0].get_absolute_url()):
            assert client_as("ines").get(address).status_code == 404
