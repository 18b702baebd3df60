"""What people do to the lists they keep for themselves."""

from hub.platform.acts import Act
from hub.platform.identity.roles import EVERYONE

SAVE_VIEW = Act("register.save_view", label="Saved a view of a list", phrase="Save this view", held_by=EVERYONE)
REMOVE_VIEW = Act("register.remove_view", label="Removed a saved view", phrase="Remove this view", held_by=EVERYONE)
