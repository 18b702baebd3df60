"""What every journey does: open windows as a person, read the console, ask axe, measure widths."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

PROJECT = Path(__file__).resolve().parents[2]
AXE = PROJECT / "node_modules/axe-core/axe.min.js"
STANDARDS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
OFFSETS = {"staff": 0, "supplier": 1, "public": 2}
WIDE, TABLET, PHONE, NARROW = 1366, 820, 390, 320
HEIGHT = 900


@dataclass(frozen=True)
class Demo:
    """A demo that is being served."""

    port: int
    home: Path
    environment: dict[str, str]

    def at(self, site: str, path: str = "/") -> str:
        """Give the address of a page."""
        return f"http://localhost:{self.port + OFFSETS[site]}{path}"

    def told(self, *words: str) -> Any:
        """Run a command of the Hub on the same records and read its JSON."""
        done = subprocess.run(
            [sys.executable, "-m", "hub", *words, "--json"],
            cwd=PROJECT, env=self.environment, capture_output=True, text=True, check=True,
        )  # fmt: skip
        return json.loads(done.stdout)


class Window:
    """A tab of one person that remembers what its console said."""

    def __init__(self, demo: Demo, site: str, context: Any) -> None:
        self.demo, self.site, self.context = demo, site, context
        self.said: list[str] = []
        self.page = context.new_page()
        self.page.set_default_timeout(15_000)
        self.page.on("console", self.hear)
        self.page.on("pageerror", lambda error: self.said.append(str(error)))

    def hear(self, message: Any) -> None:
        """Keep errors of the console; an answer such as 404 or 422 that a test asks for is reported there too."""
        if message.type == "error" and "Failed to load resource" not in message.text:
            self.said.append(message.text)

    def open(self, path: str, width: int = WIDE) -> Any:
        """Open a page and give its answer."""
        self.said.clear()
        self.page.set_viewport_size({"width": width, "height": HEIGHT})
        return self.page.goto(self.demo.at(self.site, path), wait_until="load")

    def text(self) -> str:
        """Give the words of the page's main part."""
        return " ".join(self.page.inner_text("main").split())

    def faults(self) -> list[str]:
        """Give what axe finds, what the console said and whether the page scrolls sideways at this width."""
        page = self.page
        if not page.evaluate("typeof axe === 'object'"):
            page.evaluate(AXE.read_text(encoding="utf-8"))
        found = page.evaluate("tags => axe.run(document, {runOnly: tags, resultTypes: ['violations']})", STANDARDS)
        list_ = [f"{one['id']}: {one['nodes'][0]['html'][:200]}" for one in found["violations"]]
        wide = page.evaluate("document.documentElement.scrollWidth")
        shown = page.viewport_size["width"]
        sideways = [f"scrolls sideways: {wide} px at {shown}: {page.evaluate(WIDEST)}"] if wide > shown else []
        return [*list_, *sideways, *(f"console: {text}" for text in self.said)]

    def faults_at(self, *widths: int) -> list[str]:
        """Give the faults of the open page at several widths."""
        found = []
        for width in widths:
            self.page.set_viewport_size({"width": width, "height": HEIGHT})
            found += [f"{width}: {fault}" for fault in self.faults()]
        return found


# The element that sticks out furthest, named so that somebody can find it.
WIDEST = """() => {
  const sticks = [...document.querySelectorAll('main *, header *, footer *')]
    .map(one => [one.getBoundingClientRect().right, one])
    .filter(([right]) => right > innerWidth + 1)
    .sort((a, b) => b[0] - a[0]);
  return sticks.length ? sticks[0][1].outerHTML.slice(0, 160) : 'unknown';
}"""


class Windows:
    """The windows of the people, opened when first asked for and kept."""

    def __init__(self, chromium: Any, demo: Demo) -> None:
        self.chromium, self.demo = chromium, demo
        self.kept: dict[tuple[str, str, bool], Window] = {}

    def of(self, person: str, site: str = "staff", *, script: bool = True) -> Window:
        """Give the window of a person, signed in; an empty key is somebody who is not."""
        key = (person, site, script)
        if key not in self.kept:
            self.kept[key] = self.new(person, site, script=script)
        self.kept[key].said.clear()
        return self.kept[key]

    def new(self, person: str, site: str = "staff", *, script: bool = True) -> Window:
        """Open a window of its own, for what would disturb others."""
        context = self.chromium.new_context(
            java_script_enabled=script, accept_downloads=True, locale="en-GB", timezone_id="Europe/London"
        )
        if person:
            answer = context.request.post(self.demo.at(site, "/demo/as/"), form={"person": person, "next": "/help/"})
            assert answer.ok, f"{person} could not sign in: {answer.status}"
        return Window(self.demo, site, context)

    def close(self) -> None:
        """Close them all."""
        for window in self.kept.values():
            window.context.close()
