"""A file of marks is read exactly or refused by line."""

import contextlib
import csv
import io
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.methods.ballots import Ballot, GradedBallot, RankedBallot
from scoring.methods.longfile import read_long
from scoring.methods.numerals import tidy
from scoring.methods.refusals import BadFile, BadGrades, BadRow, Refusal, UnreadableWeights
from scoring.methods.weighting import read_grades, read_weights

HEAD = "juror,dossier,mark\n"
WIDE_HEAD = "juror,dossier,criterion,mark\n"

BAD_ROWS = {
    "missing column": ("juror,dossier\nAras,KABUL\n", 1, "the column “mark” is missing"),
    "unknown column": ("juror,dossier,mark,note\nAras,KABUL,8,x\n", 1, "no use for a column “note”"),
    "column twice": ("juror,dossier,mark,Mark\nAras,KABUL,8,9\n", 1, "“mark” stands there twice"),
    "comma and semicolon": ("juror;dossier,mark\nAras,8\n", 1, "no use for a column “juror;dossier”"),
    "no header": ("Aras,KABUL,8\n", 1, "no use for a column “aras”"),
    "empty juror": (HEAD + "Aras,KABUL,8\n ,KABUL,8\n", 3, "the column “juror” is empty"),
    "empty dossier": (HEAD + "Aras,,8\n", 2, "the column “dossier” is empty"),
    "empty mark": (HEAD + "Aras,KABUL,\n", 2, "the column “mark” is empty"),
    "empty criterion": (WIDE_HEAD + "Aras,KABUL,,8\n", 2, "the column “criterion” is empty"),
    "only commas": (HEAD + "Aras,KABUL,8\n,,\n", 3, "the column “juror” is empty"),
    "word as mark": (HEAD + "Aras,KABUL,good\n", 2, "“good” is not a mark"),
    "nan": (HEAD + "Aras,KABUL,NaN\n", 2, "“NaN” is not a mark"),
    "infinity": (HEAD + "Aras,KABUL,inf\n", 2, "“inf” is not a mark"),
    "exponent": (HEAD + "Aras,KABUL,1e3\n", 2, "“1e3” is not a mark"),
    "decimal comma": (HEAD + 'Aras,KABUL,"8,5"\n', 2, "“8,5” is not a mark"),
    "pair twice with marks of direction": (
        HEAD + "Aras,KABUL,8\n\u200fAras\u200b,KABUL\ufeff,\u200e8\n",
        3,
        "Aras already marked KABUL on line 2",
    ),
    "pair twice": (HEAD + "Aras,KABUL,8\nBela,KABUL,8\n\nAras, KABUL ,8\n", 5, "already marked KABUL on line 2"),
    "criterion twice": (
        WIDE_HEAD + "Aras,KABUL,a,8\nAras,KABUL,a,9\n",
        3,
        "already marked KABUL for “a” on line 2",
    ),
    "ballot unfinished": (
        WIDE_HEAD + "Aras,KABUL,a,8\nAras,KABUL,b,8\nAras,KABUL,c,8\nBela,KABUL,a,8\nBela,KABUL,c,8\n",
        5,
        "the ballot of Bela on KABUL has no mark for “b”",
    ),
    "rank below one": ("juror,dossier,rank\nAras,KABUL,0\n", 2, "“0” is not a rank"),
    "rank in words": ("juror,dossier,rank\nAras,KABUL,1\nAras,BAKU,first\n", 3, "“first” is not a rank"),
    "two answers": ("juror,dossier,rank,mark\nAras,KABUL,1,8\n", 1, "“rank” and “mark” stand side by side"),
    "grades without their order": ("juror,dossier,grade\nAras,KABUL,good\n", 1, "name all grades, best first"),
    "count of none": ("juror,dossier,mark,count\nAras,KABUL,8,0\n", 2, "“0” is not a number of jurors"),
    "count of half": ("juror,dossier,mark,count\nAras,KABUL,8,1.5\n", 2, "“1.5” is not a number of jurors"),
    "count too large": ("juror,dossier,mark,count\nAras,KABUL,8,1000000001\n", 2, "is not a number of jurors"),
    "count empty": ("juror,dossier,mark,count\nAras,KABUL,8,\n", 2, "the column “count” is empty"),
    "counts differ": (
        "juror,dossier,mark,count\nAras,KABUL,8,2\nBela,KABUL,8,3\nAras,BAKU,8,3\n",
        4,
        "Aras stands for 3 jurors here and for 2 on line 2",
    ),
    "ranks on two criteria": (
        "juror,dossier,criterion,rank\nAras,KABUL,a,1\nAras,BAKU,a,2\nAras,KABUL,b,1\n",
        4,
        "“b” is a second criterion",
    ),
    "too many fields": (HEAD + "Aras,KABUL,8,9\n", 2, "has 4 fields, the header has 3"),
    "too few fields": (HEAD + "Aras,KABUL,8\nAras,LAHORE\n", 3, "has 2 fields, the header has 3"),
    "open quote": (HEAD + 'Aras,KABUL,8\n"Bela,KABUL,8\nCem,KABUL,8\n', 3, "cannot be read as CSV"),
    "field too long": (HEAD + "A" * 140_000 + ",KABUL,8\n", 2, "cannot be read as CSV"),
    "control character": (HEAD + "Ar\x1bas,KABUL,8\n", 2, "cannot be printed"),
    "not utf-8": ((HEAD + "Aras,KABUL,8\nJosé,KABUL,8\n").encode("latin-1"), 3, "is not UTF-8 text"),
    "utf-16": ((HEAD + "Aras,KABUL,8\n").encode("utf-16"), 1, "is not UTF-8 text"),
}


