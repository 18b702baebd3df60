"""Acts on documents."""

from __future__ import annotations

from datetime import date, datetime
from io import BytesIO
from typing import Any

import pytest

from hub.platform.act_table import NotHeld, Refused, WrongState
from hub.platform.actors import system_actor
from hub.platform.documents import jobs, selectors, services, storage
from hub.platform.documents.models import Document, Version
from hub.platform.documents.scanning import Verdict
from hub.platform.documents.services import CannotAdd, Paper, Upload
from hub.platform.documents.terms import Audience, Scan, State
from hub.platform.documents.tests.conftest import PDF, added, upload
from hub.platform.events.models import Event

EICAR = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"


class EicarScanner:
    """A scanner that knows one virus, which is harmless."""

    def scan(self, file: Any, size: int) -> Verdict:
        return Verdict(Scan.INFECTED, "Eicar-Test") if EICAR in file.read() else Verdict(Scan.CLEAN)


def scanner_here(settings: Any) -> None:
    settings.HUB_SCANNER = "hub.platform.documents.tests.test_services.EicarScanner"


class TestAdd:
    """Adding a document."""

    def test_keeps_the_file_its_digest_and_who_brought_it(self, record: Any, cast: Any, at_nine: datetime) -> None:
        document = added(record, cast, at_nine)
        version = document.versions.get()
        assert (version.number, version.size, version.name) == (1, len(PDF), "signed.pdf")
        assert version.added_by == cast.morag
        assert storage.store().open(version.sha256).read() == PDF

    def test_is_one_event_on_the_records_timeline(self, record: Any, cast: Any, at_nine: datetime) -> None:
        before = Event.objects.count()
        document = added(record, cast, at_nine)
        event = Event.objects.order_by("number").last()
        assert event is not None and Event.objects.count() == before + 1
        assert (event.verb, event.root_kind, event.root_id) == ("document.add", record.kind(), record.pk)
        assert (event.subject_kind, event.subject_id) == ("documents.document", document.pk)
        assert event.detail_row.data["facts"]["file"]["sha256"] == document.versions.get().sha256

    def test_has_an_address_of_128_random_bits(self, record: Any, cast: Any, at_nine: datetime) -> None:
        ids = {added(record, cast, at_nine).public_id for _ in range(3)}
        assert len(ids) == 3 and all(len(bytes.fromhex(one)) == 16 for one in ids)

    @pytest.mark.parametrize("who", ["naomi", "ahmed", "jo", "leo"])
    def test_is_refused_to_who_does_not_hold_it(self, record: Any, cast: Any, at_nine: datetime, who: str) -> None:
        with pytest.raises(NotHeld):
            added(record, cast, at_nine, by=who)
        assert not Document.objects.exists()

    @pytest.mark.parametrize(
        ("setting", "value", "words"),
        [
            ("HUB_MOST_FILE_BYTES", 10, "larger than"),
            ("HUB_MOST_AUTHORITY_BYTES", 10, "Ask your administrator"),
            ("HUB_KEEP_FREE_BYTES", 10**18, "disk is nearly full"),
        ],
    )
    def test_says_what_is_wrong_and_what_to_do(
        self, record: Any, cast: Any, at_nine: datetime, settings: Any, setting: str, value: int, words: str
    ) -> None:
        setattr(settings, setting, value)
        with pytest.raises(CannotAdd, match=words):
            added(record, cast, at_nine)
        assert not Document.objects.exists()

    def test_refuses_a_confidential_paper_for_the_public(self, record: Any, cast: Any, at_nine: datetime) -> None:
        with pytest.raises(Refused, match="cannot be for suppliers or the public"):
            added(record, cast, at_nine, audience=Audience.PUBLIC, is_confidential=True)

    def test_many_are_one_transaction_with_an_event_each(self, record: Any, cast: Any, at_nine: datetime) -> None:
        before = Event.objects.count()
        papers = [(record, upload(PDF + bytes([n]), f"{n}.pdf"), Paper(title=f"Paper {n}")) for n in range(3)]
        documents = services.add_many(papers, by=system_actor(), at=at_nine)
        assert Event.objects.count() == before + 3
        assert [one.versions.count() for one in documents] == [1, 1, 1]


