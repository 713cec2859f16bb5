"""Counting from a file at the command line: published answers, every bad row, and no database."""

import csv
import json
import os
import random
import subprocess
import sys
from fractions import Fraction
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.utils import translation

from scoring.management.commands import tally as tally_command
from scoring.methods import bulk
from scoring.methods.counting import count
from scoring.methods.longfile import read_long
from tests.scoring.methods.test_longfile import BAD_ROWS, HEAD, WIDE_HEAD

ROOT = Path(__file__).resolve().parents[2]
DATASETS = ROOT / "tests" / "datasets"
TIED = HEAD + "Aras,KABUL,5\nBela,KABUL,5\nCem,KABUL,2\nAras,LAHORE,4\nBela,LAHORE,4\nCem,LAHORE,4\n"

RANKED = "juror,dossier,rank,count\nline 1,KABUL,1,3\nline 1,LAHORE,2,3\nline 2,LAHORE,1,2\nline 2,KABUL,2,2\n"
GRADED = "juror,dossier,grade\nAras,KABUL,good\nBela,KABUL,poor\nAras,LAHORE,good\nBela,LAHORE,good\n"


@pytest.fixture
def marks(tmp_path):
    """Write a file of marks and give its path."""

    def write(content):
        path = tmp_path / "marks.csv"
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return write


def tally(path, *options):
    out = StringIO()
    call_command("tally", str(path), *options, stdout=out)
    return out.getvalue()


def as_json(path, *options):
    return json.loads(tally(path, "--json", *options))


def standings_of(path):
    with path.open("rb") as stream:
        read = read_long(stream)
    return count(read.ballots, method="calibrated", weights=read.weights).standings


def by_dossier(counted, key="score"):
    return {line["dossier"]: line[key] for line in counted["standings"]}


def expected(name):
    return json.loads((DATASETS / f"{name}.expected.json").read_text())


def published(name):
    with (DATASETS / f"{name}.csv").open() as table:
        return list(csv.DictReader(table))


def long_from_wide(rows):
    """Turn one row for each juror into one row for each mark."""
    out = StringIO()
    written = csv.writer(out)
    written.writerow(["juror", "dossier", "mark"])
    for row in rows:
        juror = row.pop("judge")
        written.writerows([juror, dossier, mark] for dossier, mark in row.items())
    return out.getvalue()


def long_from_blocks(rows):
    return HEAD + "".join(f"{row['block']},{row['gen']},{row['yield']}\n" for row in rows)


def test_weiss_cox_1939_when_calibrated_gives_the_published_means_and_standard_error(marks):
    path = marks(long_from_blocks(published("weiss_cox_1939_bibd")))
    counted = as_json(path)
    answer = expected("weiss_cox_1939_bibd")
    exact = by_dossier(counted)
    assert counted["method"] == "calibrated"
    assert counted["components"] == 1
    assert {name: round(float(Fraction(score)), 6) for name, score in exact.items()} == answer["adjusted_mean"]
    rounded = {name: float(round(Fraction(score), 2)) for name, score in exact.items()}
    said = answer["published"]
    assert {name: rounded[name] for name in said if name != "se"} == {
        name: said[name] for name in said if name != "se"
    }
    assert {round(line.se, 4) for line in standings_of(path)} == {said["se"]}
    assert {round(line.se, 6) for line in standings_of(path)} == {answer["se"]}


@pytest.mark.parametrize("method", ["mean", "calibrated"])
def test_paris_1976_when_tallied_gives_the_published_means(marks, method):
    counted = as_json(marks(long_from_wide(published("paris_1976_reds"))), "--method", method)
    decimals = {name: round(float(value), 4) for name, value in by_dossier(counted, "decimal").items()}
    assert decimals == expected("paris_1976_reds")["mean"]
    assert counted["standings"][0]["dossier"] == "Stag's Leap 1973"


def test_paris_1976_when_the_two_visitors_are_left_out_gives_the_nine_judges_sums(marks):
    nine = [row for row in published("paris_1976_reds") if row["judge"] not in {"Gallagher", "Spurrier"}]
    sums = {
        name: float(Fraction(score) * 9) for name, score in by_dossier(as_json(marks(long_from_wide(nine)))).items()
    }
    assert sums == expected("paris_1976_reds")["sum_of_the_nine_french_judges"]


