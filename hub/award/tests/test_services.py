"""Recommending, approving, telling, confirming, setting aside, making none: what happens and why it is refused."""

from dataclasses import replace
from decimal import Decimal

import pytest
from django.core import mail

from hub.award import entering, portal, selectors, services
from hub.award.models import Award
from hub.award.tests import stories
from hub.award.tests.stories import ENDS, LATER, STARTS
from hub.evaluation import services as scoring
from hub.evaluation.tests import stories as scores
from hub.evaluation.tests.stories import THREE
from hub.platform.actors import Actor, Grant
from hub.platform.acts import NotHeld, Refused, WrongState
from hub.platform.identity.roles import Role
from hub.platform.reference.models import Entry
from hub.procurement import services as procuring
from hub.procurement.services import PartTerms
from hub.tender import services as tendering
from hub.tender.models import Letter
from hub.tender.tests import stories as quotes

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("cast", "shipped")]
D = Decimal


@pytest.fixture
def priya(cast):
    return cast.actor("priya")


@pytest.fixture
def morag(cast):
    return cast.actor("morag")


@pytest.fixture
def one(told):
    return stories.settled(**told)


def with_price(told, price, **more):
    """Give a quote whose best offer, by far, has a price."""
    answers = {name: replace(said, price=D(price) + D(index)) for index, (name, said) in enumerate(THREE.items())}
    made = scores.ready(**told, answers=answers, **more)
    found = scores.begun(made, by=told["by"])
    scores.checked(scores.marked(found, by=told["by"]), by=told["by"])
    sheet = scores.selectors.sheet_of(made, found)
    for each in sheet.candidates:
        if sheet.standings[each.bid.pk].low:
            scoring.note_price(found, bid=each.bid, text="Looked into.", by=told["by"], at=LATER)
    scoring.finish(found, by=told["by"], at=LATER)
    return made


def letters(one):
    """Give the letters of an outcome by supplier."""
    rows = Letter.objects.filter(invitation__tender=one, sort="outcome").order_by("pk")
    return {row.invitation.name: row for row in rows.select_related("invitation")}


class TestRecommending:
    def test_takes_everything_from_scores_and_case(self, one, priya) -> None:
        found = stories.recommended(one, by=priya)
        assert (found.reference, found.status, found.supplier_name) == (
            "AWD-2026-0001",
            "recommended",
            "Brightsign Ltd",
        )
        assert (found.price_ex_vat, found.price_inc_vat, found.vat_treatment) == (
            D("17500.00"),
            D("21000.00"),
            "standard",
        )
        assert (found.estimate_ex_vat, found.saving_ex_vat) == (D("18000.00"), D("500.00"))
        assert found.is_sme is True and found.offers_count == 3
        assert found.reasons.startswith("Brightsign Ltd has the best total, 94 out of 100.")
        assert "5 because of the plan." in found.reasons and "Signwell" not in found.reasons

    def test_asks_for_approval_along_the_scheme(self, one, priya, morag) -> None:
        request = stories.request_for(stories.recommended(one, by=priya))
        assert [step.role for step in request.steps.all()] == ["procurement_lead"]
        assert request.content["Totals"] == "Brightsign Ltd 94; Signwell Ltd 88; Wickmoor Workshop 74.22"

    def test_is_for_who_leads_the_quote(self, one, morag, cast) -> None:
        for by in (morag, cast.actor("ruth"), cast.actor("jo")):
            with pytest.raises(NotHeld):
                stories.recommended(one, by=by)

    def test_waits_for_settled_scores(self, told, priya) -> None:
        one = scores.ready(**told)
        with pytest.raises(Refused, match="scores are not settled"):
            stories.recommended(one, by=priya)

    def test_is_refused_before_the_opening(self, told, priya) -> None:
        with pytest.raises(Refused, match="not opened yet"):
            stories.recommended(scores.closed(**told), by=priya)

    def test_is_refused_where_nobody_is_compliant(self, told, priya) -> None:
        one = scores.ready(**told)
        found = scores.checked(scores.begun(one, by=priya), by=priya, fails=dict.fromkeys(THREE, "Not insured."))
        scoring.finish(found, by=priya, at=LATER)
        with pytest.raises(Refused, match="No offer is compliant"):
            services.recommend(one, reasons="x", starts_on=STARTS, by=priya, at=LATER)

    def test_is_refused_while_another_stands(self, one, priya) -> None:
        stories.recommended(one, by=priya)
        with pytest.raises(Refused, match="AWD-2026-0001 stands"):
            stories.recommended(one, by=priya)
        assert Award.objects.count() == 1

    @pytest.mark.parametrize(
        ("given", "said"),
        [
            ({"reasons": " "}, "Say why it wins"),
            ({"starts_on": None}, "Enter the day on which the contract begins"),
            ({"starts_on": ENDS, "ends_on": STARTS}, "cannot end before it begins"),
        ],
    )
    def test_wants_reasons_and_days(self, one, priya, given, said) -> None:
        known = {"reasons": "Best", "starts_on": STARTS, "ends_on": ENDS, **given}
        with pytest.raises(Refused, match=said):
            services.recommend(one, **known, by=priya, at=LATER)

    @pytest.mark.parametrize(
        ("price", "said"),
        [
            ("52000", "over the limit for quotes"),
            ("250000", "reaches its threshold, so quotes are not enough"),
            ("19801", "10% above the estimate of its case"),
        ],
    )
    def test_is_barred_by_a_price_over_band_threshold_or_estimate(self, told, priya, price, said) -> None:
        with pytest.raises(Refused, match=said) as refused:
            stories.recommended(with_price(told, price), by=priya)
        assert all(each.citation for each in refused.value.findings)

    def test_takes_a_price_a_little_above_the_estimate_and_says_so(self, told, priya) -> None:
        found = stories.recommended(with_price(told, "19000"), by=priya)
        assert found.saving_ex_vat == D("-1001.00")

    def test_names_the_section_of_the_threshold(self, told, priya) -> None:
        with pytest.raises(Refused) as refused:
            stories.recommended(with_price(told, "250000"), by=priya)
        assert "PA 2023 s.3(2), Sch 1" in {each.citation for each in refused.value.findings}

    def test_is_refused_to_a_person_with_a_conflict(self, told, priya, cast) -> None:
        one = scores.ready(**told)
        parts = [PartTerms(cast.people[name], "service") for name in ("tom", "priya")]
        procuring.name_team(one.procurement, parts=parts, by=priya, at=LATER)
        scoring.declare(one, has_conflict=True, about="My sister", by=priya, at=LATER)
        with pytest.raises(Refused, match="take no part"):
            stories.recommended(one, by=priya)


