"""Facts that contradict each other come back as they were typed, with what is wrong at the fact, on every site."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from html import unescape
from typing import Any

import pytest

from hub.lawdesk import desk, forms
from hub.lawdesk.tests.cases import refused_cases

SITES = [("naomi", "staff"), ("raj", "supplier"), (None, "public")]
# A contract that is light touch by its kind and is not by another fact, changed before it began.
CHANGE = {
    "regime": "PA23", "kind": "light_touch", "light_touch": "no", "value_inc_vat": "987654.32",
    "starts_on-day": "1", "starts_on-month": "4", "starts_on-year": "2027",
    "ends_on-day": "31", "ends_on-month": "3", "ends_on-year": "2026",
    "previous.rows": "0", "previous.0.ground": "P5", "previous.0.value_delta_inc_vat": "1234.56",
    "previous.0.term_delta_days": "77", "ground": "P1", "value_delta_inc_vat": "0", "term_delta_days": "365",
    "changed_on-day": "5", "changed_on-month": "3", "changed_on-year": "2027",
}  # fmt: skip


def wrong_cases() -> Iterator[tuple[str, dict[str, Any]]]:
    """Give, for each rule, the first case whose facts it refuses though each of them can be read."""
    for name in sorted(desk.all_rules()):
        # A box of blanks is an empty box.
        shown = [case["facts"] for case in refused_cases(name) if not any(map(str.isspace, typed(case["facts"])))]
        yield from ((name, facts) for facts in shown[:1])


def typed(facts: Any) -> Iterator[str]:
    """Give what stands in boxes: amounts and words as they are, of days the year."""
    for value in facts.values() if isinstance(facts, dict) else facts:
        if isinstance(value, dict | list):
            yield from typed(value)
        elif isinstance(value, str) and value:
            try:
                yield str(date.fromisoformat(value).year)
            except ValueError:
                yield value


@pytest.mark.django_db
class TestContradictions:
    @pytest.mark.parametrize(("who", "site"), SITES)
    def test_come_back_with_every_box_filled(self, law, client_as, at_nine, who, site) -> None:
        answer = client_as(who, site=site).get("/law/modification/", CHANGE)
        page = unescape(answer.content.decode())
        assert answer.status_code == 422
        for value in ("987654.32", "1234.56", "77", "365", "2027", "2026"):
            assert f'value="{value}"' in page, value
        assert "There is a problem" in page
        assert "The contract would end before it starts." in page
        assert "The kind says light touch and this says not." in page
        for chosen in ("light_touch", "P5", "P1", "no"):
            assert re.search(rf'<(input|option)[^>]*value="{chosen}"[^>]*(checked|selected)', page), chosen

    @pytest.mark.parametrize(("who", "site"), SITES)
    def test_of_an_impossible_sequence_of_notices_are_named_at_their_event(
        self, law, client_as, at_nine, who, site
    ) -> None:
        facts = {
            "regime": "PA23", "procedure": "open", "covered": True, "light_touch": False, "value_inc_vat": "500000",
            "market_engaged": False, "events": {"tender_on": "2026-06-01", "entered_on": "2026-05-01"},
        }  # fmt: skip
        rule = desk.all_rules()["notices"]
        answer = client_as(who, site=site).get(f"/law/notices/?{forms.address(rule, facts)}")
        page = unescape(answer.content.decode())
        assert answer.status_code == 422
        assert 'id="id_events.entered_on_error"' in page
        assert page.count('value="2026"') >= 2 and 'value="500000"' in page

    def test_of_every_rule_keep_what_was_typed(self, law, client_as, at_nine) -> None:
        client = client_as(None, site="public")
        faults = []
        for name, facts in wrong_cases():
            rule = desk.all_rules()[name]
            answer = client.get(f"/law/{name}/?{forms.address(rule, facts, also={'ask': '1'})}")
            page = unescape(answer.content.decode())
            lost = [value for value in typed(facts) if value not in page]
            if answer.status_code != 422 or lost or "There is a problem" not in page:
                faults.append(f"{name}: {answer.status_code}, lost {lost}")
        assert not faults, "\n".join(faults)
