"""Fixtures of this package's tests."""

import pytest

from hub.duty.tests import stories
from hub.platform.reference import services as reference
from hub.platform.testing.fixtures import CAST_MADE


@pytest.fixture
def law(cast):
    """Give an installation whose dated values are loaded."""
    reference.load_all(at=CAST_MADE)
    return cast


@pytest.fixture
def late(law, at_nine):
    """Give a duty whose day has passed."""
    return stories.overdue(authority=law.eca, by=law.actor("sam"), at=at_nine)