def read(content, weights=None, grades=()):
    raw = content if isinstance(content, bytes) else content.encode()
    return read_long(io.BytesIO(raw), weights, grades)


def one_criterion(*rows):
    return tuple(Ballot(juror, dossier, {"mark": Fraction(mark)}) for juror, dossier, mark in rows)


@pytest.mark.parametrize("case", BAD_ROWS)
def test_row_when_bad_is_refused_with_its_line_and_what_to_do(case):
    content, line, said = BAD_ROWS[case]
    with pytest.raises(BadRow) as caught:
        read(content)
    assert caught.value.line == line
    assert str(caught.value).startswith(f"Line {line}")
    assert said in str(caught.value)
    assert "None" not in str(caught.value)


@pytest.mark.parametrize("content", ["", "\n\n", HEAD, b"\xef\xbb\xbf", HEAD + "\n\n"])
def test_file_when_it_holds_no_mark_is_refused(content):
    with pytest.raises(BadFile):
        read(content)


def test_criterion_when_it_has_no_weight_is_refused_by_line():
    with pytest.raises(BadRow, match=r"^Line 3: the criterion “b” has no weight"):
        read(WIDE_HEAD + "Aras,KABUL,a,8\nAras,KABUL,b,8\n", {"a": Fraction(1)})


def test_criterion_when_weighted_but_nowhere_marked_is_refused_by_line():
    with pytest.raises(BadRow, match=r"^Line 2: the ballot of Aras on KABUL has no mark for “b”"):
        read(WIDE_HEAD + "Aras,KABUL,a,8\n", {"a": Fraction(1), "b": Fraction(1)})


def test_weights_when_there_is_no_column_for_criteria_are_refused():
    with pytest.raises(BadRow, match=r"^Line 1: there are weights but no column “criterion”"):
        read(HEAD + "Aras,KABUL,8\n", {"mark": Fraction(1)})


def test_file_when_written_with_mark_crlf_quotes_and_persian_digits_is_read():
    content = '\ufeffDossier,Juror,Mark\r\n"KABUL, the city",آرش,۸٫۵\r\nLAHORE,آرش,٧\r\n'
    assert read(content).ballots == one_criterion(("آرش", "KABUL, the city", "8.5"), ("آرش", "LAHORE", 7))


@pytest.mark.parametrize("delimiter", [";", "\t"])
def test_file_when_its_header_is_clearly_split_otherwise_is_read_so(delimiter):
    content = (HEAD + "Aras,KABUL,8.5\n").replace(",", delimiter)
    assert read(content).ballots == one_criterion(("Aras", "KABUL", "8.5"))


def test_file_when_names_span_lines_in_quotes_counts_lines_as_an_editor_does():
    with pytest.raises(BadRow) as caught:
        read(HEAD + 'Aras,"KABUL",8\nBela,KABUL,8\n\n\nCem,KABUL,x\n')
    assert caught.value.line == 6


def test_name_when_it_joins_letters_without_a_space_is_kept():
    assert read(HEAD + "می\u200cرزا,KABUL,8\n").ballots[0].juror == "می\u200cرزا"


def test_criteria_when_no_weights_are_given_count_equally():
    found = read(WIDE_HEAD + "Aras,KABUL,b,8\nAras,KABUL,a,7\n")
    assert found.weights == {"a": 1, "b": 1}
    assert found.ballots == (Ballot("Aras", "KABUL", {"a": Fraction(7), "b": Fraction(8)}),)


names = st.text(st.characters(exclude_categories=["C", "Z"]), min_size=1, max_size=6).map(tidy)
decimals = st.decimals(-100, 100, places=2)


@given(st.dictionaries(st.tuples(names, names), decimals, min_size=1))
def test_file_when_written_from_marks_gives_the_same_marks(marks):
    written = io.StringIO()
    csv.writer(written).writerows([["juror", "dossier", "mark"], *([*pair, mark] for pair, mark in marks.items())])
    assert read(written.getvalue()).ballots == one_criterion(*([*pair, mark] for pair, mark in marks.items()))


@given(st.one_of(st.binary(max_size=80), st.text(max_size=80).map(lambda text: (HEAD + text).encode())))
def test_file_when_it_is_rubbish_is_refused_and_nothing_worse(content):
    with contextlib.suppress(Refusal):
        assert read(content).ballots


