"""The acts on the strategy: who may, from where to where, and what is refused."""

from datetime import date, timedelta

import pytest

from hub.platform import clock
from hub.platform.acts import Refused
from hub.platform.approvals import services as approvals
from hub.platform.deadlines import selectors as deadlines
from hub.platform.events.models import Event
from hub.platform.indicators import get_indicator
from hub.strategy import acts, selectors, services
from hub.strategy.founding import founding
from hub.strategy.models import Version
from hub.strategy.terms import ActionState, VersionState
from hub.strategy.tests import stories

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 23)


def proposed(telling) -> Version:
    return services.propose(title="Strategy 2026 to 2028", reason="The law has changed", **telling)


def adopt(version: Version, cast, at, *, by_whom=("helen", "gwen")) -> Version:
    request = approvals.ask(acts.ADOPT, version, by=cast.actor("morag"), at=at)
    for key in by_whom:
        approvals.approve(request, by=cast.actor(key), at=at)
    return services.adopt(
        version, adopted_on=TODAY, review_on=None, minute="Board, item 3", by=cast.actor("morag"), at=at
    )


class TestVersions:
    def test_the_adopted_strategy_is_entered_whole_in_one_event(self, strategy) -> None:
        assert (strategy.clauses.count(), strategy.rows.count()) == (77, 34)
        assert Event.objects.filter(verb="strategy.version.begin").count() == 1

    def test_it_brings_its_deliverables_dependencies_and_recommendations(self, strategy, cast, at_nine) -> None:
        asked = sorted(
            (row.code, target.year, text)
            for row in strategy.rows.all()
            for target in row.targets.all()
            for text in target.deliverables
        )
        actions = cast.eca.strategy_actions.all()
        assert sorted(actions.values_list("row_code", "year", "title")) == asked and len(asked) == 123
        assert not actions.exclude(owner=None, due_on=None, status=ActionState.PLANNED).exists()
        shipped = founding()
        needs = sum(len(section["dependencies"]) for section in shipped["sections"])
        assert cast.eca.strategy_dependencies.count() == needs > 0
        wanted = [(each["title"], each["rows"]) for each in shipped["recommendations"]]
        assert list(cast.eca.strategy_recommendations.order_by("pk").values_list("title", "row_codes")) == wanted
        assert Event.objects.filter(verb="strategy.action.add").count() == 123
        owned = get_indicator("ST-2.owned").measure([cast.eca.pk], at_nine)
        assert (owned.numerator, owned.denominator) == (0, 123)

    def test_nothing_of_it_is_kept_where_a_part_fails(self, cast, shipped, at_nine) -> None:
        content = {**founding(), "recommendations": [{"title": "x"}]}
        with pytest.raises(KeyError):
            services.begin(content, authority=cast.eca, adopted_on=stories.ADOPTED, by=cast.actor("morag"), at=at_nine)
        assert not Version.objects.exists() and not cast.eca.strategy_actions.exists()

    def test_a_second_one_is_not_begun(self, telling) -> None:
        with pytest.raises(Refused, match="in force already"):
            stories.adopted(**telling)

    def test_it_cannot_be_adopted_on_a_day_to_come(self, cast, at_nine) -> None:
        with pytest.raises(Refused, match="today or earlier"):
            stories.adopted(
                authority=cast.eca, by=cast.actor("morag"), at=at_nine, adopted_on=TODAY + timedelta(days=1)
            )

    def test_what_a_proposal_rewords_is_a_difference_and_its_former_words_are_kept(self, telling) -> None:
        version = proposed(telling)
        by, at = telling["by"], telling["at"]
        services.reword(
            version, number="1.1.1", title="", text="We buy under the 2023 Act.", reason="Law", by=by, at=at
        )
        services.retarget(version, row="3.4-3", year=2027, label="Mature", reason="x", by=by, at=at)
        from hub.strategy import rules

        found = rules.differences(selectors.texts(version.follows), selectors.texts(version))
        assert [each.number for each in found] == ["1.1.1", "Row 3.4-3"]
        event = Event.objects.get(verb="strategy.version.reword")
        assert "2015" in event.detail_row.data["changes"]["clause 1.1.1"][0]

    def test_adoption_needs_the_approval_of_exactly_these_words(self, telling, cast, at_nine) -> None:
        version = proposed(telling)
        with pytest.raises(Refused, match="needs approval"):
            services.adopt(version, adopted_on=TODAY, review_on=None, minute="x", by=telling["by"], at=at_nine)
        request = approvals.ask(acts.ADOPT, version, by=telling["by"], at=at_nine)
        for key in ("helen", "gwen"):
            approvals.approve(request, by=cast.actor(key), at=at_nine)
        services.reword(version, number="1.1.1", title="", text="Else", reason="x", by=telling["by"], at=at_nine)
        with pytest.raises(Refused):
            services.adopt(version, adopted_on=TODAY, review_on=None, minute="x", by=telling["by"], at=at_nine)

    def test_it_is_not_adopted_before_the_one_that_it_follows(self, telling, cast, at_nine, strategy) -> None:
        day = strategy.adopted_on - timedelta(days=1)
        approvers = [cast.actor("helen"), cast.actor("gwen")]
        with pytest.raises(Refused, match="was adopted on 22 March 2023"):
            stories.approved(proposed(telling), approvers=approvers, adopted_on=day, **telling)
        strategy.refresh_from_db()
        assert strategy.status == VersionState.IN_FORCE

    def test_an_adopted_version_takes_the_place_of_the_one_before(self, telling, cast, at_nine, strategy) -> None:
        version = adopt(proposed(telling), cast, at_nine)
        strategy.refresh_from_db()
        assert (version.status, strategy.status) == (VersionState.IN_FORCE, VersionState.SUPERSEDED)
        assert selectors.in_force_on(cast.eca, date(2026, 11, 22)) == strategy
        assert selectors.in_force_on(cast.eca, TODAY) == version

    def test_an_unknown_clause_row_or_level_is_refused_in_words(self, telling) -> None:
        version, more = proposed(telling), {"by": telling["by"], "at": telling["at"], "reason": "x"}
        with pytest.raises(Refused, match=r"no clause 9\.9"):
            services.reword(version, number="9.9", title="", text="", **more)
        with pytest.raises(Refused, match=r"no row 9\.9-1"):
            services.retarget(version, row="9.9-1", year=2027, label="Mature", **more)
        with pytest.raises(Refused, match="is not a level"):
            services.retarget(version, row="3.4-3", year=2027, label="Great", **more)

    def test_only_a_lead_enters_proposes_and_adopts(self, cast, strategy, at_nine) -> None:
        with pytest.raises(Refused, match="Only procurement lead"):
            services.propose(authority=cast.eca, title="x", reason="x", by=cast.actor("priya"), at=at_nine)