class TestApproving:
    def test_is_never_by_who_recommended(self, told, one, morag, cast) -> None:
        tendering.transfer(one, to=cast.morag, reason="Away", by=morag, at=LATER)
        found = stories.recommended(one, by=morag)
        with pytest.raises(Refused, match="You asked for this"):
            stories.approved(found, lead=morag)

    def test_is_never_by_a_person_with_a_conflict(self, told, priya, morag, cast) -> None:
        one = scores.ready(**told)
        parts = [PartTerms(cast.people[name], "service") for name in ("morag", "priya")]
        procuring.name_team(one.procurement, parts=parts, by=priya, at=LATER)
        scoring.declare(one, has_conflict=True, about="My sister", by=morag, at=LATER)
        scores.settled(one, by=priya)
        found = stories.recommended(one, by=priya)
        with pytest.raises(Refused, match="conflict of interest"):
            stories.approved(found, lead=morag)
        assert selectors.award(morag, found.reference) is None

    def test_comes_before_suppliers_are_told(self, one, priya, morag) -> None:
        found = stories.recommended(one, by=priya)
        with pytest.raises(Refused, match="waits on the procurement lead"):
            services.inform(found, by=priya, at=LATER)
        stories.approved(found, lead=morag)
        assert services.inform(found, by=priya, at=LATER).status == "informed"

    def test_needs_two_people_also_where_the_scheme_asks_for_nobody(self, one, priya, morag) -> None:
        for row in Entry.objects.filter(set="scheme_of_delegation", code__startswith="quote_award"):
            Entry.objects.filter(pk=row.pk).update(data={**row.data, "steps": []})
        found = stories.recommended(one, by=priya)
        with pytest.raises(Refused, match="somebody else tells"):
            services.inform(found, by=priya, at=LATER)
        assert services.inform(found, by=morag, at=LATER).status == "informed"

    def test_waits_for_a_gate_where_one_applies(self, told, priya, morag) -> None:
        one = stories.settled(**told)
        case = one.procurement
        type(case).objects.filter(pk=case.pk).update(risk_level="high")
        found = stories.approved(stories.recommended(one, by=priya), lead=morag)
        with pytest.raises(Refused, match="must be passed first, because"):
            services.inform(found, by=priya, at=LATER)


