"""Take what a supplier answers by itself, for as long as the door is open."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from hub.engagement import acts, rules, selectors
from hub.engagement.models import Exercise, Reply
from hub.engagement.services.planning import size_of
from hub.law.findings import Finding
from hub.platform.act_guards import refuse
from hub.platform.act_table import bars
from hub.platform.actors import Actor
from hub.platform.acts import create, perform, together
from hub.platform.clock import london
from hub.platform.identity.selectors import myself
from hub.platform.tenancy.models import Party

NOTHING_SEEN = -1


@bars(acts.REPLY)
def is_theirs_and_the_door_is_open(reply: Any, by: Actor, at: datetime) -> Iterable[Finding]:
    """A person answers for an organisation of theirs, while the exercise takes answers."""
    if not by.holds(acts.REPLY.held_by, reply.party_id):
        yield Finding("not_theirs", "You can answer only for an organisation that you work for.")
        return
    yield from rules.bars_to_replying(selectors.door(reply.exercise, reply.party_id), on=london(at).date())


def reply(
    exercise: Exercise,
    *,
    party: Party,
    texts: Mapping[int, str],
    by: Actor,
    at: datetime,
    version: int | None = None,
) -> Reply:
    """Send the answers of an organisation, or send them anew: the newest stand until the last day is over.

    :param texts: by the number of the question; an empty one is left out.
    :param version: of the reply that the person saw; None when they saw none.
    :raises Stale: when a colleague sent answers meanwhile.
    :raises Refused: when the door is shut, or nothing is answered.
    """
    # The row of the exercise is held, so that two colleagues, or a closing of it, come one after the other.
    with together():
        exercise = Exercise.objects.select_for_update().get(pk=exercise.pk)
        found = selectors.reply_of(exercise, party.pk)
        if found is None:
            found = Reply(exercise=exercise, party=party)
            doing = create(acts.REPLY, found, by=by, at=at)
        else:
            # Whoever began from nothing must not overwrite what a colleague sent meanwhile.
            seen = NOTHING_SEEN if version is None else version
            doing = perform(acts.REPLY, found, by=by, at=at, version=seen)
        with doing:
            _settle(found, exercise, texts)
            found.sent_at, found.sent_by = at, myself(by)
            found.save()
    return found


def _settle(one: Reply, exercise: Exercise, texts: Mapping[int, str]) -> None:
    """Put the answers on a reply, with the organisation as it is called today."""
    numbers = {question.number for question in selectors.questions_of(exercise)}
    given = {str(number): text.strip() for number, text in texts.items() if number in numbers and text.strip()}
    if not given:
        refuse(acts.REPLY, [Finding("answers", "Answer at least one question.", cure="answer_1")])
    supplier = selectors.supplier_of(one.party_id)
    one.texts, one.name, one.supplier, one.is_small = given, one.party.name, supplier, size_of(supplier)
