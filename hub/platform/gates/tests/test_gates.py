"""What packages register for gates, and how an act waits for one."""

import pytest

from hub.law.findings import Finding
from hub.platform import acts, gates
from hub.platform.act_table import Act, Refused
from hub.platform.gates import Answer, Lesson
from hub.platform.identity import acts as identity_acts
from hub.platform.identity.roles import Role
from hub.platform.papers.paper import Para, Section


class Thing:
    """A record for the registry, which asks its kind only."""

    @staticmethod
    def kind() -> str:
        return "a.thing"


@pytest.fixture
def registered():
    """Register evidence, a part and a lesson, and take them back."""

    def give(record, gate, at):
        return [Lesson("Ask early", "Two firms had no time.")] if gate == "strategy" else []

    gates.evidence("b.two", kind="a.thing", gates=["strategy"], question="Two?", look=lambda r, a: Answer(False, "No"))
    gates.evidence(
        "a.one", kind="a.thing", gates=["strategy", "market"], question="One?", look=lambda r, a: Answer(True, "Yes"),
        order=10,
    )  # fmt: skip
    gates.evidence("c.none", kind="a.thing", gates=["strategy"], question="Three?", look=lambda r, a: None)
    gates.part("a.part", kind="a.thing", gates=["market"], write=lambda r, a: Section("x", "X", [Para("Said.")]))
    gates.lessons(give)
    yield
    for key in ("b.two", "a.one", "c.none", "a.part"):
        gates.forget(key=key)
    gates.forget(give=give)


class TestRegistry:
    def test_gives_the_answers_of_a_gate_in_order_without_questions_that_do_not_arise(
        self, registered, at_nine
    ) -> None:
        assert [one.key for one, _ in gates.answers(Thing(), "strategy", at_nine)] == ["a.one", "b.two"]
        assert [one.key for one, _ in gates.answers(Thing(), "market", at_nine)] == ["a.one"]

    def test_gives_parts_and_lessons_of_the_gate_alone(self, registered, at_nine) -> None:
        assert [one.key for one in gates.parts_for(Thing(), "market", at_nine)] == ["x"]
        assert gates.parts_for(Thing(), "strategy", at_nine) == []
        assert [one.title for one in gates.lessons_for(Thing(), "strategy", at_nine)] == ["Ask early"]

    def test_asks_only_the_questions_that_are_named(self, registered, at_nine) -> None:
        assert [one.key for one, _ in gates.answers(Thing(), "strategy", at_nine, only={"b.two"})] == ["b.two"]

    def test_refuses_a_key_that_another_package_has(self, registered) -> None:
        with pytest.raises(ValueError, match=r"a\.one"):
            gates.evidence("a.one", kind="a.thing", gates=[], question="Other?", look=lambda r, a: None)


@pytest.mark.django_db
class TestAnActAfterAGate:
    @pytest.fixture
    def waiting(self):
        """Declare an act that waits for a gate which nothing passes."""
        act = Act("identity.wait", label="Waited", held_by={Role.AUTHORITY_ADMIN}, after_gate="strategy", moves=None)

        def hold(asked, records, at):
            raise Refused(asked, [Finding("gate", f"Pass {asked.after_gate} first.")])

        gates.gate_check(hold)
        yield act
        gates.forget(check=hold)
        acts.REGISTRY.pop(act.name)

    def test_is_refused_while_the_check_holds_it_back(self, waiting, cast, at_nine) -> None:
        with (
            pytest.raises(Refused, match="Pass strategy first"),
            acts.perform(waiting, cast.aisha, by=cast.actor("sam"), at=at_nine),
        ):
            pass

    def test_is_refused_in_a_batch_too(self, waiting, cast, at_nine) -> None:
        with pytest.raises(Refused, match="Pass strategy first"):
            acts.perform_many(waiting, [cast.aisha], by=cast.actor("sam"), at=at_nine, write=lambda rows: None)

    def test_asks_nobody_for_an_act_without_a_gate(self, waiting, cast, at_nine) -> None:
        acts.check(identity_acts.CHANGE_PERSON, cast.aisha, by=cast.actor("sam"), at=at_nine)
