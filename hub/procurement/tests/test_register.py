"""The register of procurements: what every register promises."""

from datetime import date

import pytest

from hub.platform.registers.testing import RegisterContract
from hub.procurement.register import ProcurementRegister

pytestmark = pytest.mark.django_db


class TestProcurementRegister(RegisterContract):
    register = ProcurementRegister
    address = "/procurements/"
    reader = "naomi"
    stranger = "jo"

    @pytest.fixture
    def rows(self, begin):
        return [
            begin(title="Bus shelter cleaning"),
            begin(title="Tram depot energy", needed_on=date(2027, 11, 1)),
            begin(title="Legal case system", estimate=None),
        ]
