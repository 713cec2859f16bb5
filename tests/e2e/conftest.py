"""A real browser, a real server, and a clock that the test puts forward."""

import pytest

from awards_site import clock

from . import browser as browsers
from .inspector import Inspector
from .watch import Watch


@pytest.fixture
def watch(monkeypatch):
    """Let every thread read the test's clock."""
    made = Watch()
    monkeypatch.setattr(clock, "_STANDING", made)
    return made


@pytest.fixture
def forum(chromium, watch, live_server, settings, request):
    """Serve the site, with mails in a folder and links that lead here; at the end, see that no page had a fault."""
    settings.EMAIL_BACKEND = "awards_site.outbox_folder.EmailBackend"
    settings.SITE_URL = live_server.url
    made = browsers.Forum(chromium, live_server.url, request.getfixturevalue("language"), watch, Inspector())
    yield made
    made.close()
    assert made.inspector.faults == [], "\n".join(made.inspector.faults)
