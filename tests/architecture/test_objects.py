"""Queries live in models, selectors and services; writes past the acts live in services alone.

The platform's mechanisms are themselves what the other packages call, so inside `hub/platform` only the
rooms that face a person or a declaration are held to the rule.
"""

import ast
from pathlib import Path

from tests.architecture.sources import HUB, dotted, modules, nodes, nothing, place

QUERY_ROOMS = {"models", "selectors", "services", "managers"}
WRITE_ROOMS = {"services"}
PLATFORM_FACES = {
    "views",
    "portal",
    "forms",
    "urls",
    "templatetags",
    "panels",
    "navigation",
    "acts",
    "terms",
    "rules",
}
BULK = {"bulk_create", "bulk_update", "abulk_create", "abulk_update"}
# dict and set also have update(): a write to the database has keywords only and hangs on a query.
QUERY_WORDS = {"filter", "exclude", "objects", "all", "select_for_update", "visible_to", "order_by"}


class TestQueries:
    def test_only_models_selectors_and_services_ask_the_database(self) -> None:
        found = [
            place(path, node)
            for path in modules()
            if not may(path, QUERY_ROOMS)
            for node in nodes(path, ast.Attribute)
            if node.attr in {"objects", "_default_manager", "_base_manager"}
        ]
        nothing(found)

    def test_only_services_change_rows_past_the_acts(self) -> None:
        found = [
            f"{place(path, call)} {call.func.attr}"
            for path in modules()
            if not may(path, WRITE_ROOMS)
            for call in nodes(path, ast.Call)
            if isinstance(call.func, ast.Attribute) and writes(call)
        ]
        nothing(found)


def may(path: Path, rooms: set[str]) -> bool:
    """Tell whether a file stands in one of the rooms, or inside a platform mechanism."""
    parts = path.relative_to(HUB).with_suffix("").parts
    if parts[0] == "platform":
        return len(parts) == 2 or not PLATFORM_FACES.intersection(parts)
    return bool(rooms.intersection(parts))


def writes(call: ast.Call) -> bool:
    """Tell whether a call writes to the database without an act."""
    name = call.func.attr
    if name in BULK:
        return True
    if name == "update":
        return not call.args and bool(QUERY_WORDS.intersection(chain(call.func.value)))
    return name == "delete" and bool(QUERY_WORDS.intersection(chain(call.func.value)))


def chain(node: ast.AST) -> list[str]:
    """Give the names of the calls and attributes that lead to a value."""
    names: list[str] = []
    while isinstance(node, ast.Call | ast.Attribute):
        if isinstance(node, ast.Attribute):
            names.append(node.attr)
            node = node.value
        else:
            node = node.func
    return [*names, dotted(node)]
