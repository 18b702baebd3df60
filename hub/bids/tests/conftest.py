"""Fixtures of this package's tests."""

import pytest

from hub.bids.tests.stories import Ring


@pytest.fixture
def ring() -> Ring:
    """Give the secret halves of openers' keys."""
    return Ring()
