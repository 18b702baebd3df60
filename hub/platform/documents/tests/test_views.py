"""Pages about documents and the one view that hands files out."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from hub.platform.documents import services, storage
from hub.platform.documents.models import Document, Version
from hub.platform.documents.terms import Audience, Scan
from hub.platform.documents.tests.conftest import PDF, added
from hub.platform.events.models import Event
from hub.platform.reference import services as reference
from hub.platform.reference.models import Entry


def checked(document: Document, state: Scan = Scan.CLEAN) -> Document:
    """Give a document whose newest version was scanned."""
    Version.objects.filter(document=document).update(scan=state)
    return document


class TestDownload:
    """Handing a file out."""

    def test_comes_as_an_attachment_that_no_browser_runs_or_keeps(
        self, record: Any, cast: Any, at_nine: datetime, client_as: Any
    ) -> None:
        document = checked(added(record, cast, at_nine, name="Größe.pdf"))
        response = client_as("aisha").get(f"/documents/{document.public_id}/1/")
        assert b"".join(response.streaming_content) == PDF
        assert response["Content-Type"] == "application/pdf"
        assert response["Content-Disposition"].startswith("attachment; ")
        assert "filename*=UTF-8''Gr%C3%B6%C3%9Fe.pdf" in response["Content-Disposition"]
        assert response["X-Content-Type-Options"] == "nosniff"
        assert response["Content-Security-Policy"] == "sandbox; default-src 'none'"
        assert response["Cache-Control"] == "private, no-store"
        assert response["Cross-Origin-Resource-Policy"] == "same-origin"

    @pytest.mark.parametrize("who", ["jo", "leo"])
    def test_is_the_same_404_out_of_reach_and_missing(
        self, record: Any, cast: Any, at_nine: datetime, client_as: Any, who: str
    ) -> None:
        document = checked(added(record, cast, at_nine))
        client = client_as(who)
        hidden = client.get(f"/documents/{document.public_id}/1/")
        missing = client.get(f"/documents/{'0' * 32}/1/")
        assert hidden.status_code == missing.status_code == 404
        assert client_as("aisha").get(f"/documents/{document.public_id}/2/").status_code == 404

    def test_asks_nobody_to_sign_in_first(self, record: Any, cast: Any, at_nine: datetime, client_as: Any) -> None:
        document = checked(added(record, cast, at_nine))
        assert client_as(None).get(f"/documents/{document.public_id}/1/").status_code == 302

    def test_of_a_confidential_paper_is_an_event_and_leaves_the_document_alone(
        self, record: Any, cast: Any, at_nine: datetime, client_as: Any
    ) -> None:
        document = checked(added(record, cast, at_nine, is_confidential=True))
        assert client_as("daniel").get(f"/documents/{document.public_id}/1/").status_code == 200
        event = Event.objects.order_by("number").last()
        assert event is not None and (event.verb, event.actor_id) == ("document.open", cast.daniel.pk)
        before = document.version
        document.refresh_from_db()
        assert document.version == before

    def test_of_an_ordinary_paper_is_no_event(self, record: Any, cast: Any, at_nine: datetime, client_as: Any) -> None:
        document = checked(added(record, cast, at_nine))
        client = client_as("aisha")
        before = Event.objects.count()
        client.get(f"/documents/{document.public_id}/1/")
        assert Event.objects.count() == before

    @pytest.mark.parametrize(("state", "status"), [(Scan.INFECTED, 409), (Scan.WAITING, 409)])
    def test_is_refused_for_a_virus_and_before_the_scan(
        self, record: Any, cast: Any, at_nine: datetime, client_as: Any, state: Scan, status: int
    ) -> None:
        document = checked(added(record, cast, at_nine), state)
        assert client_as("aisha").get(f"/documents/{document.public_id}/1/").status_code == status

    def test_says_so_when_the_file_is_gone(self, record: Any, cast: Any, at_nine: datetime, client_as: Any) -> None:
        document = checked(added(record, cast, at_nine))
        storage.store().quarantine(document.versions.get().sha256)
        assert client_as("aisha").get(f"/documents/{document.public_id}/1/").status_code == 410

    def test_at_the_supplier_door_gives_what_is_for_the_supplier(
        self, record: Any, cast: Any, at_nine: datetime, client_as: Any, suppliers: set[int]
    ) -> None:
        from django.urls import NoReverseMatch, reverse

        try:
            reverse("documents:download", args=["a", 1], urlconf="hub.config.urls_supplier")
        except NoReverseMatch:
            pytest.skip("the supplier site has no documents yet")
        document = checked(added(record, cast, at_nine, audience=Audience.SUPPLIER))
        suppliers.add(cast.meridian.pk)
        assert client_as("raj").get(f"/documents/{document.public_id}/1/").status_code == 200
        assert client_as("bartosz").get(f"/documents/{document.public_id}/1/").status_code == 404


@pytest.mark.usefixtures("classes")
class TestPages:
    """What people see."""

    def test_a_document_shows_its_versions_digest_scan_and_audience(
        self, record: Any, cast: Any, at_nine: datetime, client_as: Any
    ) -> None:
        document = checked(added(record, cast, at_nine), Scan.NOT_SCANNED)
        page = client_as("aisha").get(f"/documents/{document.public_id}/").content.decode()
        assert document.versions.get().sha256 in page
        assert "Not checked: no scanner" in page
        assert "Officers of the authority" in page

    def test_a_file_is_added_by_form(self, record: Any, cast: Any, client_as: Any) -> None:
        client = client_as("morag")
        address = f"/documents/add/{record.kind()}/{record.pk}/"
        assert "Add a document" in client.get(address).content.decode()
        sent = {
            "file": SimpleUploadedFile("Signed contract.pdf", PDF),
            "paper_kind": "contract",
            "audience": "internal",
            "retention": "contract",
        }
        response = client.post(address, sent)
        document = Document.objects.get()
        assert response.status_code == 302 and response["Location"] == document.get_absolute_url()
        assert (document.title, document.retention) == ("Signed contract", "contract")

    def test_a_file_of_the_wrong_sort_is_a_form_error(self, record: Any, client_as: Any) -> None:
        sent = {
            "file": SimpleUploadedFile("a.pdf", b"<html>"),
            "paper_kind": "contract",
            "audience": "internal",
            "retention": "",
        }
        response = client_as("morag").post(f"/documents/add/{record.kind()}/{record.pk}/", sent)
        assert response.status_code == 422 and "is not a PDF file" in response.content.decode()

    def test_another_authoritys_record_takes_none(self, record: Any, client_as: Any) -> None:
        assert client_as("harriet").get(f"/documents/add/{record.kind()}/{record.pk}/").status_code == 404

    @pytest.mark.parametrize(
        ("slug", "who", "sent", "field", "value"),
        [
            ("withdraw", "priya", {"reason": "Wrong"}, "status", "withdrawn"),
            ("change-audience", "priya", {"reason": "x", "audience": "panel"}, "audience", "panel"),
            ("retain", "daniel", {"reason": "x", "retention": "deed"}, "retention", "deed"),
            ("hold", "daniel", {"reason": "Claim"}, "is_held", True),
        ],
    )
    def test_each_act_has_its_page(
        self,
        record: Any,
        cast: Any,
        at_nine: datetime,
        client_as: Any,
        slug: str,
        who: str,
        sent: Any,
        field: str,
        value: Any,
    ) -> None:
        document = added(record, cast, at_nine)
        client = client_as(who)
        address = f"/documents/{document.public_id}/{slug}/"
        assert client.get(address).status_code == 200
        assert client.post(address, {}).status_code == 422
        assert client.post(address, sent).status_code == 302
        document.refresh_from_db()
        assert getattr(document, field) == value

    def test_a_version_is_added_by_form(self, record: Any, cast: Any, at_nine: datetime, client_as: Any) -> None:
        document = added(record, cast, at_nine)
        sent = {"file": SimpleUploadedFile("b.pdf", PDF + b"2")}
        assert client_as("priya").post(f"/documents/{document.public_id}/add-version/", sent).status_code == 302
        assert document.versions.count() == 2

    def test_the_hold_is_lifted_by_form(self, record: Any, cast: Any, at_nine: datetime, client_as: Any) -> None:
        document = added(record, cast, at_nine)
        services.hold(document, reason="Claim", by=cast.actor("daniel"), at=at_nine)
        client_as("daniel").post(f"/documents/{document.public_id}/release/", {"reason": "Settled"})
        document.refresh_from_db()
        assert not document.is_held

    def test_the_panel_lists_what_the_person_may_read(self, record: Any, cast: Any, at_nine: datetime, rf: Any) -> None:
        from django.template import Context, Template

        added(record, cast, at_nine, title="Open paper")
        added(record, cast, at_nine, title="Closed paper", is_confidential=True)
        request = rf.get("/")
        request.actor = cast.actor("helen")
        page = Template("{% load documents %}{% documents_panel record %}").render(
            Context({"request": request, "record": record})
        )
        assert "Open paper" in page and "Closed paper" not in page
        assert f"/documents/add/{record.kind()}/{record.pk}/" in page


class TestPuttingRight:
    """A title or a kind that somebody mistyped, and how long papers are kept where they are kept."""

    def test_title_and_kind_are_corrected_with_a_reason(
        self, record: Any, cast: Any, at_nine: datetime, client_as: Any
    ) -> None:
        document, client = added(record, cast, at_nine), client_as("aisha")
        here = document.get_absolute_url()
        typed = {"title": "Letter of 3 March", "paper_kind": document.paper_kind, "reason": "It had the file's name"}
        assert client.get(f"{here}correct/").status_code == 200
        assert client.post(f"{here}correct/", {**typed, "title": ""}).status_code == 422
        assert client.post(f"{here}correct/", typed).status_code == 302
        document.refresh_from_db()
        assert document.title == "Letter of 3 March"
        assert "Letter of 3 March" in client.get(here).content.decode()
        event = Event.objects.get(verb="document.correct")
        assert event.detail_row.data["note"] == "It had the file's name"

    def test_classes_of_the_authority_are_offered_and_shown(
        self, record: Any, cast: Any, at_nine: datetime, client_as: Any, shipped: None
    ) -> None:
        document = added(record, cast, at_nine)
        shared = Entry.objects.filter(set="retention_classes").first()
        assert shared is not None
        reference.add(
            "retention_classes", code="ours", label="Twenty years, by our own rule", data=shared.data,
            valid_from=at_nine.date(), authority=cast.eca, by=cast.actor("sam"), at=at_nine, keeps_others=True,
        )  # fmt: skip
        client, here = client_as("daniel"), document.get_absolute_url()
        assert "Twenty years, by our own rule" in client.get(f"{here}retain/").content.decode()
        services.retain(document, retention="ours", reason="Board", by=cast.actor("daniel"), at=at_nine)
        assert "Kept as: Twenty years, by our own rule" in client.get(here).content.decode()
