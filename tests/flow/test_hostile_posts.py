"""Whatever is posted to whichever form: never a fault, nothing half written, and what was typed is not lost."""

import traceback
import uuid
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

import lxml.html
import pytest
from django.apps import apps
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, transaction
from django.http import HttpResponse
from django.test import Client
from hypothesis import Phase as Stage
from hypothesis import given, settings

from awards_site import audit
from awards_site.models import Letter
from nominations.states import Phase
from scoring.views.board import Hold
from tests.permissions.finding import our_names, rows_by_knock, who_knocks
from tests.permissions.knocking import address_in, caller
from tests.permissions.reading import text_of
from tests.permissions.world import World

from .doors import PHASES, Door, doors_in, fields_of, shown, world_of
from .malice import PLAIN, QUERIES, TOKENS, as_sent, forms

pytestmark = pytest.mark.django_db
#: How many forms each door is sent: one every day, many with the battery.
EACH = [1, pytest.param(15, marks=pytest.mark.battery)]
STEADY = True
OURS = ("awards_site", "nominations", "jury", "scoring")
#: Sessions come and go with signing in.
APART = {"awards_site_session"}
REFUSED = {400, 403, 404, 405, 409, 413, 422, 429}


def counts() -> dict[str, int]:
    """Count the rows of every table, in one statement."""
    tables = sorted(
        {model._meta.db_table for label in OURS for model in apps.get_app_config(label).get_models()} - APART
    )
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(f"SELECT '{table}', count(*) FROM {table}" for table in tables))
        return dict(cursor.fetchall())


def strike(client: Client, address: str, form: dict[str, Any]) -> tuple[HttpResponse, dict[str, int]]:
    """Post a form; give the answer and what rows came or went, and take it all back."""
    cookies, before = client.cookies.copy(), counts()
    with transaction.atomic():
        answer = client.post(address, **as_sent(form))
        if answer.streaming:
            answer.getvalue()
        assert answer.status_code < 500, told(answer)
        audit.verify()
        after = counts()
        transaction.set_rollback(True)
    client.cookies = cookies
    cache.clear()
    return answer, {table: after[table] - before[table] for table in after if after[table] != before[table]}


def told(answer: Any) -> str:
    """Tell a fault."""
    return "".join(traceback.format_exception(*answer.exc_info)) if answer.exc_info else str(answer.status_code)


def lost(answer: HttpResponse, form: dict[str, Any], address: str) -> list[str]:
    """Name the boxes of a page that were shown again without what was typed in them."""
    if answer.streaming or not answer["Content-Type"].startswith("text/html") or b"<form" not in answer.content:
        return []
    boxes = shown(lxml.html.fromstring(answer.content.decode()), address)
    return [name for name, text in form.items() if text in PLAIN and name in boxes and text not in boxes[name]]


@pytest.mark.parametrize("each", EACH)
@pytest.mark.parametrize("phase", PHASES)
def test_whatever_is_posted_to_a_form_is_answered_and_leaves_nothing_half_done(phase: Phase, each: int):
    world = world_of(phase)
    faults = [fault for door in doors_in(phase) for fault in faults_of(door, world, each)]
    assert faults == [], "\n\n".join(faults)


def faults_of(door: Door, world: World, each: int = 15) -> Iterator[str]:
    """Post generated forms to one door, and tell the first fault."""
    client, address = caller(world, door.person), door.address(world)

    @settings(max_examples=each, derandomize=STEADY, database=None, phases=[Stage.generate])
    @given(form=forms(fields_of(door, world)))
    def through(form: dict[str, Any]) -> None:
        answer, changed = strike(client, address, form)
        assert answer.status_code not in REFUSED or not changed, (answer.status_code, changed)
        assert answer.status_code not in {200, 422} or not lost(answer, form, address), lost(answer, form, address)

    try:
        through()
    except Exception as fault:  # noqa: BLE001 - every door's fault is told, not the first one's alone
        yield f"{door}: {''.join(traceback.format_exception(fault))[-2500:]}"


def test_a_door_that_falls_over_or_forgets_is_found(monkeypatch: pytest.MonkeyPatch):
    world = world_of(Phase.EMBARGO)
    (door,) = (each for each in doors_in(Phase.EMBARGO) if each.name == "scoring:hold")
    assert list(faults_of(door, world)) == []
    monkeypatch.setattr(Hold, "post", lambda *_args, **_words: 1 / 0)
    assert any("ZeroDivisionError" in fault for fault in faults_of(door, world))
    monkeypatch.setattr(Hold, "post", half_written)
    assert any("awards_site_letter" in fault for fault in faults_of(door, world))


def half_written(view: Hold, *_args: Any, **_words: Any) -> HttpResponse:
    Letter.objects.create(key=uuid.uuid4().hex, name="x", to="x@y.example", language="en", subject="x")
    return HttpResponse(status=409)


def test_a_page_that_forgets_what_was_typed_is_found():
    page = HttpResponse('<form><input type="text" name="reason" value=""><textarea name="word"></textarea></form>')
    assert lost(page, {"reason": PLAIN[0], "word": "", "other": PLAIN[1]}, "/x/") == ["reason"]


@pytest.mark.battery
@pytest.mark.parametrize("phase", [Phase.SCREENING, Phase.ASSESSMENT])
def test_whatever_stands_behind_an_address_is_answered(phase: Phase):
    world, rows = world_of(phase), rows_by_knock()
    for name in our_names():
        row = rows.get((name, "GET"))
        for person in [each for each in who_knocks(name) if row and row.lets_in(each, phase)][-1:]:
            client, address = caller(world, person), address_in(world, name, row.about, person)
            for query in QUERIES:
                answer = client.get(f"{address}?{query}")
                assert answer.status_code < 500, (name, person, query, told(answer))
                assert "evil.example" not in answer.headers.get("Location", "").partition("?")[0], name
                text_of(answer)


@pytest.mark.parametrize("name", ["nominations:consent", "nominations:support"])
def test_a_token_that_is_none_opens_nothing(name: str):
    world = world_of(Phase.CALL_OPEN)
    client, before = caller(world, "visitor"), counts()
    mine, theirs = ("nominee.own", "referee.own") if name.endswith("consent") else ("referee.own", "nominee.own")
    right = address_in(world, name, "own", mine)
    token = last_part(right)
    tokens = [*(quote(each, safe="") for each in TOKENS), last_part(address_in(world, name, "own", theirs))]
    for wrong in (*tokens, token[:-1], token[1:], token.swapcase(), token * 2):
        for method in (client.get, client.post):
            answer = method(right.replace(token, wrong))
            assert answer.status_code in {301, 400, 404, 410}, (wrong, answer.status_code)
    assert counts() == before


def last_part(address: str) -> str:
    return address.rstrip("/").rpartition("/")[2]


def test_a_file_that_is_too_large_is_refused_with_a_sentence_and_kept_nowhere():
    world = world_of(Phase.CALL_OPEN)
    large = b"%PDF-1.7\n" + b"0" * (26 * 1024 * 1024)
    for name, field in (("nominations:step", "report"), ("nominations:import_nominations", "sheet")):
        (door,) = (each for each in doors_in(Phase.CALL_OPEN) if each.name == name and each.step in {"", "work"})
        form = fields_of(door, world) | {field: SimpleUploadedFile("large.pdf", large), "do": f"upload:{field}"}
        answer, changed = strike(caller(world, door.person), door.address(world), form)
        assert answer.status_code in {200, 413, 422}
        assert changed == {}
        assert "MB" in answer.content.decode()
