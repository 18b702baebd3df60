"""The acts on quotes: from nothing or from a case to a letter that arrived, and what is refused on the way."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal

import pytest
from django.core import mail

from hub.platform.actors import SYSTEM
from hub.platform.acts import NotHeld, Refused, Stale, WrongState
from hub.platform.deadlines.models import Alert
from hub.platform.events.models import Event
from hub.procurement import services as procuring
from hub.procurement.models import Procurement
from hub.procurement.terms import State as CaseState
from hub.procurement.tests import stories as cases
from hub.tender import services
from hub.tender.models import Invitation, Letter, Tender
from hub.tender.rules import picking, timing
from hub.tender.services import Chosen, Draw, Other
from hub.tender.terms import Arrival, State, Way
from hub.tender.tests import stories

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("cast", "shipped", "at_nine")]


@pytest.fixture
def by(cast):
    return cast.actor("priya")


@pytest.fixture
def told(cast, by, at_nine):
    return {"authority": cast.eca, "by": by, "at": at_nine}


@pytest.fixture
def acting(by, at_nine):
    return {"by": by, "at": at_nine}


class TestPrepare:
    def test_without_a_case_opens_one_so_that_the_chain_is_whole(self, told):
        one = stories.prepared(**told)
        case = one.procurement
        assert (one.reference, one.status, one.route) == ("QTE-2026-0001", State.DRAFTING,
                                                          "£18,000 ex VAT: 3 quotes, no advert")  # fmt: skip
        assert (case.title, case.estimate_ex_vat, case.estimate_inc_vat) == ("Sign repairs", 18_000, 21_600)
        assert case.procedure == "below_threshold" and case.advice.count() == 1 and case.plans.exists()

    def test_from_a_case_types_nothing_twice(self, cast, acting, at_nine):
        case = cases.shaping(
            authority=cast.eca, estimate=replace(cases.VALUE, amount=Decimal(18_000)), **acting, title="Bus timetables"
        )
        one = services.prepare(case, what=stories.what(title="", estimate=None), **acting)
        assert (one.title, one.description) == (case.title, case.description)
        assert one.procurement.estimates.count() == 1 and one.procurement.needed_on == date(2027, 9, 1)

    def test_is_refused_over_the_limit_with_the_way_out(self, told):
        with pytest.raises(Refused, match=r"over the limit for quotes, £50,000\. Hold an advertised tender"):
            stories.prepared(**told, estimate=replace(stories.VALUE, amount=Decimal(60_000)))
        assert not Tender.objects.exists() and not Procurement.objects.exists()

    def test_is_refused_while_nobody_says_how_vat_is_charged(self, told):
        with pytest.raises(Refused, match="Say how VAT is charged"):
            stories.prepared(**told, estimate=replace(stories.VALUE, treatment=""))

    def test_is_refused_while_another_is_under_way(self, told, acting):
        one = stories.prepared(**told)
        with pytest.raises(Refused, match=f"{one.reference} asks for quotes"):
            services.prepare(one.procurement, what=stories.what(), **acting)

    def test_is_refused_where_another_procedure_is_chosen(self, cast, acting):
        case = cases.routed(cases.shaping(authority=cast.eca, **acting), **acting)
        with pytest.raises(Refused, match=r"Open procedure is chosen for PRC-2026"):
            services.prepare(case, what=stories.what(), **acting)

    def test_promises_the_seed_of_a_draw_before_anybody_can_be_drawn(self, told):
        one = stories.prepared(**told)
        event = Event.objects.get(verb="tender.prepare")
        assert picking.keeps(one.draw_seed, one.draw_promise)
        whole = event.detail + event.detail_row.text
        assert one.draw_promise in whole and one.draw_seed not in whole

    def test_is_held_by_those_who_buy(self, cast, at_nine):
        with pytest.raises(NotHeld):
            stories.prepared(authority=cast.eca, by=cast.actor("tom"), at=at_nine)


class TestChooseSuppliers:
    def test_keeps_why_each_is_asked(self, told, acting):
        one = stories.chosen(stories.prepared(**told), **acting)
        row = one.invitations.get(name="Wickmoor Workshop")
        assert row.reasons[:3] == ["near: Wickmoor", "small or medium firm", "voluntary or community body"]
        assert row.is_local_small and row.email == "quotes@wickmoor.example"

    def test_asks_for_a_local_small_firm_or_why_not(self, told, acting):
        one = stories.prepared(**told)
        names = ["National Signs plc", "Brightsign Ltd"]
        picked = [Chosen(stories.supplier(name).pk, stories.email_of(name)) for name in names]
        with pytest.raises(Refused) as refused:
            services.choose_suppliers(one, chosen=picked, **acting)
        assert {each.code for each in refused.value.findings} == {"few", "local"}
        made = services.choose_suppliers(
            one, chosen=picked, why_no_local="Wickmoor firms have no lift.", why_fewer="Only two have one.", **acting
        )
        assert made.no_local_reason == "Wickmoor firms have no lift." and made.invitations.count() == 2

    def test_adds_a_firm_that_the_register_does_not_know(self, told, acting):
        one = stories.chosen(stories.prepared(**told), **acting)
        picked = [Chosen(row.supplier_id) for row in one.invitations.all()]
        other = Other("Fresh Signs Ltd", "hello@fresh.example", "Wickmoor", True)
        services.choose_suppliers(one, chosen=picked, others=[other], **acting)
        row = one.invitations.get(name="Fresh Signs Ltd")
        assert row.is_local_small and row.supplier.place == "Wickmoor" and one.invitations.count() == 4

    @pytest.mark.parametrize(
        ("others", "said"),
        [
            ([Other("Signwell Ltd", "x@y.example")], "Signwell Ltd is chosen twice"),
            ([Other("Fresh Signs Ltd", "")], "Enter an e-mail address for Fresh Signs Ltd"),
            ([Other("Fresh Signs Ltd", "quotes@signwell.example")], "have one e-mail address"),
        ],
    )
    def test_is_refused_for(self, others, said, told, acting):
        one = stories.prepared(**told)
        picked = [Chosen(stories.supplier(row[0]).pk, stories.email_of(row[0])) for row in stories.FIRMS[:3]]
        with pytest.raises(Refused, match=said):
            services.choose_suppliers(one, chosen=picked, others=others, **acting)
        assert not one.invitations.exists()


class TestDraw:
    def test_can_be_repeated_by_anybody_from_its_event(self, told, acting):
        one = stories.prepared(**told)
        promised, seed = one.draw_promise, one.draw_seed
        services.draw(one, drawing=Draw(Way.LOT, 2, keep_local=True), **acting)
        row = one.draws.get()
        assert (row.promised, row.seed) == (promised, seed) and picking.keeps(row.seed, row.promised)
        again = picking.drawn(
            row.way,
            [picking.Candidate(each["key"], is_local_small=each["is_local_small"]) for each in row.candidates],
            count=row.count, seed=row.seed, keep_local=row.keeps_local,
        )  # fmt: skip
        assert [each.key for each in again] == row.drawn
        assert sorted(str(each.supplier_id) for each in one.invitations.all()) == sorted(row.drawn)

    def test_promises_the_next_seed_and_never_uses_one_twice(self, told, acting):
        one = stories.prepared(**told)
        for _ in range(2):
            services.draw(one, drawing=Draw(Way.LOT, 2), **acting)
        first, second = one.draws.all()
        assert first.seed != second.seed and one.draw_seed not in {first.seed, second.seed}

    def test_in_turn_passes_over_whoever_was_asked_last(self, cast, told, acting, at_nine):
        stories.sent(**told)
        later = at_nine + timedelta(days=1)
        two = stories.prepared(authority=cast.eca, by=cast.actor("priya"), at=later, title="More signs")
        services.draw(two, drawing=Draw(Way.TURN, 1, keep_local=False), by=acting["by"], at=later)
        drawn = [each for each in two.draws.get().candidates if each["key"] in two.draws.get().drawn]
        assert all(each["last_invited_on"] is None for each in drawn) or all(
            each["last_invited_on"] for each in two.draws.get().candidates
        )


class TestAsk:
    def test_keeps_questions_weights_and_what_is_done_for_small_firms(self, told, acting):
        one = stories.asked(stories.prepared(**told), **acting)
        assert [row.number for row in one.questions.all()] == [1, 2, 3]
        assert one.due_at == datetime(2026, 12, 2, 12, tzinfo=UTC)
        assert one.procurement.sme_barriers == "Long forms and accounts."

    @pytest.mark.parametrize(
        ("weight", "said"), [(Decimal(60), "10 under 100"), (Decimal(80), "10 over 100"), (None, "come to 30")]
    )
    def test_is_refused_when_the_weights_do_not_come_to_a_hundred(self, weight, said, told, acting):
        one = stories.prepared(**told)
        wrong = [replace(stories.QUESTIONS[0], weight=weight), *stories.QUESTIONS[1:]]
        with pytest.raises(Refused, match=said):
            services.ask(one, questions=wrong, due_at=timing.due_at(stories.DUE, time(12)), **acting)

    @pytest.mark.parametrize(
        ("day", "clock", "said"),
        [
            (date(2026, 11, 20), time(12), "must be after now"),
            (date(2026, 11, 25), time(12), "working days at the least"),
            (date(2026, 12, 5), time(12), "no working day"),
            (date(2026, 11, 30), time(12), "no working day"),
            (date(2026, 12, 2), time(9, 30), "before 10am"),
            (date(2029, 12, 3), time(12), "Check the year"),
        ],
    )
    def test_is_refused_for_a_return_date_that_is_not_allowed(self, day, clock, said, told, acting):
        one = stories.prepared(**told)
        with pytest.raises(Refused, match=said):
            services.ask(one, questions=stories.QUESTIONS, due_at=timing.due_at(day, clock), **acting)


class TestInvite:
    def test_sends_once_pins_the_pack_and_lets_the_case_compete(self, told, acting, django_capture_on_commit_callbacks):
        one = stories.sent(**told)
        assert (one.status, one.invited_count, one.local_listed, one.local_invited) == (State.OPEN, 3, True, True)
        assert one.procurement.status == CaseState.COMPETING and one.pack_digest
        services.send_letters(None, one.pk)
        assert sorted(message.to[0] for message in mail.outbox) == sorted(map(stories.email_of, (
            row[0] for row in stories.FIRMS[:3])))  # fmt: skip
        body = mail.outbox[0].body
        assert "Answer by midday, Wednesday 2 December 2026" in body.replace("\n", " ") or "2 December 2026" in body
        assert "/quotes/link/" in body and "{link}" not in body
        assert services.send_letters(None, one.pk) == {"sent": 0, "failed": 0} and len(mail.outbox) == 3
        assert set(Letter.objects.values_list("arrival", flat=True)) == {Arrival.SENT}

    def test_pressed_twice_is_refused_and_writes_nobody_twice(self, told, acting):
        one = stories.sent(**told)
        with pytest.raises(WrongState):
            services.invite(one, **acting)
        assert Letter.objects.count() == 3 and Event.objects.filter(verb="tender.invite").count() == 1

    def test_names_everything_that_is_missing_at_once(self, told, acting):
        one = stories.prepared(**told)
        with pytest.raises(Refused) as refused:
            services.invite(one, **acting)
        assert {"guests", "questions", "due", "small"} <= {each.code for each in refused.value.findings}

    def test_is_refused_when_the_return_date_has_come_too_near(self, told, acting, at_nine):
        one = stories.ready(**told)
        with pytest.raises(Refused, match="working days at the least"):
            services.invite(one, by=acting["by"], at=at_nine + timedelta(days=8))

    def test_is_refused_when_the_case_grew_over_the_limit(self, told, acting):
        one = stories.ready(**told)
        procuring.estimate(one.procurement, typed=replace(stories.VALUE, amount=Decimal(70_000)), **acting)
        with pytest.raises(Refused, match="over the limit for quotes"):
            services.invite(one, **acting)

    def test_on_a_version_that_is_older_is_refused(self, told, acting):
        one = stories.ready(**told)
        with pytest.raises(Stale):
            services.invite(one, version=one.version - 1, **acting)

    def test_waits_for_the_gates_that_the_case_must_pass(self, told, acting):
        one = stories.ready(**told)
        procuring.revise(one.procurement, changes={"risk_level": "high"}, **acting)
        with pytest.raises(Refused, match="must be passed first"):
            services.invite(one, **acting)
        assert one.status == State.DRAFTING and not Letter.objects.exists()


class TestLetters:
    def test_that_fail_are_told_to_the_officer_and_sent_again_to_another_address(self, told, acting, monkeypatch):
        one = stories.sent(**told)

        def refuse(self, *args, **kwargs):
            if "signwell" in self.to[0]:
                raise OSError("no")
            return real(self, *args, **kwargs)

        from django.core.mail import EmailMessage

        real = EmailMessage.send
        monkeypatch.setattr(EmailMessage, "send", refuse)
        assert services.send_letters(None, one.pk) == {"sent": 2, "failed": 1}
        assert "did not get your message" in Alert.objects.get(cause__startswith="letters:").sentence
        row = one.invitations.get(name="Signwell Ltd")
        old = services.token_of(row)
        services.resend(one, invitation=row, email="office@sw.example", **acting)
        assert services.send_letters(None, one.pk) == {"sent": 1, "failed": 0}
        assert mail.outbox[-1].to == ["office@sw.example"]
        assert services.read(old) is None and services.read(services.token_of(Invitation.objects.get(pk=row.pk)))

    def test_one_that_another_worker_took_is_left_alone(self, told):
        one = stories.sent(**told)
        Letter.objects.filter(pk=Letter.objects.first().pk).update(arrival=Arrival.SENDING)
        assert services.send_letters(None, one.pk) == {"sent": 2, "failed": 0}

    def test_whose_job_was_lost_are_sent_by_the_regular_work(self, told):
        stories.sent(**told)
        assert services.writing.send_left(None) == {"sent": 3, "failed": 0}
        assert services.writing.send_left(None) == {"sent": 0, "failed": 0}


class TestExtend:
    def test_moves_everybody_and_tells_everybody(self, told, acting, at_nine):
        one = stories.sent(**told)
        before = one.pack_digest
        later = timing.due_at(date(2026, 12, 8), time(12))
        services.extend(one, due_at=later, reason="A drawing was missing.", **acting)
        assert one.due_at == later and one.pack_digest != before
        letters = Letter.objects.filter(sort="extension")
        assert letters.count() == 3 and "A drawing was missing." in letters.first().body

    def test_is_refused_at_the_due_time_whatever_a_worker_wrote(self, told, acting):
        one = stories.sent(**told)
        later = timing.due_at(date(2026, 12, 8), time(12))
        assert one.status == State.OPEN and not one.is_open(at=one.due_at)
        with pytest.raises(Refused, match="Nothing is changed after that"):
            services.extend(one, due_at=later, reason="Late", by=acting["by"], at=one.due_at)
        services.extend(one, due_at=later, reason="In time", by=acting["by"], at=one.due_at - timedelta(microseconds=1))

    def test_never_gives_less_time(self, told, acting):
        one = stories.sent(**told)
        with pytest.raises(Refused, match="nobody is given less"):
            services.extend(one, due_at=one.due_at - timedelta(days=1), reason="Sooner", **acting)


class TestEnd:
    def test_it_closes_when_the_time_comes_and_not_before(self, told, at_nine):
        one = stories.sent(**told)
        with pytest.raises(Refused, match="still taken"):
            services.close(one, by=SYSTEM, at=one.due_at - timedelta(seconds=1))
        services.close(one, by=SYSTEM, at=one.due_at + timedelta(hours=3))
        assert one.status == State.CLOSED and one.closed_at == one.due_at

    def test_it_is_withdrawn_with_a_reason_that_everybody_reads(self, told, acting):
        one = stories.sent(**told)
        services.withdraw(one, reason="The signs were mended.", **acting)
        assert one.status == State.WITHDRAWN and not one.is_open(at=acting["at"])
        assert "The signs were mended." in Letter.objects.filter(sort="withdrawal").first().body
        again = services.prepare(one.procurement, what=stories.what(), **acting)
        assert again.reference == "QTE-2026-0002"

    def test_a_draft_is_withdrawn_without_a_word_to_anybody(self, told, acting):
        services.withdraw(stories.ready(**told), reason="Not needed.", **acting)
        assert not Letter.objects.exists()
