"""Which papers hang on waivers, and who may read them."""

from hub.gateway import selectors
from hub.gateway.models import Waiver
from hub.platform.actors import Actor
from hub.platform.documents import subjects

KINDS = (
    ("quote", "Quote or offer"),
    ("market", "Look at the market"),
    ("legal", "Legal advice"),
    ("letter", "Letter or e-mail"),
    ("other", "Another paper"),
)
CONFIDENTIAL = frozenset({"quote", "legal"})


def is_visible(actor: Actor, pk: int) -> bool:
    """Say whether an officer may see a waiver."""
    return selectors.waivers(actor).filter(pk=pk).exists()  # type: ignore[no-any-return]


subjects.register(
    Waiver.kind(),
    load=selectors.waiver_with_authority,
    visible=is_visible,
    kinds=KINDS,
    is_confidential=lambda waiver, paper_kind: paper_kind in CONFIDENTIAL,
    confidential_words="quotes and legal advice are confidential",
    retention="decision",
)
