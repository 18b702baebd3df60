"""What timetables say word for word: every step, reason, slack and finding of many plans."""

from __future__ import annotations

import json

import pytest

from hub.law.planning.tests.recording import SAID, heard, plans

PLANS = plans()


@pytest.mark.parametrize("says", PLANS)
def test_a_plan_says_exactly_what_it_said_when_it_was_last_read(says: str) -> None:
    assert heard(PLANS[says]) == json.loads(SAID.read_text(encoding="utf-8"))[says]


def test_nothing_is_kept_of_a_plan_that_is_gone() -> None:
    assert list(json.loads(SAID.read_text(encoding="utf-8"))) == list(PLANS)
