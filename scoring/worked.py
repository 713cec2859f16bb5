"""The example of the help pages: its marks are data, and whatever stands beside them is counted as prizes are.

Nothing here knows a figure of the example. Another mark in `shipped/worked.json`, and the pages tell another result.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from awards_site.digits import decimal_places
from awards_site.templatetags.local import localdigits
from awards_site.texts import LocalizedText

from . import shipped, wording
from .methods.ballots import Ballot
from .methods.counting import count
from .methods.measures.gathered import Measures, measures_of
from .methods.result import Count
from .methods.sheet import sheet_of
from .methods.standings import Standing
from .methods.trace import Step, TieTrace
from .states import BallotStatus

METHOD = "calibrated"
#: by how much the strictest juror marks lower still, to see that no place moves
STRICTER = Fraction(1)

Names = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Cell:
    """One juror on one dossier: the marks, what they come to, and that without the juror's severity; or why not."""

    juror: str
    why_not: str | Promise = ""
    marks: tuple[Fraction, ...] = ()
    score: Fraction | None = None
    taken: str = ""
    freed: Fraction | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """One dossier with its place; the standing is None where the quorum was not met."""

    name: str
    cells: tuple[Cell, ...]
    standing: Standing | None
    raw_rank: int
    chance: float | None

    @property
    def exactly(self) -> str:
        """Write the score as the fraction it is."""
        return str(self.standing.score) if self.standing else ""

    @property
    def readers(self) -> set[str]:
        """Name who marked it."""
        return {cell.juror for cell in self.cells if cell.score is not None}


@dataclass(frozen=True, slots=True)
class Habit:
    """How many points a juror gives above or below the others for the same works."""

    name: str
    severity: Fraction
    error: float | None
    ballots: int

    @property
    def points(self) -> str:
        """Write them with their sign."""
        return signed(self.severity)

    @property
    def exactly(self) -> str:
        """Write them as the fraction they are."""
        return str(self.severity).replace("-", "−")

    @property
    def size(self) -> Fraction:
        """Give them without their sign."""
        return abs(self.severity)


@dataclass(frozen=True, slots=True)
class Example:
    """Everything that the pages tell of the example; `ranked` is the best first."""

    criteria: tuple[tuple[LocalizedText, str], ...]
    quorum: int
    habits: tuple[Habit, ...]
    lines: tuple[Line, ...]
    ranked: tuple[Line, ...]
    ties: tuple[list[str], ...]
    not_ranked: tuple[str, ...]
    is_unmoved: bool
    without: tuple[tuple[str, str], ...]
    #: who would be first by the plain mean, and whether that is somebody else
    by_mean: str
    is_turned: bool

    @property
    def strictest(self) -> Habit:
        """Give the juror who marks lowest for the same works."""
        return min(self.habits, key=lambda habit: habit.severity)

    @property
    def mildest(self) -> Habit:
        """Give the juror who marks highest for the same works."""
        return max(self.habits, key=lambda habit: habit.severity)

    @property
    def was_spared(self) -> bool:
        """Say whether the strictest juror read the first, and not the one that the plain mean would put first."""
        spared = {line.name for line in self.ranked if self.strictest.name not in line.readers}
        return self.by_mean in spared and self.ranked[0].name not in spared


def example() -> Example:
    """Count the example, by the rules and the code by which every prize is counted."""
    told = shipped.worked()
    ballots, rules = list(ballots_of(told)), rules_of(told)
    found, beside = count(ballots, **rules), measures_of(ballots, **rules)
    by_mean = first(count(ballots, **rules | {"method": "mean"}))
    jurors = {key: _("Juror %(number)s") % {"number": localdigits(key)} for key in told["jurors"]}
    names = {str(place): str(each["name"]) for place, each in enumerate(told["dossiers"])}
    criteria = {each["key"]: str(each["name"]) for each in told["criteria"]}
    lines = {code: line_of(told, code, found, beside, jurors) for code in names}
    return Example(
        criteria=tuple((each["name"], each["weight"]) for each in told["criteria"]),
        quorum=told["quorum"],
        habits=tuple(
            Habit(jurors[each.juror], each.severity or Fraction(), each.se, each.ballots) for each in found.jurors
        ),
        lines=tuple(lines.values()),
        ranked=tuple(lines[standing.dossier] for standing in found.standings),
        ties=tuple(wording.tie(named(trace, names), criteria) for trace in found.ties),
        not_ranked=tuple(wording.not_ranked(replace(each, dossier=names[each.dossier])) for each in found.not_ranked),
        is_unmoved=places_of(found) == places_of(count(list(stricter(ballots, found)), **rules)),
        without=tuple(without_each(beside, jurors, names)),
        by_mean=listed(by_mean, names),
        is_turned=by_mean != first(found),
    )


