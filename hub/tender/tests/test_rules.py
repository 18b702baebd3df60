"""The rules of quotes over plain values: draws, suggestions, moments, routes, letters."""

import hashlib
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub.law.below_threshold import BelowThreshold
from hub.law.tables import Tables, shipped
from hub.tender.rules import checking, letters, picking, routing, standing, suggesting, timing
from hub.tender.rules.checking import Asked
from hub.tender.rules.picking import Candidate
from hub.tender.rules.suggesting import Known, Where
from hub.tender.terms import AnswerAs, State, Way, Why

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
SEED = "0" * 63 + "1"


@pytest.fixture(scope="module")
def tables() -> Tables:
    return shipped()


keys = st.lists(st.integers(1, 10_000).map(str), min_size=1, max_size=40, unique=True)
seeds = st.binary(min_size=32, max_size=32).map(bytes.hex)


class TestDraws:
    def test_the_promise_is_the_documented_digest(self):
        text = "hub.tender/draw/promise/1\n" + SEED
        assert picking.promise(SEED) == hashlib.sha256(text.encode()).hexdigest()
        assert picking.keeps(SEED, picking.promise(SEED)) and not picking.keeps("f" * 64, picking.promise(SEED))

    @pytest.mark.parametrize("seed", ["", "abc", "G" * 64, SEED.upper() + "0", "A" * 64])
    def test_a_seed_has_one_form_only(self, seed):
        with pytest.raises(ValueError, match="64 hexadecimal digits"):
            picking.promise(seed)
        assert not picking.keeps(seed, "0" * 64)

    @given(keys, seeds, st.integers(1, 10), st.randoms(use_true_random=False))
    def test_a_draw_depends_on_nothing_but_seed_and_candidates(self, names, seed, count, mixer):
        candidates = [Candidate(name) for name in names]
        mixed = list(candidates)
        mixer.shuffle(mixed)
        first = picking.drawn(Way.LOT, candidates, count=count, seed=seed)
        assert first == picking.drawn(Way.LOT, mixed, count=count, seed=seed)
        assert len(first) == min(count, len(names)) == len({one.key for one in first})

    @given(keys, seeds, st.integers(1, 10))
    def test_a_kept_place_goes_to_a_local_small_firm_wherever_there_is_one(self, names, seed, count):
        candidates = [Candidate(name, is_local_small=place == 0) for place, name in enumerate(names)]
        found = picking.drawn(Way.LOT, candidates, count=count, seed=seed, keep_local=True)
        assert any(one.is_local_small for one in found) and len(found) == min(count, len(names))

    def test_by_lot_everybody_has_about_the_same_chance(self):
        candidates = [Candidate(str(number)) for number in range(10)]
        won = dict.fromkeys(range(10), 0)
        for number in range(4000):
            seed = hashlib.sha256(str(number).encode()).hexdigest()
            won[int(picking.drawn(Way.LOT, candidates, count=1, seed=seed)[0].key)] += 1
        # 400 expected, standard deviation 19: five of them either way.
        assert all(305 < count < 495 for count in won.values()), won

    def test_in_turn_never_asked_comes_first_then_longest_ago(self):
        order = [Candidate("a", date(2026, 5, 1)), Candidate("b", date(2025, 5, 1)), Candidate("c", None)]
        found = picking.in_order(Way.TURN, order, seed=SEED)
        assert [one.key for one in found] == ["c", "b", "a"]

    @pytest.mark.parametrize(("way", "names", "count"), [("chosen", "a", 1), (Way.LOT, "aa", 1), (Way.LOT, "ab", 0)])
    def test_nonsense_is_refused(self, way, names, count):
        with pytest.raises(ValueError, match=r"Nobody is drawn|stands twice|one at least"):
            picking.drawn(way, [Candidate(name) for name in names], count=count, seed=SEED)


