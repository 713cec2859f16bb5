"""Square roots without floats: roots that are proportional stay so exactly, and everybody comes to the same ones."""

from collections.abc import Iterable, Mapping
from fractions import Fraction
from functools import lru_cache
from math import isqrt
from typing import Final

DECIMALS: Final = 30
#: Odd primes by which numbers are told apart before any two are multiplied.
PRIMES: Final = (3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41, 43, 47, 53, 59)
SQUARES: Final = {prime: frozenset(number * number % prime for number in range(prime)) for prime in PRIMES}


def roots(values: Iterable[Fraction]) -> dict[Fraction, Fraction]:
    """Give the root of each value, all above zero.

    √(p/q) = √(pq) / q. Of whole numbers whose products are squares, as 2, 8 and 50, only the least among `values` is
    cut off, after 30 decimals; the roots of the others are its exact multiples: √n = √(kn) / k × √k. Roots of numbers
    that are not so related are linearly independent over the fractions (Besicovitch, On the linear independence of
    fractional powers of integers, 1940), so sums of such roots are equal exactly where they truly are.
    """
    whole = {value: value.numerator * value.denominator for value in values}
    least = _least(whole.values())
    return {
        value: Fraction(isqrt(least[number] * number), least[number] * value.denominator) * _cut(least[number])
        for value, number in whole.items()
    }


def _least(numbers: Iterable[int]) -> Mapping[int, int]:
    """Give for each number the least one among all whose product with it is a square."""
    found: dict[int, int] = {}
    alike: dict[tuple[int, ...], list[int]] = {}
    for number in sorted(set(numbers)):
        kept = alike.setdefault(_kind(number), [])
        found[number] = next((least for least in kept if isqrt(least * number) ** 2 == least * number), number)
        if found[number] == number:
            kept.append(number)
    return found


def _kind(number: int) -> tuple[int, ...]:
    """Tell what multiplying by a square leaves as it is.

    For each prime: whether it divides an odd or an even number of times, and whether what is left is a square modulo
    that prime.
    """
    told = []
    for prime, squares in SQUARES.items():
        times, rest = 0, number
        while rest % prime == 0:
            times, rest = times + 1, rest // prime
        told.append(times % 2 + 2 * (rest % prime in squares))
    return tuple(told)


@lru_cache(maxsize=4096)
def _cut(number: int) -> Fraction:
    """Give the root of a whole number cut off after 30 decimals; exact for a square."""
    return Fraction(isqrt(number * 10 ** (2 * DECIMALS)), 10**DECIMALS)
