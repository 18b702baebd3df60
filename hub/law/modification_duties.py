"""What is published after a change to a contract, and how long a voluntary standstill before it lasts."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Annotated

from hub.law.answers import Answer, bad, inform, undecided
from hub.law.bank_holidays import expected_findings
from hub.law.calendar import last_day, outside, working_days_end
from hub.law.contract_entered import FIGURES, TABLE, negative
from hub.law.facts import Ask, facts, result
from hub.law.registry import rule
from hub.law.tables import Tables


@facts
class ChangeCopyFacts:
    """What decides whether a changed contract is published."""

    changed_on: Annotated[date, Ask("On which day was the change made?")]
    notice_required: Annotated[bool, Ask("Did the change need a contract change notice?", "Ask `modification`.")]
    value_before_inc_vat: Annotated[Decimal, Ask("What was the contract's estimated value just before, including VAT?")]
    value_after_inc_vat: Annotated[Decimal, Ask("What is it after the change, including VAT?")]


@result
class ChangeCopy:
    """Whether a copy is published, and the last day for it."""

    required: bool
    publish_by: date | None


@rule(
    "modification-copy",
    title="Must we publish the changed contract?",
    citation="PA 2023 s.77",
    topic="Contract",
)
def modification_copy(facts: ChangeCopyFacts, *, tables: Tables) -> Answer[ChangeCopy]:
    """Say whether a copy of a change or of the changed contract is published, and by when.

    A copy is published within 90 days, of which the day of the change is the first (PA 2023 s.77(1)). This is so only
    if the change needed a contract change notice and the contract was, or has become, worth more than £5 million
    (PA 2023 s.77(2)). Either the contract as changed or the change alone may be published (PA 2023 s.77(1)).
    """
    wrong = [
        *outside(tables, changed_on=facts.changed_on),
        *negative(facts.value_before_inc_vat, "value_before_inc_vat"),
        *negative(facts.value_after_inc_vat, "value_after_inc_vat"),
    ]
    if wrong:
        return undecided(*wrong)
    large = tables.amount(FIGURES, "changed_contract_copy", on=facts.changed_on)
    if not facts.notice_required or max(facts.value_before_inc_vat, facts.value_after_inc_vat) <= large:
        return Answer(ChangeCopy(required=False, publish_by=None), (), "PA 2023 s.77(2)")
    days = tables.days(TABLE, "change_copy", on=facts.changed_on)
    either = inform("either_copy", "Publish the contract as changed, or the change alone.", "PA 2023 s.77(1)")
    return Answer(ChangeCopy(required=True, publish_by=last_day(facts.changed_on, days)), (either,), "PA 2023 s.77(1)")


@facts
class ChangeStandstillFacts:
    """What decides how long a change has to wait."""

    notice_published_on: Annotated[date, Ask("When was the contract change notice published?")]
    working_days: Annotated[
        int | None, Ask("How many working days of standstill does the notice state?", "Empty if it states none.")
    ]


@result
class ChangeStandstill:
    """The end of the standstill, and the first day on which the change may be made."""

    ends_on: date | None
    earliest_change_on: date


@rule(
    "modification-standstill",
    title="How long do we wait before a change?",
    citation="PA 2023 s.76",
    topic="Contract",
)
def modification_standstill(facts: ChangeStandstillFacts, *, tables: Tables) -> Answer[ChangeStandstill]:
    """Give the end of a voluntary standstill before a change.

    No standstill has to be given before a change (PA 2023 s.76(1)). If the contract change notice gives one, the change
    waits for its end (PA 2023 s.76(1)). It lasts at least eight working days, of which the day of publication, if it is
    a working day, is the first (PA 2023 s.76(2)). Without a standstill the change may follow the notice
    (PA 2023 s.75(1)). A standstill that was given and kept protects the change from being set aside
    (PA 2023 s.105).
    """
    day, days = facts.notice_published_on, facts.working_days
    if wrong := outside(tables, notice_published_on=day):
        return undecided(*wrong)
    if days is None:
        said = inform(
            "no_standstill", "A standstill is voluntary; one protects the change from being set aside.", "PA 2023 s.105"
        )
        return Answer(ChangeStandstill(ends_on=None, earliest_change_on=day), (said,), "PA 2023 s.76(1)")
    least = tables.days(TABLE, "change_standstill", on=day)
    if not least <= days <= MOST:
        return undecided(
            bad("working_days", f"State at least {least} working days and at most {MOST}, or none.", "PA 2023 s.76(2)")
        )
    ends = working_days_end(day, days, tables=tables)
    answer = ChangeStandstill(ends_on=ends, earliest_change_on=ends + timedelta(days=1))
    return Answer(answer, expected_findings(day, ends, tables=tables), "PA 2023 s.76(2)")


# Not law: a longer one is a slip of the pen.
MOST = 1_000