class TestSuggestions:
    @pytest.mark.parametrize(
        ("place", "postcode", "asked", "home", "near"),
        [
            ("Wickmoor", "", "Wickmoor", (), True),
            ("wickmoor", "", "Market Square, Wickmoor", (), True),
            ("Moor", "", "Wickmoor", (), False),
            ("", "EM3 4AB", "Wickmoor EM9", (), True),
            ("", "E1 6AN", "EM9", (), False),
            ("Stanbridge", "", "Leeds", ("Stanbridge",), True),
            ("", "EM1", "Leeds", ("EM",), True),
            ("", "", "Wickmoor", (), None),
            ("Leeds", "", "", (), None),
        ],
    )
    def test_near_is_the_same_place_or_postcode_area(self, place, postcode, asked, home, near):
        assert suggesting.is_near(Known(1, "A", place, postcode), Where(asked, home)) is near

    def test_come_with_reasons_heaviest_first_and_say_what_is_not_known(self):
        known = [
            Known(1, "Near only", "Wickmoor"),
            Known(2, "Before", supplied="CON-2025-0031", is_small=False),
            Known(3, "Small and near", "Wickmoor", is_small=True, last_invited_on=date(2026, 1, 1)),
            Known(4, "Nothing", "Leeds"),
        ]
        found = suggesting.suggested(known, Where("Wickmoor"), most=6)
        assert [one.known.number for one in found] == [2, 3, 1]
        assert found[0].why == (Why.BEFORE, Why.NEXT) and "CON-2025-0031" in found[0].says[0]
        assert found[0].unknown == ("place",) and found[2].unknown == ("size", "what it supplies")

    def test_tick_a_local_small_firm_where_one_is_suggested(self):
        known = [Known(n, f"Firm {n}", supplied="CON-1") for n in range(4)] + [Known(9, "Z", "Wickmoor", is_small=True)]
        found = suggesting.suggested(known, Where("Wickmoor"), most=6)
        assert 9 in {one.known.number for one in suggesting.ticked(found, 3)}
        assert len(suggesting.ticked(found, 3)) == 3 and suggesting.ticked([], 3) == []

    def test_a_name_is_found_as_a_whole_word(self):
        assert suggesting.names_said("As Cedar (Ltd) asked", ["Cedar", "Ed"]) == ["Cedar"]


class TestMoments:
    def test_the_usual_one_is_midday_from_tuesday_to_thursday_away_from_holidays(self, tables):
        # Monday 30 November 2026 is a holiday in Scotland, and Tuesday is next to it.
        assert timing.usual(NOW, days=7, least=3, tables=tables) == datetime(2026, 12, 2, 12, tzinfo=UTC)

    @given(st.integers(0, 380), st.integers(0, 23), st.integers(1, 10))
    def test_a_moment_that_is_let_through_meets_every_condition(self, tables, ahead, hour, least):
        due = timing.due_at(date(2026, 11, 23) + timedelta(days=ahead), time(hour))
        if list(timing.faults(due, now=NOW, least=least, tables=tables)):
            return
        wall = due.astimezone(timing.LONDON)
        assert due > NOW and wall.hour >= 10 and wall.weekday() < 5 and not timing.is_repeated_hour(due)
        assert wall.date() >= timing.first_day(NOW, least=least, tables=tables)

    @pytest.mark.parametrize(
        ("moment", "twice"),
        [
            (datetime(2027, 10, 31, 0, 30, tzinfo=UTC), True),
            (datetime(2027, 10, 31, 1, 30, tzinfo=UTC), True),
            (datetime(2027, 10, 31, 2, 0, tzinfo=UTC), False),
            (datetime(2027, 3, 28, 1, 30, tzinfo=UTC), False),
        ],
    )
    def test_the_hour_that_comes_twice_is_known(self, moment, twice, tables):
        assert timing.is_repeated_hour(moment) is twice
        codes = {one.code for one in timing.faults(moment, now=NOW, least=1, tables=tables)}
        assert ("repeated_hour" in codes) is twice

    def test_why_another_moment_would_suit_better_is_said(self, tables):
        assert timing.why_unusual(datetime(2026, 12, 2, 12, tzinfo=UTC), tables=tables) == ""
        assert "holiday" in timing.why_unusual(datetime(2026, 12, 1, 12, tzinfo=UTC), tables=tables)
        assert "midday" in timing.why_unusual(datetime(2026, 12, 2, 16, tzinfo=UTC), tables=tables)


class TestOpen:
    DUE = datetime(2026, 12, 2, 12, tzinfo=UTC)

    @pytest.mark.parametrize(
        ("status", "before", "is_open"),
        [(State.OPEN, 1, True), (State.OPEN, 0, False), (State.OPEN, -1, False), (State.WITHDRAWN, 1, False),
         (State.DRAFTING, 1, False), (State.CLOSED, 1, False)],
    )  # fmt: skip
    def test_is_what_the_clock_says(self, status, before, is_open):
        at = self.DUE - timedelta(microseconds=before)
        assert standing.is_open(status, self.DUE, at=at) is is_open


