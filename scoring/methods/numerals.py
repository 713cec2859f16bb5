"""How names and exact numbers are read and written, from the juror's keyboard to the printed result."""

import re
import unicodedata
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from typing import Final

PLACES: Final = 6
LONGEST: Final = 40
#: up to so many bits `str` prints a whole number, wherever its limit is set
PLAIN: Final = 2_000

#: marks of direction and signs without width that copying brings along; the joiners inside words are letters' business
_UNSEEN: Final = dict.fromkeys([0x200B, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2060, 0x206A), 0xFEFF])
_TO_ASCII: Final = str.maketrans("۰۱۲۳۴۵۶۷۸۹٠١٢٣٤٥٦٧٨٩٫−", "01234567890123456789.-")
_DECIMAL: Final = re.compile(r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)")


def read_decimal(text: str) -> Fraction:
    """Turn a written decimal into its exact value.

    Takes Latin, Persian and Arabic digits with «.» or «٫» as decimal sign. Raises ValueError for
    anything else: a decimal comma, an exponent, a ratio, NaN, infinity, more than 40 characters.
    """
    plain = text.strip().translate(_TO_ASCII)
    if len(plain) > LONGEST or not _DECIMAL.fullmatch(plain):
        raise ValueError(text)
    return Fraction(plain)


@lru_cache(maxsize=65536)
def tidy(text: str) -> str:
    """Trim a name, compose its letters and drop what nobody sees, so that what looks the same is the same."""
    return unicodedata.normalize("NFC", text.translate(_UNSEEN).strip())


def ratio(value: Fraction) -> str:
    """Write an exact value as "p/q", always with the slash, in lowest terms."""
    return f"{_digits(value.numerator)}/{_digits(value.denominator)}"


def decimal(value: Fraction, places: int = PLACES) -> str:
    """Write an exact value with `places` decimals, rounded half to even from the fraction itself."""
    scaled, left = divmod(value.numerator * 10**places, value.denominator)
    scaled += 2 * left > value.denominator - scaled % 2
    digits = _digits(abs(scaled)).rjust(places + 1, "0")
    sign = "-" if scaled < 0 else ""
    return f"{sign}{digits[:-places]}.{digits[-places:]}"


def half_up(value: Fraction, step: Fraction = Fraction(1)) -> Fraction:
    """Round to the nearest step, as juries round: a half goes up, away from zero."""
    steps = (abs(value) / step + Fraction(1, 2)) // 1
    return steps * step if value >= 0 else -steps * step


def nine_digits(value: float) -> float:
    """Round a measured doubt to nine significant digits, so that every machine prints the same."""
    return float(f"{value:.9g}")


def _digits(number: int) -> str:
    """Print a whole number of any length (`str` stops at some thousand digits)."""
    return str(number) if number.bit_length() < PLAIN else f"{Decimal(number):f}"