class TestAddVersion:
    """Adding a version."""

    def test_leaves_the_earlier_ones_as_they_were(self, record: Any, cast: Any, at_nine: datetime) -> None:
        document = added(record, cast, at_nine)
        first = document.versions.get()
        services.add_version(document, upload=upload(PDF + b"2"), by=cast.actor("priya"), at=at_nine)
        assert [one.number for one in document.versions.order_by("number")] == [1, 2]
        first.refresh_from_db()
        assert storage.store().open(first.sha256).read() == PDF

    def test_of_the_same_file_is_refused(self, record: Any, cast: Any, at_nine: datetime) -> None:
        document = added(record, cast, at_nine)
        with pytest.raises(CannotAdd, match="same file"):
            services.add_version(document, upload=upload(), by=cast.actor("priya"), at=at_nine)

    def test_to_a_withdrawn_document_is_refused(self, record: Any, cast: Any, at_nine: datetime) -> None:
        document = added(record, cast, at_nine)
        services.withdraw(document, reason="Wrong contract", by=cast.actor("priya"), at=at_nine)
        with pytest.raises(WrongState):
            services.add_version(document, upload=upload(PDF + b"2"), by=cast.actor("priya"), at=at_nine)

    def test_never_happens_outside_an_act(self, record: Any, cast: Any, at_nine: datetime) -> None:
        from hub.platform.recorded import SavedOutsideAct

        version = added(record, cast, at_nine).versions.get()
        version.sha256 = "0" * 64
        with pytest.raises(SavedOutsideAct):
            version.save()


class TestAudience:
    """Who reads what."""

    @pytest.mark.parametrize(
        ("who", "reads"),
        [("aisha", True), ("naomi", True), ("ahmed", True), ("jo", False), ("leo", False), ("raj", False)],
    )
    def test_internal_papers_are_for_the_authoritys_officers(
        self, record: Any, cast: Any, at_nine: datetime, who: str, reads: bool
    ) -> None:
        document = added(record, cast, at_nine)
        assert (selectors.get(document.public_id, cast.actor(who)) is not None) is reads
        assert (document in selectors.of(record, cast.actor(who))) is reads

    @pytest.mark.parametrize(
        ("who", "reads"),
        [("morag", True), ("daniel", True), ("naomi", True), ("noor", True), ("aisha", False), ("harriet", False)],
    )
    def test_confidential_papers_are_for_few(
        self, record: Any, cast: Any, at_nine: datetime, who: str, reads: bool
    ) -> None:
        document = added(record, cast, at_nine, is_confidential=True)
        assert (selectors.get(document.public_id, cast.actor(who)) is not None) is reads
        assert (document in selectors.of(record, cast.actor(who))) is reads

    def test_confidential_papers_are_for_whose_record_it_is(
        self, record: Any, cast: Any, at_nine: datetime, monkeypatch: Any
    ) -> None:
        monkeypatch.setattr(type(record), "is_own", lambda self, person: person == cast.aisha.pk)
        document = added(record, cast, at_nine, is_confidential=True)
        assert selectors.get(document.public_id, cast.actor("aisha")) is not None
        assert selectors.get(document.public_id, cast.actor("tom")) is None

    def test_supplier_papers_are_for_this_supplier(
        self, record: Any, cast: Any, at_nine: datetime, suppliers: set[int]
    ) -> None:
        document = added(record, cast, at_nine, audience=Audience.SUPPLIER)
        suppliers.add(cast.meridian.pk)
        assert selectors.get(document.public_id, cast.actor("raj")) is not None
        assert selectors.get(document.public_id, cast.actor("bartosz")) is None

    def test_a_withdrawn_paper_is_for_officers_only(
        self, record: Any, cast: Any, at_nine: datetime, suppliers: set[int]
    ) -> None:
        document = added(record, cast, at_nine, audience=Audience.SUPPLIER)
        suppliers.add(cast.meridian.pk)
        services.withdraw(document, reason="Wrong contract", by=cast.actor("priya"), at=at_nine)
        assert selectors.get(document.public_id, cast.actor("raj")) is None
        assert selectors.get(document.public_id, cast.actor("aisha")) is not None

    def test_changes_with_a_reason(self, record: Any, cast: Any, at_nine: datetime) -> None:
        document = added(record, cast, at_nine)
        services.change_audience(
            document,
            audience=Audience.PUBLIC,
            is_confidential=False,
            reason="Asked for under FOI",
            by=cast.actor("priya"),
            at=at_nine,
        )
        event = Event.objects.order_by("number").last()
        assert event is not None and event.detail_row.data["changes"]["audience"] == ["internal", "public"]
        assert event.detail_row.data["note"] == "Asked for under FOI"


