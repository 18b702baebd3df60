"""Whoever chooses a person of the demo is told before what waits for them after."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from hub.demo.selectors import open_work
from hub.platform.deadlines import ladder, runner, selectors
from hub.platform.deadlines.models import Alert
from hub.platform.deadlines.terms import AlertState
from hub.platform.deadlines.tests.conftest import ladder_set, things

__all__ = ["ladder_set", "things"]


@pytest.mark.django_db
@pytest.mark.usefixtures("ladder_set")
def test_the_line_of_a_person_counts_what_their_masthead_counts(things: Any, cast: Any, at_nine: Any) -> None:
    things.add("Vans", date(2026, 12, 4), at=at_nine)
    runner.run_due(at=at_nine)
    ladder.climb(at=at_nine + timedelta(days=5))
    assert Alert.objects.filter(person=cast.aisha).get().status == AlertState.ESCALATED
    assert selectors.open_count(cast.actor("aisha")) == 1
    assert open_work()["aisha"] == "1 alert, first due 4 Dec 2026"
