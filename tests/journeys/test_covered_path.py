"""A covered purchase on its way to the strategy gate: open procedure, shortened period, and five risk screens."""

from __future__ import annotations

import re

import pytest

from tests.journeys.by_hand import Hands, Work
from tests.journeys.early_work import Need, appraise, ask, decide_the_rest, find_routes, plan, put_on_the_plan, submit

pytestmark = pytest.mark.browser

NEED = Need(
    title="Lighting along the Wenmouth towpath",
    description="The towpath is dark from Ferry Lane to the weir. Without light nobody cycles there in winter.",
    current="There is no light; people take the main road.",
    value_ex_vat="200000",
    budget_line="H-723",
    department="Highways",
)


def test_a_covered_purchase_is_led_to_the_gate_with_its_five_screens(windows) -> None:
    priya = Hands(windows.of("priya"), Work())
    case = put_on_the_plan(priya, ask(Hands(windows.of("tom"), Work()), NEED), NEED)
    appraise(priya, case, NEED)
    take_the_procedure_of_the_option(priya)
    decide_the_rest(priya, case)
    screens = screen(priya, case)
    for one in screens:
        review(Hands(windows.of("noor"), Work()), one)
    plan(priya, case, "PA 2023 s.54(4)")
    submit(
        priya, case, NEED.description, NEED.budget_line, "Open procedure", "All five screens are answered and reviewed"
    )


def take_the_procedure_of_the_option(priya: Hands) -> None:
    """See the procedure of the chosen option preselected with its reason, and take it."""
    find_routes(priya)
    assert priya.page.locator("main input[name=procedure]:checked").get_attribute("value") == "open"
    assert "Many firms can do it" in priya.page.locator("main [name=reason]").input_value()
    priya.press("Choose the procedure")


def screen(priya: Hands, case: str) -> list[str]:
    """Answer the five screens that the case offers next; nobody is asked for one of them twice."""
    priya.next("Answer the risk screens")
    found = []
    while (links := priya.page.locator("#panel-risk").get_by_role("link", name="answer the screen")).count():
        priya.lead(links.first)
        for name in {one.get_attribute("name") for one in priya.page.locator("main input[type=radio]").all()}:
            priya.tick(str(name), "no")
        priya.choose("reviewer", label="Noor Haddad")
        priya.press("Save the screen")
        found.append(re.sub(r"^https?://[^/]+", "", priya.page.url))
        priya.open(f"{case}linked/")
    assert len(found) == len(set(found)) == 5
    return found


def review(noor: Hands, one: str) -> None:
    """Review a screen that somebody else answered."""
    noor.open(f"{one}review/")
    noor.type("comment", "Agreed; the contract says how.")
    noor.press("Review the screen")
