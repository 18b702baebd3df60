"""What the deadline rule is told: the requests of one bidder as the front door stamped them, and the tender's dates.

Every instant is text in ISO 8601 with its offset, to the microsecond. A stamp is set when the first line of a request
reaches the front door, before any queue (R1 of the deadline rule).
"""

from __future__ import annotations

from typing import Annotated

from hub.law.facts import Ask, facts, result
from hub.law.terms import Term

# How long a file that was begun in time may take after the due time, where a tender says nothing else: 500 MB at
# 2.2 megabits a second.
GRACE_SECONDS = 1800
# A pause after the due time that is longer than this ends an upload.
LONGEST_PAUSE_SECONDS = 120


class Kind(Term):
    """What a request did."""

    SUBMIT = "submit", "Pressed Submit"
    CHOOSE = "choose", "Chose whether a complete bid is submitted for them"
    CREATE = "create", "Began a resumable upload"
    BYTES = "bytes", "Sent bytes of an upload"
    FORM = "form", "Sent a whole file by a form"
    ANSWER = "answer", "Saved an answer"
    REMOVE = "remove", "Took a file or an answer out of the draft"


class Decision(Term):
    """What the lead decided after an incident of ours (R9)."""

    FINISH = "finish", "Let the affected bidders finish"
    CARRY_ON = "carry_on", "Carry on"


@facts
class Request:
    """One request of the bidder."""

    stamp: Annotated[str, Ask("When did its first line reach the front door?", "2026-11-23T11:59:59.999999Z")]
    kind: Annotated[Kind, Ask("What did it do?")]
    item: Annotated[str, Ask("Which file or answer is it about?", "Its own number; empty for submit and choose.")] = ""
    clock_error_ms: Annotated[
        int, Ask("By how much could the clock of the host that stamped it have been wrong, in milliseconds?")
    ] = 0
    ended_at: Annotated[str | None, Ask("When did its last byte arrive?", "Null: with its first.")] = None
    is_whole: Annotated[
        bool, Ask("Is the file whole with this request?", "All segments and the descriptor are stored.")
    ] = False
    is_bound: Annotated[
        bool, Ask("Did it declare the file's length and commitment?", "For an upload that is begun; a form always is.")
    ] = True
    longest_pause_seconds: Annotated[int, Ask("How long did its bytes stop at most, in seconds?")] = 0
    submit_for_me: Annotated[bool | None, Ask("What was chosen?", "For a choice only.")] = None


@facts
class Lot:
    """A lot for which the bidder bids, and what a complete bid for it holds."""

    lot: Annotated[str, Ask("Which lot?", "A tender without lots has one.")]
    needs: Annotated[tuple[str, ...], Ask("Which files and answers must a complete bid for it hold?")]


@facts
class Extension:
    """A later due time for everyone."""

    made_at: Annotated[str, Ask("When was it made?")]
    due_at: Annotated[str, Ask("What is the new due time?")]


@facts
class Minute:
    """How the Hub served suppliers in one minute."""

    at: Annotated[str, Ask("When did the minute begin?")]
    unreachable_seconds: Annotated[
        int, Ask("How long could the probe outside not reach the front door, in seconds?")
    ] = 0
    requests: Annotated[int, Ask("How many requests of suppliers were there?")] = 0
    failed: Annotated[int, Ask("How many of them did the Hub answer with a fault of its own (5xx)?")] = 0
    submit_p95_ms: Annotated[
        int, Ask("How long did the slowest twentieth of submissions take at least, in milliseconds?",
                 "Over the five minutes that end with this one.")
    ] = 0  # fmt: skip
    refused_uploads: Annotated[int, Ask("How many uploads did the disk or the database refuse?")] = 0


@facts
class TimelinessFacts:
    """All that decides whether a bid is in time."""

    due_at: Annotated[str, Ask("What was the due time when the tender was advertised?", "2026-11-23T12:00:00Z")]
    requests: Annotated[tuple[Request, ...], Ask("Which requests did the bidder send?")]
    lots: Annotated[tuple[Lot, ...], Ask("For which lots does the bidder bid?")] = ()
    grace_seconds: Annotated[int, Ask("How long may a file that is under way go on, in seconds?")] = GRACE_SECONDS
    extensions: Annotated[tuple[Extension, ...], Ask("Was the due time extended?")] = ()
    minutes: Annotated[tuple[Minute, ...], Ask("How did the Hub serve suppliers in the last two hours?")] = ()
    decision: Annotated[Decision | None, Ask("What did the lead decide after an incident?")] = None


@result
class FileFinding:
    """Whether one file counts."""

    file: str
    in_time: bool
    rule: str
    message: str


@result
class LotFinding:
    """Whether what counts is a complete bid for a lot; ``missing`` names what it lacks."""

    lot: str
    complete: bool
    missing: tuple[str, ...]


@result
class Timeliness:
    """Whether a bid is in time, by which part of the rule, in the words that the bidder reads."""

    in_time: bool
    rule: str
    message: str
    due_at: str
    opens_from: str
    is_held: bool
    files: tuple[FileFinding, ...]
    lots: tuple[LotFinding, ...]
