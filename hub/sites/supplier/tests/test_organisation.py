"""The pages of an organisation, as its people, its rivals and newcomers meet them."""

from datetime import timedelta

import pytest
from django.core import mail as outbox
from django.db import connection
from django.test.utils import CaptureQueriesContext

from hub.organisation import services
from hub.organisation.models import Claim, Invite, JoinRequest, Organisation
from hub.organisation.tests import stories
from hub.organisation.tests.test_answering import paper
from hub.platform import clock
from hub.platform.identity.roles import Role
from hub.platform.testing.clients import SiteClient
from hub.supplier import services as suppliers
from hub.supplier.rules import Identifier

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("cast", "at_nine")]
NEW = "nia.bowen@nene.example"


@pytest.fixture
def meridian(cast, at_nine):
    return stories.of(cast.parties["meridian"], at=at_nine)


@pytest.fixture
def nia(cast, at_nine):
    return stories.newcomer("Nia Bowen", NEW, at=at_nine)


@pytest.fixture
def as_nia(nia):
    return SiteClient("supplier").sign_in(nia)


class TestDetails:
    def test_are_read_by_all_its_people_and_changed_by_those_who_write(self, meridian, client_as):
        for key, may in (("olivia", True), ("raj", True), ("beth", False)):
            page = client_as(key).get("/organisation/")
            assert page.status_code == 200 and ("/organisation/change/" in page.text) is may, key
        assert client_as("beth").get("/organisation/change/").status_code == 404
        assert client_as("beth").post("/organisation/change/", {"name": "Mine now"}).status_code == 404
        saved = client_as("raj").post(
            "/organisation/change/", {"name": "Meridian FM plc", "town": "Leeds", "version": meridian.version}
        )
        assert saved["Location"] == "/organisation/"
        assert "Leeds" in client_as("beth").get("/organisation/").text

    def test_two_who_change_at_once_do_not_overwrite_each_other(self, meridian, client_as):
        sent = {"name": "Meridian FM plc", "town": "Leeds", "version": meridian.version}
        assert client_as("raj").post("/organisation/change/", sent).status_code == 302
        assert client_as("olivia").post("/organisation/change/", {**sent, "town": "Hull"}).status_code == 409
        assert Organisation.objects.get(pk=meridian.pk).town == "Leeds"

    def test_of_a_rival_are_missing(self, cast, meridian, client_as):
        for path in ("/organisation/", "/organisation/people/", "/organisation/answers/", "/organisation/change/"):
            assert client_as("bartosz").get(f"{path}?of={meridian.party_id}").status_code == 404

    def test_one_account_is_good_for_two_organisations(self, cast, meridian, client_as, at_nine):
        client = client_as("bartosz")
        client.post("/organisation/new/", {"name": "Nowak Repairs", "is_small": "yes"})
        second = Organisation.objects.get(name="Nowak Repairs")
        page = client.get("/organisation/").text
        assert "Fenland Cycle Works" in page and f'href="/organisation/?of={second.party_id}"' in page
        assert "Nowak Repairs" in client.get(f"/organisation/people/?of={second.party_id}").text


