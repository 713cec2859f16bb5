"""What ships with the house: three prizes with their forms, gates, rubrics, rounds and rules, as data.

This reads the files and nothing more; shipping makes rows of them.
"""

import json
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent
PRIZES = ("mayor", "journalist", "academic")


def prize(slug: str) -> dict[str, Any]:
    """Read one prize.

    :raises LookupError: where no such prize ships.
    """
    if slug not in PRIZES:
        message = f"No prize {slug!r} ships. There are: {', '.join(PRIZES)}."
        raise LookupError(message)
    return _read(slug)


def shared() -> dict[str, Any]:
    """Read what all prizes share: the scale, its anchors, the rounds and their rules."""
    return _read("shared")


def _read(name: str) -> dict[str, Any]:
    """Read a file."""
    data: dict[str, Any] = json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))
    return data
