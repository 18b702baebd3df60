"""From half a page to permission to compete, walked by the people who do it; nothing is typed twice.

What is typed, chosen and pressed is counted: the whole is fifteen minutes of work.
"""

from __future__ import annotations

import pytest

from tests.journeys.browsing import NARROW, WIDE
from tests.journeys.by_hand import Hands, Work
from tests.journeys.early_work import Need, appraise, ask, decide_the_rest, find_routes, plan, put_on_the_plan, submit

pytestmark = pytest.mark.browser

NEED = Need(
    title="Tree inspections along the Millbeck Way",
    description="Every tree beside the Millbeck Way has to be inspected each year. If not, branches fall on people.",
    current="Nobody inspects them; rangers look when somebody complains.",
    value_ex_vat="165000",
    budget_line="H-717",
    department="Parks",
)


@pytest.fixture
def work() -> Work:
    return Work()


def test_a_need_becomes_permission_to_compete_and_nothing_is_typed_twice(windows, work: Work) -> None:
    need = ask(Hands(windows.of("tom"), work), NEED)
    priya = Hands(windows.of("priya"), work)
    case = put_on_the_plan(priya, need, NEED)
    appraise(priya, case, NEED)
    choose_a_way(priya)
    decide_the_rest(priya, case)
    plan(priya, case, "PA 2023 s.87")
    gate = submit(priya, case, NEED.description, NEED.budget_line)
    pass_with_conditions(Hands(windows.of("morag"), work), gate)
    see_what_follows(Hands(windows.of("morag"), work), case, gate)
    told = f"{len(work.typed)} typed, {work.chosen} chosen, {work.pressed} pressed: {work.seconds / 60:.1f} minutes"
    print(told)
    long = [text for text in work.typed if len(text) > 10]
    assert len(long) == len(set(long)), "something was typed twice"
    assert work.seconds < 15 * 60, told


def choose_a_way(priya: Hands) -> None:
    """Choose a way below the threshold: the option's own procedure is not one of them."""
    find_routes(priya)
    priya.tick("procedure", "below_threshold")
    if "Many firms can do it" not in priya.page.locator("main [name=reason]").input_value():
        priya.type("reason", "It is advertised to all, since many firms can do it.")
    priya.press("Choose the procedure")


def pass_with_conditions(morag: Hands, gate: str) -> None:
    """Pass it with two conditions, each with an owner and a day."""
    morag.open(gate)
    morag.follow("Pass with conditions")
    morag.type("note", "Sound, and in good time.")
    for number, (text, owner) in enumerate(
        (("Show the specification to the rangers.", "Tom Okafor"), ("Confirm the budget for two years.", "Helen Marsh"))
    ):
        if number:
            morag.press("Add another condition")
        morag.type(f"text~{number}", text)
        morag.choose(f"owner~{number}", label=owner)
        morag.date(f"due_on~{number}", "15", "1", "2027")
    morag.press("Pass with conditions")
    said = morag.window.text()
    assert "Show the specification to the rangers" in said and "Confirm the budget for two years" in said


def see_what_follows(morag: Hands, case: str, gate: str) -> None:
    """Read that it is passed, and what still stands between it and the market."""
    morag.open(gate)
    assert "Passed with conditions" in morag.page.inner_text("body")
    morag.open(case)
    assert morag.window.faults_at(WIDE, NARROW) == []
    morag.next("See what stands in the way")
    assert "/gates/" in morag.page.url
