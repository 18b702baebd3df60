"""What makes values goes on while the values before are used."""

from __future__ import annotations

import threading

import pytest

from hub.platform.tabular.ahead import ahead


def numbers(upto, *, closed, made=None):
    try:
        for number in range(upto):
            if made is not None:
                made.append(number)
            yield number
    finally:
        closed.set()


class TestAhead:
    def test_all_values_come_in_order(self):
        assert list(ahead(numbers(100, closed=threading.Event()))) == list(range(100))

    def test_the_next_values_are_made_while_one_is_used(self):
        made, closed = [], threading.Event()
        following = ahead(numbers(2, closed=closed, made=made))
        assert next(following) == 0
        # Nobody asks for the second; it is made all the same.
        assert closed.wait(10) and made == [0, 1]
        assert list(following) == [1]

    def test_no_more_wait_than_may(self):
        made, closed = [], threading.Event()
        following = ahead(numbers(50, closed=closed, made=made), by=2)
        next(following)
        assert not closed.wait(0.2) and len(made) <= 4
        following.close()

    def test_a_fault_comes_behind_what_was_made_before_it(self):
        def broken():
            yield 1
            raise ValueError("broken")

        following = ahead(broken())
        assert next(following) == 1
        with pytest.raises(ValueError, match="broken"):
            next(following)

    def test_whoever_stops_early_closes_the_source(self):
        closed = threading.Event()
        following = ahead(numbers(1000, closed=closed))
        next(following)
        following.close()
        assert closed.is_set()
        assert not any(thread.name.startswith("ahead") for thread in threading.enumerate())
