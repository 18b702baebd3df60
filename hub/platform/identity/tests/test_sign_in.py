"""Signing in: password and code, factors, doors, limits, guessing."""

import time
from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth as totp
from django.contrib.sessions.models import Session
from django.core import mail as outbox
from django.core.cache import cache

from hub.platform import clock
from hub.platform.events.models import Event
from hub.platform.identity import throttle
from hub.platform.identity.models import Failure
from hub.platform.identity.services import disable, end_role
from hub.platform.identity.sessions import cookie_name
from hub.platform.testing.clients import SiteClient

PASSWORD = "correct horse battery staple"
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


def code_now() -> str:
    return totp.format_hotp_value(totp.hotp_value(SECRET, int(time.time()) // 30))


@pytest.fixture
def aisha(cast, at_nine):
    cache.clear()
    person = cast.aisha
    person.set_password(PASSWORD)
    person.save(update_fields=["password"])
    return person


@pytest.fixture
def with_app(aisha):
    totp.TOTP.activate(aisha, SECRET)
    return aisha


def give_password(client, email, password=PASSWORD, **more):
    return client.post("/sign-in/password/", {"email": email, "password": password, **more})


class TestSignIn:
    def test_password_and_code_sign_in(self, with_app):
        client = SiteClient("staff")
        answer = give_password(client, with_app.email, next="/account/sessions/")
        assert answer.status_code == 302 and answer["Location"].startswith("/sign-in/code/")
        assert client.get("/account/").status_code == 302, "a password alone opens nothing"
        answer = client.post("/sign-in/code/", {"code": code_now()})
        assert answer["Location"] == "/account/sessions/"
        page = client.get("/account/sessions/")
        assert page.status_code == 200 and b"This session" in page.content

    def test_a_code_works_once(self, with_app):
        code = code_now()
        first = SiteClient("staff")
        give_password(first, with_app.email)
        assert first.post("/sign-in/code/", {"code": code}).status_code == 302
        second = SiteClient("staff")
        give_password(second, with_app.email)
        assert second.post("/sign-in/code/", {"code": code}).status_code == 422

    def test_a_wrong_password_is_refused_in_the_same_words_as_an_unknown_address(self, aisha):
        one = give_password(SiteClient("staff"), aisha.email, "wrong password here")
        other = give_password(SiteClient("staff"), "nobody@eastmere.example", "wrong password here")
        assert one.status_code == other.status_code == 422
        said = "The e-mail address or the password is not right"
        assert said in one.content.decode() and said in other.content.decode()

    def test_the_password_is_compared_exactly(self, aisha):
        assert give_password(SiteClient("staff"), aisha.email, PASSWORD + " ").status_code == 422
        assert give_password(SiteClient("staff"), aisha.email, PASSWORD.upper()).status_code == 422

    def test_the_session_has_a_new_key_after_sign_in(self, with_app):
        client = SiteClient("staff")
        give_password(client, with_app.email)
        before = client.cookies[cookie_name("staff")].value
        client.post("/sign-in/code/", {"code": code_now()})
        assert client.cookies[cookie_name("staff")].value != before
        assert not Session.objects.filter(session_key=before).exists()

    def test_sign_out_kills_the_session_on_the_server(self, client_as, at_nine):
        client = client_as("aisha")
        kept = client.cookies[cookie_name("staff")].value
        assert client.get("/account/").status_code == 200
        assert client.get("/sign-out/").status_code == 200, "a link alone does not sign out"
        assert client.get("/account/").status_code == 200
        client.post("/sign-out/")
        client.cookies[cookie_name("staff")] = kept
        assert client.get("/account/").status_code == 302

    def test_nothing_signed_in_is_kept_by_caches(self, client_as, at_nine):
        assert "no-store" in client_as("aisha").get("/account/")["Cache-Control"]

    def test_a_foreign_address_is_not_followed_after_sign_in(self, with_app):
        client = SiteClient("staff")
        give_password(client, with_app.email, next="https://evil.example/")
        assert client.post("/sign-in/code/", {"code": code_now()})["Location"] == "/"

    @pytest.mark.parametrize(
        "path",
        [
            "/closed/sign-up/",
            "/closed/e-mail/",
            "/closed/inactive/",
            "/accounts/signup/",
            "/closed/code/",
            "/closed/set-password/",
        ],
    )
    def test_nobody_signs_up(self, db, path):
        for site in ("staff", "supplier"):
            assert SiteClient(site).get(path).status_code == 404
            assert SiteClient(site).post(path, {"email": "a@b.example"}).status_code == 404


class TestDoors:
    def test_a_session_of_one_door_is_worthless_at_another(self, client_as, at_nine):
        client = client_as("aisha")
        key = client.cookies[cookie_name("staff")].value
        other = SiteClient("supplier")
        other.cookies[cookie_name("supplier")] = key
        assert other.get("/account/").status_code == 302
        thief = SiteClient("supplier")
        thief.cookies[cookie_name("staff")] = key
        assert thief.get("/account/").status_code == 302

    def test_a_supplier_does_not_enter_the_staff_site(self, cast, at_nine):
        cast.raj.set_password(PASSWORD)
        cast.raj.save(update_fields=["password"])
        client = SiteClient("staff")
        assert give_password(client, cast.raj.email)["Location"] == "/sign-in/"
        assert "no role on the staff site" in client.get("/sign-in/").content.decode()

    def test_cookies_have_a_name_for_each_door(self, settings):
        assert {cookie_name(site) for site in ("staff", "supplier")} == {"hub_staff", "hub_supplier"}
        settings.SESSION_COOKIE_SECURE = True
        assert cookie_name("staff") == "__Host-hub_staff"

    def test_the_cookie_is_closed_to_scripts_and_other_sites(self, with_app):
        client = SiteClient("staff")
        give_password(client, with_app.email)
        morsel = client.cookies["hub_staff"]
        assert morsel["httponly"] and morsel["samesite"] == "Lax" and morsel["path"] == "/"


class TestSecondFactor:
    def test_without_a_factor_only_the_pages_that_add_one_are_open(self, aisha):
        client = SiteClient("staff").sign_in(aisha, how="password")
        assert client.get("/account/")["Location"].startswith("/account/sign-in/")
        assert client.get("/who-can/")["Location"].startswith("/account/sign-in/")
        assert client.get("/account/sign-in/").status_code == 200
        assert client.get("/account/sign-in/app/").status_code == 200
        assert client.get("/account/sign-in/passkeys/add/").status_code == 200

    def test_suppliers_too_must_have_a_factor(self, cast, at_nine):
        client = SiteClient("supplier").sign_in(cast.raj, how="password")
        assert client.get("/account/")["Location"].startswith("/account/sign-in/")

    def test_the_demo_asks_for_none(self, aisha, settings):
        settings.HUB_DEMO = True
        client = SiteClient("staff").sign_in(aisha, how="password")
        assert client.get("/account/").status_code == 200

    @pytest.mark.django_db(transaction=True)
    def test_adding_a_code_app_opens_the_house_and_is_an_act(self, aisha):
        client = SiteClient("staff").sign_in(aisha, how="password")
        client.get("/account/sign-in/app/")
        secret = client.session_data()["mfa.totp.secret"]
        value = totp.format_hotp_value(totp.hotp_value(secret, int(time.time()) // 30))
        before = client.cookies["hub_staff"].value
        answer = client.post("/account/sign-in/app/", {"code": value})
        assert answer.status_code == 302
        assert client.cookies["hub_staff"].value != before, "a session whose standing rises has a new key"
        assert client.get("/account/").status_code == 200
        assert Event.objects.filter(verb="identity.add_factor", actor_id=aisha.pk).exists()
        assert any("code app was added" in message.body for message in outbox.outbox)
        assert client.get("/account/sign-in/codes/").status_code == 200

    @pytest.mark.django_db(transaction=True)
    def test_the_seed_is_not_stored_in_clear(self, with_app):
        Authenticator.objects.all().delete()
        client = SiteClient("staff").sign_in(with_app, how="password")
        client.get("/account/sign-in/app/")
        secret = client.session_data()["mfa.totp.secret"]
        value = totp.format_hotp_value(totp.hotp_value(secret, int(time.time()) // 30))
        client.post("/account/sign-in/app/", {"code": value})
        assert secret not in Authenticator.objects.get(type="totp").data["secret"]

    def test_the_last_factor_stays(self, with_app):
        client = SiteClient("staff").sign_in(with_app)
        page = client.post("/account/sign-in/app/remove/")
        assert page.status_code == 200 or page.status_code == 302
        assert Authenticator.objects.filter(user=with_app, type="totp").exists()

    def test_changing_factors_asks_for_a_fresh_sign_in(self, with_app, at_nine):
        client = SiteClient("staff").sign_in(with_app)
        with clock.frozen(at_nine + timedelta(minutes=16)):
            answer = client.get("/account/sign-in/passkeys/add/")
            assert answer.status_code == 302 and answer["Location"].startswith("/sign-in/again/")
            again = client.get("/sign-in/again/?next=/account/sign-in/passkeys/add/")
            assert again["Location"].startswith("/sign-in/again/code/"), "a password alone is no step-up"
            goal = client.post(again["Location"], {"code": code_now()})
            assert goal["Location"] == "/account/sign-in/passkeys/add/"
            assert client.get("/account/sign-in/passkeys/add/").status_code == 200


class TestLimits:
    @pytest.mark.parametrize(("key", "idle"), [("aisha", 60), ("raj", 240)])
    def test_an_idle_session_ends(self, client_as, at_nine, key, idle):
        client = client_as(key)
        with clock.frozen(at_nine + timedelta(minutes=idle - 1)):
            assert client.get("/account/").status_code == 200
        with clock.frozen(at_nine + timedelta(minutes=2 * idle)):
            assert client.get("/account/").status_code == 302

    @pytest.mark.parametrize(("key", "hours"), [("aisha", 12), ("raj", 24)])
    def test_a_used_session_ends_all_the_same(self, client_as, at_nine, key, hours):
        client = client_as(key)
        for half_hours in range(1, 2 * hours):
            with clock.frozen(at_nine + timedelta(minutes=30 * half_hours)):
                assert client.get("/account/").status_code == 200
        with clock.frozen(at_nine + timedelta(hours=hours)):
            assert client.get("/account/").status_code == 302

    def test_an_ended_role_ends_at_the_next_request(self, client_as, cast, at_nine):
        client = client_as("aisha")
        assert client.get("/who-can/").status_code == 200
        end_role(cast.aisha.memberships.get(), by=cast.actor("sam"), at=at_nine)
        assert client.get("/who-can/").status_code == 404

    def test_a_closed_account_ends_all_sessions(self, client_as, cast, at_nine):
        client = client_as("aisha")
        disable(cast.aisha, by=cast.actor("sam"), at=at_nine, reason="Left in a hurry")
        assert client.get("/account/").status_code == 302
        assert not Session.objects.filter(session_key=client.cookies["hub_staff"].value).exists()

    def test_other_sessions_can_be_ended(self, client_as, at_nine):
        here, there = client_as("aisha"), client_as("aisha")
        here.post("/account/sessions/", {"session": "others"})
        assert here.get("/account/").status_code == 200
        assert there.get("/account/").status_code == 302


class TestGuessing:
    def test_after_five_failures_the_same_source_waits_longer_and_longer(self, aisha, at_nine):
        source, account = "a" * 64, throttle.account_of(aisha.email)
        waits = []
        for _ in range(13):
            waits.append(throttle.seconds_to_wait(source, account, at=at_nine))
            throttle.note_failure(source, account, at=at_nine)
        assert waits[:5] == [0] * 5
        assert waits[5:] == [1, 2, 4, 8, 16, 32, 60, 60]

    def test_failures_from_elsewhere_do_not_slow_the_owner(self, with_app, at_nine):
        for number in range(40):
            throttle.note_failure(f"{number:064}", throttle.account_of(with_app.email), at=at_nine)
        assert give_password(SiteClient("staff"), with_app.email).status_code == 302

    def test_under_attack_a_stranger_needs_a_code_and_a_known_device_does_not(self, with_app, at_nine):
        known = SiteClient("staff")
        give_password(known, with_app.email)
        known.post("/sign-in/code/", {"code": code_now()})
        known.post("/sign-out/")
        account = throttle.account_of(with_app.email)
        Failure.objects.bulk_create(
            Failure(source=f"{number % 500:064}", account=account, at=at_nine) for number in range(10_000)
        )
        assert give_password(SiteClient("staff"), with_app.email).status_code == 422
        assert give_password(known, with_app.email)["Location"].startswith("/sign-in/code/")
        cache.clear()
        assert give_password(SiteClient("staff"), with_app.email, code=code_now()).status_code == 302

    def test_a_noisy_network_is_asked_to_pause_without_script(self, with_app, at_nine):
        from django.test import RequestFactory

        source = throttle.source_of(RequestFactory().get("/"))
        Failure.objects.bulk_create(
            Failure(source=source, account=f"{number:064}", at=at_nine) for number in range(100)
        )
        client = SiteClient("staff")
        page = give_password(client, with_app.email)
        assert page.status_code == 422 and "Wait ten seconds" in page.content.decode()
        ticket = page.context["form"].data["pause"]
        assert give_password(client, with_app.email, pause=ticket).status_code == 422, "at once is too early"
        with clock.frozen(at_nine + timedelta(seconds=11)):
            assert give_password(client, with_app.email, pause=ticket).status_code == 302

    def test_guessing_codes_is_slowed(self, with_app, at_nine):
        client = SiteClient("staff")
        give_password(client, with_app.email)
        for _ in range(6):
            client.post("/sign-in/code/", {"code": "000000"})
        page = client.post("/sign-in/code/", {"code": code_now()})
        assert page.status_code == 422 and "Too many wrong codes" in page.content.decode()


class TestForgotten:
    def test_the_link_sets_a_password_once_and_keeps_the_factor(self, with_app, at_nine):
        client = SiteClient("staff")
        client.post("/sign-in/forgotten/", {"email": with_app.email})
        link = outbox.outbox[-1].body.split("http://staff.test")[1].split("\n")[0]
        new = "quite another long phrase"
        assert client.get(link).status_code == 200
        assert client.post(link, {"password": new}).status_code == 302
        assert client.get(link).status_code == 410
        assert give_password(client, with_app.email, new)["Location"].startswith("/sign-in/code/")

    def test_the_answer_is_the_same_for_a_stranger_and_only_one_mail_leaves_in_15_minutes(self, aisha, at_nine):
        pages = [
            SiteClient("staff").post("/sign-in/forgotten/", {"email": email}).content
            for email in (aisha.email, "stranger@eastmere.example", aisha.email)
        ]
        assert b"If we know this address" in pages[0] and b"If we know this address" in pages[1]
        assert len(outbox.outbox) == 1

    @pytest.mark.parametrize("weak", ["short pass", "passwordpassword", "eastmere2026eastmere", "123456789012"])
    def test_weak_passwords_are_refused(self, aisha, weak, client_as):
        answer = client_as("aisha").post("/account/password/", {"current": PASSWORD, "password": weak})
        assert answer.status_code == 422

    def test_a_long_password_without_digits_is_fine_and_the_present_one_is_asked(self, aisha, client_as):
        client = client_as("aisha")
        new = "mauve lantern over the weir"
        assert client.post("/account/password/", {"current": "not it at all", "password": new}).status_code == 422
        assert client.post("/account/password/", {"current": PASSWORD, "password": new}).status_code == 302
        assert client.get("/account/").status_code == 200
        aisha.refresh_from_db()
        assert aisha.check_password(new)
