"""Fixtures of this package's tests."""

import pytest


@pytest.fixture
def law(cast, shipped):
    """Give an installation whose tables of the law are loaded."""
    return cast
