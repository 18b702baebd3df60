"""Levels as records change: one record at a time, and nothing silently true."""

import argparse
import json
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from hub.cli import BadInput
from hub.contract import services as contracts
from hub.contract.terms import Duty
from hub.maturity import selectors, services
from hub.maturity.commands.maturity import document, run
from hub.maturity.models import Snapshot, SnapshotLine
from hub.platform import clock
from hub.platform.acts import Refused
from hub.platform.documents import services as documents
from hub.platform.documents.models import Document
from hub.platform.reference import services as reference
from hub.platform.reference.models import Entry
from hub.strategy.tests import stories as strategies

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 23)


@pytest.fixture
def level(cast, at_nine):
    """Give a function that reads the computed level of a capability."""
    return lambda code, at=at_nine: selectors.assess(cast.eca, at).capability(code).computed


class TestOneRecordAtATime:
    def test_a_level_rises_when_one_more_contract_has_its_people(self, live, level, cast, at_nine) -> None:
        assert level("ST-10") is None
        rows = [live(manager=None) for _ in range(5)]
        seen = [level("ST-10")]
        for contract in rows:
            contracts.transfer(
                contract, duty=Duty.MANAGER, to=cast.aisha, reason="x", by=cast.actor("morag"), at=at_nine
            )
            seen.append(level("ST-10"))
        # Developing wants 60%; Mature also wants approvals within limits, which nobody measures yet.
        assert seen == [1, 1, 1, 2, 2, 2]

    def test_it_falls_when_one_contract_loses_a_fact(self, live, level, cast, at_nine) -> None:
        self.adopt_own_test(cast, at_nine, "MC-1-2", 2, "MC-1.complete", "1")
        later = at_nine + timedelta(days=1)
        rows = [live() for _ in range(3)]
        with clock.frozen(later):
            assert level("MC-1", later) == 2
            contracts.correct(rows[1], changes={"department": ""}, reason="x", by=cast.actor("morag"), at=later)
            assert level("MC-1", later) == 1

    def test_few_records_are_marked_and_go_no_further_than_mature(self, live, level, cast, at_nine) -> None:
        for place, name in ((2, "MC-1-2"), (3, "MC-1-3"), (4, "MC-1-4")):
            self.adopt_own_test(cast, at_nine, name, place, "MC-1.complete", "1")
        later = at_nine + timedelta(days=1)
        with clock.frozen(later):
            live(), live()
            found = selectors.assess(cast.eca, later).capability("MC-1")
            assert (found.computed, found.is_small) == (3, True)
            live()
            assert level("MC-1", later) == 4

    def test_the_page_says_that_too_few_records_hold_it_back(self, live, cast, at_nine, client_as) -> None:
        for place, name in ((2, "MC-1-2"), (3, "MC-1-3"), (4, "MC-1-4")):
            self.adopt_own_test(cast, at_nine, name, place, "MC-1.complete", "1")
        with clock.frozen(at_nine + timedelta(days=1)):
            live(), live()
            page = client_as("morag").get("/maturity/capabilities/MC-1/").content.decode()
        assert "fewer than 3 stand behind a part of this level or of one below" in page
        assert "a level below does not" not in page

    def adopt_own_test(self, cast, at, code: str, level: int, indicator: str, value: str) -> None:
        """Let the authority set its own test of one level, from tomorrow."""
        data = {
            "capability": code.rsplit("-", 1)[0], "level": level, "attested": [],
            "computed": [{"indicator": indicator, "op": ">=", "value": value}],
        }  # fmt: skip
        reference.add(
            "level_tests", code=code, label=code, data=data, valid_from=TODAY + timedelta(days=1),
            authority=cast.eca, source="Board", by=cast.actor("morag"), at=at,
        )  # fmt: skip


