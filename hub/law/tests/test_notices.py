"""What always holds of notices and of the dates that a contract brings."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub.law.contract_entered import EnteredFacts, contract_entered
from hub.law.contract_periods import period_end, spoken
from hub.law.kpis import AssessmentFacts, kpi_assessment
from hub.law.notice_events import Events, NoticesFacts
from hub.law.notice_sequence import Published, SequenceFacts, notice_sequence
from hub.law.notices import notices
from hub.law.payments_terms import PaymentFacts, payment_information
from hub.law.standstill import StandstillFacts, standstill
from hub.law.tables import shipped
from hub.law.termination import Ending, TerminationFacts, termination
from hub.law.terms import Duty, NoticeType, Procedure, Regime

TABLES = shipped()
DAY = timedelta(days=1)
days = st.dates(date(2025, 2, 24), date(2032, 12, 31))
maybe = st.none() | days
histories = st.builds(
    NoticesFacts,
    regime=st.just(Regime.PA23),
    procedure=st.sampled_from(Procedure),
    covered=st.booleans(),
    light_touch=st.booleans(),
    value_inc_vat=st.sampled_from([Decimal(1), Decimal(30_000), Decimal(300_000), Decimal(6_000_000)]),
    market_engaged=st.booleans(),
    events=st.builds(
        Events,
        engaged_on=maybe,
        tender_on=maybe,
        award_decided_on=maybe,
        entered_on=maybe,
        changed_on=maybe,
        ended_on=maybe,
        terminated_procurement_on=maybe,
        market_established_on=maybe,
    ),
)


@st.composite
def ordered(draw: st.DrawFn) -> NoticesFacts:
    """Draw a history whose days rise, so that most are accepted."""
    found = sorted(draw(st.lists(days, min_size=6, max_size=6)))
    names = ("engaged_on", "tender_on", "award_decided_on", "entered_on", "changed_on", "ended_on")
    length = draw(st.integers(0, 6))
    known = dict(zip(names[:length], found, strict=False))
    if 0 < length <= 3 and draw(st.booleans()):
        known["terminated_procurement_on"] = found[length]
    procedure = draw(st.sampled_from(Procedure))
    flexible = procedure is Procedure.COMPETITIVE_FLEXIBLE
    return NoticesFacts(
        # The old regulations know no such procedure.
        regime=Regime.PA23 if flexible else draw(st.sampled_from(Regime)),
        procedure=procedure,
        covered=procedure is not Procedure.BELOW_THRESHOLD and draw(st.booleans()),
        light_touch=draw(st.booleans()),
        # So large a contract is never below the threshold.
        value_inc_vat=draw(
            st.sampled_from(
                [
                    Decimal(1),
                    Decimal(30_000),
                    Decimal(5_000_000 if procedure is Procedure.BELOW_THRESHOLD else 6_000_000),
                ]
            )
        ),
        market_engaged="engaged_on" in known or draw(st.booleans()),
        events=Events(**known),
    )


@given(histories | ordered())
def test_no_accepted_history_leaves_a_duty_without_a_date(facts: NoticesFacts) -> None:
    answer = notices(facts, tables=TABLES)
    if answer.result is None:
        assert all(one.code == "bad_fact" for one in answer.findings)
        return
    asked = {one.message.partition(":")[0] for one in answer.findings if one.code == "date_needed"}
    for one in answer.result.notices:
        if one.duty is Duty.MUST:
            assert one.by is not None or one.before is not None or one.notice in asked
        elif one.duty is Duty.NO:
            assert one.by is None
            assert one.before is None
        assert one.by is None or one.before is None
        assert (one.notice in asked) is (one.duty is Duty.MUST and one.by is None and one.before is None)


@given(ordered())
def test_rising_days_are_always_accepted_and_give_all_seventeen(facts: NoticesFacts) -> None:
    said = notices(facts, tables=TABLES).sure().notices
    assert [one.notice for one in said] == list(NoticeType)


@given(ordered())
def test_once_every_event_is_known_every_duty_has_its_day(facts: NoticesFacts) -> None:
    if facts.events.ended_on is None:
        return
    for one in notices(facts, tables=TABLES).sure().notices:
        assert one.duty is not Duty.MUST or one.by is not None or one.before is not None


@given(days, st.booleans(), st.integers(0, 10_000_000).map(Decimal))
def test_a_later_entry_never_brings_a_date_forward(day: date, light_touch: bool, value: Decimal) -> None:
    first, second = (
        contract_entered(
            EnteredFacts(entered_on=on, light_touch=light_touch, value_inc_vat=value), tables=TABLES
        ).sure()
        for on in (day, day + DAY)
    )
    assert second.details_notice_by == first.details_notice_by + DAY
    assert (first.copy_by is None) is (second.copy_by is None)
    assert first.copy_by is None or second.copy_by == first.copy_by + DAY
    assert first.copy_by is None or first.copy_by > first.details_notice_by


@given(days, st.integers(0, 2_000))
def test_a_later_assessment_never_brings_the_next_one_forward(entered: date, after: int) -> None:
    def due(last: date | None) -> date:
        facts = AssessmentFacts(entered_on=entered, kpis_set=True, last_assessed_on=last)
        by = kpi_assessment(facts, tables=TABLES).sure().due_by
        assert by is not None
        return by

    last = entered + timedelta(days=after)
    assert due(None) <= due(last) <= due(last + DAY)
    assert due(last + DAY) <= max(due(None), last + timedelta(days=367))


@given(days)
def test_a_later_ending_never_brings_its_notice_forward(day: date) -> None:
    first, second = (
        termination(TerminationFacts(ended_on=on, how=Ending.EXPIRY, kpis_set=False), tables=TABLES)
        .sure()
        .termination_notice_by
        for on in (day, day + DAY)
    )
    assert first is not None
    assert second == first + DAY


@given(st.dates(date(2026, 4, 1), date(2032, 1, 1)), st.integers(0, 60_000).map(Decimal))
def test_a_payment_is_published_after_its_quarter_and_never_when_split(day: date, amount: Decimal) -> None:
    def ask(on: date, sum_paid: Decimal) -> date | None:
        facts = PaymentFacts(paid_on=on, amount_inc_vat=sum_paid, procurement_commenced_on=date(2026, 4, 1))
        return payment_information(facts, tables=TABLES).sure().publish_by

    by = ask(day, amount)
    assert (by is not None) is (amount > 30_000)
    assert ask(day, amount / 2) is None
    if by is not None:
        later = ask(day + DAY, amount)
        assert later is not None
        assert day < by <= later
        assert (by - timedelta(days=28)).day == 1


@given(st.sampled_from(Procedure), st.lists(st.sampled_from(NoticeType), max_size=8), st.booleans())
def test_following_what_may_come_next_is_always_accepted(
    procedure: Procedure, wanted: list[NoticeType], entered: bool
) -> None:
    day = date(2026, 5, 1)

    def ask(published: tuple[Published, ...]) -> tuple[bool, tuple[NoticeType, ...]]:
        # Entered on the day of the award notice, which a light touch contract may be.
        awarded = procedure is Procedure.BELOW_THRESHOLD or any(one.notice is NoticeType.UK6 for one in published)
        facts = SequenceFacts(
            procedure=procedure,
            published=published,
            conflicts_assessed_on=day,
            summaries_sent_on=day,
            entered_on=day if entered and awarded else None,
            light_touch=True,
        )
        said = notice_sequence(facts, tables=TABLES).sure()
        return said.accepted, said.next

    published: tuple[Published, ...] = ()
    for one in wanted:
        accepted, allowed = ask(published)
        assert accepted
        following = (*published, Published(notice=one, on=day))
        # The award notice brings the contract, which then cannot be terminated as a procurement.
        assert ask(following)[0] is (one in allowed)
        if ask(following)[0]:
            published = following


@st.composite
def sequences(draw: st.DrawFn) -> SequenceFacts:
    """Draw notices whose days rise, with or without a contract, a change and an end."""
    notices_ = draw(st.lists(st.sampled_from(NoticeType), max_size=6))
    some = st.dates(date(2026, 9, 1), date(2027, 12, 31))
    on = sorted(draw(st.lists(some, min_size=len(notices_), max_size=len(notices_))))
    entered, changed, ended = sorted(draw(st.tuples(some, some, some)))
    stage = draw(st.integers(0, 3))
    procedure = draw(st.sampled_from(Procedure))
    return SequenceFacts(
        procedure=procedure,
        published=tuple(Published(notice=one, on=day) for one, day in zip(notices_, on, strict=True)),
        conflicts_assessed_on=date(2026, 8, 1),
        summaries_sent_on=date(2026, 8, 1),
        entered_on=entered if stage else None,
        changed_on=changed if stage > 1 else None,
        ended_on=ended if stage > 2 else None,
        light_touch=draw(st.booleans()),
        standstill_exempt=procedure is Procedure.DIRECT_AWARD and draw(st.booleans()),
        kpis_needed=0,
    )


LIVES = {
    Procedure.OPEN: (NoticeType.UK4, NoticeType.UK6),
    Procedure.COMPETITIVE_FLEXIBLE: (NoticeType.UK4, NoticeType.UK6),
    Procedure.DIRECT_AWARD: (NoticeType.UK5, NoticeType.UK6),
    Procedure.CALL_OFF: (NoticeType.UK6,),
    Procedure.DYNAMIC_MARKET: (NoticeType.UK13, NoticeType.UK4, NoticeType.UK6),
    Procedure.BELOW_THRESHOLD: (NoticeType.UK4,),
}


@st.composite
def lives(draw: st.DrawFn) -> SequenceFacts:
    """Draw a sequence that begins as it should, so that many are accepted."""
    facts = draw(sequences())
    start = LIVES[facts.procedure]
    first = date(2026, 8, 3)
    published = tuple(Published(notice=one, on=first) for one in start)
    later = tuple(one for one in facts.published if one.notice in {NoticeType.UK7, NoticeType.UK10, NoticeType.UK11})
    return replace(facts, published=(*published, *later))


@given(sequences() | lives())
def test_no_accepted_sequence_leaves_a_duty_without_a_date(facts: SequenceFacts) -> None:
    said = notice_sequence(facts, tables=TABLES).sure()
    if not said.accepted:
        return
    seen = {one.notice: one.on for one in facts.published}
    due = {one.notice: one.by for one in said.due}
    of_contract = seen.keys() & {NoticeType.UK7, NoticeType.UK8, NoticeType.UK9, NoticeType.UK10, NoticeType.UK11}
    assert all(facts.entered_on and seen[one] >= facts.entered_on for one in of_contract)
    if facts.entered_on is None:
        assert not due
        return
    assert NoticeType.UK7 in seen or NoticeType.UK7 in due
    if facts.procedure is Procedure.BELOW_THRESHOLD:
        return
    assert facts.ended_on is None or NoticeType.UK11 in seen or NoticeType.UK11 in due
    assert all(by >= facts.entered_on for by in due.values())
    assert seen[NoticeType.UK6] <= facts.entered_on or len(facts.published) > len(seen)
    free = facts.light_touch or facts.standstill_exempt
    free |= NoticeType.UK5 not in seen and facts.procedure in {Procedure.CALL_OFF, Procedure.DYNAMIC_MARKET}
    awarded = max(one.on for one in facts.published if one.notice is NoticeType.UK6 and one.on <= facts.entered_on)
    asked = StandstillFacts(award_notice_on=awarded, exempt=free)
    assert facts.entered_on >= standstill(asked, tables=TABLES).sure().earliest_contract_on
    if facts.changed_on is not None and not facts.light_touch:
        assert seen[NoticeType.UK10] <= facts.changed_on


@pytest.mark.parametrize(
    ("day", "ends", "end"),
    [
        (date(2026, 3, 31), ("03-31", "09-30"), date(2026, 3, 31)),
        (date(2026, 4, 1), ("03-31", "09-30"), date(2026, 9, 30)),
        (date(2026, 10, 1), ("03-31", "09-30"), date(2027, 3, 31)),
        (date(2026, 12, 31), ("03-31", "06-30", "09-30", "12-31"), date(2026, 12, 31)),
    ],
)
def test_a_period_ends_on_the_first_end_not_before_the_day(day: date, ends: tuple[str, ...], end: date) -> None:
    assert period_end(day, ends) == end


def test_a_day_is_written_for_people() -> None:
    assert spoken(date(2026, 12, 3)) == "3 December 2026"