class TestActions:
    @pytest.fixture
    def action(self, telling):
        return services.add_action(row_code="3.8-1", title="Keep a live register", year=2024, **telling)

    def test_the_owner_reports_and_finishes_without_a_role_of_the_plan(self, action, cast, at_nine) -> None:
        services.assign(action, owner=cast.aisha, due_on=TODAY, by=cast.actor("morag"), at=at_nine)
        services.report(action, progress=40, by=cast.actor("aisha"), at=at_nine)
        services.finish(action, done_on=TODAY, result="It is live", by=cast.actor("aisha"), at=at_nine)
        assert (action.status, action.progress) == (ActionState.DONE, 100)

    def test_who_does_not_own_it_may_not(self, action, cast, at_nine) -> None:
        with pytest.raises(Refused):
            services.report(action, progress=40, by=cast.actor("aisha"), at=at_nine)

    @pytest.mark.parametrize("percent", [-1, 100])
    def test_progress_is_from_nought_to_ninety_nine(self, action, telling, percent: int) -> None:
        with pytest.raises(Refused, match="from 0 to 99"):
            services.report(action, progress=percent, by=telling["by"], at=telling["at"])

    def test_a_row_that_does_not_exist_is_refused(self, telling) -> None:
        with pytest.raises(Refused, match=r"no row 9\.9-9"):
            services.add_action(row_code="9.9-9", title="x", **telling)

    def test_its_date_is_a_deadline_until_it_is_done(self, action, cast, at_nine) -> None:
        due = TODAY + timedelta(days=9)
        services.assign(action, owner=cast.aisha, due_on=due, by=cast.actor("morag"), at=at_nine)
        assert [row.due_on for row in deadlines.due_for(action)] == [due]
        services.finish(action, done_on=TODAY, result="x", by=cast.actor("aisha"), at=at_nine)
        assert deadlines.due_for(action) == []

    def test_a_finished_one_can_be_opened_again_with_a_reason(self, action, telling) -> None:
        more = {"by": telling["by"], "at": telling["at"]}
        services.finish(action, done_on=TODAY, result="x", **more)
        services.reopen(action, reason="It was not", **more)
        assert (action.status, action.done_on, action.progress) == (ActionState.UNDER_WAY, None, 99)


