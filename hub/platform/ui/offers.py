"""What may be done to a record now, and why the rest may not: a blocked act is never hidden."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.urls import NoReverseMatch, reverse

from hub.law.findings import Finding
from hub.platform import acts
from hub.platform.act_table import Act, NotHeld, Refused
from hub.platform.actors import Actor
from hub.platform.identity.roles import Role
from hub.platform.recorded import Recorded

WhoMay = Callable[[Sequence[Act], Recorded, datetime, int | None], Mapping[str, list[str]]]
_who_may: list[WhoMay] = []
WRONG_STATE = "wrong_state"
# What keeps one person from an act that others may still do; everything else stands in everybody's way.
PERSONAL = frozenset({"own_request", "own_screen", "own_proposal", "decided_before", "interest"})


def who_may(asker: WhoMay) -> WhoMay:
    """Register the reverse question, asked once for many acts.

    ``asker(acts, record, at, but)`` gives by the act's name those who hold it on a record, but for one person.
    """
    _who_may.append(asker)
    return asker


@dataclass(frozen=True)
class Offer:
    """One act on one record: open to this person, or blocked with reason and rule, and who else can do it, if any."""

    act: Act
    url: str
    findings: tuple[Finding, ...] = ()
    who: tuple[str, ...] = ()
    cures: tuple[str, ...] = ()
    is_held: bool = True
    fits_state: bool = True

    @property
    def is_open(self) -> bool:
        """Say whether the person may do it now."""
        return not self.findings

    @property
    def is_for_others(self) -> bool:
        """Say whether it is blocked for this person alone, so that it helps to name others."""
        return not self.is_held or any(finding.code in PERSONAL for finding in self.findings)

    @property
    def reason(self) -> str:
        """Give the first sentence that stands in the way."""
        return self.findings[0].message if self.findings else ""

    @property
    def rule(self) -> str:
        """Give the rule behind it, where it has one."""
        return self.findings[0].citation if self.findings else ""

    @property
    def cure(self) -> str:
        """Give the address where it can be put right, where there is one."""
        return self.cures[0] if self.cures else ""


def offers(record: Recorded, *, by: Actor, at: datetime) -> list[Offer]:
    """Give every act that people perform on this sort of record, open or blocked, in the order of the table."""
    prefix = type(record).act_prefix or record._meta.app_label
    wanted = [act for act in acts.REGISTRY.values() if act.prefix == prefix and act.holders - {Role.SYSTEM}]
    found = [one for one in (_offer(act, record, by=by, at=at) for act in wanted) if one.url]
    return _with_who(found, record, by=by, at=at)


def offer(act: Act, record: Recorded, *, by: Actor, at: datetime) -> Offer:
    """Say whether ``by`` may perform ``act`` on ``record`` at ``at``, and if not, what stands in the way."""
    return _with_who([_offer(act, record, by=by, at=at)], record, by=by, at=at)[0]


def _offer(act: Act, record: Recorded, *, by: Actor, at: datetime) -> Offer:
    url = act_url(act, record)
    try:
        acts.check(act, record, by=by, at=at)
    except Refused as refused:
        return Offer(
            act,
            url,
            tuple(refused.findings),
            cures=tuple(cure_url(finding.cure, record) for finding in refused.findings),
            is_held=not isinstance(refused, NotHeld),
            # A guard may hold an act to several states; it says so by the same code.
            fits_state=all(finding.code != WRONG_STATE for finding in refused.findings),
        )
    return Offer(act, url)


def cure_url(cure: str, record: Recorded) -> str:
    """Give the address of a cure: an address itself, or the page of the act that it names; a field has none."""
    if cure.startswith("/"):
        return cure
    act = acts.REGISTRY.get(cure)
    return act_url(act, record) if act else ""


def _with_who(found: list[Offer], record: Recorded, *, by: Actor, at: datetime) -> list[Offer]:
    """Say of all acts at once that this person is kept from who can do them; names beside a bar for all mislead."""
    blocked = [one.act for one in found if not one.is_open and one.is_for_others]
    if not blocked or not getattr(record.root, "authority_id", None):
        return found
    names: dict[str, list[str]] = {}
    for asker in _who_may:
        for act, who in asker(blocked, record, at, by.person_id).items():
            names.setdefault(act, []).extend(who)
    return [
        replace(one, who=tuple(names.get(one.act.name, ()))) if not one.is_open and one.is_for_others else one
        for one in found
    ]


def act_url(act: Act, record: Any) -> str:
    """Give the address of an act's page on a record: the record's namespace, what addresses it, and the act's slug."""
    namespace = getattr(record, "url_namespace", record._meta.app_label)
    try:
        return reverse(f"{namespace}:{act.slug}", args=[getattr(record, "address", None) or record.reference])
    except (NoReverseMatch, AttributeError):
        return ""