class TestNothingIsSilentlyTrue:
    def test_what_nobody_measures_or_attests_fails_and_says_why(self, live, cast, at_nine) -> None:
        live()
        found = selectors.assess(cast.eca, at_nine).capability("MC-1")
        reasons = {part.key: part.reason for test in found.tests for part in test.parts if not part.holds}
        assert reasons["MC-1.expired"] == "No ledger is loaded yet."
        assert reasons["MC-1-2-1"] == "Nobody attests this, so the part fails."
        assert found.computed == 1
        tests = selectors.assess(cast.eca, at_nine).capability("SE-5").tests
        (unbuilt,) = [part for test in tests for part in test.parts if part.key == "SE-5.satisfaction"]
        assert unbuilt.reason.startswith("The Hub does not measure this yet, so the part fails.") and not unbuilt.holds

    @pytest.mark.parametrize(
        ("key", "needs"),
        [("DT-3.plans_citing", "category plans"), ("SE-5.satisfaction", "surveys and feedback"),
         ("ST-12.reported", "readings of outcomes")],
    )  # fmt: skip
    def test_what_needs_records_that_are_not_kept_yet_fails_and_says_so(self, live, cast, at_nine, key, needs) -> None:
        live()
        tests = selectors.assess(cast.eca, at_nine).capability(key.split(".")[0]).tests
        parts = [part for test in tests for part in test.parts if part.key == key]
        assert parts and not any(part.holds or part.is_measured for part in parts)
        said = f"The Hub does not measure this yet, so the part fails. It needs {needs}."
        assert {part.reason for part in parts} == {said}

    def test_whatever_shipped_tests_ask_for_is_told_in_words_and_not_by_its_code(self, strategy, cast, at_nine) -> None:
        found = selectors.assess(cast.eca, at_nine).capabilities
        parts = [part for each in found for test in each.tests for part in test.parts if not part.is_attested]
        assert parts and [part.key for part in parts if part.says.startswith(part.key)] == []

    def test_an_empty_denominator_is_no_evidence(self, strategy, cast, at_nine) -> None:
        found = selectors.assess(cast.eca, at_nine).capability("DT-2")
        part = found.tests[0].parts[0]
        assert (found.computed, part.figure, part.holds) == (None, None, False)

    def test_a_test_whose_indicator_does_not_exist_lifts_nothing_and_says_so(self, live, cast, at_nine) -> None:
        live()
        data = {
            "capability": "DT-2",
            "level": 2,
            "attested": [],
            "computed": [{"indicator": "DT-2.onlin", "op": ">=", "value": "0"}],
        }
        with pytest.raises(Refused, match=r"No indicator is called DT-2\.onlin"):
            reference.add(
                "level_tests", code="DT-2-2", label="x", data=data, valid_from=TODAY, authority=cast.eca,
                by=cast.actor("morag"), at=at_nine,
            )  # fmt: skip
        Entry.objects.filter(set="level_tests", code="DT-2-2").update(data=data)
        part = selectors.assess(cast.eca, at_nine).capability("DT-2").tests[0].parts[0]
        assert not part.holds
        assert part.reason.startswith("No indicator is called DT-2.onlin, so the part fails.")

    def test_evidence_that_lapsed_lifts_nothing(self, strategy, cast, at_nine, paper) -> None:
        given = TODAY - timedelta(days=365)
        services.attest(
            authority=cast.eca, part="SE-3-2-1", owner=cast.daniel, upload=paper(), given_on=given,
            by=cast.actor("morag"), at=at_nine - timedelta(days=2),
        )  # fmt: skip
        before = datetime(2026, 11, 22, 12, tzinfo=UTC)
        assert selectors.assess(cast.eca, before).capability("SE-3").computed is not None
        found = selectors.assess(cast.eca, at_nine).capability("SE-3")
        assert found.computed is None
        assert found.tests[0].parts[0].reason == (
            "The evidence of Daniel Frost lapsed on 23 November 2026. Attest it again."
        )

    def test_evidence_without_a_file_is_refused_and_one_that_lost_it_lifts_nothing(
        self, strategy, level, cast, at_nine, paper
    ) -> None:
        by = cast.actor("morag")
        more = {"authority": cast.eca, "part": "SE-3-2-1", "owner": cast.daniel, "given_on": TODAY, "by": by}
        with pytest.raises(Refused, match="Choose the file"):
            services.attest(**more, upload=None, at=at_nine)
        services.attest(**more, upload=paper(), at=at_nine)
        assert level("SE-3") == 2
        later = at_nine + timedelta(hours=2)
        documents.withdraw(Document.objects.get(), reason="Another year's guide", by=by, at=later)
        part = selectors.assess(cast.eca, later).capability("SE-3").tests[0].parts[0]
        assert (part.holds, part.reason) == (False, "No file hangs on the evidence, so the part fails. Add it.")
        assert level("SE-3", at_nine + timedelta(hours=1)) == 2

    def test_withdrawn_evidence_counts_until_that_day(self, strategy, level, cast, at_nine, paper) -> None:
        by = cast.actor("morag")
        more = {"owner": cast.daniel, "upload": paper(), "given_on": TODAY - timedelta(days=9)}
        at = at_nine - timedelta(days=2)
        found = services.attest(authority=cast.eca, part="SE-3-2-1", by=by, at=at, **more)
        assert level("SE-3") == 2
        services.withdraw(found, reason="It was the old guide", by=by, at=at_nine)
        assert level("SE-3") is None
        assert level("SE-3", at_nine - timedelta(days=1)) == 2


