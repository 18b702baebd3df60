"""A question by its shape gives the same rows as its expression, whatever the values are, and is compiled once."""

from __future__ import annotations

import pyarrow as pa
import pytest

from hub.platform.analytics import engine, parts, shapes

ROWS = pa.table({"payee": ["Ash's", "'; --", "Ash's", "value-0"], "month": pa.array([1, 2, 3, 4], pa.int32())})
TYPES = {"payee": "string", "month": "int32"}


@pytest.fixture(autouse=True)
def home(settings, tmp_path):
    """Keep the parts of each test apart."""
    settings.HUB_HOME = tmp_path


@shapes.question(shape={"column"})
def chosen(column: str, given: dict, least: int, *, limit: int = 10, among: list | None = None):
    """Ask for some rows by every way in which a value can be given."""
    found = engine.table("rows", TYPES)
    found = found.filter(found.month >= least)
    for name, value in given.items():
        found = found.filter(found[name] == value)
    if among:
        found = found.filter(found.payee.isin(among))
    return found.order_by(column).limit(limit)


@shapes.question()
def doubled(least: int):
    """Ask with a value that is computed with."""
    found = engine.table("rows", TYPES)
    return found.filter(found.month >= least * 2)


ASKED = [
    (("month", {}, 2), {}),
    (("month", {}, -5), {"limit": 1}),
    (("payee", {"payee": "Ash's"}, 0), {}),
    (("payee", {"payee": "'; --", "month": 2}, 0), {}),
    (("payee", {"payee": "\\' OR TRUE --"}, 0), {}),
    (("month", {"month": 2**40}, 0), {}),
    (("month", {}, 0), {"among": ["Ash's", "value-0"]}),
]


@pytest.mark.parametrize(("given", "named"), ASKED)
def test_it_gives_the_rows_of_its_expression(given, named):
    tables = {"rows": parts.paths([parts.write_part(ROWS).sha256])}
    asked = chosen(*given, **named)
    assert engine.rows(asked, tables) == engine.rows(asked.expression(), tables)
    assert engine.rows(asked, {"rows": ROWS}) == engine.rows(asked.expression(), {"rows": ROWS})


def test_other_values_are_the_same_shape_and_other_columns_are_not():
    compiled: list[object] = []

    def compile_(found) -> str:
        compiled.append(found)
        return engine.compiled(found)

    first = chosen("month", {"payee": "a"}, 1).statement(compile_)
    second = chosen("month", {"payee": "b"}, 2).statement(compile_)
    assert (len(compiled), first.replace("'a'", "'b'").replace(">= 1", ">= 2")) == (1, second)
    chosen("payee", {"payee": "b"}, 2).statement(compile_)
    chosen("month", {"month": 3}, 2).statement(compile_)
    assert len(compiled) == 3


def test_a_value_that_is_computed_with_is_refused():
    with pytest.raises(ValueError, match="doubled"):
        doubled(1).statement(engine.compiled)