@pytest.mark.parametrize(
    ("text", "weights"),
    [
        ("impact=25,clarity=20", {"impact": Fraction(25), "clarity": Fraction(20)}),
        (" impact = ۰٫۳۵ ", {"impact": Fraction("0.35")}),
        ('"impact, at home"=1,a=b=2', {"impact, at home": Fraction(1), "a=b": Fraction(2)}),
    ],
)
def test_weights_when_written_as_told_are_read(text, weights):
    assert read_weights(text) == weights


@pytest.mark.parametrize(
    "text",
    ["", "impact", "impact=", "=5", "impact=0", "impact=-1", "impact=x", "a=1,a=2", "a=1,", "a=nan", "a=1\nb=2"],
)
def test_weights_when_written_otherwise_are_refused(text):
    with pytest.raises(UnreadableWeights, match="Write them as NAME=25,NAME=20"):
        read_weights(text)


def test_ranks_when_read_keep_halves_and_the_jurors_count():
    found = read("juror,dossier,rank,count\nAras,KABUL,۱٫۵,3\nAras,BAKU,1.5,3\nBela,BAKU,1,1\n")
    assert found.ballots == (
        RankedBallot("Aras", "KABUL", Fraction(3, 2), 3),
        RankedBallot("Aras", "BAKU", Fraction(3, 2), 3),
        RankedBallot("Bela", "BAKU", Fraction(1), 1),
    )
    assert found.weights == {"rank": 1}


def test_ranks_when_all_are_on_one_criterion_are_read():
    found = read("juror,dossier,criterion,rank\nAras,KABUL,overall,1\n")
    assert (found.ballots, found.weights) == ((RankedBallot("Aras", "KABUL", Fraction(1)),), {"overall": 1})


def test_grades_when_read_are_words_of_the_rules():
    found = read("juror,dossier,grade,count\nAras,KABUL, good ,2\n", grades=("good", "poor"))
    assert found.ballots == (GradedBallot("Aras", "KABUL", "good", 2),)


def test_grade_when_the_rules_do_not_name_it_is_refused_by_line():
    with pytest.raises(BadRow, match=r"^Line 3: “superb” is not one of the grades"):
        read("juror,dossier,grade\nAras,KABUL,good\nAras,BAKU,superb\n", grades=("good", "poor"))


def test_grades_when_the_file_holds_marks_are_refused():
    with pytest.raises(BadRow, match=r"^Line 1: the order of grades is given, but there is no column “grade”"):
        read(HEAD + "Aras,KABUL,8\n", grades=("good", "poor"))


@pytest.mark.parametrize(
    ("text", "grades"),
    [
        ("good,fair,poor", ("good", "fair", "poor")),
        (' عالی ,"good, or better"', ("عالی", "good, or better")),
    ],
)
def test_grades_when_written_as_told_are_read(text, grades):
    assert read_grades(text) == grades


@pytest.mark.parametrize("text", ["good,good", "good,,poor", "good,"])
def test_grades_when_one_is_empty_or_doubled_are_refused(text):
    with pytest.raises(BadGrades, match="Name each of them once, best first"):
        read("juror,dossier,grade\nAras,KABUL,good\n", grades=read_grades(text))


def test_grades_when_a_quotation_mark_stays_open_are_refused():
    with pytest.raises(BadGrades):
        read_grades('good,"fair')


def test_marks_when_a_row_stands_for_several_keep_the_jurors_count():
    found = read("juror,dossier,mark,count\nAras,KABUL,8,1000000000\nBela,KABUL,7,1\n")
    assert [ballot.times for ballot in found.ballots] == [10**9, 1]


def test_grades_when_none_are_written_are_none():
    assert read_grades("") == ()


@pytest.mark.parametrize("end", ["\r", "\r\n", "\n"])
def test_file_when_its_lines_end_in_any_way_is_read_and_a_fault_names_its_line(end):
    lines = ["juror,dossier,mark", "Aras,KABUL,8", '"Leyla, the elder",KABUL,7']
    assert len(read(end.join([*lines, ""])).ballots) == 2
    with pytest.raises(BadRow) as found:
        read(end.join([*lines, "Aras,BAKU,much", ""]))
    assert found.value.facts["line"] == 4


@pytest.mark.parametrize("mark", ["\u200f", "\ufeff", "\u2068"])
def test_header_when_something_unseen_stands_before_a_column_is_read_all_the_same(mark):
    assert len(read(f"{mark}juror,{mark}dossier,mark\nAras,KABUL,8\n").ballots) == 1


@pytest.mark.parametrize("column", ["rank", "grade"])
def test_ranks_and_grades_when_a_weighed_criterion_has_no_row_are_refused(column):
    told = f"juror,dossier,criterion,{column}\nAras,KABUL,c,1\nAras,BAKU,c,1\n"
    with pytest.raises(BadRow) as found:
        read(told, {"c": Fraction(1), "d": Fraction(2)}, ("1",) if column == "grade" else ())
    assert found.value.facts["criterion"] == "d"
