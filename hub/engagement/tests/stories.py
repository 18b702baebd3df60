"""Reach the states of a market engagement by performing the real acts."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from hub.engagement import services
from hub.engagement.models import Exercise
from hub.engagement.services import Named, Plan
from hub.engagement.terms import Advantage, Method
from hub.platform.clock import london

QUESTIONS = ("How many vans could you supply in six months?", "Which contract length gives the best price?")


def planned(record: Any, *, by: Any, at: datetime, title: str = "Library vans: asking the market") -> Exercise:
    """Give an exercise for one purchase."""
    on = london(at).date()
    made = Plan(
        title=title, purpose="Whether electric vans can be had in time.", method=Method.QUESTIONS,
        starts_on=on, ends_on=on + timedelta(days=21), records=[record],
    )  # fmt: skip
    return services.plan(made, authority=record.authority, by=by, at=at)


def running(record: Any, *, by: Any, at: datetime, title: str = "Library vans: asking the market") -> Exercise:
    """Give an exercise that is open, with two questions and two suppliers."""
    one = planned(record, by=by, at=at, title=title)
    services.ask(one, questions=QUESTIONS, by=by, at=at)
    services.invite(
        one, named=[Named("Ashdown Vehicles", is_small=True), Named("Birch Motors", is_small=False)], by=by, at=at
    )
    return services.open_it(one, by=by, at=at)


def answered(record: Any, *, by: Any, at: datetime) -> Exercise:
    """Give an exercise that everybody answered and in which something was found."""
    one = running(record, by=by, at=at)
    for row in one.participants.all():
        services.answer(one, participant=row, texts={1: f"{row.name}: ten", 2: "Five years"}, by=by, at=at)
    return services.find(one, text="Five years are cheaper by a tenth.", about="content", by=by, at=at)


def closed(record: Any, *, by: Any, at: datetime) -> Exercise:
    """Give an exercise that closed with one finding."""
    one = answered(record, by=by, at=at)
    services.record_steps(one, steps=["All had the same questions"], taken_on=london(at).date(), by=by, at=at)
    services.assess_advantage(one, advantage=Advantage.NONE, note="", by=by, at=at)
    services.record_notice(one, number="2026/S 000-1", published_on=london(at).date(), by=by, at=at)
    return services.close(one, by=by, at=at)
