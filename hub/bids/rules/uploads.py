"""R3 and R4 of the deadline rule: which files count, and which are still under way at the due time."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from hub.bids.rules.history import LONGEST_PAUSE_SECONDS, Kind

PAUSE = timedelta(seconds=LONGEST_PAUSE_SECONDS)
BEFORE = "It was whole before the due time."
GRACE = "It was under way at the due time and was whole within the time that is left for such files."


@dataclass(frozen=True, slots=True)
class Stamped:
    """One request with its instants read (UTC); ``error`` is by how much the host's clock could have been wrong."""

    at: datetime
    kind: Kind
    item: str
    error: timedelta
    ended: datetime
    is_whole: bool
    is_bound: bool
    longest_pause: timedelta
    submit_for_me: bool | None

    def is_before(self, due: datetime) -> bool:
        """Say whether it counts as before a due time; doubt about our clock favours the bidder (R6)."""
        return self.at < due + self.error


@dataclass(slots=True)
class Upload:
    """What was sent of one file."""

    item: str
    begun: Stamped
    parts: list[Stamped] = field(default_factory=list)

    @property
    def whole(self) -> Stamped | None:
        """The request with which it was whole."""
        return next((part for part in self.parts if part.is_whole), None)

    def is_begun(self, due: datetime) -> bool:
        """Say whether it was begun and its first byte was stamped before the due time, with its content fixed."""
        first = self.parts[0] if self.parts else None
        return self.begun.is_bound and self.begun.is_before(due) and first is not None and first.is_before(due)

    def is_whole_by(self, due: datetime) -> bool:
        """Say whether all of it was there by an instant."""
        whole = self.whole
        return whole is not None and whole.ended < due + whole.error


@dataclass(frozen=True, slots=True)
class Judged:
    """Whether a file counts, by which part of the rule, and why."""

    item: str
    in_time: bool
    rule: str
    why: str
    is_under_way: bool = False


def uploads(requests: Iterable[Stamped]) -> dict[str, Upload]:
    """Put together what was sent of each file, in the order of the stamps; a request sent twice changes nothing."""
    found: dict[str, Upload] = {}
    for one in requests:
        if one.kind is Kind.FORM and one.item not in found:
            found[one.item] = Upload(one.item, one, [one])
        elif one.kind is Kind.CREATE:
            found.setdefault(one.item, Upload(one.item, one))
        elif one.kind is Kind.BYTES and one.item in found:
            found[one.item].parts.append(one)
    return found


def judge(upload: Upload, due: datetime, grace: timedelta) -> Judged:
    """Say whether a file counts."""
    if not upload.is_begun(due):
        return _judged(upload, False, "R4", _too_late(upload, due))
    if upload.is_whole_by(due):
        return _judged(upload, True, "R2", BEFORE)
    whole = upload.whole
    if whole is None:
        return _judged(upload, False, "R3", "It never arrived as a whole.", is_under_way=True)
    if whole.ended > due + grace + whole.error:
        minutes = int(grace.total_seconds() // 60)
        why = (
            f"It was under way at the due time and took longer than the {minutes} minutes that are left for such files."
        )
        return _judged(upload, False, "R3", why, is_under_way=True)
    if longest_pause(upload.parts, due) > PAUSE:
        why = f"After the due time it stopped for longer than {LONGEST_PAUSE_SECONDS} seconds."
        return _judged(upload, False, "R3", why, is_under_way=True)
    return _judged(upload, True, "R3", GRACE, is_under_way=True)


def longest_pause(parts: Sequence[Stamped], due: datetime) -> timedelta:
    """Give the longest time after a due time in which no byte came, until the file was whole."""
    longest = timedelta(0)
    last = due
    for part in parts:
        longest = max(longest, part.at - max(last, due))
        if part.ended > due:
            # Of a pause inside a request only its length is known; what lies before the due time costs nobody a bid.
            longest = max(longest, min(part.longest_pause, part.ended - due))
        last = max(last, part.ended)
        if part.is_whole:
            break
    return longest


def _too_late(upload: Upload, due: datetime) -> str:
    if not upload.begun.is_before(due):
        return "It was begun after the due time. Nothing new is taken then."
    if not upload.begun.is_bound:
        return "It was begun without saying what would come, so that it could have been written after the due time."
    return "None of it had arrived before the due time."


def _judged(upload: Upload, in_time: bool, rule: str, why: str, *, is_under_way: bool = False) -> Judged:
    return Judged(upload.item, in_time, rule, why, is_under_way)
