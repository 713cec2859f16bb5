"""Ballots for the tests: written as tables, or drawn at random."""

from collections.abc import Mapping
from fractions import Fraction

from hypothesis import strategies as st

from scoring.methods.ballots import Ballot
from scoring.methods.counting import count
from scoring.methods.sheet import Sheet, sheet_of

ONE = {"mark": Fraction(1)}
WEIGHTS = {"impact": Fraction("0.40"), "vision": Fraction("0.35"), "clarity": Fraction("0.25")}

Table = Mapping[str, Mapping[str, str | int | Fraction]]


def ballots_of(table: Table) -> list[Ballot]:
    """Read {dossier: {juror: mark}} as ballots on the one criterion "mark"."""
    return [
        Ballot(juror, dossier, {"mark": Fraction(mark)})
        for dossier, row in table.items()
        for juror, mark in row.items()
    ]


def columns(**marks: str) -> list[Ballot]:
    """Read KABUL="5 5 2" as the marks of jurors j1, j2, j3; a dash is no ballot."""
    return ballots_of(
        {
            dossier: {f"j{place}": mark for place, mark in enumerate(line.split(), 1) if mark != "-"}
            for dossier, line in marks.items()
        }
    )


def sheet(ballots: list[Ballot]) -> Sheet:
    return sheet_of(ballots, ONE)


def ranks(ballots: list[Ballot], **rules) -> dict[str, int]:
    counted = count(ballots, **{"method": "calibrated", "weights": ONE, **rules})
    return {standing.dossier: standing.rank for standing in counted.standings}


def scores(ballots: list[Ballot], **rules) -> dict[str, Fraction]:
    counted = count(ballots, **{"method": "calibrated", "weights": ONE, **rules})
    return {standing.dossier: standing.score for standing in counted.standings}


half_points = st.integers(0, 20).map(lambda points: Fraction(points, 2))


@st.composite
def connected(draw, *, most: int = 6) -> list[Ballot]:
    """Draw a table with gaps in which every juror can be compared with every other."""
    jurors = [f"j{place}" for place in range(draw(st.integers(1, most)))]
    dossiers = [f"d{place}" for place in range(draw(st.integers(1, most + 1)))]
    cells = {(jurors[0], dossiers[0])}
    for place in range(1, max(len(jurors), len(dossiers))):
        if place < len(dossiers):
            cells.add((draw(st.sampled_from(jurors[:place])), dossiers[place]))
        if place < len(jurors):
            cells.add((jurors[place], draw(st.sampled_from(dossiers[: place + 1]))))
    return draw(_marked(cells | draw(st.sets(st.sampled_from([(j, d) for j in jurors for d in dossiers])))))


@st.composite
def complete(draw, *, most: int = 5) -> list[Ballot]:
    """Draw a table in which every juror marked every dossier."""
    jurors, dossiers = draw(st.integers(1, most)), draw(st.integers(1, most))
    return draw(_marked({(f"j{juror}", f"d{dossier}") for juror in range(jurors) for dossier in range(dossiers)}))


@st.composite
def _marked(draw, cells) -> list[Ballot]:
    return [Ballot(juror, dossier, {"mark": draw(half_points)}) for juror, dossier in sorted(cells)]
