"""Settings that hold in every environment."""

import os
from pathlib import Path

from hub.config.databases import database_from
from hub.platform.ui.csp import CONTENT_SECURITY_POLICY  # noqa: F401  (read by django-csp)

PROJECT = Path(__file__).resolve().parents[3]
HUB_HOME = Path(os.environ.get("HUB_HOME", PROJECT / ".hub")).resolve()

HUB_DEMO = False
HUB_SITE = os.environ.get("HUB_SITE", "")
HUB_SITE_PORTS: dict[str, str] = {}
HUB_SITE_HOSTS: dict[str, str] = {}

DEBUG = False
ALLOWED_HOSTS: list[str] = []

INSTALLED_APPS = [
    "hub.platform.govuk",
    "hub.platform.ui",
    "hub.platform.tables",
    "hub.platform.tenancy",
    "hub.platform.identity",
    "hub.platform.events",
    "hub.platform.numbering",
    "hub.platform.reference",
    "hub.platform.approvals",
    "hub.platform.documents",
    "hub.platform.deadlines",
    "hub.platform.registers",
    "hub.platform.registers.importing",
    "hub.platform.search",
    "hub.platform.jobs",
    "hub.platform.drafts",
    "hub.platform.usage",
    "hub.lawdesk",
    "hub.duty",
    "hub.governance",
    "hub.supplier",
    "hub.organisation",
    "hub.strategy",
    "hub.pipeline",
    "hub.procurement",
    "hub.engagement",
    "hub.tender",
    "hub.gateway",
    "hub.contract",
    "hub.spend",
    "hub.risk",
    "hub.publishing",
    "hub.maturity",
    "hub.bids",
    "hub.evaluation",
    "hub.award",
    "hub.demo",
    "hub.sites.staff",
    "hub.sites.supplier",
    "hub.sites.public",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "django_q",
    "django_htmx",
    "csp",
]

MIDDLEWARE = [
    "hub.platform.guard.HeadersMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "hub.platform.doors.SiteMiddleware",
    "hub.bids.measuring.MeasureMiddleware",
    "csp.middleware.CSPMiddleware",
    "hub.platform.identity.sessions.SiteSessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "hub.platform.intake.IntakeMiddleware",
    "hub.platform.guard.GuardMiddleware",
    "hub.platform.drafts.middleware.HeldFormMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "hub.platform.identity.middleware.ActorMiddleware",
    "hub.platform.identity.middleware.AccessMiddleware",
    "hub.platform.drafts.middleware.IdempotencyMiddleware",
]

ROOT_URLCONF = "hub.config.urls_staff"
WSGI_APPLICATION = "hub.config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "hub.platform.ui.context.page",
            ],
            "builtins": ["hub.platform.ui.templatetags.ui"],
        },
    }
]
FORM_RENDERER = "hub.platform.govuk.renderer.GovukRenderer"