@pytest.mark.parametrize(("name", "winner"), [("princeton_2012_red", "B2"), ("princeton_2012_white", "D1")])
@pytest.mark.parametrize("method", ["mean", "calibrated"])
def test_princeton_2012_when_tallied_gives_the_published_winner(marks, name, winner, method):
    counted = as_json(marks(long_from_wide(published(name))), "--method", method)
    assert (counted["standings"][0]["dossier"], counted["standings"][0]["rank"]) == (winner, 1)
    decimals = {dossier: float(value) for dossier, value in by_dossier(counted, "decimal").items()}
    assert decimals == expected(name)["mean"]


def test_json_when_asked_for_has_the_agreed_keys_and_no_others(marks):
    counted = as_json(marks(TIED))
    assert list(counted)[:5] == ["method", "components", "standings", "jurors", "ties"]
    assert list(counted)[5:] == ["agreement", "p_best", "robustness", "winner_by_method", "not_ranked"]
    assert {tuple(line) for line in counted["standings"]} == {("dossier", "rank", "score", "decimal", "ballots")}
    assert {tuple(line) for line in counted["jurors"]} == {("juror", "severity", "se", "spearman_rest")}
    assert counted["standings"][0]["score"] == "4/1"
    assert counted["standings"][0]["decimal"] == "4.000000"
    assert counted["ties"][0]["steps"][-1]["values"] == {"KABUL": 2, "LAHORE": 1}


def test_json_when_rows_come_in_another_order_is_the_same_text(marks):
    head, *rows = TIED.splitlines(keepends=True)
    assert tally(marks(head + "".join(reversed(rows))), "--json") == tally(marks(TIED), "--json")


def test_weights_when_given_decide_and_when_not_count_equally(marks):
    path = marks(
        WIDE_HEAD + "Aras,KABUL,impact,8\nAras,KABUL,clarity,6\nAras,LAHORE,impact,6\nAras,LAHORE,clarity,9\n"
    )
    assert by_dossier(as_json(path)) == {"LAHORE": "15/2", "KABUL": "7/1"}
    assert by_dossier(as_json(path, "--weights", "impact=75,clarity=25")) == {"KABUL": "15/2", "LAHORE": "27/4"}


def test_severity_when_the_method_is_the_mean_is_null(marks):
    counted = as_json(marks(TIED), "--method", "mean")
    assert [line["severity"] for line in counted["jurors"]] == [None, None, None]


def test_table_when_printed_lines_up_and_tells_ties_in_sentences(marks):
    lines = tally(marks(TIED)).splitlines()
    assert lines[2:5] == [
        "Rank  Dossier     Score  Standard error  Ballots  Plain mean",
        "   1  KABUL    4.000000        0.707107        3    4.000000",
        "   2  LAHORE   4.000000        0.707107        3    4.000000",
    ]
    assert lines[6] == "  Juror   Severity  Standard error  Ballots"
    assert lines[11:15] == [
        "KABUL, LAHORE have exactly the same score, at rank 1.",
        "Calibrated score on mark: KABUL 4.000000, LAHORE 4.000000. Still tied.",
        "Preferred by jurors who marked both: KABUL 2, LAHORE 1. So: KABUL before LAHORE.",
        "The tie is resolved.",
    ]


def test_table_when_names_are_wide_or_joined_still_lines_up(marks):
    lines = tally(
        marks(HEAD + "Aras,北京,8\nAras,می\u200cرزا,7\nAras,Ho\u0323\u0302,6\n"), "--method", "mean"
    ).splitlines()
    assert lines[3:6] == [
        "   1  北京     8.000000               -        1    8.000000",
        "   2  می\u200cرزا    7.000000               -        1    7.000000",
        "   3  H\u1ed9       6.000000               -        1    6.000000",
    ]


@pytest.mark.parametrize("case", BAD_ROWS)
def test_row_when_bad_names_its_line_and_nothing_is_counted(marks, case):
    content, line, said = BAD_ROWS[case]
    out = StringIO()
    with pytest.raises(CommandError) as caught:
        call_command("tally", str(marks(content)), "--json", stdout=out)
    assert str(caught.value).startswith(f"Line {line}")
    assert said in str(caught.value)
    assert out.getvalue() == ""


