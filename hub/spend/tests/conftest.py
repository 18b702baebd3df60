"""Fixtures of this package's tests."""

from importlib import import_module

import pytest

from hub.contract.tests.telling import Telling
from hub.platform.tabular import sandbox
from hub.spend.tests.ledgers import Ledgers


def here(target, arguments, limits):
    """Read a file in this process instead of a child: a hundred children take minutes."""
    module, _, function = target.partition(":")
    return getattr(import_module(module), function)(**arguments, limits=limits)


@pytest.fixture
def ledgers(cast, at_nine, settings, tmp_path, monkeypatch) -> Ledgers:
    """Load ledgers at ECA, by Helen of finance, at 9:00, with parts of their own."""
    settings.HUB_HOME = tmp_path
    monkeypatch.setattr(sandbox, "run", here)
    return Ledgers(cast, at_nine, tmp_path)


@pytest.fixture
def tell(cast, shipped, at_nine) -> Telling:
    """Tell stories of contracts beside the ledgers."""
    return Telling(cast, at_nine)
