"""Only hub.platform.clock reads the wall clock; everywhere else time is handed in."""

import ast

from tests.architecture.sources import HUB, dotted, modules, nodes, nothing, place

CLOCK = HUB / "platform" / "clock.py"
READS = (
    "datetime.now",
    "datetime.utcnow",
    "datetime.today",
    "date.today",
    "timezone.now",
    "timezone.localdate",
    "timezone.localtime",
    "time.time",
    "time.localtime",
    "time.gmtime",
)
# Reading a given moment is no clock; without an argument these two read the wall.
NEEDS_ARGUMENT = {"timezone.localtime", "time.localtime", "time.gmtime", "timezone.localdate"}


class TestClock:
    def test_only_the_clock_reads_the_wall_clock(self) -> None:
        found = [
            f"{place(path, call)} {name}"
            for path in modules()
            if path != CLOCK
            for call in nodes(path, ast.Call)
            if (name := reading(call))
        ]
        nothing(found)

    def test_no_field_stamps_itself(self) -> None:
        found = [
            f"{place(path, keyword.value)} {keyword.arg}"
            for path in modules()
            for keyword in nodes(path, ast.keyword)
            if keyword.arg in {"auto_now", "auto_now_add"}
        ]
        nothing(found)

    def test_a_field_default_is_never_the_wall_clock(self) -> None:
        found = [
            place(path, keyword.value)
            for path in modules()
            for keyword in nodes(path, ast.keyword)
            if keyword.arg == "default" and dotted(keyword.value).endswith(READS)
        ]
        nothing(found)


def reading(call: ast.Call) -> str:
    """Give the name of the wall clock that a call reads, or nothing."""
    name = dotted(call.func)
    known = next((read for read in READS if name == read or name.endswith("." + read)), "")
    return "" if known in NEEDS_ARGUMENT and (call.args or call.keywords) else known