@pytest.mark.parametrize(
    ("content", "options", "said"),
    [
        ("", [], "The file has no marks."),
        (HEAD + "Aras,KABUL,8\nBela,LAHORE,8\n", [], "group 2: jurors Bela, dossiers LAHORE"),
        (TIED, ["--weights", "impact=1"], "Line 1: there are weights but no column “criterion”"),
        (TIED, ["--weights", "impact"], "The weights cannot be read at “impact”"),
        (TIED, ["--weights", ""], "The weights cannot be read at “”"),
        (TIED, ["--method", "astrology"], "invalid choice: 'astrology'"),
        (TIED, ["--quorum", "0"], "The quorum is 0."),
        (TIED, ["--method", "trimmed", "--trim", "-1"], "to drop at either end is -1"),
        (TIED, ["--trim", "one"], "invalid int value: 'one'"),
        (TIED, ["--grades", "good,poor"], "there is no column “grade”"),
        (RANKED, [], "the method “calibrated” does not count ranks. Choose one of: borda, schulze."),
        (GRADED, ["--method", "schulze"], "Say which is better"),
        (GRADED, ["--method", "schulze", "--grades", "good,good"], "The grades cannot be read at “good”"),
        (GRADED, ["--method", "mean", "--grades", "good,poor"], "does not count grades"),
        (WIDE_HEAD + "Aras,KABUL,a,8\n", ["--weights", "b=1"], "Line 2: the criterion “a” has no weight"),
    ],
)
def test_file_when_it_cannot_be_counted_says_what_to_do(marks, content, options, said):
    out = StringIO()
    with pytest.raises(CommandError) as caught:
        call_command("tally", str(marks(content)), *options, stdout=out)
    assert said in str(caught.value)
    assert out.getvalue() == ""


def test_file_when_missing_says_which(tmp_path):
    with pytest.raises(CommandError, match=r"nowhere\.csv cannot be read: No such file"):
        tally(tmp_path / "nowhere.csv")


def test_file_when_it_is_a_folder_says_so(tmp_path):
    with pytest.raises(CommandError, match="cannot be read: Is a directory"):
        tally(tmp_path)


def at_the_shell(*arguments):
    """Run manage.py as a person would, with a database that cannot be opened."""
    settings = {"DATABASE_URL": "sqlite:////nowhere/at/all.sqlite3", "SECRET_KEY": "opens nothing", "PYTHONUTF8": "1"}
    command = [sys.executable, "manage.py", "tally", *arguments]
    return subprocess.run(
        command, cwd=ROOT, env={**os.environ, **settings}, capture_output=True, text=True, check=False
    )


def test_command_when_there_is_no_database_counts(marks):
    done = at_the_shell(str(marks(TIED)), "--json")
    assert (done.returncode, done.stderr) == (0, "")
    assert by_dossier(json.loads(done.stdout), "rank") == {"KABUL": 1, "LAHORE": 2}


def test_command_when_a_row_is_bad_ends_with_an_error_and_an_empty_output(marks):
    done = at_the_shell(str(marks(HEAD + "Aras,KABUL,good\n")), "--json")
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith("CommandError: Line 2: “good” is not a mark.")


def test_command_when_fifty_thousand_rows_come_counts_them_all(marks):
    chosen = random.Random(3)
    rows = [
        f"juror {juror},dossier {dossier},{chosen.randint(2, 20) / 2}\n"
        for dossier in range(10_000)
        for juror in chosen.sample(range(60), 5)
    ]
    counted = as_json(marks(HEAD + "".join(rows)))
    assert sum(line["ballots"] for line in counted["standings"]) == 50_000
    assert counted["components"] == 1


@pytest.mark.parametrize("case", BAD_ROWS)
def test_row_when_bad_in_a_large_file_names_its_line_as_in_a_small_one(marks, monkeypatch, case):
    monkeypatch.setattr(tally_command, "LARGE", 0)
    test_row_when_bad_names_its_line_and_nothing_is_counted(marks, case)


def test_large_file_when_exact_arithmetic_ends_is_counted_to_the_same_result(marks, monkeypatch):
    chosen = random.Random(5)
    rows = [
        f"j{juror},d{place},{chosen.randint(0, 20) / 2}\n"
        for place in range(200)
        for juror in chosen.sample(range(30), 3)
    ]
    path = marks(HEAD + "".join(rows))
    exact = as_json(path)
    monkeypatch.setattr(tally_command, "LARGE", 0)
    assert as_json(path) == exact
    monkeypatch.setattr(bulk, "EXACT_LIMIT", 20)
    found = as_json(path)
    assert found.keys() == exact.keys()
    assert [(line["dossier"], line["rank"], line["decimal"]) for line in found["standings"]] == [
        (line["dossier"], line["rank"], line["decimal"]) for line in exact["standings"]
    ]
    assert found["standings"] != exact["standings"]
    assert found["robustness"] is None
    assert "floating point with residual" in tally(path)
    with pytest.raises(CommandError, match="quorum is 0"):
        tally(path, "--quorum", "0")
    with pytest.raises(CommandError, match="either end is -1"):
        tally(path, "--trim", "-1")


