"""Whoever says whether two suppliers are one sees what each of them has here."""

from __future__ import annotations

from typing import Any

import pytest

from hub.contract.tests import stories
from hub.supplier import services as suppliers
from hub.supplier.models import Pair

pytestmark = pytest.mark.django_db


def test_the_page_of_a_pair_shows_the_contracts_of_both(tell: Any, cast: Any, client_as: Any) -> None:
    by = cast.actor("morag")
    firms = [suppliers.add(name=name, by=by, at=tell.at) for name in ("Smith Ltd", "Smith LLP")]
    for firm, title in zip(firms, ("Door repairs", "Window cleaning"), strict=True):
        stories.contract_live(authority=cast.eca, by=by, at=tell.at, supplier=firm, title=title)
    page = client_as("priya").get(f"/suppliers/duplicates/{Pair.objects.get().pk}/").content.decode()
    first, second = page.split('id="side-')[1:]
    assert "Door repairs" in first and "Window cleaning" not in first
    assert "Window cleaning" in second and 'aria-label="Contracts with Smith LLP"' in second
