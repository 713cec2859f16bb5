"""Work sent out of the request, and the clock coming in.

Messages carry ids only: whatever is true lies in the database, and a sweep finds what a dead worker left.
"""

import os

from celery import Celery
from kombu.transport import TRANSPORT_ALIASES

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "awards_site.settings")
TRANSPORT_ALIASES["spool"] = "awards_site.spool:Transport"

app = Celery("awards_site")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
app.autodiscover_tasks(related_name="beat")
