"""The bones of a name: what is left of its sounds when all that spellings disagree on is taken away.

Two spellings of one name nearly always share a bone, and bones are compared by a database's index. So few names are
left to be judged by `likeness`, however many there are.
"""

from collections.abc import Mapping
from itertools import product

from .sounds import sounds_of

#: Near sounds as one. Vowels, and the sounds h, kh and v that spellings leave out or write as vowels, are no bones.
BONES: Mapping[str, str] = {
    **dict.fromkeys("kqgG", "k"),
    **dict.fromkeys("cCJsSz", "s"),
    **dict.fromkeys("dt", "t"),
    **dict.fromkeys("bfp", "p"),
    **dict.fromkeys("mn", "m"),
    **dict.fromkeys("l", "l"),
    **dict.fromkeys("r", "r"),
}
#: Sounds that other spellings write as one that is no bone: Ибрагим and Ibrahim, Nazaroff and Nazarov.
DOUBTFUL = str.maketrans("", "", "gGf")
#: A word with fewer bones is like too many others.
AT_LEAST = 2
#: However long a name somebody types, its keys are few.
WORDS_AT_MOST = 6
KEY_AT_MOST = 120
#: What stands for a city that nobody wrote down.
NOWHERE = "-"


def keys_of(name: str, name_latin: str, city: str, email: str) -> set[str]:
    """Give the keys under which a person is found: each bone of the names with each of the city, and the address.

    :returns: texts of at most `KEY_AT_MOST` letters; none of them is a proof that two people are one.
    """
    pairs = product(bones_of(name) | bones_of(name_latin), bones_of(city) or {NOWHERE})
    keys = {f"{mine}.{place}" for mine, place in pairs} | ({f"@{email.casefold()}"} if email else set())
    return {key[:KEY_AT_MOST] for key in keys}


def bones_of(name: str) -> frozenset[str]:
    """Give the bones of each word that has enough, and of the whole name; with the doubtful ones and without."""
    sounds = sounds_of(name)[:WORDS_AT_MOST]
    whole = "".join(sounds)
    words = {bone(line) for word in sounds for line in (word, word.translate(DOUBTFUL))}
    wholes = {bone(whole), bone(whole.translate(DOUBTFUL))}
    return frozenset({line for line in words if len(line) >= AT_LEAST} | wholes) - {""}


def bone(sounds: str) -> str:
    """Give the bones of a line of sounds, one where two of a kind stand together."""
    line = ""
    for sound in sounds:
        found = BONES.get(sound, "")
        line += "" if line.endswith(found) else found
    return line
