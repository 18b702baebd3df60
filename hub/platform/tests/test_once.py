"""What several parts of a page ask is read once, and never across an act."""

import pytest

from hub.platform.once import once, reading


class Unsaved:
    """Stands for a record without a number, which has no hash."""

    __hash__ = None  # type: ignore[assignment]


@pytest.fixture
def asked():
    return []


@pytest.fixture
def ask(asked):
    @once
    def ask(*args, **kwargs):
        asked.append((args, kwargs))
        return [len(asked)]

    return ask


class TestOnce:
    def test_a_page_that_is_read_asks_once_for_the_same(self, ask, asked) -> None:
        with reading("GET"):
            assert ask(1, on="today") is ask(1, on="today")
        assert asked == [((1,), {"on": "today"})]

    def test_something_else_is_asked_for_itself(self, ask) -> None:
        with reading("GET"):
            assert ask(1) != ask(2) != ask(1, on="today")

    def test_two_functions_do_not_share_their_answers(self) -> None:
        with reading("GET"):
            assert once(lambda: "one")() != once(lambda: "two")()

    @pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE"])
    def test_a_request_that_changes_something_asks_each_time(self, ask, method) -> None:
        with reading(method):
            assert ask(1) != ask(1)

    def test_outside_a_request_everything_is_asked_each_time(self, ask) -> None:
        assert ask(1) != ask(1)

    def test_the_next_page_asks_again(self, ask) -> None:
        with reading("GET"):
            first = ask(1)
        with reading("GET"):
            assert ask(1) != first

    def test_an_act_within_a_page_that_is_read_asks_each_time(self, ask) -> None:
        with reading("GET"):
            first = ask(1)
            with reading("POST"):
                assert ask(1) != first
            assert ask(1) is first

    def test_what_has_no_hash_is_asked_each_time(self, ask) -> None:
        record = Unsaved()
        with reading("GET"):
            assert ask(record) != ask(record)

    def test_what_went_wrong_is_not_kept(self) -> None:
        tries = iter([ValueError("no"), None])

        @once
        def ask() -> str:
            if (fault := next(tries)) is not None:
                raise fault
            return "yes"

        with reading("GET"):
            with pytest.raises(ValueError, match="no"):
                ask()
            assert ask() == "yes"
