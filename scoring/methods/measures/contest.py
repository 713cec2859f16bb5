"""The ballots that count, with the rules: what is counted again while something is left out or done otherwise."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property

from scoring.methods.ballots import AnyBallot, Level
from scoring.methods.evidence import Evidence
from scoring.methods.fit import Fit, fit_of
from scoring.methods.graph import Island, islands_of
from scoring.methods.outcome import Method, Outcome
from scoring.methods.ranking import groups_of
from scoring.methods.refusals import Refusal
from scoring.methods.sheet import Sheet, sheet_of
from scoring.methods.ties import part
from scoring.methods.trace import Group


@dataclass(frozen=True)
class Contest:
    """Finished ballots on the dossiers that take part, the weights, and the ladder without a recorded decision.

    Where something is left out, every dossier stays in that still has a ballot: the quorum says who takes part in the
    count, and a thought experiment turns nobody away.
    """

    ballots: Sequence[AnyBallot]
    weights: Mapping[str, Fraction]
    ladder: Sequence[str]
    grades: Sequence[str] = ()

    @cached_property
    def sheet(self) -> Sheet:
        """The scores, worked out once."""
        return sheet_of(self.ballots, self.weights, self.grades)

    @cached_property
    def islands(self) -> tuple[Island, ...]:
        """The islands of the juror–dossier graph."""
        return islands_of(self.sheet.rows)

    @cached_property
    def fit(self) -> Fit | None:
        """The severities; None without marks, and unless the graph is one island."""
        return fit_of(self.sheet) if len(self.islands) == 1 and self.sheet.level is Level.MARKS else None

    def winners(self, method: Method, *, must_score: Group = ()) -> Group | None:
        """Name who has the first rank by a method, after the ladder.

        None where it refuses, or leaves out a dossier that it must score.
        """
        return self._first(method, self.sheet, self.ballots, must_score)

    def winners_without(self, method: Method, *, juror: str, dossier: str | None = None) -> Group | None:
        """Name them with all ballots of a juror left out, or only the one on a dossier."""
        kept = replace(self.sheet, rows=dict(_kept(self.sheet, juror, dossier)))
        ballots = [one for one in self.ballots if one.juror != juror or one.dossier != (dossier or one.dossier)]
        return self._first(method, kept, ballots)

    def _first(
        self, method: Method, sheet: Sheet, ballots: Sequence[AnyBallot], must_score: Group = ()
    ) -> Group | None:
        try:
            outcome = method(sheet)
        except Refusal:
            return None
        if not outcome.scores.keys() >= set(must_score):
            return None
        return self._parted(outcome, ballots) if outcome.scores else ()

    def _parted(self, outcome: Outcome, ballots: Sequence[AnyBallot]) -> Group:
        first, *_ = groups_of(outcome.scores)
        if len(first) == 1:
            return first
        evidence = Evidence(ballots, self.weights, (), self.grades)
        groups, _traces = part([first], evidence=evidence, ladder=self.ladder, first=outcome.tests)
        return groups[0]


def _kept(sheet: Sheet, juror: str, dossier: str | None) -> Iterator[tuple[str, dict[str, Fraction]]]:
    for name, row in sheet.rows.items():
        left = {one: value for one, value in row.items() if one != juror or name != (dossier or name)}
        if left:
            yield name, left
