"""Every mark that the reader may see: the matrix of marks, or who was put before whom, or how often a grade fell."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from awards_site.templatetags.local import decimal_places, localdigits
from awards_site.texts import LocalizedText
from nominations.models import Dossier
from scoring import permissions
from scoring.counted import ballot_of, rules_of
from scoring.methods.ballots import AnyBallot, GradedBallot, Level
from scoring.methods.schulze import preferences
from scoring.methods.sheet import sheet_of
from scoring.models import CastBallot, Rules
from scoring.pictures import shade
from scoring.sealing import counted_in

from .jurors import Juror, Jurors
from .told import Told


@dataclass(frozen=True, slots=True)
class Cell:
    """What one juror gave one dossier: the text, how dark it stands, and whether it is the juror's own best."""

    text: str
    shade: int = 0
    is_top: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """A dossier with a cell for each column."""

    dossier: Dossier
    cells: list[Cell]


@dataclass(frozen=True, slots=True)
class Matrix:
    """Jurors, or dossiers, over the columns; dossiers down the rows."""

    columns: Sequence[Any]
    rows: list[Row]


def matrix_of(told: Told, codes: Sequence[str], jurors: Jurors, person: Any) -> Matrix | None:
    """Give the marks on these dossiers that the reader may see, jurors from the strictest to the most generous."""
    rules = told.rules
    ballots = ballots_in(told, codes, ballot__in=permissions.visible_ballots(person, told.tally.round))
    if not ballots:
        return None
    sheet = sheet_of(ballots, rules_of(rules)["weights"], rules.grade_keys)
    columns = [each for each in jurors.lines if each.key in sheet.columns]
    values = [value for row in sheet.rows.values() for value in row.values()]
    ends = float(min(values)), float(max(values))
    tops = {juror: max(column.values()) for juror, column in sheet.columns.items()}
    rows = [
        Row(told.known[code], [cell_of(sheet.rows.get(code, {}), each, tops, ends, rules) for each in columns])
        for code in codes
    ]
    return Matrix(columns, rows)


def ballots_in(told: Told, codes: Sequence[str], **among: Any) -> list[AnyBallot]:
    """Give the ballots on these dossiers that this count took, whatever counts today."""
    again = counted_in(told.tally)
    round_ = told.tally.round
    of_round = CastBallot.objects.filter(ballot__assignment__round=round_)
    castings = of_round if again else CastBallot.objects.that_count(round_)
    rows = castings.filter(ballot__assignment__dossier__code__in=codes, **among).values_list(
        "ballot__assignment__seat__public_id", "ballot__assignment__dossier__code", "marks", "digest"
    )
    return [
        ballot_of(str(seat), code, marks, told.rules.level)
        for seat, code, marks, hash_ in rows
        if again is None or hash_ in again.castings
    ]


def cell_of(
    row: Mapping[str, Fraction],
    juror: Juror,
    tops: Mapping[str, Fraction],
    ends: tuple[float, float],
    rules: Rules,
) -> Cell:
    """Say what one juror gave one dossier, or that there is nothing."""
    value = row.get(juror.key)
    if value is None:
        return Cell("")
    return Cell(said(value, rules), shade(float(value), *ends), value == tops[juror.key])


def said(value: Fraction, rules: Rules) -> str:
    """Say a mark, a rank or a grade."""
    match rules.level:
        case Level.RANKS:
            return localdigits(-value)
        case Level.GRADES:
            return str(LocalizedText(rules.grades[len(rules.grades) - 1 - int(value)]["word"]))
    return decimal_places(value)


def pairs_of(told: Told, codes: Sequence[str]) -> Matrix | None:
    """Say for each two dossiers how many jurors who saw both put the one before the other; sums alone."""
    ballots = ballots_in(told, codes)
    if not ballots:
        return None
    sheet = sheet_of(ballots, rules_of(told.rules)["weights"], told.rules.grade_keys)
    shown = [code for code in codes if code in sheet.rows]
    table = preferences(sheet, tuple(sheet.rows))
    at = {code: place for place, code in enumerate(sheet.rows)}
    rows = [
        Row(told.known[one], [pair(one, other, int(table[at[one], at[other]]), int(table[at[other], at[one]]))
                              for other in shown])
        for one in shown
    ]  # fmt: skip
    return Matrix([told.known[code] for code in shown], rows)


def pair(one: str, other: str, wins: int, losses: int) -> Cell:
    """Say how many prefer the one; a frame where they are more than those who prefer the other."""
    return Cell("" if one == other else localdigits(wins), is_top=wins > losses)


def grades_of(told: Told, codes: Sequence[str]) -> Matrix | None:
    """Say how often each grade fell on each dossier, the best grade first; sums alone."""
    ballots = [one for one in ballots_in(told, codes) if isinstance(one, GradedBallot)]
    if not ballots:
        return None
    fell = Counter((one.dossier, one.grade) for one in ballots)
    most = max(fell.values())
    rows = [
        Row(told.known[code], [Cell(localdigits(n) if (n := fell[code, key]) else "", shade(n, 0, most) if n else 0)
                               for key in told.rules.grade_keys])
        for code in codes
    ]  # fmt: skip
    return Matrix([LocalizedText(grade["word"]) for grade in told.rules.grades], rows)