class TestPeople:
    def test_an_owner_invites_and_the_invited_makes_an_account_and_joins(self, meridian, client_as):
        owner = client_as("olivia")
        answer = owner.post("/organisation/people/invite/", {"email": NEW, "role": Role.SUPPLIER_EDITOR})
        assert answer["Location"] == "/organisation/people/"
        assert NEW in owner.get("/organisation/people/").text
        link = stories.link_in_mail("organisation/invite")
        guest = SiteClient("supplier")
        assert "Meridian FM plc" in guest.get(link).text
        made = guest.post(link, {"name": "Nia Bowen", "way": "password", "password": "mauve lantern over the weir"})
        assert made["Location"].startswith("/account/sign-in/app/")
        from hub.platform.identity.models import Person

        person = Person.objects.get(email=NEW)
        here = SiteClient("supplier").sign_in(person)
        assert "You are invited" in here.get("/organisation/join/").text
        invite = Invite.objects.get()
        assert here.post(f"/organisation/join/invitation/{invite.pk}/")["Location"].startswith("/organisation/?of=")
        assert here.get("/organisation/").status_code == 200
        assert SiteClient("supplier").get(link).status_code == 410, "it works once"

    def test_somebody_else_who_is_signed_in_cannot_use_it(self, meridian, client_as):
        client_as("olivia").post("/organisation/people/invite/", {"email": NEW, "role": Role.SUPPLIER_EDITOR})
        rival = client_as("bartosz")
        assert rival.get(stories.link_in_mail("organisation/invite")).status_code == 302
        rival.post(f"/organisation/join/invitation/{Invite.objects.get().pk}/")
        assert Invite.objects.get().accepted_by is None

    def test_inviting_asks_for_a_fresh_sign_in_and_keeps_what_was_typed(self, meridian, client_as, at_nine):
        owner = client_as("olivia")
        with clock.frozen(at_nine + timedelta(minutes=16)):
            answer = owner.post("/organisation/people/invite/", {"email": NEW, "role": Role.SUPPLIER_EDITOR})
            assert answer["Location"].startswith("/sign-in/again/")
        assert not Invite.objects.exists()

    @pytest.mark.parametrize("key", ["raj", "beth"])
    def test_who_is_no_owner_finds_no_page_that_lets_in_or_out(self, cast, meridian, client_as, key):
        client = client_as(key)
        assert "/remove/" not in client.get("/organisation/people/").text
        for path in ("invite/", f"{cast.beth.pk}/role/", f"{cast.olivia.pk}/remove/"):
            assert client.get(f"/organisation/people/{path}").status_code == 404
            assert client.post(f"/organisation/people/{path}", {"role": Role.SUPPLIER_OWNER}).status_code == 404

    def test_an_owner_changes_a_role_and_removes(self, cast, meridian, client_as):
        owner = client_as("olivia")
        owner.post(f"/organisation/people/{cast.beth.pk}/role/", {"role": Role.SUPPLIER_OWNER})
        assert "There is one owner" not in owner.get("/organisation/people/").text
        assert owner.post(f"/organisation/people/{cast.raj.pk}/remove/")["Location"] == "/organisation/people/"
        assert "Raj Patel" not in owner.get("/organisation/people/").text
        assert owner.get(f"/organisation/people/{cast.bartosz.pk}/remove/").status_code == 404

    def test_the_last_owner_is_told_to_hand_over(self, meridian, client_as):
        answer = client_as("olivia").post("/organisation/people/leave/")
        assert answer.status_code == 422 and "Make somebody else an owner first" in answer.text
        assert client_as("beth").post("/organisation/people/leave/")["Location"] == "/"

    def test_an_invitation_is_taken_back_by_an_owner_of_it_alone(self, meridian, client_as):
        client_as("olivia").post("/organisation/people/invite/", {"email": NEW, "role": Role.SUPPLIER_EDITOR})
        path = f"/organisation/people/invites/{Invite.objects.get().pk}/take-back/"
        assert client_as("bartosz").post(path).status_code == 404
        assert client_as("olivia").post(path).status_code == 302
        assert SiteClient("supplier").get(stories.link_in_mail("organisation/invite")).status_code == 410

    def test_the_page_asks_as_often_for_many_as_for_few(self, cast, meridian, client_as, at_nine):
        client, counts = client_as("olivia"), []
        for batch in (1, 9):
            for number in range(batch):
                email = f"p{batch}{number}@many.example"
                person = stories.newcomer(f"Person {batch}{number}", email, at=at_nine)
                by = stories.actor(person, at=at_nine)
                services.ask_to_join(meridian, person, message="", by=by, at=at_nine)
                services.invite(
                    meridian, email=f"i{email}", role=Role.SUPPLIER_VIEWER, by=cast.actor("olivia"), at=at_nine
                )
            client.get("/organisation/people/")
            with CaptureQueriesContext(connection) as asked:
                client.get("/organisation/people/")
            counts.append(len(asked))
        assert counts[0] == counts[1]


