"""Canonical JSON and its hash: the same facts give the same bytes, on every machine.

RFC 8785 for what we write: strings, whole numbers, booleans, null, lists and objects. Floats are refused: a number
that matters is written as a string.
"""

import hashlib
import json
from typing import Any


def canonical(facts: Any) -> bytes:
    """Write facts as canonical JSON in UTF-8.

    :raises TypeError: for a float or anything that JSON does not know.
    """
    refuse_floats(facts)
    text = json.dumps(facts, ensure_ascii=False, allow_nan=False, separators=(",", ":"), sort_keys=True)
    return text.encode("utf-8")


def refuse_floats(facts: Any) -> None:
    """Stop at the first float, however deep."""
    match facts:
        case float():
            message = f"{facts!r} is a float: write it as a string."
            raise TypeError(message)
        case dict():
            for value in facts.values():
                refuse_floats(value)
        case list() | tuple():
            for value in facts:
                refuse_floats(value)


def digest(facts: Any) -> str:
    """Give SHA-256 of the canonical JSON, in hexadecimal."""
    return hashlib.sha256(canonical(facts)).hexdigest()


def link(previous: str, event: str) -> str:
    """Give the next head of a chain: SHA-256 of the last head and the event's digest, both as bytes."""
    return hashlib.sha256(bytes.fromhex(previous) + bytes.fromhex(event)).hexdigest()
