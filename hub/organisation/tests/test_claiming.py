"""An organisation whose owners left is recovered without anybody's help, and a rival never gets in that way."""

from datetime import timedelta

import pytest
from django.core import mail as outbox

from hub.organisation import services
from hub.organisation.models import Claim
from hub.organisation.services import claiming
from hub.organisation.terms import ClaimState
from hub.organisation.tests import stories
from hub.platform import clock
from hub.platform.act_table import NotHeld, Refused, WrongState
from hub.platform.events.models import Event
from hub.platform.identity.models import Person
from hub.platform.identity.roles import Role
from hub.platform.testing.clients import SiteClient

pytestmark = pytest.mark.django_db
OVER = timedelta(days=14)


@pytest.fixture
def fenland(cast, at_nine):
    return stories.of(cast.parties["fenland"], at=at_nine)


@pytest.fixture
def mate(at_nine):
    """Give somebody of Fenland's yard, whose own address the Hub does not know yet."""
    return stories.newcomer("Ewa Lis", "ewa.lis@fenland.example", at=at_nine)


@pytest.fixture
def rival(at_nine):
    return stories.newcomer("Rex Rival", "rex@rival.example", at=at_nine)


@pytest.fixture
def waiting(fenland, mate, at_nine):
    return stories.waiting_claim(fenland, mate, mailbox="yard@fenland.example", at=at_nine)


def roles_of(person, organisation, at):
    return stories.actor(person, at=at).roles_at(organisation.party_id)


class TestRecovery:
    def test_a_colleague_is_let_in_when_the_time_is_over_and_nobody_objected(self, fenland, mate, waiting, at_nine):
        assert services.let_in_who_waited(at=at_nine + OVER - timedelta(seconds=1)) == 0
        assert roles_of(mate, fenland, at_nine) == frozenset()
        over = at_nine + OVER
        assert services.let_in_who_waited(at=over) == 1
        assert roles_of(mate, fenland, over) == {Role.SUPPLIER_OWNER}
        assert services.let_in_who_waited(at=over) == 0
        assert Event.objects.filter(verb="organisation_claim.grant", actor_id=None).count() == 1

    def test_everybody_known_is_told_apart_with_a_link_of_their_own(self, cast, fenland, waiting, mate):
        told = [one for one in outbox.outbox if "wants to become an owner" in one.subject]
        assert [one.to for one in told] == [["bartosz.nowak@fenland.example"]]
        assert mate.name in told[0].body and "/organisation/object/" in told[0].body

    def test_the_shared_address_and_those_who_lately_left_are_told_too(self, cast, fenland, mate, at_nine):
        by = cast.actor("bartosz")
        services.describe(fenland, details={"email": "yard@fenland.example"}, by=by, at=at_nine)
        left = stories.newcomer("Old Hand", "old@private.example", at=at_nine)
        asked = services.ask_to_join(fenland, left, message="", by=stories.actor(left, at=at_nine), at=at_nine)
        services.accept(asked, role=Role.SUPPLIER_VIEWER, by=by, at=at_nine)
        services.leave(fenland, left, by=stories.actor(left, at=at_nine), at=at_nine)
        outbox.outbox.clear()
        stories.waiting_claim(fenland, mate, mailbox="yard@fenland.example", at=at_nine + timedelta(days=3))
        told = {one.to[0] for one in outbox.outbox if "wants to become an owner" in one.subject}
        assert told == {"bartosz.nowak@fenland.example", "yard@fenland.example", "old@private.example"}

    def test_an_owner_lets_in_at_once(self, cast, fenland, mate, waiting, at_nine):
        services.grant(waiting, by=cast.actor("bartosz"), at=at_nine)
        assert roles_of(mate, fenland, at_nine) == {Role.SUPPLIER_OWNER}

    def test_an_owner_who_was_there_decides_and_silence_does_not(self, cast, fenland, mate, waiting, at_nine):
        Person.objects.filter(pk=cast.bartosz.pk).update(last_login=at_nine + timedelta(days=2))
        assert services.let_in_who_waited(at=at_nine + timedelta(days=400)) == 0
        assert roles_of(mate, fenland, at_nine) == frozenset()

    def test_signing_in_counts_as_being_there(self, cast, fenland, waiting, client_as, at_nine):
        Person.objects.filter(pk=cast.bartosz.pk).update(last_login=at_nine + timedelta(hours=1))
        assert services.let_in_who_waited(at=at_nine + OVER) == 0

    def test_an_objection_by_one_of_the_people_ends_it(self, cast, fenland, mate, waiting, at_nine):
        services.object_to(waiting, reason="I do not know her", by=cast.actor("bartosz"), at=at_nine)
        assert services.let_in_who_waited(at=at_nine + timedelta(days=400)) == 0
        assert roles_of(mate, fenland, at_nine) == frozenset()
        with pytest.raises(Refused, match="Somebody objected"):
            services.ask_for_code(
                fenland, mate, email="yard@fenland.example", by=stories.actor(mate, at=at_nine), at=at_nine
            )
        later = at_nine + timedelta(days=91)
        services.ask_for_code(fenland, mate, email="yard@fenland.example", by=stories.actor(mate, at=later), at=later)

    def test_an_objection_needs_no_sign_in_and_opening_its_link_changes_nothing(self, waiting, at_nine):
        link, client = stories.link_in_mail("organisation/object"), SiteClient("supplier")
        assert client.get(link).status_code == 200
        waiting.refresh_from_db()
        assert waiting.status == ClaimState.WAITING
        assert "You objected" in client.post(link).text
        waiting.refresh_from_db()
        assert waiting.status == ClaimState.OBJECTED
        assert client.get(link).status_code == 410 and client.post(link).status_code == 410
        event = Event.objects.get(verb="organisation_claim.object")
        assert event.actor_id is None


