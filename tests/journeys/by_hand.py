"""One person at the keyboard, whose work is counted and priced.

What is typed, chosen and pressed is priced by the keystroke-level model of Card, Moran and Newell (1980).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from tests.journeys.browsing import Window

# Seconds for a key of an average typist, to point and click with the hand moved there, to prepare for each answer, and
# to wait for a page and find one's place on it.
KEY, CLICK, THINK, PAGE = 0.28, 1.5, 1.35, 1.85


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
