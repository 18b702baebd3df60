"""People come, change what they may do, and go; an organisation is never without an owner by mistake."""

from datetime import timedelta

import pytest
from django.core import mail as outbox

from hub.organisation import services
from hub.organisation.models import Invite
from hub.organisation.portal import people
from hub.organisation.tests import stories
from hub.platform.act_table import NotHeld, Refused, WrongState
from hub.platform.events.models import Event
from hub.platform.identity import services as identity
from hub.platform.identity.models import Membership
from hub.platform.identity.roles import Role

pytestmark = pytest.mark.django_db


@pytest.fixture
def meridian(cast, at_nine):
    return stories.of(cast.parties["meridian"], at=at_nine)


@pytest.fixture
def invited(cast, meridian, at_nine):
    by = cast.actor("olivia")
    return services.invite(meridian, email="New.Hand@other.example", role=Role.SUPPLIER_EDITOR, by=by, at=at_nine)


class TestInvite:
    def test_the_invited_joins_with_the_account_of_that_address(self, meridian, invited, at_nine):
        assert outbox.outbox[-1].to == ["new.hand@other.example"]
        person = stories.newcomer("New Hand", "new.hand@other.example", at=at_nine)
        services.accept_invite(invited, person, by=stories.actor(person, at=at_nine), at=at_nine)
        assert stories.actor(person, at=at_nine).holds({Role.SUPPLIER_EDITOR}, meridian.party_id)
        assert Event.objects.filter(verb="organisation_invite.accept", actor_id=person.pk).count() == 1

    def test_its_link_is_good_for_the_two_weeks_and_for_no_other_invitation(
        self, cast, meridian, invited, at_nine, monkeypatch
    ):
        link = stories.link_in_mail("organisation/invite").rstrip("/").split("/")[-1]
        monkeypatch.setattr("django.core.signing.time.time", lambda: at_nine.timestamp() + 13 * 86400)
        later = at_nine + timedelta(days=13)
        assert people.invitation(invited.pk, link, at=later).is_good
        other = services.invite(
            meridian, email="b@other.example", role=Role.SUPPLIER_OWNER, by=cast.actor("olivia"), at=at_nine
        )
        for token in (link[:-2] + "zz", "x", ""):
            assert people.invitation(invited.pk, token, at=later) is None
        assert people.invitation(other.pk, link, at=later) is None

    def test_nobody_else_does(self, invited, at_nine):
        rival = stories.newcomer("Rival", "rival@rival.example", at=at_nine)
        with pytest.raises(Refused, match="another e-mail address"):
            services.accept_invite(invited, rival, by=stories.actor(rival, at=at_nine), at=at_nine)
        assert stories.actor(rival, at=at_nine).supplier_reach == frozenset()

    def test_it_lapses_after_two_weeks_and_is_taken_back(self, cast, invited, at_nine):
        person = stories.newcomer("New Hand", "new.hand@other.example", at=at_nine)
        later = at_nine + timedelta(days=14, seconds=1)
        with pytest.raises(Refused, match="over"):
            services.accept_invite(invited, person, by=stories.actor(person, at=later), at=later)
        services.take_back(invited, by=cast.actor("olivia"), at=at_nine)
        with pytest.raises(WrongState):
            services.accept_invite(invited, person, by=stories.actor(person, at=at_nine), at=at_nine)

    def test_it_is_worth_nothing_once_its_sender_is_no_owner(self, cast, meridian, invited, at_nine):
        services.change_role(meridian, cast.raj, role=Role.SUPPLIER_OWNER, by=cast.actor("olivia"), at=at_nine)
        raj = cast.actor("raj", at=at_nine)
        services.remove(meridian, cast.olivia, by=raj, at=at_nine)
        person = stories.newcomer("New Hand", "new.hand@other.example", at=at_nine)
        with pytest.raises(Refused, match="no owner any more"):
            services.accept_invite(invited, person, by=stories.actor(person, at=at_nine), at=at_nine)

    @pytest.mark.parametrize("key", ["raj", "beth", "bartosz"])
    def test_only_an_owner_of_this_organisation_invites(self, cast, meridian, key, at_nine):
        with pytest.raises((Refused, NotHeld)):
            services.invite(meridian, email="x@y.example", role=Role.SUPPLIER_VIEWER, by=cast.actor(key), at=at_nine)
        assert not Invite.objects.exists() and not outbox.outbox

    def test_one_who_belongs_or_was_invited_is_not_invited_again(self, cast, meridian, invited, at_nine):
        for email, why in (("raj.patel@meridian.example", "belongs"), ("new.hand@other.example", "invited already")):
            with pytest.raises(Refused, match=why):
                services.invite(meridian, email=email, role=Role.SUPPLIER_VIEWER, by=cast.actor("olivia"), at=at_nine)


