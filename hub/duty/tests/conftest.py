"""Fixtures of this package's tests."""

import pytest

from hub.duty.tests import stories


@pytest.fixture
def law(cast, shipped):
    """Give an installation whose dated values are loaded."""
    return cast


@pytest.fixture
def late(law, at_nine):
    """Give a duty whose day has passed."""
    return stories.overdue(authority=law.eca, by=law.actor("sam"), at=at_nine)
