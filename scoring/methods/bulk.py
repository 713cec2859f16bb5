"""The count of a file too large for exact arithmetic: arrays in, the same Count out, without each ballot's working.

Marks, plain means and the sums of a score stay exact; severities are those of `large`, to twelve digits.
"""

from collections.abc import Sequence
from fractions import Fraction
from typing import Final

import numpy as np

from scoring.methods.answers import Answers, Whole
from scoring.methods.arrays import Calibrated, calibrate
from scoring.methods.checking import check_quorum
from scoring.methods.counting import BELOW_QUORUM
from scoring.methods.evidence import Evidence
from scoring.methods.fit import EXACT_LIMIT, Fit
from scoring.methods.graph import Island, SeparateIslands, components
from scoring.methods.large import NEAR, in_whole_numbers, settle
from scoring.methods.normal import NormalEquations
from scoring.methods.numerals import nine_digits
from scoring.methods.ranking import groups_of, placed
from scoring.methods.result import Count
from scoring.methods.sheet import Sheet, sheet_of
from scoring.methods.standings import NotRanked, Severity, Standing
from scoring.methods.ties import LADDER, part
from scoring.methods.trace import Group

#: So many ballots are still counted exactly, where the jury is small enough for it.
MOST_EXACT: Final = 200_000
#: Sums of so many twelve-digit severities do not overflow.
MOST_TOGETHER: Final = 100_000


def in_bulk(answers: Answers, method: str) -> bool:
    """Say whether exact arithmetic ends here: too many jurors or ballots, unless every juror marked everything."""
    ballots, jurors, dossiers = len(answers.jurors), len(answers.names), len(answers.dossiers)
    large = ballots > MOST_EXACT or (jurors > EXACT_LIMIT and ballots < jurors * dossiers)
    return method == "calibrated" and large and int(answers.numbers.max()) <= MOST_TOGETHER


def count_in_bulk(answers: Answers, *, quorum: int = 1, ladder: Sequence[str] = LADDER) -> Count:
    """Count by the method `calibrated` as `counting.count` does, in floating point with its certificate.

    `working` stays empty. Raises SeparateIslands, TooLooselyLinked and BadQuorum.
    """
    check_quorum(quorum)
    numbers = answers.numbers
    short = tuple(
        NotRanked(answers.dossiers[row], int(numbers[row]), BELOW_QUORUM)
        for row in np.flatnonzero(numbers < quorum).tolist()
    )
    enough = answers.only(np.flatnonzero(numbers >= quorum)) if short else answers
    if not enough.dossiers:
        return Count("calibrated", 0, (), _severities(answers, enough, {}, {}), (), short, {})
    _check_islands(enough)
    found = _Found(enough, tuple(enough.weights))
    groups, ties = part(groups_of(found.scores), evidence=_tied(enough, found), ladder=ladder)
    score_errors, severity_errors = found.errors()
    return Count(
        method="calibrated",
        components=1,
        standings=_standings(groups, enough, found, score_errors),
        jurors=_severities(answers, enough, found.severities, severity_errors),
        ties=ties,
        not_ranked=short,
        working={},
        residual=found.calibrated.solution.residual,
    )