class TestRoles:
    def test_change_and_back_on_one_day(self, cast, meridian, at_nine):
        by = cast.actor("olivia")
        for role in (Role.SUPPLIER_VIEWER, Role.SUPPLIER_EDITOR, Role.SUPPLIER_OWNER, Role.SUPPLIER_VIEWER):
            services.change_role(meridian, cast.raj, role=role, by=by, at=at_nine)
            assert cast.actor("raj", at=at_nine).roles_at(meridian.party_id) == {role}

    @pytest.mark.parametrize("key", ["raj", "beth", "bartosz"])
    def test_nobody_but_an_owner_changes_or_removes(self, cast, meridian, key, at_nine):
        with pytest.raises((Refused, NotHeld)):
            services.change_role(meridian, cast.beth, role=Role.SUPPLIER_OWNER, by=cast.actor(key), at=at_nine)
        with pytest.raises((Refused, NotHeld)):
            services.remove(meridian, cast.olivia, by=cast.actor(key), at=at_nine)

    def test_who_is_removed_reaches_nothing_at_the_next_request(self, cast, meridian, client_as, at_nine):
        raj = client_as("raj")
        assert raj.get("/organisation/").status_code == 200
        services.remove(meridian, cast.raj, by=cast.actor("olivia"), at=at_nine)
        assert raj.get("/organisation/").status_code == 404
        assert raj.get("/")["Location"] == "/organisation/join/"

    def test_the_last_owner_neither_leaves_nor_steps_down_nor_is_ended_elsewhere(self, cast, meridian, at_nine):
        by = cast.actor("olivia")
        for act in (
            lambda: services.leave(meridian, cast.olivia, by=by, at=at_nine),
            lambda: services.remove(meridian, cast.olivia, by=by, at=at_nine),
            lambda: services.change_role(meridian, cast.olivia, role=Role.SUPPLIER_VIEWER, by=by, at=at_nine),
            lambda: identity.end_role(Membership.objects.get(person=cast.olivia), by=by, at=at_nine),
            lambda: identity.end_role(Membership.objects.get(person=cast.olivia), by=cast.actor("sam"), at=at_nine),
        ):
            with pytest.raises(Refused, match="only owner"):
                act()
        assert cast.actor("olivia", at=at_nine).holds({Role.SUPPLIER_OWNER}, meridian.party_id)

    def test_the_last_owner_leaves_after_handing_over(self, cast, meridian, at_nine):
        services.change_role(meridian, cast.beth, role=Role.SUPPLIER_OWNER, by=cast.actor("olivia"), at=at_nine)
        services.leave(meridian, cast.olivia, by=cast.actor("olivia"), at=at_nine)
        assert cast.actor("olivia", at=at_nine).supplier_reach == frozenset()


class TestAskToJoin:
    @pytest.fixture
    def asked(self, meridian, at_nine):
        person = stories.newcomer("Nia Bowen", "nia@elsewhere.example", at=at_nine)
        by = stories.actor(person, at=at_nine)
        return services.ask_to_join(meridian, person, message="I work in Leeds", by=by, at=at_nine)

    def test_only_owners_are_told_and_one_lets_in(self, cast, meridian, asked, at_nine):
        assert [one.to for one in outbox.outbox] == [["olivia.grant@meridian.example"]]
        services.accept(asked, role=Role.SUPPLIER_VIEWER, by=cast.actor("olivia"), at=at_nine)
        assert stories.actor(asked.person, at=at_nine).roles_at(meridian.party_id) == {Role.SUPPLIER_VIEWER}
        assert outbox.outbox[-1].to == ["nia@elsewhere.example"]

    def test_declined_opens_nothing(self, cast, asked, at_nine):
        services.decline(asked, by=cast.actor("olivia"), at=at_nine)
        assert stories.actor(asked.person, at=at_nine).supplier_reach == frozenset()
        with pytest.raises(WrongState):
            services.accept(asked, role=Role.SUPPLIER_VIEWER, by=cast.actor("olivia"), at=at_nine)

    @pytest.mark.parametrize("key", ["raj", "beth", "bartosz"])
    def test_nobody_but_an_owner_answers(self, cast, asked, key, at_nine):
        for act in (
            lambda by: services.accept(asked, role=Role.SUPPLIER_OWNER, by=by, at=at_nine),
            lambda by: services.decline(asked, by=by, at=at_nine),
        ):
            with pytest.raises((Refused, NotHeld)):
                act(cast.actor(key))

    def test_asking_twice_is_refused_and_nobody_asks_for_another(self, cast, meridian, asked, at_nine):
        by = stories.actor(asked.person, at=at_nine)
        with pytest.raises(Refused, match="asked already"):
            services.ask_to_join(meridian, asked.person, message="", by=by, at=at_nine)
        with pytest.raises(Refused, match="Only the person"):
            services.ask_to_join(meridian, asked.person, message="", by=cast.actor("bartosz"), at=at_nine)


class TestRegister:
    def test_the_first_person_is_owner_and_a_stated_number_shuts_nobody_out(self, at_nine):
        for number in (1, 2):
            person = stories.newcomer(f"Person {number}", f"p{number}@firm.example", at=at_nine)
            made = services.register(
                person, details={"name": "Fen Ltd", "scheme": "GB-COH", "number": "7590785"},
                by=stories.actor(person, at=at_nine), at=at_nine,
            )  # fmt: skip
            assert made.number == "07590785"
            assert stories.actor(person, at=at_nine).roles == {Role.SUPPLIER_OWNER}

    def test_a_wrong_number_is_said(self, at_nine):
        person = stories.newcomer("Person", "p@firm.example", at=at_nine)
        with pytest.raises(Refused, match="not a company number"):
            services.register(
                person, details={"name": "Fen Ltd", "scheme": "GB-COH", "number": "abc"},
                by=stories.actor(person, at=at_nine), at=at_nine,
            )  # fmt: skip

    def test_a_viewer_changes_no_detail(self, cast, meridian, at_nine):
        for key in ("beth", "bartosz"):
            with pytest.raises((Refused, NotHeld)):
                services.describe(meridian, details={"town": "Leeds"}, by=cast.actor(key), at=at_nine)
        services.describe(meridian, details={"town": "Leeds"}, by=cast.actor("raj"), at=at_nine)
        assert meridian.town == "Leeds"

    def test_the_system_begins_the_record_of_those_who_were_there_before(self, cast, meridian):
        assert meridian.name == "Meridian FM plc"
        assert Event.objects.filter(verb="organisation.register", actor_id=None).count() == 1
