"""Every address of every site × role × tenant: who is let in, and what the others learn (nothing)."""

import os
from pathlib import Path

import pytest

from hub.platform.identity.roles import Role
from hub.platform.testing.cast import MEMBERS
from hub.platform.testing.clients import SiteClient, without_tokens
from hub.platform.testing.urls import all_pages, matrix, pages
from tests.architecture.url_samples import OWN_IS_MISSING, SAMPLES, sample_for

EXPECTED = Path(__file__).with_name("pages.txt")
SIGN_IN = "/sign-in/"
# What is open before sign-in, on purpose. A new row is a decision, so it is written here by hand.
OPEN_PREFIXES = {
    "staff": (
        "/sign-in/", "/sign-out/", "/sso/", "/closed/", "/stay/", "/accent/", "/help/", "/contact/", "/accessibility/",
        "/privacy/", "/cookies/", "/demo/", "/calendar/feed/",
        "/documents/", "/kit/",
    ),
    "supplier": (
        "/sign-in/", "/sign-out/", "/sso/", "/closed/", "/stay/", "/accent/", "/help/", "/contact/", "/accessibility/",
        "/privacy/", "/cookies/", "/demo/", "/documents/", "/register/", "/organisation/invite/",
        "/organisation/object/", "/quotes/link/", "/sealed-bids/", "/in-time/", "/receipts/",
    ),
}  # fmt: skip
# Pages of something that a person without it does not find.
NEEDS_A_THING = {
    "/account/sign-in/app/remove/", "/account/sign-in/codes/", "/account/sign-in/codes/file/", "/approvals/ask/",
    "/gates/new/",
}  # fmt: skip
# Variable parts that name no record of an authority: a form's own token, a data set, a format, or what is one's own.
NO_TENANT = (
    "/account/", "/contracts/export.", "/suppliers/export.", "/people/export.", "/audit/export.", "/redactions/export.",
    "/bodies/export.", "/councillors/export.", "/decisions/export.", "/meetings/export.",
    "/drafts/save/", "/drafts/discard/", "/accent/", "/alerts/export.", "/approvals/export.",
    "/procurements/export.", "/quotes/export.", "/awards/export.",
    "/gates/export.", "/gates/conditions/export.", "/waivers/export.",
    "/appraisals/export.", "/engagement/export.", "/risk/screens/export.",
    "/openers/export.", "/rosters/export.",
    "/pipeline/export.", "/duties/export.", "/strategy/actions/export.", "/strategy/dependencies/export.",
    "/spend/doubtful/export.", "/spend/loads/export.", "/spend/no-contract/export.", "/spend/payees/export.",
    "/spend/unmatched/export.", "/contracts/unplanned/export.", "/needs/export.",
    "/strategy/recommendations/export.", "/maturity/evidence/export.", "/maturity/claims/<",
    "/publications/<slug:key>/", "/law/<slug:rule>/", "/law/changes/export.",
    "/settings/reference/<slug:name>/", "/(?P",
)  # fmt: skip
KEY_OF = {role: member.key for member in reversed(MEMBERS) for role in member.roles if member.at in ("ECA", "meridian")}


def body_of_nothing(client, page):
    """Give the body for an address that does not exist, in the same part of the site (its menu word is marked).

    It is asked for once by each client: with the clock held it stays the same.
    """
    known = client.__dict__.setdefault("nothings", {})
    part = page.path.split("/")[1]
    if part not in known:
        known[part] = without_tokens(client.get(f"/{part}/there-is/no-such/page/"))
    return known[part]


class TestDeclarations:
    def test_every_view_says_who_may_open_it(self):
        silent = [page.line() for page in all_pages() if page.declares == "NOTHING"]
        assert not silent, "These views declare neither act nor reads nor open_to_all:\n" + "\n".join(silent)

    def test_what_is_open_before_sign_in_is_on_the_list(self):
        opened = [
            page.line()
            for site, prefixes in OPEN_PREFIXES.items()
            for page in pages(site)
            if page.is_open and not page.path.startswith(prefixes) and page.path != "/"
        ]
        assert not opened, "Open before sign-in, but not on the list in this file:\n" + "\n".join(opened)

    def test_the_matrix_is_the_committed_one(self):
        if os.environ.get("HUB_UPDATE_MATRIX"):
            EXPECTED.write_text(matrix())
        committed = set(EXPECTED.read_text().splitlines())
        now = set(matrix().splitlines())
        message = "\n".join(
            [*(f"+ {line}" for line in sorted(now - committed)), *(f"- {line}" for line in sorted(committed - now))]
        )
        assert now == committed, f"Who may open what has changed:\n{message}\nIf you mean it: HUB_UPDATE_MATRIX=1"

    def test_no_page_of_the_staff_site_is_for_suppliers_only(self):
        from hub.platform.identity.roles import STAFF_ROLES

        wrong = [page.line() for page in pages("staff") if not page.is_open and not (page.roles or set()) & STAFF_ROLES]
        assert not wrong


