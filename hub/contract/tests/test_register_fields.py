"""The columns and filters that few lists show: what is joined to a contract, asked for in one query each."""

from __future__ import annotations

import csv
import io
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from hub.contract import services
from hub.contract.models import Contract
from hub.contract.services import LotTerms, PartnerTerms
from hub.contract.terms import ContractKind, Regime, Route
from hub.contract.tests import stories

pytestmark = pytest.mark.django_db
COLUMNS = "title,framework,confirmed_on,identifiers,partners,lots,regime,awarded_on,signed_on,has_distress_clause"


@pytest.fixture
def contracts(tell: Any, cast: Any) -> Contract:
    """Tell of a framework with two orders, one of them with lots and a partner."""
    framework = stories.framework_with_orders(authority=cast.eca, by=cast.actor("morag"), at=tell.at)
    order = Contract.objects.filter(agreement_kind=ContractKind.CALL_OFF).earliest("pk")
    by = {"reason": "Agreed", "by": cast.actor("morag"), "at": tell.at}
    services.set_lots(order, lots=[LotTerms("1", "North"), LotTerms("2", "South")], **by)
    services.set_partners(order, partners=[PartnerTerms(cast.wdc, Decimal(25))], **by)
    changes = {"regime": Regime.ACT_2023, "funding_source": "Levy", "category": "Works", "is_vcse": True}
    services.correct(order, changes=changes | {"main_cpv": "45000000"}, **by)
    return framework


def exported(client: Any, **params: str) -> list[dict[str, str]]:
    """Give the rows of the list as CSV."""
    answer = client.get("/contracts/export.csv", {"columns": COLUMNS, **params})
    return list(csv.DictReader(io.StringIO(b"".join(answer.streaming_content).decode("utf-8-sig"))))


class TestColumns:
    def test_say_what_is_joined_to_a_contract(self, contracts: Contract, client_as: Any) -> None:
        row = next(row for row in exported(client_as("morag")) if row["Title"] == "Building trades, order 1")
        assert row["Framework in the Hub"] == contracts.reference
        assert row["Lots"] == "1 North; 2 South"
        assert row["Partner authorities"] == "Wickmoor District Council, 25%"
        assert row["Supplier's register numbers"] == "GB-COH 04455667"

    def test_ask_no_more_for_more_rows(self, contracts: Contract, client_as: Any, tell: Any, cast: Any) -> None:
        client = client_as("morag")
        exported(client)
        with CaptureQueriesContext(
            connection,
        ) as few:
            exported(client)
        stories.framework_with_orders(authority=cast.eca, by=cast.actor("morag"), at=tell.at, orders=4)
        with CaptureQueriesContext(connection) as many:
            exported(client)
        assert len(many) == len(few)


class TestFilters:
    @pytest.mark.parametrize(
        "params",
        [
            {"regime": str(Regime.ACT_2023)}, {"funding": "Levy"}, {"category": "Works"}, {"vcse": "yes"},
            {"cpv": "45"}, {"cpv": "45000000"}, {"route": str(Route.CALL_OFF), "cpv": "45"},
        ],
    )  # fmt: skip
    def test_keep_the_one_contract_that_is_meant(
        self, contracts: Contract, client_as: Any, params: dict[str, str]
    ) -> None:
        assert [row["Title"] for row in exported(client_as("morag"), **params)] == ["Building trades, order 1"]

    def test_of_owner_keep_those_without_one(self, contracts: Contract, client_as: Any) -> None:
        assert len(exported(client_as("morag"), owner="none")) == 3

    def test_a_wrong_division_is_said(self, contracts: Contract, client_as: Any) -> None:
        page = client_as("morag").get("/contracts/?cpv=works").content.decode()
        assert "is not the beginning of a CPV code" in page
