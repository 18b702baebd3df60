"""Disposal of papers whose time is over: two people, a certificate, and files that are really gone."""

from __future__ import annotations

import hashlib
import re
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.db import transaction

from hub.platform.act_table import NotHeld, Refused, WrongState
from hub.platform.documents import disposing, holding, jobs, services, storage
from hub.platform.documents.certificate import signed
from hub.platform.documents.models import Disposal, Document, VersionText
from hub.platform.documents.services import CannotAdd
from hub.platform.documents.terms import DisposalState, State
from hub.platform.documents.tests.conftest import added, upload
from hub.platform.events import signing
from hub.platform.events.models import Event
from hub.platform.identity import sessions
from hub.platform.jobs.models import Job

LONG_AGO = timedelta(days=365 * 3)
OTHER = b"%PDF-1.4\n2 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"
pytestmark = pytest.mark.usefixtures("classes")


@pytest.fixture
def old(record: Any, cast: Any, at_nine: datetime) -> Document:
    """Give a working paper of three years ago, a year past its time."""
    return added(record, cast, at_nine - LONG_AGO, retention="working", title="Notes of a call")  # type: ignore[no-any-return]


def proposed(documents: list[Document], cast: Any, at: datetime, by: str = "priya") -> Disposal:
    chosen = [one.pk for one in documents]
    return disposing.propose(chosen, authority=cast.eca, note="Yearly round", by=cast.actor(by), at=at)


def approved(documents: list[Document], cast: Any, at: datetime) -> Disposal:
    return disposing.approve(proposed(documents, cast, at), by=cast.actor("noor"), at=at)


class TestProposing:
    """One person proposes a list."""

    def test_changes_nothing_and_tells_those_who_may_approve(self, old: Any, cast: Any, at_nine: datetime) -> None:
        disposal = proposed([old], cast, at_nine)
        old.refresh_from_db()
        assert old.status == State.CURRENT and storage.store().exists(old.versions.get().sha256)
        assert disposal.status == DisposalState.PROPOSED and re.fullmatch(r"DSP-2026-\d{4}", disposal.reference)
        from hub.platform.deadlines.models import Alert

        told = set(Alert.objects.filter(cause=f"disposal:{disposal.pk}").values_list("person__cast_key", flat=True))
        assert {"noor", "daniel", "morag"} <= told and "priya" not in told

    def test_is_refused_for_a_paper_that_is_not_due(self, record: Any, cast: Any, at_nine: datetime) -> None:
        fresh = added(record, cast, at_nine, retention="working")
        with pytest.raises(Refused, match="not due any more"):
            proposed([fresh], cast, at_nine)
        assert not Disposal.objects.exists()

    def test_is_refused_for_nothing_and_for_a_paper_that_waits_already(
        self, old: Any, cast: Any, at_nine: datetime
    ) -> None:
        with pytest.raises(Refused, match="at least one"):
            proposed([], cast, at_nine)
        first = proposed([old], cast, at_nine)
        with pytest.raises(Refused, match=first.reference):
            proposed([old], cast, at_nine, by="morag")

    @pytest.mark.parametrize("who", ["aisha", "naomi", "sam", "jo"])
    def test_is_not_for_everybody(self, old: Any, cast: Any, at_nine: datetime, who: str) -> None:
        with pytest.raises(NotHeld):
            proposed([old], cast, at_nine, by=who)


