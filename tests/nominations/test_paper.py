"""Nominations that came on paper: a dry run that names row and column, then all of them or none, once."""

import csv
import io
import zipfile

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import Workbook, load_workbook

from awards_site import clock
from awards_site.models import AuditEvent, Letter, User
from nominations import shape
from nominations.models import Nomination, Question
from nominations.states import NominationStatus, Phase
from tests.factories import nominations
from tests.factories.nominations import DAY
from tests.factories.people import user

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _fresh():
    cache.clear()
    shape.forget()


@pytest.fixture
def call():
    return nominations.call(Phase.CALL_OPEN)


@pytest.fixture
def desk(client):
    client.force_login(user("", "officer"))
    return client


def row(**changed: str) -> dict[str, str]:
    return {
        "nominator_name": "Heer Waris",
        "nominator_email": "heer@nominators.example",
        "language": "en",
        "received_on": (clock.now() - 3 * DAY).date().isoformat(),
        "rules_confirmed": "yes",
        "name": "Punhun Ari",
        "email": "punhun@nominees.example",
        "city.city": "Multan",
        "city.country": "Pakistan",
        "headline": "Shade over the bus stops",
        "story": "Roofs of woven reed over two hundred stops.",
        **changed,
    }


def as_csv(*rows: dict[str, str]) -> SimpleUploadedFile:
    text = io.StringIO()
    writer = csv.DictWriter(text, list(rows[0]))
    writer.writeheader()
    writer.writerows(rows)
    return SimpleUploadedFile("papers.csv", text.getvalue().encode())


def as_xlsx(*rows: dict[str, str]) -> SimpleUploadedFile:
    book = Workbook()
    book.active.append(list(rows[0]))
    for each in rows:
        book.active.append(list(each.values()))
    content = io.BytesIO()
    book.save(content)
    return SimpleUploadedFile("papers.xlsx", content.getvalue())


def damaged(part: str, content: bytes = b"<") -> bytes:
    """Give a sheet of which one part is something else."""
    sheet, made = as_xlsx(row()), io.BytesIO()
    with zipfile.ZipFile(sheet) as whole, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as packed:
        for name in whole.namelist():
            packed.writestr(name, content if name == part else whole.read(name))
    return made.getvalue()


def at(call) -> str:
    return reverse("nominations:import_nominations", kwargs=call.slugs)


def faults(page) -> list[tuple[int, str]]:
    return [(each.row, each.column) for each in page.context["faults"]]


@pytest.mark.parametrize("make", [as_csv, as_xlsx])
def test_a_table_is_tried_then_entered_as_a_whole_and_once(desk, call, make):
    two = [
        row(),
        row(name="Sassi Bhambore", email="sassi@nominees.example", nominator_email="HEER@nominators.example"),
    ]
    page = desk.post(at(call), {"sheet": make(*two)})
    assert page.context["faults"] == []
    assert not Nomination.objects.exists()
    assert not Letter.objects.exists()
    for _ in range(2):
        assert desk.post(at(call), {"table": page.context["table"]}).status_code == 302
    first, second = Nomination.objects.order_by("pk")
    assert {first.status, second.status} == {NominationStatus.SUBMITTED}
    assert first.nominator == second.nominator == User.objects.get(email="heer@nominators.example")
    assert first.reference != second.reference
    assert str(first.submitted_at.date()) == row()["received_on"]
    assert (first.answers["city"], first.dossier.nominee.name) == ({"city": "Multan", "country": "PK"}, "Punhun Ari")
    names = sorted(Letter.objects.values_list("name", flat=True))
    assert names == ["nominations/consent_notice"] * 2 + ["nominations/receipt"] * 2
    entered = AuditEvent.objects.filter(what="nomination.entered")
    assert entered.count() == 2
    assert entered.first().facts == {"received_on": row()["received_on"]}


def test_each_fault_is_named_with_row_and_column_and_nothing_is_written(desk, call):
    rows = [
        row(),
        row(nominator_email="no address", rules_confirmed="no"),
        row(received_on="2001-01-01"),
        row(name="", story="word " * 70),
        row(**{"city.country": "Atlantis"}),
        row(language="xx"),
    ]
    page = desk.post(at(call), {"sheet": as_csv(*rows)})
    assert sorted(faults(page)) == [
        (3, "nominator_email"),
        (3, "rules_confirmed"),
        (4, "received_on"),
        (5, "name"),
        (5, "story"),
        (6, "city.city"),
        (7, "language"),
    ]
    assert "table" not in page.context
    assert not Nomination.objects.exists()


def test_a_nomination_of_oneself_is_a_fault(desk, call):
    page = desk.post(at(call), {"sheet": as_csv(row(), row(email="heer@nominators.example"))})
    assert faults(page) == [(3, "")]
    assert not Nomination.objects.exists()


