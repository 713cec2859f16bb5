"""How words are counted, by one rule for every script; the browser's live count follows the same one.

A word is a run of letters, marks and digits; apostrophes, hyphens, points and commas between letters or digits join
it ("city-to-city", "1,234", "don't"), and so does the half-space of Persian and Arabic (U+200C): «می‌شود» is one word.
Each Chinese, Japanese or Korean-Hanja character and each Japanese kana counts as a word of its own, as editors there
count.
"""

import re

CJK = (
    "\u3005-\u3007\u3041-\u3096\u30a1-\u30fa\u30fc\u31f0-\u31ff"
    "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003134f"
)
JOINERS = "\u200c\u200d'’\u2010\u2011.,٫٬_-"
MARKS = "\u0300-\u036f\u064b-\u065f\u0670\u06d6-\u06ed"
LETTER = rf"(?:(?![{CJK}])[^\W_]|[{MARKS}])"
WORD = re.compile(rf"[{CJK}]|{LETTER}+(?:[{JOINERS}]+{LETTER}+)*")


def count_words(text: str) -> int:
    """Count the words of a text."""
    return len(WORD.findall(text))
