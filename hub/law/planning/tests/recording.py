"""What timetables say word for word, kept for reading: every step, reason, slack and finding of many plans.

`python -m hub.law.planning.tests.recording` writes `said.json` again after a plan or a wording was changed on purpose;
the difference is then read like any other change.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from hub.law import door
from hub.law.planning.planner import PLANNER
from hub.law.tables import shipped

HERE = Path(__file__).parent
SAID, PLANS = HERE / "said.json", HERE / "plans.json"


def plans() -> dict[str, dict[str, Any]]:
    """Give the facts of every plan by what it is about: those of the base that it names, changed."""
    stored = json.loads(PLANS.read_text(encoding="utf-8"))
    return {says: {**stored["bases"][more["base"]], **more["facts"]} for says, more in stored["plans"].items()}


def heard(facts: dict[str, Any]) -> dict[str, Any]:
    """Give what the planner says, a line for each step and finding."""
    said = door.document(PLANNER, door.decide(PLANNER, json.dumps(facts), tables=shipped()))
    result = said["result"]
    findings = [f"{one['severity']} {one['code']} [{one['citation']}] {one['message']}" for one in said["findings"]]
    if result is None:
        return {"findings": findings}
    whole = {name: value for name, value in result.items() if name != "steps"}
    return {
        **whole,
        "citation": said["citation"],
        "steps": [_line(one) for one in result["steps"]],
        "findings": findings,
    }


def _line(step: dict[str, Any]) -> str:
    marks = [name for name in ("critical", "done") if step[name]]
    if step["papers_by"]:
        marks.append(f"papers by {step['papers_by']}")
    slack = "no slack known" if step["slack_days"] is None else f"slack {step['slack_days']}"
    days = f"{step['step']} {step['starts_on']} to {step['ends_on']}"
    return (
        f"{days}; {', '.join([slack, *marks])}; {step['rests_on']} [{step['citation']}] {step['label']}: {step['why']}"
    )


def record() -> None:
    """Write down what the planner says to every plan."""
    said = {says: heard(facts) for says, facts in plans().items()}
    SAID.write_text(json.dumps(said, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    record()
