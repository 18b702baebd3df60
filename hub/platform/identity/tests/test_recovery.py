"""Recovery codes, the key of the factors, and the mails that start a recovery."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal import auth as totp
from cryptography.fernet import InvalidToken
from django.conf import settings as configured
from django.core import mail as outbox
from django.core.cache import cache

from hub import cli
from hub.platform import clock
from hub.platform.identity import recovery
from hub.platform.identity.adapters import MfaAdapter
from hub.platform.identity.recovery import DerivedCodes, RandomCodes
from hub.platform.identity.tests.test_sign_in import SECRET, SiteClient, aisha, give_password  # noqa: F401


@pytest.fixture
def codes(aisha):  # noqa: F811
    totp.TOTP.activate(aisha, SECRET)
    return RandomCodes.activate(aisha).get_unused_codes()


def row() -> Authenticator:
    return Authenticator.objects.get(type="recovery_codes")


class TestCodes:
    def test_are_random_and_of_eighty_bits(self, codes):
        assert len(codes) == len(set(codes)) == 10
        assert all(len(code.replace("-", "")) == 16 for code in codes), "16 letters of 5 bits"
        assert recovery.new_code() != recovery.new_code()

    def test_allauth_uses_ours(self, codes):
        assert RecoveryCodes.__mro__ and type(row().wrap()) is RandomCodes

    def test_once_seen_only_digests_are_kept(self, codes, aisha):  # noqa: F811
        client = SiteClient("staff").sign_in(aisha)
        assert "seed" not in row().data, "nothing from which they could be derived"
        page = client.get("/account/sign-in/codes/").content.decode()
        assert all(code in page for code in codes)
        held = json.dumps(row().data)
        assert set(row().data) == {"salt", "digests", "viewed_at"}
        assert not any(code in held or code.replace("-", "") in held for code in codes)
        again = client.get("/account/sign-in/codes/").content.decode()
        assert "You have 10 left" in again and not any(code in again for code in codes)

    def test_before_they_are_seen_they_lie_encrypted(self, codes):
        held = json.dumps(row().data)
        assert not any(code in held for code in codes)

    def test_each_lets_in_once_however_it_is_typed(self, codes):
        assert row().wrap().validate_code(f" {codes[3].lower().replace('-', ' ')} ")
        assert not row().wrap().validate_code(codes[3])
        assert (
            row().wrap().validate_code(codes[4].replace("-", "").replace("O", "0").replace("I", "1").replace("B", "8"))
        )
        assert len(row().wrap().get_unused_codes()) == 8 and codes[3] not in row().wrap().get_unused_codes()
        for wrong in ("", "----", "0000000000000000", codes[0][:-1]):
            assert not row().wrap().validate_code(wrong)

    def test_one_signs_in_after_the_password(self, codes, aisha):  # noqa: F811
        cache.clear()
        client = SiteClient("staff")
        give_password(client, aisha.email)
        assert client.post("/sign-in/code/", {"code": codes[0]}).status_code == 302
        assert client.get("/account/").status_code == 200
        other = SiteClient("staff")
        give_password(other, aisha.email)
        assert other.post("/sign-in/code/", {"code": codes[0]}).status_code == 422

    def test_older_codes_derived_from_a_seed_go_on_working_and_the_seed_goes(self, aisha):  # noqa: F811
        derived = DerivedCodes.activate(aisha)
        old = derived.get_unused_codes()
        derived._mark_code_used(0)
        derived.mark_as_viewed()
        wrapped = row().wrap()
        assert "seed" not in row().data and len(wrapped.get_unused_codes()) == 9
        assert not wrapped.validate_code(old[0]) and wrapped.validate_code(old[1])


class TestKey:
    def test_of_the_factors_is_its_own(self, settings, aisha):  # noqa: F811
        settings.HUB_FACTORS_KEY = "a key for factors only"
        kept = MfaAdapter().encrypt(SECRET)
        settings.SECRET_KEY = "another secret key"
        assert MfaAdapter().decrypt(kept) == SECRET, "a new secret key loses no factor"
        settings.HUB_FACTORS_KEY = "something else"
        with pytest.raises(InvalidToken):
            MfaAdapter().decrypt(kept)

    def test_is_replaced_without_losing_a_factor(self, settings, codes, aisha, capsys):  # noqa: F811
        # Seeds closed by the secret key, as in a Hub that had no key for factors.
        Authenticator.objects.filter(type="totp").update(data={"secret": MfaAdapter().encrypt(SECRET)})
        settings.HUB_FACTORS_KEY = "the new key"
        assert cli.main(["factors", "rotate"]) == 0
        assert "2 factors" in capsys.readouterr().out
        settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "thrown away", []
        assert MfaAdapter().decrypt(Authenticator.objects.get(type="totp").data["secret"]) == SECRET
        assert row().wrap().get_unused_codes() == codes
        settings.HUB_FACTORS_KEY, settings.HUB_FACTORS_KEYS_BEFORE = "a newer key", ["the new key"]
        assert cli.main(["factors", "rotate"]) == 0
        settings.HUB_FACTORS_KEYS_BEFORE = []
        assert MfaAdapter().decrypt(Authenticator.objects.get(type="totp").data["secret"]) == SECRET

    def test_that_is_missing_is_said_and_nothing_changes(self, settings, aisha, capsys):  # noqa: F811
        settings.HUB_FACTORS_KEY = "gone"
        Authenticator.objects.create(user=aisha, type="totp", data={"secret": MfaAdapter().encrypt(SECRET)})
        before = Authenticator.objects.get(type="totp").data
        settings.HUB_FACTORS_KEY = "new"
        assert cli.main(["factors", "rotate"]) == 2
        assert "HUB_FACTORS_KEY_BEFORE" in capsys.readouterr().err
        assert Authenticator.objects.get(type="totp").data == before

    def test_settings_name_it(self):
        assert configured.HUB_FACTORS_KEY == "" and configured.HUB_FACTORS_KEYS_BEFORE == []


class TestResetMail:
    def test_at_most_five_leave_in_a_day_however_patient_somebody_is(self, aisha, at_nine):  # noqa: F811
        pages = set()
        for number in range(12):
            with clock.frozen(at_nine + timedelta(minutes=16 * number)):
                pages.add(SiteClient("staff").post("/sign-in/forgotten/", {"email": aisha.email}).status_code)
        assert len(outbox.outbox) == 5 and len(pages) == 1
        with clock.frozen(at_nine + timedelta(hours=25)):
            SiteClient("staff").post("/sign-in/forgotten/", {"email": aisha.email})
        assert len(outbox.outbox) == 6