def ballots_of(told: Mapping[str, Any]) -> Iterator[Ballot]:
    """Read the marks as the exact numbers they are."""
    for place, each in enumerate(told["dossiers"]):
        for juror, marks in each["ballots"].items():
            yield Ballot(juror, str(place), {key: Fraction(mark) for key, mark in marks.items()})


def rules_of(told: Mapping[str, Any]) -> dict[str, Any]:
    """Read the rules: the ladder is the one that holds where a call says nothing else."""
    weights = {each["key"]: Fraction(each["weight"]) for each in told["criteria"]}
    return {"method": METHOD, "weights": weights, "quorum": told["quorum"]}


def line_of(told: Mapping[str, Any], code: str, found: Count, beside: Measures | None, jurors: Names) -> Line:
    """Give a dossier as the tables show it."""
    standing = next((each for each in found.standings if each.dossier == code), None)
    above = [each for each in found.standings if standing and (each.raw or 0) > (standing.raw or 0)]
    doubt = beside.doubt if beside else None
    return Line(
        name=str(told["dossiers"][int(code)]["name"]),
        cells=tuple(cells_of(told, code, found, jurors)),
        standing=standing,
        raw_rank=len(above) + 1,
        chance=doubt.best.get(code) if doubt else None,
    )


def cells_of(told: Mapping[str, Any], code: str, found: Count, jurors: Names) -> Iterator[Cell]:
    """Give what each juror said of a dossier, or why nothing."""
    each = told["dossiers"][int(code)]
    scores = sheet_of(list(ballots_of(told)), rules_of(told)["weights"]).rows[code]
    counted = {part.juror: part for part in found.working.get(code, ())}
    why_not = dict.fromkeys(each.get("abstained", ()), BallotStatus.ABSTAINED.label)
    why_not |= dict.fromkeys(each.get("recused", ()), _("stood aside"))
    for juror, name in jurors.items():
        if juror not in scores:
            yield Cell(name, why_not.get(juror, ""))
            continue
        marks = tuple(Fraction(each["ballots"][juror][one["key"]]) for one in told["criteria"])
        part = counted.get(juror)
        freed = (signed(part.adjustment), part.score + part.adjustment) if part else ()
        yield Cell(name, "", marks, scores[juror], *freed)


def named(trace: TieTrace, names: Names) -> TieTrace:
    """Put names in the place of codes in the story of a tie."""

    def called(codes: Sequence[str]) -> tuple[str, ...]:
        return tuple(names[code] for code in codes)

    def rung(step: Step) -> Step:
        values = {names[code]: value for code, value in step.values.items()}
        return replace(step, values=values, groups=tuple(map(called, step.groups)))

    return replace(trace, dossiers=called(trace.dossiers), steps=tuple(map(rung, trace.steps)))


def stricter(ballots: Sequence[Ballot], found: Count) -> Iterator[Ballot]:
    """Let the strictest juror mark everything lower still."""
    strictest = min(found.jurors, key=lambda each: each.severity or 0).juror
    for each in ballots:
        less = STRICTER if each.juror == strictest else 0
        yield replace(each, marks={key: mark - less for key, mark in each.marks.items()})


def without_each(beside: Measures | None, jurors: Names, names: Names) -> Iterator[tuple[str, str]]:
    """Say who would be first without each juror in turn."""
    for left_out in (beside.robustness if beside else None) or ():
        yield jurors[left_out.juror], listed(left_out.winners or (), names)


def first(found: Count) -> list[str]:
    """Give who has the first place."""
    return [standing.dossier for standing in found.standings if standing.rank == 1]


def listed(codes: Sequence[str], names: Names) -> str:
    """Name dossiers one after another."""
    return wording.listed(names[code] for code in codes)


def places_of(found: Count) -> dict[str, int]:
    """Give the place of each dossier."""
    return {standing.dossier: standing.rank for standing in found.standings}


def signed(value: Fraction) -> str:
    """Write points with two decimals and the sign that printers set."""
    sign = "" if not value else "+" if value > 0 else "−"
    return sign + decimal_places(abs(value), 2)