@pytest.mark.once
@pytest.mark.django_db
class TestDoorsByRole:
    """Addresses without variable parts, asked by somebody of every role."""

    # Half of two and a half minutes: the slow step of CI asks everything, everybody asks the rest.
    @pytest.mark.slow
    @pytest.mark.parametrize("role", [role for role in Role if role not in {Role.SYSTEM, Role.NEWCOMER}], ids=str)
    def test_each_role_gets_in_where_it_may_and_finds_nothing_elsewhere(self, role, cast, client_as, at_nine):
        key = KEY_OF[role]
        client = client_as(key)
        client.raise_request_exception = False
        held = cast.actor(key).roles
        faults = []
        for page in pages(client.site):
            if page.parameters or page.is_open or "(?P" in page.path:
                continue
            answer = client.get(page.path)
            if page.path in NEEDS_A_THING:
                continue
            may = bool((page.roles or frozenset()) & held)
            if may and (answer.status_code in (403, 404, 500) or answer.get("Location", "").startswith(SIGN_IN + "?")):
                faults.append(f"{page.path} should open for {key}, got {answer.status_code}")
            if not may and (answer.status_code != 404 or without_tokens(answer) != body_of_nothing(client, page)):
                faults.append(f"{page.path} should be missing for {key}, got {answer.status_code}")
        assert not faults, "\n".join(faults)

    @pytest.mark.parametrize("site", ["staff", "supplier"])
    def test_a_stranger_is_asked_to_sign_in(self, site, at_nine):
        client = SiteClient(site, raise_request_exception=False)
        for page in pages(site):
            if page.is_open or page.parameters or "(?P" in page.path:
                continue
            for answer in (client.get(page.path), client.post(page.path)):
                assert answer.status_code == 302 and answer["Location"].startswith(SIGN_IN), page.line()

    @pytest.mark.parametrize("site", ["staff", "supplier", "public"])
    def test_the_demo_s_pages_are_missing_outside_the_demo(self, site, at_nine):
        client = SiteClient(site, raise_request_exception=False)
        for page in pages(site):
            if page.path.startswith("/demo/"):
                address = page.filled(**dict.fromkeys(page.parameters, 1))
                assert {client.get(address).status_code, client.post(address).status_code} <= {404, 405}, page.line()
                assert 404 in {client.get(address).status_code, client.post(address, {"person": "aisha"}).status_code}

    def test_the_public_site_asks_nobody_to_sign_in(self, at_nine):
        assert all(page.is_open for page in pages("public"))


@pytest.mark.once
@pytest.mark.django_db
class TestTenants:
    """Addresses of records, asked by somebody of every role of one authority for a record of another."""

    @pytest.mark.parametrize(
        "sample", sorted(set(SAMPLES.values()), key=lambda one: one.__name__), ids=lambda s: s.__name__
    )
    def test_a_record_of_another_authority_is_missing(self, sample, cast, client_as, at_nine):
        own, other = sample(cast)
        clients = {}
        faults = []
        for page in pages("staff"):
            if page.is_open or sample_for(page.path) is not sample:
                continue
            keys = sorted({KEY_OF[role] for role in page.roles if role in KEY_OF and cast.actor(KEY_OF[role]).reach})
            for key in keys:
                client = clients.setdefault(key, client_as(key))
                faults += leaks(client, page, page.filled(**other), key)
            seen = any(clients[key].get(page.filled(**own)).status_code != 404 for key in keys)
            if keys and not seen and page.path not in OWN_IS_MISSING:
                faults.append(f"{page.path}: nobody finds the sample of their own authority")
        assert not faults, "\n".join(faults)

    def test_every_address_with_a_variable_part_has_a_sample(self):
        missing = [
            page.path
            for page in pages("staff")
            if page.parameters
            and not page.is_open
            and not sample_for(page.path)
            and not page.path.startswith(NO_TENANT)
        ]
        assert not missing, "Give a record of two authorities in url_samples.py for:\n" + "\n".join(missing)


def leaks(client, page, address, key):
    """Ask for a record of another authority both ways, and tell where the answer is not that of nothing."""
    missing = body_of_nothing(client, page)
    found = []
    for method in ("get", "post"):
        if method == "get" and not hasattr(getattr(page.view, "view_class", None), "get"):
            continue
        answer = getattr(client, method)(address)
        if answer.status_code == 405:
            continue
        if answer.status_code != 404 or without_tokens(answer) != missing:
            found.append(f"{method} {page.path} as {key}: {answer.status_code}")
    return found


@pytest.mark.once
@pytest.mark.slow
@pytest.mark.django_db
class TestNonsense:
    """Addresses of records that never were: missing, never a fault."""

    @pytest.mark.parametrize("key", ["morag", "sam"])
    def test_nothing_is_found_and_nothing_breaks(self, key, client_as, at_nine):
        client = client_as(key)
        client.raise_request_exception = False
        faults = []
        for page in pages("staff"):
            if not page.parameters or "(?P" in page.path:
                continue
            values = dict.fromkeys(page.parameters, "nothing") | dict.fromkeys(page.numbers, 999_999_999)
            for method in ("get", "post"):
                answer = getattr(client, method)(page.filled(**values))
                if answer.status_code not in (400, 404, 405, 410) and not (page.is_open or answer.status_code == 302):
                    faults.append(f"{method} {page.path}: {answer.status_code}")
                if answer.status_code == 500:
                    faults.append(f"{method} {page.path}: {answer.status_code}")
        assert not faults, "\n".join(faults)
