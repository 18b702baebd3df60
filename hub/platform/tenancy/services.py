"""Add authorities, change them, and share records between them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from hub.law.findings import Finding
from hub.platform.act_table import Refused, bars
from hub.platform.actors import Actor
from hub.platform.acts import create, perform
from hub.platform.recorded import Recorded
from hub.platform.tenancy import acts
from hub.platform.tenancy.models import Authority, Party, PartyKind, Share
from hub.platform.ui.colours import accent_ok

TOO_PALE = Finding(
    "accent_too_pale",
    "This colour cannot be read on white. Choose a darker one, written like #12694A.",
    "WCAG 2.2, 1.4.3",
)


def new_party(name: str, *, kind: PartyKind) -> Party:
    """Give a new party for an authority or supplier that is being added in the same transaction."""
    return Party.objects.create(name=name, kind=kind)


def add_authority(
    *, code: str, name: str, by: Actor, at: datetime, reference_prefix: str = "", parent: Authority | None = None
) -> Authority:
    """Add a tenant.

    :param code: up to 12 capital letters, unique in the Hub (``ECA``).
    :param reference_prefix: goes before its references; empty only for the authority that runs the Hub.
    """
    party = Party(name=name, kind=PartyKind.AUTHORITY)
    authority = Authority(party=party, code=code, name=name, reference_prefix=reference_prefix, parent=parent)
    with create(acts.ADD, authority, by=by, at=at):
        party.save()
        authority.party = party
        authority.save(force_insert=True)
    return authority


def change_authority(
    authority: Authority, *, by: Actor, at: datetime, name: str, accent: str, version: int | None = None
) -> Authority:
    """Change the authority's name and accent colour.

    :raises Refused: when the accent is too pale to read on white.
    """
    if accent and not accent_ok(accent):
        raise Refused(acts.CHANGE, [TOO_PALE])
    with perform(acts.CHANGE, authority, by=by, at=at, version=version):
        authority.name = name
        authority.accent = accent
        authority.save(update_fields=["name", "accent"])
        authority.party.name = name
        authority.party.save(update_fields=["name"])
    return authority


def share(record: Recorded, with_authority: Authority, *, by: Actor, at: datetime) -> Share:
    """Let another authority read a root record as a partner; it never changes it.

    :raises Refused: when it is the record's own authority, or shared already.
    """
    own = getattr(record, "authority_id", None)
    if own == with_authority.pk:
        raise Refused(acts.SHARE, [Finding("own_authority", f"{with_authority.name} owns this record.")])
    with perform(acts.SHARE, record, by=by, at=at) as entry:
        row, made = Share.objects.get_or_create(
            subject_kind=record.kind(), subject_id=record.pk, authority=with_authority
        )
        if not made:
            raise Refused(acts.SHARE, [Finding("shared_already", f"{with_authority.name} reads this already.")])
        entry.changed("shared_with", None, with_authority.pk)
    return row


def unshare(record: Recorded, with_authority: Authority, *, by: Actor, at: datetime) -> None:
    """Take a partner's reading right away.

    :raises Refused: when it is not shared.
    """
    with perform(acts.UNSHARE, record, by=by, at=at) as entry:
        rows = Share.objects.filter(subject_kind=record.kind(), subject_id=record.pk, authority=with_authority)
        if not rows.delete()[0]:
            raise Refused(acts.UNSHARE, [Finding("not_shared", f"{with_authority.name} does not read this.")])
        entry.changed("shared_with", with_authority.pk, None)


@bars(acts.ADD)
def code_is_taken(authority: Authority, by: Actor, at: datetime) -> Iterable[Finding]:
    """Refuse a code that another authority has."""
    if Authority.objects.filter(code=authority.code).exists():
        yield Finding("code_taken", f"Another authority already has the code {authority.code}. Choose another.")
