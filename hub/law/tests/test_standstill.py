"""What must hold of every standstill and suspension."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from hub.law.award_suspension import SuspensionFacts, award_suspension
from hub.law.calendar import is_working_day, working_days_end
from hub.law.standstill import (
    AwardGround,
    NeededFacts,
    StandstillFacts,
    binding_end,
    mandatory_end,
    standstill,
    standstill_needed,
)
from hub.law.tables import shipped
from hub.law.terms import Procedure

DAYS = st.dates(date(2025, 2, 24), date(2040, 12, 31))
LATER = st.integers(0, 60).map(lambda days: timedelta(days=days))


@given(notice=DAYS)
def test_a_standstill_has_eight_working_days(notice: date) -> None:
    found = standstill(StandstillFacts(award_notice_on=notice, exempt=False), tables=shipped()).sure()
    assert found.ends_on is not None
    days = [notice + timedelta(days=n) for n in range((found.ends_on - notice).days + 1)]
    assert sum(is_working_day(day, tables=shipped()) for day in days) == 8
    assert found.earliest_contract_on == found.ends_on + timedelta(days=1)


@given(notice=DAYS)
def test_a_day_later_never_gives_an_earlier_contract(notice: date) -> None:
    first, second = (
        standstill(StandstillFacts(award_notice_on=day, exempt=False), tables=shipped()).sure()
        for day in (notice, notice + timedelta(days=1))
    )
    assert second.earliest_contract_on >= first.earliest_contract_on


@given(notice=DAYS, stated=LATER)
def test_a_stated_standstill_never_brings_the_contract_forward(notice: date, stated: timedelta) -> None:
    facts = StandstillFacts(award_notice_on=notice, exempt=False)
    alone = standstill(facts, tables=shipped()).sure()
    both = standstill(replace(facts, stated_ends_on=notice + stated), tables=shipped()).sure()
    assert both.ends_on == max(alone.ends_on or notice, notice + stated)
    assert both.earliest_contract_on >= alone.earliest_contract_on


@given(notice=DAYS, exempt=st.booleans(), stated=st.none() | LATER)
def test_without_a_claim_suspension_and_standstill_agree(notice: date, exempt: bool, stated: timedelta | None) -> None:
    ends = None if stated is None else notice + stated
    award = standstill(StandstillFacts(award_notice_on=notice, exempt=exempt, stated_ends_on=ends), tables=shipped())
    facts = SuspensionFacts(
        award_notice_on=notice,
        exempt=exempt,
        stated_ends_on=ends,
        claim_started_on=None,
        notified_on=None,
        lifted_on=None,
    )
    free = award_suspension(facts, tables=shipped())
    assert (award.result is None) is (free.result is None)
    if award.result and free.result:
        assert free.result.may_enter_from == award.result.earliest_contract_on


@given(notice=DAYS, start=LATER, told=LATER, lifted=st.none() | LATER)
def test_a_lock_holds_until_it_is_lifted_and_the_standstill_still_passes(
    notice: date, start: timedelta, told: timedelta, lifted: timedelta | None
) -> None:
    started = notice + start
    notified = started + told
    ended = None if lifted is None else notified + lifted
    facts = SuspensionFacts(
        award_notice_on=notice,
        exempt=False,
        stated_ends_on=None,
        claim_started_on=started,
        notified_on=notified,
        lifted_on=ended,
    )
    found = award_suspension(facts, tables=shipped()).sure()
    end = mandatory_end(notice, tables=shipped())
    assert found.suspended is (notified <= end)
    assert found.locked is (found.suspended and ended is None)
    assert (found.may_enter_from is None) is found.locked
    if found.may_enter_from:
        assert found.may_enter_from > end
        assert not found.suspended or ended is None or found.may_enter_from >= ended


def test_the_end_that_binds_is_the_later_of_the_two() -> None:
    notice, end = date(2026, 11, 23), date(2026, 12, 3)
    assert binding_end(notice, False, None, tables=shipped()) == end
    assert binding_end(notice, False, date(2026, 12, 2), tables=shipped()) == end
    assert binding_end(notice, False, date(2026, 12, 4), tables=shipped()) == date(2026, 12, 4)
    assert binding_end(notice, True, None, tables=shipped()) is None
    assert binding_end(notice, True, date(2026, 12, 4), tables=shipped()) == date(2026, 12, 4)
    assert working_days_end(notice, 8, tables=shipped()) == end


@given(
    procedure=st.sampled_from(Procedure),
    light_touch=st.booleans(),
    ground=st.none() | st.sampled_from(AwardGround),
    private=st.booleans(),
)
def test_a_standstill_is_required_or_may_be_stated_wherever_there_is_a_notice(
    procedure: Procedure, light_touch: bool, ground: AwardGround | None, private: bool
) -> None:
    facts = NeededFacts(procedure=procedure, light_touch=light_touch, ground=ground, private_utility=private)
    found = standstill_needed(facts, tables=shipped()).result
    assert (found is None) is ((procedure is Procedure.DIRECT_AWARD) is (ground is None))
    if found:
        assert found.award_notice is (found.required or found.voluntary_allowed)
        assert not (found.required and found.voluntary_allowed)
        assert not (found.required and light_touch)
