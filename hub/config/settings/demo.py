"""Settings for `./dev demo`: one authority, invented people, a clock that can be moved."""

from hub.config.settings.dev import *  # noqa: F403

HUB_DEMO = True
# The demo's clock is moved by days; nobody should be signed out by it.
HUB_SESSION_LIMITS = dict.fromkeys(("staff", "supplier"), (5000000, 5000000))
HUB_AUTHORITY_NAME = "Eastmere Combined Authority"
HUB_CONTACT = {"phone": "01632 960 118", "hours": "Monday to Friday, 8:30am to 5pm"}
