"""What an address says of its owner's house. Houses where anybody may have an address say nothing."""

import json
from pathlib import Path

#: Houses that everybody may have an address of.
PUBLIC_PROVIDERS = frozenset(json.loads((Path(__file__).parent / "shipped" / "public_mail.json").read_text("utf-8")))


def domain_of(address: str) -> str:
    """Give the domain of an address, or nothing where everybody may have one there."""
    domain = address.rpartition("@")[2].casefold().strip(".")
    return "" if domain in PUBLIC_PROVIDERS else domain


def are_of_one_house(one: str, other: str) -> bool:
    """Say whether two addresses are of one institution: the same domain, or one within the other."""
    ours, theirs = domain_of(one), domain_of(other)
    if not ours or not theirs:
        return False
    return ours == theirs or ours.endswith(f".{theirs}") or theirs.endswith(f".{ours}")
