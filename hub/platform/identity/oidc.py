"""Sign in with the authority's own directory: OpenID Connect, code flow with PKCE, state and nonce.

A person is known by issuer and subject, never by e-mail address. The signature of every ID token is checked
(ASVS 6.8.2), which allauth's own provider leaves out, so this small client stands in its place.
"""

from __future__ import annotations

import base64
import hashlib
import json
import logging
import secrets
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

import jwt
from django.conf import settings
from django.http import HttpRequest

from hub.platform import outside
from hub.platform.identity.models import OutsideAccount, Person

ALGORITHMS = ["RS256", "PS256", "ES256", "EdDSA"]
STATE = "hub_oidc"
# What an identity provider says that it asked for (RFC 8176 and, for fido, its registry), by what each proves. That
# somebody was present (user), where they were (geo) or how risky it looked (rba) is no factor.
MULTIPLE = "mfa"
KINDS = {
    "knows": frozenset({"pwd", "pin", "kba"}),
    "has": frozenset({"otp", "hwk", "swk", "fido", "sms", "tel", "sc", "pop"}),
    "is": frozenset({"fpt", "face", "iris", "retina", "vbm"}),
}
UNREACHABLE = "Your work account could not be reached. Try again, or use another way in."
# How far a provider's clock may be from ours, in seconds.
CLOCKS_DIFFER = 30
log = logging.getLogger("hub.identity")


class Refused(Exception):
    """The provider's answer cannot be trusted or names nobody we know; the message is for the person."""


@dataclass(frozen=True)
class Provider:
    """One directory, as settings describe it."""

    key: str
    name: str
    issuer: str
    client_id: str
    client_secret: str = ""
    site: str = "staff"


def providers(request: HttpRequest) -> list[Provider]:
    """Give the directories that serve the site of this request."""
    found = [Provider(**line) for line in getattr(settings, "HUB_OIDC", [])]
    return [one for one in found if one.site == request.site]  # type: ignore[attr-defined]


def provider(request: HttpRequest, key: str) -> Provider | None:
    """Give one directory of this site."""
    return next((one for one in providers(request) if one.key == key), None)


def start(request: HttpRequest, one: Provider, *, purpose: str, goal: str = "", fresh: bool = False) -> str:
    """Begin a sign-in and give the address at the provider.

    :param purpose: ``sign-in``, ``again`` or ``connect``.
    :param fresh: ask the provider to check the person anew.
    """
    verifier = secrets.token_urlsafe(48)
    held = {
        "key": one.key,
        "purpose": purpose,
        "goal": goal,
        "state": secrets.token_urlsafe(24),
        "nonce": secrets.token_urlsafe(24),
        "verifier": verifier,
        "at": request.now.timestamp(),  # type: ignore[attr-defined]
    }
    request.session[STATE] = held
    challenge = base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).rstrip(b"=").decode()
    query = {
        "response_type": "code",
        "client_id": one.client_id,
        "redirect_uri": return_address(request, one),
        "scope": "openid",
        "state": held["state"],
        "nonce": held["nonce"],
        "code_challenge": challenge,
        "code_challenge_method": "S256",
    }
    if fresh:
        query |= {"prompt": "login", "max_age": "0"}
    return f"{discover(one)['authorization_endpoint']}?{urlencode(query)}"


def finish(request: HttpRequest, one: Provider) -> tuple[dict[str, Any], dict[str, Any]]:
    """Check the provider's answer and give what we held and the token's claims.

    :raises Refused: on any doubt.
    """
    held = request.session.pop(STATE, None)
    if not held or held["key"] != one.key or not secrets.compare_digest(held["state"], request.GET.get("state", "")):
        raise Refused("This sign-in was not begun here, or it took too long. Start again.")
    if request.now.timestamp() - held["at"] > 600:  # type: ignore[attr-defined]
        raise Refused("This sign-in took too long. Start again.")
    if "code" not in request.GET:
        raise Refused("Your work account did not let you in, or you stopped. Start again.")
    if request.GET.get("iss", one.issuer) != one.issuer:
        raise Refused("The answer came from another directory. Start again.")
    answer = _post(
        discover(one)["token_endpoint"],
        {
            "grant_type": "authorization_code",
            "code": request.GET["code"],
            "redirect_uri": return_address(request, one),
            "client_id": one.client_id,
            "code_verifier": held["verifier"],
        },
        one,
    )
    return held, claims_of(one, str(answer.get("id_token", "")), nonce=held["nonce"])


