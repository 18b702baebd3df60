"""Anybody follows a supplier or a search by e-mail: a code first, one press to stop, and nothing kept afterwards."""

import re
from datetime import timedelta

import pytest

from hub.contract import services as contracts
from hub.contract.models import Contract
from hub.contract.terms import Moved
from hub.platform.events.models import Event
from hub.publishing import services, telling
from hub.publishing.models import PublishedSupplier, Watch
from hub.sites.public.tests.test_public_site import follow as read_the_log
from hub.sites.public.tests.test_public_site import home
from hub.sites.public.tests.test_registers import published

__all__ = ["home", "published"]
pytestmark = pytest.mark.django_db
EMAIL = "kit@example.org"


@pytest.fixture
def client(published, client_as):
    return client_as(None, site="public")


@pytest.fixture
def elm(published) -> PublishedSupplier:
    return PublishedSupplier.objects.get(name="Elm plc")


def asked(client, address: str, email: str = EMAIL) -> str:
    """Ask to follow and give the signed wish that the page carries."""
    page = client.post(address, {"email": email})
    assert page.status_code == 200
    return str(re.search(r'name="token" value="([^"]+)"', page.content.decode()).group(1))


def code_in(mailoutbox) -> str:
    return str(re.match(r"\d{6}", mailoutbox[-1].subject).group())


def followed(client, address: str, mailoutbox) -> Watch:
    token = asked(client, address)
    assert client.post("/follow/code/", {"token": token, "code": code_in(mailoutbox)}).status_code == 200
    return Watch.objects.get()


def change(title: str, cast, at) -> None:
    contract = Contract.objects.get(title=title)
    by = cast.actor("morag")
    more = {"what": Moved.MISTYPED, "reason": "x", "by": by, "at": at + timedelta(hours=1)}
    contracts.correct(contract, changes={"value_ex_vat": 75_000}, **more)
    read_the_log()


class TestAsking:
    def test_nothing_is_kept_before_the_code_comes_back(self, client, elm, mailoutbox) -> None:
        token = asked(client, f"/follow/?who={elm.supplier_id}")
        assert not Watch.objects.exists() and mailoutbox[0].to == [EMAIL]
        assert "contracts with Elm plc" in mailoutbox[0].subject
        page = client.post("/follow/code/", {"token": token, "code": code_in(mailoutbox)}).content.decode()
        assert "You follow contracts with Elm plc" in page
        assert Watch.objects.get().supplier_id == elm.supplier_id

    def test_a_wrong_or_old_code_begins_nothing(self, client, elm, mailoutbox, at_nine) -> None:
        token = asked(client, f"/follow/?who={elm.supplier_id}")
        wrong = "000000" if code_in(mailoutbox) != "000000" else "111111"
        assert client.post("/follow/code/", {"token": token, "code": wrong}).status_code == 422
        assert telling.answered(token, code_in(mailoutbox), at=at_nine + timedelta(hours=1)) is None
        assert telling.answered(f"{token}x", code_in(mailoutbox), at=at_nine) is None
        assert not Watch.objects.exists()

    def test_codes_cannot_be_guessed_nor_an_address_flooded(self, client, elm, mailoutbox) -> None:
        address = f"/follow/?who={elm.supplier_id}"
        token = asked(client, address)
        statuses = [client.post("/follow/code/", {"token": token, "code": f"{n:06d}"}).status_code for n in range(5)]
        assert 429 in statuses
        answers = [client.post(address, {"email": EMAIL}).status_code for _ in range(5)]
        assert answers[-1] == 429 and len(mailoutbox) <= 3

    def test_an_address_that_is_none_and_a_supplier_that_is_none(self, client, elm) -> None:
        assert client.post(f"/follow/?who={elm.supplier_id}", {"email": "nobody"}).status_code == 422
        assert client.get("/follow/?who=999999").status_code == 404

    def test_no_cookie_is_set_and_no_cache_keeps_it(self, client, elm) -> None:
        answer = client.post(f"/follow/?who={elm.supplier_id}", {"email": EMAIL})
        assert not answer.cookies and answer["Cache-Control"] == "no-store"


class TestNews:
    def test_comes_for_what_changed_of_the_supplier_and_once(self, client, elm, mailoutbox, cast, at_nine) -> None:
        followed(client, f"/follow/?who={elm.supplier_id}", mailoutbox)
        change("Work 1", cast, at_nine)
        telling.tell_followers(None)
        assert len(mailoutbox) == 1, "Another supplier's contract is no news"
        change("Work 2", cast, at_nine)
        telling.tell_followers(None)
        telling.tell_followers(None)
        assert len(mailoutbox) == 2
        letter = mailoutbox[1]
        assert "Work 2" in letter.body and letter.subject == "1 contract new or changed: contracts with Elm plc"
        assert letter.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"

    def test_of_a_search_keeps_to_its_filters(self, client, mailoutbox, cast, at_nine) -> None:
        watch = followed(client, "/follow/?value_from=100000", mailoutbox)
        assert (watch.query, watch.title) == ("value_from=100000", "contracts under your filters")
        change("Work 1", cast, at_nine)
        telling.tell_followers(None)
        assert len(mailoutbox) == 1


class TestStopping:
    def test_one_press_forgets_the_address_and_looking_at_the_link_does_not(self, client, elm, mailoutbox) -> None:
        watch = followed(client, f"/follow/?who={elm.supplier_id}", mailoutbox)
        stop = f"/follow/stop/{telling.stop_token(watch)}/"
        assert "Stop following" in client.get(stop).content.decode() and Watch.objects.exists()
        answer = client.post(stop, {"List-Unsubscribe": "One-Click"}, headers={"Sec-Fetch-Site": "cross-site"})
        assert answer.status_code == 200 and not Watch.objects.exists()
        assert client.post(stop).status_code == 200, "Pressing twice is no fault"
        assert not Event.objects.filter(detail_row__text__contains=EMAIL).exists()

    def test_an_altered_link_stops_nothing(self, client, elm, mailoutbox) -> None:
        watch = followed(client, f"/follow/?who={elm.supplier_id}", mailoutbox)
        assert client.post(f"/follow/stop/{telling.stop_token(watch)}x/").status_code == 404
        assert Watch.objects.exists()

    def test_asking_twice_is_one(self, client, elm, mailoutbox, at_nine) -> None:
        watch = followed(client, f"/follow/?who={elm.supplier_id}", mailoutbox)
        facts = {"email": EMAIL.upper(), "supplier_id": watch.supplier_id, "query": "", "title": "x"}
        assert services.follow(**facts, at=at_nine) == watch
