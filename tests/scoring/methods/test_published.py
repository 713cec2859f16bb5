"""Published tables of juries with published answers, each met to the last digit by the method its rules name."""

import csv
import json
from collections import Counter, defaultdict
from fractions import Fraction
from pathlib import Path

import pytest

from scoring.methods.ballots import Ballot, RankedBallot
from scoring.methods.counting import METHODS, count
from scoring.methods.numerals import half_up
from tests.scoring.methods.juries import ballots_of

DATASETS = Path(__file__).resolve().parents[2] / "datasets"
HUNDREDTH = Fraction(1, 100)
POINTS = (12, 10, 8, 7, 6, 5, 4, 3, 2, 1)


def rows_of(name):
    with (DATASETS / f"{name}.csv").open(encoding="utf-8") as table:
        return list(csv.DictReader(table))


def expected(name):
    return json.loads((DATASETS / f"{name}.expected.json").read_text(encoding="utf-8"))


def order(counted):
    return [line.dossier for line in counted.standings]


def lines_of_45(times=1):
    return [
        RankedBallot(f"line {place}", dossier, Fraction(rank), int(row["voters"]) * times)
        for place, row in enumerate(rows_of("schulze_45"))
        for rank, dossier in enumerate(row["ranking"], 1)
    ]


@pytest.mark.parametrize("times", [1, 10**6])
def test_schulze_45_when_each_line_stands_for_its_voters_gives_the_published_order_and_paths(times):
    counted = count(lines_of_45(times), method="schulze", weights={})
    answer = expected("schulze_45")
    assert ("".join(order(counted)), [line.rank for line in counted.standings]) == (answer["ranking"], [1, 2, 3, 4, 5])
    assert {line.ballots for line in counted.standings} == {45 * times}
    (path,) = [path for path in counted.paths if (path.first, path.second) == ("A", "B")]
    assert (path.widest_first, path.widest_second) == (
        answer["path"]["AB"] * times,
        answer["path"]["BA"] * times,
    )


def test_schulze_45_when_counted_by_borda_shares_ten_points_a_voter():
    counted = count(lines_of_45(), method="borda", weights={})
    assert sum(line.score for line in counted.standings) == 45 * 10
    assert order(counted) != list(expected("schulze_45")["ranking"])


def dives():
    """Give {dive: its ballots as marks by judge} and {dive: difficulty}."""
    marks, difficulty = defaultdict(dict), {}
    for row in rows_of("diving2000_M3mSB"):
        dive = f"{row['Diver']}|{row['Round']}|{row['DiveNo']}"
        marks[dive][row["Judge"]] = row["JScore"]
        difficulty[dive] = Fraction(row["Difficulty"])
    return marks, difficulty


def test_sydney_2000_when_one_high_and_one_low_of_seven_are_dropped_gives_the_published_totals():
    marks, difficulty = dives()
    counted = count(ballots_of(marks), method="trimmed", weights={}, trim=1)
    totals = Counter()
    for line in counted.standings:
        totals[line.dossier.split("|")[0]] += line.score * 5 * Fraction(6, 10) * difficulty[line.dossier]
    assert {name: Fraction(total) for name, total in expected("diving2000_M3mSB")["total"].items()} == totals


def components():
    """Give the rows of the championship, and the ballots by which their panels are counted: 0.0 is no mark."""
    rows = rows_of("isu_components_worlds_2017")
    ballots = [
        Ballot(f"J{place}", row["aspect_id"], {"mark": Fraction(row[f"J{place}"])})
        for row in rows
        for place in range(1, 10)
        if Fraction(row[f"J{place}"])
    ]
    return rows, ballots


@pytest.mark.long
def test_worlds_2017_when_trimmed_and_rounded_half_up_gives_every_published_score():
    rows, ballots = components()
    counted = count(ballots, method="trimmed", weights={}, trim=1)
    panels = {line.dossier: half_up(line.score, HUNDREDTH) for line in counted.standings}
    assert panels == {row["aspect_id"]: Fraction(row["scores_of_panel"]) for row in rows}


