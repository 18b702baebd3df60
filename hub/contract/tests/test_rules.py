"""The rules about contracts, over plain values."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from hub.contract import rules
from hub.contract.rules import Facts, LeadTimes, Option
from hub.contract.terms import Need, OptionState, State, TerminationGround

ON = date(2026, 11, 23)
LONG = LeadTimes(mobilisation_weeks=8, route_weeks=20, committee_weeks=6)
WHOLE = {
    "title": "Grounds maintenance",
    "description": "Grass",
    "supplier_name": "Meridian FM plc",
    "department": "Place",
    "owner_id": 1,
    "manager_id": 2,
    "tier": "gold",
    "route": "open",
    "value_ex_vat": Decimal(900_000),
    "signed_on": date(2025, 8, 20),
    "starts_on": date(2025, 9, 1),
    "ends_on": date(2027, 8, 31),
    "confirmed_on": date(2026, 10, 1),
}


def facts(**changed: object) -> Facts:
    return Facts(**{**WHOLE, **changed})


class TestNextCompetition:
    def test_counts_back_mobilisation_route_and_committee_from_the_end_date(self) -> None:
        back = rules.next_competition(facts(), LONG)
        assert back is not None
        assert back.weeks == 34
        assert [stretch.weeks for stretch in back.stretches] == [6, 20, 8]
        assert back.stretches[0].begins_on == date(2027, 8, 31) - timedelta(weeks=34)

    def test_starts_on_the_friday_before_when_the_day_falls_on_a_weekend(self) -> None:
        back = rules.next_competition(facts(ends_on=date(2027, 9, 5)), LONG)
        assert back is not None
        assert back.start_by.weekday() == 4
        assert back.start_by == date(2027, 9, 5) - timedelta(weeks=34) - timedelta(days=2)

    @pytest.mark.parametrize(
        ("start_by", "why"),
        [
            (date(2026, 12, 24), "Christmas Day, Boxing Day with its substitute, and a weekend"),
            (date(2026, 11, 27), "St Andrew's Day in Scotland, and a weekend"),
            (date(2027, 3, 25), "Good Friday, Easter Sunday and Easter Monday"),
        ],
    )
    def test_starts_before_bank_holidays(self, start_by: date, why: str) -> None:
        after = {date(2026, 12, 24): date(2026, 12, 28), date(2026, 11, 27): date(2026, 11, 30)}
        free = after.get(start_by, date(2027, 3, 29))
        back = rules.next_competition(facts(ends_on=free + timedelta(weeks=34)), LONG)
        assert back is not None
        assert (back.start_by, back.stretches[0].begins_on) == (start_by, start_by), why

    @pytest.mark.parametrize("year", [1850, 1998, 2300])
    def test_a_day_that_no_calendar_was_made_for_is_given_all_the_same(self, year: int) -> None:
        back = rules.next_competition(facts(starts_on=date(year, 1, 1), ends_on=date(year, 12, 31)), LONG)
        assert back is not None and back.start_by.weekday() < 5

    @pytest.mark.parametrize("status", [State.DRAFT, State.EXPIRED, State.ENDED, State.WITHDRAWN])
    def test_there_is_none_for_a_contract_that_is_not_in_force(self, status: State) -> None:
        assert rules.next_competition(facts(status=status), LONG) is None

    def test_there_is_none_without_an_end_date(self) -> None:
        assert rules.next_competition(facts(ends_on=None), LONG) is None
        assert rules.next_competition(facts(has_no_end=True), LONG) is None

    def test_the_sentence_says_start_by_and_not_expired(self) -> None:
        back = rules.next_competition(facts(), LONG)
        assert back is not None
        assert "34 weeks. After 5 January 2027 there is not enough time" in back.sentence(ON)
        assert "should have started by 5 January 2027" in back.sentence(date(2027, 1, 6))


class TestMissing:
    def test_a_whole_record_misses_nothing(self) -> None:
        assert rules.missing(facts()) == ()

    @pytest.mark.parametrize("field", ["supplier_name", "department", "value_ex_vat", "starts_on", "ends_on", "tier"])
    def test_names_each_fact_and_says_who_should_record_it(self, field: str) -> None:
        empty = "" if isinstance(WHOLE[field], str) else None
        (gap,) = rules.missing(facts(**{field: empty}))
        assert gap.field == field
        assert gap.sentence.startswith("Not recorded yet. Ask ")

    def test_a_value_of_nothing_is_recorded(self) -> None:
        assert rules.missing(facts(value_ex_vat=Decimal(0))) == ()

    def test_a_contract_without_end_needs_no_end_date(self) -> None:
        assert rules.missing(facts(ends_on=None, has_no_end=True)) == ()

    def test_a_contract_that_is_over_needs_no_manager(self) -> None:
        assert rules.missing(facts(status=State.EXPIRED, manager_id=None, owner_id=None, tier="")) == ()

    def test_a_withdrawn_entry_owes_nothing(self) -> None:
        assert rules.missing(Facts(status=State.WITHDRAWN)) == ()


class TestBars:
    def test_signing_waits_for_the_core_facts_and_names_them_all(self) -> None:
        (found,) = rules.bars_to_signing(facts(signed_on=None, supplier_name="", value_ex_vat=None))
        assert found.message == "The supplier and value over its life, ex VAT are not recorded. Fill this in first."

    def test_starting_waits_for_signature_and_start_date(self) -> None:
        early = facts(status=State.DRAFT, signed_on=None, starts_on=ON + timedelta(days=1))
        assert [each.code for each in rules.bars_to_starting(early, on=ON)] == ["not_signed", "too_early"]
        assert rules.bars_to_starting(facts(status=State.DRAFT), on=ON) == []

    def test_expiry_waits_until_the_end_date_has_passed(self) -> None:
        assert rules.bars_to_expiring(facts(ends_on=ON), on=ON)
        assert rules.bars_to_expiring(facts(ends_on=ON), on=ON + timedelta(days=1)) == []

    def test_extending_needs_an_open_option_and_time_left(self) -> None:
        used = Option(1, 12, state=OptionState.USED)
        assert [f.code for f in rules.bars_to_extending(facts(), [used], on=ON)] == ["no_option"]
        assert rules.bars_to_extending(facts(), [used, Option(2, 12)], on=ON) == []
        late = rules.bars_to_extending(facts(ends_on=ON - timedelta(days=1)), [Option(1, 12)], on=ON)
        assert [f.code for f in late] == ["too_late"]

    def test_ending_by_notice_waits_until_the_notice_has_run(self) -> None:
        ground, given = TerminationGround.NOTICE, ON - timedelta(days=29)
        short = facts(notice_period_days=30)
        found = rules.bars_to_ending(short, ended_on=ON, ground=ground, notice_given_on=given, on=ON)
        assert [each.code for each in found] == ["notice_not_run"]
        enough = given - timedelta(days=1)
        assert rules.bars_to_ending(short, ended_on=ON, ground=ground, notice_given_on=enough, on=ON) == []

    def test_ending_lies_within_the_life_and_not_in_the_future(self) -> None:
        ground = TerminationGround.AGREED
        for day, code in ((ON + timedelta(days=1), "ends_in_future"), (date(2025, 8, 31), "before_start")):
            found = rules.bars_to_ending(facts(), ended_on=day, ground=ground, notice_given_on=None, on=ON)
            assert [each.code for each in found] == [code]

    def test_the_terms_of_a_contract_that_is_over_stand(self) -> None:
        over = facts(status=State.EXPIRED)
        assert rules.bars_to_correcting(over, {"ends_on", "title"})
        assert rules.bars_to_correcting(over, {"title", "department"}) == []


class TestNextStep:
    def step(self, what: Facts, options: list[Option] | None = None, on: date = ON) -> rules.NextStep | None:
        return rules.next_step(what, options or [], rules.next_competition(what, LONG), on=on)

    def test_an_extension_is_decided_by_the_earlier_of_the_clause_and_the_last_safe_start(self) -> None:
        step = self.step(facts(), [Option(1, 12, decide_by=date(2026, 12, 4)), Option(2, 12)])
        assert step is not None
        assert (step.title, step.by) == ("Decide whether to use extension 1 of 2", date(2026, 12, 4))
        later = self.step(facts(), [Option(1, 12, decide_by=date(2027, 5, 31))])
        assert later is not None and later.by == date(2027, 1, 5)

    def test_without_an_option_the_next_competition_starts(self) -> None:
        step = self.step(facts())
        assert step is not None and step.title == "Start the next competition"

    def test_a_near_decision_comes_before_a_gap_and_a_gap_before_what_is_far_off(self) -> None:
        near = self.step(facts(manager_id=None), [Option(1, 12)])
        assert near is not None and near.need == Need.DECIDE
        far = self.step(facts(manager_id=None, ends_on=date(2029, 8, 31)))
        assert far is not None and far.title == "Name the contract manager"

    def test_nothing_is_next_when_all_is_far_off(self) -> None:
        assert self.step(facts(ends_on=date(2029, 8, 31))) is None

    def test_a_draft_is_filled_in_then_signed_then_started(self) -> None:
        draft = {"status": State.DRAFT, "signed_on": None}
        assert self.step(facts(**draft, department="")).act == "contract.correct"  # type: ignore[union-attr]
        assert self.step(facts(**draft)).act == "contract.sign"  # type: ignore[union-attr]
        assert self.step(facts(status=State.DRAFT)).act == "contract.start"  # type: ignore[union-attr]

    @pytest.mark.parametrize("status", [State.EXPIRED, State.ENDED, State.WITHDRAWN])
    def test_a_contract_that_is_over_needs_nothing(self, status: State) -> None:
        assert self.step(facts(status=status)) is None


class TestStateOfALoadedRow:
    @pytest.mark.parametrize(
        ("changed", "state"),
        [
            ({}, State.LIVE),
            ({"supplier_name": ""}, State.DRAFT),
            ({"starts_on": ON + timedelta(days=1)}, State.DRAFT),
            ({"ends_on": ON}, State.LIVE),
            ({"ends_on": ON - timedelta(days=1)}, State.EXPIRED),
            ({"ended_on": ON}, State.ENDED),
        ],
    )
    def test_follows_from_its_dates(self, changed: dict[str, object], state: State) -> None:
        assert rules.state_on(facts(**changed), on=ON) == state


class TestMonths:
    @pytest.mark.parametrize(
        ("day", "months", "then"),
        [
            (date(2027, 8, 31), 12, date(2028, 8, 31)),
            (date(2027, 8, 31), 6, date(2028, 2, 29)),
            (date(2027, 2, 28), 12, date(2028, 2, 29)),
            (date(2027, 1, 30), 1, date(2027, 2, 28)),
            (date(2026, 12, 15), 1, date(2027, 1, 15)),
        ],
    )
    def test_an_extension_keeps_the_day_of_the_month_or_its_last(self, day: date, months: int, then: date) -> None:
        assert rules.add_months(day, months) == then


class TestLifeLine:
    @pytest.mark.parametrize(
        ("changed", "stands"),
        [
            ({"status": State.LIVE}, "Contract"),
            ({"status": State.EXPIRED}, "End"),
            ({"status": State.ENDED, "ended_on": date(2026, 5, 1)}, "End"),
            ({"status": State.WITHDRAWN}, "Contract"),
        ],
    )
    def test_names_the_one_point_at_which_it_stands(self, changed: dict[str, object], stands: str) -> None:
        line = rules.life_line(facts(**changed), None, on=date(2026, 11, 23))
        assert [each.name for each in line if each.state == "now"] == [stands]
