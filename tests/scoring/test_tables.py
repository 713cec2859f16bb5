"""Ballots out as a table after the close; a juror's own sheet out, filled in, and back."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tablib import Dataset

from awards_site.models import AuditEvent
from jury.states import RoundKind
from nominations.models import Nominee
from nominations.states import Phase
from scoring.models import Ballot, Mark
from tests.factories import scoring as factory
from tests.factories.people import user

from .test_pages import first, signed_in

pytestmark = pytest.mark.django_db
FOR = {"purpose": "The auditor's papers"}


def url(of, name, **more) -> str:
    return reverse(f"scoring:{name}", kwargs={**of.slugs, **more})


def body(answer) -> bytes:
    return b"".join(answer.streaming_content)


def ratified(size=2):
    round_ = factory.open_round(3, size, kind=RoundKind.FINAL, phase=Phase.RATIFICATION)
    factory.cast_all(round_, {(juror, file): "8.5" for juror in range(3) for file in range(size)})
    return factory.fresh(round_)


def test_the_auditor_takes_ballots_by_name_and_the_secretary_general_by_pseudonym():
    round_ = ratified()
    names = [str(seat.user) for seat in round_.call.panel.seats.all()]
    by_name = body(signed_in(user("", "auditor")).post(url(round_, "export_ballots", kind="csv"), FOR)).decode()
    by_word = body(
        signed_in(user("", "secretary_general")).post(url(round_, "export_ballots", kind="csv"), FOR)
    ).decode()
    rows = Dataset().load(by_word.removeprefix("\ufeff"), format="csv")
    assert all(name in by_name for name in names)
    assert not any(name in by_word for name in names)
    assert (rows.height, len(set(rows["juror"])), set(rows["impact"]), set(rows["total"])) == (6, 3, {"8.5"}, {"8.50"})
    assert AuditEvent.objects.last().facts["rows"] == 6


@pytest.mark.parametrize("role", ["officer", "board", ""])
def test_nobody_else_takes_ballots(role):
    client = signed_in(user("", *([role] if role else [])))
    assert client.post(url(ratified(), "export_ballots", kind="csv"), FOR).status_code == 404


@pytest.mark.parametrize("phase", [Phase.FINAL, Phase.DELIBERATION])
def test_no_ballot_leaves_the_house_before_ratification(phase):
    round_ = factory.open_round(kind=RoundKind.FINAL, phase=phase)
    for role in ("secretary_general", "auditor"):
        assert signed_in(user("", role)).post(url(round_, "export_ballots", kind="csv"), FOR).status_code == 404


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_a_table_costs_the_same_number_of_statements_at_any_size(kind):
    found = []
    for size in (1, 20):
        round_, client = ratified(size), signed_in(user("", "auditor"))
        with CaptureQueriesContext(connection) as queries:
            body(client.post(url(round_, "export_ballots", kind=kind), FOR))
        found.append(len(queries))
    assert found[0] == found[1]


def send(client, of, content: bytes, name="sheet.csv"):
    return client.post(url(of, "import_ballots"), {"sheet": SimpleUploadedFile(name, content)})


def test_a_sheet_goes_out_and_comes_back_in_persian_digits():
    round_ = factory.open_round()
    client = signed_in(first(round_).seat.user)
    sheet = Dataset().load(body(client.get(url(round_, "own_sheet", kind="csv"))).decode("utf-8-sig"), format="csv")
    assert sheet.headers[:5] == ["dossier", "nominee", "version", "impact", "impact (comment)"]
    filled = Dataset(headers=sheet.headers)
    for row in sheet:
        filled.append([*row[:3], "۸٫۵", "سنجیده شده", "7", ""])
    answer = send(client, round_, filled.export("csv").encode())
    assert Ballot.objects.count() == 0
    for _ in range(2):
        client.post(url(round_, "import_ballots"), {"table": answer.context["table"]})
    assert {(mark.criterion.key, str(mark.value)) for mark in Mark.objects.all()} == {
        ("impact", "8.50"),
        ("leadership", "7.00"),
    }
    assert {ballot.version for ballot in Ballot.objects.all()} == {1}


def test_a_dry_run_names_row_and_column_of_each_fault_and_saves_nothing():
    round_ = factory.open_round()
    client = signed_in(first(round_).seat.user)
    content = "dossier,version,impact,leadership\nM-001,0,8,7\nM-009,0,8,7\nM-002,x,7.25,eleven\n"
    answer = send(client, round_, content.encode())
    assert {(fault.row, fault.column) for fault in answer.context["faults"]} == {
        (3, "dossier"),
        (4, "version"),
        (4, "impact"),
        (4, "leadership"),
    }
    assert Ballot.objects.count() == 0


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"dossier,impact\nM-001,8\n", "version"),
        (b"dossier,version,beauty\nM-001,0,8\n", "beauty"),
        (b"dossier,version,impact,impact\nM-001,0,8,9\n", "twice"),
        (b"\xff\xfe\x00nonsense", ""),
        (b"", ""),
        (b"PK\x03\x04", ""),
    ],
)
def test_a_table_that_cannot_be_read_is_told_so(content, says):
    round_ = factory.open_round()
    client = signed_in(first(round_).seat.user)
    for name in ("sheet.csv", "sheet.xlsx", "sheet.exe"):
        answer = send(client, round_, content, name)
        assert answer.status_code == 422
    assert says in send(client, round_, content).content.decode()


def test_a_sheet_that_grew_old_is_not_written_over_a_newer_ballot():
    round_ = factory.open_round()
    assignment = first(round_)
    client = signed_in(assignment.seat.user)
    content = f"dossier,version,impact\n{assignment.dossier.code},0,3\n".encode()
    answer = send(client, round_, content)
    factory.ballot(assignment, {"impact": "9"})
    Ballot.objects.update(version=1)
    late = client.post(url(round_, "import_ballots"), {"table": answer.context["table"]})
    assert late.status_code == 422
    assert str(Mark.objects.get().value) == "9.00"


def test_a_sheet_signed_for_another_juror_is_refused():
    round_ = factory.open_round()
    mine, other = [signed_in(seat.user) for seat in round_.call.panel.seats.all()[:2]]
    answer = send(mine, round_, b"dossier,version,impact\nM-001,0,3\n")
    assert other.post(url(round_, "import_ballots"), {"table": answer.context["table"]}).status_code == 422
    assert mine.post(url(round_, "import_ballots"), {"table": "forged"}).status_code == 422
    assert Ballot.objects.count() == 0


def test_no_cell_of_a_sheet_runs_as_a_formula():
    round_ = factory.open_round()
    Nominee.objects.update(name='=HYPERLINK("https://evil.example")')
    table = body(signed_in(first(round_).seat.user).get(url(round_, "own_sheet", kind="xlsx")))
    cells = [cell for row in Dataset().load(io.BytesIO(table), format="xlsx") for cell in row]
    assert not any(str(cell).startswith(("=", "+", "-", "@")) for cell in cells if cell)


@pytest.mark.parametrize("written", ["7½", "7,5", "۷٫۵", "7.50", "۷½"])
def test_sheet_when_a_half_is_written_otherwise_then_reads_the_same_mark(written):
    round_ = factory.open_round()
    content = f'dossier,version,impact\n{first(round_).dossier.code},0,"{written}"\n'
    answer = send(signed_in(first(round_).seat.user), round_, content.encode())
    assert (answer.status_code, answer.context.get("faults")) == (200, [])


def test_sheet_when_a_mark_is_off_the_scale_then_says_which_marks_there_are():
    round_ = factory.open_round()
    content = f"dossier,version,impact\n{first(round_).dossier.code},0,11\n"
    faults = send(signed_in(first(round_).seat.user), round_, content.encode()).context["faults"]
    assert [fault.says for fault in faults] == ["Write a mark from 1 to 10 by steps of 0.5, or leave the cell empty."]
