"""How a word sounds, whatever script it stands in: a line of sounds that spellings of one name nearly share.

Arabic letters are read by a table of our own, because the usual romanisations drop the long vowels; every other script
by anyascii. Then each digraph becomes one sound. Capitals stand for sounds that Latin writes with two letters: S sh,
C ch, J zh or j, H h or kh (Cyrillic writes both with one letter), G gh.
"""

import re
import unicodedata
from collections.abc import Mapping
from functools import lru_cache

from anyascii import anyascii

#: Letters of Arabic script as Persian, Arabic and Urdu sound them; what is not here is silent.
ARABIC: Mapping[str, str] = {
    **dict.fromkeys("اآأإٱى", "a"),
    **dict.fromkeys("وؤۆۇ", "w"),
    **dict.fromkeys("یيئېے", "y"),
    **dict.fromkeys("ثسص", "s"),
    **dict.fromkeys("ذزضظ", "z"),
    **dict.fromkeys("تطٹ", "t"),
    **dict.fromkeys("دڈ", "d"),
    **dict.fromkeys("حهھہ", "h"),
    **dict.fromkeys("ةۀەۃ", "e"),
    **dict.fromkeys("کك", "k"),
    **dict.fromkeys("رڑ", "r"),
    **dict.fromkeys("نں", "n"),
    **dict(zip("بپجفقگلم", "bpjfqglm", strict=True)),
    **{letter: f"{sound}h" for letter, sound in zip("چخژشغ", "ckzsg", strict=True)},
}
#: Letters that would lose their sound with their mark; the half-space parts words, the long stroke says nothing.
MARKED = str.maketrans(
    {"ç": "ch", "Ç": "Ch", "ş": "sh", "Ş": "Sh", "ğ": "gh", "ı": "i", "İ": "I", "š": "sh", "č": "ch", "ž": "zh"}
    | {"Š": "Sh", "Č": "Ch", "Ž": "Zh", "ə": "e", "Ə": "E", "\N{ZERO WIDTH NON-JOINER}": " ", "\N{ARABIC TATWEEL}": ""}
)
#: In this order; the third line reads what Russian writes for Chinese syllables.
DIGRAPHS = tuple(
    (re.compile(letters), sound)
    for letters, sound in (
        *(("shch|sch", "S"), ("dzh|dj", "J")),
        *(("chzh|tsz", "J"), ("tsyu", "Cu"), ("syu(?=[aeiouy])|sya(?=o)", "Si")),
        *(("sh", "S"), ("ch|tsch", "C"), ("kh", "H"), ("gh", "G"), ("zh", "J"), ("ph", "f"), ("th", "t"), ("dh", "d")),
        *(("ts|tz", "c"), ("ck|cq", "k"), ("ng(?![aeiou])", "n"), ("h", "H"), ("x", "S"), ("c(?![eiy])", "k")),
        *(("j", "J"), ("w", "v"), ("y", "i"), ("ee", "i"), ("oo|ou", "u"), (r"(.)\1+", r"\1")),
    )
)
APOSTROPHES = re.compile("['’`ʼ]")
SEVERAL_WORDS_IN_ONE = re.compile("(?<=[a-z])(?=[A-Z])")
NO_WORD = re.compile("[^a-z0-9]+")


def sounds_of(name: str) -> tuple[str, ...]:
    """Give the words of a name as lines of sounds, in their order; nothing where there is no letter."""
    return tuple(sounded(word) for word in words(name))


def words(name: str) -> list[str]:
    """Part a name into words in small Latin letters; Chinese and Korean syllables are words."""
    plain = unicodedata.normalize("NFC", name).translate(MARKED)
    read = "".join(ARABIC.get(letter, "" if is_arabic(letter) else letter) for letter in plain)
    latin = read if read.isascii() else SEVERAL_WORDS_IN_ONE.sub(" ", anyascii(read))
    return NO_WORD.sub(" ", APOSTROPHES.sub("", latin.casefold())).split()


def is_arabic(letter: str) -> bool:
    """Say whether a letter or a mark is of Arabic script."""
    return unicodedata.name(letter, "").startswith("ARABIC")


@lru_cache(maxsize=65_536)
def sounded(word: str) -> str:
    """Write a word in small Latin letters as sounds."""
    for letters, sound in DIGRAPHS:
        word = letters.sub(sound, word)
    return word
