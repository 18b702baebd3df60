"""What was measured of an earlier day stays, whatever is done later: by invented changes and by the real acts."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from hub.contract import services as contracts
from hub.duty.tests import stories as duties
from hub.engagement import services as engagements
from hub.engagement.services import Plan
from hub.engagement.tests import stories as markets
from hub.gateway import services as gates
from hub.gateway.tests import stories as gateway
from hub.governance.tests import stories as governance
from hub.maturity.tests import later
from hub.pipeline import services as pipeline
from hub.pipeline.tests import stories as plans
from hub.platform import clock
from hub.platform.documents import services as papers
from hub.platform.documents.services import Paper
from hub.platform.identity import services as identity
from hub.platform.indicators import get_indicator
from hub.platform.usage.models import DashboardView
from hub.procurement import services as cases
from hub.procurement.appraisal.tests import stories as appraisals
from hub.procurement.services import ObjectiveTerms
from hub.procurement.tests import stories as procurements
from hub.risk.tests import stories as risks

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("shipped")]


@pytest.fixture
def that_day(at_nine):
    """Give the evening of the day on which everything was done."""
    return at_nine + timedelta(hours=9)


@pytest.fixture
def figure(cast, that_day):
    """Give what a measure says today of that day, a week later."""

    def read(key):
        with clock.frozen(that_day + timedelta(days=7)):
            told = get_indicator(key).measure([cast.eca.pk], that_day)
        return told.figure, told.numerator, told.denominator

    return read


@pytest.fixture
def next_day(at_nine):
    """Give the moment of everything that comes later."""
    return at_nine + timedelta(days=1)


@pytest.fixture
def approved(cast, at_nine, monkeypatch):
    """Give a case that is approved to compete, without its gates."""
    monkeypatch.setattr("hub.platform.gates.declare._checks", [])
    case = appraisals.case_begun(authority=cast.eca, by=cast.actor("priya"), at=at_nine, contract_kind="goods")
    cases.set_objectives(
        case, objectives=[ObjectiveTerms("Clean stops", "Complaints halved")], by=cast.actor("priya"), at=at_nine
    )
    return case


def world(cast, live, paper, at):
    """Make a little of everything that is measured."""
    morag, priya = cast.actor("morag"), cast.actor("priya")
    for ahead in (200, 500, 900):
        one = live(ends_on=at.date() + timedelta(days=ahead))
    contracts.plan_next(one, by=morag, at=at)
    papers.add(one, upload=paper(), paper=Paper(title="The signed contract", paper_kind="contract"), by=morag, at=at)
    entry = plans.entry_planned(authority=cast.eca, owner=cast.priya, by=morag, at=at)
    plans.need_sent(authority=cast.eca, by=cast.actor("tom"), at=at)
    case = gateway.case(cast, at)
    gateway.scored(case, cast, at)
    markets.closed(case, by=priya, at=at)
    cases.approve(case, by=morag, at=at)
    markets.running(entry, by=priya, at=at, title="Vans")
    risks.all_reviewed(case, cast=cast, at=at)
    gateway.due(procurements.shaping(authority=cast.eca, by=priya, at=at, owner=cast.priya), at)
    gateway.waiver(cast, at)
    governance.decided(cast)
    governance.by_officer(cast, at=at)
    duties.stated(authority=cast.eca, by=morag, at=at)
    DashboardView.objects.create(person=cast.priya, authority=cast.eca, dashboard="spend", on=at.date())


def test_no_figure_of_a_day_moves_when_every_record_changes_later(
    cast, live, paper, at_nine, that_day, next_day, monkeypatch
):
    monkeypatch.setattr("hub.platform.gates.declare._checks", [])
    world(cast, live, paper, at_nine)
    with clock.frozen(that_day + timedelta(days=7)):
        before, now = later.readings(cast.eca.pk, that_day), later.readings(cast.eca.pk, clock.now())
        later.change_everything(next_day)
        after, moved = later.readings(cast.eca.pk, that_day), later.readings(cast.eca.pk, clock.now())
        # These say beside the figure that they read suppliers, matches or payees as they stand today.
        told = later.noted(cast.eca.pk, that_day)
    changed = {key: (before[key], after[key]) for key in before if before[key] != after[key] and key not in told}
    assert changed == {}
    assert len([key for key in now if now[key] != moved[key]]) > 40, "what is tried must touch most measures"


class TestLaterActs:
    def test_objectives_taken_away_do_not_count_less_before(self, cast, approved, at_nine, next_day, figure):
        cases.approve(approved, by=cast.actor("morag"), at=at_nine)
        before = figure("ST-12.tagged")
        cases.set_objectives(approved, objectives=[], by=cast.actor("priya"), at=next_day)
        assert figure("ST-12.tagged") == before == (1, 1, 1)

    def test_objectives_named_later_do_not_count_before(self, cast, at_nine, next_day, figure, monkeypatch):
        monkeypatch.setattr("hub.platform.gates.declare._checks", [])
        case = appraisals.case_begun(authority=cast.eca, by=cast.actor("priya"), at=at_nine, contract_kind="goods")
        cases.approve(case, by=cast.actor("morag"), at=at_nine)
        told = [ObjectiveTerms("Clean stops", "Complaints halved")]
        cases.set_objectives(case, objectives=told, by=cast.actor("priya"), at=next_day)
        assert figure("ST-12.tagged") == (0, 0, 1)

    def test_a_market_engaged_for_another_purchase_since_was_engaged_for_this_one(
        self, cast, approved, at_nine, next_day, figure
    ):
        priya, on = cast.actor("priya"), at_nine.date()
        one = markets.running(approved, by=priya, at=at_nine)
        cases.approve(approved, by=cast.actor("morag"), at=at_nine)
        other = appraisals.case_begun(authority=cast.eca, by=priya, at=at_nine, title="Kerbs", contract_kind="works")
        before = figure("BC-3.engaged")
        made = Plan(one.title, one.purpose, one.method, on, on, records=[other])
        engagements.revise(one, made=made, by=priya, at=next_day)
        assert figure("BC-3.engaged") == before == (1, 1, 1)

    def test_days_of_the_team_are_those_of_the_day(self, cast, at_nine, next_day, figure):
        entry = plans.entry_planned(
            authority=cast.eca, owner=cast.priya, by=cast.actor("morag"), at=at_nine, procedure="open", tier="gold",
            start_by=date(2026, 12, 1), needed_on=date(2027, 3, 31),
        )  # fmt: skip
        before = figure("CT-1.capacity_ratio")
        pipeline.drop(entry, reason="Not needed.", by=cast.actor("morag"), at=next_day)
        identity.disable(cast.priya, by=cast.actor("sam"), at=next_day, reason="Left.")
        assert figure("CT-1.capacity_ratio") == before and before[0] is not None

    def test_a_manager_who_left_since_was_at_work(self, cast, live, next_day, figure):
        live()
        identity.disable(cast.aisha, by=cast.actor("sam"), at=next_day, reason="Left.")
        assert figure("ST-10.raci") == (1, 1, 1)
        assert get_indicator("ST-10.raci").measure([cast.eca.pk], next_day).figure == 0

    def test_a_paper_withdrawn_since_was_on_file(self, cast, live, paper, at_nine, next_day, figure):
        told = Paper(title="Signed", paper_kind="contract")
        signed = papers.add(live(), upload=paper(), paper=told, by=cast.actor("morag"), at=at_nine)
        before = figure("DT-2.online")
        papers.withdraw(signed, reason="The wrong one.", by=cast.actor("morag"), at=next_day)
        assert figure("DT-2.online") == before == (1, 1, 1)

    def test_a_plan_dropped_since_followed_the_contract(self, cast, live, at_nine, next_day, figure):
        one = live(ends_on=at_nine.date() + timedelta(days=500))
        contracts.plan_next(one, by=cast.actor("morag"), at=at_nine)
        before = figure("BC-1.kept")
        entry = pipeline_entry(one)
        pipeline.drop(entry, reason="No longer needed.", by=cast.actor("morag"), at=next_day)
        assert figure("BC-1.kept") == before == (1, 1, 1)

    def test_a_gate_is_not_late_on_a_day_before_its_case_went_on(self, cast, at_nine, next_day, figure, monkeypatch):
        monkeypatch.setattr("hub.platform.gates.declare._checks", [])
        case = gateway.case(cast, at_nine)
        gates.look_again(case, at=at_nine)
        before = figure("PH-4.passed")
        cases.approve(case, by=cast.actor("morag"), at=next_day)
        assert figure("PH-4.passed") == before == (None, 0, 0)


def pipeline_entry(contract):
    """Give the entry of the plan that follows a contract."""
    from hub.pipeline import selectors

    return selectors.following(contract.kind(), contract.pk)
