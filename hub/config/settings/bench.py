"""Settings for measurements: like production, on databases that the benchmark makes and removes."""

from hub.config.settings.dev import *  # noqa: F403

ALLOWED_HOSTS = ["staff.test", "supplier.test", "public.test", "localhost"]
HUB_SITE_HOSTS = {"staff.test": "staff", "supplier.test": "supplier", "public.test": "public"}
EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
LOGGING = {**LOGGING, "root": {"handlers": [], "level": "CRITICAL"}}
