"""Signed contracts and other papers of the demo, as small PDF files that really open."""

from __future__ import annotations

import io
from datetime import date, datetime, timedelta

from hub.demo.seed.script import Script, Step
from hub.demo.seed.stage import Stage
from hub.platform.documents.disposing import approve, propose, remove_files
from hub.platform.documents.selectors import due_for_disposal
from hub.platform.documents.services import Paper, Upload, add_many, add_version, change_audience, hold, withdraw
from hub.platform.documents.terms import Audience

SIGNED = ("CON-2023-0112", "CON-2024-0017", "CON-2022-0140", "CON-2024-0031", "CON-2025-0012", "CON-2025-0031")


def write(script: Script, stage: Stage) -> None:
    """File the papers after the contracts they belong to."""
    script.on(date(2025, 12, 1), file_papers(stage))
    script.on(date(2026, 3, 17), change_papers(stage))
    script.on(date(2024, 5, 13), file_working_papers(stage))
    script.on(date(2026, 9, 14), lambda at: propose_disposal(stage, ("Site visit notes",), by="priya", at=at))
    script.on(date(2026, 9, 21), lambda at: approve_disposal(stage, at=at))
    script.on(date(2026, 11, 12), lambda at: propose_disposal(stage, ("Draft timetable",), by="priya", at=at))


def file_papers(stage: Stage) -> Step:
    """Add the signed contracts, one confidential paper and one for the public."""

    def do(at: datetime) -> None:
        wanted = [(reference, "Signed contract", "contract", False) for reference in SIGNED]
        wanted.append(("CON-2025-0047", "Security schedule", "contract", True))
        wanted.append(("CON-2025-0031", "Price review, year 1", "variation", False))
        papers = []
        for reference, title, kind, is_confidential in wanted:
            contract = stage[reference]
            lines = [f"{title}: {contract.title}", contract.reference, f"Supplier: {contract.supplier_name}"]
            lines += ["Clause 4.2: the Authority may extend the term twice, by twelve months each time."]
            if contract.main_cpv.startswith("77"):
                lines += ["Clause 9.1: the supplier keeps nesting birds undisturbed from March to August."]
            upload = Upload(f"{reference}-{kind}.pdf", io.BytesIO(pdf(lines)))
            papers.append((contract, upload, Paper(title=title, paper_kind=kind, is_confidential=is_confidential)))
        add_many(papers, by=stage.actor("morag"), at=at)

    return do


def file_working_papers(stage: Stage) -> Step:
    """File papers that nobody needs for more than two years: one goes, one is proposed, one is due."""

    def do(at: datetime) -> None:
        contract = stage["CON-2023-0112"]
        papers = []
        for title in ("Site visit notes", "Draft timetable", "Notes of the first call"):
            file = io.BytesIO(pdf([f"{title}: {contract.title}", contract.reference]))
            upload = Upload(f"{title.lower().replace(' ', '-')}.pdf", file)
            papers.append((contract, upload, Paper(title=title, retention="working")))
        add_many(papers, by=stage.actor("morag"), at=at)

    return do


def propose_disposal(stage: Stage, titles: tuple[str, ...], *, by: str, at: datetime) -> None:
    """Propose those of the due papers that have one of these titles."""
    eca = stage.home
    due = [paper.pk for paper, _ in due_for_disposal(at.date(), eca) if paper.title in titles]
    stage.disposal = propose(due, authority=eca, note="Working papers, two years old", by=stage.actor(by), at=at)


def approve_disposal(stage: Stage, *, at: datetime) -> None:
    """Let the data protection officer decide, and remove the files."""
    approve(stage.disposal, note="Nothing here is needed any more", by=stage.actor("noor"), at=at)
    remove_files(stage.disposal, at=at + timedelta(minutes=1))


def change_papers(stage: Stage) -> Step:
    """Put a newer version on one paper, let everyone read another, hold one, and withdraw one filed in error."""

    def do(at: datetime) -> None:
        morag, contract = stage.actor("morag"), stage["CON-2025-0031"]
        titles = ("Site list", "Method statement", "Insurance certificate", "Quote from another firm")
        papers = []
        for title in titles:
            file = io.BytesIO(pdf([f"{title}: {contract.title}", contract.reference]))
            papers.append((contract, Upload(f"{title.lower().replace(' ', '-')}.pdf", file), Paper(title=title)))
        sites, method, insurance, wrong = add_many(papers, by=morag, at=at)
        newer = Upload("site-list-2.pdf", io.BytesIO(pdf(["Site list, second version: 41 sites", contract.reference])))
        add_version(sites, upload=newer, by=morag, at=at + timedelta(days=30))
        change_audience(
            sites, audience=Audience.PUBLIC, is_confidential=False, reason="Asked for by residents", by=morag, at=at
        )
        change_audience(
            method,
            audience=Audience.SUPPLIER,
            is_confidential=False,
            reason="Agreed with the supplier",
            by=morag,
            at=at,
        )
        hold(insurance, reason="A claim is open", by=stage.actor("daniel"), at=at)
        withdraw(wrong, reason="It belongs to another competition", by=morag, at=at)

    return do


def pdf(lines: list[str]) -> bytes:
    """Give a one-page PDF with some lines of text."""
    shown = " ".join(f"({escaped(line)}) Tj T*" for line in lines)
    stream = f"BT /F1 12 Tf 16 TL 60 780 Td {shown} ET".encode("latin-1", "replace")
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R"
        b" /Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    out = bytearray(b"%PDF-1.4\n")
    places = []
    for number, body in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, table)
    return bytes(out)


def escaped(text: str) -> str:
    """Escape what means something inside a PDF string."""
    return text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
