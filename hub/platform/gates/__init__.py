"""What gates ask: packages register evidence, parts of the pack and lessons; acts wait for gates by ``after_gate``.

The package that owns gates knows only what is registered here, so that later packages can add to a gate without it
knowing them.
"""

from hub.platform.gates.declare import (
    Answer,
    Evidence,
    Gap,
    Lesson,
    Part,
    answers,
    check,
    evidence,
    forget,
    gap_source,
    gaps,
    gate_check,
    known_evidence,
    lessons,
    lessons_for,
    part,
    parts_for,
)

__all__ = [
    "Answer", "Evidence", "Gap", "Lesson", "Part", "answers", "check", "evidence", "forget", "gap_source", "gaps",
    "gate_check", "known_evidence", "lessons", "lessons_for", "part", "parts_for",
]  # fmt: skip