@pytest.mark.long
def test_worlds_2017_when_each_score_is_weighed_by_its_factor_and_rounded_gives_every_published_total():
    rows, ballots = components()
    counted = count(ballots, method="trimmed", weights={}, trim=1)
    panels = {line.dossier: half_up(line.score, HUNDREDTH) for line in counted.standings}
    totals = Counter()
    for row in rows:
        totals[row["performance_id"]] += half_up(panels[row["aspect_id"]] * Fraction(row["factor"]), HUNDREDTH)
    published = {row["performance_id"]: Fraction(row["total_component_score"]) for row in rows}
    assert len(published) == 217
    assert totals == published


@pytest.mark.parametrize(
    ("value", "rounded"),
    [("0.125", "0.13"), ("0.135", "0.14"), ("-0.125", "-0.13"), ("0.1249", "0.12"), ("7", "7")],
)
def test_half_when_rounded_goes_up_away_from_zero(value, rounded):
    assert half_up(Fraction(value), HUNDREDTH) == Fraction(rounded)


def juries():
    """Give {country: its five jurors' ranks} and the points published for it."""
    ranked, published = defaultdict(list), defaultdict(dict)
    for row in rows_of("eurovision_jury_2016_final"):
        ranked[row["from_country"]] += [
            RankedBallot(juror, row["to_country"], Fraction(row[juror])) for juror in "ABCDE"
        ]
        published[row["from_country"]][row["to_country"]] = int(row["jury_points"])
    return ranked, published


@pytest.mark.long
def test_eurovision_2016_when_each_jury_is_counted_by_borda_gives_the_published_points():
    ranked, published = juries()
    totals, equal = Counter(), 0
    for country, ballots in ranked.items():
        counted = count(ballots, method="borda", weights={}, ladder=())
        shares = Counter(line.rank for line in counted.standings)
        for line in counted.standings:
            # How equal sums were parted is not published: any of the points that the equal ones share is right.
            shared = [*POINTS, *[0] * 26][line.rank - 1 : line.rank - 1 + shares[line.rank]]
            assert published[country][line.dossier] in shared
            equal += len(set(shared)) > 1
            totals[line.dossier] += published[country][line.dossier]
    assert equal < 120
    assert {name: total for name, total in totals.items() if total} == expected("eurovision_jury_2016_final")[
        "jury_total"
    ]


@pytest.mark.long
def test_eurovision_2016_when_no_tie_touches_the_points_they_follow_from_the_ranks_alone():
    ranked, published = juries()
    clear = 0
    for country, ballots in ranked.items():
        counted = count(ballots, method="borda", weights={}, ladder=())
        ranks = [line.rank for line in counted.standings[:11]]
        if len(set(ranks)) == 11:
            clear += 1
            given = {line.dossier: points for line, points in zip(counted.standings, POINTS, strict=False)}
            assert given == {name: points for name, points in published[country].items() if points}
    assert clear > 3


def wide(name):
    """Read one row for each judge as ballots."""
    return [
        Ballot(row["judge"], dossier, {"mark": Fraction(mark)})
        for row in rows_of(name)
        for dossier, mark in row.items()
        if dossier != "judge"
    ]


@pytest.mark.parametrize(("name", "winner"), [("princeton_2012_red", "B2"), ("princeton_2012_white", "D1")])
def test_princeton_2012_when_counted_by_robust_or_standardised_marks_keeps_the_published_winner(name, winner):
    assert {
        order(count(wide(name), method=method, weights={}))[0] for method in ("calibrated", "robust", "zscore")
    } == {winner}


@pytest.mark.parametrize("method", sorted(METHODS))
@pytest.mark.parametrize("name", ["paris_1976_reds", "princeton_2012_red", "princeton_2012_white"])
def test_tasting_when_counted_by_any_method_ranks_every_wine(name, method):
    counted = count(wide(name), method=method, weights={})
    assert len(counted.standings) == 10
    assert counted.not_ranked == ()
