"""All settings of the awards, each environment variable read where it is needed.

Without any variable this runs on SQLite, an embedded broker and a folder; production names its services by URL and
must give its secrets. EXAMPLE_MODE, for `make run`: the loopback only, mails in a folder, no second factor.
"""

from typing import Any

from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from . import logs
from .environment import BASE_DIR, DEBUG, EXAMPLE_MODE, RELAXED, VAR_DIR, allowed_hosts, env, secret_key

# Django's core, alphabetical

ALLOWED_HOSTS = allowed_hosts()
AUTHENTICATION_BACKENDS = [
    "django.contrib.auth.backends.ModelBackend",
    "guardian.backends.ObjectPermissionBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
AUTH_USER_MODEL = "awards_site.User"
CACHES = {"default": env.cache_url("CACHE_URL", default="dbcache://shared_cache")}
if CACHES["default"]["BACKEND"].endswith("DatabaseCache"):
    CACHES["default"]["OPTIONS"] = {"MAX_ENTRIES": 200_000}
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SECURE = not RELAXED
CSRF_FAILURE_VIEW = "awards_site.failures.lost_session"
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])
DATABASES = {"default": env.db_url("DATABASE_URL", default=f"sqlite:///{VAR_DIR / 'awards.sqlite3'}")}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # Writers queue up instead of failing, and what was acknowledged outlives a power cut.
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;",
    }
else:
    DATABASES["default"] |= {"CONN_MAX_AGE": env.int("CONN_MAX_AGE", 60), "CONN_HEALTH_CHECKS": True}
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", "awards@forum.example")
DJANGO_STRUCTLOG_IP_LOGGING_ENABLED = False  # it believes any header; and addresses are personal
FILE_UPLOAD_PERMISSIONS = 0o600
FORM_RENDERER = "awards_site.renderers.ComponentRenderer"
INSTALLED_APPS = [
    "scoring",
    "jury",
    "nominations",
    "awards_site",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "csp",
    "django_countries",
    "django_structlog",
    "formtools",
    "guardian",
    "import_export",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "django.forms",
]
LANGUAGES = [("en", _("English")), ("fa", _("Persian"))]
LANGUAGE_CODE = "en"
LANGUAGE_COOKIE_SAMESITE = "Lax"
LOCALE_PATHS = [BASE_DIR / "awards_site" / "locale"]
LOGGING = logs.config(as_lines=RELAXED, level=env.str("LOG_LEVEL", "INFO"))
LOGIN_REDIRECT_URL = "scoring:home"
LOGIN_URL = "account_login"
MEDIA_ROOT = VAR_DIR / "evidence"
MIDDLEWARE = [
    "awards_site.middleware.request_id",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django_permissions_policy.PermissionsPolicyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "awards_site.middleware.Recognition",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_structlog.middlewares.RequestMiddleware",
    "awards_site.middleware.too_many",
    "awards_site.middleware.reader_time_zone",
    "awards_site.middleware.second_factor",
    "awards_site.middleware.private_pages",
]
ROOT_URLCONF = "awards_site.urls"
SECRET_KEY = secret_key()
SECRET_KEY_FALLBACKS = env.list("SECRET_KEY_FALLBACKS", default=[])
SECURE_HSTS_INCLUDE_SUBDOMAINS = not RELAXED
SECURE_HSTS_PRELOAD = not RELAXED
SECURE_HSTS_SECONDS = 0 if RELAXED else 31_536_000
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if env.bool("BEHIND_PROXY", False) else None
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
SECURE_REFERRER_POLICY = "same-origin"
SECURE_SSL_REDIRECT = not RELAXED
SESSION_COOKIE_AGE = 14 * 24 * 3600
SESSION_COOKIE_SECURE = not RELAXED
SESSION_ENGINE = "awards_site.sessions"
STATIC_ROOT = VAR_DIR / "static"
STATIC_URL = "static/"
STORAGES: dict[str, dict[str, Any]] = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if not DEBUG
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}
if env.str("MEDIA_BUCKET", ""):
    STORAGES["default"] = {
        "BACKEND": "storages.backends.s3.S3Storage",
        "OPTIONS": {
            "bucket_name": env.str("MEDIA_BUCKET"),
            "endpoint_url": env.str("MEDIA_ENDPOINT", "") or None,
            "default_acl": "private",
            "file_overwrite": False,
            "querystring_auth": True,
        },
    }
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "builtins": ["awards_site.templatetags.local"],
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "awards_site.context_processors.look",
            ],
        },
    }
]
TIME_ZONE = "UTC"
WSGI_APPLICATION = "awards_site.wsgi.application"
X_FRAME_OPTIONS = "DENY"

# The forum

