"""Houses on a database of their own, for every test of the battery."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import connection

from .houses import House, drop, new_postgresql

HURRIED = "tests.battery.hurried"


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Prepare one house on SQLite; the others are copies."""
    var = tmp_path_factory.mktemp("house") / "var"
    House(var).prepare()
    return var


@pytest.fixture
def house(prepared: Path, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[House]:
    """Give a house of its own, on the kind of database that is asked for."""
    var = tmp_path / "var"
    shutil.copytree(prepared, var)
    address = ""
    if getattr(request, "param", connection.vendor) == "postgresql":
        address = new_postgresql()
    made = House(var, address, HURRIED)
    if address:
        made.prepare()
    try:
        yield made
    finally:
        made.stop()
        if address:
            drop(address)
