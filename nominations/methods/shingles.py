"""How much two long texts are one: the share of their runs of five words that both have, from a small signature.

MinHash (Broder 1997): of all runs of a text, each of 64 hashes keeps the least; two texts agree in a place as often as
their sets of runs overlap (Jaccard). Bands of four places find the pairs worth comparing without comparing all
(Leskovec, Rajaraman and Ullman, Mining of Massive Datasets, 3.4): of texts that share 70 % of their runs all but one
in a hundred are found, of those that share a fifth hardly any.
"""

import hashlib
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np

PLACES, BAND = 64, 4
RUN_OF = 5
#: Shorter texts say nothing: many say the same few words.
WORDS_AT_LEAST = 25
#: Shorter answers are names, places and dates.
LONG_FROM = 8
WORDS_AT_MOST = 20_000
#: Texts that share so much are shown as one.
NEARLY = 0.6
#: Scripts that part no words by spaces: each of their signs is one.
_WORD = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]|[^\\W_]+")
_ALIKE = str.maketrans({"ي": "ی", "ى": "ی", "ك": "ک", "ة": "ه", "\u200c": " ", "ـ": ""})
_CHANCE = np.random.Generator(np.random.PCG64(7))
_FACTORS = _CHANCE.integers(1, 2**63, PLACES, dtype=np.uint64) * np.uint64(2) + np.uint64(1)
_SHIFTS = _CHANCE.integers(1, 2**63, PLACES, dtype=np.uint64)


def long_text(answers: Mapping[str, Any]) -> str:
    """Put the long answers of a form into one text, whatever its questions are, those of repeating rows too."""
    return "\n".join(each for key in sorted(answers) for each in texts_in(answers[key]) if is_long(each))


def texts_in(answer: Any) -> Iterator[str]:
    """Give every text in an answer."""
    match answer:
        case str():
            yield answer
        case list() | tuple():
            for each in answer:
                yield from texts_in(each)
        case dict():
            for key in sorted(answer):
                yield from texts_in(answer[key])


def is_long(text: str) -> bool:
    """Say whether a text is more than a name, an address or a date; scripts without spaces go by their signs."""
    return len(words_of(text)) >= LONG_FROM


def signature(text: str) -> list[int]:
    """Give 64 whole numbers below 2³² that stand for a text; none where it is too short to say anything."""
    words = words_of(text)
    if len(words) < WORDS_AT_LEAST:
        return []
    runs = {" ".join(words[start : start + RUN_OF]) for start in range(len(words) - RUN_OF + 1)}
    hashed = np.array([number_of(run) for run in runs], dtype=np.uint64)
    spread = hashed[:, None] * _FACTORS[None, :] + _SHIFTS[None, :]  # modulo 2⁶⁴, as meant
    least: list[int] = (spread >> np.uint64(32)).min(axis=0).tolist()
    return least


def words_of(text: str) -> list[str]:
    """Part a text into words without capitals, accents and punctuation."""
    plain = unicodedata.normalize("NFKD", text.translate(_ALIKE)).casefold()
    bare = "".join(sign for sign in plain if not unicodedata.combining(sign))
    return _WORD.findall(bare)[:WORDS_AT_MOST]


def number_of(run: str) -> int:
    """Give a run's number, the same on every machine."""
    return int.from_bytes(hashlib.blake2b(run.encode(), digest_size=8).digest())


def shared(one: Sequence[int], other: Sequence[int]) -> float:
    """Estimate which share of their runs two texts have in common, from 0 to 1; 0 where one says nothing."""
    if not one or len(one) != len(other):
        return 0.0
    return sum(mine == yours for mine, yours in zip(one, other, strict=True)) / len(one)


def near_pairs(signatures: Mapping[int, Sequence[int]]) -> Iterator[tuple[int, int]]:
    """Give pairs whose texts are nearly one, enough to link every group of them, without comparing all with all.

    In each band's box a text is compared with one of each kind that was found there before, so that a thousand
    copies of one text cost a thousand comparisons and not half a million.
    """
    seen: set[tuple[int, int]] = set()
    for box in boxes(signatures):
        kinds: list[int] = []
        for key in box:
            like = next((kind for kind in kinds if shared(signatures[kind], signatures[key]) >= NEARLY), None)
            if like is None:
                kinds.append(key)
            elif (like, key) not in seen:
                seen.add((like, key))
                yield like, key


def boxes(signatures: Mapping[int, Sequence[int]]) -> Iterator[list[int]]:
    """Put the texts that agree in a whole band into one box, band by band."""
    for start in range(0, PLACES, BAND):
        found: dict[tuple[int, ...], list[int]] = defaultdict(list)
        for key, each in signatures.items():
            if each:
                found[tuple(each[start : start + BAND])].append(key)
        yield from (box for box in found.values() if len(box) > 1)
