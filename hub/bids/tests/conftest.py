"""Fixtures of this package's tests."""

from pathlib import Path
from typing import Any

import pytest

from hub.bids.tests import scripting
from hub.bids.tests.stories import Ring


@pytest.fixture
def ring() -> Ring:
    """Give the secret halves of openers' keys."""
    return Ring()


@pytest.fixture
def own_home(settings: Any, tmp_path: Path) -> Path:
    """Give a test its own signer and store: neither forgets what it took in the test before."""
    settings.HUB_HOME, settings.HUB_BID_STORE = tmp_path / "home", str(tmp_path / "bids")
    return tmp_path


@pytest.fixture(scope="session")
def script() -> scripting.Calls:
    """Call functions of the page's script."""
    return scripting.runner()
