"""The weights of the criteria as a person writes them on the command line."""

import csv
from fractions import Fraction

from scoring.methods.numerals import read_decimal, tidy
from scoring.methods.refusals import UnreadableWeights


def read_weights(text: str) -> dict[str, Fraction]:
    """Turn NAME=25,NAME=20 into exact weights; a name with a comma goes in quotation marks.

    Raises UnreadableWeights for a missing name, a name given twice, or a weight that is not a
    decimal above zero.
    """
    weights: dict[str, Fraction] = {}
    for part in _parts(text):
        name, sign, written = part.rpartition("=")
        criterion = tidy(name)
        if not sign or not criterion or criterion in weights:
            raise UnreadableWeights(part=part)
        weights[criterion] = _weight(part, written)
    return weights


def _parts(text: str) -> list[str]:
    try:
        return next(csv.reader([text])) or [text]
    except csv.Error as problem:
        raise UnreadableWeights(part=text) from problem


def _weight(part: str, written: str) -> Fraction:
    try:
        weight = read_decimal(written)
    except ValueError as problem:
        raise UnreadableWeights(part=part) from problem
    if weight <= 0:
        raise UnreadableWeights(part=part)
    return weight
