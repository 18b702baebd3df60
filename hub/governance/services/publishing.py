"""What follows a decision: its publication, and what overview and scrutiny does about it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime

from hub.governance import acts, rules, selectors
from hub.governance.models import Decision
from hub.law.findings import Finding
from hub.platform.act_table import bars
from hub.platform.actors import Actor
from hub.platform.acts import Refused, perform
from hub.platform.clock import london
from hub.platform.reference.statute import statute
from hub.platform.words import date_long, with_days_in_words


def publish(decision: Decision, *, by: Actor, at: datetime, version: int | None = None) -> Decision:
    """Publish a decision; what is exempt in it stays out."""
    with perform(acts.PUBLISH, decision, by=by, at=at, version=version):
        decision.published_at = at
    return decision


def unpublish(decision: Decision, *, reason: str, by: Actor, at: datetime, version: int | None = None) -> Decision:
    """Take a published decision back, with the reason; the public page says so."""
    with perform(acts.UNPUBLISH, decision, by=by, at=at, version=version) as done:
        done.note(reason)
    return decision


@bars(acts.CALL_IN)
def can_be_called_in(decision: Decision, by: Actor, at: datetime) -> Iterable[Finding]:
    """A key decision that said yes is called in once."""
    if not selectors.is_open_to_call_in(decision):
        yield Finding("not_key", "Only a key decision that was approved and is published can be called in.")
    elif decision.called_in_on is not None:
        yield Finding("called_in", f"It was called in on {date_long(decision.called_in_on)}.")


def record_call_in(
    decision: Decision, *, called_in_on: date, reason: str, by: Actor, at: datetime, version: int | None = None
) -> Decision:
    """Record that overview and scrutiny called a decision in: what it decided waits.

    :raises Refused: for a day on which it could not be called in.
    """
    with perform(acts.CALL_IN, decision, by=by, at=at, version=version) as done:
        if called_in_on > london(at).date():
            said = "That day is still to come. Record it when it has happened."
            raise Refused(acts.CALL_IN, [Finding("ahead", said, cure="called_in_on")])
        assert decision.published_at is not None, "the guard asks for it"
        published_on = london(decision.published_at).date()
        answer = rules.call_in_of(published_on, called_in_on, tables=statute(decision.authority))
        if answer.result is None:
            # The rule names its fact in front; on the page the sentence stands beside the field.
            raise Refused(acts.CALL_IN, [_plainly(one) for one in answer.findings])
        decision.called_in_on, decision.call_in_reason = called_in_on, reason
        done.note(reason)
    return decision


def _plainly(finding: Finding) -> Finding:
    return replace(finding, message=with_days_in_words(finding.message.removeprefix("called_in_on: ")))


@bars(acts.RELEASE)
def waits_for_scrutiny(decision: Decision, by: Actor, at: datetime) -> Iterable[Finding]:
    """Only a call-in that goes on can end."""
    if decision.called_in_on is None or decision.released_on is not None:
        yield Finding("not_called_in", "No call-in of this decision goes on.")


def release(decision: Decision, *, note: str, by: Actor, at: datetime, version: int | None = None) -> Decision:
    """Record how a call-in ended: the decision was reconsidered and stands, and takes effect.

    :param note: what was recommended, and when and where it was reconsidered.
    """
    with perform(acts.RELEASE, decision, by=by, at=at, version=version) as done:
        decision.released_on, decision.release_note = london(at).date(), note
        done.note(note)
    return decision
