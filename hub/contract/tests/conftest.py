"""Fixtures of this package's tests."""

import pytest

from hub.contract.tests.telling import Telling
from hub.platform.reference import services as reference
from hub.platform.testing.cast import Cast
from hub.platform.testing.fixtures import CAST_MADE


@pytest.fixture
def tell(cast: Cast, at_nine) -> Telling:
    """Tell stories at ECA, by Morag, at 9:00, with the shipped lead times and scheme of delegation."""
    reference.load_all(at=CAST_MADE)
    return Telling(cast, at_nine)
