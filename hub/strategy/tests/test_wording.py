"""Words are put right: of a row in a proposed version, and of actions, dependencies and recommendations in place."""

import pytest

from hub.platform.acts import Refused
from hub.platform.approvals import services as approvals
from hub.platform.events.models import Event
from hub.strategy import acts, rules, selectors, services
from hub.strategy.tests import stories
from hub.strategy.tests.test_services import TODAY, adopt

pytestmark = pytest.mark.django_db
ROW = "3.8-1"


@pytest.fixture
def how(telling):
    return {"reason": "A slip of the pen", "by": telling["by"], "at": telling["at"]}


@pytest.fixture
def draft(telling):
    return services.propose(title="Strategy 2026 to 2028", reason="The law has changed", **telling)


def held(version, code: str = ROW) -> dict[str, object]:
    one = version.held_rows().get(code=code)
    return {"area": one.area, "state": one.state, "capabilities": one.capabilities}


class TestRows:
    def test_are_reworded_in_the_draft_and_stand_in_what_is_compared(self, draft, how) -> None:
        before = held(draft)
        services.reword_row(draft, row=ROW, **{**before, "area": "A register of all contracts"}, **how)
        assert held(draft) == {**before, "area": "A register of all contracts"}
        found = rules.differences(selectors.texts(draft.follows), selectors.texts(draft))
        assert [(each.number, each.what) for each in found] == [(f"Row {ROW}", "Reworded")]
        changes = Event.objects.get(verb="strategy.version.reword_row").detail_row.data["changes"]
        assert changes == {f"area of row {ROW}": [before["area"], "A register of all contracts"]}

    def test_keep_the_order_of_the_capabilities_that_stay(self, draft, how) -> None:
        before = held(draft)
        first = before["capabilities"][0]
        services.reword_row(draft, row=ROW, **{**before, "capabilities": ["BC-1", first]}, **how)
        assert held(draft)["capabilities"] == [first, "BC-1"]

    def test_reworded_after_the_approval_let_it_lapse(self, draft, how, cast) -> None:
        request = approvals.ask(acts.ADOPT, draft, by=how["by"], at=how["at"])
        for key in ("helen", "gwen"):
            approvals.approve(request, by=cast.actor(key), at=how["at"])
        services.reword_row(draft, row=ROW, **{**held(draft), "state": "Other words."}, **how)
        with pytest.raises(Refused):
            services.adopt(draft, adopted_on=TODAY, review_on=None, minute="x", by=how["by"], at=how["at"])

    def test_that_do_not_change_or_do_not_exist_are_refused(self, draft, how) -> None:
        with pytest.raises(Refused, match="Nothing has changed"):
            services.reword_row(draft, row=ROW, **held(draft), **how)
        with pytest.raises(Refused, match=r"no row 9\.9-1"):
            services.reword_row(draft, row="9.9-1", area="x", state="", capabilities=[], **how)

    def test_of_a_version_in_force_keep_the_words_that_were_adopted(self, strategy, how) -> None:
        with pytest.raises(Refused):
            services.reword_row(strategy, row=ROW, **{**held(strategy), "area": "x"}, **how)


