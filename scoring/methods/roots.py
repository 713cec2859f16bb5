"""Square roots without floats: the irrational part apart, in decimals that everybody recounts."""

from fractions import Fraction
from functools import lru_cache
from math import isqrt
from typing import Final

from flint import fmpz

DECIMALS: Final = 30
#: trial division by so many primes, and the last of them; a larger square stays under the root, where it costs nothing
#: but a tie
PRIMES: Final = 10_000
LARGEST: Final = 104_729


def root(value: Fraction) -> Fraction:
    """Give √value as r √d: r exact, d a whole number without square divisors, √d rounded to 30 decimals.

    What is proportional before the root is exactly proportional after it, so exact ties between sums of roots stay
    exact. Squares of primes up to `LARGEST` go into r. `value` is above zero.
    """
    outside, inside = _parted(value.numerator * value.denominator)
    return Fraction(outside, value.denominator) * _rounded(inside)


@lru_cache(maxsize=4096)
def _parted(number: int) -> tuple[int, int]:
    """Write a number as outside² × inside; FLINT factors small ones wholly, whatever the limit."""
    outside = inside = 1
    for factor, power in fmpz(number).factor(trial_limit=PRIMES):
        taken = power // 2 if factor <= LARGEST else 0
        outside *= int(factor) ** taken
        inside *= int(factor) ** (power - 2 * taken)
    return outside, inside


@lru_cache(maxsize=4096)
def _rounded(number: int) -> Fraction:
    """Give the root of a whole number to 30 decimals, rounded to the nearest; exact for a square."""
    doubled = isqrt(4 * number * 10 ** (2 * DECIMALS))
    return Fraction((doubled + 1) // 2, 10**DECIMALS)
