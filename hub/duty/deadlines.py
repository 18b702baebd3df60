"""By when a duty is met, who hears, and that questions are answered."""

from __future__ import annotations

from datetime import date

from hub.duty.models import Duty
from hub.duty.rules import A_MONTH
from hub.duty.terms import State
from hub.platform.deadlines.declare import Deadline, days
from hub.platform.identity.roles import Role


def _facts_by(duty: Duty) -> date | None:
    """Where somebody answers for the record, and for what an authority itself must state.

    A list of old contracts without people would flood the lead: those are gaps that the register shows.
    """
    if duty.status != State.NEEDS_FACTS or (duty.owner_id is None and not duty.is_of_authority):
        return None
    return duty.known_on + A_MONTH


def _tell_of_facts(duty: Duty) -> list[int | Role | None]:
    """Ask the owner; what an authority itself must state falls to finance and the lead until somebody has it."""
    return [duty.owner_id] if duty.owner_id is not None else [Role.FINANCE, Role.PROCUREMENT_LEAD]


def _sentence(duty: Duty) -> str:
    return f"{duty.label}: {duty.subject_title[:150]}"


MEET = Deadline(
    "duty.meet",
    of=Duty,
    label="Meet a duty of the law",
    due=lambda duty: duty.urgent_on,
    warn=(days(14), days(3)),
    tells=lambda duty: [duty.owner_id, Role.PUBLISHER],
    sentence=_sentence,
    link=lambda duty: duty.get_absolute_url(),
)
GIVE_FACTS = Deadline(
    "duty.give_facts",
    of=Duty,
    label="Give the facts that the law asks for",
    due=_facts_by,
    warn=(days(14),),
    tells=_tell_of_facts,
    sentence=lambda duty: f"Give the facts that the law asks for: {duty.subject_title[:150]}",
    link=lambda duty: duty.get_absolute_url(),
)