class TestWorkingRecords:
    def test_an_action_is_corrected_with_its_row_and_keeps_who_does_it(self, telling, how, cast) -> None:
        action = services.add_action(row_code=ROW, title="Kepe a register", year=2024, **telling)
        services.assign(action, owner=cast.aisha, due_on=TODAY, by=how["by"], at=how["at"])
        services.correct_action(action, title="Keep a register", row_code="3.4-3", year=2025, **how)
        action.refresh_from_db()
        assert (action.title, action.row_code, action.section, action.year) == ("Keep a register", "3.4-3", "3.4", 2025)
        assert (action.owner, action.due_on, action.status) == (cast.aisha, TODAY, "under_way")
        with pytest.raises(Refused, match=r"no row 9\.9-1"):
            services.correct_action(action, title="Keep a register", row_code="9.9-1", year=2025, **how)
        with pytest.raises(Refused, match="Nothing has changed"):
            services.correct_action(action, title="Keep a register", row_code="3.4-3", year=2025, **how)

    def test_a_dependency_and_a_recommendation_are_corrected(self, telling, how) -> None:
        one, asked = stories.depending(**telling)[0], stories.recommended(**telling)[0]
        services.correct_dependency(one, section="3.8", text="Money for the register", **how)
        said = {"text": asked.text, "review": asked.review, "made_on": TODAY}
        services.correct_recommendation(asked, title="Keep one register", **said, **how)
        assert (one.section, one.text) == ("3.8", "Money for the register")
        assert (asked.title, asked.made_on) == ("Keep one register", TODAY)

    def test_a_link_to_a_row_that_a_later_version_left_out_is_not_lost(
        self, draft, telling, how, cast, client_as
    ) -> None:
        asked = next(each for each in stories.recommended(**telling) if ROW in each.row_codes)
        services.leave_out_row(draft, row=ROW, **how)
        adopt(draft, cast, how["at"])
        following = services.propose(title="Next", reason="x", **telling)
        adopt(following, cast, how["at"])
        address = f"{asked.get_absolute_url()}link/"
        assert f"{ROW} (no longer in the plan)" in client_as("morag").get(address).content.decode()
        typed = {"row_codes": asked.row_codes, "actions": [], "version": asked.version}
        assert client_as("morag").post(address, typed).status_code == 302

    def test_whoever_does_not_keep_the_plan_may_not(self, telling, how, cast) -> None:
        action = services.add_action(row_code=ROW, title="Keep a register", **telling)
        with pytest.raises(Refused):
            services.correct_action(
                action, title="x", row_code=ROW, year=None, reason="x", by=cast.actor("aisha"), at=how["at"]
            )


class TestPages:
    def test_a_form_begins_with_the_words_that_are_there_or_asks_which(self, draft, client_as) -> None:
        lead, base = client_as("morag"), draft.get_absolute_url()
        assert f"{base}reword-row/?row={ROW}" in lead.get(base).content.decode()
        for slug, which in (("reword-row", "row"), ("set-deliverables", "row"), ("reword", "clause")):
            asked = lead.get(f"{base}{slug}/").content.decode()
            assert f"Which {which}?" in asked and 'name="reason"' not in asked
        form = lead.get(f"{base}reword-row/?row={ROW}").content.decode()
        assert str(held(draft)["area"]) in form and '<option value="3.4-3"' not in form
        target = selectors.target(draft, ROW, "")
        due = lead.get(f"{base}set-deliverables/?row={ROW}").content.decode()
        assert target.deliverables[0] in due.replace("&#x27;", "'") and f'value="{target.year}"' in due

    def test_a_row_is_reworded_on_its_page_and_a_slip_keeps_what_was_typed(self, draft, client_as) -> None:
        lead, address = client_as("morag"), f"{draft.get_absolute_url()}reword-row/?row={ROW}"
        typed = {"row": ROW, "area": "", "state": "Better now.", "capabilities": ["MC-1"], "reason": "x"}
        answer = lead.post(address, typed)
        assert answer.status_code == 422 and "Better now." in answer.content.decode()
        assert lead.post(address, {**typed, "area": "Contract register"}).status_code == 302
        assert held(draft) == {"area": "Contract register", "state": "Better now.", "capabilities": ["MC-1"]}

    def test_working_records_are_corrected_from_their_pages(self, telling, client_as) -> None:
        lead = client_as("morag")
        action = services.add_action(row_code=ROW, title="Kepe a register", **telling)
        for one, slug in (
            (action, "correct-action"),
            (stories.depending(**telling)[0], "correct-dependency"),
            (stories.recommended(**telling)[0], "correct-recommendation"),
        ):
            address = f"{one.get_absolute_url()}{slug}/"
            assert address in lead.get(one.get_absolute_url()).content.decode()
            assert lead.get(address).status_code == 200
        typed = {"title": "Keep a register", "row_code": ROW, "year": "", "reason": "Typing", "version": action.version}
        assert lead.post(f"{action.get_absolute_url()}correct-action/", typed).status_code == 302
        action.refresh_from_db()
        assert action.title == "Keep a register"