class TestRecommendations:
    def test_close_only_when_the_actions_that_answer_them_are_done(self, telling) -> None:
        more = {"by": telling["by"], "at": telling["at"]}
        found = stories.recommended(**telling)[0]
        action = services.add_action(row_code="3.7-2", title="Rewrite", **telling)
        services.link(found, row_codes=["3.7-2"], actions=[action], **more)
        with pytest.raises(Refused, match=action.reference):
            services.close(found, closed_on=TODAY, outcome="Done", **more)
        services.finish(action, done_on=TODAY, result="x", **more)
        services.close(found, closed_on=TODAY, outcome="Done", **more)
        assert get_indicator("ST-2.rec_closed").measure([telling["authority"].pk], telling["at"]).says == "20% (1 of 5)"

    def test_are_counted_as_at_a_day_before_they_were_tied_to_actions(self, cast, shipped, at_nine) -> None:
        telling = {"authority": cast.eca, "by": cast.actor("morag"), "at": at_nine}
        stories.adopted(**{**telling, "at": at_nine - timedelta(days=9)})
        found = stories.recommended(**telling)[0]
        action = services.add_action(row_code="3.7-2", title="Rewrite", **telling)
        services.link(found, row_codes=["3.7-2"], actions=[action], by=telling["by"], at=at_nine)
        with clock.frozen(at_nine):
            measure = get_indicator("ST-2.rec_closed").measure
            assert measure([cast.eca.pk], at_nine - timedelta(days=5)).says == "0% (0 of 5)"

    def test_an_action_of_another_authority_is_refused(self, telling, cast, at_nine) -> None:
        stories.adopted(authority=cast.wdc, by=cast.actor("harriet"), at=at_nine)
        other = services.add_action(
            authority=cast.wdc, row_code="3.7-2", title="x", by=cast.actor("harriet"), at=at_nine
        )
        found = stories.recommended(**telling)[0]
        with pytest.raises(Refused, match="another authority"):
            services.link(found, row_codes=[], actions=[other], by=telling["by"], at=at_nine)


class TestIndicators:
    def read(self, telling, key: str):
        return get_indicator(key).measure([telling["authority"].pk], telling["at"])

    def test_count_actions_that_have_owner_and_date_and_are_on_time(self, telling, cast) -> None:
        more = {"by": telling["by"], "at": telling["at"]}
        early, late, _ = [services.add_action(row_code="3.8-1", title=title, **telling) for title in "abc"]
        for action, due in ((early, TODAY), (late, TODAY - timedelta(days=3))):
            services.assign(action, owner=cast.aisha, due_on=due, **more)
            services.finish(action, done_on=TODAY, result="x", **more)
        assert self.read(telling, "ST-2.owned").says == "1.5% (2 of 126)"
        assert self.read(telling, "ST-2.on_time").says == "50% (1 of 2)"

    def test_a_dependency_counts_once_it_has_an_owner_and_is_not_red(self, telling, cast) -> None:
        more = {"by": telling["by"], "at": telling["at"]}
        first, second, *_ = stories.depending(**telling)
        services.assess(first, outlook="green", owner=cast.ruth, review_on=None, note="x", **more)
        services.assess(second, outlook="red", owner=cast.ruth, review_on=None, note="x", **more)
        reading = self.read(telling, "ST-13.not_red")
        assert (reading.numerator, reading.denominator) == (1, 19)
        assert self.read(telling, "ST-13.listed").figure == 19

    def test_a_late_row_is_blocked_where_its_section_depends_on_something_red(self, telling, cast) -> None:
        more = {"by": telling["by"], "at": telling["at"]}
        for code in ("3.8-1", "3.4-3"):
            action = services.add_action(row_code=code, title="Late", **telling)
            services.assign(action, owner=cast.aisha, due_on=TODAY - timedelta(days=1), **more)
        assert self.read(telling, "ST-13.blocked").says == "0% (0 of 2)"
        one = next(each for each in stories.depending(**telling) if each.section == "3.8")
        services.assess(one, outlook="red", owner=cast.ruth, review_on=None, note="x", **more)
        assert self.read(telling, "ST-13.blocked").says == "50% (1 of 2)"
        lists, of = get_indicator("ST-13.blocked"), [telling["authority"].pk]
        assert [row.href for row in lists.fails(of, telling["at"], 9).rows] == ["/strategy/plan/3.8-1/"]
        assert [row.href for row in lists.meets(of, telling["at"], 9).rows] == ["/strategy/plan/3.4-3/"]

    def test_what_stays_red_for_thirty_days_is_due(self, telling, cast) -> None:
        more = {"owner": cast.ruth, "review_on": None, "note": "x", "by": telling["by"]}
        one = stories.depending(**telling)[0]
        services.assess(one, outlook="red", at=telling["at"], **more)
        services.assess(one, outlook="red", at=telling["at"] + timedelta(days=9), **more)
        assert (one.red_since, [row.due_on for row in deadlines.due_for(one)]) == (TODAY, [TODAY + timedelta(days=30)])
        services.assess(one, outlook="amber", at=telling["at"] + timedelta(days=10), **more)
        assert (one.red_since, deadlines.due_for(one)) == (None, [])

    def test_the_age_of_the_strategy_is_counted_in_days(self, telling) -> None:
        assert self.read(telling, "ST-1.version_age_days").says == "1,342 days"
        assert self.read(telling, "ST-1.clause_cover").figure == 1

    def test_before_its_adoption_nothing_is_said(self, telling) -> None:
        before = telling["at"].replace(year=2023, month=3, day=21)
        reading = get_indicator("ST-1.version_age_days").measure([telling["authority"].pk], before)
        assert reading.figure is None
        assert reading.reason == "No strategy was in force before 22 March 2023."

    def test_nothing_is_measured_where_there_is_no_strategy(self, cast, at_nine) -> None:
        for key in ("ST-1.clause_cover", "ST-2.owned", "ST-13.not_red", "ST-13.listed"):
            assert get_indicator(key).measure([cast.eca.pk], at_nine).figure is None