DATABASES = {"default": database_from(os.environ.get("HUB_DATABASE_URL", ""), home=HUB_HOME)}
# Tell PostgreSQL at each request how far the person reaches; after hub database harden (security.md §11).
HUB_ROW_SECURITY = os.environ.get("HUB_ROW_SECURITY", "") == "1"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "identity.Person"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
     "OPTIONS": {"user_attributes": ("email", "name")}},
    {"NAME": "hub.platform.identity.passwords.NotLocalWords"},
]  # fmt: skip
PASSWORD_RESET_TIMEOUT = 24 * 3600
ACCOUNT_ADAPTER = "hub.platform.identity.adapters.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = False
# allauth's own limits lock accounts, which a rival could use; ours are in identity/throttle.py.
ACCOUNT_RATE_LIMITS = False
MFA_ADAPTER = "hub.platform.identity.adapters.MfaAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_PASSKEY_SIGNUP_ENABLED = False
# A passkey cannot be guessed, and an office shares one address: it is never slowed.
MFA_RATE_LIMITS = False
MFA_FORMS = {
    "login_webauthn": "hub.platform.identity.passkey_forms.LoginForm",
    "authenticate_webauthn": "hub.platform.identity.passkey_forms.AuthenticateForm",
    "reauthenticate_webauthn": "hub.platform.identity.passkey_forms.ReauthenticateForm",
    "add_webauthn": "hub.platform.identity.passkey_forms.AddForm",
}
MFA_RECOVERY_CODES_SHOW_ONCE = True
# Encrypts the seeds of code apps; empty means the secret key does. Keys before it still open.
HUB_FACTORS_KEY = ""
HUB_FACTORS_KEYS_BEFORE: list[str] = []
# Directories for "Sign in with …": dictionaries with key, name, issuer, client_id, client_secret and site.
HUB_OIDC: list[dict[str, str]] = []
# Where sealed bids lie: a folder or s3://bucket/prefix; and the second place, empty for none (receipts then say so).
HUB_BID_STORE = os.environ.get("HUB_BID_STORE", str(HUB_HOME / "bids"))
HUB_BID_STORE_COPY = os.environ.get("HUB_BID_STORE_COPY", "")
# What a bidder may send: MiB of a file, MiB of a whole bid, and how many files.
HUB_BID_FILE_MIB, HUB_BID_LOT_MIB, HUB_BID_FILES = 500, 2048, 200
# Encrypts the keys of drafts of bids; empty means the secret key does.
HUB_BID_DRAFTS_KEY = ""
# The header in which the proxy sets the stamp of a request's first line; empty where the Hub itself is the door.
HUB_STAMP_HEADER = ""
# Socket of the separate signer; empty means that this process reads the key itself (security.md §13).
HUB_SIGNER = os.environ.get("HUB_SIGNER", "")
# A second folder for checkpoints, on another machine, and the two addresses they are mailed to every day.
HUB_CHECKPOINTS_COPY = os.environ.get("HUB_CHECKPOINTS_COPY", "")
HUB_CHECKPOINTS_TO = os.environ.get("HUB_CHECKPOINTS_TO", "").replace(",", " ").split()
# Hosts that the Hub may ask although their addresses are not public; all others must be public (security.md §12).
HUB_INTERNAL_HOSTS: list[str] = []
HUB_TRUSTED_PROXIES = 0
LOGIN_URL = "/sign-in/"
LOGIN_REDIRECT_URL = "/"

# Used codes are remembered here, so every process must see the same cache.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
        "LOCATION": str(HUB_HOME / "cache"),
    }
}
SESSION_ENGINE = "django.contrib.sessions.backends.db"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
# Minutes idle, minutes in all (security.md §10.2).
HUB_SESSION_LIMITS = {"staff": (60, 12 * 60), "supplier": (4 * 60, 24 * 60)}
CSRF_USE_SESSIONS = True
CSRF_FAILURE_VIEW = "hub.platform.ui.errors.csrf_failure"

LANGUAGE_CODE = "en-gb"
TIME_ZONE = "Europe/London"
USE_TZ = True
USE_I18N = True
USE_THOUSAND_SEPARATOR = False

STATIC_URL = "/static/"
STATIC_ROOT: Path | None = HUB_HOME / "static"
STATICFILES_DIRS = [path for path in [PROJECT / "hub" / "static_build"] if path.is_dir()]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
MEDIA_ROOT = HUB_HOME / "media"
# Static files are for our own pages; the public site opens its data by itself.
WHITENOISE_ALLOW_ALL_ORIGINS = False

X_FRAME_OPTIONS = "DENY"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
DATA_UPLOAD_MAX_NUMBER_FIELDS = 1000
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
FILE_UPLOAD_PERMISSIONS = 0o600

EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
DEFAULT_FROM_EMAIL = "procurement@localhost"

Q_CLUSTER = {
    "name": "hub",
    "orm": "default",
    "workers": 1,
    "timeout": 1800,
    "retry": 2000,
    "max_attempts": 5,
    "ack_failures": False,
    "poll": 1,
    "bulk": 1,
    "catch_up": False,
    "save_limit": 500,
    "label": "Jobs",
    "log_level": "WARNING",
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"json": {"()": "hub.platform.logs.JsonFormatter"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "json"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {"hub": {"handlers": ["stderr"], "level": "INFO", "propagate": False}},
}
