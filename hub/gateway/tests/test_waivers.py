"""Waivers: asked for, approved along the scheme, granted, repeated, refused, withdrawn."""

from datetime import timedelta
from decimal import Decimal

import pytest

from hub.gateway import services
from hub.gateway.tests import stories
from hub.platform.acts import Refused
from hub.platform.approvals import services as approvals
from hub.platform.approvals.models import Request
from hub.supplier import services as suppliers

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("shipped")]


def request_for(waiver):
    return Request.objects.get(subject_kind=waiver.kind(), subject_id=waiver.pk, status__in=["asked", "approved"])


def granted(waiver, cast, at):
    approvals.approve(request_for(waiver), by=cast.actor("morag"), at=at)
    return services.grant_waiver(waiver, by=cast.actor("priya"), at=at)


class TestAsking:
    def test_asks_along_the_scheme_of_delegation(self, cast, shipped, at_nine) -> None:
        waiver = stories.waiver(cast, at_nine)
        assert (waiver.reference, waiver.status, waiver.is_repeat) == ("WVR-2026-0001", "asked", False)
        assert [step.role for step in request_for(waiver).steps.all()] == ["procurement_lead"]
        large = stories.waiver(cast, at_nine, title="Boilers", supplier_name="Other", value_ex_vat=Decimal(150_000),
                               category="Heating")  # fmt: skip
        assert [step.role for step in request_for(large).steps.all()] == ["procurement_lead", "legal", "finance"]

    def test_wants_a_ground_of_the_authority(self, cast, shipped, at_nine) -> None:
        with pytest.raises(Refused, match="Choose a ground"):
            stories.waiver(cast, at_nine, ground="because")

    def test_finds_the_supplier_by_name(self, cast, shipped, at_nine) -> None:
        firm = suppliers.add(name="Tollgate Lifts Ltd", by=cast.actor("morag"), at=at_nine)
        assert stories.waiver(cast, at_nine, supplier_name="tollgate lifts ltd").supplier == firm


class TestRepeats:
    def test_are_shown_before_and_need_a_reason(self, cast, shipped, at_nine) -> None:
        first = granted(stories.waiver(cast, at_nine), cast, at_nine)
        later = at_nine + timedelta(days=200)
        with pytest.raises(Refused, match="waiver number 2 for the same supplier within 2 years"):
            stories.waiver(cast, later, title="Lift repairs")
        again = stories.waiver(cast, later, title="Lift repairs", repeat_reason="The new contract is late.")
        assert again.repeats == {"supplier": [first.reference], "category": [first.reference]}
        assert again.is_repeat

    def test_end_with_the_years_that_count_and_leave_out_what_was_refused(self, cast, shipped, at_nine) -> None:
        first = stories.waiver(cast, at_nine)
        services.refuse_waiver(first, reason="Compete it.", by=cast.actor("daniel"), at=at_nine)
        assert not stories.waiver(cast, at_nine + timedelta(days=1)).is_repeat
        long_after = at_nine + timedelta(days=900)
        more = {"starts_on": long_after.date(), "ends_on": long_after.date()}
        assert not stories.waiver(cast, long_after, **more).is_repeat

    def test_of_another_authority_do_not_count(self, cast, shipped, at_nine) -> None:
        services.ask_waiver(authority=cast.wdc, facts=stories.waiver_facts(), by=cast.actor("jo"), at=at_nine)
        assert not stories.waiver(cast, at_nine).is_repeat


class TestGranting:
    def test_waits_for_its_approval(self, cast, shipped, at_nine) -> None:
        waiver = stories.waiver(cast, at_nine)
        with pytest.raises(Refused, match="Approval waits on the procurement lead"):
            services.grant_waiver(waiver, by=cast.actor("priya"), at=at_nine)
        granted(waiver, cast, at_nine)
        assert (waiver.status, waiver.was_granted) == ("granted", True)
        assert waiver.holds(waiver.starts_on)
        assert not waiver.holds(waiver.ends_on + timedelta(days=1))

    def test_is_never_approved_by_who_asked(self, cast, shipped, at_nine) -> None:
        waiver = stories.waiver(cast, at_nine, by="morag")
        with pytest.raises(Refused, match="You asked for this"):
            approvals.approve(request_for(waiver), by=cast.actor("morag"), at=at_nine)

    def test_is_asked_again_when_the_request_changes(self, cast, shipped, at_nine) -> None:
        waiver = stories.waiver(cast, at_nine)
        old = request_for(waiver)
        approvals.approve(old, by=cast.actor("morag"), at=at_nine)
        facts = stories.waiver_facts(value_ex_vat=Decimal(24_000))
        services.revise_waiver(waiver, facts=facts, by=cast.actor("priya"), at=at_nine)
        old.refresh_from_db()
        assert old.status == "lapsed"
        with pytest.raises(Refused, match="Approval waits"):
            services.grant_waiver(waiver, by=cast.actor("priya"), at=at_nine)


class TestEnding:
    def test_is_refused_with_a_reason_by_another(self, cast, shipped, at_nine) -> None:
        waiver = stories.waiver(cast, at_nine, by="morag")
        with pytest.raises(Refused, match="let somebody else decide"):
            services.refuse_waiver(waiver, reason="No", by=cast.actor("morag"), at=at_nine)
        services.refuse_waiver(waiver, reason="Compete it.", by=cast.actor("daniel"), at=at_nine)
        assert waiver.status == "refused"

    def test_is_withdrawn_with_a_reason_that_stays(self, cast, shipped, at_nine) -> None:
        waiver = granted(stories.waiver(cast, at_nine), cast, at_nine)
        services.withdraw_waiver(waiver, reason="The supplier stopped.", by=cast.actor("priya"), at=at_nine)
        assert (waiver.status, waiver.withdrawn_reason, waiver.was_granted) == (
            "withdrawn", "The supplier stopped.", True,
        )  # fmt: skip
