"""Link a clause of the strategy to what serves it, and end a link that no longer holds."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from hub.law.findings import Finding
from hub.platform.act_table import Act, bars
from hub.platform.actors import Actor
from hub.platform.acts import Refused, perform
from hub.platform.clock import london
from hub.platform.reference import lookup
from hub.platform.tenancy.models import Authority
from hub.strategy import acts
from hub.strategy.models import Action, Clause, ClauseLink, Version
from hub.strategy.terms import LinkSort, VersionState

CAPABILITIES = "capabilities"


@bars(acts.LINK_CLAUSE)
@bars(acts.UNLINK_CLAUSE)
def must_matter(version: Version, by: Actor, at: datetime) -> Iterable[Finding]:
    """Leave the links of a version that gave way or was withdrawn as they were."""
    if version.status not in (VersionState.PROPOSED, VersionState.IN_FORCE):
        yield Finding("over", "Only a version that is in force or proposed is linked. Open the one in force.")


def link_clause(
    version: Version, *, number: str, sort: str, target: str, label: str = "", reason: str, by: Actor, at: datetime
) -> Version:
    """Link a clause to a capability, an action or a record that serves it.

    :param target: code of the capability, reference of the action, or address of the record.
    :param label: what the record is called; capabilities and actions have names of their own.
    :raises Refused: when there is no such clause or nothing of that name, or they are linked already.
    """
    on = london(at).date()
    with perform(acts.LINK_CLAUSE, version, by=by, at=at) as entry:
        clause = _clause(acts.LINK_CLAUSE, version, number)
        name = _name_of(version.authority, LinkSort(sort), target, label=label, on=on)
        if not name:
            raise Refused(acts.LINK_CLAUSE, [Finding("no_target", MISSING[LinkSort(sort)], cure="target")])
        if clause.links.filter(sort=sort, target=target, unlinked_on__isnull=True).exists():
            raise Refused(acts.LINK_CLAUSE, [Finding("linked", f"Clause {number} is linked to {target} already.")])
        before = said(clause)
        ClauseLink(clause=clause, sort=sort, target=target, label=name, linked_on=on).save()
        _keep_capabilities(clause)
        entry.changed(f"links of clause {number}", before, said(clause))
        entry.note(reason)
    return version


def unlink_clause(version: Version, *, link: int, reason: str, by: Actor, at: datetime) -> Version:
    """End a link of a clause from this day on; earlier days are still measured with it.

    :param link: its number.
    :raises Refused: when the version has no such link that holds.
    """
    with perform(acts.UNLINK_CLAUSE, version, by=by, at=at) as entry:
        found = ClauseLink.objects.filter(clause__version=version, unlinked_on__isnull=True, pk=link).first()
        if found is None:
            message = "This clause is not linked to that any more. Open the version again."
            raise Refused(acts.UNLINK_CLAUSE, [Finding("no_link", message, cure="link")])
        clause = found.clause
        before = said(clause)
        found.unlinked_on = london(at).date()
        found.save()
        _keep_capabilities(clause)
        entry.changed(f"links of clause {clause.number}", before, said(clause))
        entry.note(reason)
    return version


MISSING = {
    LinkSort.CAPABILITY: "No capability has this code. The list is under Settings, Capabilities.",
    LinkSort.ACTION: "No action has this reference. The list is at /strategy/actions/.",
    LinkSort.RECORD: "Enter the address of the record in the Hub, which begins with /, and what it is called.",
}


def said(clause: Clause) -> str:
    """Give the targets of the links that hold."""
    return ", ".join(clause.links.filter(unlinked_on__isnull=True).values_list("target", flat=True))


def _clause(act: Act, version: Version, number: str) -> Clause:
    found = version.held_clauses().filter(number=number).first()
    if found is None:
        raise Refused(act, [Finding("no_clause", f"There is no clause {number}.", cure="number")])
    return found  # type: ignore[no-any-return]


def _name_of(authority: Authority, sort: LinkSort, target: str, *, label: str, on: date) -> str:
    """Give what a target is called; empty when there is nothing of that name."""
    if sort == LinkSort.CAPABILITY:
        known = {entry.code: entry.label for entry in lookup.layered(CAPABILITIES, on=on, authority=authority)}
        return f"{target} {known[target]}" if target in known else ""
    if sort == LinkSort.ACTION:
        found = Action.objects.filter(authority=authority, reference=target).first()
        return f"{found.reference} {found.title}"[:250] if found else ""
    return label.strip() if target.startswith("/") and not target.startswith("//") else ""


def _keep_capabilities(clause: Clause) -> None:
    """Keep beside the clause which capabilities serve it, as its links say."""
    linked = clause.links.filter(sort=LinkSort.CAPABILITY, unlinked_on__isnull=True)
    clause.capabilities = sorted(linked.values_list("target", flat=True))
    clause.save()
