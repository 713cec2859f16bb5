"""Rounds of ranks and of grades as tables: out after the close, and a juror's own sheet both ways."""

import pytest
from tablib import Dataset

from jury.states import RoundKind
from nominations.states import Phase
from scoring.models import Ballot, CastBallot
from scoring.states import BallotStatus, Method
from tests.factories import scoring as factory
from tests.factories.people import user

from .test_grades import first, graded_round
from .test_pages import signed_in
from .test_rankings import on_record, own_of, ranked_round
from .test_tables import FOR, body, send, url

pytestmark = pytest.mark.django_db


def exported(method, marks) -> Dataset:
    of = factory.open_round(2, 1, kind=RoundKind.FINAL, phase=Phase.RATIFICATION, method=method)
    for number, assignment in enumerate(of.assignments.order_by("seat")):
        ballot = Ballot.objects.create(assignment=assignment, status=BallotStatus.CAST, cast_at=assignment.at)
        CastBallot.objects.create(ballot=ballot, number=1, key=f"k{number}", marks=marks[number], digest=f"{number}")
    table = body(signed_in(user("", "auditor")).post(url(of, "export_ballots", kind="csv"), FOR)).decode("utf-8-sig")
    return Dataset().load(table, format="csv")


@pytest.mark.parametrize(
    ("method", "column", "given"),
    [(Method.SCHULZE, "rank", ["1", "3"]), (Method.MAJORITY_JUDGMENT, "grade", ["strong", "weak"])],
)
def test_ballots_leave_the_house_with_what_was_cast(method, column, given):
    rows = exported(method, [{column: each} for each in given])
    assert set(rows.headers) == {"juror", "dossier", "version", "cast_at", "fingerprint", column}
    assert sorted(rows[column]) == given


def sheet_of(client, of) -> Dataset:
    return Dataset().load(body(client.get(url(of, "own_sheet", kind="csv"))).decode("utf-8-sig"), format="csv")


def filled(sheet, cells) -> bytes:
    rows = Dataset(headers=sheet.headers)
    for row, given in zip(sheet, cells, strict=True):
        rows.append([*row[:3], *given])
    return rows.export("csv").encode()


def save(client, of, content):
    tried = send(client, of, content)
    assert tried.context["faults"] == []
    return client.post(url(of, "import_ballots"), {"table": tried.context["table"]})


def test_a_sheet_of_ranks_goes_out_and_comes_back():
    of = ranked_round()
    client = signed_in(own_of(of)[0].seat.user)
    sheet = sheet_of(client, of)
    assert sheet.headers == ["dossier", "nominee", "version", "rank", "rank (comment)"]
    save(client, of, filled(sheet, [("۲", "خوب"), ("1", ""), ("2.0", "")]))
    assert on_record() == {"M-001": 2, "M-002": 1, "M-003": 2}
    assert [row[3:] for row in sheet_of(client, of)] == [("2", "خوب"), ("1", ""), ("2", "")]


def test_a_sheet_of_ranks_names_each_fault_and_saves_nothing():
    of = ranked_round()
    client = signed_in(own_of(of)[0].seat.user)
    content = "dossier,version,rank\nM-001,0,0\nM-002,0,4\nM-003,0,1.5\nM-009,0,best\n"
    answer = send(client, of, content.encode())
    faults = {(fault.row, fault.column): fault.says for fault in answer.context["faults"]}
    assert set(faults) == {(2, "rank"), (3, "rank"), (4, "rank"), (5, "rank"), (5, "dossier")}
    assert faults[2, "rank"] == "Choose a rank from 1 to 3."
    assert Ballot.objects.count() == 0


def test_a_sheet_of_ranks_that_grew_old_is_not_written_over_a_newer_ranking():
    of = ranked_round()
    own = own_of(of)
    client = signed_in(own[0].seat.user)
    tried = send(client, of, filled(sheet_of(client, of), [("1", ""), ("2", ""), ("3", "")]))
    Ballot.objects.create(assignment=own[1], version=1, rank=1)
    assert client.post(url(of, "import_ballots"), {"table": tried.context["table"]}).status_code == 422
    assert on_record() == {"M-002": 1}


@pytest.mark.parametrize("written", ["strong", "Strong", "STRONG", "قوی"])
def test_a_sheet_of_grades_goes_out_and_comes_back_in_any_language(written):
    of = graded_round()
    client = signed_in(first(of).seat.user)
    sheet = sheet_of(client, of)
    assert sheet.headers == ["dossier", "nominee", "version", "grade", "grade (comment)"]
    save(client, of, filled(sheet, [(written, "Measured."), ("", "")]))
    assert [(each.grade, each.comment) for each in Ballot.objects.order_by("assignment__dossier__code")] == [
        ("strong", "Measured."),
        ("", ""),
    ]
    assert [row[3:] for row in sheet_of(client, of)] == [("Strong", "Measured."), ("", "")]


def test_a_sheet_of_grades_says_which_grades_there_are():
    of = graded_round()
    code = first(of).dossier.code
    answer = send(signed_in(first(of).seat.user), of, f"dossier,version,grade\n{code},0,brilliant\n".encode())
    assert [(fault.column, fault.says) for fault in answer.context["faults"]] == [
        (
            "grade",
            "Write one of the grades, or leave the cell empty: Outstanding, Strong, Satisfactory, Limited, Weak.",
        )
    ]
    assert Ballot.objects.count() == 0
