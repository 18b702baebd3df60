"""When the outcome of a choice is compared with what was expected, and who hears."""

from __future__ import annotations

from hub.platform.deadlines.declare import Deadline, days
from hub.procurement.appraisal.models import OptionsAppraisal
from hub.procurement.appraisal.terms import State

OUTCOME = Deadline(
    "appraisal.outcome",
    of=OptionsAppraisal,
    label="Compare the outcome of an appraisal",
    due=lambda one: one.outcome_due_on if one.status == State.CHOSEN and one.outcome_on is None else None,
    warn=(days(31),),
    tells=lambda one: {one.owner_id},
    sentence=lambda one: f"Compare how it turned out with what was expected: {one.question[:150]}",
    link=lambda one: f"{one.get_absolute_url()}check-outcome/",
)
