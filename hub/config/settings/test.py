"""Settings for the test suite: fast hashing, no files outside a temporary folder."""

import os
import tempfile
from pathlib import Path

os.environ.setdefault("HUB_HOME", tempfile.mkdtemp(prefix="hub-test-"))

from hub.config.settings.base import *  # noqa: F403

HUB_HOME = Path(os.environ["HUB_HOME"])
SECRET_KEY = "tests-only-" + "x" * 40
ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1", ".test"]
HUB_SITE_HOSTS = {"staff.test": "staff", "supplier.test": "supplier", "public.test": "public"}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
STATIC_ROOT = None
STORAGES = {
    **STORAGES,
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
if name := os.environ.get("HUB_TEST_DB_NAME"):
    DATABASES["default"]["TEST"] = {"NAME": name}
LOGGING = {**LOGGING, "root": {"handlers": [], "level": "CRITICAL"}}
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
