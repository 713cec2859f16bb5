"""How alike two names are, from 0 to 1, across spellings, scripts and transliterations.

An edit distance (Wagner and Fischer 1974) between lines of sounds, with weights of our own: a vowel costs little,
because Arabic script leaves short ones out; a near sound costs less than a far one; everything else costs one. Words
are paired so that the whole is most alike, in any order; a word that one side leaves out, such as a patronymic, costs
something, and one that both sides have and that differs costs most.
"""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from itertools import product

from .sounds import sounds_of

VOWELS = frozenset("aeiou")
VOWEL_LOST, VOWEL_CHANGED = 0.18, 0.22
#: A vowel at the beginning of a word is written in every script.
FIRST_VOWEL_LOST = 0.5
#: Sounds that some spellings leave out.
WEAK: Mapping[str, float] = {"H": 0.35, "v": 0.6, "G": 0.6}
#: What it costs to take one sound for the other, where it is less than one.
NEAR: Mapping[frozenset[str], float] = {
    frozenset(pair): cost
    for cost, pairs in {
        0.05: ("kq",),
        0.15: ("cs", "uv", "ov"),
        0.2: ("gG", "cC", "cJ", "qG"),
        0.25: ("kG",),
        0.3: ("kg", "qC", "qg", "JC"),
        0.35: ("Hk", "HG", "sS", "sz", "zJ", "Jg"),
        0.4: ("CS", "dt", "bp", "bv", "fp", "fv", "Ji", "qH"),
        0.45: ("JS",),
        0.5: ("dz", "kC", "ck"),
        0.6: ("HS", "Jk", "Sk"),
        0.7: ("nm", "st"),
        0.8: ("rl",),
    }.items()
    for pair in pairs
}
#: How much of a name's likeness is that of its least alike word.
WORST = 0.5
#: What a word costs that one side leaves out, and all words but one.
LEFT_OUT, ALL_BUT_ONE = 0.04, 0.6
#: What it costs that the words are parted otherwise: Kuala Lumpur, Kualalumpur.
PARTED = 0.02


def likeness(one: str, other: str) -> float:
    """Say how alike two names are: 1 for the same sounds, 0 where nothing is alike or a name has no letter.

    :returns: a number from 0 to 1; it is a measure to sort and cut by, not a probability.
    """
    ours, theirs = sorted((sounds_of(one), sounds_of(other)), key=lambda words: (len(words), words))
    if not ours:
        return 0.0
    paired = likeness_paired(ours, theirs)
    if len(ours) == len(theirs) > 1:
        return paired
    return max(paired, likeness_of_words("".join(ours), "".join(theirs)) - (PARTED if len(theirs) > 1 else 0))


def likeness_paired(ours: Sequence[str], theirs: Sequence[str]) -> float:
    """Pair the words of the shorter name with those of the longer one, the most alike first."""
    places = product(range(len(ours)), range(len(theirs)))
    pairs = sorted(((likeness_of_words(ours[i], theirs[j]), i, j) for i, j in places), reverse=True)
    found: dict[int, float] = {}
    taken: set[int] = set()
    for alike, mine, yours in pairs:
        if mine not in found and yours not in taken:
            found[mine] = alike
            taken.add(yours)
    heavy = sum(map(weight, ours)) or 1
    mean = sum(alike * weight(ours[place]) for place, alike in found.items()) / heavy
    whole = (1 - WORST) * mean + WORST * min(found.values())
    part = ALL_BUT_ONE if len(ours) == 1 < len(theirs) else 1
    return max(0.0, part * whole - LEFT_OUT * (len(theirs) - len(ours)))


def likeness_of_words(one: str, other: str) -> float:
    """Say how alike two lines of sounds are."""
    if one == other:
        return 1.0
    return max(0.0, 1 - distance(one, other) / max(weight(one), weight(other), WEAK["v"]))


@lru_cache(maxsize=200_000)
def distance(one: str, other: str) -> float:
    """Give the least cost of making one line of sounds into the other."""
    line = [0.0]
    for sound in other:
        line.append(line[-1] + lost(sound, first=len(line) == 1))
    for row, mine in enumerate(one):
        above, line = line, [line[0] + lost(mine, first=row == 0)]
        for column, yours in enumerate(other):
            gone = above[column + 1] + lost(mine, first=row == 0)
            come = line[-1] + lost(yours, first=column == 0)
            line.append(min(gone, come, above[column] + swapped(mine, yours)))
    return line[-1]


def lost(sound: str, *, first: bool = False) -> float:
    """Give the cost of leaving a sound out."""
    if sound in VOWELS:
        return FIRST_VOWEL_LOST if first else VOWEL_LOST
    return WEAK.get(sound, 1.0)


def swapped(mine: str, yours: str) -> float:
    """Give the cost of taking one sound for another."""
    if mine == yours:
        return 0.0
    if mine in VOWELS and yours in VOWELS:
        return VOWEL_CHANGED
    return min(NEAR.get(frozenset((mine, yours)), 1.0), lost(mine) + lost(yours))


def weight(sounds: str) -> float:
    """Say how much a line of sounds weighs: what it would cost to lose it, vowels at half their part in a name."""
    return sum(0.35 if sound in VOWELS else 0.7 if sound in WEAK else 1.0 for sound in sounds)
