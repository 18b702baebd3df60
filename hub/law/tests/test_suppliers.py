"""What must always hold of exclusions, claims, records, conflicts and the Transparency Code."""

from __future__ import annotations

import json
from calendar import monthrange
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub.law import door
from hub.law.claims import Claim, ClaimLimitFacts, claim_limit
from hub.law.conflicts import ConflictNotice, ConflictsAssessmentFacts, conflicts_assessment
from hub.law.exclusion_terms import ExclusionGround, Person, Standing, gravest
from hub.law.exclusions import LIMBS, ExclusionGroundFacts, exclusion_ground
from hub.law.exempt import Condition, Exemption
from hub.law.records import RecordKeepingFacts, record_keeping
from hub.law.registry import rules
from hub.law.spans import first_day, last_day, same_day_later
from hub.law.supplier_standing import GroundFound, Stage, Step, SupplierStandingFacts, supplier_standing
from hub.law.tables import shipped
from hub.law.terms import Duty, NoticeType
from hub.law.transparency import Dataset, ItemKind, TransparencyItemFacts, transparency_item

CASES = Path(__file__).parent.parent / "cases"
TABLES = shipped()
DAYS = st.dates(date(2025, 2, 24), date(2045, 12, 31))
ANY_DAYS = st.dates(date(1990, 1, 1), date(2045, 12, 31))
SIMPLE = [
    one
    for one in ExclusionGround
    if one not in (ExclusionGround.M13, ExclusionGround.M14, ExclusionGround.M22, ExclusionGround.D14)
]
MINE = (
    "abnormally-low",
    "award-criteria",
    "claim-limit",
    "conflict-advantage",
    "conflicts-assessment",
    "connected-person-data",
    "core-supplier-information",
    "debarment",
    "exclusion-checks",
    "exclusion-ground",
    "exclusion-notification",
    "exempted-contract",
    "improper-behaviour",
    "market-engagement-advantage",
    "national-security",
    "objectives",
    "oversight",
    "portal-free",
    "record-keeping",
    "self-cleaning",
    "set-aside-risk",
    "sub-contract-terms",
    "supplier-standing",
    "technical-specification",
    "transparency-code",
    "transparency-discharge",
    "transparency-item",
)


def ground(name: ExclusionGround, happened: date, decided: date, **more: Any) -> ExclusionGroundFacts:
    stated = {"known_on": happened, "continuing_or_likely": True} | more
    return ExclusionGroundFacts(decision_on=decided, ground=name, event_on=happened, **stated)


def claim(known: date, made: date, kind: Claim, extended: date | None = None) -> ClaimLimitFacts:
    return ClaimLimitFacts(
        claim=kind,
        below_threshold=False,
        known_on=known,
        made_on=made,
        details_notice_published=False,
        extended_to=extended,
    )


class TestPeriods:
    @given(ANY_DAYS, ANY_DAYS, st.sampled_from([3, 6, 36, 60]))
    def test_a_day_is_within_the_months_before_another_when_its_own_months_reach_that(
        self, event: date, decided: date, months: int
    ) -> None:
        assert (first_day(decided, months=months) <= event) == (decided <= last_day(event, months=months))

    @given(ANY_DAYS, st.integers(1, 200))
    def test_a_longer_period_never_ends_earlier(self, day: date, months: int) -> None:
        assert last_day(day, months=months) < last_day(day, months=months + 1)
        assert last_day(day, days=months) < last_day(day, days=months + 1)

    @given(ANY_DAYS, st.integers(1, 200))
    def test_a_later_day_never_ends_a_period_earlier(self, day: date, months: int) -> None:
        following = day + timedelta(days=1)
        assert last_day(day, months=months) <= last_day(following, months=months)
        assert first_day(day, months=months) <= first_day(following, months=months)
        assert same_day_later(day, months=months) <= same_day_later(following, months=months)

    def test_the_day_that_starts_a_period_is_its_first(self) -> None:
        assert last_day(date(2026, 6, 1), days=30) == date(2026, 6, 30)
        assert last_day(date(2026, 6, 1), days=1) == date(2026, 6, 1)
        assert last_day(date(2026, 6, 1), months=1) == date(2026, 6, 30)
        assert first_day(date(2026, 6, 30), months=1) == date(2026, 5, 31)

    def test_days_that_a_month_lacks_are_counted_by_the_corresponding_date(self) -> None:
        assert last_day(date(2024, 2, 29), months=12) == date(2025, 2, 28)
        assert last_day(date(2026, 11, 30), months=3) == date(2027, 2, 28)
        assert first_day(date(2028, 2, 29), months=60) == date(2023, 3, 1)
        assert same_day_later(date(2026, 12, 31), months=2) == date(2027, 2, 28)
        assert same_day_later(date(2026, 11, 30), months=1) == date(2026, 12, 30)

    def test_the_ends_of_the_calendar_hold(self) -> None:
        assert last_day(date.max, days=30) == date.max
        assert last_day(date(9999, 12, 2), months=1) == date(9999, 12, 30)
        assert same_day_later(date.max, months=1) == date.max
        assert first_day(date(1, 3, 1), months=60) == date(1, 1, 2)
        assert first_day(date(1, 3, 1), months=1) == date(1, 2, 2)
        assert last_day(date.min, days=1) == date.min


