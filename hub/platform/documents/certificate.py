"""The certificate of a disposal: what went, with the digest of every file, who decided, and what was left alone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from hub.platform import words
from hub.platform.documents.models import Disposal, DisposalLine
from hub.platform.events import signing


def certificate_of(disposal: Disposal, lines: Sequence[DisposalLine]) -> str:
    """Write the certificate as plain text; its digests prove later which files they were."""
    gone = [line for line in lines if not line.kept_because]
    kept = [line for line in lines if line.kept_because]
    return "\n".join([*_head(disposal), *_gone(gone), *_kept(kept), ""])


def signed(disposal: Disposal) -> str:
    """Give the certificate with the Hub's signature, as it is downloaded."""
    mark = "Signature of the lines above (Ed25519, base64; the line end before this line belongs to them):"
    key = signing.signer_of(disposal.certificate, disposal.signature)
    return f"{disposal.certificate}{mark}\n{disposal.signature}\nPublic key: {key or 'not one of ours'}\n"


def _head(disposal: Disposal) -> list[str]:
    return [
        f"Certificate of disposal {disposal.reference}",
        f"Authority: {disposal.authority.name}",
        f"Proposed by {_name(disposal.proposed_by)}, {words.moment(disposal.proposed_at)}",
        f"Approved by {_name(disposal.decided_by)}, {words.moment(disposal.decided_at)}",  # type: ignore[arg-type]
        "",
    ]


def _gone(lines: list[DisposalLine]) -> Iterator[str]:
    yield f"Disposed of: {words.plural(len(lines), 'paper')}"
    for number, line in enumerate(lines, start=1):
        yield f"{number}. {line.title}"
        yield f"   Record: {line.record}"
        yield f"   Kept as: {line.rule}. Its time was over on {words.date_long(line.over_on)}."
        for version in line.document.versions.order_by("number"):
            yield f"   Version {version.number}: {version.name}, {version.size:,} bytes, SHA-256 {version.sha256}"


def _kept(lines: list[DisposalLine]) -> Iterator[str]:
    if lines:
        yield ""
        yield f"Left alone: {words.plural(len(lines), 'paper')}"
        for line in lines:
            yield f"- {line.title} ({line.record}). {line.kept_because}"


def _name(person: Any) -> str:
    return person.name if person else "the Hub"
