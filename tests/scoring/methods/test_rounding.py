"""Rounded scores: a half goes up, equal ones tie, and the working stays exact."""

from fractions import Fraction

import pytest

from scoring.methods import refusals
from scoring.methods.ballots import Ballot
from scoring.methods.counting import count
from tests.scoring.methods.juries import ONE


def ballots(**rows):
    return [
        Ballot(f"J{number}", dossier, {"mark": Fraction(mark)})
        for dossier, marks in rows.items()
        for number, mark in enumerate(marks)
    ]


def counted(places, **rows):
    return count(ballots(**rows), method="mean", weights=ONE, places=places, ladder=())


def test_scores_when_rounded_take_a_half_away_from_zero():
    found = counted(1, KABUL=("7", "7", "7", "7.2"), BAKU=("-7", "-7", "-7", "-7.2"))
    assert {each.dossier: each.score for each in found.standings} == {
        "KABUL": Fraction("7.1"),
        "BAKU": Fraction("-7.1"),
    }


def test_scores_when_rounding_makes_them_equal_share_a_rank():
    rows = {"KABUL": ("8", "7.1"), "BAKU": ("8", "7.2")}
    assert [each.rank for each in counted(0, **rows).standings] == [1, 1]
    assert [each.rank for each in counted(None, **rows).standings] == [1, 2]


def test_working_when_scores_are_rounded_stays_exact():
    found = counted(0, KABUL=("8", "7.2"))
    parts = found.working["KABUL"]
    assert sum(part.share * (part.score + part.adjustment) for part in parts) == Fraction("7.6")


@pytest.mark.parametrize("places", [-1, 0.5, "2"])
def test_places_when_no_whole_number_are_refused(places):
    with pytest.raises(refusals.BadPlaces, match=str(places)):
        counted(places, KABUL=("8",))
