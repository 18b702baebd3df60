"""Which papers hang on attested evidence, and who may read them."""

from hub.maturity import selectors
from hub.maturity.models import Evidence
from hub.platform.documents import subjects

KINDS = (("evidence", "Evidence"), ("other", "Another paper"))

subjects.register(
    Evidence.kind(),
    load=selectors.evidence_numbered,
    visible=selectors.evidence_is_visible,
    readers=selectors.evidence_owners,
    kinds=KINDS,
)
