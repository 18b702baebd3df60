"""Which papers hang on quotes, and who may read them."""

from hub.platform.documents import subjects
from hub.tender import selectors
from hub.tender.models import Tender

KINDS = (
    ("specification", "What we need"),
    ("drawing", "Drawing or photograph"),
    ("prices", "Form for prices"),
    ("terms", "Terms of contract"),
    ("letter", "Letter or e-mail"),
    ("other", "Another paper"),
)

subjects.register(
    Tender.kind(),
    load=selectors.with_authority,
    visible=selectors.is_visible,
    bidders=selectors.takes_part,
    closed_on=selectors.closed_on,
    readers=selectors.readers,
    kinds=KINDS,
    retention="decision",
    url=lambda one: one.get_absolute_url(),
)
