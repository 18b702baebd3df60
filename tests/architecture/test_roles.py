"""The documents made from the acts are current, and the acts themselves are sound."""

from hub.commands import docs
from hub.platform.act_table import all_acts
from hub.platform.identity.roles import STAFF_ROLES, SUPPLIER_ROLES, Role


class TestGeneratedDocuments:
    def test_the_role_matrix_and_the_workflows_are_current(self):
        stale = [name for name, text in docs.documents().items() if docs._stored(name) != text]
        assert not stale, "Run .venv/bin/hub docs; these pages are not current: " + ", ".join(stale)


class TestActs:
    def test_every_act_has_a_holder(self):
        assert [act.name for act in all_acts() if not act.holders] == []

    def test_the_evaluator_reaches_nothing_but_scoring_and_the_own_account(self):
        mine = {act.prefix.split(".")[0] for act in docs.shipped_acts() if Role.EVALUATOR in act.holders}
        assert mine <= {"identity", "alert", "calendar", "register", "draft", "approval", "document", "job"}, mine

    def test_no_act_on_the_authority_s_records_is_held_by_suppliers(self):
        wrong = [
            act.name
            for act in docs.shipped_acts()
            if act.prefix in {"contract", "supplier", "tenancy", "reference"} and act.holders & SUPPLIER_ROLES
        ]
        assert wrong == []

    def test_the_auditor_changes_nothing(self):
        """Reading is not an act; what an auditor holds is about their own account, alerts and lists."""
        mine = {act.prefix.split(".")[0] for act in docs.shipped_acts() if Role.AUDITOR in act.holders}
        assert not mine & {"contract", "supplier", "reference", "tenancy"}, mine

    def test_every_staff_role_holds_something(self):
        held = set().union(*(act.holders for act in docs.shipped_acts()))
        assert held >= STAFF_ROLES
