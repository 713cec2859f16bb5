"""The statement of confidentiality as it ships: seating puts it on a panel when the panel is appointed."""

import json
from pathlib import Path

SHIPPED = Path(__file__).parent / "shipped" / "confidentiality.json"


def shipped() -> dict[str, str]:
    """Give the statement by language."""
    text: dict[str, str] = json.loads(SHIPPED.read_text(encoding="utf-8"))["text"]
    return text