class TestThreeValues:
    def test_the_strategy_is_the_baseline_until_somebody_claims(self, strategy, cast, at_nine) -> None:
        row = selectors.assess(cast.eca, at_nine).row("3.8-3")
        assert (row.claimed.level, row.claimed.is_baseline, row.claimed.on) == (Decimal("1.5"), True, date(2023, 3, 22))
        claim = {"subject": "row", "code": "3.8-3", "level": 2, "reason": "New clause", "person": cast.morag}
        services.claim(authority=cast.eca, by=cast.actor("morag"), at=at_nine, **claim)
        row = selectors.assess(cast.eca, at_nine).row("3.8-3")
        assert (row.claimed.level, row.claimed.who, row.computed) == (2, "Morag Lennox", None)
        assert row.target == 4

    def test_a_new_version_of_the_strategy_moves_no_baseline(self, strategy, cast, at_nine, level) -> None:
        telling = {"authority": cast.eca, "by": cast.actor("morag"), "at": at_nine}
        version = strategies.proposed(title="Strategy 2026 to 2028", reason="The law has changed", **telling)
        strategies.approved(version, approvers=[cast.actor("helen"), cast.actor("gwen")], adopted_on=TODAY, **telling)
        row = selectors.assess(cast.eca, at_nine).row("3.8-3")
        assert (row.claimed.level, row.claimed.is_baseline, row.claimed.on) == (Decimal("1.5"), True, date(2023, 3, 22))

    @pytest.mark.parametrize(
        ("change", "message"),
        [({"reason": " "}, "Say why"), ({"level": 6}, "from Minimum"), ({"code": "9.9-9"}, "Nothing here is called")],
    )
    def test_a_claim_needs_a_reason_a_level_and_something_real(self, strategy, cast, at_nine, change, message) -> None:
        claim = {"subject": "row", "code": "3.8-3", "level": 2, "reason": "x", "person": cast.morag} | change
        with pytest.raises(Refused, match=message):
            services.claim(authority=cast.eca, by=cast.actor("morag"), at=at_nine, **claim)

    def test_a_row_of_several_capabilities_stands_with_the_lowest(self, strategy, cast, at_nine, paper) -> None:
        services.attest(
            authority=cast.eca, part="SM-2-2-1", owner=cast.ruth, upload=paper(), given_on=TODAY,
            by=cast.actor("morag"), at=at_nine,
        )  # fmt: skip
        found = selectors.assess(cast.eca, at_nine)
        assert found.capability("SM-2").computed == 2
        assert (found.row("3.10-5").computed, found.behaviour("SME-2").computed) == (1, 2)


class TestWhatWouldRaiseIt:
    def test_names_the_shortest_way_first_and_how_many_records(self, live, cast, at_nine) -> None:
        for _ in range(4):
            live(manager=None)
        found = selectors.assess(cast.eca, at_nine).capability("ST-10")
        assert [(part.key, part.short) for part in found.to_raise] == [("ST-10.raci", 3)]
        assert found.to_raise[0].href == "/contracts/?fails=ST-10.raci"


