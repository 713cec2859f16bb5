"""The texts of the example: people, nominees, what they did, and what is said of them."""

import json
from functools import cache
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent


@cache
def read(name: str) -> Any:
    """Read one file of the example's texts: people, nominees, stories or citations."""
    return json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))
