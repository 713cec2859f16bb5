"""The weights of the criteria and the order of the grades as a person writes them on the command line."""

import csv
from fractions import Fraction

from scoring.methods.numerals import read_decimal, tidy
from scoring.methods.refusals import BadGrades, UnreadableWeights


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


def read_grades(text: str) -> tuple[str, ...]:
    """Turn best,…,worst into names; one with a comma goes in quotation marks. Raises BadGrades for no CSV."""
    try:
        return tuple(tidy(name) for name in next(csv.reader([text], strict=True)))
    except csv.Error as problem:
        raise BadGrades(grade=text) from problem


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
