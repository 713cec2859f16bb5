"""Numbers as people write them: digits of any script in, the reader's digits out."""

import re
import unicodedata
from decimal import Decimal
from fractions import Fraction

ARABIC_SIGNS = {"decimal": "٫", "thousands": "٬"}
DIGITS = {"fa": "۰۱۲۳۴۵۶۷۸۹", "ar": "٠١٢٣٤٥٦٧٨٩", "ur": "۰۱۲۳۴۵۶۷۸۹"}

_NUMBER = re.compile(r"(?<![\w.,])-?\d+(?:,\d{3})*(?:\.\d+)?(?![\w]|[.,]\d)", re.ASCII)
_INVISIBLE = dict.fromkeys([0x200B, 0x200E, 0x200F, 0x202A, 0x202B, 0x202C, *range(0x2066, 0x206A), 0xFEFF])
_HALF = re.compile(r"(\d+)?½", re.ASCII)
_RUN = re.compile(r"[\w@:/.,+~#?&=%½-]+", re.ASCII)
_LATIN = re.compile(r"[A-Za-z]")
_GROUPS = re.compile(r"(?<=\d)[\s'’٬](?=\d{3}(?!\d))")
_COMMA_GROUPS = re.compile(r"-?\d{1,3}(?:,\d{3})+(?:\.\d+)?")


def normalise_digits(text: str) -> str:
    """Write the digits of any script as 0–9, without the marks of direction that come along when one copies."""
    plain = text.translate(_INVISIBLE)
    return "".join(str(unicodedata.decimal(sign)) if sign.isdecimal() else sign for sign in plain)


def normalise_number(text: str) -> str:
    """Turn a number as people type it into one that a machine reads: «۱۱٬۴۰۰٫۵» becomes 11400.5.

    Spaces, apostrophes and «٬» between groups of three go away, «٫» is the decimal sign. A comma before exactly
    three digits parts thousands; a single other comma is a decimal sign, as in 8,5. What is no number stays as typed.
    """
    plain = normalise_digits(text).strip().replace("−", "-")
    plain = _GROUPS.sub("", plain).replace("٫", ".")
    if _COMMA_GROUPS.fullmatch(plain):
        return plain.replace(",", "")
    return plain.replace(",", ".") if plain.count(",") == 1 and "." not in plain else plain


def local_digits(value: object, language: str) -> str:
    """Write digits as the language does, and in Persian, Arabic and Urdu the separators too: «۷٫۵», also for 7½.

    What holds a Latin letter is a name and stays: M-014, UTF-8, an address, a fingerprint.
    """
    digits = DIGITS.get(language.partition("-")[0])
    if digits is None:
        return str(value)
    said = str.maketrans("0123456789", digits)
    return _RUN.sub(lambda run: run[0] if _LATIN.search(run[0]) else _separated(run[0]).translate(said), str(value))


def _separated(run: str) -> str:
    return _NUMBER.sub(_arabic_signs, _HALF.sub(lambda found: f"{found[1] or 0}.5", run))


def _arabic_signs(found: re.Match[str]) -> str:
    return found[0].replace(",", ARABIC_SIGNS["thousands"]).replace(".", ARABIC_SIGNS["decimal"])


def grouped(value: float | Decimal) -> str:
    """Part the thousands of a number by commas: 11,400."""
    return f"{value:,}"


def decimal_places(value: float | Decimal | Fraction | str, places: int) -> str:
    """Write an exact value with a fixed number of decimals, rounded half to even from the value itself."""
    scaled = round(Fraction(value) * 10**places)
    digits = str(abs(scaled)).rjust(places + 1, "0")
    sign = "-" if scaled < 0 else ""
    return f"{sign}{digits[:-places]}.{digits[-places:]}" if places else f"{sign}{digits}"
