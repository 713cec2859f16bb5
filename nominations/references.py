"""Reference numbers with a check character, so that a typing slip is noticed: M2027-00042-K.

The check character is a weighted sum modulo 31 (a prime larger than any difference of two digits; weights are powers
of 3, a primitive root): every single wrong digit and every two exchanged digits give another one.
"""

import re

ALPHABET = "0123456789ABCDEFGHJKLMNPRTUVWXY"
PRIME = len(ALPHABET)
ROOT = 3


def reference(prefix: str, number: int) -> str:
    """Make the reference of a file: its call's prefix, its number, and the check character."""
    plain = f"{prefix}-{number:05}"
    return f"{plain}-{check_character(plain)}"


def check_character(plain: str) -> str:
    """Compute the check character of a reference without one."""
    total = 0
    for character in plain.upper():
        if character.isalnum():
            total = (total * ROOT + int(character, 36)) % PRIME
    return ALPHABET[total * ROOT % PRIME]


def holds(reference: str) -> bool:
    """Say whether a reference has no typing slip; spaces and small letters don't matter."""
    plain, _, check = "".join(reference.split()).upper().rpartition("-")
    return bool(plain) and plain.isascii() and check == check_character(plain)


def read(typed: str) -> str:
    """Give the reference that somebody meant, however they parted it, as it is stored; nothing for other words."""
    found = _PARTS.fullmatch(_BETWEEN.sub("", typed).upper())
    return f"{found[1]}-{found[2]}-{found[3]}" if found else ""


_BETWEEN = re.compile(r"[\s\u2010-\u2015\u2212_./-]+")
_PARTS = re.compile(r"([A-Z]{1,3}[0-9]{4})([0-9]{5,6})([0-9A-Z])")
