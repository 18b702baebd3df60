"""Parts are written once, named by their content, and answered questions over."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pyarrow as pa
import pytest

from hub.platform.analytics import engine, parts

MONEY = pa.decimal128(18, 2)
ROWS = pa.table(
    {
        "payee": ["Ash Ltd", "Birch Ltd", "Ash Ltd"],
        "paid_on": [dt.date(2026, 4, 1), None, dt.date(2026, 4, 2)],
        "amount": pa.array([Decimal("0.10"), Decimal("-3.00"), Decimal("0.20")], MONEY),
    }
)
TYPES = {"payee": "string", "paid_on": "date", "amount": "decimal(18, 2)"}


@pytest.fixture(autouse=True)
def home(settings, tmp_path):
    """Keep the parts of each test apart."""
    settings.HUB_HOME = tmp_path


class TestWritingAPart:
    def test_its_name_is_the_digest_of_its_content(self):
        part = parts.write_part(ROWS)
        assert parts.digest_of(parts.path_of(part.sha256)) == part.sha256
        assert (part.rows, parts.is_whole(part.sha256)) == (3, True)

    def test_the_same_rows_twice_are_one_part(self):
        assert parts.write_part(ROWS) == parts.write_part(ROWS)
        assert len(list(parts.folder().rglob("*.parquet"))) == 1

    def test_a_changed_byte_shows(self):
        path = parts.path_of(parts.write_part(ROWS).sha256)
        content = bytearray(path.read_bytes())
        content[len(content) // 2] ^= 1
        path.write_bytes(content)
        assert not parts.is_whole(path.stem)

    def test_a_draft_that_fails_leaves_nothing(self):
        with pytest.raises(RuntimeError), parts.Draft(ROWS.schema) as draft:
            draft.write(ROWS)
            raise RuntimeError
        assert [each for each in parts.folder().rglob("*") if each.is_file()] == []


class TestAQuestion:
    def test_it_is_answered_over_several_parts_to_the_penny(self):
        files = parts.paths([parts.write_part(ROWS).sha256, parts.write_part(ROWS.slice(0, 1)).sha256])
        lines = engine.table("lines", TYPES)
        question = lines.group_by("payee").aggregate(amount=lines.amount.sum(), count=lines.count()).order_by("payee")
        assert engine.rows(question, {"lines": files}) == [
            {"payee": "Ash Ltd", "amount": Decimal("0.40"), "count": 3},
            {"payee": "Birch Ltd", "amount": Decimal("-3.00"), "count": 1},
        ]

    def test_the_engine_may_not_fetch_extensions(self):
        found = engine.connect().sql("SELECT current_setting('autoinstall_known_extensions')").fetchall()
        assert found == [(False,)]

    def test_the_engine_is_the_one_that_the_settings_name(self, settings):
        settings.HUB_ANALYTICS_ENGINE = "hub.platform.analytics.tests.test_parts.Silent"
        engine.engine.cache_clear()
        try:
            lines = engine.table("lines", TYPES)
            assert engine.rows(lines, {"lines": []}) == []
        finally:
            engine.engine.cache_clear()


class Silent:
    """An engine that knows nothing."""

    def answer(self, question, tables):
        """Give no rows."""
        return ROWS.slice(0, 0)