class TestApproving:
    """A second person decides."""

    def test_nobody_approves_or_refuses_their_own_list(self, old: Any, cast: Any, at_nine: datetime) -> None:
        disposal = proposed([old], cast, at_nine, by="morag")
        with pytest.raises(Refused, match="somebody else"):
            disposing.approve(disposal, by=cast.actor("morag"), at=at_nine)
        with pytest.raises(Refused, match="somebody else"):
            disposing.refuse(disposal, reason="No", by=cast.actor("morag"), at=at_nine)
        old.refresh_from_db()
        assert old.status == State.CURRENT

    @pytest.mark.parametrize("who", ["aisha", "priya", "naomi", "jo", "harriet"])
    def test_only_the_right_roles_of_the_authority_approve(
        self, old: Any, cast: Any, at_nine: datetime, who: str
    ) -> None:
        disposal = proposed([old], cast, at_nine, by="daniel")
        with pytest.raises(NotHeld):
            disposing.approve(disposal, by=cast.actor(who), at=at_nine)

    def test_keeps_the_record_and_the_digest_and_removes_words_and_file(
        self, old: Any, cast: Any, at_nine: datetime
    ) -> None:
        version = old.versions.get()
        VersionText.objects.create(version=version, text="spoken words")
        disposal = approved([old], cast, at_nine)
        jobs.remove_files(None, disposal.pk)
        old.refresh_from_db()
        disposal.refresh_from_db()
        assert (old.status, old.disposal_id) == (State.DISPOSED, disposal.pk)
        assert not storage.store().exists(version.sha256)
        assert not VersionText.objects.exists() and old.versions.get().sha256 == version.sha256
        assert disposal.files_removed_at is not None and disposal.files_kept == 0
        verbs = list(Event.objects.order_by("number").values_list("verb", flat=True))
        assert {"disposal.propose", "document.dispose", "disposal.approve", "disposal.remove_files"} <= set(verbs)

    def test_removes_no_file_before_the_transaction_is_committed(self, old: Any, cast: Any, at_nine: datetime) -> None:
        disposal = proposed([old], cast, at_nine)
        with pytest.raises(RuntimeError), transaction.atomic():
            disposing.approve(disposal, by=cast.actor("noor"), at=at_nine)
            raise RuntimeError("the power fails")
        old.refresh_from_db()
        assert old.status == State.CURRENT and storage.store().exists(old.versions.get().sha256)
        assert not Job.objects.filter(key=f"disposal:{disposal.pk}").exists()

    def test_leaves_alone_what_came_under_a_legal_hold(
        self, record: Any, old: Any, cast: Any, at_nine: datetime
    ) -> None:
        held = added(record, cast, at_nine - LONG_AGO, retention="working", title="In dispute", content=OTHER)
        disposal = proposed([old, held], cast, at_nine)
        services.hold(held, reason="Claim by the supplier", by=cast.actor("daniel"), at=at_nine)
        disposing.approve(disposal, by=cast.actor("noor"), at=at_nine)
        jobs.remove_files(None, disposal.pk)
        held.refresh_from_db()
        assert held.status == State.CURRENT and storage.store().exists(held.versions.get().sha256)
        assert "legal hold" in disposal.lines.get(document=held).kept_because
        assert "Left alone: 1 paper\n- In dispute" in disposal.certificate

    def test_leaves_alone_what_was_changed_since(self, record: Any, old: Any, cast: Any, at_nine: datetime) -> None:
        grown = added(record, cast, at_nine - LONG_AGO, retention="working", content=OTHER)
        disposal = proposed([old, grown], cast, at_nine)
        services.add_version(grown, upload=upload(OTHER + b"\n"), by=cast.actor("morag"), at=at_nine)
        services.retain(old, retention="deed", reason="It is a deed", by=cast.actor("daniel"), at=at_nine)
        disposing.approve(disposal, by=cast.actor("noor"), at=at_nine)
        assert set(Document.objects.values_list("status", flat=True)) == {State.CURRENT}

    def test_keeps_a_file_that_another_record_needs(self, record: Any, old: Any, cast: Any, at_nine: datetime) -> None:
        twin = added(record, cast, at_nine, title="The same file again")
        disposal = approved([old], cast, at_nine)
        jobs.remove_files(None, disposal.pk)
        disposal.refresh_from_db()
        assert storage.store().exists(twin.versions.get().sha256) and disposal.files_kept == 1

    def test_asks_every_package_that_keeps_files(self, old: Any, cast: Any, at_nine: datetime) -> None:
        assert {"documents", "loads", "publications"} <= set(holding._holders)

    def test_may_run_its_job_again(self, old: Any, cast: Any, at_nine: datetime) -> None:
        disposal = approved([old], cast, at_nine)
        jobs.remove_files(None, disposal.pk)
        before = Event.objects.count()
        jobs.remove_files(None, disposal.pk)
        assert Event.objects.count() == before

    def test_cannot_be_decided_twice(self, old: Any, cast: Any, at_nine: datetime) -> None:
        disposal = approved([old], cast, at_nine)
        with pytest.raises(WrongState):
            disposing.refuse(disposal, reason="No", by=cast.actor("daniel"), at=at_nine)

    def test_a_file_added_while_it_is_removed_is_refused_not_lost(
        self, record: Any, old: Any, cast: Any, at_nine: datetime, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        disposal = approved([old], cast, at_nine)
        keep = services._keep

        def keep_then_lose(*args: Any) -> Any:
            kept = keep(*args)
            storage.store().remove(kept.stored.sha256)
            return kept

        monkeypatch.setattr(services, "_keep", keep_then_lose)
        with pytest.raises(CannotAdd, match="Add it again"):
            added(record, cast, at_nine, title="At that very moment")
        assert disposal.documents.count() == Document.objects.count() == 1

    def test_nothing_more_is_done_to_what_is_gone(self, old: Any, cast: Any, at_nine: datetime) -> None:
        approved([old], cast, at_nine)
        old.refresh_from_db()
        with pytest.raises(Refused, match="disposed of"):
            services.hold(old, reason="Late", by=cast.actor("daniel"), at=at_nine)
        with pytest.raises(WrongState):
            services.add_version(old, upload=upload(OTHER), by=cast.actor("morag"), at=at_nine)


class TestCertificate:
    """What stays."""

    def test_names_every_file_with_its_digest_and_who_decided(self, old: Any, cast: Any, at_nine: datetime) -> None:
        services.add_version(old, upload=upload(OTHER), by=cast.actor("morag"), at=at_nine - LONG_AGO)
        text = approved([old], cast, at_nine).certificate
        digests = set(old.versions.values_list("sha256", flat=True))
        assert len(digests) == 2 and digests == set(re.findall(r"[0-9a-f]{64}", text))
        assert hashlib.sha256(OTHER).hexdigest() in digests
        assert "Proposed by Priya Shah" in text and "Approved by Noor Haddad" in text
        assert "Working paper: 2 years after it was added" in text

    def test_is_signed_by_the_hub(self, old: Any, cast: Any, at_nine: datetime) -> None:
        disposal = approved([old], cast, at_nine)
        assert signing.is_signed(disposal.certificate, disposal.signature, signing.public_key_text())
        assert disposal.signature in signed(disposal)

    def test_names_the_key_that_signed_it_also_when_that_was_replaced(
        self, own_keys: Any, old: Any, cast: Any, at_nine: datetime
    ) -> None:
        disposal = approved([old], cast, at_nine)
        old_key = signing.public_key_text()
        signing.rotate(size=0, at=at_nine)
        assert f"Public key: {old_key}" in signed(disposal)


class TestPages:
    """The same with a browser."""

    def test_two_people_dispose_of_a_paper_and_download_the_certificate(
        self, old: Any, cast: Any, at_nine: datetime, client_as: Any
    ) -> None:
        priya, noor = client_as("priya"), client_as("noor")
        assert b"1 paper that you may read is past" in priya.get("/documents/disposals/").content
        assert b"Notes of a call" in priya.get("/documents/disposals/propose/").content
        answer = priya.post("/documents/disposals/propose/", {"papers": [old.pk], "note": "Yearly round"})
        disposal = Disposal.objects.get()
        assert answer["Location"] == disposal.get_absolute_url()
        assert b"Waits for a second person" in priya.get(disposal.get_absolute_url()).content
        noor.post(f"{disposal.get_absolute_url()}approve/", {"note": ""})
        jobs.remove_files(None, disposal.pk)
        certificate = noor.get(f"{disposal.get_absolute_url()}certificate/")
        assert old.versions.get().sha256 in certificate.content.decode()
        assert "attachment" in certificate["Content-Disposition"]
        page = noor.get(old.get_absolute_url()).content.decode()
        assert f'Disposed of with <a href="{disposal.get_absolute_url()}">' in page
        gone = noor.get(f"/documents/{old.public_id}/1/")
        assert gone.status_code == 410 and disposal.reference in gone.content.decode()

    def test_approval_asks_for_a_fresh_sign_in(self, old: Any, cast: Any, at_nine: datetime, client_as: Any) -> None:
        disposal = proposed([old], cast, at_nine)
        client = client_as("noor")
        session = client.session_data()
        session[sessions.STRONG_AT] = (at_nine - timedelta(minutes=16)).isoformat()
        session.save()
        answer = client.post(f"{disposal.get_absolute_url()}approve/", {"note": ""})
        assert answer["Location"].startswith("/sign-in/again/")
        disposal.refresh_from_db()
        assert disposal.status == DisposalState.PROPOSED

    def test_an_officer_neither_proposes_nor_reads_a_confidential_paper(
        self, record: Any, cast: Any, at_nine: datetime, client_as: Any
    ) -> None:
        secret = added(
            record, cast, at_nine - LONG_AGO, retention="working", title="Legal advice on X", is_confidential=True
        )
        priya = client_as("priya")
        assert b"Legal advice on X" not in priya.get("/documents/disposals/propose/").content
        assert priya.post("/documents/disposals/propose/", {"papers": [secret.pk]}).status_code == 422
        disposal = proposed([secret], cast, at_nine, by="daniel")
        page = priya.get(disposal.get_absolute_url()).content
        assert b"Legal advice on X" not in page and b"A confidential paper" in page
        disposing.approve(disposal, by=cast.actor("noor"), at=at_nine)
        assert priya.get(f"{disposal.get_absolute_url()}certificate/").status_code in (403, 404)
        assert client_as("naomi").get(f"{disposal.get_absolute_url()}certificate/").status_code == 200

    def test_another_authority_finds_none_of_it(self, old: Any, cast: Any, at_nine: datetime, client_as: Any) -> None:
        disposal = proposed([old], cast, at_nine)
        harriet = client_as("harriet")
        assert harriet.get(disposal.get_absolute_url()).status_code == 404
        assert disposal.reference.encode() not in harriet.get("/documents/disposals/").content
        assert b"Notes of a call" not in harriet.get("/documents/disposals/propose/").content


def test_a_paper_is_due_by_its_own_authoritys_class(record: Any, old: Any, cast: Any, at_nine: datetime) -> None:
    from hub.platform.documents import selectors
    from hub.platform.reference import services as reference

    facts = {"code": "working", "label": "Working paper: 5 years", "data": {"years": 5, "counts_from": "added"}}
    reference.add(
        "retention_classes",
        authority=cast.eca,
        by=cast.actor("sam"),
        at=at_nine,
        valid_from=date(2026, 11, 24),
        **facts,
    )
    assert selectors.due_for_disposal(date(2026, 11, 23), cast.eca)
    assert not selectors.due_for_disposal(date(2026, 11, 24), cast.eca)
