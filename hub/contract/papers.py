"""Which papers hang on a contract, and who may read them."""

from hub.contract import selectors
from hub.contract.models import Contract
from hub.platform.documents import subjects

KINDS = (
    ("contract", "Signed contract"),
    ("variation", "Variation"),
    ("specification", "Specification"),
    ("pricing", "Prices"),
    ("legal", "Legal advice"),
    ("insurance", "Insurance"),
    ("minutes", "Minutes of a meeting"),
    ("letter", "Letter or notice"),
    ("other", "Another paper"),
)

# Prices are a supplier's secret and advice is the authority's until somebody decides otherwise.
CONFIDENTIAL = frozenset({"pricing", "legal"})


def is_confidential(contract: Contract, paper_kind: str) -> bool:
    """Say whether a new paper is confidential when nobody says: by its sort, or because all papers here are."""
    return paper_kind in CONFIDENTIAL or contract.has_confidential_papers


subjects.register(
    Contract.kind(),
    load=selectors.with_authority,
    visible=selectors.is_visible,
    supplier_visible=selectors.is_party_to,
    closed_on=selectors.closed_on,
    readers=selectors.readers,
    kinds=KINDS,
    is_confidential=is_confidential,
    confidential_words="prices and legal advice are confidential, and every paper of a contract that is marked so",
    retention="contract",
    url=lambda contract: contract.get_absolute_url(),
)
