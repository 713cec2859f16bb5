"""Tables out: constant statements, no formula, no address, only for whom and when the table allows, on record."""

import csv
import io

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from awards_site import tables
from awards_site.models import AuditEvent
from nominations import shape
from nominations.models import Nomination, Question
from nominations.states import Phase
from tests.factories import nominations
from tests.factories.people import user

pytestmark = pytest.mark.django_db

EVIL = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "  =1", "＝1", "＠x", "=cmd|' /C calc'!A0"]


@pytest.fixture(autouse=True)
def _fresh():
    cache.clear()
    shape.forget()


def at(call, kind: str = "csv") -> str:
    return reverse("nominations:export_nominations", kwargs={**call.slugs, "kind": kind})


def exported(client, call, kind: str = "csv") -> list[list[object]]:
    content = b"".join(client.post(at(call, kind), {"purpose": "For the meeting"}).streaming_content)
    if kind == "csv":
        return list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))
    return [list(row) for row in load_workbook(io.BytesIO(content)).active.iter_rows(values_only=True)]


def statements(client, call) -> int:
    with CaptureQueriesContext(connection) as seen:
        exported(client, call)
    return len(seen)


@pytest.mark.parametrize("text", EVIL)
def test_no_cell_is_a_formula(text):
    assert str(tables.harmless(text)).startswith("'")


@given(st.text())
def test_no_text_at_all_becomes_a_formula(text):
    cell = str(tables.harmless(text))
    assert not cell.lstrip(" \xa0\ufeff").startswith(tables.BEGINS_FORMULA)


def test_numbers_and_nothing_stay_as_they_are():
    assert [tables.harmless(each) for each in (3, None, True, "plain")] == [3, None, True, "plain"]


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_a_table_holds_the_answers_and_no_formula_and_no_address(client, kind):
    call = nominations.call(Phase.SCREENING)
    file = nominations.nomination(call, by=user("nominator@secret.example", name="=HYPERLINK(1)"))
    answers = {**file.answers, "headline": "=1+1", "email": file.dossier.nominee.email}
    Nomination.objects.update(answers=answers)
    nominations.draft(call, answers={"headline": "a draft"})
    client.force_login(user("", "officer"))
    head, row, *more = exported(client, call, kind)
    told = dict(zip(head, row, strict=True))
    assert not more
    assert told["reference"] == file.reference
    assert told["answer.story"] == answers["story"]
    assert told["answer.headline"] == "'=1+1"
    assert told["nominator"] == "'=HYPERLINK(1)"
    assert (told["city"], told["answer.city"]) == ("Samarkand", "Samarkand, Uzbekistan")
    assert len(head) == len(set(head))
    assert "answer.email" not in head
    assert not any("@" in str(cell) for cell in row)


def test_repeating_rows_stand_in_one_cell(client):
    call = nominations.call(Phase.SCREENING)
    step = call.forms.get().steps.get(key="work")
    works = nominations.question(step, "works", "rows", limits={"rows_most": 3, "row_name": {"en": "Work"}})
    Question.objects.create(step=step, parent=works, key="title", kind="short", label={"en": "Title"})
    file = nominations.nomination(call)
    Nomination.objects.update(answers={**file.answers, "works": [{"title": "One"}, {"title": "Two"}]})
    client.force_login(user("", "officer"))
    head, row = exported(client, call)
    assert dict(zip(head, row, strict=True))["answer.works"] == "Work 1. Title: One\nWork 2. Title: Two"


def test_five_and_fifty_rows_take_the_same_statements(client):
    call = nominations.call(Phase.SCREENING)
    client.force_login(user("", "officer"))
    for _ in range(5):
        nominations.nomination(call)
    exported(client, call)
    few = statements(client, call)
    for _ in range(45):
        nominations.nomination(call)
    assert statements(client, call) == few
    assert len(exported(client, call)) == 51


def test_an_export_needs_a_purpose_and_is_on_record(client):
    call = nominations.call(Phase.SCREENING)
    nominations.nomination(call)
    client.force_login(user("", "officer"))
    assert client.get(at(call)).status_code == 200
    assert client.post(at(call), {}).status_code == 200
    assert not AuditEvent.objects.exists()
    answer = client.post(at(call), {"purpose": "For the meeting"})
    assert answer["Content-Disposition"].startswith("attachment")
    assert AuditEvent.objects.get().facts == {"kind": "csv", "purpose": "For the meeting", "rows": 1}


@pytest.mark.parametrize("role", ["secretary_general", "auditor"])
def test_others_of_the_staff_are_told_why_not(client, role):
    client.force_login(user("", role))
    assert client.post(at(nominations.call(Phase.SCREENING)), {"purpose": "x"}).status_code == 403


@pytest.mark.parametrize("phase", list(Phase))
def test_files_are_exported_from_the_deadline_to_the_archive(client, phase):
    client.force_login(user("", "officer"))
    closed = {Phase.SETUP, Phase.CALL_OPEN, Phase.ARCHIVED}
    assert client.get(at(nominations.call(phase))).status_code == (403 if phase in closed else 200)


def test_nobody_else_knows_of_the_export(client):
    call = nominations.call(Phase.SCREENING)
    assert client.get(at(call)).status_code == 302
    for person in (user(), user("", "board"), nominations.nomination(call).nominator):
        client.force_login(person)
        assert client.post(at(call), {"purpose": "x"}).status_code == 404
