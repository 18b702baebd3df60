"""A member decides by a one-time link: signed, ending, for one person and one pack, with the second factor."""

import re
from datetime import timedelta

import pytest
from django.core import mail, signing

from hub.gateway import acts, services
from hub.gateway.models import DecisionLink
from hub.gateway.services import linking
from hub.gateway.tests import stories
from hub.platform import clock
from hub.platform.acts import Refused
from hub.platform.identity import sessions

pytestmark = pytest.mark.django_db
PASS = {"outcome": acts.GRANT.name, "note": "I have read the pack."}


@pytest.fixture
def urgent(ground, due):
    """Give the gate of the committee, submitted by the urgent route, so that the chair decides alone."""
    return stories.submitted(due, ground.priya, ground.at, is_urgent=True, urgent_reason="The bridge is shut.")


def address_in(message) -> str:
    """Give the path of the link in an e-mail."""
    return re.search(r"/gates/link/[^\s/]+/", message.body).group()


def token_in(message) -> str:
    """Give the token of the link in an e-mail."""
    return address_in(message).split("/")[3]


@pytest.fixture
def sent(urgent, ground):
    """Send the chair a link."""
    return services.send_link(urgent, person=ground.cast.gwen, by=ground.priya, at=ground.at)


class TestSending:
    def test_goes_to_the_one_person_and_keeps_no_secret(self, sent, ground) -> None:
        message = mail.outbox[-1]
        assert message.to == [ground.cast.gwen.email]
        secret = signing.loads(token_in(message), salt=linking.SALT)[0]
        assert secret not in str(DecisionLink.objects.values().get())
        assert sent.expires_at == ground.at + timedelta(hours=72)
        assert "Bus shelter" in message.body and "1,200,000" not in message.body

    def test_only_to_those_who_may_decide(self, urgent, ground) -> None:
        with pytest.raises(Refused, match="may not decide this gate"):
            services.send_link(urgent, person=ground.cast.victor, by=ground.priya, at=ground.at)
        assert not mail.outbox

    def test_not_where_a_body_decides_together(self, ground, due) -> None:
        review = stories.submitted(due, ground.priya, ground.at)
        (found,) = acts.SEND_LINK.findings(review, ground.priya, ground.at)
        assert found.message.startswith("Gateway committee decides this gate together, at a meeting.")

    def test_not_before_the_committee_has_advised_the_member(self, cast, shipped, at_nine) -> None:
        stories.committee(cast, at_nine)
        case = stories.case(cast, at_nine, is_key_decision=True)
        stories.scored(case, cast, at_nine)
        review = stories.submitted(stories.due(case, at_nine), cast.actor("priya"), at_nine)
        with pytest.raises(Refused, match="Gateway committee advises first"):
            services.send_link(review, person=cast.ahmed, by=cast.actor("priya"), at=at_nine)
        assert not mail.outbox

    def test_again_ends_the_earlier_link(self, urgent, sent, ground) -> None:
        services.send_link(urgent, person=ground.cast.gwen, by=ground.priya, at=ground.at)
        sent.refresh_from_db()
        assert sent.revoked_at == ground.at

    def test_leaves_no_link_when_the_e_mail_cannot_be_sent(self, urgent, ground, monkeypatch) -> None:
        def fail(self):
            raise ConnectionRefusedError

        monkeypatch.setattr("hub.gateway.services.linking.EmailMessage.send", fail)
        with pytest.raises(Refused, match="could not be sent"):
            services.send_link(urgent, person=ground.cast.gwen, by=ground.priya, at=ground.at)
        assert not DecisionLink.objects.exists()


