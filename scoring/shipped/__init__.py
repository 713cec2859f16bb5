"""What ships with the house: three prizes with their forms, gates, rubrics, rounds and rules, as data.

This reads the files and nothing more; shipping makes rows of them.
"""

import json
from functools import cache
from pathlib import Path
from typing import Any

from awards_site.texts import LocalizedText

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


@cache
def pages() -> dict[str, dict[str, Any]]:
    """Read the pages of plain text, by the word that stands in their address; every text speaks by itself."""
    read: dict[str, dict[str, Any]] = speaking(_read("pages"))
    return read


@cache
def worked() -> dict[str, Any]:
    """Read the marks of the example that the help pages count."""
    read: dict[str, Any] = speaking(_read("worked"))
    return read


def speaking(value: Any) -> Any:
    """Let every text in what was read speak the reader's language when it is printed."""
    match value:
        case {"en": str()}:
            return LocalizedText(value)
        case dict():
            return {key: speaking(inner) for key, inner in value.items()}
        case list():
            return [speaking(inner) for inner in value]
    return value


def _read(name: str) -> dict[str, Any]:
    """Read a file."""
    data: dict[str, Any] = json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))
    return data
