"""Declaring, scoring, agreeing, checking, settling: what each act does and every reason why it is refused."""

from decimal import Decimal

import pytest

from hub.bids.terms import BidState
from hub.evaluation import selectors, services
from hub.evaluation.models import Evaluation
from hub.evaluation.services import Judged, Pass
from hub.evaluation.terms import Stance
from hub.evaluation.tests import stories
from hub.evaluation.tests.stories import LATER, Said
from hub.platform.acts import NotHeld, Refused, WrongState
from hub.platform.events.models import Event, EventDetail
from hub.procurement import services as procuring
from hub.procurement.services import PartTerms
from hub.procurement.terms import InterestOutcome

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("cast", "shipped")]
D = Decimal


@pytest.fixture
def one(told):
    return stories.ready(**told)


@pytest.fixture
def priya(cast):
    return cast.actor("priya")


def add_to_team(one, cast, *names):
    parts = [PartTerms(cast.people[name], "service") for name in names]
    procuring.name_team(one.procurement, parts=parts, by=cast.actor("priya"), at=LATER)


def everything_noted(verb):
    """Give all that the event log holds of an act, erasable or not."""
    numbers = Event.objects.filter(verb=verb).values_list("number", flat=True)
    details = EventDetail.objects.filter(event__in=numbers)
    return str(list(details.values_list("text", flat=True))) + str(list(numbers.values_list("detail", flat=True)))


class TestDeclaring:
    def test_is_refused_before_the_answers_are_opened(self, told, priya) -> None:
        with pytest.raises(Refused, match="not opened yet"):
            stories.begun(stories.closed(**told), by=priya)
        assert not Evaluation.objects.exists()

    def test_begins_the_scoring_and_lets_the_person_score(self, one, priya) -> None:
        found = stories.begun(one, by=priya)
        assert (found.status, found.reference) == ("scoring", one.reference)
        assert selectors.stance(one, found, priya.person_id) == Stance.SCORER

    def test_is_for_the_team_alone(self, one, cast) -> None:
        with pytest.raises(Refused, match="Only the team"):
            stories.begun(one, by=cast.actor("ruth"))
        add_to_team(one, cast, "ruth")
        stories.begun(one, by=cast.actor("ruth"))

    def test_is_for_nobody_of_another_authority(self, one, cast) -> None:
        with pytest.raises(NotHeld):
            stories.begun(one, by=cast.actor("jo"))

    def test_of_a_conflict_says_what_it_is_and_ends_the_part_of_the_person(self, one, priya, cast) -> None:
        with pytest.raises(Refused, match="Say what the conflict is"):
            services.declare(one, has_conflict=True, by=priya, at=LATER)
        found = services.declare(one, has_conflict=True, about="My sister owns Signwell.", by=priya, at=LATER)
        assert selectors.stance(one, found, priya.person_id) == Stance.CONFLICT
        interest = one.procurement.interests.get(person=priya.person_id)
        assert (interest.about, interest.outcome) == ("My sister owns Signwell.", InterestOutcome.WAITING)
        with pytest.raises(Refused, match="take no part"):
            stories.marked(found, by=priya)

    def test_keeps_the_words_of_a_conflict_out_of_the_timeline(self, one, priya) -> None:
        services.declare(one, has_conflict=True, about="My sister owns Signwell.", by=priya, at=LATER)
        assert "sister" not in everything_noted("evaluation.declare")

    def test_happens_once(self, one, priya) -> None:
        stories.begun(one, by=priya)
        with pytest.raises(Refused, match="have declared"):
            services.declare(one, has_conflict=True, about="After all", by=priya, at=LATER)

    def test_does_not_help_who_was_told_to_take_no_part(self, one, cast, priya) -> None:
        add_to_team(one, cast, "tom")
        procuring.declare(one.procurement, interest_kind="family", about="Wife", by=cast.actor("tom"), at=LATER)
        interest = one.procurement.interests.get()
        procuring.decide_interest(
            one.procurement, interest=interest, outcome=InterestOutcome.STOOD_DOWN, steps="Out", by=cast.actor("morag"),
            at=LATER,
        )  # fmt: skip
        with pytest.raises(Refused, match="take no part"):
            stories.begun(one, by=cast.actor("tom"))