class TestDecidingByIt:
    def test_shows_the_pack_and_decides_once(self, sent, urgent, client_as) -> None:
        client, address = client_as("gwen"), address_in(mail.outbox[-1])
        shown = client.get(address)
        assert shown.status_code == 200
        assert "Bus shelter cleaning" in shown.content.decode()
        urgent.refresh_from_db()
        assert urgent.status == "submitted"
        assert client.post(address, PASS).status_code == 302
        urgent.refresh_from_db()
        assert (urgent.status, urgent.by_link, urgent.decided_by_id) == ("passed", True, sent.person_id)
        again = client.post(address, {**PASS, "outcome": acts.SEND_BACK.name})
        assert (again.status_code, "It works once" in again.content.decode()) == (410, True)
        urgent.refresh_from_db()
        assert urgent.status == "passed"
        told = client.get(address).content.decode()
        assert "Nothing was decided" not in told and f'Passed: <a href="{urgent.get_absolute_url()}">' in told

    def test_is_for_its_person_alone(self, sent, urgent, client_as) -> None:
        for key in ("victor", "morag", "priya"):
            answer = client_as(key).post(address_in(mail.outbox[-1]), PASS)
            assert (answer.status_code, "sent to somebody else" in answer.content.decode()) == (410, True)
            assert "Recommendations" not in answer.content.decode()
            assert (
                f'Nothing was decided by opening it. <a href="{urgent.get_absolute_url()}">' in answer.content.decode()
            )
        urgent.refresh_from_db()
        assert urgent.status == "submitted"

    def test_asks_for_the_second_factor(self, sent, urgent, client_as, monkeypatch) -> None:
        monkeypatch.setattr(sessions, "recently_signed_in", lambda request: False)
        answer = client_as("gwen").post(address_in(mail.outbox[-1]), PASS)
        assert answer.status_code == 302
        assert answer.url.startswith("/sign-in/again/")
        urgent.refresh_from_db()
        assert urgent.status == "submitted"

    def test_sends_who_is_not_signed_in_to_the_door(self, sent, client_as) -> None:
        answer = client_as(None).get(address_in(mail.outbox[-1]))
        assert answer.status_code == 302
        assert "/sign-in/" in answer.url

    def test_ends_after_its_hours(self, sent, urgent, ground, client_as) -> None:
        with clock.frozen(ground.at + timedelta(hours=72)):
            answer = client_as("gwen").post(address_in(mail.outbox[-1]), PASS)
        assert (answer.status_code, "This link ended" in answer.content.decode()) == (410, True)

    def test_is_bound_to_what_the_pack_says(self, sent, urgent, ground, client_as) -> None:
        services.withdraw(urgent, reason="A wrong figure", by=ground.priya, at=ground.at)
        stories.submitted(urgent, ground.priya, ground.at, is_urgent=True, urgent_reason="Still shut.", note="Other.")
        answer = client_as("gwen").post(address_in(mail.outbox[-1]), PASS)
        assert answer.status_code == 410
        assert "The pack changed after the link was sent" in answer.content.decode()

    @pytest.mark.parametrize("change", [lambda token: token[:-2] + "xx", lambda token: "a" + token, lambda token: "x"])
    def test_is_refused_when_its_address_was_changed(self, sent, client_as, change) -> None:
        token = token_in(mail.outbox[-1])
        answer = client_as("gwen").get(f"/gates/link/{change(token)}/")
        assert (answer.status_code, "not one of ours" in answer.content.decode()) == (410, True)

    def test_is_refused_for_one_s_own_pack(self, ground, due) -> None:
        stories.submitted(due, ground.priya, ground.at, is_urgent=True, urgent_reason="Shut.")
        assert ground.cast.priya not in linking.may_get_link(due, ground.at)

    def test_sets_conditions_and_wants_a_reason_to_send_back(self, sent, urgent, ground, client_as) -> None:
        client, address = client_as("gwen"), address_in(mail.outbox[-1])
        refused = client.post(address, {"outcome": acts.GRANT_WITH_CONDITIONS.name, "note": "Yes, but."})
        assert (refused.status_code, "Enter at least one condition" in refused.content.decode()) == (422, True)
        condition = {
            "text~0": "Decide the DPIA", "owner~0": ground.cast.tom.pk, "due_on~0": "2026-12-10", "comes_first~0": "on",
        }  # fmt: skip
        answer = client.post(address, {"outcome": acts.GRANT_WITH_CONDITIONS.name, "note": "Yes, but.", **condition})
        assert answer.status_code == 302
        urgent.refresh_from_db()
        assert (urgent.status, urgent.conditions.get().owner) == ("passed_with_conditions", ground.cast.tom)

    def test_of_two_at_once_only_one_decides(self, sent, urgent, ground) -> None:
        DecisionLink.objects.filter(pk=sent.pk).update(used_at=ground.at)
        with pytest.raises(Refused, match="works once"):
            services.decide_by_link(
                sent, outcome=acts.GRANT.name, note="Go.", by=ground.cast.actor("gwen"), at=ground.at
            )
