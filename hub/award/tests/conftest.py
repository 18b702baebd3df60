"""Fixtures of this package's tests."""

import pytest

from hub.tender import answering


@pytest.fixture
def told(cast, at_nine):
    """Give for whom, by whom and when the stories begin."""
    return {"authority": cast.eca, "by": cast.actor("priya"), "at": at_nine}


@pytest.fixture(autouse=True)
def nobody_opens(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let quotes be sent without openers: what came out of the envelopes is written here as the opening writes it."""
    monkeypatch.setattr(answering, "_kept", [])