class TestScoring:
    def test_waits_for_the_declaration(self, one, cast, priya) -> None:
        found = stories.begun(one, by=priya)
        add_to_team(one, cast, "tom")
        with pytest.raises(Refused, match="Declare first"):
            stories.marked(found, by=cast.actor("tom"))

    @pytest.mark.parametrize(
        ("scores", "said"),
        [
            ({}, "Score question 2"),
            ({2: Judged(D(6), "Too good")}, "choose points from the scale"),
            ({2: Judged(D("2.5"), "Between")}, "choose points from the scale"),
            ({2: Judged(D(3), " ")}, "enter the reason"),
            ({2: Judged(D(3), "Fine"), 1: Judged(D(3), "Cheap")}, "Question 1 is not scored here"),
            ({2: Judged(D(3), "Fine"), 9: Judged(D(3), "No such")}, "Question 9 is not scored here"),
        ],
    )
    def test_is_refused_for_what_is_not_on_the_scale_or_left_out(self, one, priya, scores, said) -> None:
        found = stories.begun(one, by=priya)
        with pytest.raises(Refused, match=said):
            services.mark(found, bid=stories.bid(found, "Signwell Ltd"), scores=scores, by=priya, at=LATER)
        assert not found.marks.exists()

    def test_again_replaces_ones_own_scores(self, one, priya) -> None:
        found = stories.marked(stories.begun(one, by=priya), by=priya)
        stories.marked(found, by=priya, points={"Signwell Ltd": 5})
        assert found.marks.get(bid=stories.bid(found, "Signwell Ltd")).points == 5

    def test_is_of_an_offer_of_this_quote_that_was_opened(self, one, priya, told) -> None:
        found = stories.begun(one, by=priya)
        withdrawn = stories.bid_of(one, "National Signs plc", status=BidState.WITHDRAWN)
        with pytest.raises(Refused, match="that were opened"):
            services.mark(found, bid=withdrawn, scores={2: Judged(D(3), "x")}, by=priya, at=LATER)
        assert "National Signs plc" not in [each.name for each in selectors.candidates(one)]

    def test_keeps_points_out_of_the_timeline(self, one, priya) -> None:
        stories.marked(stories.begun(one, by=priya), by=priya, points={"Signwell Ltd": 4})
        noted = everything_noted("evaluation.mark")
        assert "Signwell" in noted and "because of the plan" not in noted


class TestAgreeing:
    @pytest.fixture
    def two(self, one, priya, cast):
        add_to_team(one, cast, "tom")
        found = stories.marked(stories.begun(one, by=priya), by=priya)
        stories.begun(one, by=cast.actor("tom"))
        return stories.marked(found, by=cast.actor("tom"), points={"Signwell Ltd": 1})

    def test_is_needed_where_two_scored(self, two, priya) -> None:
        stories.checked(two, by=priya)
        with pytest.raises(Refused, match="Signwell Ltd: several people scored question 2"):
            services.finish(two, by=priya, at=LATER)
        agreed = {2: Judged(D(2), "The plan lacks dates.")}
        services.moderate(two, bid=stories.bid(two, "Signwell Ltd"), scores=agreed, by=priya, at=LATER)
        services.finish(two, by=priya, at=LATER)
        row = next(row for row in two.result["rows"] if row["name"] == "Signwell Ltd")
        assert row["scores"] == [
            {"number": 2, "points": "2.00", "reason": "The plan lacks dates.", "worth": "12.00"}
        ]  # fmt: skip

    def test_is_for_who_scored_every_offer(self, two, cast) -> None:
        agreed = {2: Judged(D(2), "x")}
        with pytest.raises(Refused, match="Score every offer yourself first"):
            services.moderate(
                two, bid=stories.bid(two, "Signwell Ltd"), scores=agreed, by=cast.actor("tom"), at=LATER
            )  # fmt: skip

    def test_is_refused_where_one_person_alone_scored(self, two, priya) -> None:
        with pytest.raises(Refused, match="Question 2 is not scored here"):
            services.moderate(
                two, bid=stories.bid(two, "Brightsign Ltd"), scores={2: Judged(D(2), "x")}, by=priya, at=LATER
            )