class TestMonthEnds:
    def test_are_kept_once_and_only_for_months_that_are_over(self, live, cast, at_nine) -> None:
        live()
        take = {"authority": cast.eca, "by": cast.actor("morag"), "at": at_nine}
        kept = services.take(on=date(2026, 10, 31), **take)
        assert kept.lines.filter(subject="behaviour").count() == 42
        for day, message in ((date(2026, 10, 31), "kept already"), (date(2026, 10, 30), "not the last day"),
                             (date(2026, 11, 30), "not the last day")):  # fmt: skip
            with pytest.raises(Refused, match=message):
                services.take(on=day, **take)

    def test_the_worker_keeps_the_month_that_ended_last(self, live, cast, at_nine) -> None:
        live()
        assert services.take_missing() == {"on": "2026-10-31", "taken": ["ECA"]}
        assert services.take_missing()["taken"] == []
        assert Snapshot.objects.get().on == date(2026, 10, 31)

    def test_a_missed_month_end_makes_the_two_around_it_no_neighbours(self, live, cast, at_nine) -> None:
        live()
        for end in (date(2026, 8, 31), date(2026, 10, 31)):
            kept = services.take(authority=cast.eca, on=end, by=cast.actor("morag"), at=at_nine)
            SnapshotLine.objects.filter(snapshot=kept, code="ST-10").update(computed=3)
        assert selectors.assess(cast.eca, at_nine).capability("ST-10").held is None

    def test_a_level_is_held_after_two_of_them(self, live, cast, at_nine) -> None:
        live()
        for month, level in ((9, 2), (10, 3)):
            end = date(2026, month, 30 if month == 9 else 31)
            kept = services.take(authority=cast.eca, on=end, by=cast.actor("morag"), at=at_nine)
            SnapshotLine.objects.filter(snapshot=kept, code="ST-10").update(computed=level)
        found = selectors.assess(cast.eca, at_nine).capability("ST-10")
        assert (found.computed, found.held) == (2, 2)


class TestTheCommand:
    def test_prints_levels_figures_and_reasons(self, live, cast, at_nine) -> None:
        live()
        found = document(selectors.assess(cast.eca, at_nine))
        assert {"on", "plan_score", "diagnostic_score", "capabilities", "nps", "plan_rows_measured", "plan_rows",
                "behaviours_measured", "behaviours"} <= set(found)  # fmt: skip
        assert (found["plan_rows"], found["behaviours"], len(found["capabilities"])) == (34, 42, 62)
        one = next(each for each in found["capabilities"] if each["id"] == "MC-1")
        assert {"id", "title", "computed", "held", "claimed", "target", "tests"} <= set(one)
        part = next(part for test in one["tests"] for part in test["parts"] if part.get("indicator") == "MC-1.complete")
        assert (part["figure"], part["numerator"], part["denominator"], part["wanted"]) == (1, 1, 1, 0.85)
        assert part["low_confidence"] and part["records"] == "/contracts/?fails=MC-1.complete"

    def test_the_document_has_what_it_promises_of_each_capability_and_behaviour(self, live, cast, at_nine) -> None:
        live(manager=None)
        found = document(selectors.assess(cast.eca, at_nine))
        wanted = {"id", "title", "computed", "held", "claimed", "target", "tests"}
        assert all(wanted <= set(one) for name in ("capabilities", "nps", "plan") for one in found[name])
        told = {one["id"]: one for one in found["capabilities"]}
        # Evidence, and Developing fails: 1. No test has a denominator: null.
        assert (told["ST-10"]["computed"], told["SE-3"]["computed"], told["ST-10"]["held"]) == (1, None, None)
        assert json.loads(json.dumps(found))["capabilities"][0]["tests"]
        for one in found["capabilities"]:
            figures = [part for test in one["tests"] for part in test["parts"] if part.get("figure") is not None]
            attested = [part for test in one["tests"] for part in test["parts"]
                        if part["kind"] == "attested" and part["holds"]]  # fmt: skip
            assert (one["computed"] is None) == (not figures and not attested), one["id"]
            assert all(part["reason"] for test in one["tests"] for part in test["parts"] if not part["holds"])
        measured = [one["computed"] for one in found["nps"] if one["computed"] is not None]
        assert found["behaviours_measured"] == len(measured)
        assert found["diagnostic_score"] == pytest.approx(sum(measured) / len(measured), abs=0.005)

    def test_on_a_day_it_prints_that_day_and_refuses_what_is_none(self, live, cast, capsys) -> None:
        live()
        options = argparse.Namespace(on="2026-11-22", authority="ECA", json=True)
        assert run(options) == 0
        found = json.loads(capsys.readouterr().out)
        assert found["on"] == "2026-11-22"
        reasons = {part["reason"] for one in found["capabilities"] for test in one["tests"] for part in test["parts"]}
        assert "The Hub knows nothing of contracts before 23 November 2026." in reasons
        for on, message in (("2026-13-01", "is not a date"), ("2099-01-01", "has not come yet")):
            with pytest.raises(BadInput, match=message):
                run(argparse.Namespace(on=on, authority="ECA", json=True))

    def test_scores_average_measured_rows_only(self, live, cast, at_nine) -> None:
        live()
        found = selectors.assess(cast.eca, at_nine)
        measured = [row.computed for row in found.rows if row.computed is not None]
        assert 0 < found.rows_measured == len(measured) < 34
        assert found.plan_score == (Decimal(sum(measured)) / len(measured)).quantize(Decimal("0.01"))

    def test_before_a_facts_history_it_says_so(self, live, cast, at_nine) -> None:
        live()
        found = document(selectors.assess(cast.eca, datetime(2024, 6, 30, 12, tzinfo=UTC)))
        one = next(each for each in found["capabilities"] if each["id"] == "DT-2")
        part = one["tests"][0]["parts"][0]
        assert one["computed"] is None
        assert part["reason"] == "The Hub knows nothing of contracts before 23 November 2026."

    def test_before_the_tests_it_says_so(self, live, cast) -> None:
        found = selectors.assess(cast.eca, datetime(2022, 6, 30, 12, tzinfo=UTC))
        assert found.note == "No level tests hold before 1 January 2023, so nothing is computed."

    def test_without_a_strategy_capabilities_still_stand(self, cast, at_nine) -> None:
        reference.load_all(at=at_nine)
        found = selectors.assess(cast.wdc, at_nine)
        assert (len(found.rows), len(found.behaviours), found.plan_score) == (0, 42, None)
        assert "No strategy was in force" in found.note


