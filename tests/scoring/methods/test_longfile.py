"""A file of marks is read exactly or refused by line."""

import contextlib
import csv
import io
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.methods.ballots import Ballot
from scoring.methods.longfile import read_long
from scoring.methods.numerals import tidy
from scoring.methods.refusals import BadFile, BadRow, Refusal, UnreadableWeights
from scoring.methods.weighting import read_weights

HEAD = "juror,dossier,mark\n"
WIDE_HEAD = "juror,dossier,criterion,mark\n"

BAD_ROWS = {
    "missing column": ("juror,dossier\nAras,KABUL\n", 1, "the column “mark” is missing"),
    "unknown column": ("juror,dossier,mark,note\nAras,KABUL,8,x\n", 1, "no use for a column “note”"),
    "column twice": ("juror,dossier,mark,Mark\nAras,KABUL,8,9\n", 1, "“mark” stands there twice"),
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
    "too many fields": (HEAD + "Aras,KABUL,8,9\n", 2, "has 4 fields, the header has 3"),
    "too few fields": (HEAD + "Aras,KABUL,8\nAras,LAHORE\n", 3, "has 2 fields, the header has 3"),
    "open quote": (HEAD + 'Aras,KABUL,8\n"Bela,KABUL,8\nCem,KABUL,8\n', 3, "cannot be read as CSV"),
    "field too long": (HEAD + "A" * 140_000 + ",KABUL,8\n", 2, "cannot be read as CSV"),
    "control character": (HEAD + "Ar\x1bas,KABUL,8\n", 2, "cannot be printed"),
    "not utf-8": ((HEAD + "Aras,KABUL,8\nJosé,KABUL,8\n").encode("latin-1"), 3, "is not UTF-8 text"),
    "utf-16": ((HEAD + "Aras,KABUL,8\n").encode("utf-16"), 1, "is not UTF-8 text"),
    "old mac line ends": ((HEAD + "Aras,KABUL,8\n").replace("\n", "\r"), 1, "cannot be read as CSV"),
}


def read(content, weights=None):
    raw = content if isinstance(content, bytes) else content.encode()
    return read_long(io.BytesIO(raw), weights)


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