class TestJoining:
    @pytest.fixture
    def tied(self, cast, meridian, at_nine):
        number = Identifier("GB-COH", "01234567")
        supplier = suppliers.add(name="Meridian FM plc", identifiers=[number], by=cast.actor("priya"), at=at_nine)
        return suppliers.link_party(supplier, party=cast.parties["meridian"], by=cast.actor("system"), at=at_nine)

    def test_an_organisation_with_people_is_found_by_its_number_and_its_owner_asked(
        self, meridian, tied, as_nia, client_as
    ):
        found = as_nia.post("/organisation/join/", {"scheme": "GB-COH", "number": "1234567"})
        assert found["Location"].startswith(f"/organisation/join/{meridian.party_id}/")
        page = as_nia.get(found["Location"]).text
        assert "Meridian FM plc is on the Hub already" in page and "olivia" not in page.lower()
        assert as_nia.post(found["Location"], {"message": "I write the bids"})["Location"] == "/organisation/join/"
        assert "Waits for an owner" in as_nia.get("/organisation/join/").text
        row = JoinRequest.objects.get()
        owner = client_as("olivia")
        assert "I write the bids" in owner.get("/organisation/people/").text
        owner.post(f"/organisation/people/requests/{row.pk}/accept/", {"role": Role.SUPPLIER_EDITOR})
        assert as_nia.get("/organisation/").status_code == 200

    def test_an_organisation_begins_with_the_number_of_the_supplier_that_it_is_tied_to(self, cast, at_nine):
        firm = suppliers.add(
            name="Fenland Cycle Works",
            identifiers=[Identifier("GB-CHC", "1122334"), Identifier("GB-COH", "07654321")],
            by=cast.actor("priya"),
            at=at_nine,
        )
        suppliers.link_party(firm, party=cast.parties["fenland"], by=cast.actor("system"), at=at_nine)
        made = stories.of(cast.parties["fenland"], at=at_nine)
        assert (made.scheme, made.number) == ("GB-COH", "07654321")

    def test_an_owner_declines(self, meridian, tied, as_nia, client_as):
        as_nia.post(f"/organisation/join/{meridian.party_id}/", {"message": ""})
        path = f"/organisation/people/requests/{JoinRequest.objects.get().pk}/decline/"
        assert client_as("bartosz").post(path).status_code == 404
        assert client_as("olivia").post(path).status_code == 302
        assert "Declined" in as_nia.get("/organisation/join/").text
        assert as_nia.get("/organisation/").status_code == 404

    def test_a_squatted_number_keeps_nobody_from_adding_their_own(self, as_nia, client_as, at_nine):
        client_as("bartosz").post("/organisation/new/", {"name": "Sham Ltd", "scheme": "GB-COH", "number": "09999999"})
        found = as_nia.post("/organisation/join/", {"scheme": "GB-COH", "number": "9999999"})
        assert "/organisation/new/" in as_nia.get(found["Location"]).text
        made = as_nia.post("/organisation/new/", {"name": "Real Ltd", "scheme": "GB-COH", "number": "09999999"})
        assert made.status_code == 302 and as_nia.get("/organisation/").status_code == 200

    @pytest.mark.parametrize(("scheme", "number"), [("GB-COH", "abc"), ("GB-COH", ""), ("", "1"), ("GB-PPON", "x")])
    def test_a_wrong_number_is_said(self, as_nia, scheme, number):
        assert as_nia.post("/organisation/join/", {"scheme": scheme, "number": number}).status_code == 422

    def test_an_organisation_without_people_or_that_is_none_is_missing(self, cast, as_nia):
        for party in (cast.eca.pk, 999_999):
            for path in ("join", "prove"):
                assert as_nia.get(f"/organisation/{path}/{party}/").status_code == 404
        assert as_nia.get(f"/organisation/prove/{cast.parties['meridian'].pk}/code/").status_code == 404

    def test_a_way_back_of_another_site_is_not_offered(self, meridian, as_nia):
        page = as_nia.get(f"/organisation/join/{meridian.party_id}/?new=https://evil.example/").text
        assert "evil.example" not in page


class TestRecovery:
    def test_from_the_mailbox_to_owner_by_pages_alone(self, cast, meridian, at_nine):
        mate = stories.newcomer("Max Mate", "max@meridian.example", at=at_nine)
        client = SiteClient("supplier").sign_in(mate)
        path = f"/organisation/prove/{meridian.party_id}/"
        asked = client.post(path, {"email": "max@meridian.example"})
        assert asked["Location"] == f"{path}code/"
        assert client.post(f"{path}code/", {"code": "AAAA AAAA"}).status_code == 422
        assert client.post(f"{path}code/", {"code": stories.code_in_mail().lower()}).status_code == 302
        assert "Everybody there was told" in client.get("/organisation/join/").text
        with clock.frozen(at_nine + timedelta(days=14)):
            assert services.let_in_who_waited(at=clock.now()) == 1
            again = SiteClient("supplier").sign_in(mate)
            assert "People" in again.get("/organisation/people/").text

    def test_the_page_says_the_same_to_a_rival_and_no_code_leaves(self, meridian, as_nia, at_nine):
        path = f"/organisation/prove/{meridian.party_id}/"
        assert as_nia.post(path, {"email": NEW})["Location"] == f"{path}code/"
        assert "If Meridian FM plc is known by" in as_nia.get(f"{path}code/").text
        assert not outbox.outbox

    def test_every_member_sees_it_and_can_object(self, cast, meridian, client_as, at_nine):
        mate = stories.newcomer("Max Mate", "max@meridian.example", at=at_nine)
        row = stories.waiting_claim(meridian, mate, mailbox="max@meridian.example", at=at_nine)
        for key in ("olivia", "raj", "beth"):
            for path in ("/", "/organisation/"):
                assert "Max Mate wants to be an owner" in client_as(key).get(path).text
        assert "Max Mate" not in client_as("bartosz").get("/").text
        path = f"/organisation/people/claims/{row.pk}/object/"
        assert client_as("beth").post(path, {"reason": ""}).status_code == 422
        assert client_as("beth").post(path, {"reason": "Who is this?"}).status_code == 302
        assert Claim.objects.get().status == "objected"

    def test_an_owner_lets_in_on_the_page_and_a_viewer_does_not(self, meridian, client_as, at_nine):
        mate = stories.newcomer("Max Mate", "max@meridian.example", at=at_nine)
        row = stories.waiting_claim(meridian, mate, mailbox="max@meridian.example", at=at_nine)
        path = f"/organisation/people/claims/{row.pk}/let-in/"
        assert client_as("beth").post(path).status_code == 404
        assert client_as("olivia").post(path).status_code == 302
        assert stories.actor(mate, at=at_nine).holds({Role.SUPPLIER_OWNER}, meridian.party_id)