class TestTelling:
    @pytest.fixture
    def found(self, one, priya, morag):
        return stories.informed(one, by=priya, lead=morag)

    def test_writes_to_all_who_answered_at_once(self, found, one) -> None:
        written = letters(one)
        assert sorted(written) == ["Brightsign Ltd", "Signwell Ltd", "Wickmoor Workshop"]
        assert {row.written_at for row in written.values()} == {LATER}
        tendering.send_letters(None, one.pk)
        subjects = [each.subject for each in mail.outbox if "chosen" in each.subject]
        assert sorted(subjects) == [
            "Another offer was chosen: Sign repairs", "Another offer was chosen: Sign repairs",
            "You are chosen: Sign repairs",
        ]  # fmt: skip

    def test_tells_a_loser_its_own_scores_and_the_winners_name_and_price_alone(self, found, one) -> None:
        body = letters(one)["Signwell Ltd"].body
        assert "Brightsign Ltd for £17,500 without VAT" in body and "Your total: 88 out of 100." in body
        assert "3 of 5 points, worth 18 of 30. 3 because of the plan." in body
        assert "Wickmoor" not in body and "18,000" not in body and "74.22" not in body

    def test_tells_the_winner_that_it_is_no_contract_yet(self, found, one) -> None:
        body = letters(one)["Brightsign Ltd"].body
        assert "to you for £17,500 without VAT" in body and "not a contract yet" in body
        assert "Signwell" not in body and "16,000" not in body

    def test_tells_why_an_offer_was_not_compliant(self, told, priya, morag) -> None:
        one = scores.ready(**told)
        found = scores.marked(scores.begun(one, by=priya), by=priya)
        scores.checked(found, by=priya, fails={"Wickmoor Workshop": "It will not be insured."})
        scoring.finish(found, by=priya, at=LATER)
        stories.informed(one, by=priya, lead=morag)
        body = letters(one)["Wickmoor Workshop"].body
        assert "not compliant" in body and "It will not be insured." in body and "Your scores" not in body

    def test_keeps_the_scores_shut_while_it_stands(self, found, one, priya) -> None:
        with pytest.raises(Refused, match="rests on these scores"):
            scoring.reopen(one.evaluation, reason="x", by=priya, at=LATER)

    def test_happens_once(self, found, priya) -> None:
        with pytest.raises(WrongState):
            services.inform(found, by=priya, at=LATER)


class TestConfirming:
    def test_keeps_where_the_entry_of_the_register_is(self, one, priya, morag) -> None:
        found = stories.confirmed(one, by=priya, lead=morag)
        assert (found.status, found.entry_reference) == ("confirmed", "CON-2026-0001")
        assert selectors.for_contract(found.entry_number) == found

    def test_goes_on_where_nobody_keeps_a_register(self, one, priya, morag, monkeypatch) -> None:
        monkeypatch.setattr(entering, "_makers", [])
        found = stories.confirmed(one, by=priya, lead=morag)
        assert (found.status, found.entry_number) == ("confirmed", None)

    def test_awards_the_case_with_its_value(self, one, priya, morag) -> None:
        stories.confirmed(one, by=priya, lead=morag)
        case = one.procurement
        case.refresh_from_db()
        assert (case.status, case.award_ex_vat, case.awarded_on) == ("awarded", D("17500.00"), LATER.date())

    def test_changes_nothing_where_the_case_refuses(self, one, priya, morag) -> None:
        found = stories.informed(one, by=priya, lead=morag)
        procuring.abandon(one.procurement, reason="No money", by=morag, at=LATER)
        with pytest.raises(Refused, match="cannot be confirmed"):
            services.confirm(found, by=priya, at=LATER)
        found.refresh_from_db()
        assert (found.status, found.entry_number) == ("informed", None)

    def test_comes_after_suppliers_were_told(self, one, priya, morag) -> None:
        found = stories.approved(stories.recommended(one, by=priya), lead=morag)
        with pytest.raises(WrongState):
            services.confirm(found, by=priya, at=LATER)


class TestSettingAside:
    def test_before_anybody_is_told_tells_nobody(self, one, priya) -> None:
        found = stories.recommended(one, by=priya)
        services.set_aside(found, reason="The budget moved.", by=priya, at=LATER)
        assert found.status == "set_aside" and not letters(one)
        assert stories.recommended(one, by=priya).reference == "AWD-2026-0002"

    def test_after_it_was_told_tells_everybody(self, one, priya, morag) -> None:
        found = stories.informed(one, by=priya, lead=morag)
        services.set_aside(found, reason="A score was wrong.", by=priya, at=LATER)
        rows = Letter.objects.filter(invitation__tender=one, sort="outcome", subject__startswith="Outcome set aside")
        assert rows.count() == 3 and "A score was wrong." in rows.first().body
        scoring.reopen(one.evaluation, reason="A score was wrong.", by=priya, at=LATER)

    def test_is_not_possible_once_confirmed(self, one, priya, morag) -> None:
        found = stories.confirmed(one, by=priya, lead=morag)
        with pytest.raises(WrongState):
            services.set_aside(found, reason="x", by=priya, at=LATER)


