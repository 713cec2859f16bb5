"""The normal equations of the calibrated count, in whole numbers.

The model is y_ij = q_i + b_j + noise: quality of the dossier plus severity of the juror. Least
squares over it is the intrablock analysis of incomplete block designs (Yates 1936, Fisher and
Yates; Gauss–Markov makes it the best linear unbiased one). With q eliminated there remains
S b = r, where S = D_J − Wᵀ D_E⁻¹ W is the Laplacian of the graph in which two jurors are joined
by 1/W_i for each dossier i they share, and r_j = Σ_i (y_ij − m_i). A juror who stands for n equal ones weighs n.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from math import lcm

from scoring.methods.sheet import Row, Sheet, Times, number, whole

Panel = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class NormalEquations:
    """S b = r for J jurors, named by position in `jurors`.

    `panels` counts the dossiers read by each set of jurors; `right` is r × `unit`, whole. `times` says for how many
    equal jurors each stands.
    """

    jurors: tuple[str, ...]
    panels: Mapping[Panel, int]
    right: tuple[int, ...]
    unit: int
    times: tuple[int, ...]

    def weight(self, panel: Panel) -> int:
        """Count the ballots of a dossier that this panel read, W_i."""
        return sum(self.times[juror] for juror in panel)

    @property
    def scale(self) -> int:
        """The smallest whole number that makes scale × S whole."""
        return lcm(*map(self.weight, self.panels))

    def matrix(self) -> list[list[int]]:
        """Write out scale × S, J by J."""
        scale = self.scale
        matrix = [[0] * len(self.jurors) for _ in self.jurors]
        for panel, times in self.panels.items():
            link = times * scale // self.weight(panel)
            for juror in panel:
                line, weight = matrix[juror], self.times[juror]
                line[juror] += times * scale * weight
                for other in panel:
                    line[other] -= link * weight * self.times[other]
        return matrix


def normal_equations(sheet: Sheet) -> NormalEquations:
    """Set up S b = r for a sheet, in points of the scale; every row needs a score."""
    jurors = sheet.jurors
    places = {juror: place for place, juror in enumerate(jurors)}
    panels = Counter(tuple(places[juror] for juror in row) for row in sheet.rows.values())
    unit = _unit(sheet)
    right = [0] * len(jurors)
    for row in sheet.rows.values():
        for juror, distance in _distances(row, unit, sheet.times):
            right[places[juror]] += distance
    return NormalEquations(jurors, panels, tuple(right), unit, tuple(map(sheet.times_of, jurors)))


def _unit(sheet: Sheet) -> int:
    """Find what makes every score and every mean of a row whole."""
    bottoms = {value.denominator for row in sheet.rows.values() for value in row.values()}
    return lcm(*bottoms) * lcm(*map(sheet.number, sheet.rows))


def _distances(row: Row, unit: int, times: Times) -> list[tuple[str, int]]:
    """List (y_ij − m_i) × unit, for each juror as often as the juror counts."""
    scores = {juror: whole(value, unit) for juror, value in row.items()}
    if not times:
        middle = sum(scores.values()) // len(row)
        return [(juror, value - middle) for juror, value in scores.items()]
    middle = sum(value * times.get(juror, 1) for juror, value in scores.items()) // number(row, times)
    return [(juror, (value - middle) * times.get(juror, 1)) for juror, value in scores.items()]