class TestAnswers:
    PAGE = "/organisation/answers/public-liability/"

    def send(self, client, **more):
        upload = paper().file
        upload.name = "certificate.pdf"
        date = {"ends_on-day": "31", "ends_on-month": "3", "ends_on-year": "2027"}
        return client.post(self.PAGE, {"cover": "£5,000,000", "seen": "0", **date, "file": upload, **more})

    def test_an_answer_with_its_paper_is_given_and_shown_with_its_date(self, client_as):
        client = client_as("raj")
        assert self.send(client)["Location"] == "/organisation/answers/"
        page = client.get("/organisation/answers/").text
        assert "Given 23 November 2026" in page and "31 March 2027" in page and "certificate.pdf" in page
        shown = client.get(self.PAGE).text
        assert "£5,000,000" in shown and "Raj Patel" in shown

    def test_a_viewer_reads_and_writes_nothing(self, client_as):
        self.send(client_as("raj"))
        viewer = client_as("beth")
        page = viewer.get("/organisation/answers/").text
        assert f"{self.PAGE}versions/" in page
        assert viewer.get(f"{self.PAGE}versions/").status_code == 200
        assert viewer.get(self.PAGE).status_code == 404 and self.send(viewer).status_code == 404
        assert viewer.post(f"{self.PAGE}take-out/").status_code == 404

    def test_a_colleague_s_answer_is_not_overwritten_unseen(self, client_as):
        self.send(client_as("raj"))
        answer = self.send(client_as("olivia"), cover="£1")
        assert answer.status_code == 409 and "£5,000,000" in answer.text
        assert 'name="seen" value="1"' in answer.text

    def test_mistakes_stand_beside_their_field(self, client_as):
        client = client_as("raj")
        answer = client.post(self.PAGE, {"cover": "", "seen": "0"})
        assert answer.status_code == 422 and "Enter cover for each claim" in answer.text
        bad = paper("certificate.pdf", b"<html>").file
        bad.name = "certificate.pdf"
        answer = self.send(client, file=bad)
        assert answer.status_code == 422 and "not a PDF" in answer.text

    def test_what_ends_is_said_on_every_first_page(self, client_as, at_nine):
        self.send(client_as("raj"))
        with clock.frozen(at_nine + timedelta(days=100)):
            client = client_as("beth")
            for path in ("/", "/organisation/"):
                assert "60 days" in client.get(path).text
            assert "Ends soon" in client.get("/organisation/answers/").text
        with clock.frozen(at_nine + timedelta(days=200)):
            assert "Held until 31 March 2027" in client_as("beth").get("/organisation/answers/").text

    def test_it_is_taken_out_and_every_version_stays(self, client_as):
        client = client_as("raj")
        self.send(client)
        assert client.post(f"{self.PAGE}take-out/").status_code == 302
        page = client.get(f"{self.PAGE}versions/").text
        assert "Taken out" in page and "£5,000,000" in page
        assert client.get("/organisation/answers/nothing/").status_code == 404

    def test_an_amount_is_shown_to_be_changed_as_people_type_it(self, client_as):
        client = client_as("raj")
        self.send(client, cover="5000000")
        assert 'value="5000000"' in client.get(self.PAGE).text
        self.send(client, cover="10.50", seen="1")
        assert 'value="10.50"' in client.get(self.PAGE).text

    @pytest.mark.parametrize("key", ["accounts", "debarment", "health-safety"])
    def test_each_sort_of_question_is_asked_and_answered(self, client_as, key):
        client, page = client_as("raj"), f"/organisation/answers/{key}/"
        assert client.get(page).status_code == 200
        assert client.post(page, {"choice": "no", "text": "We do.", "seen": "0"}).status_code == 302

    def test_the_pages_ask_as_often_for_many_answers_as_for_few(self, client_as):
        client, counts = client_as("raj"), []
        for keys in (["accounts"], ["health-safety", "equality", "environment", "quality"]):
            for key in keys:
                upload = paper().file
                upload.name = f"{key}.pdf"
                client.post(f"/organisation/answers/{key}/", {"text": "We do.", "seen": "0", "file": upload})
            client.get("/")
            with CaptureQueriesContext(connection) as asked:
                for path in ("/organisation/answers/", "/organisation/", "/"):
                    client.get(path)
            counts.append(len(asked))
        assert counts[0] == counts[1]