def claims_of(one: Provider, token: str, *, nonce: str) -> dict[str, Any]:
    """Give the claims of an ID token whose signature, issuer, audience, times and nonce are right.

    :raises Refused: otherwise; ``none`` and symmetric algorithms are never accepted.
    """
    try:
        keys = jwt.PyJWKSet.from_dict(_get(discover(one)["jwks_uri"]))
        header = jwt.get_unverified_header(token)
        if header.get("alg") not in ALGORITHMS:
            raise Refused("The directory signed its answer in a way that we do not accept.")
        signing = next((key for key in keys.keys if key.key_id == header.get("kid")), None)
        if signing is None:
            raise Refused("The directory signed its answer with a key that it does not publish.")
        claims: dict[str, Any] = jwt.decode(
            token,
            signing.key,
            algorithms=ALGORITHMS,
            audience=one.client_id,
            issuer=one.issuer,
            leeway=CLOCKS_DIFFER,
            options={"require": ["exp", "iat", "iss", "aud", "sub"]},
        )
    except (jwt.PyJWTError, ValueError) as fault:
        raise Refused("The directory's answer could not be checked. Start again.") from fault
    if not secrets.compare_digest(str(claims.get("nonce", "")), nonce):
        raise Refused("The directory's answer belongs to another sign-in. Start again.")
    if isinstance(claims["aud"], list) and len(claims["aud"]) > 1 and claims.get("azp") != one.client_id:
        raise Refused("The directory's answer is meant for another application.")
    return claims


def person_of(claims: dict[str, Any]) -> Person | None:
    """Give the person whom issuer and subject name; the e-mail address plays no part."""
    row = OutsideAccount.objects.filter(issuer=claims["iss"], subject=claims["sub"]).select_related("person").first()
    return row.person if row else None


def is_strong(claims: dict[str, Any]) -> bool:
    """Say whether the provider says that it asked for factors of two kinds; silence, or several of one kind, means no.

    :param claims: those of the ID token; ``amr`` is read.
    """
    told = claims.get("amr") or []
    said = {each for each in (told if isinstance(told, list) else [told]) if isinstance(each, str)}
    return MULTIPLE in said or sum(bool(methods & said) for methods in KINDS.values()) >= 2


def was_just_checked(claims: dict[str, Any], *, since: float) -> bool:
    """Say whether the provider checked the person after we asked it to; a provider that is silent did not.

    :param since: when we sent the person there, in seconds; clocks may differ by ``CLOCKS_DIFFER``.
    """
    checked = claims.get("auth_time")
    return isinstance(checked, int | float) and checked >= since - CLOCKS_DIFFER


def discover(one: Provider) -> dict[str, Any]:
    """Give the provider's own description, whose issuer must be exactly the one in settings."""
    found = _get(f"{one.issuer.rstrip('/')}/.well-known/openid-configuration")
    if found.get("issuer") != one.issuer:
        raise Refused("The directory calls itself by another name than our settings do. Tell your administrator.")
    return found


def return_address(request: HttpRequest, one: Provider) -> str:
    """Give the one address to which the provider may send people back."""
    return request.build_absolute_uri(f"/sso/{one.key}/return/")


def _get(address: str) -> dict[str, Any]:
    return _answer("GET", address)


def _post(address: str, data: dict[str, str], one: Provider) -> dict[str, Any]:
    auth = (one.client_id, one.client_secret) if one.client_secret else None
    return _answer("POST", address, data=data, auth=auth)


def _answer(method: str, address: str, **more: Any) -> dict[str, Any]:
    """Ask the provider, by the one way in which the Hub asks other hosts."""
    try:
        answer = outside.ask(method, address, **more)
        if answer.status != 200:
            raise Refused(UNREACHABLE)
        found = json.loads(answer.body)
    except outside.NotAllowed as fault:
        log.error("directory refused: %s", fault)
        raise Refused(
            "The directory must be reached over https, at a public address. Tell your administrator."
        ) from fault
    except (outside.Unreachable, ValueError) as fault:
        raise Refused(UNREACHABLE) from fault
    return dict(found)
