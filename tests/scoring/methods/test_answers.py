"""A file read by columns holds the same ballots as one read line by line, and leaves every doubt to that."""

import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scoring.methods import answers
from scoring.methods.answers import read_answers
from scoring.methods.weighting import read_weights
from tests.scoring.methods.test_longfile import BAD_ROWS, HEAD, WIDE_HEAD, read

GOOD = {
    "marks": HEAD + "Aras,KABUL,8.5\nBela,LAHORE,۷٫۲۵\nBela,KABUL,-3\n",
    "blank lines": HEAD + "\nAras,KABUL,8.5\n\n\nBela,KABUL,9\n\n",
    "names that look the same": HEAD + " Jos\u0065\u0301 ,KABUL,8\nBela,KABUL,9\n\u200fJosé\u200b,BAKU,7\n",
    "quotation marks": 'juror;dossier;mark\n"Aras; a";KABUL;8\n"Be\nla";KABUL;7.5\n'.replace("Be\nla", "Bela"),
    "criteria": WIDE_HEAD + "Aras,KABUL,b,8\nAras,KABUL,a,.5\nBela,KABUL,a,3\nBela,KABUL,b,2.125\n",
    "counts": "dossier,count,mark,juror\nKABUL,3,8,Aras\nBAKU,3,7,Aras\nBAKU,1,2,Bela\n",
    "byte order mark and CRLF": "\ufeff" + HEAD.replace("\n", "\r\n") + "Aras,KABUL,8\r\nBela,KABUL,9\r\n",
}


def by_columns(content, weights=None):
    return read_answers(io.BytesIO(content if isinstance(content, bytes) else content.encode()), weights)


def told(ballots):
    return sorted((one.dossier, one.juror, sorted(one.marks.items()), one.times) for one in ballots)


def test_file_when_read_by_columns_holds_the_same_ballots():
    for content in GOOD.values():
        found, lines = by_columns(content), read(content)
        assert told(found.ballots()) == told(lines.ballots)
        assert found.weights == lines.weights


@pytest.mark.parametrize(("most", "is_read"), [(3_456, True), (3_455, False)])
def test_file_when_a_sum_could_overflow_is_left_to_be_read_line_by_line(monkeypatch, most, is_read):
    rows = [f"j{juror},{name},{which},{mark},3\n" for juror in range(6) for name in "KL"
            for which, mark in (("a", 12), ("b", 2.5))]  # fmt: skip
    content = "juror,dossier,criterion,mark,count\n" + "".join(rows)
    # 24 half points, in quarters, from six jurors who stand for three each, on two criteria.
    monkeypatch.setattr(answers, "MOST", most)
    assert (by_columns(content, read_weights("a=1,b=3")) is not None) is is_read


@pytest.mark.parametrize("case", BAD_ROWS)
def test_file_when_a_line_is_bad_gives_no_answers(case):
    assert by_columns(BAD_ROWS[case][0]) is None


@pytest.mark.parametrize(
    ("content", "weights"),
    [
        ("", None),
        (HEAD, None),
        (GOOD["marks"], "a=1"),
        (GOOD["criteria"], "a=1"),
        (GOOD["criteria"], "a=1,b=2,c=3"),
        ("juror,dossier,rank\nAras,KABUL,1\n", None),
        (HEAD + "Aras,KABUL,9999999999999999999\n", None),
        (HEAD + "Aras,KABUL,4611686018427387904\nBela,KABUL,1\n", None),
    ],
)
def test_file_when_columns_cannot_say_it_gives_no_answers(content, weights):
    assert by_columns(content, weights and read_weights(weights)) is None


def test_criteria_when_weighed_give_whole_scores():
    answers = by_columns(GOOD["criteria"], read_weights("a=25,b=75"))
    values, unit = answers.scores(["b", "a"])
    assert [value / unit for value in values.tolist()] == [0.25 * 0.5 + 0.75 * 8, 0.25 * 3 + 0.75 * 2.125]
    alone, unit = answers.scores(["b"])
    assert [value / unit for value in alone.tolist()] == [8, 2.125]


@settings(deadline=None, max_examples=300)
@given(
    st.lists(
        st.tuples(st.sampled_from("ABC"), st.sampled_from("xyz"), st.sampled_from(["1", "2.5", "٣", " 7 ", "", "x"])),
        min_size=1,
        max_size=9,
    )
)
def test_file_when_read_by_columns_is_never_read_otherwise_than_line_by_line(rows):
    content = HEAD + "".join(f"{juror},{dossier},{mark}\n" for juror, dossier, mark in rows)
    answers = by_columns(content)
    try:
        expected = told(read(content).ballots)
    except ValueError:
        assert answers is None
    else:
        assert told(answers.ballots()) == expected
