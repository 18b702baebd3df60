"""A change of what was agreed: what the law says of it, who records it, and which duties follow."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from hub.contract import acts, rules, services
from hub.contract.models import Change
from hub.contract.selectors import change_limits
from hub.contract.terms import ContractKind, Regime
from hub.contract.tests import stories
from hub.duty.models import Duty
from hub.law.modification_grounds import ModificationGround
from hub.platform.acts import Refused
from hub.platform.approvals.errors import NeedsApproval
from hub.platform.approvals.models import Request
from hub.platform.events.models import Event

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 23)
APPLIES = date(2026, 12, 14)
# Two years, £900,000 ex and £1,080,000 inc VAT, services that are no light touch ones.
COVERED = {"regime": Regime.ACT_2023, "value_inc_vat": Decimal(1_080_000), "awarded_on": date(2026, 11, 2)}


@pytest.fixture
def live(tell):
    return tell(stories.contract_live, **COVERED)


def terms_of(contract, **changes):
    now = {name: getattr(contract, name) for name in ("ends_on", "value_ex_vat", "value_inc_vat")}
    return {"ground": "P5", "applies_on": APPLIES, "against_law": "", **now, **changes}


def raised(contract, share: str, **changes):
    """Raise both values by a share of them."""
    by = 1 + Decimal(share)
    ex, inc = contract.value_ex_vat * by, contract.value_inc_vat * by
    return terms_of(contract, value_ex_vat=ex, value_inc_vat=inc, **changes)


@pytest.fixture
def change(tell):
    """Change a contract as somebody asked for it and everybody approved it."""

    def act(contract, terms, *, who="aisha"):
        by = tell.cast.actor(who)
        approvers = [tell.cast.actor("morag"), tell.cast.actor("helen"), tell.cast.actor("gwen")]
        request_steps(contract, terms, by=by, at=tell.at, approvers=approvers)
        return services.change(contract, terms=terms, reason="More parks", by=by, at=tell.at)

    return act


def request_steps(contract, terms, *, by, at, approvers):
    from hub.platform.approvals import services as approvals

    request = approvals.ask(acts.CHANGE, contract, by=by, at=at, terms=terms)
    for step, approver in zip(request.steps.order_by("position"), approvers, strict=False):
        assert step
        approvals.approve(request, by=approver, at=at)
    return request


def duties(contract) -> dict[str, Duty]:
    return {f"{one.code} {one.key}".strip(): one for one in Duty.objects.about(contract.kind(), [contract.pk]).asked()}


class TestWhatTheLawPermits:
    def test_a_change_within_its_limit_is_recorded_with_what_the_law_said(self, live, change) -> None:
        terms = raised(live, "0.30", ends_on=live.ends_on + timedelta(days=200))
        before = live.ends_on
        change(live, terms)
        live.refresh_from_db()
        assert (live.value_inc_vat, live.ends_on) == (Decimal("1404000.00"), before + timedelta(days=200))
        assert live.latest_end_on == live.ends_on
        made = Change.objects.get()
        assert (made.ground, made.days, made.value_delta_inc_vat, made.is_permitted) == (
            "P5", 200, Decimal("324000.00"), True
        )  # fmt: skip
        assert "It permits the change. A contract change notice goes before it." in made.law_says
        event = Event.objects.select_related("detail_row").get(verb="contract.change")
        assert event.detail_row.data["note"] == "More parks"
        assert {"ends_on", "value_ex_vat", "value_inc_vat"} <= set(event.detail_row.data["changes"])

    def test_it_brings_the_notice_before_it_and_no_copy_of_a_small_contract(self, live, change) -> None:
        change(live, raised(live, "0.30"))
        key = f"UK10 change-{Change.objects.get().pk}"
        found = duties(live)
        assert found[key].by == APPLIES and found[key].before == "the change is made"
        assert not any(name.startswith("change_copy") for name in found)

    def test_a_large_one_brings_the_copy_too_and_a_small_change_no_notice(self, tell, change) -> None:
        large = tell(stories.contract_live, **COVERED | {"value_inc_vat": Decimal(5_400_000)}, value_ex_vat=4_500_000)
        change(large, raised(large, "0.30"))
        key = f"change-{Change.objects.get().pk}"
        found = duties(large)
        assert found[f"change_copy {key}"].by == APPLIES + timedelta(days=89) and f"UK10 {key}" in found
        other = tell(stories.contract_live, **COVERED)
        change(other, raised(other, "0.05", ground="BT"))
        assert not any(name.startswith("UK10") for name in duties(other))

    @pytest.mark.parametrize("ground", ["P2", "P3", "P4", "P5", "P6"])
    def test_every_ground_reaches_the_notice_from_records(self, live, change, ground) -> None:
        change(live, raised(live, "0.30", ground=ground))
        assert f"UK10 change-{Change.objects.get().pk}" in duties(live)

    def test_what_was_owed_on_signing_stays_that_of_the_value_as_awarded(self, tell, change) -> None:
        contract = tell(
            stories.contract_live, **COVERED | {"value_inc_vat": Decimal(4_800_000)}, value_ex_vat=4_000_000
        )
        before = {name for name in duties(contract) if not name.startswith("UK10")}
        change(contract, raised(contract, "0.30"))
        after = {name for name in duties(contract) if not name.startswith(("UK10", "change_copy"))}
        assert "kpis" not in after and after == before

    def test_over_the_limit_is_refused_with_the_section(self, live, change, tell) -> None:
        terms = raised(live, "0.51")
        with pytest.raises(Refused, match=r"ground P5 allows £540,000\.00, which is 50%.*PA 2023 Sch 8") as refused:
            change(live, terms)
        assert "Legal records it and says why" in refused.value.findings[-1].message
        assert not Change.objects.exists()

    def test_two_changes_of_a_substantial_term_count_as_the_law_counts_them(self, live, change) -> None:
        """Ten per cent of 730 days are 73; each change counts by itself, and together they are warned of."""
        for _ in range(2):
            change(live, terms_of(live, ground="NS", ends_on=live.ends_on + timedelta(days=70)))
            live.refresh_from_db()
        first, second = Change.objects.order_by("pk")
        assert "over the 10%" not in first.law_says and "over the 10%" in second.law_says
        with pytest.raises(Refused, match=r"ground NS allows 73\.1 days"):
            change(live, terms_of(live, ground="NS", ends_on=live.ends_on + timedelta(days=74)))


class TestLegal:
    def test_records_what_the_law_forbids_with_a_reason_and_nobody_else_does(self, live, change, cast) -> None:
        terms = raised(live, "0.60", against_law="It was made on 2 November before anybody asked.")
        with pytest.raises(Refused, match="does not permit this change"):
            change(live, terms)
        Request.objects.all().delete()
        change(live, terms, who="daniel")
        made = Change.objects.get()
        assert (made.is_permitted, made.against_law) == (False, "It was made on 2 November before anybody asked.")
        assert "It does not permit the change." in made.law_says

    def test_gives_no_such_reason_where_the_law_permits(self, live, change) -> None:
        with pytest.raises(Refused, match="does not forbid this change"):
            change(live, raised(live, "0.10", against_law="To be safe"), who="daniel")


class TestWhatIsAskedFirst:
    def test_facts_that_the_law_needs_are_asked_for_with_their_page(self, tell, change) -> None:
        contract = tell(stories.contract_live, **COVERED | {"value_inc_vat": None})
        with pytest.raises(Refused, match="What is the contract worth including VAT") as refused:
            change(contract, terms_of(contract))
        assert refused.value.findings[0].cure == f"{contract.get_absolute_url()}correct/value/"

    def test_the_law_of_the_contract_is_asked_for(self, tell, change) -> None:
        contract = tell(stories.contract_live, **COVERED | {"regime": ""})
        with pytest.raises(Refused, match="Which law was the contract let under"):
            change(contract, terms_of(contract))

    def test_a_ground_is_asked_for_unless_the_law_leaves_changes_free(self, live, change, tell) -> None:
        with pytest.raises(Refused, match="Choose the ground"):
            change(live, raised(live, "0.05", ground=""))
        small = {"regime": Regime.BELOW_THRESHOLD, "value_ex_vat": Decimal(20_000), "value_inc_vat": Decimal(24_000)}
        contract = tell(stories.contract_live, **small)
        terms = raised(contract, "0.9", ground="")
        services.change(contract, terms=terms, reason="x", by=tell.cast.actor("aisha"), at=tell.at)
        assert Change.objects.get().law_says == rules.changing.FREE
        light = tell(stories.contract_live, **COVERED, main_cpv="80500000")
        Request.objects.all().delete()
        change(light, raised(light, "0.9", ground=""))
        assert not any(name.startswith("UK10") for name in duties(light))

    def test_a_change_that_lifts_a_small_contract_over_the_threshold_needs_one(self, tell, change) -> None:
        small = {"regime": Regime.BELOW_THRESHOLD, "value_ex_vat": Decimal(160_000), "value_inc_vat": Decimal(192_000)}
        contract = tell(stories.contract_live, **small)
        with pytest.raises(Refused, match="Choose the ground"):
            change(contract, raised(contract, "0.4", ground=""))
        Request.objects.all().delete()
        change(contract, raised(contract, "0.4"))
        assert any(name.startswith("UK10") for name in duties(contract))

    def test_grants_are_changed_without_a_ground(self, tell, change) -> None:
        grant = tell(stories.contract_live, **COVERED, agreement_kind=ContractKind.GRANT)
        change(grant, raised(grant, "2", ground=""))
        assert Change.objects.get().is_permitted is None

    @pytest.mark.parametrize(
        ("changes", "words"),
        [
            ({"applies_on": date(2026, 11, 1)}, "began on 23 November 2026"),
            ({"applies_on": date(2030, 1, 1)}, "applies before it is over"),
            ({"ends_on": None}, "Enter the end date"),
            ({"ends_on": date(2026, 12, 1)}, "would end before the change"),
            ({"value_inc_vat": None}, "Enter the value inc VAT"),
            ({"value_inc_vat": Decimal(1_100_000)}, "moves by one and not by the other"),
        ],
    )
    def test_what_cannot_be_is_refused_in_words(self, live, change, changes, words) -> None:
        with pytest.raises(Refused, match=words):
            change(live, terms_of(live, **changes))

    def test_a_draft_is_not_changed(self, tell) -> None:
        draft = tell(stories.contract_draft, **COVERED)
        with pytest.raises(Refused, match="Only a contract in force is changed"):
            services.change(draft, terms=terms_of(draft), reason="x", by=tell.cast.actor("morag"), at=tell.at)


class TestApproval:
    def test_is_that_of_an_extension_by_the_larger_value_and_for_these_terms(self, live, tell) -> None:
        terms, by = raised(live, "0.30"), tell.cast.actor("aisha")
        with pytest.raises(NeedsApproval):
            services.change(live, terms=terms, reason="x", by=by, at=tell.at)
        with pytest.raises(Refused, match="ground P5 allows"):
            stories.approved(acts.CHANGE, live, by=by, at=tell.at, approvers=[], terms=raised(live, "0.51"))
        approvers = [tell.cast.actor("morag"), tell.cast.actor("helen"), tell.cast.actor("gwen")]
        request = request_steps(live, terms, by=by, at=tell.at, approvers=approvers)
        assert request.value == Decimal("1170000.00")
        assert request.content["Ground"] == "Additional goods, services or works"
        assert "A contract change notice goes before it" in request.content["What the law says"]
        with pytest.raises(NeedsApproval, match="What was approved is"):
            services.change(live, terms=terms | {"ground": "P3"}, reason="x", by=by, at=tell.at)
        services.change(live, terms=terms, reason="x", by=by, at=tell.at)


class TestUnderTheOldRegulations:
    def test_the_limit_is_of_the_value_on_award_and_a_notice_follows(self, tell, change) -> None:
        old = COVERED | {"regime": Regime.PCR_2015, "awarded_on": date(2024, 5, 1)}
        contract = tell(stories.contract_live, **old)
        change(contract, raised(contract, "0.40"))
        contract.refresh_from_db()
        # 50% of £1,080,000, not of what it has become.
        with pytest.raises(Refused, match=r"allows £540,000\.00"):
            change(contract, raised(contract, "0.40"))
        key = f"pcr_change change-{Change.objects.get().pk}"
        assert key in duties(contract) and duties(contract)[key].citation == "PCR 2015 reg 72(3)"


class TestLimits:
    def test_are_shown_for_each_ground_with_what_was_used(self, live, change, client_as) -> None:
        change(live, raised(live, "0.30"))
        live.refresh_from_db()
        found = {each.ground: each for each in change_limits(live, on=TODAY)}
        assert set(found) == set(ModificationGround)
        assert found["P5"].limit == "50% of the value today, £702,000 inc VAT"
        assert found["P5"].so_far == "£324,000 inc VAT" and found["P3"].so_far == "£0 inc VAT"
        assert found["NS"].limit == "10% of the term as awarded, 73 days"
        terms = client_as("naomi").get(f"{live.get_absolute_url()}terms/").content.decode()
        assert "14 December 2026: additional goods, services or works, £270,000 ex VAT. More parks" in terms
        page = client_as("aisha").get(f"{live.get_absolute_url()}change/").content.decode()
        assert "50% of the value today, £702,000 inc VAT" in page and "Changes so far" in page

    def test_nothing_of_them_is_shown_where_no_law_of_ours_counts(self, tell) -> None:
        assert change_limits(tell(stories.contract_live, regime=Regime.EXEMPT), on=TODAY) == []


class TestPage:
    def fields(self, contract, **changes):
        typed = {
            "ground": "P5", "applies_on": "2026-12-14", "ends_on": contract.ends_on.isoformat(),
            "value_ex_vat": "90000", "value_inc_vat": "108000", "reason": "More parks",
        }  # fmt: skip
        return {"version": contract.version, **typed, **changes}

    def test_records_a_change_and_keeps_what_was_typed_when_refused(self, tell, client_as) -> None:
        small = COVERED | {"value_ex_vat": Decimal(80_000), "value_inc_vat": Decimal(96_000)}
        contract = tell(stories.contract_live, **small | {"regime": Regime.BELOW_THRESHOLD}, manager=tell.cast.aisha)
        client, address = client_as("aisha"), f"{contract.get_absolute_url()}change/"
        page = client.get(address).content.decode()
        assert "Record the change" in page and "For Legal only" not in page
        answer = client.post(address, self.fields(contract, value_inc_vat="96000"))
        assert answer.status_code == 422 and "moves by one and not by the other" in answer.content.decode()
        assert client.post(address, self.fields(contract)).status_code == 302
        assert Change.objects.get().value_ex_vat_after == Decimal(90_000)

    def test_legal_is_asked_why(self, tell, client_as) -> None:
        contract = tell(stories.contract_live, value_ex_vat=Decimal(80_000), regime=Regime.BELOW_THRESHOLD)
        page = client_as("daniel").get(f"{contract.get_absolute_url()}change/").content.decode()
        assert "For Legal only" in page
