"""Tests that read the same phase stand together: its pages are read once in a process, for all of them."""

import pytest


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put what asks the same phase side by side; all else stays where it is."""
    places = [place for place, item in enumerate(items) if item.path.name == "test_invariants.py"]
    ordered = sorted((items[place] for place in places), key=phase_of)
    for place, item in zip(places, ordered, strict=True):
        items[place] = item


def phase_of(item: pytest.Item) -> str:
    """Name the phase that a test asks about; nothing for the others."""
    told = getattr(item, "callspec", None)
    return str(told.params.get("phase", "")) if told else ""
