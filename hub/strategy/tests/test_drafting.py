"""What a proposed version changes of its plan, and what becomes of what it leaves out."""

from datetime import date

import pytest

from hub.platform.acts import Refused
from hub.platform.approvals import services as approvals
from hub.platform.events.models import Event
from hub.platform.indicators import get_indicator
from hub.strategy import acts, rules, selectors, services
from hub.strategy.models import Action, ActionRow
from hub.strategy.selectors import evidence
from hub.strategy.tests import stories
from hub.strategy.tests.test_services import TODAY, adopt

pytestmark = pytest.mark.django_db
ROW = "3.8-1"


@pytest.fixture
def how(telling):
    return {"reason": "The board asked", "by": telling["by"], "at": telling["at"]}


@pytest.fixture
def draft(telling):
    return services.propose(title="Strategy 2026 to 2028", reason="The law has changed", **telling)


def changed(version) -> list[tuple[str, str]]:
    found = rules.differences(selectors.texts(version.follows), selectors.texts(version))
    return [(each.number, each.what) for each in found]


class TestDeliverables:
    def test_are_changed_in_the_draft_and_stand_in_what_is_compared_and_approved(self, draft, how) -> None:
        services.set_deliverables(draft, row=ROW, year=2025, deliverables=["Train every manager"], **how)
        assert changed(draft) == [(f"Row {ROW}, deliverables for 2025", "Reworded")]
        event = Event.objects.get(verb="strategy.version.set_deliverables")
        before, after = event.detail_row.data["changes"][f"deliverables 2025 of row {ROW}"]
        assert before and after == ["Train every manager"]

    def test_changed_after_the_approval_let_it_lapse(self, draft, how, cast) -> None:
        request = approvals.ask(acts.ADOPT, draft, by=how["by"], at=how["at"])
        for key in ("helen", "gwen"):
            approvals.approve(request, by=cast.actor(key), at=how["at"])
        services.set_deliverables(draft, row=ROW, year=2025, deliverables=[], **how)
        with pytest.raises(Refused):
            services.adopt(draft, adopted_on=TODAY, review_on=None, minute="x", by=how["by"], at=how["at"])

    def test_that_are_new_become_actions_on_adoption_and_the_old_ones_stay(self, draft, how, cast) -> None:
        held = selectors.target(draft, ROW, "2025").deliverables
        before = set(Action.objects.values_list("pk", flat=True))
        services.set_deliverables(draft, row=ROW, year=2025, deliverables=[held[0], "Train every manager"], **how)
        adopt(draft, cast, how["at"])
        (new,) = Action.objects.exclude(pk__in=before)
        assert (new.row_code, new.year, new.title, new.section) == (ROW, 2025, "Train every manager", "3.8")
        assert before <= set(Action.objects.values_list("pk", flat=True))

    @pytest.mark.parametrize(
        ("given", "words"), [(["a", "a"], "stands twice"), (["x" * 301], "longer than 300 characters")]
    )
    def test_that_cannot_be_are_refused_in_words(self, draft, how, given, words) -> None:
        with pytest.raises(Refused, match=words):
            services.set_deliverables(draft, row=ROW, year=2025, deliverables=given, **how)

    def test_of_a_version_in_force_are_not_changed(self, strategy, how) -> None:
        with pytest.raises(Refused):
            services.set_deliverables(strategy, row=ROW, year=2025, deliverables=[], **how)


class TestClauses:
    def test_are_added_at_the_place_of_their_number(self, draft, how) -> None:
        services.add_clause(draft, number="2.3.3(g)", kind="aim", title="", text="Pay within 30 days.", **how)
        numbers = list(draft.held_clauses().values_list("number", flat=True))
        assert numbers[numbers.index("2.3.3(g)") - 1 :][:3] == ["2.3.3(f)", "2.3.3(g)", "2.3.4"]
        assert changed(draft) == [("2.3.3(g)", "Added")]

    @pytest.mark.parametrize(
        ("number", "text", "words"),
        [("2.3.4", "x", "already"), ("two", "x", "not a clause number"), ("2.3.9", "", "heading or a text")],
    )
    def test_that_cannot_be_are_refused_in_words(self, draft, how, number, text, words) -> None:
        with pytest.raises(Refused, match=words):
            services.add_clause(draft, number=number, kind="aim", title="", text=text, **how)

    def test_left_out_stay_stored_with_their_reason_and_come_back(self, draft, how) -> None:
        services.leave_out_clause(draft, number="2.3.3(f)", **how)
        kept = draft.clauses.get(number="2.3.3(f)")
        assert (kept.left_out_on, kept.left_out_because) == (date(2026, 11, 23), "The board asked")
        assert ("2.3.3(f)", "Left out") in changed(draft)
        with pytest.raises(Refused, match="Put it back"):
            services.add_clause(draft, number="2.3.3(f)", kind="aim", title="", text="x", **how)
        services.put_back_clause(draft, number="2.3.3(f)", **how)
        assert changed(draft) == []

    def test_are_left_out_only_when_nothing_stands_under_them(self, draft, how) -> None:
        with pytest.raises(Refused, match=r"Clauses 2\.3\.3\(a\), .* stand under clause 2\.3\.3"):
            services.leave_out_clause(draft, number="2.3.3", **how)
        for number in ("3.8.1", "3.8.2", "3.8.3"):
            services.leave_out_clause(draft, number=number, **how)
        with pytest.raises(Refused, match=r"stand in section 3\.8"):
            services.leave_out_clause(draft, number="3.8", **how)

    def test_left_out_count_no_more_once_adopted(self, draft, how, cast, telling) -> None:
        measure = get_indicator("ST-1.clause_cover").measure
        before = measure([telling["authority"].pk], how["at"]).denominator
        services.leave_out_clause(draft, number="2.3.3(f)", **how)
        adopt(draft, cast, how["at"])
        assert measure([telling["authority"].pk], how["at"]).denominator == before - 1


