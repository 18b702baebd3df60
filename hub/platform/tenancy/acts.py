"""What can be done to an authority."""

from hub.platform.act_table import Act
from hub.platform.identity.roles import Role

ADD = Act("tenancy.add_authority", label="Added the authority", phrase="Add an authority", held_by={Role.SYSTEM})
CHANGE = Act(
    "tenancy.change_authority",
    label="Changed the authority's name or colour",
    phrase="Change name or colour",
    must_change=True,
    held_by={Role.AUTHORITY_ADMIN, Role.SYSTEM},
)
SHARERS = {Role.PROCUREMENT_OFFICER, Role.PROCUREMENT_LEAD, Role.SYSTEM}
SHARE = Act(
    "tenancy.share_record",
    label="Shared with a partner",
    phrase="Share with a partner",
    held_by=SHARERS,
    own={Role.CONTRACT_MANAGER},
)
UNSHARE = Act(
    "tenancy.unshare_record",
    label="Stopped sharing with a partner",
    phrase="Stop sharing",
    held_by=SHARERS,
    own={Role.CONTRACT_MANAGER},
)
