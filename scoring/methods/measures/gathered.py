"""All measures of one count, each worked out when it is first asked for."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from functools import cached_property, partial
from hashlib import sha256
from json import dumps
from typing import Any, Final

from scoring.methods.ballots import AnyBallot, Ballot, GradedBallot, Level
from scoring.methods.checking import checked_level, checked_weights
from scoring.methods.counting import BELOW_QUORUM, METHODS, applicable, count
from scoring.methods.measures.agreement import Agreement, agreement_of
from scoring.methods.measures.concordance import spearman_rest
from scoring.methods.measures.connectivity import Connectivity, connectivity_of
from scoring.methods.measures.contest import Contest
from scoring.methods.measures.doubt import Doubt, doubt_of
from scoring.methods.measures.limits import measurable
from scoring.methods.measures.others import LeftOut, Methods, robustness, winner_by_method
from scoring.methods.measures.outlying import Outlying, outlying
from scoring.methods.measures.table import Table, table_of
from scoring.methods.numerals import ratio
from scoring.methods.ties import LADDER
from scoring.methods.trace import Group
from scoring.methods.trimmed import trimmed
from scoring.methods.writing import Plain


@dataclass(frozen=True)
class Measures:
    """What stands beside the ranking of a contest counted by `method`; `shortlist` is n of P(among the n best).

    A measure is None where it is undefined or the table too large for it.
    """

    contest: Contest
    method: str
    winners: Group
    shortlist: int | None
    seed: int
    methods: Methods = field(default_factory=lambda: METHODS)

    @cached_property
    def agreement(self) -> Agreement:
        """How far the jurors agree; without marks there are no distances, and their order alone is compared."""
        found = agreement_of(self._table)
        return found if self.contest.sheet.level is Level.MARKS else Agreement(kendall_w=found.kendall_w)

    @cached_property
    def spearman_rest(self) -> Mapping[str, float | None]:
        """Each juror's order against that of the others; only jurors with a counted ballot."""
        return spearman_rest(self._table)

    @cached_property
    def doubt(self) -> Doubt | None:
        """How likely each dossier is the best, by the calibrated model."""
        sheet, fit = self.contest.sheet, self.contest.fit
        return None if fit is None else doubt_of(sheet, fit, shortlist=self.shortlist, seed=self.seed)

    @cached_property
    def robustness(self) -> tuple[LeftOut, ...] | None:
        """Who would win without each juror."""
        return robustness(self.contest, self.methods[self.method], bridges=self.connectivity.bridges)

    @cached_property
    def winner_by_method(self) -> Mapping[str, Group | None] | None:
        """Who would win by every other method."""
        return winner_by_method(self.contest, self.methods, counted_by=self.method, winners=self.winners)

    @cached_property
    def outlying(self) -> tuple[Outlying, ...] | None:
        """Which single ballots hold the result."""
        return outlying(self.contest, self.methods[self.method], name=self.method, winners=self.winners)

    @cached_property
    def connectivity(self) -> Connectivity:
        """How the marks hang together."""
        return connectivity_of(self.contest.sheet, self.contest.islands)

    @cached_property
    def _table(self) -> Table:
        return table_of(self.contest.sheet)

    def as_json(self, *, outlying: bool = True) -> Plain:
        """Give plain values for JSON; without `outlying` that costliest part is neither worked out nor told."""
        others = self.winner_by_method
        plain: Plain = {
            "agreement": self.agreement.as_json(),
            "jurors": [{"juror": juror, "spearman_rest": value} for juror, value in self.spearman_rest.items()],
            "p_best": self.doubt and self.doubt.best,
            "p_shortlist": self.doubt and self.doubt.shortlist,
            "robustness": _listed(self.robustness),
            "winner_by_method": others and {name: group and list(group) for name, group in others.items()},
            "connectivity": self.connectivity.as_json(),
        }
        return plain | {"outlying": _listed(self.outlying)} if outlying else plain


#: What is told of a table too large for measures.
UNMEASURED: Final[Plain] = {
    "agreement": Agreement().as_json(),
    "jurors": [],
    "p_best": None,
    "p_shortlist": None,
    "robustness": None,
    "winner_by_method": None,
    "connectivity": None,
    "outlying": None,
}


def measures_of(
    ballots: Sequence[AnyBallot],
    *,
    method: str,
    weights: Mapping[str, Fraction],
    quorum: int = 1,
    ladder: Sequence[str] = LADDER,
    trim: int = 1,
    grades: Sequence[str] = (),
    shortlist: int | None = None,
    seed: int | str | None = None,
    methods: Methods = METHODS,
) -> Measures | None:
    """Measure what `count` counts by the same rules; dossiers below the quorum take no part.

    A ballot that stands for several equal jurors is taken as so many ballots.

    `seed` is a number or a hash in hexadecimal digits; without one, that of the ballots. None where the table is
    larger than `limits`: say UNMEASURED then. Raises what `count` raises.
    """
    if not measurable(ballots):
        return None
    rules: dict[str, Any] = {"quorum": quorum, "ladder": ladder, "trim": trim, "grades": grades}
    counted = count(ballots, method=method, weights=weights, **rules)
    short = {line.dossier for line in counted.not_ranked if line.reason == BELOW_QUORUM}
    enough = [one for one in spelt_out(ballots) if one.dossier not in short]
    winners = tuple(line.dossier for line in counted.standings if line.rank == 1)
    seed = seed_of(ballots) if seed is None else seed
    number = int(seed, 16) if isinstance(seed, str) else seed
    level = checked_level(ballots)
    contest = Contest(enough, checked_weights(weights, level), ladder, grades)
    known = {name: by for name, by in methods.items() if name in applicable(level) or name not in METHODS}
    if known.get("trimmed") is trimmed:
        known["trimmed"] = partial(trimmed, drop=trim)
    return Measures(contest, method, winners, shortlist, number, known)


def spelt_out(ballots: Sequence[AnyBallot]) -> Iterator[AnyBallot]:
    """Give as many ballots as each stands for, each of a juror of its own whose name nobody else bears."""
    names = _names({ballot.juror: ballot.times for ballot in ballots})
    for ballot in ballots:
        for name in names[ballot.juror]:
            yield replace(ballot, juror=name, times=1)


def _names(times: Mapping[str, int]) -> Mapping[str, Sequence[str]]:
    names = {juror: [juror] for juror in times}
    for juror in sorted(times):
        for number in range(2, times[juror] + 1):
            name = f"{juror} ({number})"
            while name in times:
                name += "′"
            names[juror].append(name)
    return names


def _listed(found: Sequence[LeftOut] | Sequence[Outlying] | None) -> list[Plain] | None:
    return None if found is None else [one.as_json() for one in found]


def seed_of(ballots: Sequence[AnyBallot]) -> str:
    """Hash the ballots, however ordered and however their marks were written: SHA-256, in hexadecimal digits."""
    told = sorted([ballot.dossier, ballot.juror, _told(ballot), *_times(ballot)] for ballot in ballots)
    return sha256(dumps(told, ensure_ascii=False, separators=(",", ":")).encode()).hexdigest()


def _told(ballot: AnyBallot) -> list[list[str]]:
    match ballot:
        case Ballot():
            return sorted([name, ratio(Fraction(mark))] for name, mark in ballot.marks.items())
        case GradedBallot():
            return [["grade", ballot.grade]]
    return [["rank", ratio(Fraction(ballot.rank))]]


def _times(ballot: AnyBallot) -> list[int]:
    return [ballot.times] if ballot.times > 1 else []