class TestChecking:
    def test_makes_what_fails_non_compliant_with_the_reason(self, one, priya) -> None:
        found = stories.marked(stories.begun(one, by=priya), by=priya)
        stories.checked(found, by=priya, fails={"Signwell Ltd": "It will not be insured."})
        services.finish(found, by=priya, at=LATER)
        row = found.result["rows"][-1]
        assert (row["name"], row["place"], row["fails"]) == ("Signwell Ltd", None, [[3, "It will not be insured."]])
        # The lowest price of the others is the lowest now.
        assert found.result["rows"][0]["price_worth"] == "70.00"

    def test_wants_a_reason_for_what_fails(self, one, priya) -> None:
        found = stories.begun(one, by=priya)
        with pytest.raises(Refused, match="say why it is not met"):
            services.check(
                found, bid=stories.bid(found, "Signwell Ltd"), checks={3: Pass(False)}, by=priya, at=LATER
            )  # fmt: skip

    def test_is_of_what_must_be_met_alone(self, one, priya) -> None:
        found = stories.begun(one, by=priya)
        with pytest.raises(Refused, match="Question 2 is not one"):
            services.check(found, bid=stories.bid(found, "Signwell Ltd"), checks={2: Pass(True)}, by=priya, at=LATER)

    @pytest.mark.parametrize("price", [None, D(0), D(-5)])
    def test_a_price_that_cannot_be_scored_is_failed_by_a_person_and_never_silently(self, told, priya, price) -> None:
        answers = {**stories.THREE, "Signwell Ltd": Said(price)}
        found = stories.marked(stories.begun(stories.ready(**told, answers=answers), by=priya), by=priya)
        stories.checked(found, by=priya)
        with pytest.raises(Refused, match="Signwell Ltd: say whether question 1 is met"):
            services.finish(found, by=priya, at=LATER)
        bid = stories.bid(found, "Signwell Ltd")
        with pytest.raises(Refused, match="no price that can be scored"):
            services.check(found, bid=bid, checks={1: Pass(True)}, by=priya, at=LATER)
        services.check(found, bid=bid, checks={1: Pass(False, "No price was given.")}, by=priya, at=LATER)
        services.finish(found, by=priya, at=LATER)
        assert [row["place"] for row in found.result["rows"]] == [1, 2, None]

    def test_a_required_answer_that_is_missing_is_asked_about(self, told, priya) -> None:
        answers = {**stories.THREE, "Signwell Ltd": Said(D(16_000), text="")}
        found = stories.begun(stories.ready(**told, answers=answers), by=priya)
        sheet = selectors.sheet_of(found.tender, found)
        assert sheet.standings[stories.bid(found, "Signwell Ltd").pk].to_check == (2, 3)