def test_headings_are_checked_first(desk, call):
    strange = {**row(), "salary": "1"}
    missing = {key: value for key, value in row().items() if key != "received_on"}
    assert faults(desk.post(at(call), {"sheet": as_csv(strange)})) == [(1, "salary")]
    assert faults(desk.post(at(call), {"sheet": as_csv(missing)})) == [(1, "received_on")]


def test_repeating_rows_have_columns_of_their_own(desk):
    call = nominations.call(Phase.CALL_OPEN)
    step = call.forms.get().steps.get(key="work")
    works = nominations.question(step, "works", "rows", limits={"rows_most": 2})
    Question.objects.create(step=step, parent=works, key="title", kind="short", label={"en": "Title"})
    Question.objects.create(step=step, parent=works, key="lands", kind="country", label={"en": "Land"}, required=False)
    told = row(**{"works.1.title": "One", "works.1.lands": "IR", "works.2.title": "Two", "works.2.lands": ""})
    page = desk.post(at(call), {"sheet": as_csv(told)})
    assert page.context["faults"] == []
    desk.post(at(call), {"table": page.context["table"]})
    assert Nomination.objects.get().answers["works"] == [{"title": "One", "lands": "IR"}, {"title": "Two"}]


@pytest.mark.parametrize(
    "sheet",
    [
        SimpleUploadedFile("papers.exe", b"MZ"),
        SimpleUploadedFile("papers.csv", b""),
        SimpleUploadedFile("papers.csv", b"\xff\xfe\x00bad"),
        SimpleUploadedFile("papers.xlsx", b"PK\x03\x04 no book"),
        SimpleUploadedFile("papers.xlsx", b"plain text"),
        SimpleUploadedFile("papers.csv", b"x" * 1_100_000),
        SimpleUploadedFile("papers.csv", b"name\n"),
        SimpleUploadedFile("papers.csv", b"name,name\n\0,1\n"),
        SimpleUploadedFile("papers.csv", b"name\n" + b"x" * 200_000),
        *(
            SimpleUploadedFile("papers.xlsx", damaged(part))
            for part in ("xl/workbook.xml", "xl/worksheets/sheet1.xml")
        ),
        SimpleUploadedFile("papers.xlsx", damaged("xl/worksheets/sheet1.xml", b" " * 60_000_000)),
    ],
)
def test_what_is_no_table_is_refused_with_a_sentence(desk, call, sheet):
    page = desk.post(at(call), {"sheet": sheet})
    assert page.status_code == 200
    assert page.context["form"].errors or page.context["faults"]
    assert not Nomination.objects.exists()


def test_a_sheet_when_it_claims_a_million_rows_is_read_as_far_as_it_goes(desk, call):
    book = Workbook()
    for cells in (list(row()), list(row().values())):
        book.active.append(cells)
    book.active.cell(1_048_576, 16_384, " ")
    content = io.BytesIO()
    book.save(content)
    page = desk.post(at(call), {"sheet": SimpleUploadedFile("papers.xlsx", content.getvalue())})
    assert (page.context["faults"], page.context["count"]) == ([], 1)


def test_a_fault_when_an_empty_line_stands_before_it_has_the_spreadsheets_row(desk, call):
    lines = as_csv(row(), row(language="xx")).read().splitlines()
    table = SimpleUploadedFile("papers.csv", b"\r".join([*lines[:2], b"", lines[2], b"", b""]))
    assert (4, "language") in faults(desk.post(at(call), {"sheet": table}))


def test_a_confirmation_is_its_officers_and_its_calls_alone(desk, call):
    page = desk.post(at(call), {"sheet": as_csv(row())})
    other = nominations.call(Phase.CALL_OPEN)
    assert desk.post(at(other), {"table": page.context["table"]}).status_code == 200
    assert desk.post(at(call), {"table": page.context["table"] + "x"}).status_code == 200
    desk.force_login(user("", "officer"))
    assert desk.post(at(call), {"table": page.context["table"]}).status_code == 200
    assert not Nomination.objects.exists()


def test_the_empty_table_has_the_columns_of_the_call(desk, call):
    content = b"".join(desk.get(reverse("nominations:empty_sheet", kwargs=call.slugs)).streaming_content)
    (headings,) = load_workbook(io.BytesIO(content)).active.iter_rows(values_only=True)
    assert list(headings) == list(row())


@pytest.mark.parametrize("phase", list(Phase))
def test_papers_are_entered_while_the_call_is_open_or_screened(desk, phase):
    is_open = phase in {Phase.CALL_OPEN, Phase.SCREENING}
    assert desk.get(at(nominations.call(phase))).status_code == (200 if is_open else 403)


def test_nobody_else_enters_papers(client, call):
    for person, status in ((user(), 404), (user("", "secretary_general"), 403), (user("", "board"), 404)):
        client.force_login(person)
        assert client.post(at(call), {"sheet": as_csv(row())}).status_code == status
