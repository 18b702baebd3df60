"""Fixtures of this package's tests."""

import pytest


@pytest.fixture
def told(cast, at_nine):
    """Give for whom, by whom and when the stories begin."""
    return {"authority": cast.eca, "by": cast.actor("priya"), "at": at_nine}