class TestOneGround:
    @given(st.sampled_from(SIMPLE), ANY_DAYS, ANY_DAYS, DAYS)
    def test_an_older_event_never_excludes_when_a_newer_one_does_not(
        self, name: ExclusionGround, one: date, other: date, decided: date
    ) -> None:
        older, newer = sorted((min(one, decided), min(other, decided)))
        new = exclusion_ground(ground(name, newer, decided), tables=TABLES).sure()
        old = exclusion_ground(ground(name, older, decided), tables=TABLES).sure()
        assert new.applies or not old.applies

    @given(st.sampled_from(SIMPLE), ANY_DAYS, DAYS, st.integers(0, 4000))
    def test_a_ground_that_has_ceased_never_comes_back(
        self, name: ExclusionGround, happened: date, decided: date, later: int
    ) -> None:
        happened = min(happened, decided)
        now = exclusion_ground(ground(name, happened, decided), tables=TABLES).sure()
        then = exclusion_ground(ground(name, happened, decided + timedelta(days=later)), tables=TABLES).sure()
        assert now.applies or not then.applies
        assert now.counts_until == then.counts_until

    @given(st.sampled_from(SIMPLE), DAYS, st.integers(0, 3000))
    def test_a_ground_of_this_law_counts_up_to_its_last_day_and_no_longer(
        self, name: ExclusionGround, happened: date, later: int
    ) -> None:
        decided = happened + timedelta(days=later)
        said = exclusion_ground(ground(name, happened, decided), tables=TABLES).sure()
        assert said.applies == (decided <= said.counts_until and name is not ExclusionGround.M15)

    @given(st.sampled_from(SIMPLE), ANY_DAYS, DAYS)
    def test_what_is_over_never_excludes(self, name: ExclusionGround, happened: date, decided: date) -> None:
        facts = ground(name, min(happened, decided), decided, continuing_or_likely=False)
        assert exclusion_ground(facts, tables=TABLES).sure().standing is Standing.CLEAR

    @pytest.mark.parametrize("name", ExclusionGround)
    def test_the_list_and_the_table_name_the_same_grounds(self, name: ExclusionGround) -> None:
        rows = [one for one in TABLES.all("exclusion_grounds") if one.code == name]
        assert [one.label for one in rows] == [name.label]
        assert rows[0].data["mandatory"] == name.startswith("M")

    def test_the_law_has_23_mandatory_and_16_discretionary_grounds(self) -> None:
        assert [one[0] for one in ExclusionGround] == ["M"] * 23 + ["D"] * 16

    def test_every_special_case_has_its_row(self) -> None:
        known = {f"{name}.{limb}" for name, limbs in LIMBS.items() for limb in limbs}
        assert known == {code for code in TABLES.codes("exclusion_grounds") if "." in code}

    def test_everything_wrong_is_said_at_once(self) -> None:
        facts = ground(
            ExclusionGround.D05, date(2027, 1, 1), date(2026, 1, 1), known_on=date(2026, 6, 1), main_ground="M01"
        )
        said = exclusion_ground(facts, tables=TABLES)
        assert [one.message.split(":")[0] for one in said.findings] == [
            "event_on",
            "known_on",
            "known_on",
            "main_ground",
        ]