class TestRows:
    def test_are_added_with_a_code_that_no_version_gave_before(self, draft, how) -> None:
        services.add_row(draft, section="3.8", area="Supplier relations", capabilities=["MC-1"], **how)
        row = draft.held_rows().get(area="Supplier relations")
        codes = list(draft.held_rows().filter(section="3.8").values_list("code", flat=True))
        assert row.code == codes[-1] == f"3.8-{len(codes)}"
        assert [each for each in changed(draft) if each[0] == f"Row {row.code}"] == [(f"Row {row.code}", "Added")]
        services.leave_out_row(draft, row=row.code, **how)
        services.add_row(draft, section="3.8", area="Another", **how)
        assert draft.held_rows().get(area="Another").code == f"3.8-{len(codes) + 1}"

    def test_get_targets_and_deliverables_and_stand_in_the_plan_once_adopted(self, draft, how, cast) -> None:
        services.add_row(draft, section="3.4", area="Open data", level="Minimum", state="Nothing yet.", **how)
        code = draft.held_rows().get(area="Open data").code
        services.retarget(draft, row=code, year=2027, label="Mature", **how)
        services.set_deliverables(draft, row=code, year=2027, deliverables=["Publish the register"], **how)
        version = adopt(draft, cast, how["at"])
        sections = selectors.plan(version, evidence.Known(), on=TODAY)
        row = next(each for each in sections if each.number == "3.4").rows[-1]
        assert (row.row.code, row.target.label, row.progress.total) == (code, "Mature", 1)

    @pytest.mark.parametrize(
        ("given", "words"),
        [({"section": "9.9"}, r"no section 9\.9"), ({"section": "3.8", "level": "Great"}, "is not a level")],
    )
    def test_that_cannot_be_are_refused_in_words(self, draft, how, given, words) -> None:
        with pytest.raises(Refused, match=words):
            services.add_row(draft, area="x", **given, **how)

    def test_left_out_keep_their_actions_evidence_and_history(self, draft, how, cast, telling, client_as) -> None:
        action = Action.objects.filter(row_code=ROW).first()
        services.assign(action, owner=cast.aisha, due_on=TODAY, by=how["by"], at=how["at"])
        before = list(Action.objects.filter(row_code=ROW).order_by("pk").values())
        events = list(Event.objects.order_by("number").values_list("number", "digest"))
        services.leave_out_row(draft, row=ROW, **how)
        adopt(draft, cast, how["at"])
        assert list(Action.objects.filter(row_code=ROW).order_by("pk").values()) == before
        assert list(Event.objects.order_by("number").values_list("number", "digest"))[: len(events)] == events
        assert ActionRow.objects.filter(code=ROW).count() == 2
        assert ROW not in selectors.row_codes(telling["authority"], TODAY)
        page = client_as("naomi").get(f"/strategy/plan/{ROW}/").content.decode()
        assert "The strategy in force no longer has this row." in page and "The board asked" in page
        assert action.title in page and "Add an action" not in page
        services.finish(action, done_on=TODAY, result="Done all the same", by=cast.actor("aisha"), at=how["at"])
        assert f"/strategy/plan/{ROW}/" not in client_as("naomi").get("/strategy/plan/").content.decode()
        with pytest.raises(Refused, match="has no row"):
            services.add_action(row_code=ROW, title="x", **telling)

    def test_left_out_are_not_in_the_version_after_and_come_back_only_in_the_draft(self, draft, how, cast, telling):
        services.leave_out_row(draft, row=ROW, **how)
        services.put_back_row(draft, row=ROW, **how)
        assert changed(draft) == []
        services.leave_out_row(draft, row=ROW, **how)
        adopt(draft, cast, how["at"])
        following = services.propose(title="Next", reason="x", **telling)
        assert not following.rows.filter(code=ROW).exists()
        with pytest.raises(Refused, match=r"no row 3\.8-1 that is left out"):
            services.put_back_row(following, row=ROW, **how)