class TestMakingNone:
    def test_tells_everybody_and_lets_the_case_ask_again(self, one, priya, told) -> None:
        found = services.give_none(one, reason="All are too dear.", by=priya, at=LATER)
        assert (found.status, found.supplier, found.offers_count) == ("none", None, 3)
        assert len(letters(one)) == 3 and "awarded it to nobody" in letters(one)["Signwell Ltd"].body
        one.procurement.refresh_from_db()
        again = tendering.prepare(
            one.procurement, what=quotes.what(estimate=None), by=priya, at=LATER
        )  # fmt: skip
        assert again.status == "drafting"
        with pytest.raises(Refused, match="stands: no award"):
            stories.recommended(one, by=priya)

    def test_is_possible_while_scores_are_missing_but_not_before_the_opening(self, told, priya) -> None:
        sealed = scores.closed(**told)
        with pytest.raises(Refused, match="not opened yet"):
            services.give_none(sealed, reason="x", by=priya, at=LATER)
        services.give_none(scores.opened(sealed), reason="The need is gone.", by=priya, at=LATER)

    def test_is_what_is_left_where_nobody_answered(self, told, priya) -> None:
        one = scores.opened_empty(scores.closed(**told))
        found = scores.begun(one, by=priya)
        scoring.finish(found, by=priya, at=LATER)
        with pytest.raises(Refused, match="No offer is compliant"):
            stories.recommended(one, by=priya)
        award = services.give_none(one, reason="Nobody answered.", by=priya, at=LATER)
        assert (award.offers_count, letters(one)) == (0, {})

    def test_is_refused_while_an_award_stands(self, one, priya) -> None:
        stories.recommended(one, by=priya)
        with pytest.raises(Refused, match="Only one award stands"):
            services.give_none(one, reason="x", by=priya, at=LATER)


class TestPortal:
    @pytest.fixture
    def supplier(self, cast):
        """Give the actor of somebody who works for a firm."""

        def make(name):
            party = quotes.supplier(name).party
            return Actor(cast.bartosz.pk, "Bartosz", frozenset({Grant(party.pk, Role.SUPPLIER_OWNER)}))

        return make

    def test_shows_nothing_before_suppliers_are_told(self, one, priya, supplier) -> None:
        stories.recommended(one, by=priya)
        assert portal.result(supplier("Signwell Ltd"), one.reference, LATER) is None

    def test_shows_own_scores_and_the_winner(self, one, priya, morag, supplier) -> None:
        stories.informed(one, by=priya, lead=morag)
        found = portal.result(supplier("Signwell Ltd"), one.reference, LATER)
        assert (found.result, found.winner, found.winner_price) == ("not_chosen", "Brightsign Ltd", D("17500.00"))
        assert (found.own_total, found.own_price) == (D("88.00"), D("16000.00"))
        assert [(part.points, part.worth) for part in found.parts] == [(None, D("70.00")), (D("3.00"), D("18.00"))]
        assert "Wickmoor" not in repr(found)
        assert portal.result(supplier("Brightsign Ltd"), one.reference, LATER).result == "won"

    def test_shows_nothing_to_who_did_not_answer(self, told, priya, morag, supplier) -> None:
        one = scores.opened(scores.closed(**told), dict(list(THREE.items())[:2]))
        scores.bid_of(one, "Wickmoor Workshop", status="withdrawn")
        scores.settled(one, by=priya, points={"Signwell Ltd": 3, "Brightsign Ltd": 5})
        stories.informed(one, by=priya, lead=morag)
        assert portal.result(supplier("Wickmoor Workshop"), one.reference, LATER) is None

    def test_shows_no_scores_where_nobody_wins(self, one, priya, supplier) -> None:
        services.give_none(one, reason="Too dear.", by=priya, at=LATER)
        found = portal.result(supplier("Signwell Ltd"), one.reference, LATER)
        assert (found.result, found.reasons, found.own_total, found.parts) == ("no_award", "Too dear.", None, ())
