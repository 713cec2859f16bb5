"""A small made-up jury, the same every time, on which a round's rules show what they do before anybody marks.

Two dossiers are marked alike by every juror, so that no ladder parts them; two others have the same sum in different
ways; the last one lacks a ballot for its rank.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from scoring.methods.ballots import AnyBallot, Ballot, GradedBallot, Level, RankedBallot

FEWEST_DOSSIERS: Final = 6
FEWEST_JURORS: Final = 5
#: the place of the cut that is shown at most
LAST_CUT: Final = 17
#: how many steps of the scale a juror gives more or less than the others, in turn
SEVERITY: Final = (0, -2, 1, 0, 1)
#: of a hundred: the best dossier's place on the scale, and the last one's
HIGHEST, LOWEST = 80, 30


@dataclass(frozen=True, slots=True)
class Scale:
    """From where to where marks go, by which step."""

    least: Fraction
    most: Fraction
    step: Fraction

    @property
    def steps(self) -> int:
        """Say how many steps there are above the lowest mark."""
        return int((self.most - self.least) // self.step)


def example_ballots(
    level: Level,
    *,
    scale: Scale,
    criteria: Sequence[str] = ("mark",),
    grades: Sequence[str] = (),
    quorum: int,
    trim: int,
    cut: int,
) -> list[AnyBallot]:
    """Give the ballots of jurors J-1, J-2 ... on dossiers E-01, E-02 ... as the level has it.

    The twins, marked alike, stand at both sides of the `cut`, which is where a tie matters.
    """
    cut = min(max(cut, 1), LAST_CUT)
    dossiers, jurors = max(FEWEST_DOSSIERS, cut + 3), max(FEWEST_JURORS, quorum, 2 * trim + 1)
    positions = {
        (juror, dossier): position
        for juror in range(jurors)
        for dossier, position in enumerate(_positions(juror, dossiers, cut, scale.steps))
        if dossier < dossiers - 1 or juror < quorum - 1
    }
    return list(_written(positions, level, scale, criteria, grades))


def _positions(juror: int, dossiers: int, cut: int, steps: int) -> Iterator[int]:
    """Say how high on the scale a juror puts each dossier, in steps."""
    pair = 0 if cut > 2 else cut + 1  # noqa: PLR2004 - the two who differ stand beside the twins
    for dossier in range(dossiers):
        like = dossier - 1 if dossier in {cut, pair + 1} else dossier
        share = HIGHEST - (HIGHEST - LOWEST) * like // (dossiers - 1)
        apart = {0: 1, 1: -1}.get(juror, 0) if dossier == pair + 1 else 0
        place = steps * share // 100 + SEVERITY[juror % len(SEVERITY)] + apart
        yield min(max(place, 0), steps)


def _written(
    positions: Mapping[tuple[int, int], int],
    level: Level,
    scale: Scale,
    criteria: Sequence[str],
    grades: Sequence[str],
) -> Iterator[AnyBallot]:
    for (juror, dossier), position in positions.items():
        who, what = f"J-{juror + 1}", f"E-{dossier + 1:02}"
        match level:
            case Level.MARKS:
                mark = scale.least + scale.step * position
                yield Ballot(who, what, dict.fromkeys(criteria, mark))
            case Level.RANKS:
                better = sum(other > position for (other_juror, _), other in positions.items() if other_juror == juror)
                yield RankedBallot(who, what, Fraction(better + 1))
            case Level.GRADES:
                yield GradedBallot(who, what, grades[::-1][position * len(grades) // (scale.steps + 1)])
