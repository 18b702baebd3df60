"""The sample register keeps the contract of all registers."""

from __future__ import annotations

from typing import Any

import pytest

from hub.platform.registers.testing import RegisterContract
from hub.platform.registers.tests.samples import SampleRegister, make


@pytest.mark.usefixtures("samples_site")
class TestSampleRegister(RegisterContract):
    register = SampleRegister
    address = "/samples/"

    @pytest.fixture
    def rows(self, cast: Any) -> Any:
        return make(cast.eca, 30)
