"""What the rungs of the tie ladder may look at: the counted ballots, calibrated where needed."""

from collections.abc import Mapping, Sequence
from fractions import Fraction

from scoring.methods.ballots import AnyBallot, Level
from scoring.methods.fit import Fit, fit_of, scores_of
from scoring.methods.graph import Island, islands_of
from scoring.methods.large import settle, spread_margin
from scoring.methods.sheet import Row, Sheet, sheet_of, squares
from scoring.methods.trace import Group


class Evidence:
    """The counted ballots with their weights, and the recorded decision, best dossier first.

    Costly figures are worked out when a tie first asks for them, and kept.
    """

    def __init__(
        self,
        ballots: Sequence[AnyBallot],
        weights: Mapping[str, Fraction],
        decision: Group = (),
        grades: Sequence[str] = (),
    ) -> None:
        self.ballots = ballots
        self.weights = weights
        self.decision = decision
        self.sheet = sheet_of(ballots, weights, grades)
        self._homes: dict[str, Island] = {}
        self._fits: dict[tuple[Group, Island], tuple[Sheet, Fit]] = {}
        self._scores: dict[tuple[Group, Island], Mapping[str, Fraction]] = {}

    def row(self, dossier: str) -> Row:
        """Look up the scores of one dossier by juror."""
        return self.sheet.rows[dossier]

    def criteria_by_weight(self) -> list[Group]:
        """Criteria with the highest weight first; those of equal weight stand together."""
        levels = sorted(set(self.weights.values()), reverse=True)
        return [tuple(sorted(name for name, weight in self.weights.items() if weight == level)) for level in levels]

    def calibrated(self, criteria: Group, group: Group) -> Mapping[str, Fraction] | None:
        """Calibrated scores on some criteria alone; None without marks, or where no chain of jurors joins them."""
        if self.sheet.level is not Level.MARKS:
            return None
        home = self._home(group[0])
        if not set(group) <= set(home.dossiers):
            return None
        key = (criteria, home)
        if key not in self._scores:
            self._scores[key] = scores_of(*self._fit(criteria, home))
        return {dossier: self._scores[key][dossier] for dossier in group}

    def spreads(self, group: Group) -> Mapping[str, Fraction] | None:
        """Sample variance of y_ij − b_j, in points²; None without marks or with a single ballot.

        Severities are taken away first: a strict and a generous juror need not disagree.
        """
        if self.sheet.level is not Level.MARKS or any(self.sheet.number(dossier) == 1 for dossier in group):
            return None
        everything = tuple(sorted(self.weights))
        fits = {name: self._fit(everything, self._home(name))[1] for name in group}
        margin = max(spread_margin(fit.margin) for fit in fits.values())
        return settle({name: self._spread(name, fits[name]) for name in group}, margin)

    def _spread(self, dossier: str, fit: Fit) -> Fraction:
        row = {juror: mark - fit.severity(juror) for juror, mark in self.row(dossier).items()}
        return squares(row, self.sheet.times) / (self.sheet.number(dossier) - 1)

    def _home(self, dossier: str) -> Island:
        if not self._homes:
            self._homes = {name: island for island in islands_of(self.sheet.rows) for name in island.dossiers}
        return self._homes[dossier]

    def _fit(self, criteria: Group, home: Island) -> tuple[Sheet, Fit]:
        key = (criteria, home)
        if key not in self._fits:
            weights = {name: self.weights[name] for name in criteria}
            sheet = sheet_of(self.ballots, weights).only(set(home.dossiers))
            self._fits[key] = (sheet, fit_of(sheet))
        return self._fits[key]
