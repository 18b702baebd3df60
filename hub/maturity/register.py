"""The register of attested evidence."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db.models import Q

from hub.maturity import acts, selectors
from hub.maturity.models import Evidence
from hub.maturity.terms import EvidenceState
from hub.platform import clock
from hub.platform.actors import Actor
from hub.platform.clock import london
from hub.platform.registers.base import BuiltIn, Empty, HeadLink, Register
from hub.platform.registers.columns import DateColumn, LinkColumn, PersonColumn, TextColumn
from hub.platform.registers.filters import ChoiceFilter, DateFilter, Option, OptionFilter
from hub.platform.ui.parts import Tag


def _counts(at: datetime) -> Q:
    on = london(at).date()
    return Q(status=EvidenceState.GIVEN, given_on__lte=on, expires_on__gt=on)


def standing_of(evidence: Evidence) -> Tag:
    """Say whether evidence counts today; on what day it lapses no act is performed, so its state cannot tell."""
    if evidence.status == EvidenceState.WITHDRAWN:
        return Tag("Withdrawn", "grey")
    return Tag("Counts", "green") if evidence.stands_on(clock.today()) else Tag("Lapsed", "yellow")


class EvidenceRegister(Register):
    """List the evidence that an officer may read."""

    name = "maturity_evidence"
    title = "Attested evidence"
    noun = ("piece of evidence", "pieces of evidence")
    default_sort = "-given_on"
    search_fields = ("says", "capability", "reference")
    columns = (
        LinkColumn("reference", "Reference"),
        TextColumn("capability", "Capability"),
        TextColumn("says", "What is attested"),
        PersonColumn("owner", "Owner"),
        DateColumn("given_on", "Given", sort_phrase="date given"),
        DateColumn("expires_on", "Lapses"),
        TextColumn("status", "Status", value=standing_of, sort=("status", "expires_on")),
        TextColumn("proof", "Proof", on=False),
    )
    filters = (
        OptionFilter(
            "counts",
            "Counts today",
            options=(Option("yes", "Counts", _counts), Option("no", "Lapsed or withdrawn", lambda at: ~_counts(at))),
        ),
        ChoiceFilter("capability", "Capability"),
        ChoiceFilter("owner", "Owner", shown_as="name", mine=True),
        DateFilter("lapses", "Lapses", field="expires_on", facet=False),
    )
    views = (BuiltIn("lapsed", "Lapsed", {"counts": "no"}),)
    empty = Empty("No evidence yet", "Some parts of a level test hold only when somebody attests them, with a paper.")

    def source(self, actor: Actor, at: datetime) -> Any:
        """Give the evidence that an officer may read."""
        return selectors.evidence_rows(actor)

    def links(self, actor: Actor) -> Sequence[HeadLink]:
        """Let those who may attest."""
        href = "/maturity/evidence/new/"
        return [HeadLink("Attest evidence", href, go=True)] if actor.has_any(acts.ATTEST.held_by) else []
