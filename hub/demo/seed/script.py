"""A script of acts, played in the order of their dates, so that the log reads like a real one."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, time

from hub.platform import clock
from hub.platform.acts import together

Step = Callable[[datetime], object]


@dataclass
class Script:
    """Steps with their moments; steps of one moment keep the order in which they were written."""

    steps: list[tuple[datetime, int, Step]] = field(default_factory=list)
    _order: itertools.count[int] = field(default_factory=itertools.count)

    def on(self, day: date, do: Step, *, hour: int = 10, minute: int = 0) -> None:
        """Write a step for a London day."""
        at = datetime.combine(day, time(hour, minute), tzinfo=clock.LONDON)
        self.steps.append((at, next(self._order), do))

    def play(self, *, until: datetime) -> None:
        """Perform every step up to a moment; deadlines and search are rebuilt once, at the end."""
        due = sorted((step for step in self.steps if step[0] <= until), key=lambda step: step[:2])
        self.steps = [step for step in self.steps if step[0] > until]
        with together():
            for at, _, do in due:
                with clock.frozen(at):
                    do(at)
