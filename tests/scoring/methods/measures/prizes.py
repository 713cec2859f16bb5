"""Prizes drawn at random whose true best is known: 60 dossiers, 12 jurors, 5 ballots each, marks in half points."""

from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from scoring.methods.sheet import Sheet

DOSSIERS, JURORS, EACH = 60, 12, 5


@dataclass(frozen=True)
class Prize:
    sheet: Sheet
    best: str


def prize(chance):
    """Draw qualities around 6, severities and noise, with deviations of 1, .7 and 1 points on a scale from 1 to 10."""
    quality, severity = chance.normal(6, 1, DOSSIERS), chance.normal(0, 0.7, JURORS)
    rows = {}
    for place in range(DOSSIERS):
        panel = sorted(chance.choice(JURORS, EACH, replace=False))
        given = quality[place] + severity[panel] + chance.normal(0, 1, EACH)
        rows[f"d{place:02}"] = {f"j{juror:02}": half_point(mark) for juror, mark in zip(panel, given, strict=True)}
    return Prize(Sheet(rows), f"d{quality.argmax():02}")


def half_point(mark):
    return Fraction(int(np.clip(round(2 * mark), 2, 20)), 2)
