"""The public tables: what gets in, what never does, and that replay gives the same."""

import io
from datetime import timedelta
from decimal import Decimal

import pytest

from hub.contract import services as contracts
from hub.contract.services import Part
from hub.contract.terms import Duty, WithdrawalGround
from hub.contract.tests import stories
from hub.platform.actors import NOBODY
from hub.platform.documents import services as documents
from hub.platform.documents.models import Version
from hub.platform.documents.services import Paper, Upload
from hub.platform.documents.terms import Audience, Scan
from hub.platform.search.search import search
from hub.publishing import selectors, showing
from hub.publishing.models import PublishedContract, PublishedSupplier
from hub.publishing.ocds import building
from hub.publishing.register import PublishedContractRegister
from hub.publishing.tests.conftest import everything, from_zero
from hub.supplier import services as suppliers

pytestmark = pytest.mark.django_db


def row(contract):
    return PublishedContract.objects.filter(contract_id=contract.pk).first()


class TestWhatIsPublished:
    def test_a_live_contract_stands_under_its_reference(self, live, follow):
        follow()
        found = selectors.contract(live.reference)
        assert (found.title, found.state, found.value_ex_vat) == (live.title, "live", live.value_ex_vat)
        assert found.supplier_names == "Meridian FM plc"
        assert found.supplier_numbers == "GB-COH-04455667"

    def test_a_draft_is_nowhere(self, cast, at_nine, follow):
        draft = stories.contract_draft(authority=cast.eca, by=cast.actor("morag"), at=at_nine, title="Secret plans")
        contracts.correct(draft, changes={"title": "Other plans"}, reason="Better", by=cast.actor("morag"), at=at_nine)
        follow()
        assert everything() == {"contracts": [], "versions": [], "suppliers": [], "parts": []}
        assert search("plans", actor=None, public_only=True).total == 0

    def test_a_draft_that_was_withdrawn_leaves_no_stone(self, cast, at_nine, follow):
        by = cast.actor("morag")
        draft = stories.contract_draft(authority=cast.eca, by=by, at=at_nine)
        contracts.withdraw(draft, ground=WithdrawalGround.MISTAKE, reason="Wrong list", by=by, at=at_nine)
        follow()
        assert row(draft) is None

    def test_what_a_draft_was_before_it_began_is_not_told_as_a_change(self, cast, at_nine, follow):
        by = cast.actor("morag")
        draft = stories.contract_draft(authority=cast.eca, by=by, at=at_nine, value_ex_vat=Decimal(1_000))
        contracts.correct(draft, changes={"value_ex_vat": Decimal(2_000)}, reason="Typing", by=by, at=at_nine)
        contracts.sign(draft, signed_on=at_nine.date(), by=by, at=at_nine)
        contracts.start(draft, by=by, at=at_nine)
        follow()
        assert list(row(draft).versions.all()) == []

    def test_a_withdrawn_contract_keeps_its_address_and_says_the_ground(self, cast, live, follow, at_nine):
        contracts.withdraw(
            live, ground=WithdrawalGround.DUPLICATE, reason="Tom typed it twice", by=cast.actor("morag"), at=at_nine
        )
        follow()
        stone = row(live)
        firm = stories.meridian(by=cast.actor("morag"), at=at_nine)
        assert stone.is_withdrawn
        assert stone.facts == {"withdrawn_because": "It is entered twice", "suppliers": [firm.pk]}
        assert (stone.title, stone.supplier_names, stone.value_ex_vat) == ("", "", None)
        assert live.reference not in {each.slug for each in selectors.contracts()}
        assert not PublishedSupplier.objects.exists()

    def test_one_that_is_put_back_stands_at_its_address_again_with_its_history(self, cast, live, follow, at_nine):
        by = cast.actor("morag")
        contracts.withdraw(live, ground=WithdrawalGround.DUPLICATE, reason="Twice", by=by, at=at_nine)
        follow()
        contracts.restore(live, reason="Tom erred", by=by, at=at_nine + timedelta(days=1))
        follow()
        found = selectors.contract(live.reference)
        assert (found.title, found.state, "withdrawn_because" in found.facts) == (live.title, "live", False)
        assert [each.what for each in found.versions.all()][-2:] == [
            "Withdrew the entry", "Put the entry back on the register"
        ]  # fmt: skip
        assert PublishedSupplier.objects.get().contracts_count == 1
        assert "Tom erred" not in str(everything())

    def test_a_corrected_reference_stands_at_the_same_address_with_the_same_ids(self, cast, live, follow, at_nine):
        first = live.reference
        by = cast.actor("morag")
        contracts.correct_reference(live, reference="HW-2024-17", reason="Tom erred", by=by, at=at_nine)
        follow()
        found = selectors.contract(first)
        assert (found.slug, found.reference, selectors.contract("HW-2024-17")) == (first, "HW-2024-17", None)
        assert found.versions.get().changes == [["Reference", first, "HW-2024-17"]]
        rows = {each.label: each.value for each in showing.sections(found)[0].rows}
        assert (rows["Reference"], rows["First reference, and address"]) == ("HW-2024-17", first)
        for called in (first, "HW-2024-17"):
            assert search(called, actor=None, public_only=True).total == 1
        assert building.release(found)["contracts"][0]["id"] == first
        cells = {column.header: column.cell(found) for column in PublishedContractRegister.columns}
        assert cells["Reference"] == f'<a href="/contracts/{first}/">HW-2024-17</a>'
        assert cells["First reference, and address"] == first

    def test_people_and_reasons_never_get_in(self, cast, live, follow, at_nine):
        by = cast.actor("morag")
        contracts.correct(
            live,
            changes={"value_ex_vat": Decimal(950_000)},
            reason="Ruth Adeyemi asked for it",
            what="mistyped",
            by=by,
            at=at_nine,
        )
        contracts.transfer(live, duty=Duty.MANAGER, to=cast.aisha, reason="New manager", by=by, at=at_nine)
        follow()
        text = str(everything())
        for person in cast.people.values():
            assert person.name not in text
        assert "asked for it" not in text and "New manager" not in text

    def test_a_change_is_told_with_the_amount_before_and_after(self, cast, live, follow, at_nine):
        contracts.correct(
            live,
            changes={"value_ex_vat": Decimal(950_000)},
            reason="VAT",
            what="mistyped",
            by=cast.actor("morag"),
            at=at_nine,
        )
        follow()
        version = row(live).versions.get()
        told = [(label, Decimal(before), Decimal(after)) for label, before, after in version.changes]
        assert told == [("Value, ex VAT", Decimal(900_000), Decimal(950_000))]

    def test_the_old_words_of_a_description_are_not_told(self, cast, live, follow, at_nine):
        by = cast.actor("morag")
        contracts.correct(live, changes={"description": "Run by Jane Doe"}, reason="More", by=by, at=at_nine)
        contracts.correct(live, changes={"description": "Run well"}, reason="Name out", by=by, at=at_nine)
        follow()
        assert "Jane Doe" not in str(everything())
        assert [version.changes for version in row(live).versions.all()] == [[["Description", None, None]]] * 2

    def test_each_authority_has_its_own(self, live, elsewhere, follow, cast):
        follow()
        assert row(live).authority == cast.eca and row(elsewhere).authority == cast.wdc
        assert row(elsewhere).slug.startswith("WDC-")


