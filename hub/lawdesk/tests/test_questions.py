"""Every rule has a page that asks its facts and answers its worked case, on every site, from its own shape alone."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from typing import Any
from urllib.parse import urlencode

import pytest
from django.http import QueryDict
from django.utils.html import escape

from hub.law import door
from hub.law.tables import shipped
from hub.lawdesk import desk, forms
from hub.lawdesk.tests.cases import answered_cases, example_of
from hub.platform.reference.statute import statute
from hub.platform.registers.testing import assert_queries


def exact(told: Any) -> Any:
    """Give a result with its amounts as numbers: £100 typed is £100.00 meant."""
    if isinstance(told, dict):
        return {name: exact(value) for name, value in told.items()}
    if isinstance(told, list):
        return [exact(one) for one in told]
    try:
        return Decimal(told) if isinstance(told, str) else told
    except InvalidOperation:
        return told


RULES = sorted(desk.all_rules())
THRESHOLD = {"on": "2026-01-01", "kind": "services", "value_inc_vat": "207720"}


class TestEveryRule:
    @pytest.mark.parametrize("name", RULES)
    def test_an_address_made_of_its_facts_gives_the_same_facts_back(self, name: str) -> None:
        rule = desk.all_rules()[name]
        for case in answered_cases(name):
            query = QueryDict(forms.address(rule, case["facts"], also={"ask": "1"}))
            form = forms.FactsForm(query, rule=rule)
            assert form.is_valid(), (case["says"], form.errors)
            told = door.document(rule, door.decide(rule, json.dumps(form.given), tables=shipped()))
            assert exact(told["result"]) == exact(case["result"]), (case["says"], form.given)

    # One test for all rules: the tables are loaded once, and what is wrong is told of all of them together.
    @pytest.mark.django_db
    @pytest.mark.parametrize("site", ["staff", "supplier", "public"])
    def test_its_page_asks_and_answers_its_worked_case(self, law, client_as, at_nine, site: str) -> None:
        client = client_as({"staff": "naomi", "supplier": "raj", "public": None}[site], site=site)
        faults = [f"{name}: {fault}" for name in RULES for fault in self.faults(client, name)]
        assert not faults, "\n".join(faults)

    def faults(self, client: Any, name: str) -> Iterator[str]:
        rule = desk.all_rules()[name]
        page = client.get(f"/law/{name}/")
        if page.status_code != 200 or escape(rule.title) not in page.content.decode():
            yield "its page does not ask"
        asked = page.content.decode()
        if lost := [one for one in forms.FactsForm(rule=rule).fields if f'name="{one}' not in asked]:
            yield f"its page has no box for {lost}"
        answer = client.get(f"/law/{name}/?{forms.address(rule, example_of(name)['facts'], also={'ask': '1'})}")
        text = answer.content.decode()
        missing = [words for words in ("This rests on", "The facts you gave", "The rule in words") if words not in text]
        if answer.status_code != 200 or missing:
            yield f"its worked case is not answered: {answer.status_code}, {missing}"
        if client.site != "staff" and ("/save/" in text or "/settings/" in text):
            yield "it leads to pages of staff"
        if client.site == "staff":
            yield from self.names_in(text)

    def names_in(self, text: str) -> Iterator[str]:
        """Tell of names of facts that are left among the words."""
        shown = re.sub(r"<[^>]+>", " ", text.split("<main", 1)[1].split("</main>", 1)[0])
        if found := sorted(set(re.findall(r"\b[a-z]+_[a-z_]+\b", shown))):
            yield f"it says {found}"


@pytest.mark.django_db
class TestAnswers:
    def test_come_first_in_words_with_section_facts_and_tables(self, law, client_as, at_nine) -> None:
        text = client_as("naomi").get("/law/threshold/", THRESHOLD).content.decode()
        result = text.split("The facts you gave")[0]
        assert "£207,720" in result and "Yes" in result and "Taken as met" in result
        assert "Thursday 1 January 2026" in text
        assert "/settings/reference/thresholds/" in text and "from 1 January 2026" in text

    def test_have_their_facts_in_an_address_that_asks_the_same_again(self, law, client_as, at_nine) -> None:
        parts = {"on-day": "1", "on-month": "january", "on-year": "2026", "kind": "services"}
        text = client_as("naomi").get("/law/threshold/", {**parts, "value_inc_vat": "£207,720"}).content.decode()
        assert f'href="?{urlencode(THRESHOLD).replace("&", "&amp;")}"' in text

    def test_follow_a_row_that_was_added_on_screen(self, law, client_as, at_nine) -> None:
        from hub.platform.reference.tests.test_statute import add_threshold

        client = client_as("naomi")
        client.get("/law/threshold/", THRESHOLD)
        add_threshold(law, "300000", at_nine)
        later = {**THRESHOLD, "on": "2028-01-01"}
        assert "£300,000" in client.get("/law/threshold/", later).content.decode()
        assert "£207,720" in client.get("/law/threshold/", THRESHOLD).content.decode()

    @pytest.mark.parametrize("address", ["/law/", "/law/threshold/?" + urlencode(THRESHOLD)])
    @pytest.mark.parametrize("site", ["staff", "public"])
    def test_ask_a_pinned_number_of_queries(self, law, client_as, at_nine, address: str, site: str, request) -> None:
        from django.db import connection
        from django.test.utils import CaptureQueriesContext

        client = client_as("naomi" if site == "staff" else None, site=site)
        client.get(address)
        with CaptureQueriesContext(connection) as asked:
            assert client.get(address).status_code == 200
        assert_queries(request.path.parent, f"{site} {address}", len(asked))


@pytest.mark.django_db
class TestWrongFacts:
    def test_are_named_at_their_field_and_what_was_typed_is_kept(self, law, client_as, at_nine) -> None:
        typed = {"on-day": "31", "on-month": "2", "on-year": "2026", "kind": "services", "value_inc_vat": "lots"}
        answer = client_as("naomi").get("/law/threshold/", typed)
        text = answer.content.decode()
        assert answer.status_code == 422
        assert 'value="31"' in text and 'value="lots"' in text and "There is a problem" in text
        assert 'href="#id_on-day"' in text and 'href="#id_value_inc_vat"' in text

    def test_that_the_rule_refuses_are_named_at_their_field_too(self, law, client_as, at_nine) -> None:
        answer = client_as("naomi").get("/law/threshold/", {**THRESHOLD, "on": "2024-06-01"})
        text = answer.content.decode()
        assert answer.status_code == 422
        assert 'id="id_on_error"' in text and "Saturday 1 June 2024 is before Monday 24 February 2025" in text
        assert 'value="207720"' in text

    def test_of_a_date_for_which_the_law_has_no_row_say_so(self, cast, client_as, at_nine) -> None:
        answer = client_as("naomi").get("/law/threshold/", THRESHOLD)
        assert answer.status_code == 422

    @pytest.mark.parametrize("day", ["9999-12-31", "0001-01-01", "2026-02-30", "never", "²/²/2026"])
    @pytest.mark.parametrize("value", ["1e400", "-5", "99999999999999999999", "£1m", "\x00"])
    def test_never_break_a_page(self, law, client_as, at_nine, day: str, value: str) -> None:
        answer = client_as("naomi").get("/law/threshold/", {"on": day, "kind": "?", "value_inc_vat": value})
        assert answer.status_code == 422

    def test_missing_ones_are_asked_for(self, law, client_as, at_nine) -> None:
        text = client_as("naomi").get("/law/threshold/?ask=1").content.decode()
        assert "Enter a date to answer" in text and "Select an answer to answer" in text

    def test_a_form_that_is_only_filled_in_shows_no_errors(self, law, client_as, at_nine) -> None:
        answer = client_as("naomi").get("/law/threshold/?fill=1&kind=works")
        text = answer.content.decode()
        assert answer.status_code == 200
        assert "There is a problem" not in text and 'value="works" id="id_kind_2" checked' in text

    def test_a_rule_that_does_not_exist_is_missing(self, law, client_as, at_nine) -> None:
        assert client_as("naomi").get("/law/nothing/").status_code == 404


@pytest.mark.django_db
class TestTheDesk:
    def test_shows_every_rule_by_topic_and_the_usual_questions_first(self, law, client_as, at_nine) -> None:
        text = client_as("naomi").get("/law/").content.decode()
        assert all(f'href="/law/{name}/"' in text for name in RULES)
        places = [text.find(each.question) for each in desk.featured()]
        assert places == sorted(places) and -1 not in places

    def test_finds_questions_by_words_and_sections(self, law, client_as, at_nine) -> None:
        text = client_as("naomi").get("/law/?q=reach+threshold").content.decode()
        assert 'href="/law/threshold/"' in text
        assert "No question has these words" in client_as("naomi").get("/law/?q=zebra").content.decode()

    def test_carries_on_which_record_it_is_about(self, law, client_as, at_nine) -> None:
        client = client_as("naomi")
        assert 'href="/law/threshold/?about=CON-1"' in client.get("/law/?about=CON-1").content.decode()
        text = client.get("/law/threshold/?" + urlencode({**THRESHOLD, "about": "CON-1"})).content.decode()
        assert "about=CON-1" in text.split("/law/threshold/save/?")[1].split('"')[0]

    def test_stands_in_the_menu_of_staff(self, law, client_as, at_nine) -> None:
        assert '<a href="/law/" aria-current="page">Library</a>' in client_as("naomi").get("/law/").content.decode()


@pytest.mark.django_db
def test_the_stored_tables_are_those_that_ship(law) -> None:
    stored = statute()
    for name in shipped().names():
        assert [(row.code, row.valid_from) for row in stored.all(name)] == [
            (row.code, row.valid_from) for row in shipped().all(name)
        ]