def test_large_file_when_there_are_many_dossiers_is_written_without_line_breaks(marks, monkeypatch):
    path = marks(TIED)
    spaced = tally(path, "--json")
    monkeypatch.setattr(tally_command, "MOST_SPACED", 1)
    assert json.loads(tally(path, "--json")) == json.loads(spaced)
    assert len(tally(path, "--json").splitlines()) == 1 < len(spaced.splitlines())


def test_schulze_45_when_tallied_gives_the_published_order(marks):
    rows = [
        f"line {place},{dossier},{rank},{row['voters']}\n"
        for place, row in enumerate(published("schulze_45"))
        for rank, dossier in enumerate(row["ranking"], 1)
    ]
    counted = as_json(marks("juror,dossier,rank,count\n" + "".join(rows)), "--method", "schulze")
    assert [line["dossier"] for line in counted["standings"]] == list(expected("schulze_45")["ranking"])
    assert {line["ballots"] for line in counted["standings"]} == {45}


def test_grades_when_tallied_are_ranked_by_the_median_and_what_is_left(marks):
    options = ("--method", "majority_judgment", "--grades", "good,poor")
    assert by_dossier(as_json(marks(GRADED), *options), "rank") == {"LAHORE": 1, "KABUL": 2}


@pytest.mark.parametrize("method", ["borda", "schulze"])
def test_ranks_when_tallied_count_every_juror_of_a_line(marks, method):
    assert by_dossier(as_json(marks(RANKED), "--method", method), "rank") == {"KABUL": 1, "LAHORE": 2}


def test_trim_and_quorum_when_given_leave_out_what_has_too_few(marks):
    path = marks(TIED + "Dara,KABUL,9\nElif,KABUL,9\n")
    counted = as_json(path, "--method", "trimmed", "--trim", "2")
    assert by_dossier(counted) == {"KABUL": "5/1"}
    assert counted["not_ranked"] == [{"dossier": "LAHORE", "ballots": 3, "reason": "too_few_to_trim"}]
    counted = as_json(path, "--quorum", "4")
    assert counted["not_ranked"] == [{"dossier": "LAHORE", "ballots": 3, "reason": "below_quorum"}]
    assert "too few to drop the highest and the lowest" in tally(path, "--method", "trimmed", "--trim", "2")


def test_table_when_ballots_hold_grades_tells_the_medians_that_were_taken_out(marks):
    lines = tally(marks(GRADED), "--method", "majority_judgment", "--grades", "good,poor").splitlines()
    assert lines[2:5] == [
        "Rank  Dossier     Score  Standard error  Ballots  Plain mean",
        "   1  LAHORE   1.000000               -        2           -",
        "   2  KABUL    0.000000               -        2           -",
    ]


def test_refusal_when_the_reader_is_persian_is_persian(marks):
    with translation.override("fa"), pytest.raises(CommandError, match="رتبه نمی‌شمارد"):
        tally(marks(RANKED), "--method", "mean")


def test_help_when_asked_says_what_each_method_reads():
    done = at_the_shell("--help")
    assert "exactly one of\n  mark   a decimal" in done.stdout
    assert "borda and schulze read them as each juror's ranking" in done.stdout


IN_A_CIRCLE = "juror,dossier,rank,count\n" + "".join(
    f"{juror},{dossier},{place},{times}\n"
    for juror, order, times in (("first", "ABC", 3), ("second", "BCA", 2), ("third", "CAB", 2))
    for place, dossier in enumerate(order, 1)
)


def test_json_of_ranks_tells_orders_and_no_distances(marks):
    counted = as_json(marks(IN_A_CIRCLE), "--method", "schulze")
    assert [line["dossier"] for line in counted["standings"]] == ["A", "B", "C"]
    agreement = counted["agreement"]
    assert agreement["kendall_w"] == pytest.approx(1 / 49)  # 12 · 2 / (7² · (3³ − 3))
    assert (agreement["krippendorff_alpha_interval"], agreement["icc_a_1"], agreement["icc_a_k"]) == (None,) * 3
    assert (counted["p_best"], counted["winner_by_method"]) == (None, {"borda": ["A"]})
    assert len(counted["robustness"]) == 7


def test_json_of_more_equal_jurors_than_can_be_measured_counts_them_all_the_same(marks):
    counted = as_json(marks(IN_A_CIRCLE.replace(",3\n", ",3000000\n")), "--method", "schulze")
    assert counted["standings"][0]["ballots"] == 3_000_004
    assert (counted["robustness"], counted["winner_by_method"]) == (None, None)
