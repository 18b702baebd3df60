"""Fixtures of this package's tests."""

import pytest

from hub.platform.reference import services as reference
from hub.platform.testing.fixtures import CAST_MADE


@pytest.fixture
def law(cast):
    """Give an installation whose tables of the law are loaded."""
    reference.load_all(at=CAST_MADE)
    return cast
