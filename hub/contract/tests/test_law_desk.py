"""Contracts and the law desk: which ones a change of law touches, and answers filed under them."""

from __future__ import annotations

from datetime import date
from urllib.parse import urlencode

import pytest

from hub.contract.tests import stories
from hub.duty.tests import stories as duty_stories
from hub.lawdesk import selectors, touching
from hub.lawdesk.models import LawChange
from hub.platform.documents import storage
from hub.platform.documents.models import Document
from hub.platform.events.models import Event
from hub.platform.reference.files import law_sets

pytestmark = pytest.mark.django_db
PROCLAIMED = date(2027, 6, 14)
THRESHOLD = {"on": "2026-01-01", "kind": "services", "value_inc_vat": "207720"}
SAVE = "/law/threshold/save/?" + urlencode(THRESHOLD)


@pytest.fixture
def law(cast, shipped):
    """Give an installation whose tables of the law are loaded."""
    return cast


class TestTouchedRecords:
    def touched(self, table: str, codes: tuple[str, ...], law, on: date):
        change = LawChange(authority=law.eca, table=table, codes=list(codes), first_day=on)
        return selectors.touched(change, law.actor("naomi"), on=on)

    def test_of_a_threshold_are_contracts_of_its_kind_in_draft_or_in_force(self, law, at_nine) -> None:
        more = {"authority": law.eca, "by": law.actor("morag"), "at": at_nine, "regime": "act_2023"}
        live = stories.contract_live(nature="services", **more)
        draft = stories.contract_draft(nature="services", **more)
        stories.contract_draft(nature="works", **more)
        found = self.touched("thresholds", ("services",), law, date(2028, 1, 1))
        assert {line.reference for one in found for line in one.lines} == {live.reference, draft.reference}

    def test_of_a_period_are_contracts_that_have_not_ended_by_then(self, law, at_nine) -> None:
        more = {"authority": law.eca, "by": law.actor("morag"), "at": at_nine, "regime": "act_2023"}
        stories.contract_live(**more, ends_on=date(2027, 3, 31))
        lasting = stories.contract_live(**more, ends_on=date(2029, 3, 31))
        found = self.touched("contract_duties", ("details_notice",), law, date(2028, 1, 1))
        assert [line.reference for one in found for line in one.lines] == [lasting.reference]

    def test_of_a_holiday_are_contracts_that_are_not_in_force_yet(self, law, at_nine) -> None:
        more = {"authority": law.eca, "by": law.actor("morag"), "at": at_nine}
        stories.contract_live(**more)
        draft = stories.contract_draft(**more)
        found = self.touched("bank_holidays", ("scotland",), law, PROCLAIMED)
        assert [line.reference for one in found for line in one.lines] == [draft.reference]

    def test_of_the_light_touch_list_are_services_with_its_codes_or_with_none(self, law, at_nine) -> None:
        more = {"authority": law.eca, "by": law.actor("morag"), "at": at_nine, "regime": "act_2023"}
        coded = stories.contract_live(**more, main_cpv="80500000-9", ends_on=date(2029, 3, 31))
        uncoded = stories.contract_live(**more, main_cpv="", ends_on=date(2029, 4, 30))
        stories.contract_live(**more, main_cpv="77310000", ends_on=date(2029, 3, 31))
        stories.contract_live(**more, main_cpv="80500000", nature="works", ends_on=date(2029, 3, 31))
        found = self.touched("light_touch_cpv", ("80500000",), law, date(2028, 1, 1))
        assert [line.reference for one in found for line in one.lines] == [coded.reference, uncoded.reference]

    def test_of_a_pipeline_figure_are_the_duties_of_the_authority(self, law, at_nine) -> None:
        found = duty_stories.stated(authority=law.eca, by=law.actor("sam"), at=at_nine)
        duty_stories.unstated(authority=law.wdc, at=at_nine)
        shown = self.touched("pipeline_notice", ("spend",), law, date(2027, 1, 1))
        assert {line.reference for one in shown for line in one.lines} == {one.reference for one in found.values()}

    def test_of_the_old_duties_are_contracts_of_the_old_law(self, law, at_nine) -> None:
        more = {"authority": law.eca, "by": law.actor("morag"), "at": at_nine, "ends_on": date(2029, 3, 31)}
        old = stories.contract_live(regime="pcr_2015", **more)
        stories.contract_live(regime="act_2023", **more)
        found = self.touched("legacy_duties", ("award_notice",), law, date(2028, 1, 1))
        assert [line.reference for one in found for line in one.lines] == [old.reference]

    def test_of_retention_are_contracts_that_are_over(self, law, at_nine, tell) -> None:
        stories.contract_live(authority=law.eca, by=law.actor("morag"), at=at_nine)
        over = tell(stories.contract_ended)
        found = self.touched("retention", ("contract",), law, date(2028, 1, 1))
        assert [line.reference for one in found for line in one.lines] == [over.reference]

    def test_of_what_a_framework_includes_are_frameworks_that_are_not_in_force_yet(self, law, at_nine) -> None:
        more = {"authority": law.eca, "by": law.actor("morag"), "at": at_nine, "regime": "act_2023"}
        stories.contract_draft(**more)
        stories.contract_live(**more, agreement_kind="framework")
        stories.contract_draft(**more | {"regime": "pcr_2015"}, agreement_kind="framework")
        draft = stories.contract_draft(**more, agreement_kind="framework")
        found = self.touched("framework_contents", ("price",), law, date(2028, 1, 1))
        assert [line.reference for one in found for line in one.lines] == [draft.reference]

    def test_of_a_policy_note_are_contracts_in_draft_and_in_force(self, law, at_nine) -> None:
        more = {"authority": law.eca, "by": law.actor("morag"), "at": at_nine, "ends_on": date(2029, 3, 31)}
        both = [story(regime="act_2023", **more) for story in (stories.contract_draft, stories.contract_live)]
        stories.contract_live(regime="act_2023", **more | {"ends_on": date(2027, 3, 31)})
        found = self.touched("policy_notes", ("PPN 021",), law, date(2028, 1, 1))
        assert {line.reference for one in found for line in one.lines} == {one.reference for one in both}

    @pytest.mark.parametrize("table", sorted(law_sets()))
    def test_are_listed_for_every_table_of_the_law(self, law, table) -> None:
        assert list(touching.touched_by(table)), f"Say in a Touch which records the table {table} touches."
        assert self.touched(table, ("x",), law, date(2028, 1, 1))

    def test_of_another_authority_are_not_shown(self, law, at_nine) -> None:
        stories.contract_draft(authority=law.wdc, by=law.actor("harriet"), at=at_nine)
        assert [one.lines for one in self.touched("bank_holidays", ("scotland",), law, PROCLAIMED)] == [[]]