class TestTheRival:
    @pytest.mark.parametrize(
        "mailbox", ["rex@rival.example", "fenland.example@rival.example", "bids@mail.fenland.example", "f@gmail.com"]
    )
    def test_gets_no_code_and_the_same_answer(self, fenland, rival, mailbox, at_nine):
        row = services.ask_for_code(fenland, rival, email=mailbox, by=stories.actor(rival, at=at_nine), at=at_nine)
        assert not outbox.outbox and row.status == ClaimState.ASKED
        with pytest.raises(Refused, match="not right"):
            services.check_code(row, code="", by=stories.actor(rival, at=at_nine), at=at_nine)
        with pytest.raises(Refused, match="not right"):
            services.check_code(row, code="-", by=stories.actor(rival, at=at_nine), at=at_nine)
        assert services.let_in_who_waited(at=at_nine + timedelta(days=400)) == 0

    def test_has_five_guesses_and_a_right_code_after_them_is_worth_nothing(self, fenland, rival, at_nine):
        by = stories.actor(rival, at=at_nine)
        row = services.ask_for_code(fenland, rival, email="bartosz.nowak@fenland.example", by=by, at=at_nine)
        right = stories.code_in_mail()
        for _ in range(5):
            with pytest.raises(Refused):
                services.check_code(row, code="AAAAAAAA", by=by, at=at_nine)
        with pytest.raises(Refused):
            services.check_code(row, code=right, by=by, at=at_nine)
        row.refresh_from_db()
        assert row.status == ClaimState.ASKED

    def test_cannot_flood_the_mailbox_for_more_guesses(self, fenland, rival, at_nine):
        for minutes in range(0, 24 * 60, 5):
            at = at_nine + timedelta(minutes=minutes)
            by = stories.actor(rival, at=at)
            services.ask_for_code(fenland, rival, email="bartosz.nowak@fenland.example", by=by, at=at)
        assert len(outbox.outbox) == 5

    def test_cannot_take_up_the_codes_of_the_real_colleague(self, fenland, rival, mate, at_nine):
        for minutes in range(0, 24 * 60, 15):
            at = at_nine + timedelta(minutes=minutes)
            services.ask_for_code(fenland, rival, email="yard@fenland.example", by=stories.actor(rival, at=at), at=at)
        later = at_nine + timedelta(hours=23)
        stories.waiting_claim(fenland, mate, mailbox="yard@fenland.example", at=later)
        assert Claim.objects.get(person=mate).status == ClaimState.WAITING

    def test_cannot_use_the_code_of_another(self, fenland, rival, mate, at_nine):
        by = stories.actor(mate, at=at_nine)
        services.ask_for_code(fenland, mate, email="yard@fenland.example", by=by, at=at_nine)
        code = stories.code_in_mail()
        theirs = stories.actor(rival, at=at_nine)
        row = services.ask_for_code(fenland, rival, email="yard@fenland.example", by=theirs, at=at_nine)
        with pytest.raises(Refused):
            services.check_code(row, code=code, by=theirs, at=at_nine)
        other = Claim.objects.get(person=mate)
        with pytest.raises(Refused, match="Only the person"):
            services.check_code(other, code=code, by=theirs, at=at_nine)

    def test_cannot_use_a_code_after_an_hour(self, fenland, mate, at_nine):
        by = stories.actor(mate, at=at_nine)
        row = services.ask_for_code(fenland, mate, email="yard@fenland.example", by=by, at=at_nine)
        with pytest.raises(Refused):
            services.check_code(row, code=stories.code_in_mail(), by=by, at=at_nine + timedelta(minutes=61))

    def test_cannot_grant_object_or_read(self, cast, fenland, rival, waiting, client_as, at_nine):
        for by in (stories.actor(rival, at=at_nine), cast.actor("olivia"), cast.actor("morag"), cast.actor("sam")):
            with pytest.raises((Refused, NotHeld)):
                services.grant(waiting, by=by, at=at_nine + timedelta(days=30))
            with pytest.raises((Refused, NotHeld)):
                services.object_to(waiting, reason="x", by=by, at=at_nine)
        for path in ("object", "let-in"):
            assert client_as("olivia").get(f"/organisation/people/claims/{waiting.pk}/{path}/").status_code == 404

    def test_who_was_removed_and_keeps_the_mailbox_waits_and_is_seen(self, cast, at_nine):
        meridian = stories.of(cast.parties["meridian"], at=at_nine)
        services.remove(meridian, cast.raj, by=cast.actor("olivia"), at=at_nine)
        row = stories.waiting_claim(meridian, cast.raj, mailbox="raj.patel@meridian.example", at=at_nine)
        assert roles_of(cast.raj, meridian, at_nine) == frozenset()
        services.object_to(row, reason="He left", by=cast.actor("beth"), at=at_nine)
        assert services.let_in_who_waited(at=at_nine + timedelta(days=60)) == 0

    def test_a_made_up_objection_link_opens_nothing(self, waiting):
        client = SiteClient("supplier")
        for token in ("x", "W10:1abc:def", claiming.objection_token(waiting, "a@b.example")[:-2] + "zz"):
            assert client.get(f"/organisation/object/{token}/").status_code == 410
            assert client.post(f"/organisation/object/{token}/").status_code == 410
        waiting.refresh_from_db()
        assert waiting.status == ClaimState.WAITING

    def test_a_closed_account_is_not_let_in(self, fenland, mate, waiting, at_nine):
        Person.objects.filter(pk=mate.pk).update(is_active=False)
        assert services.let_in_who_waited(at=at_nine + OVER) == 0

    def test_a_claim_is_granted_once(self, cast, waiting, at_nine):
        services.grant(waiting, by=cast.actor("bartosz"), at=at_nine)
        with pytest.raises(WrongState):
            services.grant(waiting, by=cast.actor("bartosz"), at=at_nine)

    def test_the_clock_is_the_hub_s(self, waiting, at_nine):
        with clock.frozen(at_nine + OVER):
            from hub.organisation import jobs

            assert jobs.let_in(None) == {"text": "1 let in"}
