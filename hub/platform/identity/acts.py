"""What can be done to people, their roles, deputies and sign-in factors."""

from hub.platform.act_table import Act
from hub.platform.identity.roles import EVERYONE, Role

ADMINS = {Role.AUTHORITY_ADMIN, Role.SUPPLIER_OWNER, Role.SYSTEM}

ADD_PERSON = Act("identity.add_person", label="Added the person", phrase="Add a person", held_by=ADMINS)
CHANGE_PERSON = Act(
    "identity.change_person",
    label="Changed name or address",
    phrase="Change name or address",
    held_by=ADMINS,
    must_change=True,
)
DISABLE = Act(
    "identity.disable_person",
    label="Closed the account",
    phrase="Close the account",
    held_by=ADMINS,
    gives_reason=True,
)
ENABLE = Act(
    "identity.enable_person", label="Opened the account again", phrase="Open the account again", held_by=ADMINS
)
SET_MANAGER = Act(
    "identity.set_manager",
    label="Set the line manager",
    phrase="Set the line manager",
    held_by={Role.AUTHORITY_ADMIN, Role.SYSTEM},
)
HAND_OVER = Act(
    "identity.hand_over",
    label="Handed over the work of somebody who left",
    phrase="Hand over and close",
    held_by={Role.AUTHORITY_ADMIN, Role.SYSTEM},
    slug="leave",
)
RESET_FACTORS = Act(
    "identity.reset_factors",
    label="Removed all second factors, after proof of identity",
    phrase="Remove second factors",
    held_by=ADMINS,
    gives_reason=True,
)
# A person changes their own factors; the guard in the service lets nobody else do it.
ADD_FACTOR = Act("identity.add_factor", label="Added a way to sign in", held_by=EVERYONE)
REMOVE_FACTOR = Act("identity.remove_factor", label="Removed a way to sign in", held_by=EVERYONE)
CHANGE_PASSWORD = Act("identity.change_password", label="Changed the password", held_by=EVERYONE)
CONNECT = Act("identity.connect_account", label="Connected a work account", held_by=EVERYONE)
DISCONNECT = Act("identity.disconnect_account", label="Disconnected a work account", held_by=EVERYONE)

GRANT_ROLE = Act("identity.role.grant", label="Gave a role", phrase="Give a role", held_by=ADMINS)
END_ROLE = Act("identity.role.end", label="Ended a role", phrase="End a role", held_by=ADMINS)

NAME_DEPUTY = Act("identity.deputy.name", label="Named a deputy", phrase="Name a deputy", held_by=EVERYONE)
END_DEPUTY = Act("identity.deputy.end", label="Ended a deputy", phrase="End a deputy", held_by=EVERYONE)
