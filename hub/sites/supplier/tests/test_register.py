"""Somebody new makes an account; nobody learns who has one; nothing opens before the second factor."""

import time
from datetime import timedelta

import pytest
from allauth.mfa.totp.internal import auth as totp
from django.core import mail as outbox
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext

from hub.organisation.tests import stories
from hub.platform import clock
from hub.platform.events.models import Event
from hub.platform.identity import registering
from hub.platform.identity.models import Person
from hub.platform.testing.clients import SiteClient, without_tokens

pytestmark = pytest.mark.django_db
EMAIL, PASSWORD = "nia.bowen@nene.example", "mauve lantern over the weir"
ACCOUNT = {"name": "Nia Bowen", "way": "password", "password": PASSWORD}


@pytest.fixture
def client(cast, at_nine):
    cache.clear()
    return SiteClient("supplier")


def link_for(client, email=EMAIL):
    client.post("/register/", {"email": email})
    return stories.link_in_mail("register")


def add_app(client, address):
    secret = client.get(address).context["form"].secret
    code = totp.format_hotp_value(totp.hotp_value(secret, int(time.time()) // 30))
    return client.post(address, {"code": code})


class TestTheWayIn:
    # A factor is recorded when its transaction commits.
    @pytest.mark.django_db(transaction=True)
    def test_from_an_address_to_question_one(self, client):
        link = link_for(client)
        assert EMAIL in client.get(link).text
        answer = client.post(link, ACCOUNT)
        assert answer["Location"] == "/account/sign-in/app/?next=%2Forganisation%2Fjoin%2F"
        assert client.get("/organisation/join/")["Location"].startswith("/account/sign-in/?next="), "no skip"
        assert add_app(client, "/account/sign-in/app/").status_code == 302
        assert "Each lets you in once" in client.get("/account/sign-in/codes/").text
        assert 'href="/"' in client.get("/account/sign-in/").text
        assert client.get("/")["Location"] == "/organisation/join/"
        found = client.post("/organisation/join/", {"scheme": "GB-COH", "number": "11223344"})
        assert found["Location"] == "/organisation/new/?scheme=GB-COH&number=11223344"
        assert "11223344" in client.get(found["Location"]).text
        made = client.post(
            found["Location"], {"name": "Nene Signs Ltd", "scheme": "GB-COH", "number": "11223344", "is_small": "yes"}
        )
        assert made["Location"].startswith("/organisation/people/?of=")
        assert "There is one owner" in client.get(made["Location"]).text
        person = Person.objects.get(email=EMAIL)
        assert person.authority_id is None and person.check_password(PASSWORD)
        assert Event.objects.filter(verb="identity.add_person", subject_id=person.pk).count() == 1

    def test_by_passkey_no_password_is_kept(self, client):
        answer = client.post(link_for(client), {"name": "Nia Bowen", "way": "passkey", "password": PASSWORD})
        assert answer["Location"].startswith("/account/sign-in/passkeys/add/")
        assert not Person.objects.get(email=EMAIL).has_usable_password()
        assert client.get("/account/sign-in/passkeys/add/").status_code == 200
        assert client.get("/organisation/join/").status_code == 302

    def test_who_stopped_before_the_factor_goes_on_by_signing_in(self, client):
        client.post(link_for(client), ACCOUNT)
        again = SiteClient("supplier")
        again.post("/sign-in/password/", {"email": EMAIL, "password": PASSWORD})
        assert again.get("/")["Location"].startswith("/account/sign-in/?next=")

    @pytest.mark.parametrize(
        ("more", "said"),
        [
            ({"password": "short pass"}, "12"),
            ({"password": "passwordpassword"}, "Choose a password"),
            ({"password": ""}, "Enter a password"),
            ({"name": ""}, "Enter your full name"),
            ({"way": ""}, "Select how you want to sign in"),
        ],
    )
    def test_what_is_missing_or_weak_is_said_and_nothing_is_made(self, client, more, said):
        answer = client.post(link_for(client), {**ACCOUNT, **more})
        assert answer.status_code == 422 and said in answer.text
        assert not Person.objects.filter(email=EMAIL).exists()


class TestTheLink:
    def test_opens_for_24_hours_and_makes_one_account(self, client, at_nine):
        link = link_for(client)
        with clock.frozen(at_nine + timedelta(hours=24, seconds=1)):
            assert client.get(link).status_code == 410 and client.post(link, ACCOUNT).status_code == 410
        with clock.frozen(at_nine + timedelta(hours=24)):
            assert client.get(link).status_code == 200
        assert client.post(link, ACCOUNT).status_code == 302
        other = SiteClient("supplier")
        assert "You have an account" in other.get(link).text
        assert "You have an account" in other.post(link, {**ACCOUNT, "password": "another long phrase here"}).text
        assert Person.objects.get(email=EMAIL).check_password(PASSWORD)

    def test_that_is_made_up_opens_nothing(self, client):
        token = registering.token_for(EMAIL, at=clock.now())
        for bad in ("x", token[:-3] + "zzz", "W10:abc:def"):
            assert client.get(f"/register/{bad}/").status_code == 410
            assert client.post(f"/register/{bad}/", ACCOUNT).status_code == 410


class TestNobodyLearns:
    def test_the_page_is_the_same_whether_an_account_exists(self, client, cast):
        pages = [
            without_tokens(SiteClient("supplier").post("/register/", {"email": email}))
            for email in (EMAIL, cast.olivia.email, cast.morag.email)
        ]
        assert pages[0] == pages[1] == pages[2]
        assert [one.to for one in outbox.outbox] == [[EMAIL], [cast.olivia.email], [cast.morag.email]]
        assert "/register/" in outbox.outbox[0].body
        for one in outbox.outbox[1:]:
            assert "You have one already" in one.body and "/register/" not in one.body

    def test_the_same_work_is_done(self, client, cast):
        counts = []
        for email in (EMAIL, cast.olivia.email):
            with CaptureQueriesContext(connection) as asked:
                SiteClient("supplier").post("/register/", {"email": email})
            counts.append(len(asked))
        assert counts[0] == counts[1]

    def test_one_message_in_15_minutes_and_silence_beyond(self, client):
        pages = {without_tokens(SiteClient("supplier").post("/register/", {"email": EMAIL})) for _ in range(3)}
        assert len(pages) == 1 and len(outbox.outbox) == 1

    def test_one_source_does_not_make_us_write_to_the_world(self, client):
        for number in range(40):
            client.post("/register/", {"email": f"p{number}@world.example"})
        assert len(outbox.outbox) == registering.MOST_BY_SOURCE

    def test_a_rival_who_asks_for_her_link_does_not_keep_her_out(self, client):
        """The link that the rival brought about lies in her mailbox, and works."""
        rival = SiteClient("supplier", REMOTE_ADDR="203.0.113.9")
        for _ in range(20):
            rival.post("/register/", {"email": EMAIL})
        assert client.post(stories.link_in_mail("register"), ACCOUNT).status_code == 302


class TestNewcomers:
    def test_find_nothing_of_the_suppliers_and_nothing_on_the_staff_site(self, client, at_nine):
        person = stories.newcomer("Nia Bowen", EMAIL, at=at_nine)
        here = SiteClient("supplier").sign_in(person)
        for path in (
            "/opportunities/",
            "/alerts/",
            "/organisation/",
            "/organisation/people/",
            "/organisation/answers/",
        ):
            assert here.get(path).status_code == 404, path
        for path in ("/organisation/join/", "/organisation/new/", "/account/"):
            assert here.get(path).status_code == 200, path
        assert SiteClient("staff").sign_in(person).get("/").status_code == 404

    def test_staff_are_none(self, client, cast):
        answer = SiteClient("supplier").sign_in(cast.morag).get("/organisation/join/")
        assert answer.status_code == 404