class TestVeryLowPrices:
    def test_need_a_note(self, told, priya) -> None:
        answers = {**stories.THREE, "Signwell Ltd": Said(D(8000))}
        one = stories.ready(**told, answers=answers)
        found = stories.checked(stories.marked(stories.begun(one, by=priya), by=priya), by=priya)
        with pytest.raises(Refused, match="Signwell Ltd: the price is very low"):
            services.finish(found, by=priya, at=LATER)
        bid = stories.bid(found, "Signwell Ltd")
        with pytest.raises(Refused, match="Write what you found out"):
            services.note_price(found, bid=bid, text=" ", by=priya, at=LATER)
        services.note_price(found, bid=bid, text="They have the signs in stock.", by=priya, at=LATER)
        services.finish(found, by=priya, at=LATER)
        assert found.result["rows"][0]["low_note"] == "They have the signs in stock."

    def test_are_the_only_ones_that_are_written_about(self, one, priya) -> None:
        found = stories.begun(one, by=priya)
        with pytest.raises(Refused, match="not very low"):
            services.note_price(found, bid=stories.bid(found, "Signwell Ltd"), text="x", by=priya, at=LATER)


class TestEqualOffers:
    @pytest.fixture
    def equal(self, told, priya):
        answers = {name: Said(D(16_000)) for name in ("Signwell Ltd", "Brightsign Ltd")}
        found = stories.begun(stories.ready(**told, answers=answers), by=priya)
        points = dict.fromkeys(answers, 3)
        return stories.checked(stories.marked(found, by=priya, points=points), by=priya)

    def test_are_decided_by_a_person_with_a_reason(self, equal, priya) -> None:
        with pytest.raises(Refused, match="Brightsign Ltd and Signwell Ltd have the same total and the same price"):
            services.finish(equal, by=priya, at=LATER)
        signwell = stories.bid(equal, "Signwell Ltd")
        services.settle_tie(equal, bid=signwell, reason="It begins sooner.", by=priya, at=LATER)
        services.finish(equal, by=priya, at=LATER)
        assert [(row["name"], row["place"]) for row in equal.result["rows"]] == [
            ("Signwell Ltd", 1), ("Brightsign Ltd", 2),
        ]  # fmt: skip
        assert equal.preferred_reason == "It begins sooner."

    def test_are_not_there_where_the_lower_price_wins(self, one, priya) -> None:
        found = stories.marked(stories.begun(one, by=priya), by=priya)
        with pytest.raises(Refused, match="Choose one of the offers that are equal"):
            services.settle_tie(found, bid=stories.bid(found, "Signwell Ltd"), reason="x", by=priya, at=LATER)


class TestSettling:
    def test_keeps_everything_as_it_is(self, one, priya) -> None:
        found = stories.settled(one, by=priya)
        assert found.status == "done"
        assert [(row["name"], row["total"], row["place"]) for row in found.result["rows"]] == [
            ("Brightsign Ltd", "94.00", 1), ("Signwell Ltd", "88.00", 2), ("Wickmoor Workshop", "74.22", 3),
        ]  # fmt: skip

    def test_names_everything_that_is_missing_at_once(self, one, priya) -> None:
        found = stories.begun(one, by=priya)
        with pytest.raises(Refused) as refused:
            services.finish(found, by=priya, at=LATER)
        assert {each.code for each in refused.value.findings} == {"unscored", "unchecked"}
        assert len(refused.value.findings) == 6

    def test_ends_scoring_until_it_is_opened_again_with_a_reason(self, one, priya) -> None:
        found = stories.settled(one, by=priya)
        with pytest.raises(Refused, match="scores agreed"):
            stories.marked(found, by=priya)
        services.reopen(found, reason="A page was read wrongly.", by=priya, at=LATER)
        assert (found.status, found.result) == ("scoring", {})
        stories.marked(found, by=priya, points={"Signwell Ltd": 5})

    def test_happens_with_nobody_compliant(self, one, priya) -> None:
        found = stories.begun(one, by=priya)
        stories.checked(found, by=priya, fails=dict.fromkeys(stories.THREE, "Not insured."))
        services.finish(found, by=priya, at=LATER)
        assert [row["place"] for row in found.result["rows"]] == [None] * 3

    def test_is_not_done_twice(self, one, priya) -> None:
        found = stories.settled(one, by=priya)
        with pytest.raises(WrongState):
            services.finish(found, by=priya, at=LATER)