class TestPapers:
    def add(self, contract, cast, at, audience):
        paper = Paper(title=f"For {audience}", audience=audience)
        file = Upload("paper.txt", io.BytesIO(b"words for " + audience.encode()))
        documents.add(contract, upload=file, paper=paper, by=cast.actor("morag"), at=at)

    def test_only_papers_for_everyone_are_listed(self, cast, live, follow, at_nine):
        for audience in Audience:
            self.add(live, cast, at_nine, audience)
        Version.objects.update(scan=Scan.NOT_SCANNED)
        follow()
        assert [paper["title"] for paper in row(live).papers] == ["For public"]

    def test_confidential_papers_are_said_to_be_withheld(self, cast, live, follow, at_nine):
        by = cast.actor("morag")
        contracts.correct(live, changes={"has_confidential_papers": True}, reason="Prices", by=by, at=at_nine)
        follow()
        assert [(part["section"], part["ground"]) for part in row(live).withheld] == [
            ("Papers", "Its papers are confidential")
        ]


class TestSuppliers:
    def test_a_merged_supplier_shows_under_the_standing_name_with_how_we_know_the_other(
        self, cast, live, follow, at_nine
    ):
        by = cast.actor("morag")
        other = suppliers.add(name="Meridian Facilities Mgt", by=by, at=at_nine)
        second = stories.contract_live(authority=cast.eca, by=by, at=at_nine, supplier=other, title="Window cleaning")
        follow()
        assert PublishedSupplier.objects.count() == 2
        standing = stories.meridian(by=by, at=at_nine)
        suppliers.merge(other, into=standing, reason="Same number", by=by, at=at_nine)
        follow()
        found = selectors.supplier(standing.pk)
        assert row(second).supplier_names == "Meridian FM plc"
        assert (found.contracts_count, found.other_names) == (2, [["Meridian Facilities Mgt", "A merged entry"]])
        assert selectors.supplier(other.pk) is None and selectors.standing_for(other.pk) == standing.pk

    def test_a_supplier_without_a_public_contract_is_not_listed(self, cast, at_nine, follow):
        suppliers.add(name="Hopeful Ltd", by=cast.actor("morag"), at=at_nine)
        follow()
        assert not PublishedSupplier.objects.exists()