@pytest.fixture
def contract(law, at_nine):
    return stories.contract_live(
        authority=law.eca, by=law.actor("morag"), at=at_nine, manager=law.aisha, title="Bus shelters"
    )


def filed(document: Document) -> str:
    with storage.store().open(document.latest.sha256) as file:
        return file.read().decode("utf-8-sig")


class TestSaving:
    def test_files_a_complete_text_under_the_record_with_one_event(self, law, contract, client_as) -> None:
        typed = {"record": contract.reference, "title": "Is it covered?"}
        answer = client_as("priya").post(SAVE, typed)
        assert answer.status_code == 302, answer.content.decode()
        document = Document.objects.get()
        assert (document.subject, document.title) == (contract, "Is it covered?")
        text = filed(document)
        for words in (
            "Does this contract reach the threshold?", "Asked at 9:00am, Monday 23 November 2026 by Priya Shah",
            "£207,720", "Thursday 1 January 2026", "Taken as met", "PA 2023 Sch 1", "from 1 January 2026",
            "/law/threshold/?on=2026-01-01", "SI 2025/1200", "The rule in words",
        ):  # fmt: skip
            assert words in " ".join(text.split()), words
        assert Event.objects.filter(verb="document.add", root_id=contract.pk, actor_id=law.priya.pk).count() == 1

    def test_begins_with_the_record_that_the_desk_was_opened_from(self, contract, client_as) -> None:
        page = client_as("priya").get(f"{SAVE}&about={contract.reference}").content.decode()
        assert f'value="{contract.reference}"' in page and "Bus shelters" in page

    def test_finds_records_by_words(self, contract, client_as) -> None:
        page = client_as("priya").post(SAVE, {"record": "shelters", "title": "T", "find": "record"}).content.decode()
        assert "1 match for" in page and contract.reference in page

    def test_is_open_to_the_manager_of_a_contract_on_that_contract_alone(
        self, law, contract, client_as, at_nine
    ) -> None:
        other = stories.contract_live(authority=law.eca, by=law.actor("morag"), at=at_nine, title="Bus lanes")
        client = client_as("ruth")
        for record in (contract, other):
            answer = client.post(SAVE, {"record": record.reference, "title": "T"})
            assert answer.status_code == 422
        assert "to which you may add papers" in answer.content.decode()
        assert not Document.objects.exists()
        assert client_as("aisha").post(SAVE, {"record": contract.reference, "title": "T"}).status_code == 302

    def test_never_reaches_a_record_of_another_authority(self, contract, client_as) -> None:
        typed = {"record": f"contract.contract {contract.pk}", "title": "T"}
        assert client_as("jo").post(SAVE, typed).status_code == 422
        assert "Bus shelters" not in client_as("jo").get(f"{SAVE}&about={contract.reference}").content.decode()

    def test_of_facts_without_an_answer_leads_back_to_the_question(self, law, client_as) -> None:
        answer = client_as("priya").get("/law/threshold/save/?on=2024-01-01&kind=services&value_inc_vat=1")
        assert answer.status_code == 302 and answer["Location"].startswith("/law/threshold/?on=2024")

    def test_needs_a_title_and_keeps_what_was_typed(self, contract, client_as) -> None:
        answer = client_as("priya").post(SAVE, {"record": contract.reference, "title": ""})
        assert answer.status_code == 422
        assert "Enter a title" in answer.content.decode() and contract.reference in answer.content.decode()


class TestOnTheContract:
    def test_its_page_leads_to_questions_with_what_is_recorded_filled_in(self, contract, client_as) -> None:
        page = client_as("priya").get(f"{contract.get_absolute_url()}linked/").content.decode()
        assert f"/law/?about={contract.reference}" in page
        assert "/law/threshold/?fill=1" in page and "kind=services" in page