class TestRoutes:
    BANDS = (
        routing.band_of("one", "One quote", {"from": "0", "quotes": 1}),
        routing.band_of("three", "Three quotes", {"from": "10000", "quotes": 3}),
        routing.band_of("advertised", "An advertised tender", {"from": "50000", "quotes": 0}),
    )

    @pytest.mark.parametrize(
        ("value", "details", "line", "quotes"),
        [
            ("9999.99", False, "£9,999.99 ex VAT: 1 quote, no advert", 1),
            ("10000", False, "£10,000 ex VAT: 3 quotes, no advert", 3),
            ("49999", True, "£49,999 ex VAT: 3 quotes, no advert", 3),
        ],
    )
    def test_follow_the_bands_and_add_what_the_law_asks(self, value, details, line, quotes):
        below = BelowThreshold(tender_notice=False, details_notice=details, separate_selection_allowed=False)
        found = routing.route(Decimal(value), self.BANDS, covered=False, below=below)
        assert found.is_quote and found.quotes == quotes and found.line == line
        assert any("details notice" in said for said, _ in found.duties) is details

    @pytest.mark.parametrize(
        ("value", "covered", "said"),
        [("50000", False, "over the limit for quotes, £50,000"), ("300000", True, "reaches its threshold"),
         (None, None, "Say first"), ("5", None, "Say first")],
    )  # fmt: skip
    def test_say_why_quotes_are_not_enough(self, value, covered, said):
        found = routing.route(Decimal(value) if value else None, self.BANDS, covered=covered, below=None)
        assert not found.is_quote and said in found.why_not

    def test_without_a_band_say_where_to_add_one(self):
        assert "Add one under Settings" in routing.route(Decimal(5), (), covered=False, below=None).why_not


class TestQuestions:
    PRICE = Asked("Price?", AnswerAs.NUMBER, weight=Decimal(100))

    @pytest.mark.parametrize(
        ("questions", "code"),
        [
            ([], "questions"),
            ([PRICE, replace(PRICE, weight=None)], "twice"),
            ([PRICE, Asked("Colour?", AnswerAs.CHOICE, ("red",))], "listed"),
            ([replace(PRICE, weight=Decimal(0))], "weight"),
            ([replace(PRICE, weight=None)], "weights"),
            ([replace(PRICE, weight=Decimal("99.99"))], "weights"),
        ],
    )
    def test_that_are_not_whole_are_named(self, questions, code):
        assert code in {one.code for one in checking.question_faults(questions)}

    def test_that_are_whole_pass(self):
        assert not list(checking.question_faults([self.PRICE, Asked("Colour?", AnswerAs.CHOICE, ("red", "blue"))]))


class TestLetters:
    ABOUT = letters.About(
        "QTE-2026-0001", "Sign repairs", "Eastmere", "Forty signs.", "Wickmoor", date(2027, 2, 1),
        datetime(2026, 12, 2, 12, tzinfo=UTC), ("Price?", "Method?"), "Price 70%, Method 30%.", ("Plan",), "Priya Shah",
        "Answer through the link.",
    )  # fmt: skip

    def test_say_what_by_when_and_what_happens_otherwise(self):
        made = letters.invitation(self.ABOUT)
        assert made.subject == "Quote for Sign repairs by midday, Wednesday 2 December 2026"
        for said in ("Answer by midday", "1. Price?", "1. Plan", "Price 70%", letters.LINK, "is late", "Nobody has to"):
            assert said in made.body
        assert "£" not in made.subject and "\n" not in letters.invitation(
            replace(self.ABOUT, title="Sign\nrepairs" * 40)
        ).subject  # fmt: skip

    def test_how_it_is_judged_reads_as_a_sentence(self):
        assert letters.judged([("What is your price?", "100")]) == "What is your price alone decides."
        assert letters.judged([]) == "not said yet."
        two = [("Price?", "70"), ("Method?", "30")]
        assert letters.judged(two) == "Price 70%, Method 30%."
        assert letters.judged(two, counts_price=True).endswith("every other price gets lowest price ÷ price × weight.")
