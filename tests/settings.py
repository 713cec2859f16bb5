"""Settings of the tests: production's, but relaxed where a test has no proxy, and with work done at once."""

import os

os.environ.setdefault("SECRET_KEY", "a key for tests alone, which opens nothing anywhere else at all")
os.environ.setdefault("EXAMPLE_MODE", "1")
os.environ.setdefault("CELERY_BROKER_URL", "memory://")

from awards_site.settings import *  # noqa: F403 - the environment comes first

CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
CELERY_TASK_ALWAYS_EAGER = True
CELERY_TASK_EAGER_PROPAGATES = True
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
LOGGING_CONFIG = None
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}  # noqa: F405
WHITENOISE_AUTOREFRESH = True
