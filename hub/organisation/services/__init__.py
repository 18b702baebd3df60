"""One function for each act on organisations."""

from hub.organisation.services.answering import Said, answer, retire, warn_of_ends
from hub.organisation.services.belonging import accept_invite, change_role, invite, leave, remove, take_back
from hub.organisation.services.claiming import (
    ask_for_code,
    check_code,
    grant,
    let_in_who_waited,
    object_to,
)
from hub.organisation.services.joining import accept, ask_to_join, decline
from hub.organisation.services.registering import describe, of, register

__all__ = [
    "Said", "accept", "accept_invite", "answer", "ask_for_code", "ask_to_join", "change_role", "check_code", "decline",
    "describe", "grant", "invite", "leave", "let_in_who_waited", "object_to", "of", "register", "remove", "retire",
    "take_back", "warn_of_ends",
]  # fmt: skip
