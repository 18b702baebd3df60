"""From half a page to a submitted pack, as the people of a procurement walk it; journeys choose the purchase."""

from __future__ import annotations

import re
import time
from dataclasses import dataclass

from tests.journeys.by_hand import Hands

NEEDED = ("1", "12", "2027")
REASONS = {
    1: ("Trees are left alone.", "No firm is paid.", "Nobody is trained.", "Paths close.", "Claims go on."),
    2: ("We would build a team.", "Few have the skill.", "Two apprentices.", "A year to train.", "Leave of two."),
    5: ("Many firms can.", "The market is busy.", "Apprentices are asked for.", "Ready by spring.", "Two in reserve."),
}  # fmt: skip


@dataclass(frozen=True)
class Need:
    """What somebody writes on half a page."""

    title: str
    description: str
    current: str
    value_ex_vat: str
    budget_line: str
    department: str


def ask(tom: Hands, need: Need) -> str:
    """Send half a page, and see that nobody else needs the same."""
    tom.open("/needs/new/")
    for name in ("title", "description", "current", "value_ex_vat", "budget_line", "department"):
        tom.type(name, getattr(need, name))
    tom.date("needed_on", *NEEDED)
    tom.press("Send to procurement")
    if tom.page.get_by_role("button", name="Send mine all the same").count():
        tom.press("Send mine all the same")
    assert "You will hear by" in tom.page.inner_text("body")
    return re.sub(r"^https?://[^/]+", "", tom.page.url)


def put_on_the_plan(priya: Hands, page: str, need: Need) -> str:
    """Put it on the plan and open its case; only what nobody has said is asked for."""
    priya.open(page)
    priya.follow("Put it on the plan")
    priya.press("Put it on the plan")
    priya.follow("Plan it")
    known = (("value_ex_vat", need.value_ex_vat), ("budget_line", need.budget_line), ("needed_on-year", "2027"))
    for name, said in known:
        assert said in priya.page.locator(f"main [name='{name}']").input_value().replace(",", ""), name
    priya.choose("contract_kind", "services")
    priya.press("Plan it")
    priya.follow("Start the procurement")
    priya.choose("vat_treatment", "standard")
    priya.press("Start the procurement")
    said = priya.window.text()
    worth = f"£{int(need.value_ex_vat):,} ex VAT"
    for fact in (need.title, need.description, worth, need.department, "1 December 2027"):
        assert fact in said, fact
    return re.sub(r"^https?://[^/]+", "", priya.page.url)


def appraise(priya: Hands, case: str, need: Need) -> None:
    """Compare doing nothing, doing it ourselves and buying it; the case knows what buying costs."""
    priya.next("Appraise the options")
    assert need.title in priya.page.locator("main [name=question]").input_value()
    priya.press("Appraise the options")
    revise(priya, "Do it ourselves", costs=("Two inspectors and their tools", "62000"))
    revise(priya, "Share it with a partner", out="No partner has inspectors to share.")
    revise(priya, "Buy from an existing framework", out="Those on it inspect forests, not paths.")
    priya.follow("Ask for scores")
    priya.press("Ask for scores")
    priya.follow("Score the options")
    for block, (number, reasons) in enumerate(REASONS.items()):
        names = [
            one.get_attribute("name") for one in priya.page.locator(f"main select[name^='points_{number}_']").all()
        ]
        for name, reason in zip(names, reasons, strict=True):
            priya.choose(name, str(block * 2))
            priya.type(name.replace("points_", "why_"), reason)
    priya.press("Keep my scores")
    priya.follow("Choose an option")
    priya.tick("option", "5")
    priya.type("reason", "Many firms can do it, and nobody else can before spring.")
    priya.press("Choose an option")
    assert "stays best when any one weight" in priya.window.text() or "is best on points" in priya.window.text()
    priya.open(case)


def revise(priya: Hands, title: str, *, costs: tuple[str, str] | None = None, out: str = "") -> None:
    """Put an option that was listed at the beginning into words."""
    priya.follow(f"Revise {title}")
    if costs:
        priya.type("label~0", costs[0])
        priya.type("amount~0", costs[1])
    if out:
        priya.tick("is_left_out")
        priya.type("why_not", out)
    priya.press("Revise an option")


def find_routes(priya: Hands) -> None:
    """Answer the plain questions, and go to the choice of a procedure."""
    priya.next("Find the routes that are open")
    for name, said in (("framework", "no"), ("dynamic_market", "no"), ("advertised", "yes"), ("is_framework", "no")):
        priya.tick(name, said)
    priya.press("Show the routes")
    priya.follow("Choose the procedure")


