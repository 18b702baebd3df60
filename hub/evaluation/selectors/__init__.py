"""Reads over scoring."""

from hub.evaluation.selectors.finding import (
    Candidate,
    assessor_of,
    candidate,
    candidates,
    evaluation,
    evaluations,
    is_opened,
    may_see,
    of_tender,
    sealed_sentence,
    stance,
    team_of,
)
from hub.evaluation.selectors.sheets import (
    Answer,
    Sheet,
    Step,
    low_price,
    results,
    scale,
    sheet_of,
)

__all__ = [
    "Answer",
    "Candidate",
    "Sheet",
    "Step",
    "assessor_of",
    "candidate",
    "candidates",
    "evaluation",
    "evaluations",
    "is_opened",
    "low_price",
    "may_see",
    "of_tender",
    "results",
    "scale",
    "sealed_sentence",
    "sheet_of",
    "stance",
    "team_of",
]
