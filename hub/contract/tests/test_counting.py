"""Counts of a long register are renewed by acts in part, and say the same as counts made anew."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from hub.contract import services
from hub.contract.models import Contract
from hub.contract.register import ContractRegister
from hub.contract.tests import stories
from hub.platform.registers import blocks, counting
from hub.platform.registers.address import plain
from hub.platform.registers.filters import Asking
from hub.platform.registers.listing import Listing
from hub.supplier import services as supplier_services

pytestmark = pytest.mark.django_db

ADDRESSES: tuple[dict[str, Any], ...] = (
    {"view": "now"},
    {"view": "all"},
    {"view": "mine"},
    {"status": ["live"], "tier": ["gold"]},
    {"manager": "none"},
    {"kept": "yes"},
    {"ends_to": "2027-12-31"},
)


@pytest.fixture(autouse=True)
def _long(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(counting, "LONG_LIST", 4)
    monkeypatch.setattr(counting, "_kept", type(counting._kept)())
    monkeypatch.setattr(blocks, "BLOCK", 2)
    blocks.forget()
    yield
    blocks.forget()


def said(tell: Any, key: str, params: dict[str, Any]) -> tuple[Any, ...]:
    """Give everything that is counted on a page of the register."""
    register, asking = ContractRegister(), Asking(tell.cast.actor(key), tell.at)
    listing = Listing(register, asking, register.understand(plain(params), asking))
    facets = [(one.filter.key, [(line.label, line.count) for line in one.lines]) for one in listing.facets]
    views = [(link.text, link.count) for link in listing.view_links]
    return listing.all_count, listing.count, listing.totals, facets, views


def everything(tell: Any) -> list[tuple[Any, ...]]:
    """Give the counts of several pages for people of two authorities."""
    return [said(tell, key, params) for key in ("aisha", "harriet") for params in ADDRESSES]


def agrees(tell: Any) -> None:
    """Compare counts that were renewed with counts made anew."""
    renewed = everything(tell)
    kept = counting._kept.copy()
    counting._kept.clear()
    blocks.forget()
    assert renewed == everything(tell)
    counting._kept.update(kept)


def test_after_every_act_they_are_those_that_would_be_counted_anew(tell: Any) -> None:
    by = tell.cast.actor("morag")
    rows = [tell(stories.contract_live, value_ex_vat=Decimal(number) * 1000) for number in range(1, 8)]
    theirs = [
        stories.contract_live(authority=tell.cast.wdc, by=tell.cast.actor("harriet"), at=tell.at) for _ in range(5)
    ]
    everything(tell)
    more = {"by": by, "at": tell.at}
    services.correct(rows[0], changes={"department": "Roads", "value_ex_vat": None}, reason="x", **more)
    agrees(tell)
    services.suspend(rows[3], reason="x", **more)
    tell(stories.contract_draft, title="New", value_ex_vat=Decimal(5), department="")
    agrees(tell)
    services.withdraw(rows[6], ground="duplicate", reason="x", **more)
    partners = [services.PartnerTerms(tell.cast.eca)]
    services.set_partners(theirs[2], partners=partners, reason="Joint", by=tell.cast.actor("harriet"), at=tell.at)
    agrees(tell)
    services.correct(theirs[2], changes={"department": "Depots"}, reason="x", by=tell.cast.actor("harriet"), at=tell.at)
    old = rows[1].parties.get().supplier
    supplier_services.merge(old, into=supplier_services.add(name="Elm", **more), reason="x", **more)
    agrees(tell)


def test_an_act_on_one_contract_reads_one_block_and_an_act_on_something_else_none(tell: Any) -> None:
    by = tell.cast.actor("morag")
    rows = [tell(stories.contract_live) for _ in range(8)]
    said(tell, "aisha", {"view": "now"})
    supplier_services.add(name="Elm Ltd", by=by, at=tell.at)
    with CaptureQueriesContext(connection) as asked:
        said(tell, "aisha", {"view": "now"})
    assert not [one for one in asked if blocks.NUMBER in one["sql"]]
    services.correct(rows[5], changes={"department": "Roads"}, reason="x", by=by, at=tell.at)
    with CaptureQueriesContext(connection) as asked:
        said(tell, "aisha", {"view": "now"})
    read = [one["sql"] for one in asked if blocks.NUMBER in one["sql"]]
    first = rows[5].pk // 2 * 2
    assert read and all(f">= {first}" in sql and f"< {first + 2}" in sql for sql in read)


def test_a_log_that_is_not_the_same_one_is_counted_anew(tell: Any) -> None:
    for _ in range(6):
        tell(stories.contract_live)
    said(tell, "aisha", {"view": "now"})
    for key, one in list(blocks._kept.items()):
        blocks._kept[key] = blocks.Counted(blocks.Point(one.at.number - 1, "another"), one.blocks, [])
    assert said(tell, "aisha", {"view": "now"})[0] == Contract.objects.count() == 6