def decide_the_rest(priya: Hands, case: str) -> None:
    """Go where the case leads, one step after the other, until nothing of these is left."""
    priya.back_at(case)
    done = set()
    while offered := [name for name in DECIDING if priya.is_offered(name)]:
        assert offered[0] not in done, f"{offered[0]} is offered again"
        priya.next(offered[0])
        DECIDING[offered[0]](priya)
        done.add(offered[0])
        priya.back_at(case)
    assert done == set(DECIDING), f"The case did not lead to {set(DECIDING) - done}"


def decide_lots(priya: Hands) -> None:
    """Say that one lot is right, and why."""
    priya.tick("could_be_several", "yes")
    priya.tick("suitable", "no")
    priya.type("reason", "One round of inspections for one path; two firms would meet at each tree.")
    priya.press("Decide about lots")


def name_objectives(priya: Hands) -> None:
    """Name the objective and how it is measured."""
    priya.choose("clause~0", value=priya.page.locator("main [name='clause~0'] option").nth(1).get_attribute("value"))
    priya.type("measure~0", "People hurt by falling branches each year")
    priya.press("Name the objectives")


def decide_social_value(priya: Hands) -> None:
    """Take what the rule of the authority proposes."""
    if not priya.page.locator("main input[name=decision]:checked").count():
        priya.tick("decision", "out")
    priya.type("reason", "By the rule of the authority for this value.")
    priya.press("Save the decision")


def consider_smes(priya: Hands) -> None:
    """Say what stands in small firms' way and what is done about it."""
    priya.type("barriers", "Insurance of ten million pounds.")
    priya.type("steps", "Five million is enough here, and is asked for at signature only.")
    priya.press("Consider small and medium firms")


def assess_conflicts(priya: Hands) -> None:
    """Assess conflicts of interest."""
    priya.type("conflicts", "None identified among the five of the team.")
    priya.type("steps", "Each declares before the papers go out, and again before evaluation.")
    priya.press("Save the assessment")


def name_team(priya: Hands) -> None:
    """Name who is not known: the five roles stand there, and the owner in hers."""
    assert priya.page.locator("main [name='person~1'] option:checked").inner_text() == "Priya Shah"
    for row, person in ((0, "Tom Okafor"), (2, "Daniel Frost"), (3, "Helen Marsh"), (4, "Aisha Rahman")):
        priya.choose(f"person~{row}", label=person)
    priya.press("Name the team")


DECIDING = {
    "Decide about lots": decide_lots,
    "Name the team": name_team,
    "Name the objectives": name_objectives,
    "Decide about social value": decide_social_value,
    "Consider small and medium firms": consider_smes,
    "Assess conflicts of interest": assess_conflicts,
}


def plan(priya: Hands, case: str, cited: str) -> None:
    """See the lawful timetable that stands already, and move one step by hand."""
    priya.open(f"{case}timetable/")
    assert "The last safe start is" in priya.window.text() and cited in priya.window.text()
    priya.follow("Change the timetable")
    grip = priya.page.get_by_role("slider", name="Last day of Evaluation")
    before = grip.get_attribute("aria-valuetext")
    grip.focus()
    for _ in range(7):
        priya.page.keyboard.press("ArrowRight")
    with priya.page.expect_navigation():
        priya.page.keyboard.press("Enter")
    assert grip.get_attribute("aria-valuetext") != before and "With these dates" in priya.window.text()
    priya.press("Keep this timetable")


def submit(priya: Hands, case: str, *facts: str) -> str:
    """Submit the pack, which is written from the record."""
    until = time.monotonic() + 30
    while True:
        priya.window.open(f"{case}linked/")
        gate = priya.page.locator("main").get_by_role("link", name=re.compile("Gate 1"))
        if gate.count() and "/gates/new/" not in (gate.first.get_attribute("href") or ""):
            break
        assert time.monotonic() < until, priya.window.text()
        time.sleep(0.5)
    priya.lead(gate.first)
    address = re.sub(r"^https?://[^/]+", "", priya.page.url)
    priya.follow("Read the draft")
    said = priya.window.text()
    for fact in (*facts, "Many firms can do it", "All is ready on"):
        assert fact in said, fact
    priya.open(f"{address}submit/")
    priya.press("Submit the pack")
    return address