class TestStanding:
    found = st.builds(
        GroundFound,
        person=st.sampled_from(Person),
        ground=st.sampled_from(SIMPLE),
        event_on=st.dates(date(2020, 1, 1), date(2026, 1, 1)),
        known_on=st.just(date(2026, 1, 1)),
        continuing_or_likely=st.booleans(),
    )

    @given(st.lists(found, max_size=4), found, st.sampled_from(Stage))
    def test_another_finding_never_makes_a_supplier_better(
        self, some: list[GroundFound], more: GroundFound, stage: Stage
    ) -> None:
        facts = [
            SupplierStandingFacts(decision_on=date(2026, 6, 1), stage=stage, grounds=tuple(one), entries=())
            for one in (some, [*some, more])
        ]
        before, after = (supplier_standing(one, tables=TABLES).sure() for one in facts)
        assert gravest(before.standing, after.standing) is after.standing

    @given(st.lists(found, max_size=4), st.sampled_from(Stage))
    def test_a_supplier_is_excluded_only_as_the_last_step(self, some: list[GroundFound], stage: Stage) -> None:
        facts = SupplierStandingFacts(decision_on=date(2026, 6, 1), stage=stage, grounds=tuple(some), entries=())
        said = supplier_standing(facts, tables=TABLES).sure()
        last = {Duty.MUST: Step.EXCLUDE, Duty.MAY: Step.CONSIDER, Duty.NO: None}[said.exclusion]
        assert (said.steps[-1] if said.steps else None) is last
        assert (said.exclusion is Duty.NO) == (said.standing is Standing.CLEAR)

    def test_no_standing_is_clear(self) -> None:
        assert gravest() is Standing.CLEAR

    def test_faults_are_said_with_their_number(self) -> None:
        one = GroundFound(
            person=Person.SUPPLIER,
            ground=ExclusionGround.M04,
            event_on=date(2025, 6, 1),
            known_on=None,
            continuing_or_likely=True,
        )
        bare = GroundFound(
            person=Person.SUPPLIER,
            ground=ExclusionGround.D11,
            event_on=date(2025, 6, 1),
            known_on=None,
            continuing_or_likely=True,
        )
        facts = SupplierStandingFacts(
            decision_on=date(2026, 6, 1), stage=Stage.ASSESSMENT, grounds=(one, bare, bare), entries=()
        )
        said = supplier_standing(facts, tables=TABLES)
        assert said.result is None
        assert [one.message.split(" Give")[0] for one in said.findings] == ["grounds.2:", "grounds.3:"]


class TestClaims:
    @given(DAYS, DAYS, st.sampled_from(Claim), st.integers(0, 250))
    def test_an_extension_never_brings_a_limit_forward(self, known: date, made: date, kind: Claim, days: int) -> None:
        plain = claim_limit(claim(known, made, kind), tables=TABLES).sure()
        longer = claim_limit(claim(known, made, kind, known + timedelta(days=days)), tables=TABLES)
        if longer.result is not None:
            assert plain.last_day and plain.last_extended_day and longer.result.last_day
            assert plain.last_day <= longer.result.last_day <= plain.last_extended_day

    @given(DAYS, DAYS)
    def test_setting_aside_never_has_more_time_than_damages(self, known: date, made: date) -> None:
        ordinary, aside = (
            claim_limit(claim(known, made, kind), tables=TABLES).sure()
            for kind in (Claim.ORDINARY, Claim.SET_ASIDE_CHANGE)
        )
        assert ordinary.last_day and aside.last_day and ordinary.last_extended_day and aside.last_extended_day
        assert aside.last_day <= ordinary.last_day
        assert aside.last_extended_day <= ordinary.last_extended_day
        assert aside.last_day <= last_day(made, months=6)


class TestRecords:
    @given(DAYS, st.integers(0, 400), st.booleans())
    def test_a_record_is_never_destroyed_before_the_act_allows_or_while_it_is_held(
        self, awarded: date, days: int, held: bool
    ) -> None:
        facts = RecordKeepingFacts(
            covered=True,
            defence_or_security=False,
            awarded_on=awarded,
            entered_on=awarded + timedelta(days=days),
            ended_without_award_on=None,
            legal_hold=held,
        )
        said = record_keeping(facts, tables=TABLES).sure()
        assert said.keep_until and said.keep_until > awarded
        assert (said.may_destroy_after is None) if held else (said.may_destroy_after == said.keep_until)


class TestConflicts:
    @given(DAYS, DAYS)
    def test_preparing_earlier_never_leaves_more_undone(self, prepared: date, published: date) -> None:
        notices = (ConflictNotice(notice=NoticeType.UK4, published_on=published, confirmed=True),)
        missing = [
            conflicts_assessment(
                ConflictsAssessmentFacts(covered=True, notices=notices, prepared_on=day, revised_on=None),
                tables=TABLES,
            )
            .sure()
            .missing
            for day in (prepared, prepared - timedelta(days=1))
        ]
        assert len(missing[1]) <= len(missing[0])


