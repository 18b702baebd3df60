"""Fixtures of this package's tests."""

import pytest

from hub.strategy.tests import stories


@pytest.fixture
def strategy(cast, shipped, at_nine):
    """Give the founding strategy, in force at ECA, with the shipped scheme of delegation."""
    return stories.adopted(authority=cast.eca, by=cast.actor("morag"), at=at_nine)


@pytest.fixture
def telling(cast, at_nine, strategy):
    """Give what every story takes: ECA, Morag, 9:00."""
    return {"authority": cast.eca, "by": cast.actor("morag"), "at": at_nine}
