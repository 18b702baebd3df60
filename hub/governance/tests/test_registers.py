"""The lists of governance keep the contract of every register."""

from datetime import date

import pytest

from hub.governance import services
from hub.governance.register import BodyRegister, DecisionRegister, MeetingRegister
from hub.governance.tests import stories
from hub.platform.registers.testing import RegisterContract


class TestBodyRegister(RegisterContract):
    register = BodyRegister
    address = "/bodies/"
    reader = "naomi"
    stranger = "jo"

    @pytest.fixture
    def rows(self, law, at_nine):
        others = [
            services.set_up(
                authority=law.eca, name=name, code=name.lower(), quorum=3, by=law.actor("daniel"), at=at_nine
            )
            for name in ("Board", "Panel")
        ]
        return [stories.gateway(law), *others]


class TestMeetingRegister(RegisterContract):
    register = MeetingRegister
    address = "/meetings/"
    reader = "naomi"
    stranger = "jo"

    @pytest.fixture
    def rows(self, law, at_nine):
        first = stories.planned(law)
        days = (date(2026, 12, 15), date(2027, 1, 12))
        return [first, *(stories.planned(law, body=first.body, meets_on=day) for day in days)]


class TestDecisionRegister(RegisterContract):
    register = DecisionRegister
    address = "/decisions/"
    reader = "naomi"
    stranger = "jo"

    @pytest.fixture
    def rows(self, law, at_nine):
        return [stories.decided(law), stories.by_officer(law), stories.by_officer(law, title="Bins")]
