"""What every test stands on."""

import gc
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.cache import cache
from django.utils import translation
from hypothesis import HealthCheck, settings
from playwright.sync_api import Browser, sync_playwright

from nominations import shape
from tests.e2e import browser as browsers
from tests.growing import let_the_runner_flush

os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
settings.register_profile("house", deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
settings.load_profile("house")


def pytest_collection_finish() -> None:
    """Look for garbage seldom, and never among what the tests stand on: it took a quarter of their time."""
    gc.freeze()
    gc.set_threshold(100_000, 50, 100)


@pytest.fixture(autouse=True)
def own_folders(tmp_path: Path, settings: object) -> None:
    """Give each test its own folders, and nothing that an earlier test kept in the process."""
    settings.MEDIA_ROOT = tmp_path / "evidence"  # type: ignore[attr-defined]
    settings.UNFINISHED_FOLDER = tmp_path / "unfinished"  # type: ignore[attr-defined]
    settings.OUTBOX_FOLDER = str(tmp_path / "outbox")  # type: ignore[attr-defined]
    cache.clear()
    shape.forget()
    translation.activate("en")


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """Let Chromium run for a module's tests, and not while those of others run."""
    if browsers.chromium() is None:
        pytest.skip("No Chromium on this machine: install it (on Debian: apt-get install chromium) and run again.")
    with sync_playwright() as playwright, browsers.running(playwright) as browser:
        yield browser


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings: None) -> None:
    """Let tables that only grow be emptied between tests, and only there."""
    let_the_runner_flush()
