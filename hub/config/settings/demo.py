"""Settings for `./dev demo`: one authority, invented people, a clock that can be moved."""

import os

from django.core.exceptions import ImproperlyConfigured

# The demo empties its database to begin again, so it never opens one that an address names: that one is somebody's.
# This comes first, because the developer's settings make keys in HUB_HOME.
if os.environ.get("HUB_DATABASE_URL"):
    raise ImproperlyConfigured(
        "The demo keeps its own database in HUB_HOME and empties it to begin again. Nothing was touched. "
        "Unset HUB_DATABASE_URL to run the demo."
    )

from hub.config.settings.dev import *  # noqa: F403

HUB_DEMO = True
# The demo's clock is moved by days; nobody should be signed out by it.
HUB_SESSION_LIMITS = dict.fromkeys(("staff", "supplier"), (5000000, 5000000))
HUB_AUTHORITY_NAME = "Eastmere Combined Authority"
HUB_CONTACT = {"phone": "01632 960 118", "hours": "Monday to Friday, 8:30am to 5pm"}
