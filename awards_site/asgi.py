"""The way in for a web server that speaks ASGI."""

import os

from django.core.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "awards_site.settings")
application = get_asgi_application()
