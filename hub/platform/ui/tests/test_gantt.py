"""Plans over time: the drawing stands where the words say, and the words say all that the drawing shows."""

from datetime import date, timedelta
from itertools import pairwise
from xml.etree import ElementTree

import pytest
from django.template import Context, Template
from hypothesis import given
from hypothesis import strategies as st

from hub.platform.ui.gantt import Bar, GanttRow, Ground, Look, Mark, Moving, gantt
from hub.platform.ui.parts import Link

JANUARY = Ground(first=date(2027, 1, 1), last=date(2027, 1, 31))
DAYS = st.dates(date(2026, 1, 1), date(2031, 12, 31))


def row(*bars, **facts):
    return GanttRow(Link(facts.pop("name", "Bids open"), "/step/"), bars, **facts)


def planned(*rows, ground=JANUARY, **words):
    return gantt("p", "Timetable", rows, ground, **words)


def marks(drawing, name, look=None):
    found = ElementTree.fromstring(drawing).iter(name)
    return [one for one in found if look is None or one.get("class") == look]


def page(plan):
    return " ".join(Template("{% gantt plan %}").render(Context({"plan": plan})).split())


class TestDrawing:
    def test_a_bar_covers_its_first_and_its_last_day(self):
        (one,) = planned(row(Bar(date(2027, 1, 1), date(2027, 1, 31)))).rows
        (bar,) = marks(one.svg, "rect", "c-plan")
        assert (bar.get("x"), bar.get("width")) == ("0%", "100%")

    @given(st.lists(st.tuples(DAYS, st.integers(0, 900)), max_size=4))
    def test_nothing_is_drawn_beyond_the_edges(self, spans):
        bars = [Bar(day, day + timedelta(days=length)) for day, length in spans]
        for one in planned(row(*bars)).rows:
            for bar in marks(one.svg, "rect"):
                left, width = (float(bar.get(name).rstrip("%")) for name in ("x", "width"))
                assert left >= 0 and width > 0 and left + width <= 100.001

    def test_a_bar_outside_the_days_drawn_is_only_in_the_words(self):
        (one,) = planned(row(Bar(date(2028, 1, 1), date(2028, 1, 31)))).rows
        assert not marks(one.svg, "rect") and one.starts == "1 Jan 2028"

    def test_a_day_in_years_can_still_be_seen(self):
        whole = Ground(first=date(2026, 1, 1), last=date(2031, 12, 31))
        (one,) = planned(row(Bar(date(2027, 1, 5), date(2027, 1, 5))), ground=whole).rows
        assert float(marks(one.svg, "rect")[0].get("width").rstrip("%")) >= 0.5

    def test_the_chosen_meeting_is_full_and_the_others_are_open(self):
        meetings = [Mark(date(2027, 1, 12), "Cabinet"), Mark(date(2027, 1, 26), "Cabinet", is_chosen=False)]
        (one,) = planned(row(marks=meetings)).rows
        assert len(marks(one.svg, "path", "c1")) == 1 and len(marks(one.svg, "circle", "l-meet")) == 1
        assert (one.starts, one.ends) == ("12 Jan 2027", "12 Jan 2027")

    def test_today_and_the_limit_are_drawn_once_for_all_rows(self):
        ground = Ground(date(2027, 1, 8), (date(2027, 1, 25), "Needed"), [], JANUARY.first, JANUARY.last)
        plan = planned(row(Bar(date(2027, 1, 4), date(2027, 1, 9))), row(), ground=ground)
        assert len(marks(plan.axis, "line", "l-today")) == len(marks(plan.axis, "line", "l-limit")) == 1
        assert [one.get("href") for each in plan.rows for one in marks(each.svg, "use")] == ["#p-ground"] * 2
        assert {"Today", "Needed"} <= {one.text for one in marks(plan.axis, "text")}

    @given(DAYS, st.integers(1, 365 * 8))
    def test_names_of_months_have_room(self, first, length):
        plan = planned(ground=Ground(first=first, last=first + timedelta(days=length)))
        names = [float(one.get("x").rstrip("%")) for one in marks(plan.axis, "text")]
        assert 1 <= len(names) <= 7
        assert all(later - earlier >= 12.4 for earlier, later in pairwise(names))

    def test_a_plan_without_days_is_drawn_all_the_same(self):
        assert planned(row(), ground=Ground(date(2027, 1, 8))).rows[0].starts == ""


class TestWords:
    PLAN = planned(
        row(
            Bar(date(2027, 1, 4), date(2027, 1, 29), Look.MINIMUM),
            marks=[Mark(date(2027, 1, 12), "Cabinet"), Mark(date(2027, 1, 26), "Board", is_chosen=False)],
            cells=["26"],
            why="25 days at least",
            is_critical=True,
            is_now=True,
        ),
        columns=["Days"],
    )

    @pytest.mark.parametrize(
        "said",
        ["Cabinet, 12 Jan 2027", "Board, 26 Jan 2027", '<td data-label="Starts">4 Jan 2027</td>', "25 days at least",
         '<td data-label="Days">26</td>', "<small>Critical</small>", '<tr aria-current="true">',
         '<a href="/step/">Bids open</a>', "Legal minimum", "Other meeting"],
    )  # fmt: skip
    def test_the_table_says_what_the_drawing_shows(self, said):
        assert said in page(self.PLAN)

    def test_the_drawing_is_for_the_eye_alone(self):
        assert (
            page(self.PLAN).count("<svg height")
            == page(self.PLAN).count('aria-hidden="true" focusable="false"><defs>') + 1
        )

    def test_a_row_without_days_says_so(self):
        assert page(planned(row())).count("Not planned") == 2

    def test_a_row_that_can_be_moved_says_how_and_on_which_scale(self):
        days = [date(2027, 1, 12), date(2027, 1, 26)]
        moving = row(Bar(date(2027, 1, 4), date(2027, 1, 29)), moving=Moving("bids", is_whole=True, days=days))
        shown = page(planned(moving, row()))
        assert 'data-plan-first="2027-01-01" data-plan-days="31"' in shown
        assert 'data-move="bids" data-first="2027-01-04" data-last="2027-01-29" data-whole' in shown
        assert 'data-among="2027-01-12 2027-01-26"' in shown and shown.count("data-move") == 1
        assert "data-plan-first" not in page(planned(row()))

    def test_words_are_escaped(self):
        assert "<script>" not in page(planned(row(name="<script>", marks=[Mark(date(2027, 1, 12), "<script>")])))

    def test_a_cell_too_few_is_a_fault_of_the_page(self):
        with pytest.raises(ValueError, match="zip"):
            planned(row(cells=[]), columns=["Days"])
