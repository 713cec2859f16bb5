"""How words are counted, for the limits of the forms. `static/awards_site/js/site.js` counts by the same rule.

The rule. White space, dashes (not hyphens) and most punctuation part words. What remains counts as one word if it
holds a letter or a digit, so that these are one word each: «می‌شود» (the half-space joins), city-to-city, don't,
11,400, 1.9, 18:30, and/or, name@city.example. Each Chinese character and each kana counts as one word. Thai, Lao,
Khmer and Burmese part no words by spaces: five letters, or what is left of five, count as one.
"""

import re

SPACES = "\t\n\v\f\r \u0085\u00a0\u1680\u2000-\u200b\u2028\u2029\u202f\u205f\ufeff"
MARKS = (
    '!"()*;<=>?\\[\\]\\\\`{|}~¡«»¿،؛؟۔\u0589\u0964\u0965\u0f0b-\u0f0d…—―“”„‹›•·'
    "\u3000-\u3004\u3008-\u3020\u3030\u30a0\u30fb\uff01-\uff0f\uff1a-\uff20\uff3b-\uff40\uff5b-\uff65"
)
CHARACTERS = (
    "\u3005-\u3007\u3021-\u3029\u3041-\u309f\u30a1-\u30fa\u30fc-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff"
    "\uf900-\ufaff\uff66-\uff9f\U00020000-\U0003ffff"
)
UNSPACED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff"
LETTERS_A_WORD = 5

_SIGN_WITHIN_A_NUMBER = re.compile(r"(\d)[,:٬–](?=\d)")
_PIECE = re.compile(f"[{CHARACTERS}]|[{UNSPACED}]+|[^{SPACES}{MARKS}{CHARACTERS}{UNSPACED},:٬–]+")
_RUN = re.compile(f"[{UNSPACED}]+")


def count_words(text: str) -> int:
    """Count the words of a text by the rule above."""
    return sum(words_in(piece) for piece in _PIECE.findall(_SIGN_WITHIN_A_NUMBER.sub(r"\1", text)))


def words_in(piece: str) -> int:
    """Count a piece that no space or mark parts: a character, a run of an unspaced script, or a word."""
    if _RUN.fullmatch(piece):
        return -(-len(piece) // LETTERS_A_WORD)
    return int(any(sign.isalnum() for sign in piece))
