"""Charts: true lengths, names for what is not seen, and a table of the same numbers."""

import re
from xml.etree import ElementTree

import pytest
from django.template.loader import render_to_string

from hub.platform import words
from hub.platform.ui import charts

FINDING = charts.Finding("c1", "Property spends most", "Spend, £", "Property 400, Skills 100.", "Ledger", "Complete")
POINTS = [charts.Point("Property", 400), charts.Point("Skills <b>", 100), charts.Point("Digital", None)]


def parsed(drawing):
    return ElementTree.fromstring(drawing)


def bars():
    return charts.horizontal_bars(FINDING, POINTS, show=words.money, measure="Spend")


class TestEveryChart:
    @pytest.mark.parametrize(
        "chart",
        [
            bars(),
            charts.columns(FINDING, POINTS, show=words.money, measure="Spend"),
            charts.line(FINDING, ["Jan", "Feb", "Mar"], [charts.Series("paid", [1, None, 3])], show=words.money),
        ],
        ids=["bars", "columns", "line"],
    )
    class TestIsReadableByAll:
        def test_it_has_a_name_and_a_description_that_are_linked(self, chart):
            root = parsed(chart.svg)
            assert root.get("role") == "img"
            ids = root.get("aria-labelledby").split()
            assert [root.find("title").get("id"), root.find("desc").get("id")] == ids
            assert root.find("desc").text == FINDING.desc

        def test_it_has_no_style_and_no_view_box(self, chart):
            assert "style=" not in chart.svg
            assert "viewBox" not in chart.svg

        def test_every_column_of_its_table_has_a_head(self, chart):
            assert all(chart.columns)
            assert {len(row) for row in chart.rows} == {len(chart.columns)}

        def test_what_is_not_known_is_said_in_the_table(self, chart):
            assert any(charts.UNKNOWN in row for row in chart.rows)


class TestHorizontalBars:
    def test_lengths_are_in_proportion(self):
        widths = [r.get("width") for r in parsed(bars().svg).iter("rect") if r.get("class") == "c1"]
        assert widths == ["100%", "25%"]

    def test_unknown_is_hatched_and_never_zero(self):
        hatched = [r for r in parsed(bars().svg).iter("rect") if r.get("fill") == "url(#c1-hatch)"]
        assert [r.get("width") for r in hatched] == ["100%"]

    def test_words_are_escaped(self):
        assert "Skills &lt;b&gt;" in bars().svg
        assert "<b>" not in bars().svg

    def test_table_gives_the_same_numbers(self):
        assert bars().rows[0] == ("Property", "£400")

    def test_figure_shows_title_source_and_table(self):
        drawn = render_to_string("ui/chart.html", {"chart": bars(), "level": 2})
        for part in ("Property spends most", "Ledger", "Complete", '<th scope="row">Property</th>', "£400"):
            assert part in drawn


class TestColumns:
    def test_begin_at_zero(self):
        chart = charts.columns(FINDING, POINTS[:2], show=words.money, measure="Spend")
        rects = [r for r in parsed(chart.svg).iter("rect") if r.get("class") == "c1"]
        for rect in rects:
            assert float(rect.get("y")) + float(rect.get("height")) == pytest.approx(charts.PLOT_BOTTOM)
        tall, short = (float(r.get("height")) for r in rects)
        assert tall / short == pytest.approx(4, rel=0.01)


class TestLine:
    def test_a_gap_is_left_where_a_number_is_not_known(self):
        series = [charts.Series("paid", [1, 2, None, 4, 5])]
        chart = charts.line(FINDING, list("abcde"), series, show=words.money)
        assert len([m for m in parsed(chart.svg).iter("line") if m.get("class") == "l1"]) == 2

    def test_last_point_carries_the_name(self):
        chart = charts.line(FINDING, ["a", "b"], [charts.Series("paid", [1, 9])], show=words.money)
        assert "£9 paid" in chart.svg

    def test_long_names_get_room_beside_the_last_point(self):
        def drawn(name):
            return parsed(charts.line(FINDING, ["Jan", "Feb"], [charts.Series(name, [1, 2])], show=words.money).svg)

        assert "hub-plot--long" not in drawn("paid").get("class")
        assert "hub-plot--long" in drawn("Supplier not known").get("class")

    def test_four_series_are_too_many(self):
        series = [charts.Series(str(n), [1]) for n in range(4)]
        with pytest.raises(charts.TooMuch, match="small multiples"):
            charts.line(FINDING, ["a"], series, show=words.money)

    def test_limit_is_drawn_inside_the_scale(self):
        limit = charts.Limit("value", 900)
        chart = charts.line(FINDING, ["a"], [charts.Series("s", [1])], show=words.money, limit=limit)
        y = next(float(m.get("y1")) for m in parsed(chart.svg).iter("line") if m.get("class") == "l-limit")
        assert charts.PLOT_TOP <= y < charts.PLOT_BOTTOM

    @pytest.mark.parametrize(("top", "ceiling"), [(41, 50), (900_000, 1_000_000), (3, 3), (0, 1), (0.7, 0.8)])
    def test_axis_ends_on_a_step_people_count_in(self, top, ceiling):
        assert charts._ceiling(top) == pytest.approx(ceiling)


class TestBullet:
    def test_bar_and_target_stand_where_the_numbers_say(self):
        drawing = charts.bullet(6, 10, top=12, name="6 of 10")
        assert re.search(r'class="c1" width="50%"', drawing)
        assert 'class="l-target" x1="83.333%"' in drawing

    def test_a_value_over_the_scale_stays_inside(self):
        assert 'class="c1" width="100%"' in charts.bullet(20, 10, top=12, name="20 of 10")

    def test_name_is_escaped(self):
        assert 'aria-label="a &quot;b&quot;"' in charts.bullet(1, 2, top=3, name='a "b"')