class TestTransparency:
    @given(st.sampled_from(Dataset), st.decimals(0, 20000, places=2), st.decimals(0, 20000, places=2))
    def test_a_larger_amount_belongs_wherever_a_smaller_one_does(
        self, dataset: Dataset, one: Decimal, other: Decimal
    ) -> None:
        small, large = (
            transparency_item(
                TransparencyItemFacts(
                    on=date(2026, 6, 1),
                    dataset=dataset,
                    kind=ItemKind.ORDINARY,
                    amount_ex_vat=amount,
                    amount_inc_vat=None,
                ),
                tables=TABLES,
            ).sure()
            for amount in sorted((one, other))
        )
        assert large.belongs or not small.belongs

    @pytest.mark.parametrize("dataset", Dataset)
    def test_every_dataset_is_in_the_table_under_its_title(self, dataset: Dataset) -> None:
        row = TABLES.row("transparency_code", dataset, on=date(2026, 6, 1))
        assert row.label == dataset.label
        assert row.data["fields"]

    @pytest.mark.parametrize("month", range(1, 13))
    def test_quarters_end_in_march_june_september_and_december(self, month: int) -> None:
        facts = {"dataset": "contracts_register", "period_ends_on": f"2026-{month:02}-{monthrange(2026, month)[1]}"}
        said = door.decide(rules()["transparency-code"], json.dumps(facts), tables=TABLES)
        assert (said.result is not None) == (month in (3, 6, 9, 12))


def test_every_condition_of_an_exemption_is_known() -> None:
    rows = TABLES.all("exempted_contracts")
    assert {one.code for one in rows} == set(Exemption)
    assert {name for one in rows for name in one.data["conditions"]} == set(Condition)


def answers(name: str) -> list[tuple[dict[str, Any], dict[str, Any]]]:
    """Give each case of a rule with what the rule says to it."""
    stored = json.loads((CASES / f"{name}.json").read_text(encoding="utf-8"))
    rule = rules()[name]
    return [
        (one, door.document(rule, door.decide(rule, json.dumps(one["facts"]), tables=TABLES)))
        for one in stored["cases"]
    ]


@pytest.mark.parametrize("name", MINE)
def test_the_answer_cites_the_section_of_its_case(name: str) -> None:
    for case, said in answers(name):
        cited = {said["citation"], *(one["citation"] for one in said["findings"])}
        decided = said["result"] is not None
        assert case["citation"] == said["citation"] or (not decided and case["citation"] in cited), case["says"]


@pytest.mark.parametrize(
    ("name", "says", "code", "section"),
    [
        ("exclusion-ground", "A mandatory ground that is over", "not_continuing", "PA 2023 s.57(1)(a)"),
        ("exclusion-ground", "So does a discretionary one.", "not_continuing", "PA 2023 s.57(2)(a)"),
        ("national-security", "With a Minister's agreement", "relevant_authority", "PA 2023 s.29(4)"),
        ("national-security", "To terminate on the mandatory", "relevant_authority", "PA 2023 s.79(3)"),
        ("sub-contract-terms", "The payment terms reach", "no_effect", "PA 2023 s.73(3)-(4)"),
        ("sub-contract-terms", "The payment terms reach", "minimum_information", "PA 2023 s.73(2)(b)"),
        ("sub-contract-terms", "They reach one of a below", "no_effect", "PA 2023 s.88(10)-(11)"),
        ("sub-contract-terms", "They reach one of a below", "minimum_information", "PA 2023 s.88(6)-(7)"),
    ],
)
def test_a_finding_cites_the_section_of_its_branch(name: str, says: str, code: str, section: str) -> None:
    found = [said for case, said in answers(name) if case["says"].startswith(says)]
    assert len(found) == 1
    assert [one["citation"] for one in found[0]["findings"] if one["code"] == code] == [section]


@pytest.mark.parametrize(
    ("says", "sentence"),
    [
        ("Expenditure is quarterly", "Publishing each month is better than each quarter."),
        ("Expenditure of a single month", "The Code asks for each quarter."),
        ("Expenditure up to the middle", "This is not the last day of a quarter, or of a month."),
        ("A contracts register has quarters", "This is not the last day of a quarter."),
    ],
)
def test_the_transparency_code_is_explained_for_its_period(says: str, sentence: str) -> None:
    found = [said for case, said in answers("transparency-code") if case["says"].startswith(says)]
    assert any(sentence in one["message"] for one in found[0]["findings"])
