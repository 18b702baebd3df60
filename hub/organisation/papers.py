"""Which papers hang on an organisation, and who reads them: its own people, and no officer."""

from hub.organisation import selectors
from hub.organisation.models import Organisation
from hub.organisation.terms import QUESTIONS
from hub.platform.actors import Actor
from hub.platform.documents import subjects


def no_officer(actor: Actor, pk: int) -> bool:
    """Let no officer in: a paper of the profile is the supplier's own until it goes into a bid."""
    return False


subjects.register(
    Organisation.kind(),
    load=selectors.loaded,
    visible=no_officer,
    supplier_visible=selectors.is_member,
    kinds=tuple((one.key, one.label) for one in QUESTIONS if one.takes_file),
)
