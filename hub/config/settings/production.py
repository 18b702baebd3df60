"""Settings for a public authority's own server. Refuses to start on a missing secret or host."""

import os

from django.core.exceptions import ImproperlyConfigured

from hub.config.settings.base import *  # noqa: F403


def given(name: str) -> str:
    """Give the environment's value for ``name``, which may point at a file as ``NAME_FILE``; empty when missing."""
    path = os.environ.get(f"{name}_FILE")
    return open(path).read().strip() if path else os.environ.get(name, "")


def required(name: str) -> str:
    """Give the environment's value for ``name`` as ``given`` does, and refuse to start without it."""
    value = given(name)
    if not value:
        raise ImproperlyConfigured(f"Set {name} (or {name}_FILE) before you start the Hub.")
    return value


SECRET_KEY = required("HUB_SECRET_KEY")
SECRET_KEY_FALLBACKS = given("HUB_SECRET_KEY_BEFORE").split()
HUB_FACTORS_KEY = given("HUB_FACTORS_KEY")
HUB_BID_DRAFTS_KEY = given("HUB_BID_DRAFTS_KEY")
HUB_STAMP_HEADER = given("HUB_STAMP_HEADER")
HUB_FACTORS_KEYS_BEFORE = given("HUB_FACTORS_KEY_BEFORE").split()
HUB_SITE_HOSTS = {
    required("HUB_STAFF_HOST"): "staff",
    required("HUB_SUPPLIER_HOST"): "supplier",
    required("HUB_PUBLIC_HOST"): "public",
}
ALLOWED_HOSTS = list(HUB_SITE_HOSTS)
SESSION_COOKIE_SECURE = True
SECURE_SSL_REDIRECT = True
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_HSTS_SECONDS = 31_536_000
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
EMAIL_HOST = os.environ.get("HUB_EMAIL_HOST", "localhost")
EMAIL_PORT = int(os.environ.get("HUB_EMAIL_PORT", "25"))
DEFAULT_FROM_EMAIL = os.environ.get("HUB_EMAIL_FROM", "procurement@localhost")
HUB_TRUSTED_PROXIES = int(os.environ.get("HUB_TRUSTED_PROXIES", "1"))
HUB_INTERNAL_HOSTS = os.environ.get("HUB_INTERNAL_HOSTS", "").replace(",", " ").split()
if os.environ.get("HUB_OIDC_ISSUER"):
    HUB_OIDC = [
        {
            "key": "work",
            "name": os.environ.get("HUB_OIDC_NAME", "your work account"),
            "issuer": required("HUB_OIDC_ISSUER"),
            "client_id": required("HUB_OIDC_CLIENT_ID"),
            "client_secret": required("HUB_OIDC_CLIENT_SECRET"),
            "site": "staff",
        }
    ]