class _Found:
    """Calibrated scores on some criteria, settled, and the severities, all as fractions in points."""

    def __init__(self, answers: Answers, criteria: Group) -> None:
        values, self.unit = answers.scores(criteria)
        self.answers, times = answers, answers.times.astype(np.float64)
        self.calibrated: Calibrated = calibrate(answers.starts, answers.jurors, values / self.unit, times)
        self.numerators, self.bottom = in_whole_numbers(self.calibrated.solution.severities)
        self.margin = Fraction(int(values.max() - values.min()), self.unit) * NEAR
        self.sums = answers.summed(values)
        self.scores = settle(self._scores(), self.margin)

    @property
    def severities(self) -> dict[str, Fraction]:
        return {
            name: Fraction(numerator, self.bottom)
            for name, numerator in zip(self.answers.names, self.numerators, strict=True)
        }

    def errors(self) -> tuple[dict[str, float], dict[str, float]]:
        found = self.calibrated.errors()
        if found is None:
            return {}, {}
        scores, severities = (map(nine_digits, each.tolist()) for each in found)
        return (
            dict(zip(self.answers.dossiers, scores, strict=True)),
            dict(zip(self.answers.names, severities, strict=True)),
        )

    def fit(self) -> Fit:
        """Give what the tie ladder looks at: the severities alone."""
        names = tuple(self.answers.names)
        equations = NormalEquations(names, {}, (), 1, tuple(self.answers.times.tolist()))
        named = dict(zip(names, self.numerators, strict=True))
        return Fit(equations, named, self.bottom, self.calibrated.solution.residual, self.margin)

    def _scores(self) -> dict[str, Fraction]:
        """Give q_i = (Σ_j w_ij y_ij − Σ_j w_ij b_j) / W_i, exactly, for the severities as they are."""
        taken = self.answers.summed(np.array(self.numerators, dtype=np.int64)[self.answers.jurors])
        rows = zip(
            self.answers.dossiers, self.sums.tolist(), taken.tolist(), self.answers.numbers.tolist(), strict=True
        )
        return {
            name: Fraction(points * self.bottom - less * self.unit, number * self.unit * self.bottom)
            for name, points, less, number in rows
        }


class _Evidence(Evidence):
    """What the tie ladder may look at: the ballots on tied dossiers, and severities from all ballots."""

    def __init__(self, answers: Answers, tied: Answers, whole: _Found) -> None:
        super().__init__(tuple(tied.ballots()), answers.weights)
        self._answers, self._island = answers, Island((), tuple(tied.dossiers))
        self._known = {tuple(answers.weights): (self.sheet, whole.fit())}

    def _home(self, dossier: str) -> Island:  # noqa: ARG002 - all are on one island
        return self._island

    def _fit(self, criteria: Group, home: Island) -> tuple[Sheet, Fit]:  # noqa: ARG002
        if criteria not in self._known:
            sheet = sheet_of(self.ballots, {name: self.weights[name] for name in criteria})
            self._known[criteria] = sheet, _Found(self._answers, criteria).fit()
        return self._known[criteria]


def _tied(answers: Answers, found: _Found) -> Evidence:
    groups = groups_of(found.scores)
    tied = {name for group in groups if len(group) > 1 for name in group}
    rows = [row for row, name in enumerate(answers.dossiers) if name in tied]
    return _Evidence(answers, answers.only(np.array(rows, dtype=np.intp)), found)


def _check_islands(answers: Answers) -> None:
    label = components(answers.starts, answers.jurors, len(answers.names))
    if not label.any():
        return
    of_dossier = label[answers.jurors[answers.starts[:-1]]]
    islands = [
        Island(
            tuple(answers.names[juror] for juror in np.flatnonzero(label == one).tolist()),
            tuple(answers.dossiers[row] for row in np.flatnonzero(of_dossier == one).tolist()),
        )
        for one in np.unique(label).tolist()
    ]
    raise SeparateIslands(sorted(islands, key=lambda island: island.dossiers))


def _standings(
    groups: Sequence[Group], answers: Answers, found: _Found, errors: dict[str, float]
) -> tuple[Standing, ...]:
    sums, numbers = found.sums.tolist(), answers.numbers.tolist()
    rows = {name: row for row, name in enumerate(answers.dossiers)}
    return tuple(
        Standing(
            dossier=name,
            rank=rank,
            score=found.scores[name],
            ballots=numbers[rows[name]],
            raw=Fraction(sums[rows[name]], numbers[rows[name]] * found.unit),
            se=errors.get(name),
        )
        for rank, group in placed(groups)
        for name in group
    )


def _severities(
    everybody: Answers, enough: Answers, severities: dict[str, Fraction], errors: dict[str, float]
) -> tuple[Severity, ...]:
    ballots: Whole = np.bincount(enough.jurors, minlength=len(enough.names))
    counted = dict(zip(enough.names, ballots.tolist(), strict=True))
    return tuple(
        Severity(name, severities.get(name), errors.get(name), counted.get(name, 0)) for name in everybody.names
    )
