"""From half a page to permission to compete, walked by the people who do it; nothing is typed twice.

What is typed, chosen and pressed is counted, and priced by the keystroke-level model of Card, Moran and Newell (1980):
the whole is fifteen minutes of work.
"""

from __future__ import annotations

import re
import time
from dataclasses import dataclass, field
from typing import Any

import pytest

from tests.journeys.browsing import NARROW, WIDE, Window

pytestmark = pytest.mark.browser

# Seconds for a key of an average typist, to point and click with the hand moved there, to prepare for each answer, and
# to wait for a page and find one's place on it.
KEY, CLICK, THINK, PAGE = 0.28, 1.5, 1.35, 1.85
NEED = {
    "title": "Tree inspections along the Millbeck Way",
    "description": "Every tree beside the Millbeck Way has to be inspected each year. If not, branches fall on people.",
    "current": "Nobody inspects them; rangers look when somebody complains.",
    "value_ex_vat": "165000",
    "budget_line": "H-717",
    "department": "Parks",
}
NEEDED = ("1", "12", "2027")
REASONS = {
    1: ("Trees are left alone.", "No firm is paid.", "Nobody is trained.", "Paths close.", "Claims go on."),
    2: ("We would build a team.", "Few have the skill.", "Two apprentices.", "A year to train.", "Leave of two."),
    5: ("Many firms can.", "The market is busy.", "Apprentices are asked for.", "Ready by spring.", "Two in reserve."),
}  # fmt: skip


@dataclass
class Work:
    """What people did by hand."""

    typed: list[str] = field(default_factory=list)
    chosen: int = 0
    pressed: int = 0
    pages: int = 0

    @property
    def seconds(self) -> float:
        """Give the time of a practised person by the keystroke-level model."""
        keys = sum(len(text) for text in self.typed) * KEY
        decided = (len(self.typed) + self.chosen + self.pressed) * (CLICK + THINK)
        return keys + decided + self.pages * PAGE


class Hands:
    """One person at the keyboard, whose work is counted."""

    def __init__(self, window: Window, work: Work) -> None:
        self.window, self.page, self.work = window, window.page, work

    def open(self, path: str) -> None:
        """Open a page that somebody has at hand, such as a link in an e-mail or a line of a list."""
        answer = self.window.open(path)
        assert answer.status == 200, f"{path}: {answer.status}"
        self.work.pages += 1

    def type(self, name: str, text: str) -> None:
        """Type into a box, which must not know it yet."""
        box = self.page.locator(f"main [name='{name}']")
        assert box.input_value() != text, f"{name} is known and asked for again"
        box.fill(text)
        self.work.typed.append(text)

    def date(self, name: str, day: str, month: str, year: str) -> None:
        """Type a date."""
        for part, text in zip(("day", "month", "year"), (day, month, year), strict=True):
            self.page.locator(f"main [name='{name}-{part}']").fill(text)
        self.work.typed.append(f"{day}/{month}/{year}")

    def tick(self, name: str, value: str = "") -> None:
        """Choose one of some buttons, or tick a box."""
        which = f"[value='{value}']" if value else ""
        self.page.locator(f"main input[name='{name}']{which}").check()
        self.work.chosen += 1

    def choose(self, name: str, value: str = "", label: str = "") -> None:
        """Choose from a list."""
        box = self.page.locator(f"main select[name='{name}']")
        box.select_option(value=value) if value else box.select_option(label=label)
        self.work.chosen += 1

    def press(self, name: str) -> None:
        """Press a button, which must lead on without a complaint."""
        self.lead(self.page.get_by_role("button", name=name, exact=True))

    def follow(self, name: str) -> None:
        """Follow a link or a button that looks like one."""
        self.lead(self.page.locator("main").get_by_role("link", name=name, exact=True).first)

    def next(self, name: str) -> None:
        """Take the next step that the record itself offers."""
        self.lead(self.page.locator(".hub-next").get_by_role("link", name=name, exact=True))

    def is_offered(self, name: str) -> bool:
        """Say whether the record offers this as its next step."""
        return bool(self.page.locator(".hub-next").get_by_role("link", name=name, exact=True).count())

    def lead(self, to: Any) -> None:
        """Press it and see the page that follows."""
        with self.page.expect_navigation():
            to.click()
        wrong = self.page.locator(".govuk-error-summary")
        assert wrong.count() == 0, wrong.inner_text()
        self.work.pressed += 1
        self.work.pages += 1

    def back_at(self, case: str) -> None:
        """Be at the case again, where an act has led; else go there as people do, by the link at its top."""
        if not self.page.url.endswith(case):
            self.open(case)


@pytest.fixture
def work() -> Work:
    return Work()


