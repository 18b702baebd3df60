"""What the tests of publishing share: one live contract of each authority, followed to the end of the log."""

from __future__ import annotations

import pytest

from hub.contract.tests import stories
from hub.platform.events.subscribers import REGISTRY, catch_up, replay
from hub.publishing import selectors
from hub.publishing.models import PublishedContract, PublishedPart, PublishedSupplier, PublishedVersion


@pytest.fixture
def home(settings, tmp_path, db, shipped):
    """Keep keys and files apart from any real Hub, and load the dated values that ship with it."""
    settings.HUB_HOME = tmp_path
    return tmp_path


@pytest.fixture
def follow(home):
    """Give the function that lets the public tables read the log."""

    def read():
        return catch_up(REGISTRY[selectors.SUBSCRIBER])

    return read


@pytest.fixture
def live(cast, at_nine):
    """Give a live contract of the combined authority."""
    return stories.contract_live(authority=cast.eca, by=cast.actor("morag"), at=at_nine, owner=cast.ruth)


@pytest.fixture
def elsewhere(cast, at_nine):
    """Give a live contract of the district."""
    return stories.contract_live(
        authority=cast.wdc, by=cast.actor("harriet"), at=at_nine, title="Leisure centre boilers", value_ex_vat=42_000
    )


def from_zero():
    """Empty the public tables and read the whole log again."""
    PublishedPart.objects.all().delete()
    PublishedVersion.objects.all().delete()
    PublishedContract.objects.all().delete()
    PublishedSupplier.objects.all().delete()
    replay(selectors.SUBSCRIBER)
    catch_up(REGISTRY[selectors.SUBSCRIBER])


def everything():
    """Give all public rows as plain values, without their own numbers."""
    contracts = [
        {name: value for name, value in row.items() if name != "id"}
        for row in PublishedContract.objects.order_by("slug").values()
    ]
    versions = list(
        PublishedVersion.objects.order_by("contract__slug", "number").values_list(
            "contract__slug", "number", "event_number", "at", "what", "changes"
        )
    )
    suppliers = [
        {name: value for name, value in row.items() if name != "id"}
        for row in PublishedSupplier.objects.order_by("supplier_id").values()
    ]
    parts = list(
        PublishedPart.objects.order_by("contract__slug", "supplier__supplier_id").values_list(
            "contract__slug", "supplier__supplier_id", "role"
        )
    )
    return {"contracts": contracts, "versions": versions, "suppliers": suppliers, "parts": parts}
