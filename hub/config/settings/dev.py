"""Settings for a developer's machine and for command-line work on HUB_HOME."""

import os

from hub.config.secrets import kept, secret_key
from hub.config.settings.base import *  # noqa: F403

SECRET_KEY = secret_key(HUB_HOME)
HUB_FACTORS_KEY = kept(HUB_HOME, "factors_key")
HUB_BID_DRAFTS_KEY = kept(HUB_HOME, "bid_drafts_key")
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]"]
PORT = int(os.environ.get("PORT", "8000"))
HUB_SITE_PORTS = {str(PORT): "staff", str(PORT + 1): "supplier", str(PORT + 2): "public"}
EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
EMAIL_FILE_PATH = HUB_HOME / "mail"
STORAGES = {
    **STORAGES,
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedStaticFilesStorage"},
}
# Files are found where they are built; nothing is collected, and a missing folder would be complained about.
STATIC_ROOT = None
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = False
# Passkeys over http, on this machine only.
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True
