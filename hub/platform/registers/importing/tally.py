"""Count and keep what becomes of the records of one file."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from hub.platform.registers.importing.loader import Planned
from hub.platform.registers.importing.terms import Outcome
from hub.platform.tabular.results import Reject, shown

FIRST = 1000
CHANGES = 200
REMARKS = 100
FACTS = 12


@dataclass
class Tally:
    """The counts of one file, its first rejects, and samples of what would change."""

    accepted: int = 0
    updated: int = 0
    unchanged: int = 0
    rejected: int = 0
    skipped: int = 0
    rejects: list[Reject] = field(default_factory=list)
    changes: list[dict[str, Any]] = field(default_factory=list)
    remarks: list[dict[str, Any]] = field(default_factory=list)
    remarked: int = 0
    notes: list[str] = field(default_factory=list)
    # What each column is taken for and how that was found: a word of ``headings``, or "remembered".
    columns: list[dict[str, Any]] = field(default_factory=list)

    @property
    def records(self) -> int:
        """Count every record met."""
        return self.accepted + self.updated + self.unchanged + self.rejected + self.skipped

    def counts(self) -> dict[str, int]:
        """Give the counts by name; `records` is the sum of the others."""
        names = ("records", *(str(outcome) for outcome in Outcome))
        return {name: getattr(self, name) for name in names}

    def refuse(self, reject: Reject) -> None:
        """Count a reject; the first thousand are kept."""
        self.rejected += 1
        if len(self.rejects) < FIRST:
            self.rejects.append(reject)

    def add(self, planned: Iterable[Planned]) -> list[Reject]:
        """Count what is planned; give the rejects among it."""
        refused = []
        for one in planned:
            if one.reject is not None:
                self.refuse(one.reject)
                refused.append(one.reject)
                continue
            setattr(self, one.outcome, getattr(self, one.outcome) + 1)
            self._keep(one)
        return refused

    def _keep(self, one: Planned) -> None:
        label = clean(one.label)
        if one.outcome is Outcome.UPDATED and len(self.changes) < CHANGES:
            facts = [[each.field, shown(each.before), shown(each.after)] for each in one.changes[:FACTS]]
            self.changes.append({"row": one.row, "label": label, "changes": facts})
        if one.remarks:
            self.remarked += 1
            if len(self.remarks) < REMARKS:
                self.remarks.append({"row": one.row, "label": label, "said": [clean(each) for each in one.remarks]})

    def preview(self) -> dict[str, Any]:
        """Give what the page shows beside the counts."""
        return {
            "changes": self.changes,
            "remarks": self.remarks,
            "remarked": self.remarked,
            "notes": [clean(each) for each in self.notes],
        }


@dataclass
class Said:
    """One remark with the rows that it is about, each with its number and what its record is called."""

    sentence: str
    rows: list[tuple[int, str]] = field(default_factory=list)


def by_sentence(remarks: Iterable[dict[str, Any]]) -> list[Said]:
    """Put remarks that say the same together: what is said of most rows first, then in the order of the file."""
    found: dict[str, Said] = {}
    for one in remarks:
        for sentence in one["said"]:
            found.setdefault(sentence, Said(sentence)).rows.append((one["row"], one["label"]))
    return sorted(found.values(), key=lambda said: -len(said.rows))


def entry(reject: Reject) -> dict[str, Any]:
    """Give a reject as the JSON of the command line has it."""
    return {
        "row": reject.row,
        "column": clean(reject.column),
        "value": shown(reject.value),
        "reason": clean(reject.reason),
    }


def clean(text: str) -> str:
    """Take out what no database stores and nothing prints: NUL, and halves of letters."""
    return text.replace("\x00", "�").encode("utf-8", "replace").decode()
