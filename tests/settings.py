"""Settings of the tests: production's, but relaxed where a test has no proxy, and with work done at once."""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

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
SECONDS_TO_FILL = 0
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}  # noqa: F405
WHITENOISE_AUTOREFRESH = True
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):  # noqa: F405
    # A file, as in life: threads and processes of a test meet in it. In memory where the machine has such a folder.
    memory = Path("/dev/shm")  # noqa: S108 - a folder of its own is made in it
    folder = tempfile.mkdtemp(prefix="awards-tests-", dir=memory if memory.is_dir() else None)
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    DATABASES["default"]["TEST"] = {"NAME": f"{folder}/tests.sqlite3"}  # noqa: F405