class TestRounds:
    @pytest.fixture
    def opened(self, strategy, cast, at_nine):
        return services.open_round(authority=cast.eca, year=2026, by=cast.actor("morag"), at=at_nine)

    def test_several_people_answer_and_the_spread_is_kept_when_locked(self, opened, cast, at_nine, client_as) -> None:
        for key, level in (("aisha", 1), ("helen", 4)):
            services.answer(
                opened,
                person=getattr(cast, key),
                answers={"MCR-1": (level, "As I see it")},
                by=cast.actor(key),
                at=at_nine,
            )
        page = client_as("naomi").get("/maturity/rounds/2026/").content.decode()
        assert "Far apart" in page and "Aisha Rahman: Minimum" in page
        services.lock(opened, by=cast.actor("morag"), at=at_nine)
        assert opened.frozen["behaviours"]["MCR-1"]["claimed"] == "2"
        with pytest.raises(Refused, match="is locked"):
            services.answer(opened, person=cast.ruth, answers={}, by=cast.actor("ruth"), at=at_nine)

    def test_it_is_not_locked_without_answers_or_reasons(self, opened, cast, at_nine) -> None:
        with pytest.raises(Refused, match="Nobody has answered"):
            services.lock(opened, by=cast.actor("morag"), at=at_nine)
        services.answer(opened, person=cast.aisha, answers={"MCR-1": (1, "")}, by=cast.actor("aisha"), at=at_nine)
        with pytest.raises(Refused, match="without a reason: MCR-1"):
            services.lock(opened, by=cast.actor("morag"), at=at_nine)

    def test_a_reason_is_asked_for_where_the_answer_is_given(self, opened, cast, client_as) -> None:
        aisha = client_as("aisha")
        page = aisha.post("/maturity/rounds/2026/answer/", {"level_MCR-1": "3", "reason_MCR-1": ""}).content.decode()
        assert "Enter why, for information storage and access" in page and not opened.answers.exists()
        aisha.post("/maturity/rounds/2026/answer/", {"level_MCR-1": "3", "reason_MCR-1": "It is live"})
        assert opened.answers.get().reason == "It is live"

    def test_its_age_and_people_are_measured(self, opened, cast, at_nine) -> None:
        services.answer(opened, person=cast.aisha, answers={"MCR-1": (1, "x")}, by=cast.actor("aisha"), at=at_nine)
        services.lock(opened, by=cast.actor("morag"), at=at_nine)
        parts = {
            part.key: part.figure
            for test in selectors.assess(cast.eca, at_nine).capability("ST-3").tests
            for part in test.parts
        }
        assert (parts["ST-3.rounds"], parts["ST-3.round_age"], parts["ST-3.respondents"]) == (1, 0, 1)
