"""Fixtures of this package's tests."""

import pytest


@pytest.fixture
def law(cast, shipped):
    """Give an installation whose dated values are loaded: bank holidays, recesses, the scheme of delegation."""
    return cast
