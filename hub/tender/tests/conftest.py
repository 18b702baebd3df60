"""Fixtures of this package's tests."""

import pytest

from hub.tender import answering, knowing
from hub.tender.tests import stories


@pytest.fixture(autouse=True)
def firms(request: pytest.FixtureRequest) -> None:
    """Put the firms of the stories into the register, where a test has a database with the cast."""
    if "cast" in request.fixturenames:
        cast, at = request.getfixturevalue("cast"), request.getfixturevalue("at_nine")
        stories.firms(by=cast.actor("priya"), at=at)


@pytest.fixture(autouse=True)
def nobody_else_registers(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let tests begin with what this package knows itself; later packages try their own registrations."""
    monkeypatch.setattr(knowing, "_sources", {})
    monkeypatch.setattr(answering, "_kept", [])
