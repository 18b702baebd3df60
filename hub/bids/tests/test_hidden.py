"""What staff see is the same however many bids there are; and nothing readable lies anywhere before the opening."""

from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings as configured
from django.db import connection

from hub.bids import services
from hub.bids.tests import bidding
from hub.platform import clock
from hub.platform.testing.clients import SiteClient

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("shipped", "at_nine")]
# Two of them in every run: who leads a quote, and who leads the team.
WATCHERS = ("priya", "morag", *(pytest.param(one, marks=pytest.mark.slow) for one in ("sam", "helen", "noor")))
# What differs between two requests for the same page by design: tokens of forms and of drafts, and nothing else.
TOKENS = re.compile(r'<input type="hidden"[^>]*>|<meta name="csrf-token"[^>]*>|/drafts/save/[^"]*')


def pages(ground):
    base, case = ground.one.get_absolute_url(), ground.one.procurement
    firms = [each.party.supplier.get_absolute_url() for each in ground.bidders[:1] if hasattr(each.party, "supplier")]
    return [
        "/", "/quotes/", base, f"{base}opening/", f"{base}opening/whole/", f"{base}opening/root.json", f"{base}extend/",
        f"{base}answer/", case.get_absolute_url(), "/procurements/", "/suppliers/", "/search/?q=firm", "/rosters/",
        "/audit/", "/quotes/export.csv", *firms,
    ]  # fmt: skip


def seen(ground, person):
    client = SiteClient("staff").sign_in(ground.cast.people[person])
    found = {}
    for path in pages(ground):
        answer = client.get(path)
        body = b"".join(answer.streaming_content) if answer.streaming else answer.content
        found[path] = (answer.status_code, TOKENS.sub("", body.decode(errors="replace")))
    return found


class TestStaff:
    @pytest.mark.parametrize("person", WATCHERS)
    def test_see_the_same_with_no_one_and_seven_bids(self, cast, ring, at_nine, own_home, person):
        ground = bidding.ground(cast, ring, at_nine, firms=7)
        before = seen(ground, person)
        bidding.submitted(ground, 0, at_nine, file=b"%PDF-1.7 plan")
        assert seen(ground, person) == before, "one bid"
        for place in range(1, 6):
            bidding.submitted(ground, place, at_nine)
        bidding.begun(ground, 6, at_nine)
        assert seen(ground, person) == before, "six bids and one that is begun"

    def test_see_the_same_after_the_due_time_until_it_is_opened(self, cast, ring, at_nine, own_home):
        ground = bidding.ground(cast, ring, at_nine, firms=2)
        after = ground.due + timedelta(seconds=30)
        with clock.frozen(after):
            before = seen(ground, "priya")
        bidding.submitted(ground, 0, at_nine)
        with clock.frozen(after):
            assert seen(ground, "priya") == before


class TestNothingReadable:
    def test_of_a_bid_lies_in_database_files_or_log(self, cast, ring, at_nine, own_home, caplog):
        ground = bidding.ground(cast, ring, at_nine)
        canary = bidding.CANARY.format(0)
        with caplog.at_level("DEBUG"):
            bid = bidding.answered(ground, 0, at_nine, price="17,531.77", file=b"%PDF-1.7 " + canary.encode() * 40)
            assert services.typed(bid.items.get(question__number=2)).text == canary, "the bidder reads the draft"
            assert not found_in_database((canary, "17531.77", "plan.pdf"))
            services.submit(bid, number=1, by=ground.bidders[0].actor, stamp=services.Stamp(at_nine))
        assert not found_in_database((canary, "17531.77", "plan.pdf"))
        assert canary not in caplog.text and "17531" not in caplog.text and "plan.pdf" not in caplog.text
        for folder in (Path(configured.HUB_HOME), Path(configured.HUB_BID_STORE)):
            for path in folder.rglob("*"):
                if path.is_file():
                    assert canary.encode() not in path.read_bytes() and b"17531" not in path.read_bytes(), path


def found_in_database(words):
    """Give where any of some words stands in any column of any table."""
    found = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            for row in cursor.fetchall():
                text = "\n".join(
                    bytes(one).decode("latin-1") if isinstance(one, bytes | memoryview) else str(one) for one in row
                )
                found += [(table, word) for word in words if word in text]
    return found


def _text(one):
    return bytes(one).decode("latin-1") if isinstance(one, bytes | memoryview) else str(one)
