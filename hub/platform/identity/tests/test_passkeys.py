"""Passkeys: made, used alone, used as second factor, refused when wrong."""

import pytest
from allauth.mfa.models import Authenticator

from hub.platform.identity.tests.test_sign_in import PASSWORD, give_password
from hub.platform.testing.clients import SiteClient
from hub.platform.testing.passkeys import SoftPasskey

AJAX = {"X-Requested-With": "XMLHttpRequest"}


def https():
    """Give a client that speaks as over TLS: passkeys are checked against the page's real origin."""
    return SiteClient("staff", **{"wsgi.url_scheme": "https"})


@pytest.fixture
def key(cast, at_nine):
    """Give aisha a passkey, made on the page that makes them."""
    cast.aisha.set_password(PASSWORD)
    cast.aisha.save(update_fields=["password"])
    client = https().sign_in(cast.aisha, how="password")
    made = SoftPasskey("https://staff.test", "staff.test")
    options = client.get("/account/sign-in/passkeys/add/").context["options"]
    answer = client.post(
        "/account/sign-in/passkeys/add/", {"name": "Phone", "credential": made.make(options), "passwordless": "on"}
    )
    assert answer.status_code == 302, answer.context and answer.context["form"].errors
    assert client.get("/account/").status_code == 200
    return made


def options_for(client):
    return client.get("/sign-in/passkey/", headers=AJAX).json()["request_options"]


class TestPasskeys:
    def test_a_passkey_alone_signs_in(self, key):
        client = https()
        answer = client.post(
            "/sign-in/passkey/?next=/who-can/", {"credential": key.prove(options_for(client)), "next": "/who-can/"}
        )
        assert answer.status_code == 302 and answer["Location"] == "/who-can/"
        assert client.get("/account/").status_code == 200

    def test_a_passkey_is_the_second_factor_after_a_password(self, key, cast):
        client = https()
        give_password(client, cast.aisha.email)
        options = client.get("/sign-in/code/").context["options"]
        assert client.post("/sign-in/code/", {"credential": key.prove(options)}).status_code == 302
        assert client.get("/account/").status_code == 200

    def test_an_answer_is_used_once(self, key):
        client = https()
        proof = key.prove(options_for(client))
        client.post("/sign-in/passkey/", {"credential": proof})
        client.post("/sign-out/")
        client.post("/sign-in/passkey/", {"credential": proof})
        assert client.get("/account/").status_code == 302

    @pytest.mark.parametrize("origin", ["https://evil.example", "https://supplier.test", "http://staff.test"])
    def test_a_key_shown_at_another_site_is_worthless(self, key, origin):
        client = https()
        key.origin = origin
        client.post("/sign-in/passkey/", {"credential": key.prove(options_for(client))})
        assert client.get("/account/").status_code == 302

    def test_another_key_is_refused(self, key):
        client = https()
        thief = SoftPasskey("https://staff.test", "staff.test", user_handle=key.user_handle)
        client.post("/sign-in/passkey/", {"credential": thief.prove(options_for(client))})
        assert client.get("/account/").status_code == 302

    @pytest.mark.parametrize("rubbish", ["", "{}", "null", "[1]", "not json", '{"id": 1}'])
    def test_rubbish_is_refused_politely(self, key, rubbish):
        client = https()
        options_for(client)
        assert client.post("/sign-in/passkey/", {"credential": rubbish}).status_code in (302, 422)
        assert client.get("/account/").status_code == 302

    @pytest.mark.parametrize("rubbish", ["{}", '{"id": 1}', '{"id": "a", "rawId": "!", "response": {}}'])
    def test_rubbish_makes_no_key(self, key, cast, rubbish):
        client = https().sign_in(cast.aisha)
        client.get("/account/sign-in/passkeys/add/")
        assert client.post("/account/sign-in/passkeys/add/", {"credential": rubbish}).status_code == 200
        assert Authenticator.objects.filter(type="webauthn").count() == 1

    def test_the_last_passkey_stays(self, key, cast):
        client = https().sign_in(cast.aisha)
        row = Authenticator.objects.get(type="webauthn")
        client.post(f"/account/sign-in/passkeys/{row.pk}/remove/")
        assert Authenticator.objects.filter(pk=row.pk).exists()

    def test_challenges_are_long_and_new_each_time(self, db, at_nine, settings):
        client = https()
        one, other = options_for(client), options_for(client)
        assert one["publicKey"]["challenge"] != other["publicKey"]["challenge"]
        assert len(one["publicKey"]["challenge"]) >= 40
