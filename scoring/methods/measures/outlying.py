"""Single ballots that hold the result: without such a one, others would win.

Under `calibrated` and `mean` the ballots that could matter at all are found in floating point, by what least squares
says of one mark less: with residual e and leverage h, all scores move by −c e / (1 − h), where c is the covariance of
the scores with the fitted mark (Cook and Weisberg, Residuals and Influence in Regression, 1982). Only ballots after
which the winner is not far ahead of the others are then counted again, exactly; so the answer is exact.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from scoring.methods.fit import scores_of
from scoring.methods.measures.contest import Contest
from scoring.methods.measures.limits import MOST_RECOUNTED
from scoring.methods.measures.spread import Matrix, Spread, spread_of
from scoring.methods.outcome import Method
from scoring.methods.sheet import mean
from scoring.methods.trace import Group
from scoring.methods.writing import Plain

Cell = tuple[str, str]

#: Part of the largest score: who is not ahead by this much in floating point is counted again exactly.
NEAR: Final = 1e-6
#: From this leverage on a mark nearly decides a score or a severity alone, and is counted again exactly.
FULL: Final = 1 - 1e-6


@dataclass(frozen=True, slots=True)
class Outlying:
    """A ballot without which others would win; `winners` is None where the method would refuse."""

    juror: str
    dossier: str
    winners: Group | None

    def as_json(self) -> Plain:
        """Give plain values."""
        winners = None if self.winners is None else list(self.winners)
        return {"juror": self.juror, "dossier": self.dossier, "winners": winners}


def outlying(contest: Contest, method: Method, *, name: str, winners: Group) -> tuple[Outlying, ...] | None:
    """List the ballots whose removal moves the winners of a count by a method of this name, by juror and dossier.

    None where the recounts would come to more than `MOST_RECOUNTED` ballots.
    """
    cells = sorted(suspects(contest, name, winners))
    if len(cells) * len(contest.ballots) > MOST_RECOUNTED:
        return None
    found = (
        Outlying(juror, dossier, contest.winners_without(method, juror=juror, dossier=dossier))
        for juror, dossier in cells
    )
    return tuple(one for one in found if one.winners != winners)


def suspects(contest: Contest, name: str, winners: Group) -> list[Cell]:
    """List the ballots, as juror and dossier, without which the winners could change; all, for want of a formula."""
    cells = [(juror, dossier) for dossier, row in contest.sheet.rows.items() for juror in row]
    design = _design(contest, name)
    if design is None or len(winners) > 1:
        return cells
    safe = _safe(contest, design, winners[0])
    return [cell for cell, sure in zip(cells, safe, strict=True) if not sure]


@dataclass(frozen=True, slots=True)
class _Design:
    """Scores by dossier and severities by juror, in floating point, with their covariances over s²."""

    scores: Matrix
    severities: Matrix
    spread: Spread


def _design(contest: Contest, name: str) -> _Design | None:
    rows = contest.sheet.rows
    dossiers, jurors = tuple(rows), contest.sheet.jurors
    if name == "mean":
        scores = np.array([float(mean(row.values())) for row in rows.values()])
        single = np.diag([1 / len(row) for row in rows.values()])
        crossed, own = np.zeros((len(dossiers), len(jurors))), np.zeros((len(jurors), len(jurors)))
        return _Design(scores, np.zeros(len(jurors)), Spread(single, crossed, own))
    if name != "calibrated" or contest.fit is None:
        return None
    exact = scores_of(contest.sheet, contest.fit)
    severities = np.array([float(contest.fit.severity(juror)) for juror in jurors])
    scores = np.array([float(exact[dossier]) for dossier in dossiers])
    return _Design(scores, severities, spread_of(contest.sheet, dossiers, contest.fit.equations))


def _safe(contest: Contest, design: _Design, winner: str) -> Iterator[bool]:
    """Say of each ballot, row by row, whether the winner surely stays alone ahead without it."""
    rows = contest.sheet.rows
    first = list(rows).index(winner)
    places = {juror: place for place, juror in enumerate(contest.sheet.jurors)}
    near = NEAR * max(1.0, float(np.abs(design.scores).max()))
    for line, row in enumerate(rows.values()):
        columns = [places[juror] for juror in row]
        marks = np.array([float(value) for value in row.values()])
        yield from _ahead(_moved(design, line, columns, marks), first) > near


def _moved(design: _Design, line: int, columns: Sequence[int], marks: Matrix) -> Matrix:
    """Give all scores without each of a row's marks, a column for each mark; NaN where leverage is full."""
    spread = design.spread
    residuals = marks - design.scores[line] - design.severities[columns]
    changes = spread.scores[:, [line]] + spread.crossed[:, columns]
    leverages = spread.scores[line, line] + 2 * spread.crossed[line, columns] + spread.severities[columns, columns]
    left = np.where(leverages < FULL, 1 - leverages, np.nan)
    moved: Matrix = design.scores[:, None] - changes * (residuals / left)
    return moved


def _ahead(scores: Matrix, first: int) -> Matrix:
    """Give by how much the winner leads the best of the others, for each column."""
    others = np.delete(scores, first, axis=0)
    ahead: Matrix = scores[first] - others.max(axis=0, initial=-np.inf)
    return ahead