class TestScanning:
    """What becomes of a file after it arrived."""

    def test_says_not_scanned_without_a_scanner(self, record: Any, cast: Any, at_nine: datetime, settings: Any) -> None:
        settings.HUB_CLAMD_SOCKET = "/nowhere"
        version = added(record, cast, at_nine).versions.get()
        jobs.check_version(None, version.pk)
        version.refresh_from_db()
        assert version.scan == Scan.NOT_SCANNED

    def test_keeps_a_virus_apart_tells_the_uploader_and_writes_an_event(
        self, record: Any, cast: Any, at_nine: datetime, settings: Any
    ) -> None:
        from hub.platform.deadlines.models import Alert

        scanner_here(settings)
        document = added(record, cast, at_nine, content=EICAR, name="a.txt")
        version = document.versions.get()
        jobs.check_version(None, version.pk)
        jobs.check_version(None, version.pk)
        version.refresh_from_db()
        assert version.scan == Scan.INFECTED and not storage.store().exists(version.sha256)
        assert Event.objects.filter(verb="document.quarantine").count() == 1
        assert Alert.objects.filter(person=cast.morag).count() == 1

    def test_finds_nothing_in_a_clean_file_and_reads_its_words(
        self, record: Any, cast: Any, at_nine: datetime, settings: Any
    ) -> None:
        scanner_here(settings)
        document = added(record, cast, at_nine, content="Zwölf Müllwagen".encode(), name="a.txt")
        version = document.versions.get()
        jobs.check_version(None, version.pk)
        version.refresh_from_db()
        assert version.scan == Scan.CLEAN
        assert version.words.text == "Zwölf Müllwagen"


@pytest.mark.usefixtures("classes")
class TestRetention:
    """How long documents are kept."""

    @pytest.fixture
    def document(self, record: Any, cast: Any, at_nine: datetime) -> Document:
        return added(record, cast, at_nine, retention="contract")

    def test_counts_from_the_day_the_record_closed(self, document: Document, closed: dict[int, date]) -> None:
        assert selectors.due_for_disposal(date(2040, 1, 1)) == []
        closed[document.subject_id] = date(2024, 2, 29)
        assert selectors.due_for_disposal(date(2030, 2, 27)) == []
        assert selectors.due_for_disposal(date(2030, 3, 1)) == [(document, date(2030, 3, 1))]

    def test_a_legal_hold_keeps_it_for_ever(
        self, document: Document, closed: dict[int, date], cast: Any, at_nine: datetime
    ) -> None:
        closed[document.subject_id] = date(2020, 1, 1)
        services.hold(document, reason="Claim in court", by=cast.actor("daniel"), at=at_nine)
        assert selectors.due_for_disposal(date(2040, 1, 1)) == []
        services.release(document, reason="Claim settled", by=cast.actor("daniel"), at=at_nine)
        assert [one for one, _ in selectors.due_for_disposal(date(2040, 1, 1))] == [document]

    def test_changes_with_a_note(self, document: Document, cast: Any, at_nine: datetime) -> None:
        services.retain(document, retention="deed", reason="Made as a deed", by=cast.actor("daniel"), at=at_nine)
        document.refresh_from_db()
        assert (document.retention, document.retention_note) == ("deed", "Made as a deed")

    def test_is_not_for_everybody_to_change(self, document: Document, cast: Any, at_nine: datetime) -> None:
        with pytest.raises(NotHeld):
            services.hold(document, reason="x", by=cast.actor("tom"), at=at_nine)


class TestExport:
    """Giving every file out."""

    def test_gives_each_version_with_its_file_and_none_for_one_kept_apart(
        self, record: Any, cast: Any, at_nine: datetime
    ) -> None:
        document = added(record, cast, at_nine)
        services.add_version(document, upload=Upload("b.txt", BytesIO(b"two")), by=cast.actor("morag"), at=at_nine)
        storage.store().quarantine(Version.objects.get(number=1).sha256)
        read = {one.number: file and file.read() for one, file in services.paths(selectors.all_versions())}
        assert read == {1: None, 2: b"two"}
        assert document.status == State.CURRENT
