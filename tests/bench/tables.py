"""Tables of marks for the bench of counting: ballots of jurors who differ in severity, as the arrays on a disk."""

import random
from fractions import Fraction
from pathlib import Path
from typing import NamedTuple

import numpy as np

from scoring.methods.ballots import Ballot

WEIGHTS = {"impact": Fraction(40), "vision": Fraction(35), "clarity": Fraction(25)}


class Shape(NamedTuple):
    """N dossiers, J jurors, and how many read each dossier."""

    dossiers: int
    jurors: int
    each: int

    @property
    def scores(self) -> int:
        return self.dossiers * self.each

    def __str__(self) -> str:
        return f"{self.dossiers:,} × {self.jurors:,} × {self.each}"


def arrays_of(shape: Shape, seed: int = 2026) -> dict[str, np.ndarray]:
    """Draw dossier, juror and mark of every score, dossier by dossier; marks in half points from 0 to 10."""
    chosen = np.random.default_rng(seed)
    jurors = np.sort(chosen.integers(0, shape.jurors, (shape.dossiers, shape.each), dtype=np.int32), axis=1)
    while len(twice := np.flatnonzero((jurors[:, 1:] == jurors[:, :-1]).any(axis=1))):
        again = chosen.integers(0, shape.jurors, (len(twice), shape.each), dtype=np.int32)
        jurors[twice] = np.sort(again, axis=1)
    quality, severity = chosen.normal(5, 1, (shape.dossiers, 1)), chosen.normal(0, 1, shape.jurors)
    points = quality + severity[jurors] + chosen.normal(0, 1, jurors.shape)
    return {
        "dossier": np.repeat(np.arange(shape.dossiers, dtype=np.int32), shape.each),
        "juror": jurors.ravel(),
        "mark": np.clip(np.round(2 * points) / 2, 0, 10).ravel(),
    }


def write(shape: Shape, folder: Path) -> None:
    """Lay the arrays on the disk, so that drawing them costs the measured process nothing."""
    for name, array in arrays_of(shape).items():
        np.save(folder / f"{name}.npy", array)


def read(folder: Path) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    dossier, juror, mark = (np.load(folder / f"{name}.npy") for name in ("dossier", "juror", "mark"))
    return dossier, juror, mark


def ballots_of(shape: Shape, weights: dict[str, Fraction] = WEIGHTS, seed: int = 2026) -> list[Ballot]:
    """Draw the ballots of a real jury: exact half points on each criterion."""
    chosen = random.Random(seed)
    severities = [chosen.gauss(0, 1) for _ in range(shape.jurors)]
    ballots = []
    for dossier in range(shape.dossiers):
        quality = chosen.gauss(5, 1.5)
        for juror in chosen.sample(range(shape.jurors), shape.each):
            middle = quality + severities[juror]
            marks = {name: Fraction(min(20, max(0, round(2 * chosen.gauss(middle, 1)))), 2) for name in weights}
            ballots.append(Ballot(f"j{juror:03}", f"d{dossier:05}", marks))
    return ballots