class TestPages:
    def test_the_draft_is_worked_on_from_its_page(self, draft, client_as) -> None:
        lead, base = client_as("morag"), draft.get_absolute_url()
        page = lead.get(base).content.decode()
        assert f"{base}set-deliverables/?row={ROW}&amp;year=2025" in page
        form = lead.get(f"{base}set-deliverables/?row={ROW}&year=2025").content.decode()
        assert selectors.target(draft, ROW, "2025").deliverables[0] in form.replace("&#x27;", "'")
        typed = {"row": ROW, "year": "2025", "deliverables": "One\n\n Two ", "reason": "x"}
        assert lead.post(f"{base}set-deliverables/", typed).status_code == 302
        assert selectors.target(draft, ROW, "2025").deliverables == ["One", "Two"]
        assert "open action" in lead.get(f"{base}leave-out-row/?row={ROW}").content.decode()
        lead.post(f"{base}leave-out-row/", {"row": ROW, "reason": "Merged into 3.8-2"})
        lead.post(f"{base}leave-out-clause/", {"number": "2.3.3(f)", "reason": "Old"})
        new = {"section": "3.8", "area": "Supplier relations", "state": "", "level": "", "capabilities": ["MC-1"]}
        assert lead.post(f"{base}add-row/", {**new, "reason": "x"}).status_code == 302
        typed = {"number": "2.3.5", "kind": "aim", "title": "", "text": "Pay early.", "reason": "x"}
        assert lead.post(f"{base}add-clause/", typed).status_code == 302
        page = lead.get(base).content.decode()
        assert "What it leaves out" in page and "Merged into 3.8-2" in page and "Pay early." in page
        assert "Merged into 3.8-2" in lead.get(f"{base}compare/").content.decode()
        assert lead.post(f"{base}put-back-row/", {"row": ROW, "reason": "x"}).status_code == 302
        assert lead.post(f"{base}put-back-clause/", {"number": "2.3.3(f)", "reason": "x"}).status_code == 302
        assert "What it leaves out" not in lead.get(base).content.decode()

    def test_a_refused_clause_keeps_what_was_typed(self, draft, client_as) -> None:
        typed = {"number": "2.3.4", "kind": "aim", "title": "", "text": "Pay early.", "reason": "x"}
        answer = client_as("morag").post(f"{draft.get_absolute_url()}add-clause/", typed)
        assert answer.status_code == 422
        assert "There is a clause 2.3.4 already" in answer.content.decode() and "Pay early." in answer.content.decode()

    def test_only_a_lead_leaves_anything_out(self, draft, client_as) -> None:
        answer = client_as("priya").post(f"{draft.get_absolute_url()}leave-out-row/", {"row": ROW, "reason": "x"})
        assert answer.status_code == 404 and draft.held_rows().filter(code=ROW).exists()


class TestComparing:
    def test_with_any_other_version_and_with_the_one_before_unless_asked(
        self, draft, how, cast, telling, strategy, client_as
    ) -> None:
        services.reword(draft, number="1.1.1", title="", text="First change.", **how)
        second = adopt(draft, cast, how["at"])
        third = services.propose(title="Third", reason="x", **telling)
        services.reword(third, number="1.1.2", title="", text="Second change.", **how)
        reader, base = client_as("naomi"), third.get_absolute_url()
        usual = reader.get(f"{base}compare/").content.decode()
        assert "Second change." in usual and "First change." not in usual
        assert f'<option value="{second.reference}" selected>' in usual
        far = reader.get(f"{base}compare/?with={strategy.reference}").content.decode()
        assert "Second change." in far and "First change." in far
        back = reader.get(f"{strategy.get_absolute_url()}compare/?with={third.reference}").content.decode()
        assert "First change." in back

    def test_with_nothing_that_the_reader_may_not_see(self, draft, cast, at_nine, client_as) -> None:
        other = stories.adopted(authority=cast.wdc, by=cast.actor("harriet"), at=at_nine)
        base = draft.get_absolute_url()
        for reference in (other.reference, "STR-1999-0001", draft.reference):
            assert client_as("naomi").get(f"{base}compare/?with={reference}").status_code == 404
