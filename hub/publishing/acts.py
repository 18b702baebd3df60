"""The acts of publishing."""

from hub.platform.act_table import Act
from hub.platform.identity.roles import Role
from hub.publishing.terms import RedactionState, RunState

PUBLISHERS = frozenset({Role.PUBLISHER})
WITHHOLDERS = frozenset({Role.PUBLISHER, Role.LEGAL})

PUBLISH_DATASET = Act(
    "publishing.publish_dataset",
    label="Published the data set",
    phrase="Publish this data set",
    held_by=PUBLISHERS,
    moves=((), RunState.PUBLISHED),
    slug="publish",
)
WITHDRAW = Act(
    "publishing.withdraw",
    label="Withdrew the publication",
    phrase="Withdraw this publication",
    held_by=PUBLISHERS,
    moves=((RunState.PUBLISHED,), RunState.WITHDRAWN),
    gives_reason=True,
)
REDACT = Act(
    "publishing.redact",
    label="Withheld a fact from the public",
    phrase="Withhold a fact",
    held_by=WITHHOLDERS,
    moves=((), RedactionState.IN_FORCE),
    gives_reason=True,
)
UNREDACT = Act(
    "publishing.unredact",
    label="Showed a withheld fact again",
    phrase="Show it again",
    held_by=WITHHOLDERS,
    moves=((RedactionState.IN_FORCE,), RedactionState.LIFTED),
    gives_reason=True,
)

EXPORTERS = frozenset({Role.AUTHORITY_ADMIN})
EXPORT = Act(
    "publishing.export_all",
    label="Asked for a full export",
    phrase="Export everything",
    held_by=EXPORTERS,
    slug="export-all",
)
FETCH_EXPORT = Act(
    "publishing.fetch_export",
    label="Downloaded a full export",
    phrase="Download the export",
    held_by=EXPORTERS,
)