def test_a_need_becomes_permission_to_compete_and_nothing_is_typed_twice(windows, work: Work) -> None:
    need = ask(Hands(windows.of("tom"), work))
    priya = Hands(windows.of("priya"), work)
    case = put_on_the_plan(priya, need)
    appraise(priya, case)
    decide_the_rest(priya, case)
    plan(priya, case)
    gate = submit(priya, case)
    pass_with_conditions(Hands(windows.of("morag"), work), gate)
    see_what_follows(Hands(windows.of("morag"), work), case, gate)
    told = f"{len(work.typed)} typed, {work.chosen} chosen, {work.pressed} pressed: {work.seconds / 60:.1f} minutes"
    print(told)
    long = [text for text in work.typed if len(text) > 10]
    assert len(long) == len(set(long)), "something was typed twice"
    assert work.seconds < 15 * 60, told


def ask(tom: Hands) -> str:
    """Send half a page, and see that nobody else needs the same."""
    tom.open("/needs/new/")
    for name, text in NEED.items():
        tom.type(name, text)
    tom.date("needed_on", *NEEDED)
    tom.press("Send to procurement")
    if tom.page.get_by_role("button", name="Send mine all the same").count():
        tom.press("Send mine all the same")
    assert "You will hear by" in tom.page.inner_text("body")
    return re.sub(r"^https?://[^/]+", "", tom.page.url)


def put_on_the_plan(priya: Hands, need: str) -> str:
    """Put it on the plan and open its case; only what nobody has said is asked for."""
    priya.open(need)
    priya.follow("Put it on the plan")
    priya.press("Put it on the plan")
    priya.follow("Plan it")
    for name, said in (("value_ex_vat", "165000"), ("budget_line", NEED["budget_line"]), ("needed_on-year", "2027")):
        assert said in priya.page.locator(f"main [name='{name}']").input_value().replace(",", ""), name
    priya.choose("contract_kind", "services")
    priya.press("Plan it")
    priya.follow("Start the procurement")
    priya.choose("vat_treatment", "standard")
    priya.press("Start the procurement")
    said = priya.window.text()
    for fact in (NEED["title"], NEED["description"], "£165,000 ex VAT", NEED["department"], "1 December 2027"):
        assert fact in said, fact
    return re.sub(r"^https?://[^/]+", "", priya.page.url)


def appraise(priya: Hands, case: str) -> None:
    """Compare doing nothing, doing it ourselves and buying it; the case knows what buying costs."""
    priya.next("Appraise the options")
    assert NEED["title"] in priya.page.locator("main [name=question]").input_value()
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


def decide_the_rest(priya: Hands, case: str) -> None:
    """Go where the case leads, one step after the other."""
    priya.next("Find the routes that are open")
    for name, said in (("framework", "no"), ("dynamic_market", "no"), ("advertised", "yes"), ("is_framework", "no")):
        priya.tick(name, said)
    priya.press("Show the routes")
    priya.follow("Choose the procedure")
    # Below the threshold the option's own procedure is not one of the ways, so the way is chosen here.
    priya.tick("procedure", "below_threshold")
    if "Many firms can do it" not in priya.page.locator("main [name=reason]").input_value():
        priya.type("reason", "It is advertised to all, since many firms can do it.")
    priya.press("Choose the procedure")
    priya.back_at(case)
    priya.back_at(case)
    # What a case insists on depends on its value; of what is left, the gate asks, and its gaps lead to these pages.
    left = dict(GAPS)
    while offered := [name for name in DECIDING if priya.is_offered(name)]:
        priya.next(offered[0])
        DECIDING[offered[0]](priya)
        left.pop(offered[0], None)
        priya.back_at(case)
    for name, page in left.items():
        priya.open(f"{case}{page}")
        DECIDING[name](priya)


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
    """Name the five roles."""
    people = ("Tom Okafor", "Priya Shah", "Daniel Frost", "Helen Marsh", "Aisha Rahman")
    roles = ("project", "procurement", "legal", "finance", "contract_manager")
    for number, (person, role) in enumerate(zip(people, roles, strict=True)):
        if number:
            priya.press("Add another member")
        priya.choose(f"person~{number}", label=person)
        priya.choose(f"role~{number}", role)
    priya.press("Name the team")


DECIDING = {
    "Decide about lots": decide_lots,
    "Name the team": name_team,
    "Name the objectives": name_objectives,
    "Decide about social value": decide_social_value,
    "Consider small and medium firms": consider_smes,
    "Assess conflicts of interest": assess_conflicts,
}


GAPS = {"Decide about lots": "set-lots/", "Assess conflicts of interest": "assess-conflicts/"}


def plan(priya: Hands, case: str) -> None:
    """See the lawful timetable that stands already, and move one step by hand."""
    priya.open(f"{case}timetable/")
    assert "The last safe start is" in priya.window.text() and "PA 2023 s.87" in priya.window.text()
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


def submit(priya: Hands, case: str) -> str:
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
    for fact in (NEED["description"], "Many firms can do it", "All is ready on", "H-717"):
        assert fact in said, fact
    priya.open(f"{address}submit/")
    priya.press("Submit the pack")
    return address


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
