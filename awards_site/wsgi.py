"""The way in for a web server that speaks WSGI."""

import datetime as dt
import os
from collections.abc import Callable, Iterable
from typing import Any, Final

from django.core.wsgi import get_wsgi_application

from awards_site import clock

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "awards_site.settings")
site = get_wsgi_application()

#: Where a web server of ours writes when a request had arrived whole, in seconds. No header can have this name.
ARRIVED: Final = "awards_site.arrived_at"


def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    """Answer a request by the clock as it stood when the request had arrived, however long it waited since."""
    told = environ.get(ARRIVED)
    if not told:
        return site(environ, start_response)
    with clock.standing_at(dt.datetime.fromtimestamp(told, dt.UTC)):
        return site(environ, start_response)
