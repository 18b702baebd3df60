"""What is done to the log itself."""

from hub.platform.act_table import Act
from hub.platform.identity.roles import Role

ROTATE = Act("events.rotate_key", label="Replaced the key that signs the event log", held_by={Role.SYSTEM})
