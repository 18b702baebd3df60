"""Which papers hang on a case, and who may read them."""

from hub.platform.documents import subjects
from hub.procurement import selectors
from hub.procurement.models import Procurement

KINDS = (
    ("route", "Route advice"),
    ("appraisal", "Options appraisal"),
    ("specification", "Specification"),
    ("estimate", "Estimate and cost model"),
    ("gate", "Gate pack or decision"),
    ("conflicts", "Conflicts assessment"),
    ("equality", "Equality assessment"),
    ("legal", "Legal advice"),
    ("letter", "Letter or e-mail"),
    ("other", "Another paper"),
)
# Advice is the authority's own, and what people declare is theirs, until somebody decides otherwise.
CONFIDENTIAL = frozenset({"legal", "conflicts"})


def is_confidential(procurement: Procurement, paper_kind: str) -> bool:
    """Say whether a new paper is confidential when nobody says."""
    return paper_kind in CONFIDENTIAL


subjects.register(
    Procurement.kind(),
    load=selectors.with_authority,
    visible=selectors.is_visible,
    closed_on=selectors.closed_on,
    readers=selectors.readers,
    kinds=KINDS,
    is_confidential=is_confidential,
    confidential_words="legal advice and conflicts assessments are confidential",
    retention="decision",
    url=lambda procurement: procurement.get_absolute_url(),
)
