"""How often is too often: counts within a window, in the cache that all processes share.

A count is a row of slots, each taken by the cache's atomic `add`: two requests at the same instant never get the same
slot, whatever the cache is (a database table, Redis). The hint beside them only saves steps.
"""

import time

from django.core.cache import cache
from django.utils.translation import gettext_lazy as _

from .canonical import digest
from .rules import Refusal, Refused


class TooMany(Refused):
    """Somebody asked too often; after `wait` seconds they may ask again."""

    def __init__(self, wait: int) -> None:
        """Remember how long to wait."""
        super().__init__(Refusal(_("That was too often in a short time. Wait a little and try again.")))
        self.wait = wait


def take(what: str, key: str, most: int, seconds: int) -> int:
    """Count one more, and give how many that makes in this window.

    :raises TooMany: when there were `most` already.
    """
    window = name_of_window(what, key, seconds)
    hint = f"{window}:hint"
    for number in range(int(cache.get(hint, 0)) + 1, most + 1):
        if cache.add(f"{window}:{number}", 1, seconds):
            cache.set(hint, number, seconds)
            return number
    raise TooMany(seconds - int(time.time()) % seconds)


def forgive(what: str, key: str, most: int, seconds: int) -> None:
    """Start counting again from nothing."""
    window = name_of_window(what, key, seconds)
    cache.delete_many([f"{window}:hint", *(f"{window}:{number}" for number in range(1, most + 1))])


def name_of_window(what: str, key: str, seconds: int) -> str:
    """Name the present window of a count; the key (an address, a network) is not readable in it."""
    return f"limit:{what}:{digest(key)[:32]}:{int(time.time()) // seconds}"
