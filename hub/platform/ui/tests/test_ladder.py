"""Ladders: where a level was found, claimed and aimed at."""

from decimal import Decimal
from xml.etree import ElementTree

from hub.platform.ui import ladder


def marks(found, claimed, target):
    root = ElementTree.fromstring(ladder.ladder(found, claimed, target, steps=5, name="Forward planning & more"))
    assert root.get("aria-label") == "Forward planning & more"
    return root


def at(root, name, attribute="cx"):
    return [one.get(attribute) for one in root if one.get("class") == name]


class TestLadder:
    def test_each_level_stands_in_the_middle_of_its_step(self):
        root = marks(1, Decimal(3), Decimal(5))
        assert at(root, "c1 l-page") == ["10%"]
        assert at(root, "l-ring2") == ["50%"]
        assert at(root, "l-target", "x1") == ["90%"]

    def test_a_line_joins_what_was_found_and_what_is_claimed(self):
        (line,) = [one for one in marks(2, Decimal(4), None) if one.get("class") == "l-link"]
        assert (line.get("x1"), line.get("x2")) == ("30%", "70%")

    def test_where_both_agree_the_ring_goes_around_the_dot(self):
        root = marks(3, Decimal(3), None)
        assert at(root, "l-ring2", "r") == ["11"] and at(root, "c1 l-page", "r") == ["7"]
        assert not at(root, "l-link", "x1")

    def test_what_is_not_known_is_not_drawn(self):
        root = marks(None, None, None)
        assert not [one for one in root if one.get("class") not in {"l-grid", "l-axis"}]

    def test_the_scale_names_every_step_for_the_eye_alone(self):
        root = ElementTree.fromstring(ladder.scale(["Minimum", "Innovator"]))
        assert root.get("aria-hidden") == "true"
        assert [one.text for one in root] == ["Minimum", "Innovator"]
        assert [one.get("x") for one in root] == ["25%", "75%"]

    def test_names_side_by_side_stand_on_different_lines(self):
        root = ElementTree.fromstring(ladder.scale(["Minimum", "Developing", "Mature"]))
        lines = [one.get("y") for one in root]
        assert lines[0] == lines[2] != lines[1]
