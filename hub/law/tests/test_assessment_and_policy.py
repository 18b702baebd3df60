"""What always holds of assessing tenders, policy duties, key decisions, requests and payment figures."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from hub.law.calendar import is_working_day
from hub.law.framework_contents import FrameworkContentsFacts, FrameworkFee, FrameworkItem, framework_contents
from hub.law.information_requests import RequestFacts, information_request
from hub.law.key_decisions import KeyDefinitionFacts, is_key_decision
from hub.law.payment_statistics import Payment, StatisticsFacts, payment_statistics
from hub.law.policy import PolicyFacts, SocialValueFacts, policy_notes, social_value
from hub.law.tables import shipped
from hub.law.tender_assessment import (
    AssessedTender,
    BestTenderFacts,
    DisregardFacts,
    Standing,
    most_advantageous_tender,
    tender_disregard,
)
from hub.law.terms import Duty

TABLES = shipped()
DAY = timedelta(days=1)
ON = date(2026, 11, 23)
days = st.dates(date(2025, 3, 1), date(2035, 12, 31))
money = st.integers(0, 900_000_000).map(lambda pence: Decimal(pence) / 100)
disregards = st.builds(
    DisregardFacts,
    on=st.just(ON),
    meets_conditions=st.booleans(),
    standing=st.sampled_from(Standing),
    treaty_supplier=st.booleans(),
    treaty_subcontractors=st.booleans(),
    keeps_procedure=st.booleans(),
    considered_low=st.just(True),
    shown=st.none() | st.booleans(),
    market_member=st.none() | st.booleans(),
)
FAULTS = {
    "meets_conditions": False,
    "standing": Standing.EXCLUDED,
    "treaty_supplier": False,
    "treaty_subcontractors": False,
    "keeps_procedure": False,
    "shown": False,
    "market_member": False,
}


@given(disregards, st.sampled_from(sorted(FAULTS)))
def test_a_further_fault_never_saves_a_tender(facts: DisregardFacts, fault: str) -> None:
    before, after = (
        tender_disregard(one, tables=TABLES).sure() for one in (facts, replace(facts, **{fault: FAULTS[fault]}))
    )
    assert after.must_disregard >= before.must_disregard
    assert after.may_disregard
    assert len(after.grounds) >= len(before.grounds)
    for said in (before, after):
        assert said.must_disregard is any(one.duty is Duty.MUST for one in said.grounds)
        assert said.may_disregard is bool(said.grounds)


tenders = st.lists(
    st.builds(
        AssessedTender,
        tender=st.text("abcdef", min_size=1, max_size=3),
        meets_requirements=st.booleans(),
        disregarded=st.booleans(),
        score=st.integers(0, 20).map(Decimal),
    ),
    min_size=1,
    max_size=6,
    unique_by=lambda one: one.tender,
)


@given(tenders, st.randoms(use_true_random=False))
def test_no_compared_tender_beats_the_most_advantageous_in_any_order(
    some: list[AssessedTender], chance: object
) -> None:
    shuffled = list(some)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    said, again = (
        most_advantageous_tender(BestTenderFacts(on=ON, tenders=tuple(one)), tables=TABLES).sure()
        for one in (some, shuffled)
    )
    assert sorted(said.most_advantageous) == sorted(again.most_advantageous)
    fit = {one.tender: one.score for one in some if one.meets_requirements and not one.disregarded}
    assert set(said.compared) == set(fit)
    assert set(said.most_advantageous) == {name for name, score in fit.items() if score == max(fit.values())}


@given(money, money, st.booleans(), st.integers(1, 9))
def test_more_money_or_more_wards_never_make_a_decision_smaller(
    amount: Decimal, more: Decimal, significant: bool, wards: int
) -> None:
    def is_key(spent: Decimal, reached: int) -> bool:
        facts = KeyDefinitionFacts(on=ON, amount=spent, significant_effect=significant, wards=reached)
        return is_key_decision(facts, tables=TABLES).sure().key_decision

    assert is_key(amount + more, wards) >= is_key(amount, wards)
    assert is_key(amount, wards + 1) >= is_key(amount, wards)


@given(days, st.booleans())
def test_a_request_is_answered_on_the_working_day_of_its_number(day: date, environmental: bool) -> None:
    facts = RequestFacts(received_on=day, environmental=environmental)
    said = information_request(facts, tables=TABLES).sure()
    assert said.answer_by is not None
    counted = [day + DAY * number for number in range(1, (said.answer_by - day).days + 1)]
    assert sum(is_working_day(one, tables=TABLES) for one in counted) == said.working_days == 20
    assert is_working_day(said.answer_by, tables=TABLES)
    later = information_request(replace(facts, received_on=day + DAY), tables=TABLES).sure().answer_by
    assert later is not None
    assert later >= said.answer_by


@given(days, st.integers(0, 15), st.integers(0, 80))
def test_waiting_for_a_fee_or_for_details_never_shortens_the_time(day: date, after: int, wait: int) -> None:
    facts = RequestFacts(received_on=day, environmental=False)
    plain = information_request(facts, tables=TABLES).sure().answer_by
    notice = day + DAY * after
    fee, longer = (
        information_request(
            replace(facts, fee_notice_on=notice, fee_paid_on=notice + DAY * waited), tables=TABLES
        ).sure()
        for waited in (wait, wait + 1)
    )
    detailed = information_request(replace(facts, clarified_on=notice), tables=TABLES).sure().answer_by
    assert plain is not None
    assert fee.answer_by is not None
    assert longer.answer_by is not None
    assert detailed is not None
    assert plain <= fee.answer_by <= longer.answer_by
    assert plain <= detailed
    assert fee.answer_by >= notice + DAY * wait


@given(st.booleans(), st.booleans(), money, money, st.lists(st.sampled_from(["PPN 006", "PPN 018"]), max_size=2))
def test_a_larger_contract_has_no_fewer_policy_notes(
    central: bool, services: bool, value: Decimal, more: Decimal, adopted: list[str]
) -> None:
    def ask(worth: Decimal, taken: tuple[str, ...]) -> dict[str, tuple[Duty, bool]]:
        facts = PolicyFacts(
            on=date(2027, 4, 1),
            central=central,
            services=services,
            value_inc_vat=worth,
            value_per_year_inc_vat=worth,
            adopted=taken,
        )
        return {one.note: (one.duty, one.followed) for one in policy_notes(facts, tables=TABLES).sure().notes}

    small, large, plain = ask(value, tuple(adopted)), ask(value + more, tuple(adopted)), ask(value, ())
    assert list(small) == list(large) == [f"PPN 0{number:02d}" for number in (2, 5, 6, 9, 18, 21, 24)]
    for note, (duty, followed) in small.items():
        assert duty is Duty.NO or large[note][0] is duty
        assert large[note][1] >= followed >= plain[note][1]
        assert duty is not Duty.MUST or central
        assert not followed or central or note in adopted


@given(st.booleans(), st.booleans(), st.booleans(), st.booleans(), st.booleans())
def test_what_is_considered_first_is_considered_with_consultation(
    services: bool, covered: bool, framework: bool, greater: bool, urgent: bool
) -> None:
    facts = SocialValueFacts(
        on=ON,
        services=services,
        covered=covered,
        call_off=False,
        framework=framework,
        services_greater_part=greater,
        urgent=urgent,
    )
    said = social_value(facts, tables=TABLES).sure()
    assert said.must_consider is said.consider_consultation
    assert said.must_consider is (services and covered and not urgent and (greater or not framework))


@given(st.lists(st.sampled_from(FrameworkItem), unique=True), st.booleans())
def test_what_a_framework_lacks_and_has_is_the_whole_list(has: list[FrameworkItem], light_touch: bool) -> None:
    facts = FrameworkContentsFacts(
        on=ON,
        light_touch=light_touch,
        includes=tuple(has),
        fee=FrameworkFee.NONE,
        permits_excluded=False,
        bars_questions=False,
    )
    said = framework_contents(facts, tables=TABLES).sure()
    assert set(said.missing) == (set() if light_touch else set(FrameworkItem) - set(has))
    assert said.lawful is not bool(said.missing)


payments = st.lists(
    st.tuples(st.dates(date(2026, 1, 1), date(2026, 9, 30)), st.integers(0, 60), st.none() | st.integers(0, 120)),
    max_size=8,
)


@given(payments)
def test_the_shares_of_the_payments_made_come_to_all_of_them(some: list[tuple[date, int, int | None]]) -> None:
    facts = StatisticsFacts(
        starts_on=date(2026, 4, 1),
        ends_on=date(2026, 9, 30),
        payments=tuple(
            Payment(invoice_on=day, payable_on=day + DAY * due, paid_on=None if paid is None else day + DAY * paid)
            for day, due, paid in some
        ),
    )
    said = payment_statistics(facts, tables=TABLES).sure()
    shares = [said.first_share, said.second_share, said.later_share]
    if not said.payments_made:
        assert [*shares, said.mean_days] == [None] * 4
        return
    assert abs(sum(one for one in shares if one is not None) - 1) < Decimal("0.000001")
    took = [paid for day, _, paid in some if paid is not None and facts.starts_on <= day + DAY * paid <= facts.ends_on]
    assert len(took) == said.payments_made
    assert said.mean_days is not None
    assert min(took) - 1 < said.mean_days < max(took) + 1
    assert said.unpaid_share is None or 0 <= said.unpaid_share <= 1