EMAIL_TIMEOUT = 30  # seconds for each step of a mail; all of them fit into the postman's lease
FORUM_NAME = env.str("FORUM_NAME", "Asian Mayors Forum")
FORUM_TIME_ZONE = env.str("FORUM_TIME_ZONE", "Asia/Tehran")
OUTBOX_FOLDER = env.str("OUTBOX_FOLDER", str(VAR_DIR / "outbox"))
SCANNER_URL = env.str("SCANNER_URL", "")  # a ClamAV daemon: tcp://host:3310 or unix:/path; none: not scanned
SECOND_FACTOR_REQUIRED = not RELAXED
SITE_URL = env.str("SITE_URL", "http://127.0.0.1:8000")
TRUSTED_PROXIES = env.int("TRUSTED_PROXIES", 1 if env.bool("BEHIND_PROXY", False) else 0)
UNFINISHED_FOLDER = VAR_DIR / "unfinished"  # files that are still arriving; all web processes share it
if env.str("EMAIL_URL", ""):
    vars().update(env.email_url("EMAIL_URL"))
else:
    EMAIL_BACKEND = "awards_site.outbox_folder.EmailBackend"

# Accounts

ACCOUNT_ADAPTER = "awards_site.accounts.Adapter"
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_VERIFICATION = "none"  # the mailed code is the proof
ACCOUNT_LOGIN_BY_CODE_ENABLED = False  # allauth's own pages for it; ours are in signin.py
ACCOUNT_LOGIN_BY_CODE_FORMAT = {"numeric": True, "length": 6, "dashed": False}
ACCOUNT_LOGIN_BY_CODE_MAX_ATTEMPTS = 5
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 900
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_LOGIN_TIMEOUT = 3600
ACCOUNT_LOGOUT_REDIRECT_URL = "scoring:home"
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_REAUTHENTICATION_TIMEOUT = 300
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_SIGNUP_FIELDS = ["email*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
CODES_PER_ADDRESS = 9  # a day; a third of them for one network
CODES_PER_NETWORK = env.int("CODES_PER_NETWORK", 60)  # an hour
SECONDS_TO_FILL = env.int("SECONDS_TO_FILL", 2)  # who answers faster is asked to press once more
MFA_ADAPTER = "awards_site.accounts.SecondFactors"
MFA_FORMS = {
    "activate_totp": "awards_site.passkeyforms.App",
    "add_webauthn": "awards_site.passkeyforms.Add",
    "authenticate_webauthn": "awards_site.passkeyforms.Authenticate",
    "login_webauthn": "awards_site.passkeyforms.Login",
    "reauthenticate_webauthn": "awards_site.passkeyforms.Reauthenticate",
}
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = RELAXED
STAFF_SESSION_AGE = 12 * 3600

# Object permissions: a grant says who, the cycle says when

ANONYMOUS_USER_NAME = None
GUARDIAN_RAISE_403 = False

# Work sent out

SPOOL = VAR_DIR / "spool"
CELERY_BROKER_URL = env.str("CELERY_BROKER_URL", "spool://localhost")
if CELERY_BROKER_URL.startswith("spool"):
    SPOOL.mkdir(parents=True, exist_ok=True)
    CELERY_BROKER_TRANSPORT_OPTIONS = {
        "data_folder_in": str(SPOOL),
        "data_folder_out": str(SPOOL),
        "control_folder": str(SPOOL / "control"),
        "polling_interval": 0.5,
    }
CELERY_BEAT_SCHEDULE = {
    "sweep the outbox": {"task": "awards_site.sweep_outbox", "schedule": 20.0},
    "publish what is due": {"task": "scoring.publish_due", "schedule": 2.0},
    "remind referees": {"task": "nominations.remind_referees", "schedule": 900.0},
    "scan files that wait": {"task": "nominations.sweep_scans", "schedule": 60.0},
    "sweep uploads left behind": {"task": "nominations.sweep_uploads", "schedule": 3600.0},
    "close rounds whose hour has passed": {"task": "scoring.close_due_rounds", "schedule": 30.0},
    "mail the audit chain's head": {"task": "awards_site.mail_daily_head", "schedule": 24 * 3600.0},
}
CELERY_BEAT_SCHEDULE_FILENAME = str(VAR_DIR / "beat")
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_ALWAYS_EAGER = env.bool("CELERY_TASK_ALWAYS_EAGER", False)
CELERY_TASK_IGNORE_RESULT = True
CELERY_TIMEZONE = "UTC"
CELERY_WORKER_HIJACK_ROOT_LOGGER = False

# What a page may do

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        **{what: [NONE] for what in ("default-src", "base-uri", "frame-ancestors")},
        "connect-src": [SELF],
        "font-src": [SELF],
        "form-action": [SELF],
        "img-src": [SELF, "data:"],
        "manifest-src": [SELF],
        "script-src": [SELF],
        "style-src": [SELF],
    }
}
CLOSED = "camera display-capture geolocation microphone midi payment usb"
PERMISSIONS_POLICY: dict[str, list[str]] = {feature: [] for feature in CLOSED.split()}
