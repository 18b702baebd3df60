"""Fixtures of this package's tests."""

import io

import pytest

from hub.contract.tests import stories
from hub.platform.documents.services import Upload
from hub.strategy.tests import stories as strategies


@pytest.fixture
def paper(settings, tmp_path):
    """Give a function that makes a file as it is uploaded."""
    settings.HUB_HOME = tmp_path
    return lambda text="The paper": Upload("paper.txt", io.BytesIO(text.encode()))


@pytest.fixture
def strategy(cast, shipped, at_nine):
    """Give the founding strategy, in force at ECA, with every shipped set."""
    return strategies.adopted(authority=cast.eca, by=cast.actor("morag"), at=at_nine)


@pytest.fixture
def live(cast, at_nine, strategy):
    """Give a function that enters a live contract at ECA with owner and manager."""

    def enter(**facts):
        more = {"owner": cast.ruth, "manager": cast.aisha} | facts
        return stories.contract_live(authority=cast.eca, by=cast.actor("morag"), at=at_nine, **more)

    return enter
