"""Who followed a contract, read it in a feed or copied the open data learns that its entry was withdrawn, and why."""

import json
from datetime import timedelta

import pytest

from hub.contract import services as contracts
from hub.contract.models import Contract
from hub.contract.terms import WithdrawalGround
from hub.publishing import telling
from hub.publishing.models import Departure, PublishedContract, PublishedSupplier, Watch
from hub.sites.public.tests.test_feeds import titles
from hub.sites.public.tests.test_follow import EMAIL
from hub.sites.public.tests.test_public_site import follow as read_the_log
from hub.sites.public.tests.test_public_site import home
from hub.sites.public.tests.test_registers import published

__all__ = ["home", "published"]
pytestmark = pytest.mark.django_db


@pytest.fixture
def client(published, client_as):
    return client_as(None, site="public")


@pytest.fixture
def elm(published) -> int:
    return PublishedSupplier.objects.get(name="Elm plc").supplier_id


def watch(at, **facts) -> Watch:
    from hub.publishing import services

    return services.follow(**{"email": EMAIL, "supplier_id": None, "query": "", "title": "it", "at": at, **facts})


def withdraw(title: str, cast, at) -> Contract:
    contract = Contract.objects.get(title=title)
    facts = {"ground": WithdrawalGround.DUPLICATE, "reason": "Tom typed it twice"}
    contracts.withdraw(contract, **facts, by=cast.actor("morag"), at=at + timedelta(hours=2))
    return contract


class TestFollowers:
    def test_of_a_supplier_hear_it_once_though_the_supplier_left_the_register_too(
        self, client, elm, cast, at_nine, mailoutbox
    ) -> None:
        watch(at_nine, supplier_id=elm)
        gone = withdraw("Work 2", cast, at_nine)
        read_the_log()
        assert not PublishedSupplier.objects.filter(supplier_id=elm).exists()
        telling.tell_followers(None)
        telling.tell_followers(None)
        assert [letter.subject for letter in mailoutbox] == ["1 contract withdrawn: it"]
        assert f"{gone.reference}\nWithdrawn from the register. It is entered twice" in mailoutbox[0].body
        assert f"/contracts/{gone.reference}/" in mailoutbox[0].body
        assert "Work 2" not in mailoutbox[0].body and "Tom typed" not in mailoutbox[0].body
        assert not Departure.objects.exists()

    @pytest.mark.parametrize(
        ("query", "letters"), [("q=Work+2", 1), ("value_from=100000", 1), ("value_to=10", 0), ("", 1)]
    )
    def test_of_a_search_hear_it_when_the_search_had_found_it(
        self, query, letters, client, cast, at_nine, mailoutbox
    ) -> None:
        watch(at_nine, query=query)
        withdraw("Work 2", cast, at_nine)
        read_the_log()
        telling.tell_followers(None)
        assert len(mailoutbox) == letters

    def test_hear_nothing_of_a_withdrawal_that_was_undone_before_the_letter(
        self, client, cast, at_nine, mailoutbox
    ) -> None:
        watch(at_nine)
        gone = withdraw("Work 2", cast, at_nine)
        read_the_log()
        contracts.restore(gone, reason="Not twice", by=cast.actor("morag"), at=at_nine + timedelta(hours=3))
        read_the_log()
        telling.tell_followers(None)
        assert [letter.subject for letter in mailoutbox] == ["1 contract new or changed: it"]
        assert not Departure.objects.exists()

    def test_are_told_of_twenty_and_how_many_more(self, client, cast, at_nine, mailoutbox, monkeypatch) -> None:
        monkeypatch.setattr("hub.publishing.selectors.MOST_TOLD", 1)
        watch(at_nine)
        for title in ("Work 1", "Work 2"):
            withdraw(title, cast, at_nine)
        read_the_log()
        telling.tell_followers(None)
        assert mailoutbox[0].subject == "2 contracts withdrawn: it"
        assert "And 1 more were withdrawn." in mailoutbox[0].body and "/data/withdrawn.json" in mailoutbox[0].body


class TestFeeds:
    def test_of_everything_and_of_the_supplier_say_it(self, client, elm, cast, at_nine) -> None:
        gone = withdraw("Work 2", cast, at_nine)
        read_the_log()
        told = f"Withdrawn: {gone.reference}"
        answer = client.get("/contracts/feed.atom")
        assert titles(answer)[0] == told and "It is entered twice." in answer.content.decode()
        assert titles(client.get(f"/suppliers/{elm}/feed.atom")) == [told]

    def test_under_other_filters_and_of_other_suppliers_do_not(self, client, cast, at_nine) -> None:
        withdraw("Work 2", cast, at_nine)
        read_the_log()
        other = PublishedSupplier.objects.order_by("pk").first()
        for address in (f"{other.get_absolute_url()}feed.atom", "/contracts/feed.atom?value_from=1"):
            assert not [each for each in titles(client.get(address)) if each.startswith("Withdrawn")]


class TestOpenData:
    def read(self, client, address: str):
        answer = client.get(address)
        return json.loads(b"".join(answer.streaming_content) if answer.streaming else answer.content)

    def test_lists_every_withdrawn_entry_with_its_ground(self, client, cast, at_nine) -> None:
        gone = withdraw("Work 2", cast, at_nine)
        read_the_log()
        row = self.read(client, "/data/withdrawn.json")["rows"][0]
        assert (row["reference"], row["because"]) == (gone.reference, "It is entered twice")
        assert row["address"].endswith(f"/contracts/{gone.reference}/")
        assert 'href="/data/withdrawn.json"' in client.get("/data/").content.decode()

    def test_gives_a_release_that_cancels_the_contract_of_the_same_process(self, client, cast, at_nine) -> None:
        gone = Contract.objects.get(title="Work 2")
        before = self.read(client, f"/contracts/{gone.reference}/ocds.json")["releases"][0]
        withdraw("Work 2", cast, at_nine)
        read_the_log()
        after = self.read(client, f"/contracts/{gone.reference}/ocds.json")["releases"][0]
        assert (after["ocid"], after["contracts"][0]["id"]) == (before["ocid"], before["contracts"][0]["id"])
        assert after["id"] != before["id"] and after["contracts"][0]["status"] == "cancelled"
        assert after["contracts"][0]["amendments"][0]["rationale"] == "It is entered twice"
        assert "Work 2" not in json.dumps(after)
        whole = self.read(client, "/data/ocds/contracts.json")["releases"]
        assert after in whole and len(whole) == PublishedContract.objects.count()
        assert after not in self.read(client, "/data/ocds/contracts.json?value_from=1")["releases"]

    def test_leads_from_the_id_of_the_process_to_what_is_left(self, client, cast, at_nine) -> None:
        gone = withdraw("Work 2", cast, at_nine)
        read_the_log()
        PublishedContract.objects.filter(contract_id=gone.pk).update(ocid="ocds-h6vhtk-1")
        assert client.get("/contracts/ocds-h6vhtk-1/")["Location"] == f"/contracts/{gone.reference}/"


class TestSearch:
    def test_for_its_reference_leads_to_what_is_left(self, client, cast, at_nine) -> None:
        gone = withdraw("Work 2", cast, at_nine)
        read_the_log()
        for asked in (gone.reference, gone.reference.lower()):
            page = client.get(f"/search/?q={asked}").content.decode()
            assert (
                f'<a href="/contracts/{gone.reference}/">{gone.reference} was withdrawn from the register</a>' in page
            )
        assert "was withdrawn from the register" not in client.get("/search/?q=Work+2").content.decode()
