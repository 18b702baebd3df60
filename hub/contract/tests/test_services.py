"""Acts on contracts: who, from which state, what is written, and that a refusal leaves nothing."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from hub.contract import acts, rules, selectors, services
from hub.contract.models import Contract
from hub.contract.services import Part
from hub.contract.terms import Duty, OptionState, State, TerminationGround, Tier, WithdrawalGround
from hub.contract.tests import stories
from hub.platform.actors import SYSTEM
from hub.platform.acts import NotHeld, Refused, SavedOutsideAct, Stale, WrongState
from hub.platform.approvals import services as approvals
from hub.platform.approvals.errors import NeedsApproval
from hub.platform.approvals.selectors import requests_about
from hub.platform.events.models import Event
from hub.supplier import services as supplier_services

pytestmark = pytest.mark.django_db


def last_verb(contract: Contract) -> str:
    return Event.objects.filter(root_kind=contract.kind(), root_id=contract.pk).latest("number").verb


class TestAdd:
    def test_makes_a_draft_with_the_next_reference_and_one_event(self, tell) -> None:
        contract = tell(stories.contract_draft)
        assert (contract.status, contract.reference) == (State.DRAFT, "CON-2026-0001")
        assert contract.supplier_name == "Meridian FM plc"
        assert Event.objects.filter(root_kind=contract.kind(), root_id=contract.pk).count() == 1

    def test_counts_what_is_missing(self, tell) -> None:
        contract = tell(stories.contract_draft, department="", tier="", owner=None, manager=None)
        assert contract.missing_count == 4

    @pytest.mark.parametrize("who", ["tom", "naomi", "ines", "jo", "bartosz"])
    def test_is_refused_to_others(self, tell, who: str) -> None:
        with pytest.raises(NotHeld):
            services.add(authority=tell.cast.eca, facts={"title": "x"}, by=tell.cast.actor(who), at=tell.at)
        assert not Contract.objects.exists()


class TestSignAndStart:
    def test_lead_from_draft_to_live(self, tell) -> None:
        contract = tell(stories.contract_live)
        assert (contract.status, contract.signed_on) == (State.LIVE, tell.at.date())

    def test_starting_an_unsigned_draft_is_refused(self, tell) -> None:
        contract = tell(stories.contract_draft)
        with pytest.raises(Refused, match="It is not signed"):
            services.start(contract, by=tell.cast.actor("aisha"), at=tell.at)
        assert contract.status == State.DRAFT

    def test_the_system_starts_it_on_the_day(self, tell) -> None:
        contract = tell(stories.contract_draft)
        services.sign(contract, signed_on=tell.at.date(), by=tell.cast.actor("aisha"), at=tell.at)
        assert services.start(contract, by=SYSTEM, at=tell.at).status == State.LIVE

    def test_a_signature_in_the_future_is_refused(self, tell) -> None:
        contract = tell(stories.contract_draft)
        with pytest.raises(Refused, match="today or earlier"):
            tomorrow = tell.at.date() + timedelta(days=1)
            services.sign(contract, signed_on=tomorrow, by=tell.cast.actor("aisha"), at=tell.at)


class TestCorrect:
    def test_writes_the_change_and_the_reason_in_one_event(self, tell) -> None:
        contract = tell(stories.contract_live)
        services.correct(
            contract, changes={"title": "Parks"}, reason="Renamed", by=tell.cast.actor("aisha"), at=tell.at
        )
        event = Event.objects.select_related("detail_row").get(verb="contract.correct")
        assert event.detail_row.data["changes"]["title"] == ["Grounds maintenance", "Parks"]
        assert event.detail_row.data["note"] == "Renamed"

    def test_the_owner_may_and_another_budget_holder_may_not(self, tell) -> None:
        mine, other = tell(stories.contract_live), tell(stories.contract_live, owner=tell.cast.tom)
        by = tell.cast.actor("ruth")
        services.correct(mine, changes={"category": "Parks"}, reason="x", by=by, at=tell.at)
        with pytest.raises(NotHeld):
            services.correct(other, changes={"category": "Parks"}, reason="x", by=by, at=tell.at)

    def test_a_newer_version_is_a_conflict(self, tell) -> None:
        contract = tell(stories.contract_live)
        by, seen = tell.cast.actor("aisha"), contract.version
        services.correct(contract, changes={"category": "A"}, reason="x", by=by, at=tell.at, version=seen)
        with pytest.raises(Stale):
            services.correct(contract, changes={"category": "B"}, reason="x", by=by, at=tell.at, version=seen)

    def test_an_end_before_the_start_is_refused_in_words(self, tell) -> None:
        contract = tell(stories.contract_live)
        with pytest.raises(Refused, match="end date must be"):
            changes = {"ends_on": contract.starts_on - timedelta(days=1)}
            services.correct(contract, changes=changes, reason="x", by=tell.cast.actor("morag"), at=tell.at)

    def test_the_dates_of_an_expired_contract_stand(self, tell) -> None:
        contract = tell(stories.contract_expired)
        with pytest.raises(Refused, match="is over"):
            services.correct(
                contract, changes={"ends_on": date(2030, 1, 1)}, reason="x", by=tell.cast.actor("morag"), at=tell.at
            )

    def test_facts_with_acts_of_their_own_are_not_corrected(self, tell) -> None:
        with pytest.raises(ValueError, match="status"):
            services.correct(
                tell(stories.contract_live), changes={"status": "ended"}, reason="x", by=SYSTEM, at=tell.at
            )

    def test_nothing_is_saved_outside_an_act(self, tell) -> None:
        contract = tell(stories.contract_live)
        contract.title = "x"
        with pytest.raises(SavedOutsideAct):
            contract.save()


class TestSuppliers:
    def test_several_are_named_in_one_line(self, tell) -> None:
        contract = tell(stories.contract_live)
        by = tell.cast.actor("priya")
        firms = [supplier_services.add(name=name, by=by, at=tell.at) for name in ("A Ltd", "B Ltd", "C Ltd")]
        services.name_suppliers(contract, parts=[Part(f) for f in firms[:2]], reason="x", by=by, at=tell.at)
        assert contract.supplier_name == "A Ltd and B Ltd"
        services.name_suppliers(contract, parts=[Part(f) for f in firms], reason="x", by=by, at=tell.at)
        assert contract.supplier_name == "A Ltd and 2 others"

    def test_a_merge_by_one_authority_is_told_on_the_contracts_of_another_and_undone_there(self, tell) -> None:
        by = tell.cast.actor("morag")
        theirs = stories.contract_live(authority=tell.cast.wdc, by=tell.cast.actor("harriet"), at=tell.at)
        other = stories.contract_live(
            authority=tell.cast.wdc,
            by=tell.cast.actor("harriet"),
            at=tell.at,
            supplier=supplier_services.add(name="Elm Ltd", by=by, at=tell.at),
        )
        old = theirs.parties.get().supplier
        new = supplier_services.add(name="Meridian Facilities Management plc", by=by, at=tell.at)
        supplier_services.merge(old, into=new, reason="x", by=by, at=tell.at)
        supplier_services.unmerge(old, reason="x", by=by, at=tell.at)
        events = Event.objects.filter(verb="contract.follow_suppliers").select_related("detail_row").order_by("number")
        assert [(one.root_id, one.authority_id, one.actor_id) for one in events] == [
            (theirs.pk, tell.cast.wdc.pk, None)
        ] * 2
        names = ["Meridian FM plc", "Meridian Facilities Management plc"]
        assert [one.detail_row.data["changes"]["suppliers"] for one in events] == [names, names[::-1]]
        theirs.refresh_from_db()
        assert theirs.supplier_name == "Meridian FM plc" and other.supplier_name == "Elm Ltd"

    def test_a_merge_writes_its_events_in_bulk(self, tell, django_assert_max_num_queries) -> None:
        by = tell.cast.actor("morag")
        for _ in range(12):
            tell(stories.contract_draft)
        old, new = stories.meridian(by=by, at=tell.at), supplier_services.add(name="Elm Ltd", by=by, at=tell.at)
        with django_assert_max_num_queries(130):
            supplier_services.merge(old, into=new, reason="x", by=by, at=tell.at)
        assert Event.objects.filter(verb="contract.follow_suppliers").count() == 12

    def test_a_merge_of_suppliers_renames_the_column_and_undoing_it_renames_it_back(self, tell) -> None:
        contract, by = tell(stories.contract_live), tell.cast.actor("morag")
        old = contract.parties.get().supplier
        new = supplier_services.add(name="Meridian Facilities Management plc", by=by, at=tell.at)
        supplier_services.merge(old, into=new, reason="x", by=by, at=tell.at)
        contract.refresh_from_db()
        assert contract.supplier_name == "Meridian Facilities Management plc"
        assert contract.parties.get().supplier_id == old.pk
        supplier_services.unmerge(old, reason="x", by=by, at=tell.at)
        contract.refresh_from_db()
        assert contract.supplier_name == "Meridian FM plc"


class TestExtend:
    def test_moves_the_end_date_and_uses_the_option_up(self, tell) -> None:
        contract = tell(stories.contract_extended)
        first, second = contract.options.all()
        assert (first.state, second.state) == (OptionState.USED, OptionState.OPEN)
        assert contract.ends_on == date(2028, 8, 25)
        assert contract.latest_end_on == date(2029, 8, 25)
        assert contract.extensions.get().ended_on_before == date(2027, 8, 25)

    def test_waits_for_the_approval_that_the_scheme_asks_for(self, tell) -> None:
        contract = tell(stories.contract_ending_soon)
        with pytest.raises(NeedsApproval):
            services.extend(contract, reason="x", by=tell.cast.actor("aisha"), at=tell.at)
        contract.refresh_from_db()
        assert contract.ends_on == date(2027, 8, 25)

    def test_a_small_contract_needs_no_approval(self, tell) -> None:
        contract = tell(stories.contract_ending_soon, value_ex_vat=Decimal(99_999))
        services.extend(contract, reason="x", by=tell.cast.actor("aisha"), at=tell.at)
        assert last_verb(contract) == "contract.extend"

    def test_declining_leaves_the_end_date_and_the_next_option(self, tell) -> None:
        contract = tell(stories.contract_ending_soon)
        services.decline_extension(contract, reason="x", by=tell.cast.actor("aisha"), at=tell.at)
        assert contract.ends_on == date(2027, 8, 25)
        assert [each.state for each in contract.options.all()] == [OptionState.DECLINED, OptionState.OPEN]


class TestEnd:
    def test_says_when_on_which_ground_and_why(self, tell) -> None:
        contract = tell(stories.contract_ended)
        assert (contract.status, contract.ended_on) == (State.ENDED, tell.at.date())
        assert contract.terminations.get().ground == TerminationGround.INSOLVENCY

    def test_a_refusal_leaves_the_contract_as_it_was(self, tell) -> None:
        contract = tell(stories.contract_live, notice_period_days=30)
        by = tell.cast.actor("aisha")
        approvers = [tell.cast.actor("morag"), tell.cast.actor("daniel")]
        terms = rules.terms_of_ending(ended_on=tell.at.date(), ground=TerminationGround.NOTICE)
        stories.approved(acts.END, contract, by=by, at=tell.at, approvers=approvers, terms=terms)
        before = Event.objects.count()
        with pytest.raises(services.CannotEnd, match="30 days of notice"):
            services.end(
                contract,
                ended_on=tell.at.date(),
                ground=TerminationGround.NOTICE,
                notice_given_on=tell.at.date(),
                reason="x",
                by=by,
                at=tell.at,
            )
        assert (contract.status, contract.terminations.count()) == (State.LIVE, 0)
        assert Event.objects.count() == before

    @pytest.mark.parametrize(
        "other", [{"ended_on": date(2026, 11, 20)}, {"ground": TerminationGround.POOR_PERFORMANCE}]
    )
    def test_what_was_approved_is_this_day_and_this_ground(self, tell, other) -> None:
        contract, by = tell(stories.contract_live), tell.cast.actor("aisha")
        meant = {"ended_on": tell.at.date(), "ground": TerminationGround.AGREED}
        approvers = [tell.cast.actor("morag"), tell.cast.actor("daniel")]
        terms = rules.terms_of_ending(**meant)
        stories.approved(acts.END, contract, by=by, at=tell.at, approvers=approvers, terms=terms)
        with pytest.raises(NeedsApproval, match="day it ends 23 November 2026 and ground Both sides agreed") as refused:
            services.end(contract, **meant | other, reason="x", by=by, at=tell.at)
        assert refused.value.findings[0].cure.startswith("/approvals/ask/")
        contract.refresh_from_db()
        assert contract.status == State.LIVE
        services.end(contract, **meant, reason="x", by=by, at=tell.at)
        assert contract.status == State.ENDED

    def test_asking_for_another_day_lets_the_approval_lapse(self, tell) -> None:
        contract, by = tell(stories.contract_live), tell.cast.actor("aisha")
        approvers = [tell.cast.actor("morag"), tell.cast.actor("daniel")]
        first = rules.terms_of_ending(ended_on=tell.at.date(), ground=TerminationGround.AGREED)
        stories.approved(acts.END, contract, by=by, at=tell.at, approvers=approvers, terms=first)
        approvals.ask(acts.END, contract, by=by, at=tell.at, terms=first | {"ended_on": date(2026, 12, 1)})
        assert [one.status for one in requests_about(contract)] == ["asked", "lapsed"]


class TestStates:
    @pytest.mark.parametrize("story", [stories.contract_draft, stories.contract_expired, stories.contract_ended])
    @pytest.mark.parametrize("act", [services.suspend, services.extend])
    def test_only_a_live_contract_is_suspended_or_extended(self, tell, story, act) -> None:
        contract = tell(story)
        with pytest.raises(WrongState):
            act(contract, reason="x", by=tell.cast.actor("morag"), at=tell.at)

    def test_a_suspended_contract_goes_on(self, tell) -> None:
        contract = tell(stories.contract_suspended)
        services.resume(contract, reason="Dry again", by=tell.cast.actor("aisha"), at=tell.at)
        assert contract.status == State.LIVE
        assert contract.suspensions.get().resumed_on == tell.at.date()

    def test_only_the_system_lets_a_contract_expire_and_only_after_its_end(self, tell) -> None:
        contract = tell(stories.contract_live)
        with pytest.raises(NotHeld):
            services.expire(contract, by=tell.cast.actor("morag"), at=tell.at)
        with pytest.raises(Refused, match="It runs until"):
            services.expire(contract, by=SYSTEM, at=tell.at)


class TestKeeping:
    def test_a_transfer_names_the_person_before_and_after(self, tell) -> None:
        contract = tell(stories.contract_live)
        services.transfer(
            contract, duty=Duty.MANAGER, to=tell.cast.priya, reason="Leave", by=tell.cast.actor("aisha"), at=tell.at
        )
        made = contract.transfers.get()
        assert (made.from_person, made.to_person) == (tell.cast.aisha, tell.cast.priya)
        assert contract.manager == tell.cast.priya

    def test_a_transfer_to_another_authoritys_officer_is_refused(self, tell) -> None:
        contract = tell(stories.contract_live)
        with pytest.raises(Refused, match="no role at Eastmere"):
            services.transfer(
                contract, duty=Duty.MANAGER, to=tell.cast.jo, reason="x", by=tell.cast.actor("morag"), at=tell.at
            )

    def test_a_record_with_gaps_is_not_confirmed(self, tell) -> None:
        contract = tell(stories.contract_live, department="")
        with pytest.raises(Refused, match="department is not recorded"):
            services.confirm(contract, by=tell.cast.actor("aisha"), at=tell.at)

    def test_confirming_and_tiering_are_remembered(self, tell) -> None:
        contract = tell(stories.contract_live)
        services.set_tier(contract, tier=Tier.SILVER, reason="x", by=tell.cast.actor("aisha"), at=tell.at)
        services.confirm(contract, by=tell.cast.actor("aisha"), at=tell.at)
        assert (contract.tier, contract.confirmed_on) == (Tier.SILVER, tell.at.date())

    def test_a_withdrawn_entry_leaves_the_register_but_not_the_hub(self, tell) -> None:
        contract, by = tell(stories.contract_live), tell.cast.actor("morag")
        services.withdraw(contract, ground=WithdrawalGround.DUPLICATE, reason="Twice", by=by, at=tell.at)
        assert not selectors.contracts(by).exists()
        assert selectors.get(contract.reference, by) == contract

    def test_a_framework_with_orders_is_not_withdrawn(self, tell) -> None:
        framework = tell(stories.framework_with_orders)
        with pytest.raises(Refused, match="2 orders hang on this framework"):
            services.withdraw(
                framework, ground=WithdrawalGround.MISTAKE, reason="x", by=tell.cast.actor("morag"), at=tell.at
            )


class TestCorrectingNothing:
    def test_is_refused_and_recorded_nowhere(self, tell) -> None:
        contract = tell(stories.contract_live)
        events, version = Event.objects.count(), contract.version
        same = {"title": contract.title, "value_ex_vat": contract.value_ex_vat}
        with pytest.raises(Refused, match="Nothing has changed"):
            services.correct(contract, changes=same, reason="x", by=tell.cast.actor("morag"), at=tell.at)
        with pytest.raises(Refused, match="Nothing has changed"):
            services.set_tier(contract, tier=contract.tier, reason="x", by=tell.cast.actor("morag"), at=tell.at)
        contract.refresh_from_db()
        assert (Event.objects.count(), contract.version) == (events, version)


class TestSharing:
    def test_a_partner_reads_a_shared_contract_and_no_other(self, tell) -> None:
        shared, other = tell(stories.contract_live), tell(stories.contract_live)
        jo = tell.cast.actor("jo")
        assert list(selectors.contracts(jo)) == []
        services.set_partners(
            shared,
            partners=[services.PartnerTerms(tell.cast.wdc)],
            reason="Ours too",
            by=tell.cast.actor("aisha"),
            at=tell.at,
        )
        assert list(selectors.contracts(jo)) == [shared]
        with pytest.raises(Contract.DoesNotExist):
            selectors.get(other.reference, jo)

    def test_a_partner_reads_and_does_not_change(self, tell) -> None:
        contract = tell(stories.contract_live)
        services.set_partners(
            contract,
            partners=[services.PartnerTerms(tell.cast.wdc)],
            reason="Ours too",
            by=tell.cast.actor("aisha"),
            at=tell.at,
        )
        with pytest.raises(NotHeld):
            services.correct(contract, changes={"title": "x"}, reason="x", by=tell.cast.actor("jo"), at=tell.at)

    def test_it_ends(self, tell) -> None:
        contract, by = tell(stories.contract_live), tell.cast.actor("aisha")
        services.set_partners(
            contract, partners=[services.PartnerTerms(tell.cast.wdc)], reason="Ours too", by=by, at=tell.at
        )
        services.set_partners(contract, partners=[], reason="Done", by=by, at=tell.at)
        assert not selectors.contracts(tell.cast.actor("jo")).exists()

    def test_an_evaluators_role_opens_no_register(self, tell) -> None:
        tell(stories.contract_live)
        assert not selectors.contracts(tell.cast.actor("ines")).exists()