class TestReplay:
    def history(self, cast, at, follow):
        """Let much happen, with the public tables reading after each act."""
        by = cast.actor("morag")
        first = stories.contract_live(authority=cast.eca, by=by, at=at)
        follow()
        contracts.correct(first, changes={"value_ex_vat": Decimal(1)}, reason="A", by=by, at=at + timedelta(hours=1))
        follow()
        second = stories.contract_suspended(authority=cast.eca, by=by, at=at, title="Cleaning")
        follow()
        contracts.resume(second, reason="Dry again", by=by, at=at + timedelta(hours=2))
        third = stories.contract_expired(authority=cast.eca, by=by, at=at, title="Ice rink")
        follow()
        firm = suppliers.add(name="Small Works", by=by, at=at)
        contracts.name_suppliers(first, parts=[Part(firm)], reason="Novated", by=by, at=at + timedelta(hours=3))
        follow()
        contracts.withdraw(third, ground=WithdrawalGround.MISTAKE, reason="No", by=by, at=at + timedelta(hours=4))
        suppliers.correct(firm, changes={"name": "Small Works Ltd"}, reason="Full name", by=by, at=at)
        follow()

    def test_from_zero_gives_what_following_step_by_step_gave(self, cast, at_nine, follow):
        self.history(cast, at_nine, follow)
        before = everything()
        assert len(before["contracts"]) == 3 and before["versions"]
        from_zero()
        assert everything() == before

    def test_reading_again_without_emptying_changes_nothing(self, cast, at_nine, follow):
        from hub.platform.events.subscribers import replay

        self.history(cast, at_nine, follow)
        before = everything()
        replay(selectors.SUBSCRIBER)
        follow()
        assert everything() == before

    def test_a_contract_is_made_once_although_the_batch_names_it_often(self, cast, at_nine, follow, monkeypatch):
        from hub.publishing import following

        made = []
        monkeypatch.setattr(following, "project", lambda ids: made.extend(ids))
        self.history(cast, at_nine, lambda: None)
        follow()
        assert len(made) == len(set(made)) == 3


class TestSearch:
    def test_the_public_finds_what_is_published_and_officers_find_the_record_once(self, cast, live, follow):
        follow()
        assert [hit.kind for hit in search("grounds", actor=None, public_only=True).hits] == [
            "publishing.publishedcontract"
        ]
        assert [hit.kind for hit in search("grounds", actor=cast.actor("aisha")).hits] == ["contract.contract"]
        assert search("grounds", actor=NOBODY).total == 0

    def test_a_withdrawn_contract_is_found_no_more(self, cast, live, follow, at_nine):
        follow()
        contracts.withdraw(live, ground=WithdrawalGround.MISTAKE, reason="No", by=cast.actor("morag"), at=at_nine)
        follow()
        assert search("grounds", actor=None, public_only=True).total == 0
