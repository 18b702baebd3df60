"""Fixtures of this package's tests."""

import pytest

from hub.contract.tests import stories
from hub.platform.reference import services as reference
from hub.platform.testing.fixtures import CAST_MADE
from hub.strategy.tests import stories as strategies


@pytest.fixture
def strategy(cast, at_nine):
    """Give the founding strategy, in force at ECA, with every shipped set."""
    reference.load_all(at=CAST_MADE)
    return strategies.adopted(authority=cast.eca, by=cast.actor("morag"), at=at_nine)


@pytest.fixture
def live(cast, at_nine, strategy):
    """Give a function that enters a live contract at ECA with owner and manager."""

    def enter(**facts):
        more = {"owner": cast.ruth, "manager": cast.aisha} | facts
        return stories.contract_live(authority=cast.eca, by=cast.actor("morag"), at=at_nine, **more)

    return enter
